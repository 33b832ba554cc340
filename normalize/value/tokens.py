"""A folded text to tokens, in one pass: the longest word of the vocabularies at each place, numbers, dates.

Each token has a letter that says what it may be; rules.py reads values off the sequence of letters.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from jixiao.forms.text import squeeze
from jixiao.forms.words import load, raw
from normalize.value import dates
from normalize.value.numerals import ARABIC, DIGITS, HAN, LONGEST, SCALES, TENS, han
from normalize.value.units import units


class Token(NamedTuple):
    """A piece of the text. `meaning` depends on the letter: a Decimal, a Unit, a Span, a name of ours."""

    letter: str
    text: str
    meaning: Any = None


# Letters of tokens.
NUMBER = "n"  # Decimal
SCALE = "s"  # power of ten: 万, 亿
UNIT = "u"  # Unit
SHARE = "h"  # 百分之: Decimal, what one part is in percent points
FRACTION = "f"  # 分之
BEFORE = "c"  # comparator before the number
AFTER = "e"  # comparator after the number
NEARLY = "j"  # 近
VAGUE = "v"  # 余, 多
CHANGE = "g"  # increase, decrease
BASIS = "b"  # year_on_year, period_on_period
EACH = "E"  # 每
AVERAGE = "t"  # 人均: the noun
AVERAGE_PERIOD = "T"  # 年均: ISO duration
HABIT = "H"  # 按月: ISO duration
WHOLE_YEAR = "W"  # 全年
DATE = "Y"  # Span
UNTIL = "k"  # 前, 之前
UNTIL_PREFIX = "K"  # 截至
SINCE = "A"  # 起, 之后
CURRENCY = "m"  # ¥: Unit
DASH = "d"
PLUS_MINUS = "p"
SLASH = "/"
OPEN = "("
CLOSE = ")"
COLON = ":"
SEPARATOR = "q"  # hard, or soft: separates values only where it stands between two
VARIABLE = "x"
ORDINAL = "o"  # 第
HALF = "F"  # 半 after a unit: 一年半
HALVES = "r"  # 一半: Decimal, in percent points
BLANKS = "*"  # a place that nobody filled: **
NEGATION = "!"
SEVERAL = "i"  # 几 after a ten
DAMAGE = "D"  # a sign of damage: 12万兀, 12,34
UNCLEAR = "y"  # well written, and no one number or day: 若干, 0731, 2月30日
MISUSED = "Z"  # 》 where ≥ or > was meant
WORD = "w"  # a listed word that states no number though it may look like one
LABEL = "l"  # everything else

_PUNCTUATION = {
    ":": COLON, "比": COLON, "/": SLASH, "\\": SLASH, "∕": SLASH, "⁄": SLASH, "·": SLASH, "*": SLASH,
    "(": OPEN, ")": CLOSE, "[": OPEN, "]": CLOSE, "【": OPEN, "】": CLOSE, "「": OPEN, "」": CLOSE,
}  # fmt: skip


@cache
def lexicon() -> dict[str, tuple[tuple[int, ...], dict[str, Token]]]:
    """{first character: (lengths, longest first; {word: its token})} of all vocabularies.

    A word of several uses has the letter of the first that `_words` lists; binding.py asks for the others by text.
    """
    table: dict[str, dict[str, Token]] = defaultdict(dict)
    for word, letter, meaning in _words():
        table[word[0]].setdefault(word, Token(letter, word, meaning))
    return {first: (tuple(sorted({*map(len, words)}, reverse=True)), words) for first, words in table.items()}


def _words() -> Iterator[tuple[str, str, Any]]:
    listed = raw("value_words")
    for section in (listed["innocent"]["words"], listed["negation"]["harmless"], listed["states"]["words"]):
        yield from ((squeeze(word), WORD, None) for word in section)
    yield from _FIXED
    yield from ((word, UNIT, unit) for word, unit in units().items())
    for file, section, letter in _SECTIONS:
        yield from ((word, letter, name) for word, name in load(file, section).items())
    yield from ((word, SCALE, power) for word, power in SCALES.items())
    for sign, letter in _PUNCTUATION.items():
        yield sign, letter, None
    yield from ((squeeze(word), NEGATION, None) for word in listed["negation"]["words"])
    yield from ((squeeze(mark), BLANKS, None) for mark in raw("qualities")["placeholders"]["marks"])
    yield from ((squeeze(mark), DAMAGE, None) for mark in raw("qualities")["damage"]["marks"])
    yield from ((squeeze(word), UNCLEAR, None) for word in raw("numerals")["unclear"]["words"])
    yield from ((sign, MISUSED, None) for sign in raw("comparators")["misused"]["signs"])


_FIXED = (
    ("百分之", SHARE, Decimal(1)),
    ("千分之", SHARE, Decimal("0.1")),
    ("万分之", SHARE, Decimal("0.01")),
    ("\n", SEPARATOR, "hard"),  # a vocabulary cannot hold it
    ("分之", FRACTION, None),
    ("一半", HALVES, Decimal(50)),
    ("半数", HALVES, Decimal(50)),
    ("半", HALF, Decimal("0.5")),
    ("几", SEVERAL, None),
)
_SECTIONS = (
    ("comparators", "before", BEFORE),
    ("comparators", "after", AFTER),
    ("comparators", "nearly", NEARLY),
    ("comparators", "vague", VAGUE),
    ("comparators", "tolerance", PLUS_MINUS),
    ("value_words", "ordinal", ORDINAL),
    ("value_words", "habit", HABIT),
    ("value_words", "whole_year", WHOLE_YEAR),
    ("value_words", "since", SINCE),
    ("value_words", "until", UNTIL),
    ("comparators", "range", DASH),
    ("value_words", "until_prefix", UNTIL_PREFIX),
    ("value_words", "change_basis", BASIS),
    ("value_words", "change", CHANGE),
    ("value_words", "each", EACH),
    ("value_words", "average_period", AVERAGE_PERIOD),
    ("value_words", "average", AVERAGE),
    ("value_words", "currency", CURRENCY),
    ("value_words", "separator", SEPARATOR),
    ("comparators", "variable", VARIABLE),
)

_DATE_STARTS = frozenset("0123456789年上下第前本当今次明去Q" + HAN)
_LETTERS = re.compile(r"[A-Za-zΑ-ω]+")  # Latin and Greek: the m2 in μm2 is no square metre
_HAN_NUMBER = re.compile(rf"[{''.join((*DIGITS, *TENS))}十拾][{HAN}]*(?:点[{''.join(DIGITS)}]+)?")
_DIGITS = re.compile(r"[0-9.,]*[0-9]")
_DIGIT = frozenset("0123456789")
_ALNUM = _DIGIT | frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def tokenise(text: str) -> list[Token]:
    """The tokens of a prepared text (prepare.py); joined, their texts are the text again."""
    tokens: list[Token] = []
    table = lexicon()
    dated = dates.LIKELY.search(text) is not None
    position = label = 0
    end = len(text)
    while position < end:
        character = text[position]
        token = None
        if dated and character in _DATE_STARTS:
            token = _date(text, position)
        if token is None:
            entry = table.get(character)
            token = _word(text, position, *entry) if entry else None
        if token is not None and token.letter == WHOLE_YEAR and label == position and _counted(tokens):
            token = table["年"][1]["年"]  # 两年内, not 年内
        if token is None or (token.letter == SCALE and character in HAN):
            token = _number(text, position, character) or token
        if token is None:
            run = _LETTERS.match(text, position)
            position = run.end() if run else position + 1
            continue
        if label < position:
            tokens.append(Token(LABEL, text[label:position]))
        tokens.append(token)
        position = label = position + len(token.text)
    if label < end:
        tokens.append(Token(LABEL, text[label:end]))
    return tokens


def _counted(tokens: list[Token]) -> bool:
    return bool(tokens) and tokens[-1].letter in (NUMBER, HALF, SEVERAL)


def _date(text: str, position: int) -> Token | None:
    """A calendar expression; one that no calendar has is none that could be read."""
    if position and text[position] in "0123456789" and text[position - 1] in "0123456789.":
        return None
    found = dates.scan(text, position)
    if found is None:
        return None
    span, end = found
    return Token(DATE if span.possible else UNCLEAR, text[position:end], span)


def _word(text: str, position: int, lengths: tuple[int, ...], words: dict[str, Token]) -> Token | None:
    """The longest listed word here; one of letters or digits must not go on in letters or digits."""
    for length in lengths:
        token = words.get(text[position : position + length])
        if token is not None and not (
            (token.text[-1] in _ALNUM and _goes_on(token, text[position + length : position + length + 1]))
            or (token.text[0] in _DIGIT and position and text[position - 1] in _ALNUM)
        ):
            return token
    return None


def _goes_on(token: Token, following: str) -> bool:
    """Do letters or digits go on behind a word? An amount may follow the code of its currency: RMB500."""
    amount = token.letter == UNIT and token.meaning.kind == "money" and following in _DIGIT
    return following in _ALNUM and not amount


def _without_start_of_unit(text: str, position: int, numeral: str) -> str:
    """五千瓦时 is five of 千瓦时: the last character may begin the unit."""
    last = numeral[-1]
    if len(numeral) == 1 or last not in SCALES:
        return numeral
    lengths, words = lexicon()[last]
    start = position + len(numeral) - 1
    token = _word(text, start, tuple(length for length in lengths if length > 1), words)
    return numeral[:-1] if token is not None and token.letter == UNIT else numeral


def _number(text: str, position: int, character: str) -> Token | None:
    """A number in Arabic digits or in Chinese numerals; digits that form none are damage."""
    if character in _DIGIT:
        match = ARABIC.match(text, position)
        if match is None:
            digits = _DIGITS.match(text, position)
            return Token(DAMAGE, digits[0]) if digits else None
        if len(match[0]) > LONGEST or (match[0][0] == "0" and match[0][1:2] in _DIGIT):
            return Token(UNCLEAR, match[0])  # 0731 is a code
        return Token(NUMBER, match[0], Decimal(match[0].replace(",", "")))
    if character in HAN:
        match = _HAN_NUMBER.match(text, position)
        if match is None:
            return None
        word = _without_start_of_unit(text, position, match[0])
        value = han(word)
        return Token(UNCLEAR, word) if value is None else Token(NUMBER, word, value)
    return None
