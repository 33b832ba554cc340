"""Rules of the calendar: days and deadlines, periods, deadlines that come back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.forms.words import raw
from normalize.value import chunk as c
from normalize.value.chunk import Chunk
from normalize.value.dates import Span, join
from normalize.value.draft import Draft
from normalize.value.measures import Measure
from normalize.value.surroundings import DOWN, LONG_LABEL, UP, place

_BARE_QUARTER = re.compile("[一1]季度")
_DUTIES = frozenset(raw("value_words")["duties"]["words"])
_TIME_LABELS = tuple(raw("value_words")["duties"]["labels"])  # 完成时间：2024年10月
_OF_AMOUNTS = frozenset("低高多少")
_DEADLINES = ("截至", "截止", "最迟", "最晚")


def date(found: Sequence[Chunk]) -> Draft | None:
    """2024年12月底前完成, 2024年6月, 截至11月30日."""
    at = place(found, c.DATE)
    span: Span = found[at].meaning
    if any(chunk.letter == c.BEFORE and _OF_AMOUNTS.intersection(chunk.text) for chunk in found):
        return None  # 不低于2023年: than what was reached then
    draft = Draft("date", span=span, text=found[at].text)
    for chunk in found:
        _bind(draft, chunk)
    if draft.until and draft.since:
        return None
    draft.kind = "date" if span.point or draft.until or draft.since else "interval"
    if _BARE_QUARTER.fullmatch(draft.text) and not draft.until:
        draft.doubt("quarter_ambiguous")
    _doubt_year(draft, span)
    _doubt_label(draft)
    return draft


def _bind(draft: Draft, chunk: Chunk) -> None:
    """What one chunk beside the date says of it."""
    letter = chunk.letter
    if letter in (c.UNTIL, c.SINCE):
        draft.until, draft.since = draft.until or letter == c.UNTIL, draft.since or letter == c.SINCE
        draft.label += ["完成"] if chunk.text.endswith("完成") else []
    elif letter == c.UNTIL_PREFIX:
        draft.until = draft.until or chunk.text.startswith(_DEADLINES)
    elif letter == c.BEFORE:
        draft.until, draft.since = draft.until or chunk.meaning in DOWN, draft.since or chunk.meaning in UP
        draft.lower_open, draft.upper_open = chunk.meaning == "gt", chunk.meaning == "lt"
    elif letter == c.ABOUT:
        draft.approximate = True
    elif letter != c.DATE:
        draft.label.append(chunk.text)


def _doubt_label(draft: Draft) -> None:
    """2023年项目支出: a year or month beside words that do not say what happens then is no time limit."""
    words = "".join(draft.label)
    deed = any(duty in words for duty in _DUTIES) or words.rstrip(":").endswith(_TIME_LABELS)
    unread = "前" in words and not draft.until  # 6月30日下午前
    if len(words) > LONG_LABEL or unread or (draft.kind == "interval" and words and not deed):
        draft.doubt("within_sentence")


def _doubt_year(draft: Draft, *spans: Span) -> None:
    """24年12月: the century is understood."""
    if any(span.shape.startswith("short_") for span in spans):
        draft.doubt("year_two_digits")


def whole_year(found: Sequence[Chunk]) -> Draft | None:
    """全年, 年内完成: the form's year; 全年无事故 is words."""
    if found[0].text == "年度" or (len(found) > 1 and found[1].text not in _DUTIES):
        return None
    within = found[0].text.endswith("内")
    return Draft(
        "whole_year",
        kind="date" if within else "interval",
        span=Span(None, (1, 1), (12, 31), "year"),
        until=within,
        label=[chunk.text for chunk in found[1:]],
    )


def interval(found: Sequence[Chunk]) -> Draft | None:
    """2024.1-2024.12, 2023年1月1日至2023年12月31日."""
    first, last = (chunk.meaning for chunk in found if chunk.letter == c.DATE)
    span = join(first, last)
    if not span.possible or any(chunk.letter == c.UNTIL and "止" not in chunk.text for chunk in found):
        return None
    labels = [chunk.text for chunk in found if chunk.letter == c.LABEL]
    draft = Draft("interval", kind="interval", span=span, label=labels)
    _doubt_year(draft, first, last)
    return draft


def recurring(found: Sequence[Chunk]) -> Draft | None:
    """每月10日前, 每年6月底前: a deadline that comes back."""
    draft = Draft("recurring_deadline", kind="date", issues=["recurring_deadline"])
    for chunk in found:
        if chunk.letter == c.EACH:
            draft.shared = draft.shared + chunk.meaning
        elif chunk.letter == c.LABEL:
            draft.until = draft.until or chunk.text.startswith("号前")
            draft.label.append(chunk.text.removeprefix("号").removeprefix("前"))
        elif chunk.letter in (c.UNTIL, c.AFTER, c.SINCE):
            draft.until, draft.since = chunk.letter != c.SINCE, chunk.letter == c.SINCE
    draft.iso = next(
        (_again(chunk, draft, found) for chunk in found if chunk.letter in (c.MEASURE, c.DATE)), None
    )
    if draft.shared.per or draft.iso is None:
        return None
    draft.comparator = "le" if draft.until else "ge" if draft.since else "eq"
    return draft


def _again(chunk: Chunk, draft: Draft, found: Sequence[Chunk]) -> str | None:
    """The day as XML Schema writes one that comes back: `---10` each month, `--06-30` or `--10` each year."""
    if chunk.letter == c.MEASURE:
        day: Measure = chunk.meaning
        named = day.unit_text == "日" or (day.unit is None and found[-1].text.startswith("号"))
        monthly = draft.shared.period == "P1M" and 1 <= day.number <= 31 and day.number % 1 == 0
        return f"---{int(day.number):02d}" if named and monthly else None
    span: Span = chunk.meaning
    if draft.shared.period != "P1Y" or span.year is not None:
        return None
    if span.point or draft.until:
        return span.without_year
    return span.without_year[:4] if span.shape == "month" else None
