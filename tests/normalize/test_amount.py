"""Amounts become yuan exactly, or are refused; a unit is never guessed."""

from decimal import Decimal

import pytest

from normalize import amount
from normalize.amount import NO_UNIT, Unit

FORM = Unit("万元", "form")

READ = [
    # text, declared, yuan, unit, source, issue
    ("110.19", FORM, "1101900", "万元", "form", ""),
    ("110.19万元", NO_UNIT, "1101900", "万元", "cell", ""),
    ("110.19万", Unit("元", "column"), "1101900", "万元", "cell", ""),  # the cell wins
    ("1,030,700.00", Unit("元", "form"), "1030700", "元", "form", ""),
    ("１，０３０．５", FORM, "10305000", "万元", "form", ""),
    ("0", FORM, "0", "万元", "form", ""),
    ("0.00", FORM, "0", "万元", "form", ""),
    ("-5.2", FORM, "-52000", "万元", "form", ""),
    ("¥1200元", FORM, "1200", "元", "cell", ""),
    ("人民币 3.5 亿元整", FORM, "350000000", "亿元", "cell", ""),
    ("：17.92　", FORM, "179200", "万元", "form", ""),
    ("500（万元）", NO_UNIT, "5000000", "万元", "cell", ""),
    ("12千元", FORM, "12000", "千元", "cell", ""),
    ("约3.5万元", FORM, "35000", "万元", "cell", "amount-approximate"),
    ("854万(道路400万元，绿化454万元)", FORM, "8540000", "万元", "cell", "amount-breakdown"),
    ("854(道路400，绿化454)", FORM, "8540000", "万元", "form", "amount-breakdown"),
    ("854万854万(道路400万元)", NO_UNIT, "8540000", "万元", "cell", "amount-doubled"),
    ("854万854万", NO_UNIT, "8540000", "万元", "cell", "amount-doubled"),
    ("110.19 110.19", FORM, "1101900", "万元", "form", "amount-doubled"),
    ("乡村振兴资金37万元", FORM, "370000", "万元", "cell", "amount-in-text"),
    ("捌佰伍拾肆万元整", FORM, "8540000", "元", "cell", ""),
    ("人民币三万元", FORM, "30000", "元", "cell", ""),
    ("五十万", FORM, "500000", "元", "cell", ""),
    ("854", NO_UNIT, None, "", "", ""),  # a number, no unit anywhere
]

NONE = [
    "",
    "　",
    "/",
    "—",
    "……",
    "（分级填报）",
    "县财政",
    "59.79%",
    "**",
    "三",
    "一般公共预算",
    "万元",
    "一流",
]

REFUSED = [
    "百余万元",
    "三万五",
    "十二万三千",
    "9" * 30,
    "1030 700.00",  # one number broken over lines, or two
    "100.00100.00 ",
    "12,34",
    "854万5千元",
    "3亿5000万元",
    "1600元/亩",
    "100万美元",
    "详见附件2",
    "2024年",
    "3项",
    "中央10万元，省级5万元",
    "10~20万元",
    "M.8万元",
]


@pytest.mark.parametrize(("text", "declared", "yuan", "unit", "source", "issue"), READ)
def test_amount_is_read_exactly(
    text: str, declared: Unit, yuan: str | None, unit: str, source: str, issue: str
) -> None:
    reading = amount.read(text, declared)
    assert reading.yuan == (None if yuan is None else Decimal(yuan))
    assert reading.number is not None
    assert (reading.unit, reading.issue) == (Unit(unit, source), issue)


@pytest.mark.parametrize("text", NONE)
def test_a_cell_without_an_amount_states_none(text: str) -> None:
    assert amount.read(text, FORM) == amount.Reading()


@pytest.mark.parametrize("text", REFUSED)
def test_a_doubtful_amount_is_refused_and_said(text: str) -> None:
    assert amount.read(text, FORM) == amount.Reading(issue="amount-unread")


def test_yuan_is_exact_for_many_digits() -> None:
    reading = amount.read("123456789012.345678", Unit("亿元", "form"))
    assert str(reading.yuan) == "12345678901234567800.000000"
