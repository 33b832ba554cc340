"""The text that a person saw in a spreadsheet cell: a number under its number format, as Excel shows it.

Source of the rules: ECMA-376 part 1, 18.8.31, and Excel with a Chinese surface. Three deviations, so that
nothing is lost: a whole number is never shortened to 1.23457E+11; a point with no digit after it is left out;
and blanks that only align a number in its column are left out.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import cache, cached_property, lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from extract.numerals import digits_in, numeral
from jixiao.forms.words import raw

GENERAL = "General"
_LONGEST_CODE = 255  # Excel takes no longer one; what is longer is read as General
_WIDE = Context(prec=2000)  # 1E308 under a format with 255 places


def shown(value: float, code: str, *, date1904: bool = False) -> str:
    """The text of a number under a format code; blank where the format shows nothing (`;;;`).

    >>> shown(0.95, "0%"), shown(0.1 + 0.2, "General"), shown(1234.5, "#,##0.00")
    ('95%', '0.3', '1,234.50')
    >>> shown(44561, 'yyyy"年"m"月"d"日"'), shown(12, '0"件"'), shown(-3, "0;(0)")
    ('2021年12月31日', '12件', '(3)')
    """
    number = Decimal(f"{value:.15g}")  # 15 digits, as Excel keeps them: no noise of binary fractions
    if not number.is_finite():
        return str(value)
    if code == GENERAL:  # most cells
        return general(number)
    section, magnitude = _choose(_sections(code), number)
    if section is None or section.kind == "text":
        return general(number)
    if section.kind == "date":
        moment = _moment(number + 1462 if date1904 else number, section)
        return general(number) if moment is None else _date_text(section, moment)
    return _number_text(section, magnitude).strip()


def shown_text(text: str, code: str) -> str:
    """The text of a text cell under a format code; blank where the format hides it.

    >>> shown_text("12", "@"), shown_text("12", '@"件"'), shown_text("12", "0.00"), shown_text("12", ";;;")
    ('12', '12件', '12', '')
    """
    if code == GENERAL:  # most cells
        return text
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) <= 3 and section.kind != "text":
        return text
    if not any(token.kind == "text" for token in section.tokens):
        return ""
    pieces = (token for token in section.tokens if token.kind != "pad")
    return "".join(text if token.kind == "text" else token.text for token in pieces)


def serial(text: str, *, date1904: bool = False) -> float:
    """The serial number of an ISO date, as formats show it. Raises ValueError.

    >>> serial("2021-12-31T18:00:00.000"), serial("2021-12-31", date1904=True)
    (44561.75, 43099.0)
    """
    days = datetime.fromisoformat(text).replace(tzinfo=None) - (_DAY_1904 if date1904 else _DAY_1900)
    return float(days / timedelta(days=1))


_DAY_1900, _DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


@cache
def named(name: str) -> str:
    """The code of a format that Spreadsheet 2003 XML names in words; a name that is none is a code itself.

    >>> named("Percent"), named("0.0%")
    ('0.00%', '0.0%')
    """
    return str(raw("numberformat")["named"].get(name, name))


@cache
def builtin(number: int) -> str:
    """The code of a format that a workbook names by number alone; General for one that nobody defines.

    >>> builtin(10), builtin(31), builtin(999)
    ('0.00%', 'yyyy"年"m"月"d"日"', 'General')
    """
    return str(raw("numberformat")["builtin"].get(str(number), GENERAL))


def general(number: Decimal) -> str:
    """A number in the format General: a fraction within 11 characters, a whole number in full.

    >>> general(Decimal(1) / 3), general(Decimal("123456789012")), general(Decimal("-2.50"))
    ('0.333333333', '123456789012', '-2.5')
    """
    size = number.adjusted()
    if size > 20:  # no amount and no code is that long
        return f"{number:.5E}"
    places = 9 - max(0, size) if size > -5 else 5 - size
    text = f"{_rounded(number, max(0, places)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


class _Token(NamedTuple):
    kind: str
    text: str


@dataclass(frozen=True)
class _Section:
    """One of the parts between semicolons."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None = None  # [>=100]
    numerals: str = ""  # "DBNum1" …
    chinese: bool = False  # names of days and months in Chinese

    @cached_property
    def kind(self) -> str:
        kinds = {token.kind for token in self.tokens}
        if kinds & {"date", "elapsed", "half"}:
            return "date"
        return "text" if "text" in kinds else "number"


