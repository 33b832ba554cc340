"""Rules of one number: a measure with what binds it, a ratio, a rank."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal

from jixiao.forms.words import raw
from normalize.value import chunk as c
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED, Measure, Shared, times_iso
from normalize.value.numerals import HAN
from normalize.value.surroundings import Said, doubt_sentence, gather, others, place, settle
from normalize.value.units import units

# Words between a comparator and its number that change nothing.
_LINKS = frozenset(
    {"的", "为", "达", "达到", "至", "到", "在", ":", "总额", "累计", "共", "合计", "均", "总计"}
)
_AGES = frozenset({"岁", "周岁"})
_NUMBERED = tuple(raw("value_words")["numbered"]["words"])


def measure(found: Sequence[Chunk]) -> Draft | None:
    """≥500件, 覆盖15个乡镇, 同比增长5%以上."""
    at = place(found, c.MEASURE)
    number: Measure = found[at].meaning
    draft = Draft("measure")
    draft.take(number)
    said = gather(draft, others(found, at))
    if number.vague:
        said.append(Said(number.vague, vague=True))
    if day_of_month(found, at) or not settle(draft, said):
        return None
    if counts_nothing(draft, found, at) or is_year(number) or _is_version(number):
        return None
    if number.shared.per == ("次",) and number.unit is not None and number.unit.iso:
        return _once_in(draft, number) if not said else None
    if number.highest is not None:
        return _ten_and_some(draft, number) if not said else None
    draft.number = number.number
    _doubt_label(draft, found, at)
    return draft


def day_of_month(found: Sequence[Chunk], at: int) -> bool:
    """每月5日: which day, not how many."""
    monthly = any(chunk.letter == c.EACH and chunk.meaning.period == "P1M" for chunk in found[:at])
    return monthly and found[at].meaning.unit_text == "日"


def is_year(number: Measure) -> bool:
    """2023学年, 2024年 where no date was seen: which one, not how many."""
    return (
        number.unit is not None
        and number.unit.name in ("年", "学年", "学期")
        and 1900 <= number.number <= 2100
    )


def _is_version(number: Measure) -> bool:
    """2.0版: which one, not how many."""
    return number.unit_text == "版" and number.scale is None and number.number.as_tuple().exponent != 0


def could_be_year(number: Decimal) -> bool:
    """2024 without a unit: a year as well as a number."""
    return 1990 <= number <= 2050


def _once_in(draft: Draft, number: Measure) -> Draft | None:
    """1年/次, 半年/次: once in that time; 3天/次 may be how long each lasts."""
    unit = number.unit
    if unit is None or unit.name not in ("年", "季度", "月", "周"):
        draft.number = number.number
        draft.doubt("unit_ambiguous")
        return draft
    period = times_iso(unit.iso, number.number)
    if period is None:
        return None
    draft.rule, draft.unit, draft.shared = "times_in_span", units()["次"], Shared(period=period)
    draft.number, draft.comparator = Decimal(1), "eq"
    return draft


def counts_nothing(draft: Draft, found: Sequence[Chunk], at: int) -> bool:
    """A number without a unit among words: part of a word (二级), a mark (指标1:), or of something unknown."""
    if found[at].meaning.unit is not None or found[at].meaning.shared != NOT_SHARED:
        return False
    spoken = found[at].text[0] in HAN and found[at].text != "零"
    following = found[at + 1] if at + 1 < len(found) else None
    if spoken and (draft.label or draft.shared != NOT_SHARED):
        return True  # 每周五
    if draft.comparator is None and draft.label and draft.label[-1].endswith(_NUMBERED):
        return True
    if draft.comparator is None and any(chunk.letter == c.SEPARATOR for chunk in found):
        return True
    if following is not None and following.letter == c.LABEL:
        if following.text[0] in ":号" or following.text[0].isascii():
            return True
        draft.doubt("unit_unknown")  # 15乡镇
    return False


def _ten_and_some(draft: Draft, number: Measure) -> Draft:
    """十几次: 11 to 19."""
    draft.comparator, draft.approximate = "range", True
    draft.lower, draft.upper = number.number, number.highest
    return draft


def _doubt_label(draft: Draft, found: Sequence[Chunk], at: int) -> None:
    """What the words beside the number make doubtful."""
    number: Measure = found[at].meaning
    doubt_age(draft)
    if number.unit is None and draft.label and could_be_year(number.number):
        draft.doubt("date_or_number")
    for index, chunk in enumerate(found[:at]):
        between = "".join(other.text for other in found[index:at] if other.letter == c.LABEL)
        if chunk.letter == c.LABEL and index == at - 1 and chunk.text.endswith("各") and len(chunk.text) > 2:
            draft.doubt("within_sentence")  # 早晚各1次: so many in each of some
        if chunk.letter == c.BEFORE and between and between not in _LINKS:
            draft.doubt("comparator_apart")
    doubt_sentence(draft)


def doubt_age(draft: Draft, *, beside: bool = False) -> None:
    """年满60周岁的老人: who is meant, more often than what is to be reached; so too `beside` another value."""
    if draft.unit is not None and draft.unit.name in _AGES and (draft.label or beside):
        draft.doubt("within_sentence")


def when(found: Sequence[Chunk]) -> Draft | None:
    """上半年≥91%, 第一季度3次: a part of the year without a year of its own says when, and stands in the label."""
    at = place(found, c.DATE)
    compared = found[at].meaning.shape == "year" and at and found[at - 1].text.endswith(("较", "比"))
    if found[at].meaning.shape not in PARTS_OF_YEAR and not compared:
        return None
    following = found[at + 1]
    if following.letter == c.MEASURE and following.meaning.kind == "duration":
        return None
    draft = measure(found)
    if draft is not None:
        draft.rule = "when"
    return draft


PARTS_OF_YEAR = ("half", "quarter", "first_quarters")


def ratio(found: Sequence[Chunk]) -> Draft | None:
    """1:13.5, its quotient to 6 places."""
    at = place(found, c.RATIO)
    draft = Draft("ratio", kind="ratio")
    if not settle(draft, gather(draft, others(found, at))):
        return None
    if _clock(found[at].text) and not any("比" in text for text in draft.label):
        draft.doubt("ratio_or_time")
    left, right = found[at].meaning
    draft.number = _QUOTIENT.divide(left, right).quantize(Decimal("0.000001"), context=_QUOTIENT)
    draft.exact = found[at].text
    return draft


_QUOTIENT = Context(prec=60)


def _clock(text: str) -> bool:
    """Could be a time of the day, 8:30."""
    hour, minute = text.split(":")
    return (
        hour.isdigit() and 5 <= int(hour) <= 24 and len(minute) == 2 and minute.isdigit() and int(minute) < 60
    )


def rank(found: Sequence[Chunk]) -> Draft | None:
    """全省前3名, 第一名. `不低于第5名` is refused: a better rank is a lower number."""
    at = place(found, c.RANK)
    comparator, number, unit = found[at].meaning
    draft = Draft("rank", kind="rank", comparator=comparator, number=number)
    draft.unit = units().get(unit) if unit else None
    said = {name for name, _ in gather(draft, others(found, at))}
    if not said <= {"le", "eq"}:
        return None
    if "le" in said:
        draft.comparator = "le"
    return draft
