"""Rules that read a value off the sequence of chunks. Tried in the order of RULES; the first that covers all wins."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Context, Decimal
from typing import NamedTuple

from jixiao.forms.words import raw
from normalize.value import chunks as c
from normalize.value.chunks import Chunk
from normalize.value.dates import Span, join
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED, Measure, Shared, times_iso
from normalize.value.numerals import EXACT, HAN, times_ten
from normalize.value.units import units

_UP = ("ge", "gt")
_DOWN = ("le", "lt")
# A label longer than this is a sentence, and the number in it may be a condition rather than the target.
_LONG_LABEL = 24
# Words between a comparator and its number that change nothing.
_LINKS = frozenset(
    {"的", "为", "达", "达到", "至", "到", "在", ":", "总额", "累计", "共", "每年", "合计", "均", "总计"}
)


class Rule(NamedTuple):
    """`pattern` must cover the letters of all chunks; `build` may still refuse by returning None."""

    name: str
    pattern: re.Pattern[str]
    build: Callable[[Sequence[Chunk]], Draft | None]


# ------------------------------------------------------------------ one number


def _measure(found: Sequence[Chunk]) -> Draft | None:
    """≥500件, 覆盖15个乡镇, 同比增长5%以上."""
    draft = Draft("measure")
    at = next(index for index, chunk in enumerate(found) if chunk.letter == c.MEASURE)
    measure: Measure = found[at].meaning
    draft.take(measure)
    comparators: list[tuple[str, str]] = []
    for chunk in found[:at]:
        _ahead(draft, chunk, comparators)
    for chunk in found[at + 1 :]:
        _behind(draft, chunk, comparators)
    if measure.unit is None and measure.shared == NOT_SHARED and at + 1 < len(found):
        if found[at + 1].letter == c.LABEL and not _unknown_unit(draft, found[at], found[at + 1]):
            return None
    if measure.highest is not None:
        if comparators:
            return None
        draft.comparator, draft.lower, draft.upper, draft.approximate = (
            "range",
            measure.number,
            measure.highest,
            True,
        )
        return draft
    if measure.unit_text == "日" and any(
        chunk.letter == c.EACH and chunk.meaning.period == "P1M" for chunk in found[:at]
    ):
        return None  # 每月5日: which day, not how many
    if measure.unit is not None and measure.unit.name in _AGES and draft.label:
        draft.doubt("within_sentence")
    if measure.vague == "gt":
        comparators.append(("gt", "vague"))
        draft.approximate = True
    elif measure.vague == "approx":
        comparators.append(("approx", "vague"))
    if not _settle(draft, comparators):
        return None
    if measure.unit is None and draft.label and found[at].text[0] in HAN and found[at].text != "零":
        return None  # 周三
    if (
        measure.unit is None
        and draft.comparator is None
        and any(chunk.letter == c.SEPARATOR for chunk in found)
    ):
        return None  # 5、满意度: a list mark
    if measure.unit is None and draft.label and 1990 <= measure.number <= 2050:
        draft.doubt("date_or_number")
    draft.number = measure.number
    _link_labels(draft, found, at)
    return draft


# 年满60周岁的老人: who is meant, more often than what is to be reached.
_AGES = frozenset({"岁", "周岁"})


def _unknown_unit(draft: Draft, number: Chunk, following: Chunk) -> bool:
    """15乡镇 is fifteen of something that no vocabulary lists; 二级 and 5X are no numbers of ours."""
    if following.text[0] in ":号":
        return False  # 指标1:合格率, 15号
    if (number.text[0] in HAN and number.text != "零") or following.text[0].isascii():
        return False
    draft.doubt("unit_unknown")
    return True


def _ahead(draft: Draft, chunk: Chunk, comparators: list[tuple[str, str]]) -> None:
    letter = chunk.letter
    if letter == c.BEFORE:
        comparators.append((chunk.meaning, "cell"))
    elif letter == c.ABOUT:
        comparators.append(("approx", "about"))
    elif letter == c.NEARLY:
        comparators.append(("lt", "nearly"))
        draft.approximate = True
    elif letter == c.CHANGE:
        draft.change = chunk.meaning
    elif letter == c.BASIS:
        draft.change_basis = chunk.meaning
    elif letter == c.EACH:
        draft.shared = draft.shared + chunk.meaning
    elif letter in (c.LABEL, c.WHOLE_YEAR, c.DATE, c.REMARK, c.SEPARATOR):
        draft.label.append(chunk.text)
    if letter == c.WHOLE_YEAR:
        draft.period = "P1Y"
    elif letter == c.REMARK:
        draft.doubt("remark_unread")


def _behind(draft: Draft, chunk: Chunk, comparators: list[tuple[str, str]]) -> None:
    letter = chunk.letter
    if letter == c.AFTER:
        comparators.append((chunk.meaning, "cell"))
    elif letter == c.ABOUT:
        comparators.append(("approx", "about"))
    elif letter == c.EACH:
        draft.shared = draft.shared + chunk.meaning
    elif letter == c.CHANGE:
        draft.change = chunk.meaning
    elif letter == c.REMARK:
        draft.label.append(chunk.text)
        draft.doubt("remark_unread")
    elif letter in (c.LABEL, c.UNIT, c.SEPARATOR):
        draft.label.append(chunk.text)


def _settle(draft: Draft, comparators: list[tuple[str, str]]) -> bool:
    """One comparator out of those that the cell states; False where they contradict each other."""
    stated = [name for name, _ in comparators if name not in ("approx", "eq")]
    if any(name == "approx" for name, _ in comparators):
        draft.approximate = True
    if not stated:
        names = [name for name, _ in comparators]
        draft.comparator = "approx" if "approx" in names else ("eq" if "eq" in names else None)
        return True
    up, down = any(name in _UP for name in stated), any(name in _DOWN for name in stated)
    if up and down:
        return False
    draft.comparator = stated[0]
    if len(set(stated)) > 1:
        vague = [name for name, source in comparators if source in ("vague", "nearly")]
        draft.comparator = vague[0] if vague else stated[0]
        draft.doubt("comparator_mixed")
    elif len(stated) > 1:
        draft.issues.append("comparator_twice")
    return True


def _link_labels(draft: Draft, found: Sequence[Chunk], at: int) -> None:
    """Doubts that the label raises: a long sentence, a comparator apart from its number."""
    for index, chunk in enumerate(found[:at]):
        if chunk.letter == c.BEFORE and any(other.letter == c.LABEL for other in found[index:at]):
            between = "".join(other.text for other in found[index + 1 : at] if other.letter == c.LABEL)
            if between not in _LINKS:
                draft.doubt("comparator_apart")
    if sum(map(len, draft.label)) > _LONG_LABEL:
        draft.doubt("within_sentence")


# ------------------------------------------------------------------ two numbers


def _range(found: Sequence[Chunk]) -> Draft | None:
    """3-5天, 10%~15%, 1-2万人次, 每周3至5次."""
    draft = Draft("range", comparator="range")
    at = next(index for index, chunk in enumerate(found) if chunk.letter == c.DASH)
    low, high = _same_unit(found[at - 1].meaning, found[at + 1].meaning)
    if low is None or high is None or low.number > high.number or low.vague or high.vague:
        return None
    if low.number < 0 and "--" in found[at].text:
        return None  # -10--5: to 5, or to -5
    draft.take(high)
    comparators: list[tuple[str, str]] = []
    for chunk in found[: at - 1]:
        _ahead(draft, chunk, comparators)
    for chunk in found[at + 2 :]:
        _behind(draft, chunk, comparators)
    if any(name not in ("approx", "eq", "le") for name, _ in comparators):
        return None
    if any(name == "le" for name, _ in comparators):
        if any(chunk.letter == c.BEFORE for chunk in found):
            return None
        draft.doubt("comparator_mixed")  # 3-5天内: within three to five
    draft.approximate = any(name == "approx" for name, _ in comparators)
    draft.lower, draft.upper = low.number, high.number
    if sum(map(len, draft.label)) > _LONG_LABEL:
        draft.doubt("within_sentence")
    return draft


def _between(found: Sequence[Chunk]) -> Draft | None:
    """介于80%和90%之间."""
    if not found[-1].text.startswith(("之间", "间")):
        return None
    return _range([Chunk(c.DASH, chunk.text) if chunk.letter == c.SEPARATOR else chunk for chunk in found])


def _same_unit(low: Measure, high: Measure) -> tuple[Measure | None, Measure | None]:
    """The two ends in one unit and scale: 10-20万元, 10万-20万元, 5000-1万元; None where they differ."""
    if low.shared != NOT_SHARED and low.shared != high.shared:
        return None, None
    if low.unit is None:
        unit = high.unit
        if unit is not None and unit.times != 1:
            low = replace(low, number=EXACT.multiply(low.number, unit.times))
        if high.scale and not low.scale:
            scaled = times_ten(low.number, high.scale)
            low = replace(low, number=scaled) if scaled <= high.number else low
        return replace(low, unit=unit), high
    if low.unit == high.unit:
        return low, high
    return None, None


def _two_sided(found: Sequence[Chunk]) -> Draft | None:
    """80%≤X<90%, 大于80%小于90%, ≥80%且≤90%."""
    measures = [chunk.meaning for chunk in found if chunk.letter == c.MEASURE]
    comparators = [chunk.meaning for chunk in found if chunk.letter in (c.BEFORE, c.AFTER)]
    first, second = measures
    if first.vague or second.vague or first.highest or second.highest:
        return None
    left, right = comparators
    if next(chunk.letter for chunk in found if chunk.letter in (c.MEASURE, c.BEFORE)) == c.MEASURE:
        if found[[chunk.letter for chunk in found].index(c.MEASURE) + 1].letter == c.BEFORE:
            left = _MIRROR.get(left, "")
    ends = {
        ("up" if name in _UP else "down" if name in _DOWN else ""): (name, measure)
        for name, measure in ((left, first), (right, second))
    }
    if set(ends) != {"up", "down"}:
        return None
    (low_name, low), (high_name, high) = ends["up"], ends["down"]
    low, high = _either_unit(low, high)
    if low is None or high is None or low.number > high.number:
        return None
    draft = Draft("two_sided", comparator="range", lower=low.number, upper=high.number)
    draft.lower_open, draft.upper_open = low_name == "gt", high_name == "lt"
    draft.take(high)
    draft.label = [chunk.text for chunk in found if chunk.letter == c.LABEL]
    return draft


_MIRROR = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt"}


def _either_unit(low: Measure, high: Measure) -> tuple[Measure | None, Measure | None]:
    if high.unit is None and low.unit is not None:
        swapped = _same_unit(high, low)
        return swapped[1], swapped[0]
    return _same_unit(low, high)


def _tolerance(found: Sequence[Chunk]) -> Draft | None:
    """30±2℃, 100%±5%, ±5%以内."""
    measures = [chunk.meaning for chunk in found if chunk.letter == c.MEASURE]
    if any(measure.vague or measure.highest for measure in measures):
        return None
    comparators = [chunk.meaning for chunk in found if chunk.letter in (c.BEFORE, c.AFTER)]
    if any(name not in ("le", "eq") for name in comparators):
        return None
    nominal, tolerance = (Measure(Decimal(0)), measures[0]) if len(measures) == 1 else measures
    if len(measures) == 2 and nominal.unit is None and tolerance.kind == "percent":
        return None  # 30±5%: of 30, or in points
    if nominal.unit is None and nominal.scale is None and tolerance.scale:
        nominal = replace(nominal, number=times_ten(nominal.number, tolerance.scale))  # 30±2万元
    low, high = _same_unit(nominal, replace(tolerance, scale=None))
    if low is None or high is None:
        return None
    draft = Draft("tolerance", comparator="range")
    draft.take(tolerance)
    draft.lower = EXACT.subtract(low.number, high.number)
    draft.upper = EXACT.add(low.number, high.number)
    if len(measures) == 2:
        draft.nominal = low.number
    draft.tolerance = high.number
    for chunk in found:
        if chunk.letter in (c.LABEL, c.CHANGE, c.BASIS):
            draft.label.append(chunk.text)
        elif chunk.letter == c.EACH:
            draft.shared = draft.shared + chunk.meaning
    return draft


# ------------------------------------------------------------------ ratios and ranks


def _ratio(found: Sequence[Chunk]) -> Draft | None:
    """1:13.5, its quotient to 6 places."""
    draft = Draft("ratio", kind="ratio")
    at = next(index for index, chunk in enumerate(found) if chunk.letter == c.RATIO)
    left, right = found[at].meaning
    comparators: list[tuple[str, str]] = []
    for chunk in found[:at]:
        _ahead(draft, chunk, comparators)
    for chunk in found[at + 1 :]:
        _behind(draft, chunk, comparators)
    if not _settle(draft, comparators):
        return None
    if _clock(found[at].text) and not any("比" in text for text in draft.label):
        draft.doubt("ratio_or_time")
    draft.number = _QUOTIENT.divide(left, right).quantize(Decimal("0.000001"), context=_QUOTIENT)
    draft.exact = found[at].text
    return draft


_QUOTIENT = Context(prec=60)


def _clock(text: str) -> bool:
    """Could be a time of the day, 8:30."""
    hour, minute = text.split(":")
    return (
        minute.isdigit() and len(minute) == 2 and int(minute) < 60 and hour.isdigit() and 5 <= int(hour) <= 24
    )


def _rank(found: Sequence[Chunk]) -> Draft | None:
    """全省前3名, 第一名."""
    draft = Draft("rank", kind="rank")
    at = next(index for index, chunk in enumerate(found) if chunk.letter == c.RANK)
    comparator, number, unit = found[at].meaning
    draft.unit = units().get(unit) if unit else None
    draft.comparator = comparator
    draft.number = number
    for chunk in (*found[:at], *found[at + 1 :]):
        if chunk.letter in (c.BEFORE, c.AFTER):
            if chunk.meaning not in ("le", "eq"):
                return None  # 不低于第5名: a better rank is a lower number
            draft.comparator = "le" if chunk.meaning == "le" else comparator
        elif chunk.letter in (c.LABEL, c.UNTIL_PREFIX, c.DATE, c.WHOLE_YEAR):
            draft.label.append(chunk.text)
    return draft


# ------------------------------------------------------------------ how often


def _habit(found: Sequence[Chunk]) -> Draft | None:
    """按月发放, 每季度发放: once in each, without a word for the time."""
    draft = Draft("habit", kind="frequency", comparator="eq")
    shared = Shared()
    for chunk in found:
        if chunk.letter == c.HABIT:
            shared = shared + Shared(period=chunk.meaning)
        elif chunk.letter == c.EACH:
            shared = shared + chunk.meaning
        elif chunk.letter == c.UNIT:
            draft.unit = chunk.meaning
        else:
            draft.label.append(chunk.text)
    if not shared.period:
        return None
    draft.shared = shared
    if draft.label and _AT_THE_END.match(draft.label[-1]):
        draft.rule, draft.kind = "recurring_deadline", "date"
        draft.comparator = "le" if "前" in draft.label[-1] else "eq"
        draft.issues.append("recurring_deadline")
        return draft
    draft.number = Decimal(1)
    return draft


_AT_THE_END = re.compile("[底末](?:前|之前)?")  # 每月底前


_BARE_PERIODS = {"quarter": "P3M", "month": "P1M"}


def _once_a_quarter(found: Sequence[Chunk]) -> Draft | None:
    """一季度发放一次: each quarter, not in the first one (第一季度)."""
    span_chunk = next(chunk for chunk in found if chunk.letter == c.DATE)
    span: Span = span_chunk.meaning
    period = _BARE_PERIODS.get(span.shape)
    bare = bool(_BARE_QUARTER.fullmatch(span_chunk.text)) or span_chunk.text == "一月"
    if period is None or not bare:
        return None
    rest = [chunk for chunk in found if chunk.letter != c.DATE]
    draft = _measure(rest)
    if draft is None or draft.unit is None or draft.unit.name not in _TIMES:
        return None
    draft.rule = "once_a_quarter" if period == "P3M" else "times_in_span"
    draft.shared = Shared(draft.shared.per, period)
    if period == "P3M":
        draft.issues.append("quarter_as_frequency")
    return draft


_TIMES = frozenset({"次", "回", "遍", "趟", "场", "期", "批", "场次", "轮"})


def _times_in_span(found: Sequence[Chunk]) -> Draft | None:
    """一年两次, 两年一次, 半年2次, 3年5次."""
    at = [index for index, chunk in enumerate(found) if chunk.letter == c.MEASURE]
    span: Measure = found[at[0]].meaning
    if span.unit is None or not span.unit.iso or span.vague or span.shared != NOT_SHARED:
        return None
    second: Measure = found[at[1]].meaning
    if second.unit is None or second.unit.name not in _TIMES:
        return None
    draft = _measure([chunk for index, chunk in enumerate(found) if index != at[0]])
    period = times_iso(span.unit.iso, span.number)
    if draft is None or period is None:
        return None
    draft.rule = "times_in_span"
    draft.shared = Shared(draft.shared.per, period)
    return draft


# ------------------------------------------------------------------ dates


def _date(found: Sequence[Chunk]) -> Draft | None:
    """2024年12月底前完成, 2024年6月, 截至11月30日."""
    draft = Draft("date")
    for chunk in found:
        if chunk.letter == c.DATE:
            draft.span, draft.text = chunk.meaning, chunk.text
        elif chunk.letter == c.UNTIL:
            draft.until = True
            draft.label += [chunk.text[1:]] if chunk.text.endswith("完成") else []
        elif chunk.letter == c.SINCE:
            draft.since = True
            draft.label += ["完成"] if chunk.text.endswith("完成") else []
        elif chunk.letter == c.UNTIL_PREFIX:
            if chunk.text[:2] in ("截至", "截止", "最迟", "最晚"):
                draft.until = True
        elif chunk.letter == c.BEFORE:
            if chunk.meaning in _DOWN:
                draft.until = True
            elif chunk.meaning in _UP:
                draft.since = True
            else:
                draft.approximate = chunk.meaning == "approx"
        elif chunk.letter == c.ABOUT:
            draft.approximate = True
        else:
            draft.label.append(chunk.text)
    return None if draft.until and draft.since else _dated(draft)


_BARE_QUARTER = re.compile("[一1]季度")


def _dated(draft: Draft) -> Draft:
    span = draft.span
    if span is not None:
        single = span.point or draft.until or draft.since
        draft.kind = "date" if single else "interval"
        if _BARE_QUARTER.fullmatch(draft.text) and not draft.until:
            draft.doubt("quarter_ambiguous")
        if span.shape == "short_year_month":
            draft.doubt("year_two_digits")
    _label_of_date(draft)
    return draft


def _label_of_date(draft: Draft) -> None:
    """2023年项目支出: a year or month beside words that do not say what happens then is no time limit."""
    words = "".join(draft.label)
    deed = any(duty in words for duty in _DUTIES) or words.rstrip(":").endswith(_TIME_LABELS)
    if len(words) > _LONG_LABEL or (draft.kind == "interval" and words and not deed):
        draft.doubt("within_sentence")


def _whole_year(found: Sequence[Chunk]) -> Draft | None:
    """全年, 年内完成: the form's year; 全年无事故 is words."""
    if len(found) > 1 and found[1].text not in _DUTIES:
        return None
    draft = Draft("whole_year", kind="interval", span=Span(None, (1, 1), (12, 31), "year"))
    if found[0].text.endswith("内"):
        draft.kind, draft.until = "date", True
    draft.label = [chunk.text for chunk in found[1:]]
    return None if found[0].text == "年度" else draft


