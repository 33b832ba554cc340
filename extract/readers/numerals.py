"""Numbers of lists, as they are printed: 3 is `3`, `三`, `③`, `III` …

The names are those of WordprocessingML (ECMA-376 part 1, 17.18.59 ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LONGEST = 9_999  # a number beyond this is written in digits in every format


def numeral(number: int, kind: str) -> str:
    """The number as a list of this kind prints it; in digits where the kind has no such number.

    >>> [numeral(12, kind) for kind in ("decimal", "chineseCounting", "decimalEnclosedCircle", "upperRoman")]
    ['12', '十二', '⑫', 'XII']
    >>> numeral(3, "none"), numeral(3, "bullet")
    ('', '')
    """
    if kind in ("none", "bullet"):
        return ""
    make = _KINDS.get(kind, str)
    return (make(number) or str(number)) if 0 < number <= _LONGEST else str(number)


def _counted(number: int, digits: str, powers: str) -> str:
    """Chinese counting to thousands: 105 is 一百零五, 12 is 十二."""
    text, gap = "", False
    for power, name in zip((1000, 100, 10, 1), powers, strict=True):
        digit = number // power % 10
        if digit and gap:
            text += "零"
        if digit:
            text += digits[digit] + name.strip()
        gap = bool(text) and not digit
    return text


def _chinese(number: int) -> str:
    return _counted(number, _DIGITS, "千百十 ").removeprefix("一" if 10 <= number < 20 else "")


def _legal(number: int) -> str:
    return _counted(number, _LEGAL_DIGITS, "仟佰拾 ")


def _row(first: str, count: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode, such as ① to ⑳."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else ""


def _circle(number: int) -> str:
    for first, last, character in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(character) + number - first)
    return ""


def _letters(number: int) -> str:
    """`Z` is followed by `AA`, as Word counts."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 26 * 30 else ""


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else ""


_KINDS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord("０") + int(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _circle,
    "decimalEnclosedCircleChinese": _circle,
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "koreanCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "taiwaneseDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ordinal": str,
}
