"""The reader as a whole: fields that no table shows, the cache, limits."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal, localcontext

import pytest

from jixiao.forms.record import Value
from normalize.value import Context, read

ISO = [
    ("3天", "P3D"),
    ("3-5天", "P3D..P5D"),
    ("≤24小时", "..PT24H"),
    ("≥10年", "P10Y.."),
    ("一年半", "P18M"),
    ("15个工作日", None),
    ("2个季度", None),
    ("每季度1次", "R/P3M"),
    ("每年2次", None),
    ("2024年12月底前", "../2024-12-31"),
    ("2024.1-2024.12", "2024-01-01/2024-12-31"),
    ("2024-06-30", "2024-06-30"),
    ("2024年5月起", "2024-05-01/.."),
    ("每月10日前", "---10"),
    ("每年6月底前", "--06-30"),
    ("450件", None),
]


@pytest.mark.parametrize(("text", "expected"), ISO)
def test_standard_string(text: str, expected: str | None) -> None:
    assert read(text).iso == expected


CODES = [
    ("≧500件", "1"),
    ("100%", "%"),
    ("3个百分点", None),
    ("2亿元", "CNY"),
    ("1000万美元", "USD"),
    ("12.5公里", "km"),
    ("≤50毫克/升", "mg/L"),
    ("35μg/m³", "ug/m3"),
    ("2.3万亩", None),
    ("15个工作日", None),
    ("30±2℃", "Cel"),
    ("8小时/天", "h/d"),
    ("90分", "1"),
    ("按月发放", None),
]


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_unit_code(text: str, expected: str | None) -> None:
    assert read(text).unit_code == expected


SCALES = [
    ("1.2万人次", 4, "inline"),
    ("2亿元", 8, "inline"),
    ("5.5千元", 3, "inline"),
    ("450件", None, None),
    ("1万2千人", None, None),
    ("3‰", None, None),
]


@pytest.mark.parametrize(("text", "scale", "source"), SCALES)
def test_scale_that_was_applied(text: str, scale: int | None, source: str | None) -> None:
    value = read(text)
    assert (value.scale, value.scale_source) == (scale, source)


def test_an_open_side_has_no_bound_and_no_inclusion() -> None:
    value = read("≥95%")
    assert (value.lower, value.lower_inclusive, value.upper, value.upper_inclusive) == (
        Decimal(95),
        True,
        None,
        None,
    )


def test_a_deadline_includes_its_day_and_has_no_start() -> None:
    value = read("2024年12月31日前")
    assert (value.start, value.end, value.upper_inclusive) == (None, date(2024, 12, 31), True)


def test_tolerance_keeps_the_nominal_value() -> None:
    value = read("30±2℃")
    assert (value.nominal, value.tolerance, value.lower, value.upper) == (30, 2, 28, 32)


def test_numbers_are_exact_whatever_the_decimal_context_of_the_process() -> None:
    with localcontext() as context:
        context.prec = 3
        value = read("123456.789万元", Context(name="精度"))
    assert value.lower == Decimal("1234567890")


def test_numbers_have_no_trailing_zeros_and_no_exponent() -> None:
    assert [str(read(text).lower) for text in ("3,600.00元", "1.50万人", "0.00元", "100万元")] == [
        "3600",
        "15000",
        "0",
        "1000000",
    ]


def test_a_grade_carries_its_scale_best_first() -> None:
    assert read("合格").grade_scale == ("合格", "不合格")
    assert read("良好").grade_scale == ("优秀", "良好", "一般", "较差", "差")


def test_prose_is_text_and_prose_with_digits_is_not_read() -> None:
    assert read("说明" * 300).status == "ok"
    assert read("说明5" * 300) == Value(
        raw="说明5" * 300, kind="text", status="unparsed", issues=("too_long",), rule="too_long"
    )


@pytest.mark.slow
def test_a_repeated_value_takes_less_than_a_microsecond() -> None:
    context = Context(category="output.quantity", money_unit="万元", year=2024)
    read("≥500件", context)
    start = time.process_time()
    for _ in range(100_000):
        read("≥500件", context)
    assert (time.process_time() - start) / 100_000 < 1e-6
