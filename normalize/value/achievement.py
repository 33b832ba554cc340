"""Actual values of self-evaluations, and whether they meet the target."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from jixiao.forms.record import Value
from jixiao.forms.text import squeeze
from jixiao.forms.words import load, raw
from normalize.value import boxes
from normalize.value.context import Context
from normalize.value.reading import read

# What `完成` and its like say of a target; None where they leave it open.
_MEETS = {"达成": True, "部分达成": False, "未达成": False, "基本达成": None}
_LATE = "延期达成"  # done, but late: no degree of the scale above


def actual(text: str, target: Value, context: Context = Context()) -> Value:  # noqa: B008 - frozen
    """The typed actual value of a self-evaluation.

    `完成` and its like become kind boolean, their sense in `grade`. A number without a unit takes the target's, with
    the issue unit_from_target; where the target's own unit was scaled in its cell (`1.2万人`) it does not: nobody
    can tell whether 12500 or 1.25 was meant. The comparator column binds the target only.

    >>> target = read("≥266米")
    >>> actual("≥266米", target).lower, actual("266", target).unit, actual("已完成", target).grade
    (Decimal('266'), '米', '达成')

    Nor does a share: of `≥95%`, 0.98 may mean 98 %.
    """
    sense = _said(text)
    if sense and not (target.grade and squeeze(text) == squeeze(target.raw)):
        return Value(
            raw=text,
            kind="boolean",
            grade=sense,
            grade_scale=() if sense == _LATE else tuple(_MEETS),
            rule="achievement",
        )
    value = _short_of(text) or read(text, replace(context, comparator=""))
    if (
        value.kind == "number"
        and value.status == "ok"
        and _lends_unit(target)
        and not _is_share(value, target)
    ):
        return replace(
            value,
            kind=target.kind,
            status="partial",
            unit=target.unit,
            unit_code=target.unit_code,
            per=target.per,
            period=target.period,
            issues=(*value.issues, "unit_from_target"),
        )
    return value


def _said(text: str) -> str | None:
    words = squeeze(text)
    offered = boxes.options(words)
    if offered is not None and len(offered.ticked) == 1:
        words = offered.ticked[0]
    return _senses().get(words.strip("。.;,!"))


@cache
def _senses() -> dict[str, str]:
    return dict(load("qualities", "achieved"))


def _short_of(text: str) -> Value | None:
    """未达到95%: below it; None where the text says no such thing, or not of one number."""
    words = _FELL_SHORT.match(squeeze(text))
    if words is None:
        return None
    value = read("低于" + squeeze(text)[words.end() :])
    return replace(value, raw=text) if value.comparator == "lt" and value.label is None else None


_FELL_SHORT = re.compile("|".join(sorted(raw("qualities")["fell_short"]["words"], key=len, reverse=True)))


def _remark(actual: Value) -> str:
    """96%（超额完成）: what is said in brackets behind the value; blank where it is no word of achievement."""
    remark = _REMARK.search(squeeze(actual.raw))
    return remark[1] if remark and remark[1] in _senses() else ""


_REMARK = re.compile(r"\(([^()]+)\)$")


def _lends_unit(target: Value) -> bool:
    scaled = target.scale_source == "inline" and bool(target.scale)
    return (
        target.unit is not None
        and not scaled
        and target.kind in ("count", "percent", "money", "quantity", "duration", "score", "frequency")
    )


def _is_share(actual: Value, target: Value) -> bool:
    """A number up to 1 where the target asks for more than 1 %."""
    wanted = target.lower if target.lower is not None else target.upper
    small = actual.lower is not None and 0 < actual.lower <= 1
    return target.unit == "%" and small and wanted is not None and wanted > 1


def attained(target: Value, actual: Value) -> bool | None:
    """Does the actual meet the target? None where it cannot be told.

    A comparator is respected in its direction. A target without one (`450件`) is met by the same number; a different
    one is left open, for nobody says which side is the good one, but for the ends of the scale: 0 and 100 %.

    >>> attained(read("≥95%"), read("96%")), attained(read("≤5起"), read("6起")), attained(read("≥95%"), read("好"))
    (True, False, None)
    """
    if "unparsed" in (target.status, actual.status) or "none" in (target.kind, actual.kind):
        return None
    if actual.rule == "achievement":
        return _meets(actual.grade or "", target)
    verdict = _compared(target, actual)
    claimed = _meets(_senses()[remark], target) if (remark := _remark(actual)) else verdict
    return None if {verdict, claimed} == {True, False} else verdict  # 94%（已完成）


def _meets(grade: str, target: Value) -> bool | None:
    """Late is too late where a time is the target, and open elsewhere."""
    if grade == _LATE:
        return False if target.kind in ("date", "interval", "duration") else None
    return _MEETS[grade]


def _compared(target: Value, actual: Value) -> bool | None:
    if target.kind == "multi":
        return _all_parts(target, actual)
    if actual.kind == "multi":
        return _agreed({attained(target, part) for part in actual.parts})
    if target.kind in ("date", "interval") and actual.kind in ("date", "interval"):
        return _in_time(target, actual)
    if target.lower is not None or target.upper is not None:
        return _in_bounds(target, actual)
    return _same_words(target, actual)


def _all_parts(target: Value, actual: Value) -> bool | None:
    if len(target.parts) != len(actual.parts):  # a value that is not multi has none
        return None
    met = [attained(wanted, got) for wanted, got in zip(target.parts, actual.parts, strict=True)]
    return False if False in met else None if None in met else True


def _agreed(verdicts: set[bool | None]) -> bool | None:
    """450件，完成率100%: what the parts that can be compared say, where they say the same."""
    told = verdicts - {None}
    return told.pop() if len(told) == 1 else None


def _same_words(target: Value, actual: Value) -> bool | None:
    """Words: the same grade, a better one of the same scale, the same direction, the same text."""
    if target.kind != actual.kind:
        return None
    if target.kind == "grade" and target.grade_scale and target.grade_scale == actual.grade_scale:
        order = target.grade_scale
        return order.index(actual.grade or "") <= order.index(target.grade or "")
    if target.kind == "boolean":
        return target.grade == actual.grade
    if target.kind == "trend" and target.trend == actual.trend:
        return True
    return True if squeeze(target.raw) == squeeze(actual.raw) else None


# ------------------------------------------------------------------ numbers


def _in_bounds(target: Value, actual: Value) -> bool | None:
    if (actual.lower is None and actual.upper is None) or _is_difference(target, actual):
        return None
    if (target.kind, target.unit, target.per, target.period, target.change) != (
        actual.kind,
        actual.unit,
        actual.per,
        actual.period,
        target.change,
    ):
        return None
    if actual.change not in (None, target.change):
        return _against(target)
    if target.comparator in ("eq", "approx"):
        return _equal(target, actual)
    if actual.comparator == "approx" and actual.lower in (target.lower, target.upper):
        return None  # 约450件 may be 449
    if _above(target, actual) and _below(target, actual):
        return True
    return False if _apart(target, actual) else None


def _is_difference(target: Value, actual: Value) -> bool:
    """节约0.2万元, 超额10件: how far off, not how much; but for a target that is one itself."""
    label = (actual.label or "").removesuffix(_remark(actual))
    words = {word for word in _DIFFERENCES if word in label}
    return bool(words) and not any(word in (target.label or "") for word in words)


_DIFFERENCES = tuple(raw("qualities")["differences"]["words"])


def _against(target: Value) -> bool | None:
    """A change the other way: it fails what had to grow, or to fall, by some amount; else it says nothing."""
    some = target.lower is not None and target.lower > 0
    return False if target.change and target.comparator in ("ge", "gt") and some else None


def _equal(target: Value, actual: Value) -> bool | None:
    if actual.comparator != "eq" or target.comparator == "approx":
        return True if (target.lower, target.upper) == (actual.lower, actual.upper) else None
    if actual.lower == target.lower:
        return True
    extreme = target.lower == 0 or (
        target.kind == "percent" and target.unit == "%" and target.lower == 100 and not target.change
    )
    return False if extreme and actual.lower is not None else None


def _above(target: Value, actual: Value) -> bool:
    """Is every value that the actual allows above the target's lower bound?"""
    if target.lower is None:
        return True
    if actual.lower is None:
        return False
    return actual.lower > target.lower or (
        actual.lower == target.lower and bool(target.lower_inclusive or not actual.lower_inclusive)
    )


