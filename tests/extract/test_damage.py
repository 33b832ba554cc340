"""What a text has lost before it came to us is said: no form is missed, and no form is empty, in silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

import extract
from extract.damage import with_uncertain_joins, with_unsure_texts
from jixiao.forms.document import Document, Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawText

Draw = Callable[..., Document]

UNREAD = {
    "a title with nothing below it": ("项目支出绩效自评表\n（2022年度）", ["partly-read"]),
    "classes in a layout that is not known": (
        """| 镇上修路 | 数量指标2.5公里，质量指标100% |
        | 镇上通水 | 社会效益指标320人，服务对象满意度指标95% |""",
        ["partly-read"],
    ),
    "a letter that speaks of forms": ("各单位：请按要求填报绩效目标表，并于周五前报送。", []),
    "a table of something else": ("| 姓名 | 电话 |\n| 张三 | 123 |", []),
}
EMPTY = {
    "a head without rows": ("| 一级指标 | 二级指标 | 三级指标 | 指标值 |", ["no-indicators"]),
    "a blank template": (
        """| 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | | |
        | ^ | 质量指标 | | |""",
        [],
    ),
}


@pytest.mark.parametrize("name", UNREAD)
def test_a_form_that_was_not_found_is_said_to_be_there(name: str, drawn: Draw) -> None:
    drawing, expected = UNREAD[name]
    extraction = extract.forms(drawn(drawing))
    assert extraction.forms == ()
    assert [finding.rule for finding in extraction.findings] == expected


@pytest.mark.parametrize("name", EMPTY)
def test_a_form_without_indicators_is_doubted_unless_it_is_a_template(name: str, drawn: Draw) -> None:
    drawing, expected = EMPTY[name]
    [form] = extract.forms(
        drawn("项目支出绩效目标表\n| 项目名称 | 修路 | 主管部门 | 交通局 |\n" + drawing)
    ).forms
    assert form.indicators == ()
    assert [finding.rule for finding in form.findings] == expected


MISPLACED = {
    "one value among the names doubts its own row": (
        """| 产出指标 | 数量指标 | ≥3 | 公里 |
        | ^ | 质量指标 | 合格率 | 98% |
        | 效益指标 | 社会效益指标 | 受益人口 | 200人 |""",
        [Certainty.AMBIGUOUS, Certainty.EXACT, Certainty.EXACT],
    ),
    "a value without a name": (
        """| 产出指标 | 数量指标 |  | 18.6 |
        | ^ | 质量指标 | 合格率 | 98% |
        | 效益指标 | 社会效益指标 | 受益人口 | 200人 |""",
        [Certainty.AMBIGUOUS, Certainty.EXACT, Certainty.EXACT],
    ),
    "several doubt all rows": (
        """| 产出指标 | 98% | 清扫道路 | ≥3公里 |
        | 效益指标 | 200人 | 受益人口 | 200人 |
        | 满意度指标 | 服务对象满意度指标 | 村民满意度 | 95% |""",
        [Certainty.AMBIGUOUS] * 3,
    ),
}


@pytest.mark.parametrize("name", MISPLACED)
def test_texts_in_columns_where_they_cannot_belong_are_doubted(name: str, drawn: Draw) -> None:
    drawing, expected = MISPLACED[name]
    head = "项目支出绩效目标表\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n"
    [form] = extract.forms(drawn(head + drawing)).forms
    assert [row.certainty for row in form.indicators] == expected
    listed = [finding.indicator_no for finding in form.findings if finding.rule == "ambiguous-row"]
    assert listed == [n for n, certainty in enumerate(expected, 1) if certainty is Certainty.AMBIGUOUS]


def test_rows_beside_a_join_that_was_not_settled_are_doubted(drawn: Draw) -> None:
    drawing = """项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 清扫道路 | 3公里 |"""
    [form] = extract.forms(drawn(drawing)).forms
    at_line = replace(
        form, indicators=tuple(replace(row, value=RawText("3公里", Place(line=7))) for row in form.indicators)
    )
    join = Finding(About.READING, Severity.WARNING, "join-uncertain", "", "l7")
    [beside] = with_uncertain_joins(at_line, [join]).indicators
    [apart] = with_uncertain_joins(at_line, [replace(join, place="l90")]).indicators
    assert (beside.certainty, apart.certainty) == (Certainty.AMBIGUOUS, Certainty.EXACT)


def test_a_deduced_name_that_holds_the_value_is_doubted(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 数量指标 | 修路3公里 |
        | 质量指标 | 路面平整 |
        | 社会效益指标 | 方便出行。 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    doubted = [row.name.text for row in form.indicators if row.name and row.certainty is Certainty.AMBIGUOUS]
    assert doubted == ["修路3公里", "路面平整", "方便出行。"], "two of three: the columns were lost"


def test_a_block_without_names_is_not_doubted_for_that(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 指标值 |
        | 产出指标 | 数量指标 | 修路3公里 |
        | ^ | 质量指标 | 100% |
        """
    [form] = extract.forms(drawn(drawing)).forms
    assert [row.certainty for row in form.indicators] == [Certainty.EXACT, Certainty.EXACT]


def test_a_class_in_the_place_of_a_name_is_doubted(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 修路 | 3公里 |
        | ^ | ^ | 质量指标 | |
        | ^ | ^ | 架桥 | 3座 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    doubted = [row.name.text for row in form.indicators if row.name and row.certainty is Certainty.AMBIGUOUS]
    assert doubted == ["质量指标"]


def test_a_row_with_a_text_that_was_recognised_unsurely_is_doubted(drawn: Draw) -> None:
    drawing = """
        绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 修路 | 3公里 |
        | ^ | ^ | 架桥 | 3座 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    unsure = Finding(About.READING, Severity.WARNING, "text-unsure", "…", "t1 r2 c4")
    rows = with_unsure_texts(form, [unsure]).indicators
    assert [row.certainty for row in rows] == [Certainty.AMBIGUOUS, Certainty.EXACT]


def test_the_rate_of_the_budget_with_points_takes_no_class_from_above_undoubted(drawn: Draw) -> None:
    drawing = """
        项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
        | 产出指标 | 数量指标 | 修路 | 3公里 | 20 |
        | | | 架桥 | 3座 | 20 |
        | | | 预算执行率 | 100% | 10 |
        """
    [form] = extract.forms(drawn(drawing)).forms
    doubted = [row.name.text for row in form.indicators if row.name and row.certainty is Certainty.AMBIGUOUS]
    assert doubted == ["预算执行率"]
