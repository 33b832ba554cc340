"""Forms as plain lines."""

import pytest

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


HEAD = "一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 "


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("安置人数 不少于 360 人", ["安置人数", "不少于360人"]),
        ("培训人次 约 650 人次", ["培训人次", "约650人次"]),
        ("培训标准 140 元/课时", ["培训标准", "140元/课时"]),
        ("完成时间 2025 年 11 月底前", ["完成时间", "2025年11月底前"]),
        ("完成时间\n2025 年 9 月 30\n日前", ["完成时间", "2025年9月30日前"]),
        ("免疫密度 99%\n≧", ["免疫密度", "≧99%"]),
        ("标志牌 690\n≧ 块", ["标志牌", "≧690块"]),
        ("检查（不含\n复查） 12次", ["检查（不含复查）", "12次"]),
        ("人数 1995 人以上 2234 11 11", ["人数", "1995人以上", "2234", "11", "11"]),
    ],
)
def test_a_value_that_a_page_has_cut_is_whole(text: str, row: list[str], blocks) -> None:
    [rows] = blocks(HEAD + text + "\n质量指标 合格率 95%\n")
    assert rows[1:] == [["产出指标", "数量指标", *row], ["质量指标", "合格率", "95%"]]


def test_where_units_have_a_column_values_stay_apart_from_them(blocks) -> None:
    [rows] = blocks("一级指标 二级指标 三级指标 指标值 度量单位\n产出指标 数量指标 清扫道路 12 公里\n")
    assert rows[1] == ["产出指标", "数量指标", "清扫道路", "12", "公里"]


def test_a_class_over_several_lines_is_one_cell(blocks) -> None:
    [rows] = blocks(HEAD + "清扫道路 12公里\n社会公众或服务\n对象满意度\n居民满意度 95%\n")
    assert rows[2:] == [["社会公众或服务对象满意度"], ["居民满意度", "95%"]]