def _below(target: Value, actual: Value) -> bool:
    if target.upper is None:
        return True
    if actual.upper is None:
        return False
    return actual.upper < target.upper or (
        actual.upper == target.upper and bool(target.upper_inclusive or not actual.upper_inclusive)
    )


def _apart(target: Value, actual: Value) -> bool:
    """Is there no value that both allow?"""
    return _gap(actual.upper, actual.upper_inclusive, target.lower, target.lower_inclusive) or _gap(
        target.upper, target.upper_inclusive, actual.lower, actual.lower_inclusive
    )


def _gap(high: Decimal | None, high_in: bool | None, low: Decimal | None, low_in: bool | None) -> bool:
    """Does what ends at `high` end before what begins at `low`?"""
    if high is None or low is None:
        return False
    return high < low or (high == low and not (high_in and low_in))


def _in_time(target: Value, actual: Value) -> bool | None:
    """By the last day of the target; a target without 前 is not met by an earlier day for certain."""
    if target.period or actual.period:
        return True if target.iso == actual.iso and target.comparator == actual.comparator else None
    end, got_start, got_end = target.end, actual.start, actual.end
    if end is not None and got_start is not None and got_start > end:
        return False
    if target.start is not None and got_end is not None and got_end < target.start:
        return False if target.comparator == "ge" else None
    inside = _not_before(got_start, target.start) and _not_after(got_end, end)
    return True if inside else None


def _not_before(day: date | None, start: date | None) -> bool:
    return start is None or (day is not None and day >= start)


def _not_after(day: date | None, end: date | None) -> bool:
    return end is None or (day is not None and day <= end)