_DUTIES = frozenset(raw("value_words")["duties"]["words"])
_TIME_LABELS = tuple(raw("value_words")["duties"]["labels"])  # 完成时间：2024年10月


def _interval(found: Sequence[Chunk]) -> Draft | None:
    """2024.1-2024.12, 2023年1月1日至2023年12月31日."""
    draft = Draft("interval", kind="interval")
    first, last = (chunk.meaning for chunk in found if chunk.letter == c.DATE)
    draft.span = join(first, last)
    if not draft.span.possible:
        return None
    draft.label = [chunk.text for chunk in found if chunk.letter == c.LABEL]
    return draft


def _recurring(found: Sequence[Chunk]) -> Draft | None:
    """每月10日前, 每年6月底前: a deadline that comes back."""
    draft = Draft("recurring_deadline", kind="date")
    shared = Shared()
    for chunk in found:
        if chunk.letter == c.EACH:
            shared = shared + chunk.meaning
        elif chunk.letter == c.MEASURE:
            measure: Measure = chunk.meaning
            if measure.unit_text != "日" and not (measure.unit is None and found[-1].text.startswith("号")):
                return None
            if shared.period != "P1M" or not 1 <= measure.number <= 31 or measure.number % 1:
                return None
            draft.iso = f"---{int(measure.number):02d}"
        elif chunk.letter == c.DATE:
            if shared.period != "P1Y" or chunk.meaning.year is not None:
                return None
            whole_month = chunk.meaning.shape == "month" and not chunk.meaning.point
            by_then = any(other.letter == c.UNTIL for other in found)
            draft.iso = (
                chunk.meaning.without_year[:4] if whole_month and not by_then else chunk.meaning.without_year
            )
        elif chunk.letter == c.UNTIL or (chunk.letter == c.AFTER and chunk.meaning == "le"):
            draft.until = True
        elif chunk.letter == c.SINCE:
            draft.since = True
        elif chunk.letter == c.LABEL:
            draft.until = draft.until or chunk.text.startswith("号前")
            draft.label.append(chunk.text.removeprefix("号").removeprefix("前"))
    if shared.per or draft.iso is None:
        return None
    draft.shared = shared
    draft.comparator = "le" if draft.until else "ge" if draft.since else "eq"
    draft.issues.append("recurring_deadline")
    return draft


