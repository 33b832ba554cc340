"""Rules of how often something is done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from normalize.value import chunk as c
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED, Measure, Shared, times_iso
from normalize.value.pair_rules import from_to
from normalize.value.quantity_rules import measure
from normalize.value.surroundings import gather, others, place

# What is counted where something is done again and again.
_TIMES = frozenset({"次", "回", "遍", "趟", "场", "期", "批", "场次", "轮"})
_BARE_QUARTER = re.compile("[一1]季度")
_AT_THE_END = re.compile("(?:月|季|季度|周)?[底末](?:前|之前)?")  # 每月底前, 每月月底前
_PART_OF_MONTH = ("上旬", "中旬", "下旬", "初", "月初")


def habit(found: Sequence[Chunk]) -> Draft | None:
    """按月发放, 每季度发放: once in each, without a word for the time; 每月底前 is a deadline."""
    draft = Draft("habit", kind="frequency", comparator="eq", number=Decimal(1))
    gather(draft, (chunk for chunk in found if chunk.letter not in (c.HABIT, c.UNIT)))
    for chunk in found:
        if chunk.letter == c.HABIT:
            draft.shared = draft.shared + Shared(period=chunk.meaning)
        elif chunk.letter == c.UNIT:
            draft.unit = chunk.meaning
    if not draft.shared.period or (draft.label and draft.label[-1].startswith(_PART_OF_MONTH)):
        return None
    if draft.label and _AT_THE_END.match(draft.label[-1]):
        draft.rule, draft.kind, draft.number = "recurring_deadline", "date", None
        draft.comparator = "le" if "前" in draft.label[-1] else "eq"
        draft.issues.append("recurring_deadline")
    return draft


def once_a_quarter(found: Sequence[Chunk]) -> Draft | None:
    """一季度发放一次: each quarter, not in the first one (第一季度); 一月一次 too."""
    at = place(found, c.DATE)
    if _BARE_QUARTER.fullmatch(found[at].text):
        draft = _in_each(others(found, at), "P3M", "once_a_quarter")
        if draft is not None:
            draft.issues.append("quarter_as_frequency")
        return draft
    return _in_each(others(found, at), "P1M", "times_in_span") if found[at].text == "一月" else None


def times_in_span(found: Sequence[Chunk]) -> Draft | None:
    """一年两次, 两年一次, 半年2次, 3年5次."""
    at = place(found, c.MEASURE)
    span: Measure = found[at].meaning
    if span.unit is None or not span.unit.iso or span.vague or span.shared != NOT_SHARED:
        return None
    if found[at + 1].text.startswith("各"):  # 春秋两季各1次: in each of the two
        return None
    period = times_iso(span.unit.iso, span.number)
    return _in_each(others(found, at), period, "times_in_span") if period else None


def _in_each(found: Sequence[Chunk], period: str, rule: str) -> Draft | None:
    """So many times a period; None where it is not times that are counted."""
    several = any(chunk.letter == c.DASH for chunk in found)
    draft = from_to(found) if several else measure(found)
    if draft is None or draft.unit is None or draft.unit.name not in _TIMES:
        return None
    draft.rule = rule
    draft.shared = Shared(draft.shared.per, period)
    return draft
