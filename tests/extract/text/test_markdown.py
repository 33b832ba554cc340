"""Markdown: pipe tables, html2text, HTML within."""

from jixiao.forms.document import Geometry


def test_blank_cells_of_merges_show_that_columns_stand(grid, document) -> None:
    text = "| 绩效指标 | 一级指标 | 指标值 |\n|---|:---|---|\n| | 产出\\|指标 | 12公里 |\n| | 质量 | |\n"
    assert grid(text) == [["绩效指标", "一级指标", "指标值"], ["", "产出|指标", "12公里"], ["", "质量", ""]]
    assert document(text).dialect == "markdown"


def test_rows_shifted_to_the_left_have_no_known_columns(blocks, document) -> None:
    text = "|  |  |  |\n| --- | --- | --- |\n| 产出指标 | 数量指标 | 12公里 |\n| 质量指标 | 95% |  |\n"
    assert blocks(text) == [[["产出指标", "数量指标", "12公里"], ["质量指标", "95%"]]]
    assert document(text).tables[0].geometry is Geometry.RAGGED


def test_html2text_rows_end_with_two_blanks(blocks, document) -> None:
    text = (
        "**2024年项目支出绩效目标表**\n\n"
        "项目名称 |  道路清扫  \n---|---  \n"
        "绩效指标 |  **一级指标** |  **二级指标** |  **指标值**  \n"
        "产出指标 |  数量指标 |  清扫率(≥**%) |  95%  \n"
        "质量指标 |    \n|    \n  \n"
        "  \n|    \n|  合格率 |  98%  \n"
        "\n注：无\n"
    )
    assert blocks(text) == [
        "2024年项目支出绩效目标表",
        [
            ["项目名称", "道路清扫"],
            ["绩效指标", "一级指标", "二级指标", "指标值"],
            ["产出指标", "数量指标", "清扫率(≥**%)", "95%"],
            ["质量指标", "", ""],
            ["", "", "合格率", "98%"],
        ],
        "注：无",
    ]
    assert document(text).dialect == "html2text"
    assert document(text).tables[0].geometry is Geometry.RAGGED


def test_html2text_joins_the_lines_of_a_label_and_of_a_list(blocks) -> None:
    head = "项目名称 |  道路清扫  \n---|---  \n"
    text = head + "部门职能  \n职责概述 |  1.清扫道路。   \n2.清运垃圾。  \n实施单位 |  某局  \n"
    assert blocks(text) == [
        [["项目名称", "道路清扫"], ["部门职能\n职责概述", "1.清扫道路。\n2.清运垃圾。"], ["实施单位", "某局"]]
    ]


def test_tables_in_html_within_a_text_keep_their_spans(grid, document) -> None:
    text = (
        "**2024年项目支出绩效目标表**\n\n<table>\n<tr><td rowspan='2'>产出</td><td>数量</td></tr>\n"
        "<tr><td>质量</td></tr>\n</table>\n注：无\n"
    )
    assert grid(text) == [["产出^2^", "数量"], ["质量"]]
    assert document(text).format == "txt"
    assert [line.text for line in document(text).lines] == ["2024年项目支出绩效目标表", "注：无"]