PARTS_OF_YEAR = ("half", "quarter", "first_quarters")


def _when(found: Sequence[Chunk]) -> Draft | None:
    """上半年≥91%, 第一季度 3次: a part of the year without a year of its own says when, and stands in the label."""
    at = next(index for index, chunk in enumerate(found) if chunk.letter == c.DATE)
    since_year = found[at].meaning.shape == "year" and at and found[at - 1].text.endswith(("较", "比"))
    if found[at].meaning.shape not in PARTS_OF_YEAR and not since_year:
        return None
    following = found[at + 1]
    if following.letter == c.MEASURE and following.meaning.kind == "duration":
        return None
    draft = _measure(found)
    if draft is not None:
        draft.rule = "when"
    return draft


# ------------------------------------------------------------------ the list

# Tried in order; the first whose pattern covers all chunks, and that does not refuse, wins.
RULES = (
    Rule("measure", re.compile("[LCANGBEWVIQ]*M[SALEIGUQ]*"), _measure),
    Rule("date", re.compile("[LkCAQ]*Y[KJALU]*Q?L?"), _date),
    Rule("habit", re.compile("[LEH]*[EH]L?U?"), _habit),
    Rule("range", re.compile("[LCANGBEW]*MDM[SALEGU]*"), _range),
    Rule("between", re.compile("L?M[DQ]ML"), _between),
    Rule("whole_year", re.compile("WL?"), _whole_year),
    Rule("interval", re.compile("[Lk]*YDYL?"), _interval),
    Rule("two_sided", re.compile("L?MC[VL]?CML?|L?CM[LQ]?CML?|L?MS[LQ]?MSL?|L?CM[LQ]?MSL?|L?MS[LQ]?CML?"), _two_sided),
    Rule("tolerance", re.compile("[LCEBG]*M?PM[SL]*"), _tolerance),
    Rule("recurring_deadline", re.compile("L?E+L?[MY][KJS]L?|L?E+[MY]L?"), _recurring),
    Rule("once_a_quarter", re.compile("L?YL?[CA]?M[SL]*"), _once_a_quarter),
    Rule("times_in_span", re.compile("L?ML?[CA]?M[SL]*"), _times_in_span),
    Rule("when", re.compile("L?YL?[LCANGBEW]*M[SALEIGU]*"), _when),
    Rule("ratio", re.compile("[LCA]*R[SAL]*"), _ratio),
    Rule("rank", re.compile("[LCkYW]*O[SL]*"), _rank),
)  # fmt: skip


def single(found: Sequence[Chunk]) -> Draft | None:
    """The value that all the chunks together state; None where no rule covers them."""
    letters = "".join(chunk.letter for chunk in found)
    for rule in RULES:
        if rule.pattern.fullmatch(letters):
            draft = rule.build(found)
            if draft is not None:
                return draft
    return None
