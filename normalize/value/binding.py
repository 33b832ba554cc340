"""Words that bind to a number or a date beside them: 以上, 约, 前, 起, 至. Where they find none they are label."""

from __future__ import annotations

from jixiao.forms.words import load
from normalize.value import tokens as t
from normalize.value.chunk import (
    ABOUT,
    AFTER,
    BEFORE,
    DAMAGE,
    DASH,
    DATE,
    INCLUSION,
    MEASURE,
    NEARLY,
    SEPARATOR,
    SINCE,
    UNCLEAR,
    UNTIL,
    UNTIL_PREFIX,
    VARIABLE,
)
from normalize.value.chunker import AFTER_MEASURE, VALUE_STARTS, Chunker
from normalize.value.tokens import Token

AFTER_WORDS = load("comparators", "after")
_UNTIL_WORDS = load("value_words", "until")
SINCE_WORDS = load("value_words", "since")
_SYMBOLS = frozenset("≥≤<>=≈")
_RECENT = frozenset({"年", "月", "周", "天", "季度"})


def before(chunker: Chunker, token: Token) -> None:
    """≥, 不低于, 约, 超 before a number; those that also stand behind one (不足) bind there."""
    if chunker.last() in AFTER_MEASURE and token.text in AFTER_WORDS:
        chunker.add(AFTER, token.text, AFTER_WORDS[token.text])
    elif token.meaning == "approx":
        near = chunker.letter() in VALUE_STARTS or chunker.letter() in (t.BEFORE, t.DATE, t.NEARLY)
        chunker.add(ABOUT, token.text) if near else chunker.label(token.text)
    elif len(token.text) == 1 and token.text not in _SYMBOLS and chunker.letter() not in VALUE_STARTS:
        chunker.label(token.text)  # 超 in 超限
    else:
        chunker.add(BEFORE, token.text, token.meaning)


def after(chunker: Chunker, token: Token) -> None:
    """以上, 左右 behind a number; 内, 起 behind a date."""
    if chunker.last() in AFTER_MEASURE:
        if token.meaning == "approx":
            chunker.add(ABOUT, token.text)
        else:
            chunker.add(AFTER, token.text, token.meaning)
    elif chunker.last() == DATE and token.meaning == "approx":
        chunker.add(ABOUT, token.text)
    elif chunker.last() == DATE and token.text in _UNTIL_WORDS:
        chunker.add(UNTIL, token.text)
    elif chunker.last() == DATE and token.text in SINCE_WORDS:
        chunker.add(SINCE, token.text)
    else:
        chunker.label(token.text)


def nearly(chunker: Chunker, token: Token) -> None:
    """近3000人; 近三年 names no number."""
    if chunker.letter(2) == t.UNIT and chunker.tokens[chunker.at + 2].meaning.name in _RECENT:
        chunker.add(UNCLEAR, token.text)  # 近三年: the last three years
    elif chunker.letter() in VALUE_STARTS:
        chunker.add(NEARLY, token.text)
    else:
        chunker.label(token.text)


def until(chunker: Chunker, token: Token) -> None:
    """前, 之内, 截止: behind a date, behind a number, or before a date."""
    if chunker.last() == DATE:
        chunker.add(UNTIL, token.text)
    elif chunker.last() == MEASURE and token.text in AFTER_WORDS:
        chunker.add(AFTER, token.text, AFTER_WORDS[token.text])
    elif chunker.last() == MEASURE and "前" in token.text:
        chunker.add(UNTIL, token.text)
    else:
        until_prefix(chunker, token)


def until_prefix(chunker: Chunker, token: Token) -> None:
    """截至, 最迟 before a date."""
    if chunker.letter() == t.DATE:
        chunker.add(UNTIL_PREFIX, token.text)
    else:
        chunker.label(token.text)


def beginning(chunker: Chunker, token: Token) -> None:
    """起, 后 behind a date."""
    if chunker.last() == DATE:
        chunker.add(SINCE, token.text)
    else:
        chunker.label(token.text)


def dash(chunker: Chunker, token: Token) -> None:
    """Between the two ends of a range; a minus before a number; at the edge of one the other end is missing."""
    negative = chunker.text() == "-" and chunker.letter(2) == t.NUMBER and token.text != "-"
    follows = chunker.letter() in VALUE_STARTS or chunker.letter() == t.DATE or negative
    if chunker.last() in (MEASURE, DATE, AFTER, SINCE, INCLUSION) and follows:
        chunker.add(DASH, token.text)
    elif (
        token.text == "-" and chunker.letter() == t.NUMBER and chunker.last() in ("", BEFORE, SEPARATOR, DASH)
    ):
        measure = chunker.measure(chunker.tokens[chunker.at + 1], skipped=1)
        measure.number = -measure.number
    elif token.text[0] in "-~" and (
        chunker.letter() in VALUE_STARTS or (chunker.last() == MEASURE and chunker.letter() in ("", t.UNIT))
    ):
        chunker.add(DAMAGE, token.text)  # the other end is missing
    else:
        chunker.label(token.text)


def variable(chunker: Chunker, token: Token) -> None:
    """X between two bounds."""
    if chunker.last() == BEFORE or chunker.letter() == t.BEFORE:
        chunker.add(VARIABLE, token.text)
    else:
        chunker.label(token.text)


def separator(chunker: Chunker, token: Token) -> None:
    """、 and ; part values wherever they stand, 和 and 及 only between two."""
    starts = chunker.letter() in VALUE_STARTS or chunker.letter() in (t.BEFORE, t.DATE)
    if token.meaning == "hard" or ((chunker.last() in AFTER_MEASURE or chunker.last() == DATE) and starts):
        chunker.add(SEPARATOR, token.text)
    else:
        chunker.label(token.text)
