"""Labels and their values outside the indicator block: beside, above, inside; amounts, goals, what is left over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import extract
from extract.inline import Pair, pairs
from jixiao.forms.document import Document, Geometry
from jixiao.forms.raw import RawForm, Role

Draw = Callable[..., Document]

BLOCK = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 清扫道路 | 12公里 |
"""


def form(drawn: Draw, drawing: str, geometry: Geometry = Geometry.EXACT) -> RawForm:
    [only] = extract.forms(drawn(drawing + BLOCK, geometry)).forms
    return only


def amounts(found: RawForm) -> list[tuple[str, str, str, str]]:
    return [(a.item, a.column, a.value.text, a.unit) for a in found.amounts]


FIELDS = {
    "beside, two pairs in a row": (
        "项目支出绩效目标表\n| 项目名称 | 修路 | 主管部门 | 某县交通局 |",
        [("project", "修路"), ("competent_department", "某县交通局")],
    ),
    "a label with blanks and line breaks in it, and a remark": (
        "项目支出绩效目标表\n| 主 管/n部 门（盖章） | 某县交通局 |",
        [("competent_department", "某县交通局")],
    ),
    "a blank value is a field too": (
        "项目支出绩效目标表\n| 项目负责人 | | 联系电话 | 6612345 |",
        [("person", ""), ("phone", "6612345")],
    ),
    "inside one line, several": (
        "项目支出绩效目标表\n填报单位（盖章）：某县文化馆     填报日期：2024年3月1日",
        [("reporting_unit", "某县文化馆"), ("reporting_date", "2024年3月1日")],
    ),
    "a label that no vocabulary knows": (
        "项目支出绩效目标表\n| 项目名称 | 修路 |\n| 惠及村组 | 东山、西河两村 |",
        [("project", "修路"), ("other", "东山、西河两村")],
    ),
    "merged cells shown as blanks: the value is the next text": (
        "项目支出绩效目标表\n| 主管部门 | | 某县交通局 | 实施单位 | | 公路站 |",
        [("competent_department", "某县交通局"), ("implementing_unit", "公路站")],
    ),
    "a period over three cells": (
        "项目支出绩效目标表\n| 项目起止时间 | 2024年1月 | 至 | 2024年12月 |",
        [("period", "2024年1月至2024年12月")],
    ),
    "a percentage under a head of money": (
        "项目支出绩效自评表\n| 项目资金（万元） | 全年预算数 | 全年执行数 |\n| 年度资金总额 | 12 | 98% |",
        [("rate", "98%")],
    ),
    "a period and a sum beside it": (
        "项目支出绩效目标表\n| 项目期限 | 3年 | 13800000 |",
        [("period", "3年"), ("other", "13800000")],
    ),
    "a period over three cells and a sum beside it": (
        "项目支出绩效目标表\n| 项目起止时间 | 2024年1月 | 至 | | 2024年12月 | 13800000 |",
        [("period", "2024年1月至2024年12月"), ("other", "13800000")],
    ),
    "heads of a plain list of amounts are no field": (
        "部门整体支出绩效目标表\n| 年度收入预算（万元） | < |\n| 项目 | 金额 |\n| 其他收入 | 3 |",
        [],
    ),
    "a schedule's dates are not the project's": (
        "项目支出绩效目标表\n| 实施内容 | 开始时间 | 完成时间 |\n| 规划 | 2021.1 | 2021.3 |",
        [("schedule", "2021.1"), ("schedule", "2021.3")],
    ),
}


@pytest.mark.parametrize("name", FIELDS)
def test_label_finds_its_value(name: str, drawn: Draw) -> None:
    drawing, expected = FIELDS[name]
    found = [(f.field, f.value.text) for f in form(drawn, drawing).fields]
    assert [pair for pair in found if pair in expected] == expected