_TOKEN = re.compile(
    r"""
      (?P<general>{general})
    | (?P<quoted>"[^"]*"?)
    | \\(?P<escaped>.)
    | (?P<pad>_.)
    | (?P<fill>\*.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P|{halves})
    | (?P<exponent>E[+-])
    | (?P<split>(?<=[sS\]])\.0+)
    | (?P<date>y+|m+|d+|h+|s+|a{{3,4}}|e+)
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@)
    | (?P<end>;)
    | (?P<literal>.)
    """.format(
        general="|".join(map(re.escape, raw("numberformat")["words"]["general"])),
        halves="/".join(raw("numberformat")["words"]["halves"]),
    ),
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LOCALE = re.compile(r"\$([^-]*)(?:-([0-9A-Fa-f]+))?")
_CHINESE = ("804", "1004", "404", "C04")  # the last digits of a locale's number


@lru_cache(maxsize=4096)
def _sections(code: str) -> tuple[_Section, ...]:
    code = code if code.strip() and len(code) <= _LONGEST_CODE else GENERAL
    found: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = str(match.lastgroup)
        if kind == "end":
            found.append([])
        else:
            found[-1].append(_Token(kind, match[kind]))
    return tuple(map(_section, found[:4]))


def _section(tokens: list[_Token]) -> _Section:
    plain: list[_Token] = []
    traits: dict[str, Any] = {}
    for kind, text in tokens:
        if kind == "bracket":
            plain += _bracket(text, traits)
        elif kind in ("quoted", "escaped"):
            plain.append(_Token("literal", text.strip('"') if kind == "quoted" else text))
        elif kind == "pad":
            plain.append(_Token("pad", " "))
        elif kind != "fill":
            plain.append(_Token(kind, text))
    system = traits.pop("system", None)
    if system:
        return _sections(system)[0]
    return _Section(tuple(plain), **traits)


def _bracket(text: str, traits: dict[str, Any]) -> list[_Token]:
    """What stands in brackets: [h] and [$¥-804] are shown, the rest are traits of the section."""
    if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
        return [_Token("elapsed", text.lower())]
    if condition := _CONDITION.fullmatch(text):
        traits["condition"] = (condition[1], Decimal(condition[2]))
    elif text.upper().startswith("DBNUM") and text[5:] in ("1", "2", "3"):
        traits["numerals"] = f"DBNum{text[5:]}"
    elif locale := _LOCALE.fullmatch(text):
        number = (locale[2] or "").upper()
        traits["system"] = raw("numberformat")["system"].get(number)
        traits["chinese"] = number.lstrip("0").endswith(_CHINESE)
        return [_Token("literal", locale[1])]
    return []


def _choose(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, Decimal]:
    """The section that shows the number, and what it shows: a section for negatives drops the sign."""
    numeric = sections[:3]
    if len(numeric) > 1 and numeric[-1].kind == "text":
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        section = next((s for s in numeric if s.condition is None or _holds(s.condition, number)), None)
        only_negative = section and section.condition and section.condition[0] in ("<", "<=")
        drop = bool(only_negative and section and section.condition and section.condition[1] <= 0)
        return section, abs(number) if drop else number
    if number < 0 and len(numeric) > 1:
        return numeric[1], -number
    if number == 0 and len(numeric) > 2:
        return numeric[2], number
    return numeric[0], number


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _number_text(section: _Section, number: Decimal) -> str:
    tokens = section.tokens
    kinds = [token.kind for token in tokens]
    if "slash" in kinds and "digit" in kinds:
        return _fraction_text(section, number)
    number = number.scaleb(2 * kinds.count("percent"), _WIDE)
    if "digit" not in kinds:
        text = "".join(_general_token(section, token, abs(number)) for token in tokens)
        return _signed(number, text, size=number)
    if "exponent" in kinds:
        return _exponent_text(section, number)
    return _fixed_text(section, number)


def _general_token(section: _Section, token: _Token, number: Decimal) -> str:
    if token.kind == "general":
        return numeral(general(number), section.numerals)
    return token.text


def _signed(number: Decimal, text: str, *, size: Decimal | Fraction) -> str:
    """The text with its minus; none where what is shown of the size is zero."""
    return f"-{text}" if number < 0 and size else text


def _fixed_text(section: _Section, number: Decimal) -> str:
    """A number with a fixed count of places: `#,##0.00`, `0`, `000-0000`, `0.0,`."""
    tokens = section.tokens
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    whole, places = [at for at in digits if at < point], [at for at in digits if at > point]
    between = range(whole[0], whole[-1]) if whole else range(0)
    commas = [at for at, token in enumerate(tokens) if token.kind == "comma"]
    scale = sum(at not in between for at in commas)  # each comma behind the digits divides by a thousand
    size = _rounded(abs(number).scaleb(-3 * scale, _WIDE), len(places))
    before, _, after = f"{size:f}".partition(".")
    grouped = len(commas) > scale
    texts = _whole_digits(tokens, whole, before.lstrip("0"), grouped) | _place_digits(tokens, places, after)
    if not any(texts[at].strip() for at in places):
        texts[point] = ""
    shown = (texts.get(at, _beside(token)) for at, token in enumerate(tokens))
    return _signed(number, digits_in("".join(shown), section.numerals), size=size)


def _beside(token: _Token) -> str:
    """What a token that is no digit shows in a number."""
    return "" if token.kind == "comma" else token.text


_BLANK_DIGIT = {"0": "0", "#": "", "?": " "}  # what a placeholder shows where the number has no digit


def _whole_digits(tokens: tuple[_Token, ...], at: list[int], digits: str, grouped: bool) -> dict[int, str]:
    """{token: its digits} before the point, from the right; the first placeholder takes all that is left."""
    texts: dict[int, str] = {}
    count = 0
    for position in reversed(at):
        take = digits if position == at[0] else digits[-1:]
        digits = digits[: len(digits) - len(take)]
        piece = ""
        for digit in reversed(take or _BLANK_DIGIT[tokens[position].text]):
            comma = "," if grouped and count and count % 3 == 0 and digit != " " else ""
            piece = digit + comma + piece
            count += 1
        texts[position] = piece
    return texts


def _place_digits(tokens: tuple[_Token, ...], at: list[int], digits: str) -> dict[int, str]:
    """{token: its digit} after the point; zeros at the end show as their placeholders want."""
    kept = len(digits.rstrip("0"))
    pairs = enumerate(zip(at, digits, strict=True))
    return {p: digit if n < kept else _BLANK_DIGIT[tokens[p].text] for n, (p, digit) in pairs}


def _exponent_text(section: _Section, number: Decimal) -> str:
    """`0.00E+00`; digits before the point (`##0.0E+0`) make the exponent a multiple of their number."""
    tokens = section.tokens
    at = next(n for n, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, tail = tokens[:at], tokens[at + 1 :]
    point = next((n for n, token in enumerate(mantissa) if token.kind == "point"), at)
    step = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    places = sum(token.kind == "digit" for token in mantissa[point:])
    power = _power(number, step, places)
    small = _fixed_text(_Section(mantissa), number.scaleb(-power, _WIDE))
    sign = "-" if power < 0 else tokens[at].text[1:].replace("-", "")
    width = sum(token.kind == "digit" for token in tail)
    end = "".join(token.text for token in tail if token.kind != "digit")
    return f"{small}E{sign}{abs(power):0{width}d}{end}"


def _power(number: Decimal, step: int, places: int) -> int:
    if number == 0:
        return 0
    power = number.adjusted() // step * step
    rounded = _rounded(number.scaleb(-power, _WIDE), places)
    return power if rounded.adjusted() < step else power + step  # 9.996 shows as 1.00E+01


def _fraction_text(section: _Section, number: Decimal) -> str:
    """`# ?/?`, `?/?`, `# ??/16`: the nearest fraction whose denominator is as long, or is the one given."""
    tokens = section.tokens
    slash = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    below = "".join(takewhile(_BELOW.__contains__, (token.text for token in tokens[slash + 1 :])))
    above = [at for at, token in enumerate(tokens[:slash]) if token.kind == "digit"]
    mixed = bool(above) and above[-1] - above[0] >= len(above)  # a blank parts the whole from the fraction
    size = _nearest(Fraction(abs(number)), below)
    whole, rest = divmod(size, 1) if mixed else (0, size)
    denominator = int(below) if below.isdigit() and int(below) else rest.denominator
    pieces = [str(whole)] if whole or not rest else []
    if rest:
        pieces.append(f"{int(rest * denominator)}/{denominator}")
    before = "".join(token.text for token in tokens[: above[0] if above else slash])
    after = "".join(token.text for token in tokens[slash + 1 + len(below) :])
    return _signed(number, before + digits_in(" ".join(pieces), section.numerals) + after, size=size)


_BELOW = frozenset("0123456789#?")


def _nearest(size: Fraction, below: str) -> Fraction:
    if below.isdigit() and int(below):
        return Fraction(round(size * int(below)), int(below))
    return size.limit_denominator(10 ** min(max(1, len(below)), 9) - 1)


class _Moment(NamedTuple):
    """A serial number as a calendar and a clock show it."""

    year: int
    month: int
    day: int
    weekday: int  # Monday is 0
    seconds: Decimal  # of the day
    total: Decimal  # seconds since day 0, for [h]


_LAST_DAY = 2958465  # 9999-12-31


def _moment(number: Decimal, section: _Section) -> _Moment | None:
    """The moment of a serial number in the 1900 system, rounded to what the section shows; None out of range.

    Day 60 is the 29 February 1900 that never was, and day 0 is 1900/1/0: so Excel counts.
    """
    split = max((len(token.text) - 1 for token in section.tokens if token.kind == "split"), default=0)
    if not 0 <= number < _LAST_DAY + 1:
        return None
    total = _rounded(number * 86400, split)
    serial = int(total // 86400)
    if serial in (0, 60):
        year, month, day = (1900, 1, 0) if serial == 0 else (1900, 2, 29)
    else:
        shift = 1 if serial < 60 else 0
        found = date.fromordinal(min(_DAY_ZERO + serial + shift, date.max.toordinal()))
        year, month, day = found.year, found.month, found.day
    return _Moment(year, month, day, (serial - 2) % 7, total % 86400, total)


_DAY_ZERO = _DAY_1900.toordinal()


def _date_text(section: _Section, moment: _Moment) -> str:
    halves = any(token.kind == "half" for token in section.tokens)
    pieces = []
    for token in _with_minutes(section.tokens):
        pieces.append(_date_piece(token, moment, section, halves))
    return "".join(pieces).strip()


def _with_minutes(tokens: tuple[_Token, ...]) -> Iterator[_Token]:
    """The tokens, with `m` behind hours or before seconds turned into minutes."""
    parts = [token for token in tokens if token.kind in ("date", "elapsed")]
    marks = ["[" if token.kind == "elapsed" else token.text[0].lower() for token in parts]
    at = -1
    for token in tokens:
        at += token.kind in ("date", "elapsed")
        month = token.kind == "date" and marks[at] == "m" and len(token.text) < 3
        after_hour = month and at > 0 and marks[at - 1] in ("h", "[")
        before_second = month and at + 1 < len(marks) and marks[at + 1] == "s"
        yield _Token("minute", token.text) if after_hour or before_second else token


def _date_piece(token: _Token, moment: _Moment, section: _Section, halves: bool) -> str:
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


def _calendar(text: str, moment: _Moment, section: _Section, halves: bool) -> str:
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


def _padded(number: int, text: str, section: _Section) -> str:
    if not section.numerals:
        return f"{number:0{min(2, len(text))}d}"
    spoken = numeral(str(number), section.numerals)
    ten = numeral("10", section.numerals)
    bare = section.numerals == "DBNum1" and number < 20  # 十二月, not 一十二月
    return spoken.replace(ten, ten[1:], 1) if bare else spoken


def _weekday(text: str, moment: _Moment, section: _Section) -> str:
    words = raw("numberformat")["words"]
    day = str(words["weekdays"][moment.weekday])
    if text[0] == "a":
        return day if len(text) == 3 else words["week"] + day
    if section.chinese:
        return str(words["short_week" if len(text) == 3 else "week"]) + day
    return day_name[moment.weekday][: 3 if len(text) == 3 else None]


def _month_name(month: int, width: int, section: _Section) -> str:
    if section.chinese:
        return f"{month}{raw('numberformat')['words']['month']}"
    return month_name[month][: {3: 3, 5: 1}.get(width)]


def _half(text: str, moment: _Moment, section: _Section) -> str:
    half = int(moment.seconds >= 43200)
    if text.isascii() and not section.chinese:
        return text.split("/")[half]
    return str(raw("numberformat")["words"]["halves"][half])
