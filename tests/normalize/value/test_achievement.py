"""Actual values of self-evaluations, and whether they meet the target."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.forms.record import Value
from normalize.value import Context, actual, attained, read

FORM = Context(year=2024)

ACTUAL = [
    # target, actual as written, the typed actual
    ("≥266米", "≥266米", "quantity [266,) 米"),
    ("≥266米", "266米", "quantity 266 米"),
    ("≥266米", "266", "quantity 266 米 !unit_from_target"),
    ("≥95%", "97.3", "percent 97.3 % !unit_from_target"),
    ("≤2000元/人/月", "1800", "money 1800 元/人 P1M !unit_from_target"),
    ("≥1.2万人", "12500", "number 12500"),  # 1.25 or 12500 of 万人: nobody can tell
    ("≤17.92万元", "17.5", "number 17.5"),
    ("≥95%", "完成", "boolean 达成"),
    ("≥95%", "已完成", "boolean 达成"),
    ("≥95%", "达成预期指标", "boolean 达成"),
    ("≥95%", "达成年度指标", "boolean 达成"),
    ("≥95%", "全部完成。", "boolean 达成"),
    ("≥95%", "部分达成预期指标并具有一定效果", "boolean 部分达成"),
    ("≥95%", "未达成预期指标且效果较差", "boolean 未达成"),
    ("≥95%", "未完成", "boolean 未达成"),
    ("≥95%", "基本完成", "boolean 基本达成"),
    ("达标", "达标", "grade 达标"),
    ("有效提升", "有效提升", "trend up"),
    ("12月底前", "11月", "interval 2024-11-01..2024-11-30 month !year_from_form"),
    ("≥30人", "/", "none"),
    ("≥30人", "", "none"),
    ("100%", "98%", "percent 98 %"),
    ("3次", "3", "count 3 次 !unit_from_target"),
    ("合格", "3", "number 3"),
]


@pytest.mark.parametrize(("target", "text", "expected"), ACTUAL)
def test_actual_is_read(target: str, text: str, expected: str, notation: Callable[[Value], str]) -> None:
    value = actual(text, read(target, FORM), FORM)
    assert notation(value) == expected
    assert value.raw == text


def test_the_comparator_column_binds_the_target_only() -> None:
    context = Context(comparator="≥", unit="%")
    target = read("95", context)
    got = actual("93", target, context)
    assert (target.comparator, got.comparator, got.unit) == ("ge", "eq", "%")
    assert attained(target, got) is False


ATTAINED = [
    # target, actual, met?
    ("≥95%", "95%", True),
    ("≥95%", "96.2%", True),
    ("≥95%", "94.9%", False),
    (">95%", "95%", False),
    (">95%", "95.1%", True),
    ("≤5起", "5起", True),
    ("≤5起", "0起", True),
    ("≤5起", "6起", False),
    ("<5起", "5起", False),
    ("<5起", "4起", True),
    ("≥95%", "≥95%", True),
    ("≥95%", "≥98%", True),
    ("≥95%", "≥90%", None),
    ("≥95%", "≤90%", False),
    ("≥95%", "<95%", False),
    ("3-5天", "4天", True),
    ("3-5天", "5天", True),
    ("3-5天", "6天", False),
    ("80%≤X<90%", "90%", False),
    ("80%≤X<90%", "80%", True),
    ("30±2℃", "31℃", True),
    ("30±2℃", "33℃", False),
    ("450件", "450件", True),
    ("450件", "460件", None),  # which side is the good one is not said
    ("450件", "440件", None),
    ("100%", "100%", True),
    ("100%", "98%", False),
    ("0起", "0起", True),
    ("0起", "1起", False),
    ("约80场", "80场", True),
    ("约80场", "70场", None),
    ("≥30人", "30人次", None),  # not the same unit
    ("≥30人", "31", True),
    ("≥1.2万人", "12500", None),
    ("≥1.2万人", "12500人", True),
    ("≥2000元/人/月", "2100元/人/月", True),
    ("≥2000元/人/月", "2100元/人/年", None),
    ("≥2次/年", "3次/年", True),
    ("≥2次/年", "1次/年", False),
    ("同比增长5%", "同比增长5%", True),
    ("同比增长≥5%", "同比增长6%", True),
    ("同比增长≥5%", "同比下降6%", None),
    ("同比增长≥5%", "6%", True),
    ("2024年12月底前", "2024年11月20日", True),
    ("2024年12月底前", "2024年12月31日", True),
    ("2024年12月底前", "2025年1月5日", False),
    ("2024年12月底前", "2024年12月", True),
    ("2024年11月底前", "2024年10月-12月", None),
    ("9月前", "7月", True),
    ("9月前", "10月", False),
    ("2024年6月", "2024年6月15日", True),
    ("2024年6月", "2024年7月1日", False),
    ("2024年6月", "2024年5月20日", None),
    ("2024年1月-12月", "2024年3月", True),
    ("每月10日前", "每月10日前", True),
    ("每月10日前", "每月12日前", None),
    ("≥95%", "完成", True),
    ("≥95%", "部分完成", False),
    ("≥95%", "基本完成", None),
    ("≥95%", "未完成", False),
    ("≥95%", "较好", None),
    ("合格", "合格", True),
    ("合格", "不合格", False),
    ("优良", "优良", True),
    ("优良", "合格", None),
    ("有效提升", "明显提升", True),
    ("有效提升", "下降", None),
    ("是", "是", True),
    ("是", "否", False),
    ("长期", "长期", True),
    ("长期", "3年", None),
    ("全覆盖", "已覆盖", None),
    ("450件、≥95%", "450件、96%", True),
    ("450件、≥95%", "450件、94%", False),
    ("450件、≥95%", "450件", None),
    ("450件、≥95%", "已完成", True),
    ("M.8万元", "0.8万元", None),
    ("", "3次", None),
    ("≥3次", "", None),
    ("≥3次", "M.8万元", None),
    ("全省前3名", "第2名", True),
    ("全省前3名", "第4名", False),
    ("1:3", "1:3", True),
]


@pytest.mark.parametrize(("target", "got", "expected"), ATTAINED)
def test_attained_respects_the_direction(target: str, got: str, expected: bool | None) -> None:
    wanted = read(target, FORM)
    assert attained(wanted, actual(got, wanted, FORM)) is expected
