"""Rows between tabs: spreadsheets, the clipboard, Tika's one-line rows."""

from jixiao.forms.document import Geometry

PADDED = "项目名称→道路清扫→→\n绩效指标→一级指标→二级指标→指标值\n→产出指标→数量指标→12公里\n→→质量指标→95%"


def test_rows_of_one_length_are_a_grid(grid) -> None:
    assert grid(PADDED) == [
        ["项目名称", "道路清扫", "", ""],
        ["绩效指标", "一级指标", "二级指标", "指标值"],
        ["", "产出指标", "数量指标", "12公里"],
        ["", "", "质量指标", "95%"],
    ]


def test_rows_of_several_lengths_have_no_known_columns(document) -> None:
    [table] = document("一级指标→二级指标→指标值\n产出指标→数量指标→12公里\n质量指标→95%").tables
    assert table.geometry is Geometry.RAGGED


def test_a_quoted_field_holds_line_breaks_and_tabs(document) -> None:
    read = document('目标→"1.清扫""主干""道路\n2.清运→垃圾"→备注\n指标→12公里→无')
    assert read.dialect == "tsv-quoted"
    assert [(cell.text, str(cell.place)) for cell in read.tables[0].cells] == [
        ("目标", "l1 t1 r1 c1"),
        ('1.清扫"主干"道路\n2.清运\t垃圾', "l1 t1 r1 c2"),
        ("备注", "l2 t1 r1 c3"),
        ("指标", "l3 t1 r2 c1"),
        ("12公里", "l3 t1 r2 c2"),
        ("无", "l3 t1 r2 c3"),
    ]


def test_a_quote_that_never_closes_is_only_a_quote(blocks) -> None:
    text = '名称→"道路\n指标→12公里\n' + "另→行\n" * 300
    assert blocks(text)[0][:2] == [["名称", '"道路'], ["指标", "12公里"]]


def test_a_tab_behind_every_cell_is_no_cell_more(blocks) -> None:
    assert blocks("一级指标→指标值→\n产出指标→12公里→\n") == [
        [["一级指标", "指标值"], ["产出指标", "12公里"]]
    ]


def test_lines_between_rows_stay_lines(blocks) -> None:
    text = "2024年项目支出绩效目标表\n项目名称→道路\n实施单位→某局\n注：无\n项目名称→垃圾\n期限→一年"
    assert blocks(text) == [
        "2024年项目支出绩效目标表",
        [["项目名称", "道路"], ["实施单位", "某局"]],
        "注：无",
        [["项目名称", "垃圾"], ["期限", "一年"]],
    ]


def test_tika_sheet_keeps_columns_and_drops_blanks_at_the_end(document) -> None:
    rows = "→项目名称→道路→→主管部门→某局\n→绩效指标→一级指标→二级指标→指标值\n"
    text = "Sheet1\n" + rows + "→→产出指标→数量指标→12公里\n→→→质量指标\n"
    read = document(text)
    assert read.dialect == "tika-sheet"
    [table] = read.tables
    assert table.geometry is Geometry.EXACT
    assert [(cell.column, cell.text) for cell in table.cells if cell.row == 1] == [
        (1, "项目名称"),
        (2, "道路"),
        (3, ""),
        (4, "主管部门"),
        (5, "某局"),
    ]


def test_tika_sax_joins_the_paragraphs_of_a_cell_and_its_row(blocks, document) -> None:
    text = "→一级→二级→三级→值\n→产出→数量→清扫道路\n二级道路\n→12公里\n→→→清运→5吨\n→→质量→→\n"
    assert document(text).dialect == "tika-sax"
    assert blocks(text) == [
        [
            ["一级", "二级", "三级", "值"],
            ["产出", "数量", "清扫道路\n二级道路", "12公里"],
            ["", "", "清运", "5吨"],
            ["", "质量", "", ""],
        ]
    ]
