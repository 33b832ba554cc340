"""Invented forms in the dialect of Tika's DOM readers."""

from jixiao.forms.document import Geometry, Table

HEAD = "→绩效指标\n→一级指标\n→二级指标\n→三级指标\n→指标值\n\n"
ROW = "→\n→产出指标\n→数量指标\n→清扫道路\n→12公里\n\n"
HEAD_ROW = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
FIRST_ROW = ["", "产出指标", "数量指标", "清扫道路", "12公里"]


def test_a_tab_opens_a_cell_and_a_blank_line_ends_the_row(blocks) -> None:
    assert blocks(HEAD + ROW + ROW) == [[HEAD_ROW, FIRST_ROW, FIRST_ROW]]


def test_rows_are_known_and_columns_are_not(document) -> None:
    assert document(ROW).dialect == "tika-docx"
    assert [table.geometry for table in document(ROW).tables] == [Geometry.RAGGED]


def test_a_cell_stands_at_its_first_line(document) -> None:
    [table] = document("\n\n→项目\n名称\n→道路").blocks
    assert isinstance(table, Table)
    assert [str(cell.place) for cell in table.cells] == ["l3 t1 r1 c1", "l5 t1 r1 c2"]


def test_paragraphs_of_a_cell_with_and_without_a_blank_line(blocks) -> None:
    text = "→绩效目标\n→1.清扫道路\n2.清运垃圾\n\n3.管护公厕\n\n→备注\n→无"
    assert blocks(text) == [[["绩效目标", "1.清扫道路\n2.清运垃圾\n3.管护公厕"], ["备注", "无"]]]


def test_blank_cells_stay(blocks) -> None:
    assert blocks("→\n→\n→\n→……\n→\n\n" + ROW) == [[["", "", "", "……", ""], FIRST_ROW]]


def test_a_row_parted_by_an_empty_paragraph_is_joined_and_told(document) -> None:
    read = document(HEAD + ROW + "→\n→\n→\n→……\n\n\n→\n\n" + ROW)
    rows = [cell.row for cell in read.tables[0].cells]
    assert [rows.count(row) for row in (1, 2, 3, 4)] == [5, 5, 5, 5]
    assert [finding.rule for finding in read.findings] == ["join-uncertain"]


def test_rows_that_only_happen_to_add_up_stay_apart(blocks) -> None:
    text = "→项目\n→道路\n→单位\n\n→期限\n→一年\n\n" + HEAD + ROW + ROW
    assert [len(row) for row in blocks(text)[0]] == [3, 2, 5, 5, 5]


def test_a_title_at_once_behind_the_last_cell_closes_the_table(blocks) -> None:
    text = HEAD + ROW + ROW + "→\n→\n→\n→……\n  2024年项目支出绩效目标表\n\n" + ROW
    last = ["", "", "", "……", ""]  # its last cell, lost with the white space, filled up
    assert blocks(text) == [[HEAD_ROW, FIRST_ROW, FIRST_ROW, last], "  2024年项目支出绩效目标表", [FIRST_ROW]]


def test_a_note_behind_the_table_is_a_line(blocks) -> None:
    assert blocks(HEAD + ROW + "\n注：数量指标不少于一个。") == [
        [HEAD_ROW, FIRST_ROW],
        "注：数量指标不少于一个。",
    ]


def test_text_before_the_table_is_lines(blocks) -> None:
    title = ["2024年项目支出绩效目标表", "填报单位："]
    assert blocks("\n".join(title) + "\n" + ROW) == [*title, [FIRST_ROW]]
