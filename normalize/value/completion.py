"""A draft and its neighbours to a Value: unit and comparator columns, the name, the form's money unit and year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from jixiao.forms.record import Value
from normalize.value.context import Context
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED
from normalize.value.neighbours import column_comparator, column_unit, settle_comparator, settle_unit
from normalize.value.numerals import EXACT
from normalize.value.quantity_rules import could_be_year
from normalize.value.surroundings import DOWN, UP
from normalize.value.units import Unit


def complete(draft: Draft, raw: str, context: Context) -> Value:
    """The typed value; `raw` is the cell untouched."""
    if draft.status == "unparsed":
        return Value(raw=raw, kind="text", status="unparsed", issues=_unique(draft.issues), rule=draft.rule)
    if draft.kind == "multi":
        return _several(draft, raw, context)
    if draft.span is not None:
        return _calendar(draft, raw, context)
    if draft.number is not None or draft.lower is not None or draft.upper is not None:
        return _number(draft, raw, context)
    return _plain(draft, raw, context)


def _several(draft: Draft, raw: str, context: Context) -> Value:
    inner = replace(context, comparator="", unit="", name="")
    parts = tuple(complete(part, part.text, inner) for part in draft.parts)
    status = "partial" if any(part.status != "ok" for part in parts) else draft.status
    issues = [*draft.issues, *(issue for part in parts for issue in part.issues)]
    return Value(raw=raw, kind="multi", status=status, parts=parts, issues=_unique(issues), rule=draft.rule)


def _unique(issues: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(issues))


def _label(draft: Draft) -> str | None:
    pieces = [piece.strip(" :,;、。()[]【】/+\"'\n") for piece in draft.label]
    return "…".join(piece for piece in pieces if piece) or None


# ------------------------------------------------------------------ words and calendar


def _plain(draft: Draft, raw: str, context: Context) -> Value:
    """Words, and recurring deadlines, which have no day of their own."""
    if draft.kind == "text" and context.unit and column_unit(context.unit) is not None:
        draft.issues.append("unit_conflict")
    comparator = draft.comparator or _column_bound(draft, context)
    return Value(
        raw=raw,
        kind=draft.kind,
        status=draft.status,
        comparator=comparator,
        upper_inclusive=True if comparator == "le" else None,
        lower_inclusive=True if comparator == "ge" else None,
        period=draft.shared.period,
        iso=draft.iso,
        change_basis=draft.change_basis,
        grade=draft.grade,
        grade_scale=draft.grade_scale,
        trend=draft.trend,
        label=_label(draft),
        date_precision="day" if draft.rule == "recurring_deadline" else None,
        issues=_unique(draft.issues),
        rule=draft.rule,
    )


def _column_bound(draft: Draft, context: Context) -> str | None:
    """良好, and ≥ in the comparator column: a grade that is a bound."""
    column = column_comparator(context.comparator) if draft.kind == "grade" else None
    return column if column in (*UP, *DOWN) else None


def _calendar(draft: Draft, raw: str, context: Context) -> Value:
    span = draft.span
    assert span is not None
    until, since = draft.until, draft.since
    kind, comparator = draft.kind, "range" if draft.kind == "interval" else "eq"
    column = column_comparator(context.comparator)
    if (until and column in ("ge", "gt")) or (since and column in ("le", "lt")):
        draft.doubt("comparator_conflict")
    elif column in ("le", "lt"):
        until, draft.upper_open = True, draft.upper_open or column == "lt"
    elif column in ("ge", "gt"):
        since, draft.lower_open = True, draft.lower_open or column == "gt"
    if until or since:
        kind, comparator = "date", "le" if until else "ge"
    elif draft.approximate:
        comparator = "approx"
    if _could_be_number(draft, context):
        return complete(draft.refuse("date_or_number"), raw, context)
    days = span.days(context.year)
    if days is None:
        draft.doubt("year_missing")
    elif span.year is None:
        draft.doubt("year_from_form")
    start, end = _open_ended(days, draft, until=until, since=since) if days else (None, None)
    return Value(
        raw=raw,
        kind=kind,
        status=draft.status,
        comparator=comparator,
        start=start,
        end=end,
        lower_inclusive=None if until else True,
        upper_inclusive=None if since else True,
        iso=_iso_days(start, end) if days else span.without_year if until or span.point else None,
        approximate=draft.approximate,
        label=_label(draft),
        date_precision=span.precision,
        issues=_unique(draft.issues),
        rule=draft.rule,
    )


def _open_ended(
    days: tuple[date, date], draft: Draft, *, until: bool, since: bool
) -> tuple[date | None, date | None]:
    """The one end that binds: 6月前 includes June; `<6月`, 早于6月 ends on the day before, `>6月` begins after it."""
    start, end = days
    if until:
        return None, start - _DAY if draft.upper_open else end
    if since:
        return end + _DAY if draft.lower_open else start, None
    return start, end


_DAY = timedelta(days=1)


def _could_be_number(draft: Draft, context: Context) -> bool:
    """2024.12 and 20241231 in a row of costs or counts."""
    timeless = context.category.startswith(("cost", "output.qua", "benefit.economic", "satisfaction"))
    return timeless and bool(_DIGITS_ALONE.fullmatch(draft.text)) and not draft.label


_DIGITS_ALONE = re.compile(r"\d{4}\.\d{1,2}|\d{8}")


def _iso_days(start: date | None, end: date | None) -> str:
    if start == end and start is not None:
        return start.isoformat()
    return f"{start or '..'}/{end or '..'}"


# ------------------------------------------------------------------ numbers


def _number(draft: Draft, raw: str, context: Context) -> Value:
    if _is_serial(draft, context):
        return _serial(draft, raw)
    source = settle_unit(draft, context)
    comparator = settle_comparator(draft, context)
    if draft.unit is not None and draft.unit.name == "年" and draft.number and could_be_year(draft.number):
        return complete(draft.refuse("date_or_number"), raw, context)  # 2024, and 年 in the unit column
    if draft.shared.unknown:
        draft.doubt("unit_unknown")
    unit, shared = draft.unit, draft.shared
    kind = draft.kind or _kind(draft, context)
    period = shared.period or (
        draft.period if kind == "count" and unit is not None and unit.name in _TIMES else None
    )
    if kind == "count" and unit is not None and unit.name in _TIMES and (period or _TERMS & set(shared.per)):
        kind = "frequency"
    lower, upper = _bounds(draft, comparator)
    _suspect(draft, kind, lower, upper, context)
    return Value(
        raw=raw,
        kind=kind,
        status=draft.status,
        comparator=comparator,
        lower=lower,
        upper=upper,
        lower_inclusive=None if lower is None else not (draft.lower_open or comparator == "gt"),
        upper_inclusive=None if upper is None else not (draft.upper_open or comparator == "lt"),
        unit=unit.name if unit else None,
        unit_code=unit.code if unit else None,
        scale=draft.scale,
        scale_source=source if draft.scale is not None else None,
        per=shared.per,
        period=period,
        iso=_iso_number(kind, comparator, lower, upper, unit, period),
        approximate=draft.approximate or comparator == "approx",
        change=draft.change,
        change_basis=draft.change_basis,
        label=_label(draft),
        exact=draft.exact,
        nominal=draft.nominal,
        tolerance=draft.tolerance,
        issues=_unique(draft.issues),
        rule=draft.rule,
    )


_TIMES = frozenset({"次", "回", "遍", "趟"})
_TERMS = frozenset({"学期", "学年"})  # times that ISO 8601 cannot write


def _bounds(draft: Draft, comparator: str) -> tuple[Decimal | None, Decimal | None]:
    if draft.number is None:
        return _plain_number(draft.lower), _plain_number(draft.upper)
    number = _plain_number(draft.number)
    if comparator in ("ge", "gt"):
        return number, None
    if comparator in ("le", "lt"):
        return None, number
    return number, number


def _plain_number(value: Decimal | None) -> Decimal | None:
    """Without trailing zeros and exponent."""
    if value is None:
        return None
    whole = EXACT.to_integral_value(value)
    return whole if whole == value else EXACT.normalize(value)


def _iso_number(
    kind: str,
    comparator: str,
    lower: Decimal | None,
    upper: Decimal | None,
    unit: Unit | None,
    period: str | None,
) -> str | None:
    if kind == "frequency" and lower == upper == 1:
        return f"R/{period}"
    if kind != "duration" or unit is None or not unit.iso or unit.iso == "P10D" or unit.name == "季度":
        return None
    if comparator in ("eq", "approx"):
        return _iso_duration(lower, unit)
    return f"{_iso_duration(lower, unit)}..{_iso_duration(upper, unit)}"


def _iso_duration(value: Decimal | None, unit: Unit) -> str:
    return "" if value is None else unit.iso.replace("1", f"{EXACT.normalize(value):f}")


def _kind(draft: Draft, context: Context) -> str:
    unit = draft.unit
    timely = context.category == "output.timeliness"
    if unit is None:
        if timely and draft.number is not None and _may_be_date(draft.number):
            draft.doubt("date_or_number")
        return "number"
    if timely and draft.unit_text in ("月", "月份"):
        draft.doubt("unit_ambiguous")  # 12, and 月 in the unit column: December, or twelve months
    if draft.unit_text == "M" and _DATA.search("".join((context.name, *draft.label))):
        draft.doubt("unit_ambiguous")
    if unit.kind == "physical" or (unit.kind == "duration" and _counts_time(draft, context)):
        return "quantity"
    if unit.kind == "score" and timely:
        draft.doubt("unit_ambiguous")
    return unit.kind


def _may_be_date(number: Decimal) -> bool:
    """2024, 12.31: a year, or a month and a day, as well as a number."""
    month, _, day = f"{number}".partition(".")
    month_and_day = month.isdigit() and 1 <= int(month) <= 12 and day.isdigit() and 1 <= int(day) <= 31
    return could_be_year(number) or month_and_day


_DATA = re.compile("宽带|带宽|速率|网速|流量|内存|存储|网络|专线")  # 100M is no length there


def _counts_time(draft: Draft, context: Context) -> bool:
    """Days open, hours a week: an amount of time that is counted, not how long something takes."""
    return bool(draft.shared.period) or context.category == "output.quantity" or "每" in context.name


# ------------------------------------------------------------------ doubts about the number itself

_HUNDRED = Decimal(100)
_GROWS = re.compile("增|升|涨|变动|变化|下降|减|超|浮|同比|完成率|执行率")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 55153  # 2000-01-01, 2050-12-31
_EPOCH = date(1899, 12, 30)


def _suspect(draft: Draft, kind: str, lower: Decimal | None, upper: Decimal | None, context: Context) -> None:
    """292% may have been ≥92%; 0.95% of satisfaction 95%."""
    if kind != "percent" or draft.change or (draft.unit is not None and draft.unit.name != "%"):
        return
    highest = draft.nominal or max(value for value in (lower, upper) if value is not None)
    if (highest > _HUNDRED and not _GROWS.search(context.name)) or (
        context.category == "satisfaction" and 0 < highest <= 1
    ):
        draft.doubt("suspicious")


def _is_serial(draft: Draft, context: Context) -> bool:
    timely = context.category == "output.timeliness" or context.name.endswith(("时间", "日期"))
    number = draft.number
    return (
        timely
        and number is not None
        and draft.unit is None
        and draft.shared == NOT_SHARED
        and draft.scale is None
        and _FIRST_SERIAL <= number <= _LAST_SERIAL
        and number == int(number)
        and (not context.unit or column_unit(context.unit) is None)
    )


def _serial(draft: Draft, raw: str) -> Value:
    """A date that a spreadsheet printed as the number of days since 1899-12-30."""
    day = _EPOCH + timedelta(days=int(draft.number or 0))
    draft.doubt("date_serial")
    return Value(
        raw=raw,
        kind="date",
        status=draft.status,
        comparator="eq",
        start=day,
        end=day,
        lower_inclusive=True,
        upper_inclusive=True,
        iso=day.isoformat(),
        date_precision="day",
        issues=_unique(draft.issues),
        rule="date_serial",
    )
