"""antiword's tables between bars."""

import pytest

from extract.text.columns_of import common_columns


def test_bars_give_columns_and_spans(grid, document) -> None:
    text = (
        "|项目名称  |道路清扫              |\n"
        "|绩效指标  |一级指标  |指标值     |\n"
        "|          |产出指标  |12公里     |\n"
        "|          |          |           |\n"
    )
    assert grid(text) == [
        ["项目名称", "道路清扫<2>"],
        ["绩效指标", "一级指标", "指标值"],
        ["", "产出指标", "12公里"],
    ]
    assert document(text).dialect == "antiword"


@pytest.mark.parametrize(
    ("above", "below", "cell"),
    [
        ("社会公众或服务", "对象满意度", "社会公众或服务对象满意度"),  # the cell is full
        ("社会效益", "指标", "社会效益指标"),  # together a known word
        ("1.清扫道路", "2.清运垃圾", "1.清扫道路\n2.清运垃圾"),  # a list
    ],
)
def test_a_wrapped_cell_is_joined(grid, above: str, below: str, cell: str) -> None:
    line = "|{}|12公里     |\n|{}|           |\n|{}|30吨       |\n"
    texts = [
        text + " " * (14 - 2 * len(text) + text.count(".") + text[0].isdigit())
        for text in (above, below, "质量")
    ]
    assert grid(line.format(*texts)) == [[cell, "12公里"], ["质量", "30吨"]]


def test_a_blank_class_is_a_row_of_its_own(grid) -> None:
    text = (
        "|数量指标  |清扫      |12公里     |\n"
        "|质量指标  |          |           |\n"
        "|时效指标  |……        |           |\n"
    )
    assert grid(text) == [["数量指标", "清扫", "12公里"], ["质量指标", "", ""], ["时效指标", "……", ""]]


def test_a_long_line_that_is_wrapped_is_one_table(blocks) -> None:
    text = (
        "|项目名称   |道路清扫   |\n\n\n"
        " 绩效指标 |一级指标 |二级指标 |三级指标\n|指标值 | | |产出指标 |数量指标 |清扫道\n路 |12公里\n"
        "| | | |质量指标 |合格率 |95% | |注：无\n"
    )
    assert blocks(text) == [
        [
            ["项目名称", "道路清扫"],
            ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
            ["", "产出指标", "数量指标", "清扫道路", "12公里"],
            ["", "", "质量指标", "合格率", "95%"],
        ],
        "注：无",
    ]


def test_edges_measured_a_little_apart_are_one() -> None:
    assert common_columns([(0, 10, 20, 31), (0, 12, 30)]) == {
        (0, 10, 20, 31): (0, 1, 2, 3),
        (0, 12, 30): (0, 1, 3),
    }
