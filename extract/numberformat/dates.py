"""A serial number as a date or a time of day, under one section of a format."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from extract.numberformat.numerals import digits_in, numeral
from extract.numberformat.numeric import rounded
from extract.numberformat.sections import Section, Token
from jixiao.forms.words import raw

_DAY_1900, _DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_DAY_ZERO = _DAY_1900.toordinal()
_LAST_DAY = 2958465  # 9999-12-31


def serial(text: str, *, date1904: bool = False) -> float:
    """The serial number of an ISO date, as formats show it. Raises ValueError.

    >>> serial("2021-12-31T18:00:00.000"), serial("2021-12-31", date1904=True)
    (44561.75, 43099.0)
    """
    days = datetime.fromisoformat(text).replace(tzinfo=None) - (_DAY_1904 if date1904 else _DAY_1900)
    return float(days / timedelta(days=1))


class Moment(NamedTuple):
    """A serial number as a calendar and a clock show it."""

    year: int
    month: int
    day: int
    weekday: int  # Monday is 0
    seconds: Decimal  # of the day
    total: Decimal  # seconds since day 0, for [h]


def moment_of(number: Decimal, section: Section) -> Moment | None:
    """The moment of a serial number in the 1900 system, rounded to what the section shows; None out of range.

    Day 60 is the 29 February 1900 that never was, and day 0 is 1900/1/0: so Excel counts.
    """
    split = max((len(token.text) - 1 for token in section.tokens if token.kind == "split"), default=0)
    if not 0 <= number < _LAST_DAY + 1:
        return None
    total = rounded(number * 86400, split)
    serial = int(total // 86400)
    if serial in (0, 60):
        year, month, day = (1900, 1, 0) if serial == 0 else (1900, 2, 29)
    else:
        shift = 1 if serial < 60 else 0
        found = date.fromordinal(min(_DAY_ZERO + serial + shift, date.max.toordinal()))
        year, month, day = found.year, found.month, found.day
    return Moment(year, month, day, (serial - 2) % 7, total % 86400, total)


def date_text(section: Section, moment: Moment) -> str:
    """The moment as the section shows it."""
    halves = any(token.kind == "half" for token in section.tokens)
    pieces = (_date_piece(token, moment, section, halves) for token in _with_minutes(section.tokens))
    return "".join(pieces).strip()


def _with_minutes(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The tokens, with `m` behind hours or before seconds turned into minutes."""
    parts = [token for token in tokens if token.kind in ("date", "elapsed")]
    marks = ["[" if token.kind == "elapsed" else token.text[0].lower() for token in parts]
    at = -1
    for token in tokens:
        at += token.kind in ("date", "elapsed")
        month = token.kind == "date" and marks[at] == "m" and len(token.text) < 3
        after_hour = month and at > 0 and marks[at - 1] in ("h", "[")
        before_second = month and at + 1 < len(marks) and marks[at + 1] == "s"
        yield Token("minute", token.text) if after_hour or before_second else token


def _date_piece(token: Token, moment: Moment, section: Section, halves: bool) -> str:
    kind, text = token
    if kind == "date":
        return _calendar(text.lower(), moment, section, halves)
    if kind == "minute":
        return _padded(int(moment.seconds // 60 % 60), text, section)
    if kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[text[0]]
        return f"{int(moment.total // unit):0{len(text)}d}"
    if kind == "split":
        return f"{moment.seconds % 1:.{len(text) - 1}f}"[1:]
    if kind == "half":
        return _half(text, moment, section)
    return text


def _calendar(text: str, moment: Moment, section: Section, halves: bool) -> str:
    """A year, month, day, hour or second token; `text` in small letters."""
    letter, width = text[0], len(text)
    if letter in "ye":
        year = f"{moment.year % 100:02d}" if letter == "y" and width <= 2 else f"{moment.year:04d}"
        return digits_in(year, section.numerals)
    if letter == "a" or (letter == "d" and width > 2):
        return _weekday(text, moment, section)
    if letter == "m" and width > 2:
        return _month_name(moment.month, width, section)
    hour = int(moment.seconds // 3600)
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "s": int(moment.seconds % 60)}
    number = (hour - 1) % 12 + 1 if letter == "h" and halves else numbers[letter]
    return _padded(number, text, section)


def _padded(number: int, text: str, section: Section) -> str:
    if not section.numerals:
        return f"{number:0{min(2, len(text))}d}"
    spoken = numeral(str(number), section.numerals)
    ten = numeral("10", section.numerals)
    bare = section.numerals == "DBNum1" and number < 20  # 十二月, not 一十二月
    return spoken.replace(ten, ten[1:], 1) if bare else spoken


def _weekday(text: str, moment: Moment, section: Section) -> str:
    words = raw("numberformat")["words"]
    day = str(words["weekdays"][moment.weekday])
    if text[0] == "a":
        return day if len(text) == 3 else words["week"] + day
    if section.chinese:
        return str(words["short_week" if len(text) == 3 else "week"]) + day
    return day_name[moment.weekday][: 3 if len(text) == 3 else None]


def _month_name(month: int, width: int, section: Section) -> str:
    if section.chinese:
        return f"{month}{raw('numberformat')['words']['month']}"
    return month_name[month][: {3: 3, 5: 1}.get(width)]


def _half(text: str, moment: Moment, section: Section) -> str:
    half = int(moment.seconds >= 43200)
    if text.isascii() and not section.chinese:
        return text.split("/")[half]
    return str(raw("numberformat")["words"]["halves"][half])
