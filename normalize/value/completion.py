"""A draft and its neighbours to a Value: unit and comparator columns, the name, the form's money unit and year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from jixiao.forms.record import Value
from jixiao.forms.text import squeeze
from jixiao.forms.words import load
from normalize.value import qualities
from normalize.value.chunks import MEASURE, chunks
from normalize.value.context import Context
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED, Measure
from normalize.value.numerals import EXACT, times_ten
from normalize.value.tokens import tokenise
from normalize.value.units import Unit

_COMPARATORS = {**load("comparators", "before"), **load("comparators", "after")}
_CLASSES = load("comparators", "column_only")


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
    if draft.kind == "text" and context.unit and _column(context.unit) is not None:
        draft.issues.append("unit_conflict")
    return Value(
        raw=raw,
        kind=draft.kind,
        status=draft.status,
        comparator=draft.comparator,
        upper_inclusive=True if draft.comparator == "le" else None,
        lower_inclusive=True if draft.comparator == "ge" else None,
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


def _calendar(draft: Draft, raw: str, context: Context) -> Value:
    span = draft.span
    assert span is not None
    until, since = draft.until, draft.since
    kind, comparator = draft.kind, "range" if draft.kind == "interval" else "eq"
    column = _column_comparator(context.comparator)
    if column in ("le", "lt") and not since:
        until = True
    elif column in ("ge", "gt") and not until:
        since = True
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
    start, end = days or (None, None)
    start, end = (None, end) if until else (start, None) if since else (start, end)
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
    source = _settle_unit(draft, context)
    comparator = _settle_comparator(draft, context)
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
    return "" if value is None else unit.iso.replace("1", f"{value.normalize():f}")


# ------------------------------------------------------------------ units


def _settle_unit(draft: Draft, context: Context) -> str:
    """The unit out of the cell, the column, the name, the form; returns where the scale came from."""
    if draft.kind in ("ratio", "rank"):
        return "inline"
    column = _column(context.unit) if context.unit else None
    if draft.unit is not None:
        if column is not None:
            _compare(draft, column)
        return "inline"
    if column is not None:
        if draft.bare_scale and column.scale:
            draft.doubt("unit_conflict")
            _apply(draft, replace(column, scale=None))
            return "inline"
        inline = draft.scale is not None
        if column.unit is not None and column.unit.code is None and column.unknown:
            draft.doubt("unit_unknown")
        _apply(draft, column)
        return "inline" if inline else "column"
    if context.unit and not _says_nothing(context.unit):
        draft.doubt("unit_unknown")
    named = _name_unit(context.name) if context.name else None
    if named is not None:
        if draft.bare_scale and named.scale:
            draft.doubt("unit_conflict")
            named = replace(named, scale=None)
        draft.doubt("unit_from_name")
        _apply(draft, named)
        return "header"
    return _money_of_the_form(draft, context)


def _compare(draft: Draft, column: Measure) -> None:
    """The cell wins; a column that says something else is a doubt, one that adds a denominator is not."""
    ours, theirs = draft.unit, column.unit
    if ours is None or theirs is None:
        return
    alike = ours.name == theirs.name or (ours.code == theirs.code and ours.code not in (None, "1"))
    if not alike:
        draft.doubt("unit_conflict")
    elif draft.shared == NOT_SHARED:
        draft.shared = column.shared


def _apply(draft: Draft, measure: Measure) -> None:
    """A unit that stands outside the cell, to the numbers in it."""
    factor = measure.unit.times if measure.unit else Decimal(1)
    for name in ("number", "lower", "upper", "nominal", "tolerance"):
        value = getattr(draft, name)
        if value is not None:
            setattr(draft, name, times_ten(EXACT.multiply(value, factor), measure.scale or 0))
    draft.unit = measure.unit
    draft.shared = draft.shared + measure.shared
    if measure.scale:
        draft.scale = (draft.scale or 0) + measure.scale


@lru_cache(maxsize=4096)
def _column(text: str) -> Measure | None:
    """What a unit column says; None where it holds nothing that could be a unit.

    A word that no vocabulary lists is taken as a measure word, and marked.
    """
    text = squeeze(text)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1]
    found = chunks(tokenise(f"0{text}")) if text else []
    if len(found) == 1 and found[0].letter == MEASURE:
        measure: Measure = found[0].meaning
        return measure if measure.unit is not None or measure.scale is not None else None
    if _MEASURE_WORD.fullmatch(text) and text not in _CLASSES:
        return Measure(Decimal(0), Unit(text, "count", None), unknown=True)
    return None


def _says_nothing(column: str) -> bool:
    """A placeholder, or the class of the indicator."""
    text = squeeze(column)
    word = qualities.whole(text)
    return text in _CLASSES or (word is not None and word.kind in ("none", "boolean"))


_MEASURE_WORD = re.compile(r"[\u4e00-\u9fff]{1,4}(?:[(/][\u4e00-\u9fff]{1,3}\)?)?")
_BRACKETS = re.compile(r"\(([^()]*(?:\([^()]*\))?[^()]*)\)")
_HINT = re.compile(r"^(?:单位:?|计量单位:?)?(?:[≥≤<>=]|不低于|不超过|不少于)*[*×xX_…]*")


@lru_cache(maxsize=4096)
def _name_unit(name: str) -> Measure | None:
    """The unit that an indicator's name states in brackets: `道路里程（公里）`, `完成率（≥**%）`."""
    for inner in reversed(_BRACKETS.findall(squeeze(name))):
        unit = _HINT.sub("", inner)
        found = chunks(tokenise(f"0{unit}")) if unit else []
        if len(found) == 1 and found[0].letter == MEASURE and found[0].meaning.unit is not None:
            return found[0].meaning  # type: ignore[no-any-return]
    return None


