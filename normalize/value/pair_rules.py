"""Rules of two numbers: ranges, bounds on both sides, tolerances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.value import chunk as c
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED, Measure
from normalize.value.numerals import EXACT, times_ten
from normalize.value.quantity_rules import (
    could_be_year,
    counts_nothing,
    day_of_month,
    doubt_age,
    is_year,
    measure,
)
from normalize.value.surroundings import DOWN, UP, doubt_sentence, gather, place


def from_to(found: Sequence[Chunk]) -> Draft | None:
    """3-5天, 10%~15%, 1-2万人次, 每周3至5次."""
    included = _included(found)
    found = [chunk for chunk in found if chunk.letter != c.INCLUSION]
    at = place(found, c.DASH)
    ends = _same_unit(found[at - 1].meaning, found[at + 1].meaning)
    if ends is None or ends[0].vague or ends[1].vague:
        return None
    low, high = ends
    if low.number > high.number or (low.number < 0 and "--" in found[at].text):
        return None  # 5-3天; -10--5: to 5, or to -5
    draft = Draft("range", comparator="range", lower=low.number, upper=high.number)
    draft.lower_open, draft.upper_open = (not end for end in included)
    draft.take(high)
    said = {name for name, _ in gather(draft, [*found[: at - 1], *found[at + 2 :]])}
    if not said <= {"approx", "eq", "le"} or (
        "le" in said and any(chunk.letter == c.BEFORE for chunk in found)
    ):
        return None
    if "le" in said:
        draft.doubt("comparator_mixed")  # 3-5天内: within three to five
    if counts_nothing(draft, found, at + 1) or is_year(high) or day_of_month(found, at + 1):
        return None
    draft.approximate = "approx" in said
    if high.unit is None and could_be_year(low.number) and could_be_year(high.number):
        draft.doubt("date_or_number")
    doubt_age(draft)
    doubt_sentence(draft)
    return draft


def _included(found: Sequence[Chunk]) -> tuple[bool, bool]:
    """60%（含）-80%（不含）: does a range include its ends? It does where nothing is said."""
    dash = place(found, c.DASH)
    said = {index > dash: chunk.meaning for index, chunk in enumerate(found) if chunk.letter == c.INCLUSION}
    return said.get(False, True), said.get(True, True)


def between(found: Sequence[Chunk]) -> Draft | None:
    """介于80%和90%之间."""
    if not found[-1].text.startswith(("之间", "间")):
        return None
    draft = from_to([Chunk(c.DASH, chunk.text) if chunk.letter == c.SEPARATOR else chunk for chunk in found])
    if draft is not None:
        draft.rule = "between"
    return draft


def _same_unit(low: Measure, high: Measure) -> tuple[Measure, Measure] | None:
    """The two ends in one unit and scale: 10-20万元, 10万-20万元, 5000-1万元; None where they differ."""
    if low.shared not in (NOT_SHARED, high.shared):
        return None
    if low.unit is not None:
        return (low, high) if low.unit == high.unit else None
    number = low.number if high.unit is None else EXACT.multiply(low.number, high.unit.times)
    if high.scale and not low.scale and times_ten(number, high.scale) <= high.number:
        number = times_ten(number, high.scale)
    return replace(low, number=number, unit=high.unit), high


def said_twice(found: Sequence[Chunk]) -> Draft | None:
    """3家及3家以上: the number itself, named once more."""
    first, second = (chunk.meaning for chunk in found if chunk.letter == c.MEASURE)
    if (first.number, first.unit) != (second.number, second.unit):
        return None
    at = place(found, c.MEASURE)
    return measure([*found[:at], *found[at + 2 :]])


def two_sided(found: Sequence[Chunk]) -> Draft | None:
    """80%≤X<90%, 大于80%小于90%, ≥80%且≤90%."""
    first, second = (chunk.meaning for chunk in found if chunk.letter == c.MEASURE)
    left, right = (chunk.meaning for chunk in found if chunk.letter in (c.BEFORE, c.AFTER))
    if first.vague or second.vague or first.highest or second.highest:
        return None
    if _leads(found):
        left = _MIRROR.get(left, "")
    if left in UP and right in DOWN:
        lower, upper = (left, first), (right, second)
    elif left in DOWN and right in UP:
        lower, upper = (right, second), (left, first)
    else:
        return None
    ends = _either_unit(lower[1], upper[1])
    if ends is None or ends[0].number > ends[1].number:
        return None
    draft = Draft("two_sided", comparator="range", lower=ends[0].number, upper=ends[1].number)
    draft.lower_open, draft.upper_open = lower[0] == "gt", upper[0] == "lt"
    draft.take(ends[1])
    draft.label = [chunk.text for chunk in found if chunk.letter == c.LABEL]
    return draft


_MIRROR = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}


def _leads(found: Sequence[Chunk]) -> bool:
    """Does the first number stand before its comparator (80%≤X)?"""
    at = place(found, c.MEASURE)
    return found[at + 1].letter == c.BEFORE and all(chunk.letter != c.BEFORE for chunk in found[:at])


def _either_unit(low: Measure, high: Measure) -> tuple[Measure, Measure] | None:
    """As `_same_unit`, whichever of the two states the unit."""
    if high.unit is not None or low.unit is None:
        return _same_unit(low, high)
    swapped = _same_unit(high, low)
    return None if swapped is None else (swapped[1], swapped[0])


def tolerance(found: Sequence[Chunk]) -> Draft | None:
    """30±2℃, 100%±5%, ±5%以内."""
    measures: list[Measure] = [chunk.meaning for chunk in found if chunk.letter == c.MEASURE]
    draft = Draft("tolerance", comparator="range")
    said = {name for name, _ in gather(draft, (chunk for chunk in found if chunk.letter != c.MEASURE))}
    if not said <= {"le", "eq"} or any(measure.vague or measure.highest for measure in measures):
        return None
    middle, most = (Measure(Decimal(0)), measures[0]) if len(measures) == 1 else measures
    ends = _same_unit(_scaled(middle, most), replace(most, scale=None))
    if ends is None or (len(measures) == 2 and middle.unit is None and most.kind == "percent"):
        return None  # 30±5%: of 30, or in points
    draft.take(most)
    draft.tolerance = ends[1].number
    draft.lower = EXACT.subtract(ends[0].number, draft.tolerance)
    draft.upper = EXACT.add(ends[0].number, draft.tolerance)
    draft.nominal = ends[0].number if len(measures) == 2 else None
    return draft


def _scaled(middle: Measure, most: Measure) -> Measure:
    """30±2万元: the scale belongs to both."""
    if middle.unit is None and middle.scale is None and most.scale:
        return replace(middle, number=times_ten(middle.number, most.scale))
    return middle