AMOUNTS = {
    "inside cells, income beside spending, the unit in the block's label": (
        """部门整体支出绩效目标表
        | 年度预算申请/n（万元） | 资金总额：110.19 | < |
        | ^ | 按收入性质分：110.19 | 按支出性质分：110.19 |
        | ^ | 其中：  一般公共预算：100.00 | 其中： 基本支出：80.75 |
        | ^ | 政府性基金拨款： | 项目支出：29.44 |""",
        [
            ("total", "", "110.19", "万元"),
            ("by_income", "", "110.19", "万元"),
            ("by_expenditure", "", "110.19", "万元"),
            ("general_public_budget", "", "100.00", "万元"),
            ("basic_expenditure", "", "80.75", "万元"),
            ("government_fund", "", "", "万元"),
            ("project_expenditure", "", "29.44", "万元"),
        ],
    ),
    "under heads": (
        """项目支出绩效自评表
        | 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
        | ^ | 年度资金总额 | 12 | 12.5 | 10 | 10 | 80% | 8 |""",
        [
            ("total", "initial", "12", "万元"),
            ("total", "adjusted", "12.5", "万元"),
            ("total", "executed", "10", "万元"),
        ],
    ),
    "budgeted and spent, each beside its own label": (
        """部门整体支出绩效自评表
        | 年度预算执行情况（万元） | 预算数 | 800 | 执行数 | 760 |
        | ^ | 其中：财政拨款 | 780 | 其中：财政拨款 | 750 |""",
        [
            ("total", "initial", "800", "万元"),
            ("total", "executed", "760", "万元"),
            ("fiscal_appropriation", "initial", "780", "万元"),
            ("fiscal_appropriation", "executed", "750", "万元"),
        ],
    ),
    "heads that name sources, divided once more, over a row for each year": (
        """项目支出绩效目标表
        金额单位：元
        | 项目资金 | 合计 | 财政拨款 | < | < | 单位资金 |
        | ^ | ^ | 小计 | 中央 | 本级 | ^ |
        | 2024年 | 100.00 | 90.00 | 40.00 | 50.00 | 10.00 |""",
        [
            ("total", "", "100.00", ""),
            ("fiscal_appropriation", "", "90.00", ""),
            ("central", "", "40.00", ""),
            ("own_level", "", "50.00", ""),
            ("own_funds", "", "10.00", ""),
        ],
    ),
    "labels and sums stacked in two cells": (
        "绩效目标表\n| 项目资金（万元） | 年度资金总额：/n其中：财政拨款/n其他资金 | 50/n45/n5 |",
        [
            ("total", "", "50", "万元"),
            ("fiscal_appropriation", "", "45", "万元"),
            ("other", "", "5", "万元"),
        ],
    ),
    "a label left of a sum owns it, whatever heads the column": (
        """绩效目标表
        | 部门预算（万元） | 按收入性质分 | < | < | 按支出性质分 | < |
        | ^ | 其中 | 一般公共预算 | 1700.32 | 基本支出 | 1156.32 |
        | ^ | ^ | 政府性基金拨款 | 56 | 项目支出 | 700 |""",
        [
            ("general_public_budget", "", "1700.32", "万元"),
            ("basic_expenditure", "", "1156.32", "万元"),
            ("government_fund", "", "56", "万元"),
            ("project_expenditure", "", "700", "万元"),
        ],
    ),
    "heads of levels of government over the total and a part of it": (
        """绩效目标表
        | 资金情况（万元） | | 合计 | 中央 | 市县 |
        | ^ | 年度金额 | 260.5 | 180 | 80.5 |
        | ^ | 其中：上年结转 | 20 | 20 | |""",
        [
            ("total", "", "260.5", "万元"),
            ("central", "", "180", "万元"),
            ("local", "", "80.5", "万元"),
            ("carry_over", "", "20", "万元"),
            ("carry_over", "", "20", "万元"),
        ],
    ),
    "the block's own label left of the total": (
        "绩效目标表\n| 预算资金（元） | 500000 | 财政资金 | 500000 |",
        [("total", "", "500000", "元"), ("fiscal_appropriation", "", "500000", "元")],
    ),
    "sums listed in one cell": (
        "绩效目标表\n| 项目资金 | 资金总额：50 万元；其中：财政拨款 45 万元，其他资金 5 万元 |",
        [
            ("total", "", "50 万元", ""),
            ("fiscal_appropriation", "", "45 万元", ""),
            ("other", "", "5 万元", ""),
        ],
    ),
    "a label of money that no list knows, and one of another year": (
        "绩效目标表\n| 村级整合资金（万元） | 3 |\n| 某类补助经费 | 2 |\n| 上年某项预算额（元） | 5 |",
        [("unknown", "", "3", "万元"), ("unknown", "", "2", "")],
    ),
    "borders of the sums not quite below those of their heads": (
        """绩效目标表
        | 合计（元） | < | < | 财政拨款（元） | < | < | 其他资金（元） | < | < |
        | 90.00 | < | 80.00 | < | < | < | 10.00 | < | < |""",
        [
            ("total", "", "90.00", "元"),
            ("fiscal_appropriation", "", "80.00", "元"),
            ("other", "", "10.00", "元"),
        ],
    ),
    "sums that lap over the borders of their heads, and a rate behind them": (
        """绩效自评表
        | 项目资金（万元） | | 年初预算数 | < | < | 全年预算数 | < | < | 全年执行数 | < | 执行率 | < |
        | ^ | 年度资金总额 | 34 | < | < | < | 32 | < | 29 | < | < | 90% |""",
        [
            ("total", "initial", "34", "万元"),
            ("total", "adjusted", "32", "万元"),
            ("total", "executed", "29", "万元"),
        ],
    ),
    "a list mark behind 其中": (
        "项目支出绩效目标表\n| 项目资金（万元） | 资金总额 | 3.00 |\n| ^ | 其中：1.财政拨款 | 2.00 |",
        [("total", "", "3.00", "万元"), ("fiscal_appropriation", "", "2.00", "万元")],
    ),
    "the whole project and the year in rows of their own": (
        """项目支出绩效目标申报表
        | 项目总投资（元） | 900.00 |
        | 年度资金总额（元） | 300.00 |""",
        [("total", "whole_project", "900.00", "元"), ("total", "annual", "300.00", "元")],
    ),
    "the whole project beside the year": (
        """项目支出绩效目标申报表
        | 项目资金（元） | 项目资金总额 | 900.00 | 年度资金申请总额 | 300.00 |
        | ^ | 其中：财政资金 | 900.00 | 其中：当年财政拨款 | 250.00 |
        | ^ | | | 上年结转资金 | 50.00 |""",
        [
            ("total", "whole_project", "900.00", "元"),
            ("total", "annual", "300.00", "元"),
            ("fiscal_appropriation", "whole_project", "900.00", "元"),
            ("fiscal_appropriation", "annual", "250.00", "元"),
            ("carry_over", "annual", "50.00", "元"),
        ],
    ),
    "labels above their values, two rows of them": (
        """专项资金绩效目标表
        | 资金情况 | 计划投入(万元) | 财政资金(万元) | < | 其他 |
        | ^ | ^ | 中央 | 省级 | ^ |
        | ^ | 7 | 3 | 4 | 0 |""",
        [
            ("total", "", "7", "万元"),
            ("central", "", "3", "万元"),
            ("provincial", "", "4", "万元"),
            ("other", "", "0", ""),
        ],
    ),
    "tasks with their money": (
        """部门整体支出绩效目标表
        | 年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < |
        | ^ | ^ | ^ | 总额 | 财政拨款 |
        | ^ | 公共文化服务 | 组织展演 | 30.5 | 20 |""",
        [("task", "", "30.5", "万元"), ("task", "", "20", "万元")],
    ),
}


