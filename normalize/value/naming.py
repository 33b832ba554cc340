"""Numerals and signs that belong to a name: 一类幼儿园, 第5期, GB50378. Which one is not how many."""

from __future__ import annotations

import re

from jixiao.forms.words import raw
from normalize.value import binding
from normalize.value import tokens as t
from normalize.value.chunk import (
    BASIS,
    CHANGE,
    DATE,
    LABEL,
    MEASURE,
    RANK,
    REMARK,
    SEPARATOR,
    UNCLEAR,
    WHOLE_YEAR,
)
from normalize.value.chunker import AFTER_MEASURE, NUMBER_STARTS, PROSE, Chunker
from normalize.value.tokens import Token

# Signs of money, arrows, signs of mathematics but the tick √, triangles that mean minus.
_SIGN = re.compile("[\u20a0-\u20cf¢£\u2190-\u2219\u221b-\u22ff△▽▲▼]")
# A number right behind one of these belongs to it: GB50378, 7×24.
_JOINED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+^×=#&@.$_<>/")
_NAME_IN_LETTERS = re.compile("[A-Z]{2}$")
_EQUIPMENT = frozenset(raw("value_words")["equipment"]["units"])
_CLASSES = raw("value_words")["classes"]
_CLASS_UNITS = frozenset(_CLASSES["units"])
_CLASS_STARTS = tuple(_CLASSES["starts"])
_CERTAIN_CLASS = tuple(_CLASSES["certain"])
_COUNTED = tuple(_CLASSES["counted"])
_CLASS_MAY_FOLLOW = frozenset(("", LABEL, SEPARATOR, DATE, WHOLE_YEAR))
_CLASS_NUMERALS = frozenset("一二三四五六七八九十")
_SIZE_NOUNS = tuple(raw("value_words")["sizes"]["nouns"])
_SIDES = tuple(raw("value_words")["sizes"]["sides"])
_SIZE_UNITS = frozenset(raw("value_words")["sizes"]["units"])
_RANKS = frozenset(raw("value_words")["ordinal_units"]["words"])


def words(chunker: Chunker, token: Token) -> None:
    """Unlisted words; a sign that touches the number may change it (€500, △3%)."""
    before = chunker.letter() in NUMBER_STARTS and _SIGN.match(token.text[-1])
    behind = chunker.last() in AFTER_MEASURE and (token.text[0] == "+" or _SIGN.match(token.text))
    if token.text == "+" and chunker.last() == BASIS:
        chunker.add(CHANGE, token.text, "increase")  # 同比+5%
    elif before or behind:
        chunker.add(UNCLEAR, token.text)
    else:
        chunker.label(token.text)


def joined(chunker: Chunker) -> bool:
    """Does the text before the number hold on to it?"""
    return (
        chunker.last() == LABEL
        and not _listed(chunker)
        and chunker.found[-1].text[-1] in _JOINED
        and chunker.found[-1].text != "+"
    )


def _listed(chunker: Chunker) -> bool:
    """Is the token before a listed word (pH 6)?"""
    return chunker.at > 0 and chunker.tokens[chunker.at - 1].letter == t.WORD


def equipment(chunker: Chunker) -> bool:
    """CT1台, 智能LED200盏: at least two capitals, and a measure word of equipment."""
    return bool(_NAME_IN_LETTERS.search(chunker.found[-1].text)) and chunker.text() in _EQUIPMENT


def names_class(chunker: Chunker, token: Token) -> bool:
    """一类幼儿园, 十二届全会, 二级公路: which one, not how many; 两类 always counts."""
    if not _CLASS_NUMERALS.issuperset(token.text):
        return False
    if chunker.last() not in _CLASS_MAY_FOLLOW:
        return False
    if chunker.letter() == t.UNIT and chunker.text() in _CLASS_UNITS:
        counted = chunker.last() == LABEL and chunker.found[-1].text.endswith(_COUNTED)
        return not counted and (chunker.letter(2) in PROSE or chunker.letter(2) == t.UNIT)
    return chunker.letter() == t.LABEL and chunker.text().startswith(_CLASS_STARTS)


def class_name(chunker: Chunker, token: Token) -> None:
    """Words beside a count, certain for 等 only; without a count nobody knows."""
    certain = chunker.text().startswith(_CERTAIN_CLASS)
    counted = any(piece.letter == t.NUMBER for piece in chunker.tokens[chunker.at + 1 :])
    used = chunker.noun_ends(1)
    if certain and counted:
        chunker.label(chunker.ahead(used), used=used)
    else:
        chunker.add(REMARK, chunker.ahead(used), used=used)


def names_size(chunker: Chunker) -> bool:
    """15分钟生活圈, 10千伏线路, 6米宽水泥路3公里: does a number with its unit say what a thing is, not how much?"""
    if chunker.letter(2) not in PROSE:
        return False
    if chunker.tokens[chunker.at + 1].meaning.name in _SIZE_UNITS:
        return True
    ends = chunker.noun_ends(2)
    sided = chunker.text(2).startswith(_SIDES) and chunker.letter(ends) == t.NUMBER
    return sided or chunker.ahead(ends).endswith(_SIZE_NOUNS)


def size_name(chunker: Chunker) -> None:
    """Words that hold a number, beside a count."""
    used = chunker.noun_ends(2)
    chunker.add(REMARK, chunker.ahead(used), used=used)


def ordinal(chunker: Chunker, token: Token) -> None:
    """第3名, 前十."""
    if token.text == "前" and chunker.last() in (DATE, MEASURE):
        binding.until(chunker, token)
        return
    number = chunker.tokens[chunker.at + 1].meaning if chunker.letter() == t.NUMBER else None
    if number is None:
        chunker.label(token.text)
        return
    comparator = "le" if token.text == "前" else "eq"
    unit = chunker.text(2)
    ranked = unit in _RANKS
    last = not unit or chunker.letter(2) in (t.AFTER, t.BEFORE, t.SEPARATOR, t.CLOSE)
    text = token.text + chunker.text(1) + (unit if ranked else "")
    if ranked or last or (token.text == "前" and unit == "%"):
        used = 2 if last and not ranked else 3
        chunker.add(RANK, text, (comparator, number, unit if used == 3 else None), used=used)
    else:
        chunker.add(UNCLEAR, text, used=2)  # 第5期, 前5项: which one, not how many
