"""Numbers in Chinese numerals, as the formats [DBNum1] to [DBNum3] of a spreadsheet show them."""

from __future__ import annotations

from functools import cache
from typing import Any

from jixiao.forms.words import raw

_GROUP = 4  # digits to a myriad


def digits_in(text: str, style: str) -> str:
    """The digits of a text one by one in a style; as it stands for no style.

    >>> digits_in("2024", "DBNum1"), digits_in("2024", "")
    ('二〇二四', '2024')
    """
    return text.translate(_table(style)) if style else text


def numeral(text: str, style: str) -> str:
    """A plain decimal number, spoken: tens, hundreds, thousands, myriads; digit by digit after the point.

    >>> numeral("12030", "DBNum1"), numeral("1200.5", "DBNum2"), numeral("0", "DBNum1")
    ('一万二千〇三十', '壹仟贰佰.伍', '〇')
    """
    if not style:
        return text
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, places = digits.partition(".")
    words = _words(style)
    if len(whole) > _GROUP * len(words["myriads"]):
        return digits_in(text, style)
    return sign + (_spoken(whole, words) or words["digits"][0]) + point + digits_in(places, style)


def _spoken(whole: str, words: dict[str, Any]) -> str:
    """The whole part; one zero for each gap between digits, none at the end."""
    spoken, gap = "", False
    for at, digit in enumerate(whole):
        myriad, place = divmod(len(whole) - 1 - at, _GROUP)
        if digit == "0":
            gap = True
        else:
            zero = words["digits"][0] if gap and spoken else ""
            spoken += zero + words["digits"][int(digit)] + words["places"][place]
            gap = False
        group = whole[max(0, at + 1 - _GROUP) : at + 1]
        if place == 0 and group.strip("0"):
            spoken += words["myriads"][myriad]
    return spoken


@cache
def _table(style: str) -> dict[int, str]:
    return {ord(str(number)): digit for number, digit in enumerate(_words(style)["digits"])}


def _words(style: str) -> dict[str, Any]:
    words: dict[str, Any] = raw("numberformat")["numerals"][style]
    return words