@pytest.mark.parametrize("name", AMOUNTS)
def test_amount_finds_its_item_column_and_unit(name: str, drawn: Draw) -> None:
    drawing, expected = AMOUNTS[name]
    assert amounts(form(drawn, drawing)) == expected


def test_points_below_the_block_are_no_money(drawn: Draw) -> None:
    [found] = extract.forms(drawn("项目支出绩效自评表" + BLOCK + "| 合计 | | | 98 |")).forms
    assert found.amounts == ()
    assert [(f.field, f.value.text) for f in found.fields] == [("self_score", "98")]


SCORED = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分 | 偏差原因 |
| 产出指标 | 数量指标 | 保洁河段 | 18公里 | 60 | 60 | |
"""
TOTALS = {
    "the sum of the scores is the self-score, that of the points is not": (
        "| 总分 | < | < | < | 100 | 97.8 | |",
        [("other", "总分 分值", "100"), ("self_score", "总分", "97.8")],
    ),
    "points without scores are no self-score": (
        "| 合计 | < | < | < | 100 | | |",
        [("other", "合计 分值", "100")],
    ),
    "a score without points": ("| 总 分 | < | < | < | | 95 | |", [("self_score", "总 分", "95")]),
    "a subtotal between classes is no self-score": (
        "| 小计 | < | < | < | 60 | 58 | |\n| 效益指标 | 社会效益指标 | 水质 | 良好 | 40 | 38 | |",
        [("other", "小计 分值", "60"), ("other", "小计 得分", "58")],
    ),
    "one sum over both columns says neither": (
        "| 总分 | < | < | < | 100 | < | |",
        [("other", "总分", "100")],
    ),
}


@pytest.mark.parametrize("name", TOTALS)
def test_total_row_is_read_by_its_columns(name: str, drawn: Draw) -> None:
    drawing, expected = TOTALS[name]
    [found] = extract.forms(drawn("项目支出绩效自评表" + SCORED + drawing)).forms
    assert [(f.field, f.label, f.value.text) for f in found.fields] == expected
    doubted = [finding.rule for finding in found.findings]
    assert doubted == (["ambiguous-columns"] if expected == [("other", "总分", "100")] else [])


def test_order_tells_points_from_scores_where_both_are_there(drawn: Draw) -> None:
    drawing = """项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 保洁河段 | 18公里 | 60 | 60 |
        | 总分 | 100 | 97.8 |"""
    [found] = extract.forms(drawn(drawing, Geometry.RAGGED)).forms
    assert [(f.label, f.value.text) for f in found.fields if f.field == "self_score"] == [("总分", "97.8")]


def test_one_sum_without_columns_is_doubted(drawn: Draw) -> None:
    drawing = """项目支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分 |
        | 产出指标 | 数量指标 | 保洁河段 | 18公里 | 60 | 60 |
        | 总分 | 100 |"""
    [found] = extract.forms(drawn(drawing, Geometry.RAGGED)).forms
    assert [(f.field, f.value.text) for f in found.fields] == [("other", "100")]
    assert [finding.rule for finding in found.findings] == ["ambiguous-columns"]


def test_values_that_do_not_agree_with_their_heads_in_number_are_not_guessed(drawn: Draw) -> None:
    found = form(
        drawn,
        """项目支出绩效自评表
        | 项目名称 | 修路 |
        | 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 |
        | 年度资金总额 | 12 | 10 |""",
        Geometry.RAGGED,
    )
    assert amounts(found) == []
    assert [f.rule for f in found.findings] == ["ambiguous-columns", "unread-cell", "unread-cell"]


GOALS = {
    "beside": ("项目支出绩效目标表\n| 年度目标 | 完成修路。 |", [("annual", "完成修路。")]),
    "below, two times side by side": (
        "项目绩效目标表\n| 总体目标 | 中期目标 | 年度目标 |\n| ^ | 全县通路。 | 修路12公里。 |",
        [("medium_term", "全县通路。"), ("annual", "修路12公里。")],
    ),
    "target and what was achieved": (
        "项目支出绩效自评表\n| 年度总体目标 | 预期目标 | 实际完成情况 |\n| ^ | 修路。 | 已修通。 |",
        [("annual", "修路。"), ("achieved", "已修通。")],
    ),
    "going on in the next row": (
        "项目支出绩效目标表\n| 年度目标 | 1.修路。 |\n| 2.造林。 | < |",
        [("annual", "1.修路。"), ("annual", "2.造林。")],
    ),
}


@pytest.mark.parametrize("name", GOALS)
def test_goal_finds_its_time(name: str, drawn: Draw) -> None:
    drawing, expected = GOALS[name]
    assert [(g.scope, g.value.text) for g in form(drawn, drawing).goals] == expected


UNITS = [
    ("项目支出绩效目标表\n填报单位：（盖章）      单位：万元", "万元"),
    ("项目支出绩效目标表\n填报单位：文化馆 （单位:元）", "元"),
    ("项目支出绩效目标表\n| 项目资金（万元） | 资金总额 | 12 |", "万元"),
    ("项目支出绩效目标表\n| 资金总额 | 12 | 项目名称 | 修路 |", None),
]


@pytest.mark.parametrize(("drawing", "unit"), UNITS)
def test_money_unit_is_the_declared_one_or_none(drawing: str, unit: str | None, drawn: Draw) -> None:
    declared = form(drawn, drawing).money_unit
    assert (declared and declared.text) == unit


def test_notes_and_signatures_are_furniture(drawn: Draw) -> None:
    drawing = "项目支出绩效目标表" + BLOCK + "| 注：1.据实填写。 | < | < | < |\n| 2.不得漏项。 | < | < | < |"
    extraction = extract.forms(drawn(drawing))
    assert [use.read_as for use in extraction.uses if use.role is Role.FURNITURE][-2:] == ["note", "note"]


PAIRS = [
    ("资金总额：110.19", [Pair("资金总额", "110.19")]),
    ("其中：  一般公共预算：110.19", [Pair("其中：  一般公共预算", "110.19")]),
    ("项目金额(单位:元)", []),
    ("目标1：及时发放工资", []),
    ("填表人：张某    联系电话：", [Pair("填表人", "张某"), Pair("联系电话", "")]),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_pairs_inside_a_text(text: str, expected: list[Pair]) -> None:
    assert pairs(text) == expected


def test_two_projects_in_one_row_are_doubted(drawn: Draw) -> None:
    found = form(drawn, "绩效目标表\n| 项目名称 | 修路 | 项目名称 | 架桥 |")
    assert [finding.rule for finding in found.findings] == ["ambiguous-columns"]
    assert form(drawn, "绩效目标表\n| 项目名称 | 修路 | 项目名称 | 修路 |").findings == ()


def test_goals_numbered_in_cells_of_their_own(drawn: Draw) -> None:
    found = form(drawn, "绩效目标表\n| 年度目标 | 目标1 | 修好道路。 | < |\n| ^ | 目标2 | 架好桥梁。 | < |")
    assert [(goal.scope, goal.value.text) for goal in found.goals] == [
        ("annual", "修好道路。"),
        ("annual", "架好桥梁。"),
    ]


def test_a_goal_cut_from_the_word_in_front_of_its_number_is_whole(drawn: Draw) -> None:
    found = form(drawn, "绩效目标表\n| 目标 | 1：修好道路。目标2：架好桥梁。 |")
    assert [goal.value.text for goal in found.goals] == ["目标1：修好道路。目标2：架好桥梁。"]


HEADINGS_BELOW_GOALS = ["一级指标", "产出指标", "绩效指标"]


@pytest.mark.parametrize("text", HEADINGS_BELOW_GOALS)
def test_a_heading_or_a_class_is_no_goal(drawn: Draw, text: str) -> None:
    found = form(drawn, f"绩效目标表\n| 年度目标 | {text} |")
    assert found.goals == ()


def test_a_label_of_another_field_is_no_name_of_a_project(drawn: Draw) -> None:
    found = form(drawn, "绩效目标表\n| 项目名称 | 项目负责人 | 张三 |")
    assert [(f.field, f.value.text) for f in found.fields] == [("project", ""), ("person", "张三")]


def test_a_row_without_values_under_heads_of_money_is_delivered(drawn: Draw) -> None:
    found = form(
        drawn,
        """绩效目标表
        | 项目资金（万元） | 全年预算数 | 全年执行数 |
        | 年度资金总额 | 120 | 110 |
        | 另有上级追加30万元 | | |""",
    )
    assert [f.value.text for f in found.fields] == ["另有上级追加30万元"]


def test_below_a_goal_that_was_at_its_end_only_a_sentence_goes_on(drawn: Draw) -> None:
    drawing = "绩效目标表\n| 年度目标 | 修好道路。 |\n| 架好桥梁。 | < |\n| 康复服务率 | < |"
    found = form(drawn, drawing)
    assert [goal.value.text for goal in found.goals] == ["修好道路。", "架好桥梁。"]
