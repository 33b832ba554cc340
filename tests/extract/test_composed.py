"""Labels and headings that no list holds whole, put together of known words."""

from __future__ import annotations

import pytest

from extract import vocabulary

HEADINGS = [
    ("2024年目标值", "value"),
    ("2024年度指标值", "value"),
    ("调整后绩效目标值", "value"),
    ("半年目标值", "value"),
    ("2023年完成值", "actual"),
    ("上年度指标值", "history"),
    ("前三年平均值", "history"),
    ("项目绩效三级指标", "name"),
    ("一级绩效指标名称", "level1"),
    ("评分标准及说明", "standard"),
    ("财政评分", "score"),
    ("部门单位", None),
    ("项目单位", None),
    ("完成情况说明", None),
    ("实际指标值", None),
    ("计划完成值", None),
    ("培训人数", None),
]


@pytest.mark.parametrize(("heading", "role"), HEADINGS)
def test_a_heading_heads_what_its_last_word_heads(heading: str, role: str | None) -> None:
    assert vocabulary.column_role(heading) == role


AMOUNTS = [
    ("2024年度资金总额", "total"),
    ("部门整体预算总额（万元）", "total"),
    ("县级财政补助资金", "county"),
    ("其中：中央财政衔接资金", "central"),
    ("自治区财政奖补资金", "provincial"),
    ("本年一般公共预算财政拨款", "general_public_budget"),
    ("上年财政拨款结转资金", "carry_over"),
    ("企业自筹资金", "own_funds"),
    ("地方政府债券资金", "unknown"),
    ("非财政拨款收入", "unknown"),
    ("县级主管部门", None),
    ("财政部门", None),
    ("培训资金使用率", None),
]


@pytest.mark.parametrize(("label", "item"), AMOUNTS)
def test_a_label_of_money_is_told_by_whose_money_it_is(label: str, item: str | None) -> None:
    assert vocabulary.label(label).amount == item


FIELDS = [
    ("项目起止年份", "period"),
    ("预计开工时间", "period_start"),
    ("联系人/电话", "person_and_phone"),
    ("项目联系人、联系电话", "person_and_phone"),
    ("项目实施内容概述", "overview"),
    ("预算执行率", None),
    ("项目验收合格", None),
]


@pytest.mark.parametrize(("label", "field"), FIELDS)
def test_a_label_of_a_field_may_have_words_in_front_and_behind(label: str, field: str | None) -> None:
    assert vocabulary.label(label).field == field


GOALS = [
    ("2024年度总体工作目标", "annual"),
    ("项目三年绩效目标", "medium_term"),
    ("部门履职总体目标", "overall"),
    ("数量目标", None),
    ("目标值", None),
]


@pytest.mark.parametrize(("label", "scope"), GOALS)
def test_a_goal_is_of_the_time_that_its_label_says(label: str, scope: str | None) -> None:
    assert vocabulary.label(label).goal == scope
