"""Periods become first and last day; what no rule covers is refused, and said if a number stands in it."""

from datetime import date

import pytest

from normalize import period
from normalize.period import ORDER_AMBIGUOUS, UNREAD, YEAR_FROM_FORM, Period


def days(start: str, end: str, issue: str = "") -> Period:
    """A Period of two ISO dates, blank for an open end."""
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Period(first, last, issue)


YEAR_2024 = days("2024-01-01", "2024-12-31")
READ = [
    ("2024.1-2024.12", YEAR_2024),
    ("2024.01-2024.12", YEAR_2024),
    ("2024年1月—12月", YEAR_2024),
    ("2024年1-12月", YEAR_2024),
    ("2024年1月至2024年12月底", YEAR_2024),
    ("2024 年 1 月-2024 年 12 月", YEAR_2024),
    ("2024年", YEAR_2024),
    ("2024年度", YEAR_2024),
    ("２０２４年度", YEAR_2024),
    ("2024", YEAR_2024),
    ("2024年全年", YEAR_2024),
    ("二〇二四年", YEAR_2024),
    ("2024年一月至十二月", YEAR_2024),
    ("2024.01.01—2024.12.31", YEAR_2024),
    ("2024-01-01至2024-12-31", YEAR_2024),
    ("2024-01-01-2024-12-31", YEAR_2024),
    ("2024/1/1~2024/12/31", YEAR_2024),
    ("2024-01-01 00:00:00--2024-12-31 00:00:00", YEAR_2024),
    ("20240101-20241231", YEAR_2024),
    ("2024年1月1日至12月31日", YEAR_2024),
    ("1年（2024年1月-2024年12月）", YEAR_2024),
    ("2024.1.1-12.31", YEAR_2024),
    ("2024.1-12", YEAR_2024),
    ("自2024年1月至2024年12月止", YEAR_2024),
    ("2023年至2025年", days("2023-01-01", "2025-12-31")),
    ("2023-2025年", days("2023-01-01", "2025-12-31")),
    ("2020年1月--2020年11月", days("2020-01-01", "2020-11-30")),
    ("2022年3月-2023年11月（共20个月）", days("2022-03-01", "2023-11-30")),
    ("2023.07-2024.02", days("2023-07-01", "2024-02-29")),
    ("2021年9月前", days("", "2021-09-30")),
    ("2021年9月30日之前", days("", "2021-09-30")),
    ("2023年底前", days("", "2023-12-31")),
    ("2023年12月底", days("", "2023-12-31")),
    ("2023年10月起", days("2023-10-01", "")),
    ("2021年7月", days("2021-07-01", "2021-07-31")),
    ("2024年第一季度", days("2024-01-01", "2024-03-31")),
    ("2024年下半年", days("2024-07-01", "2024-12-31")),
    ("12/31/2021", days("2021-12-31", "2021-12-31")),
    ("31/12/2021", days("2021-12-31", "2021-12-31")),
    ("1/1/2021-12/31/2021", days("2021-01-01", "2021-12-31")),
    ("3/4/2021", days("2021-03-04", "2021-03-04", ORDER_AMBIGUOUS)),
    ("2026/1/1", days("2026-01-01", "2026-01-01")),
    ("自2024年1月1日起至2024年12月31日止", YEAR_2024),
    ("2024年1月份", days("2024-01-01", "2024-01-31")),
    ("2024年1月-长期", days("2024-01-01", "")),
    ("2024年内", YEAR_2024),
]

YEAR_LEFT_OUT = [
    ("全年", days("2024-01-01", "2024-12-31", YEAR_FROM_FORM)),
    ("1-12月", days("2024-01-01", "2024-12-31", YEAR_FROM_FORM)),
    ("3月至11月", days("2024-03-01", "2024-11-30", YEAR_FROM_FORM)),
    ("9月前", days("", "2024-09-30", YEAR_FROM_FORM)),
    ("上半年", days("2024-01-01", "2024-06-30", YEAR_FROM_FORM)),
    ("年底前", days("", "2024-12-31", YEAR_FROM_FORM)),
    ("年内", days("2024-01-01", "2024-12-31", YEAR_FROM_FORM)),
    ("1月-2025年2月", days("2025-01-01", "2025-02-28")),
]

NOTHING = ["", "长期", "年 月 至 年 月", "3年", "一年", "12个月", "/", "按合同执行"]
UNREADABLE = [
    "2024年2月30日",
    "2024年13月",
    "依据文件〔2023〕5号分3期",
    "2024年9月至6月",
    "2024年1月-2月-3月",
    "5",
    "3-5",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_period_is_read(text: str, expected: Period) -> None:
    assert period.read(text) == expected


@pytest.mark.parametrize(("text", "expected"), YEAR_LEFT_OUT)
def test_a_year_left_out_is_the_forms_and_said(text: str, expected: Period) -> None:
    assert period.read(text, 2024) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_without_a_date_states_no_period(text: str) -> None:
    assert period.read(text, 2024) == Period()


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_no_rule_covers_is_refused_and_said(text: str) -> None:
    assert period.read(text, 2024) == Period(issue=UNREAD)


def test_a_year_left_out_stays_out_where_the_form_has_none() -> None:
    assert period.read("1-12月") == Period(issue=UNREAD)


FISCAL = [
    ("2024年部门整体支出绩效目标表", "", Period(), 2024),
    ("部门整体支出绩效目标表", "（2022 年度）", Period(), 2022),
    ("二〇二三年度项目绩效目标表", "", Period(), 2023),
    ("2024年度项目（2023年结转）绩效目标表", "", Period(), 2024),
    ("项目绩效目标表", "", days("2021-03-01", "2021-11-30"), 2021),
    ("项目绩效目标表", "", days("", "2021-11-30"), 2021),
    ("项目绩效目标表", "", days("2023-01-01", "2025-12-31"), None),
    ("2022-2024年项目绩效目标表", "", Period(), None),
    ("项目绩效目标表", "某发〔2023〕88号", Period(), None),
]


@pytest.mark.parametrize(("title", "beside", "stated", "year"), FISCAL)
def test_fiscal_year_is_from_title_line_or_period(
    title: str, beside: str, stated: Period, year: int | None
) -> None:
    assert period.fiscal_year(title, beside, stated) == year
