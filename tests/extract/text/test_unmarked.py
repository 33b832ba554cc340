"""Forms as plain lines."""

from jixiao.forms.document import Geometry


def test_a_cell_on_a_line_keeps_its_order(blocks, document) -> None:
    text = (
        "项目支出绩效目标表\n（2024年度）\n项目名称\n道路清扫\n一级指标\n指标值\n产出指标\n12公里\n注：无\n"
    )
    assert blocks(text) == [
        "项目支出绩效目标表",
        "（2024年度）",
        [["项目名称"], ["道路清扫"], ["一级指标"], ["指标值"], ["产出指标"], ["12公里"]],
        "注：无",
    ]
    assert document(text).dialect == "one-cell-per-line"
    assert document(text).tables[0].geometry is Geometry.STREAM


def test_blank_lines_between_cells_part_them(blocks) -> None:
    text = "一级指标\n\n二级指标\n\n指标值\n\n产出指标\n\n社会公众\n满意度\n\n95%\n"
    assert blocks(text) == [
        [["一级指标"], ["二级指标"], ["指标值"], ["产出指标"], ["社会公众\n满意度"], ["95%"]]
    ]


def test_blank_cells_tell_the_rows_where_classes_keep_their_place(blocks, document) -> None:
    head = "一级指标\n二级指标\n三级指标\n指标值\n"
    text = head + "产出\n数量\n清扫\n12公里\n\n\n清运\n30吨\n\n质量\n合格率\n95%\n\n时效\n\n\n"
    assert document(text).tables[0].geometry is Geometry.RAGGED
    assert blocks(text)[0][1:] == [
        ["产出", "数量", "清扫", "12公里"],
        ["", "", "清运", "30吨"],
        ["", "质量", "合格率", "95%"],
        ["", "时效"],
    ]


def test_a_title_parts_the_tables(blocks) -> None:
    half = "一级指标\n指标值\n产出指标\n12公里\n"
    cells = [["一级指标"], ["指标值"], ["产出指标"], ["12公里"]]
    assert blocks(f"{half}2024年项目支出绩效目标表\n{half}") == [cells, "2024年项目支出绩效目标表", cells]


def test_a_row_on_a_line_is_cut_at_blanks(blocks, document) -> None:
    text = (
        "项目资金  (万元) 年度资金总额: 1125\n一级指标 二级指标 三级指标 指标值\n"
        "产出指标 数量指标 清扫道路 12公里\n质量指标 合格率\n95%\n"
    )
    assert blocks(text) == [
        [
            ["项目资金  (万元)", "年度资金总额:", "1125"],
            ["一级指标", "二级指标", "三级指标", "指标值"],
            ["产出指标", "数量指标", "清扫道路", "12公里"],
            ["质量指标", "合格率", "95%"],
        ]
    ]
    assert document(text).dialect == "spaces"


def test_headings_and_classes_on_one_line_are_a_stream(document) -> None:
    text = "年度绩效指标 一级指标 二级指标 指标值 产出指标 数量指标 12公里 质量指标 95%\n"
    assert document(text).tables[0].geometry is Geometry.STREAM


def test_prose_is_lines(document) -> None:
    text = "一、产出指标：数量指标：清扫道路大于等于12公里；质量指标：合格率95%。\n二、效益指标完成良好。\n"
    assert document(text).dialect == "lines"
    assert document(text).tables == ()


def test_glued_cells_are_lines_for_the_vocabulary(document) -> None:
    assert document("一级指标二级指标三级指标指标值产出指标数量指标清扫道路≥12公里\n").dialect == "lines"