_NOT_MONEY = re.compile(
    "(?:率|比例|比重|占比|度|数量|人数|次数|户数|个数|面积|里程|长度|天数|时间|时限)(?:\\(.*)?$"
)


def _money_of_the_form(draft: Draft, context: Context) -> str:
    """A bare number in a cost row takes the form's money unit; 250万 takes yuan."""
    unit = _column(context.money_unit) if context.money_unit else None
    costs = context.category.startswith("cost") and not _NOT_MONEY.search(squeeze(context.name))
    if not costs or unit is None or unit.kind != "money" or draft.kind or draft.change:
        if draft.shared.per:
            draft.doubt("unit_missing")
        return "inline"
    if draft.bare_scale:
        draft.doubt("unit_from_form")
        draft.unit = unit.unit
        return "inline"
    if draft.shared != NOT_SHARED:
        draft.doubt("unit_missing")
        return "inline"
    draft.doubt("scale_from_header")
    _apply(draft, unit)
    draft.scale = unit.scale or 0
    return "header"


def _kind(draft: Draft, context: Context) -> str:
    unit = draft.unit
    if unit is None:
        return "number"
    if draft.unit_text == "M" and _DATA.search(context.name):
        draft.doubt("unit_ambiguous")
    if unit.kind == "physical" or (unit.kind == "duration" and _counts_time(draft, context)):
        return "quantity"
    if unit.kind == "score" and context.category == "output.timeliness":
        draft.doubt("unit_ambiguous")
    return unit.kind


_DATA = re.compile("宽带|带宽|速率|网速|流量|内存|存储|网络|专线")  # 100M is no length there


def _counts_time(draft: Draft, context: Context) -> bool:
    """Days open, hours a week: an amount of time that is counted, not how long something takes."""
    return bool(draft.shared.period) or context.category == "output.quantity" or "每" in context.name


# ------------------------------------------------------------------ comparators


def _column_comparator(text: str) -> str | None:
    return _COMPARATORS.get(squeeze(text)) if text else None


def _settle_comparator(draft: Draft, context: Context) -> str:
    """The cell's; else the column's; else equal. A column that says something else is a doubt."""
    column = _column_comparator(context.comparator)
    cell = draft.comparator
    if cell is None:
        if column == "approx":
            draft.approximate = True
        return column or "eq"
    if column is not None and column != cell and not (column == "eq" and cell in ("range", "approx")):
        if not (draft.approximate and column in ("ge", "le") and cell[0] == column[0]):
            draft.doubt("comparator_conflict")
    return cell


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
        and (not context.unit or _column(context.unit) is None)
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
