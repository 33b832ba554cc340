"""What a quantity is shared among, or how often it comes: 每人, 人均, 季度1次, 500元补助/人."""

from __future__ import annotations

from jixiao.forms.words import raw
from normalize.value import measures
from normalize.value import tokens as t
from normalize.value.chunk import ABOUT, AFTER, EACH, LABEL, MEASURE, SEPARATOR, UNCLEAR
from normalize.value.chunker import AFTER_MEASURE, NUMBER_STARTS, VALUE_STARTS, Chunker
from normalize.value.measures import Shared
from normalize.value.tokens import Token
from normalize.value.units import units

_STATES = tuple(raw("value_words")["states"]["words"])


def each(chunker: Chunker, token: Token) -> None:
    """每人, 每两年, 每个季度: what follows is shared among."""
    start = chunker.at
    chunker.at += 1
    if chunker.letter(0) == t.DATE and chunker.tokens[chunker.at].meaning.shape == "end_of_this_year":
        chunker.add(EACH, token.text, Shared(period="P1Y"), used=0)  # 每年底前
        return
    shared = measures.denominator(chunker)
    if (
        shared is None
        and chunker.tokens[start + 1 : start + 2]
        and chunker.tokens[start + 1].letter in VALUE_STARTS
    ):
        chunker.at = start
        chunker.add(UNCLEAR, token.text)  # 每10人
    elif shared is None:
        chunker.at = start
        chunker.label(token.text)
    else:
        chunker.add(EACH, chunker.since(start), shared, used=0)


def average(chunker: Chunker, token: Token) -> None:
    """人均, 户均 before a number."""
    if _counts_percent(chunker):  # 人均收入增长10%: a rate, which nobody shares
        chunker.label(token.text)
    else:
        chunker.add(EACH, token.text, Shared((token.meaning,)))


def _counts_percent(chunker: Chunker) -> bool:
    """Is it a percentage that the next number states?"""
    ahead = 1
    while chunker.letter(ahead) not in ("", t.NUMBER):
        ahead += 1
    return (
        chunker.letter(ahead + 1) == t.UNIT
        and chunker.tokens[chunker.at + ahead + 1].meaning.kind == "percent"
    )


def average_period(chunker: Chunker, token: Token) -> None:
    """年均, 日均, 天天 before a number."""
    rate = chunker.letter() == t.CHANGE  # 年均增长5%: no sum for each year
    if rate or chunker.text().startswith(_STATES):  # 年均浓度: neither
        chunker.label(token.text)
    elif chunker.last() == LABEL and chunker.found[-1].text in units():
        noun = chunker.found.pop().text  # 户月均200元
        chunker.add(EACH, noun + token.text, Shared((noun,), token.meaning))
    else:
        chunker.add(EACH, token.text, Shared(period=token.meaning))


def slash(chunker: Chunker, token: Token) -> None:
    """Behind a measure it parts two values (10场/1000人), or says nothing that we know."""
    if _shares_over_words(chunker):
        each(chunker, token)
    elif chunker.last() in AFTER_MEASURE and chunker.letter() == t.WHOLE_YEAR:
        chunker.at += 1  # 6次/全年
    elif chunker.last() not in AFTER_MEASURE:
        chunker.label(token.text)
    elif chunker.last() in (AFTER, ABOUT) and chunker.letter() == t.UNIT:
        each(chunker, token)  # 2次以上/年
    elif token.text == "/" and chunker.letter() in NUMBER_STARTS and not _price_of_several(chunker):
        chunker.add(SEPARATOR, token.text)
    else:
        chunker.add(UNCLEAR, token.text)  # 300元/人*100人


def _shares_over_words(chunker: Chunker) -> bool:
    """500元补助/人, 500元补助/人/年, 每人/年500元; 15个村居/社区, 每村/社区 name two things."""
    if chunker.letter() != t.UNIT:
        return False
    time = bool(chunker.tokens[chunker.at + 1].meaning.iso)
    if chunker.last() == EACH:
        return time
    if "".join(chunk.letter for chunk in chunker.found[-2:]) != MEASURE + LABEL:
        return False
    return time or chunker.found[-2].meaning.kind not in ("", "count")


def _price_of_several(chunker: Chunker) -> bool:
    """3300元/2期: for two of them, no second value."""
    money = chunker.last() == MEASURE and chunker.found[-1].meaning.kind == "money"
    return money and chunker.letter(2) == t.UNIT and chunker.tokens[chunker.at + 2].meaning.kind == "count"


def leading_period(chunker: Chunker, token: Token) -> bool:
    """季度1次, 年人均3000元: a time in front of what is counted in each; 周3天 and 月30日 are none."""
    counted = next(
        (piece.meaning for piece in chunker.tokens[chunker.at + 1 :] if piece.letter == t.UNIT), None
    )
    starts = chunker.last() in ("", SEPARATOR) and chunker.letter() in NUMBER_STARTS
    return (
        token.meaning.iso[:2] not in ("", "PT")
        and (starts or chunker.letter() == t.AVERAGE)
        and counted is not None
        and counted.kind != "duration"
    )
