"""Amounts of money, in yuan, by Decimal only: a unit printed beside the number wins; none is ever guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jixiao.forms.text import fold, squeeze
from jixiao.forms.words import load, raw
from normalize.value import numerals


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money and where it was stated: "cell", "row", "column", "form"; blank name: nowhere."""

    name: str = ""
    source: str = ""


NO_UNIT = Unit()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a money cell states.

    `number` is None where it states no amount; `yuan` is None there, and where no unit is known.
    `issue` is the code of a doubt (vocab/issues.toml), blank where there is none.
    """

    number: Decimal | None = None
    yuan: Decimal | None = None
    unit: Unit = NO_UNIT
    issue: str = ""


def read(text: str, unit: Unit = NO_UNIT) -> Reading:
    """The amount that a cell states; `unit` is what its row, column or form declares.

    A number with a digit before or behind it that could change it is not read, and `issue` says so.

    >>> read("110.19", Unit("万元", "form")).yuan
    Decimal('1101900.00')
    >>> read("854万(道路400万元，绿化454万元)").issue
    'amount-breakdown'
    >>> read("—").number, read("59.79%").number, read("1030 700").issue
    (None, None, 'amount-unread')
    """
    folded = _BLANKS_AT_WORDS.sub("", fold(text)).strip()
    if not _DIGIT.search(folded):
        return _in_words(folded)
    match = _amount().match(folded)
    if match is None:
        return _only_one_inside(folded)
    rest = folded[match.end() :]
    if not match["unit"] and rest.startswith("%"):
        return Reading()
    issue = _issue_of_rest(match, rest)
    if issue == "amount-unread":
        return Reading(issue=issue)
    return _in_yuan(match, unit, issue or ("amount-approximate" if match["about"] else ""))


def standard_unit(text: str) -> str:
    """The unit of money in standard words; blank where the text is none.

    >>> standard_unit("万 元"), standard_unit("公里")
    ('万元', '')
    """
    return load("money", "unit").get(squeeze(text), "")


_DIGIT = re.compile(r"\d")
# 百余万元, 三万五: some amount, in Chinese numerals.
_SPOKEN = re.compile("[一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟][余多几]?[万亿元圆]")
# White space stays where it separates digits: two numbers must not become one.
_BLANKS_AT_WORDS = re.compile(r"(?<![\d.,])\s+|\s+(?![\d.,])")
_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


@cache
def _amount() -> re.Pattern[str]:
    """An amount at the start of a text: prefix, number, unit (in brackets or not)."""
    prefix = load("money", "prefix")
    plain, about = (
        _any(word for word, kind in prefix.items() if kind == k) for k in ("plain", "approximate")
    )
    unit = _any(load("money", "unit"))
    return re.compile(
        rf"(?:{plain})*(?P<about>{about})?(?P<number>{_NUMBER})(?:(?P<unit>{unit})|\((?P<bracketed>{unit})\))?整?[。;]?"
    )


@cache
def _words() -> re.Pattern[str]:
    """Chinese numerals with yuan behind them."""
    plain = _any(word for word, kind in load("money", "prefix").items() if kind == "plain")
    return re.compile(rf"(?:{plain})*(?P<number>[^元圆]+?)(?P<yuan>[元圆])?整?[。;]?")


@cache
def _with_unit() -> re.Pattern[str]:
    """An amount anywhere in a text, its unit beside it."""
    return re.compile(
        rf"(?<![\d.,])(?P<number>{_NUMBER})(?P<unit>{_any(load('money', 'unit'))})(?P<bracketed>)"
    )


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(_any(load("money", "foreign")))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _issue_of_rest(match: re.Match[str], rest: str) -> str:
    """What the text behind the amount means for it."""
    if not rest:
        return ""
    printed = match[0].strip()
    if rest.strip() == printed or (match["unit"] and rest.startswith(printed)):
        return "amount-doubled"
    if rest[0] in ".,/×*+-~" or _DIGIT.match(rest.strip()) or _foreign().match(rest):
        return "amount-unread"
    if match["unit"] or rest[0] in "([{;。":
        return "amount-breakdown"
    return "amount-unread"


def _in_words(text: str) -> Reading:
    """An amount in Chinese numerals, which state their own scale: 捌佰伍拾肆万元整. A bare 三 is none."""
    match = _words().fullmatch(text)
    number = numerals.number(match["number"]) if match else None
    if match is None or number is None or not (match["yuan"] or match["number"][-1] in "万亿"):
        return Reading(issue="amount-unread" if _SPOKEN.search(text) else "")
    return Reading(number, number, Unit("元", "cell"))


def _only_one_inside(text: str) -> Reading:
    """The amount inside a text that starts otherwise, where its unit is printed and there is no other."""
    amounts = list(_with_unit().finditer(text))
    if (
        len(amounts) != 1
        or _foreign().match(text, amounts[0].end())
        or text[amounts[0].end() :].startswith("/")
    ):
        return Reading(issue="amount-unread")
    return _in_yuan(amounts[0], NO_UNIT, "amount-in-text")


def _in_yuan(match: re.Match[str], declared: Unit, issue: str) -> Reading:
    if len(match["number"]) > numerals.LONGEST:
        return Reading(issue="amount-unread")
    number = Decimal(match["number"].replace(",", ""))
    printed = standard_unit(match["unit"] or match["bracketed"] or "")
    unit = Unit(printed, "cell") if printed else declared
    yuan = numerals.times_ten(number, raw("money")["power"][unit.name]) if unit.name else None
    return Reading(number, yuan, unit if unit.name else NO_UNIT, issue)
