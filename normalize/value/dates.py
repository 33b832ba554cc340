"""Calendar expressions: `2024年12月底`, `2024.01.01`, `1-12月`, `上半年`, `第三季度`, to first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from jixiao.forms.text import squeeze
from normalize.value.numerals import han

LAST = 0  # as a day: the last one of its month


@dataclass(frozen=True, slots=True)
class Span:
    """The days from the first to the last of a calendar expression; `year` None where it states none."""

    year: int | None
    first: tuple[int, int]  # month, day
    last: tuple[int, int]
    precision: str  # day, month, quarter, half, year
    last_year: int | None = None  # where it differs from `year`
    point: bool = False  # one day, or the end of a month or year: not the whole of it
    shape: str = ""  # which pattern read it
    years_ahead: int = 0  # 次年: 1 year after the form's, 上年: -1
    last_ahead: int = 0  # 11月至次年3月: the year of the last day after that of the first

    def days(self, year: int | None) -> tuple[date, date] | None:
        """First and last day, `year` for one that the text leaves out; None where no calendar has them."""
        start_year = self.year or (year and year + self.years_ahead)
        if not start_year:
            return None
        try:
            start = _day(start_year, self.first)
            end = _day(self.last_year or start_year + self.last_ahead, self.last)
        except ValueError:
            return None
        return (start, end) if start <= end else None

    @property
    def possible(self) -> bool:
        """Does some calendar have these days (2024 stands for any year)?"""
        return self.days(self.year or 2024) is not None

    @property
    def without_year(self) -> str:
        """The last day as XML Schema writes a date without a year: `--12-31`."""
        month, day = self.last
        return f"--{month:02d}-{day or monthrange(2023, month)[1]:02d}"


def _day(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    return date(year, month, day or monthrange(year, month)[1])


# ------------------------------------------------------------------ parts of patterns

_YEAR = r"(?:(?:19|20)\d\d|二[零〇][零〇一二三四五六七八九]{2})"
_SHORT_YEAR = r"(?<!\d)(?:1|2|3)\d"  # 24年12月
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_QUARTER = r"(?:第?[一二三四1-4]季度|Q[1-4](?![0-9]))"
_TO = r"(?:-+|~+|至|到)"
_HERE = r"(?:本年度?|当年|今年)?"
# What may follow a date that is written in digits alone; after anything else it is a number (2000.5元).
_END = r"$|[前底末起止内之以完开(),;。、后月份日]"
_ALONE = rf"(?={_END}|{_TO}(?:{_YEAR}[年./-]?\d*(?:[./-]\d+)?|{_MONTH}月?|至?今)(?:{_END}))"

_NUMERAL = re.compile(r"\d+|[零〇一二三四五六七八九十]+")


def _numbers(text: str) -> list[int]:
    values = (int(word) if word.isdigit() else han(word) for word in _NUMERAL.findall(text))
    return [int(value) for value in values if value is not None]


# ------------------------------------------------------------------ what each pattern means


def _full_day(text: str) -> Span:
    year, month, day = _numbers(text)
    return Span(year, (month, day), (month, day), "day", point=True)


def _american_day(text: str) -> Span:
    month, day, year = _numbers(text)
    return Span(year, (month, day), (month, day), "day", point=True)


def _compact_day(text: str) -> Span:
    month_day = int(text[4:6]), int(text[6:8])
    return Span(int(text[:4]), month_day, month_day, "day", point=True)


def _month_day(text: str) -> Span:
    month, day = _numbers(text)
    return Span(None, (month, day), (month, day), "day", point=True)


def _days_of_month(text: str) -> Span:
    *year, month, first, last = _numbers(text)
    return Span(year[0] if year else None, (month, first), (month, last), "day")


def _days(text: str) -> Span:
    year, month, day, last_month, last_day = _numbers(text)
    return Span(year, (month, day), (last_month, last_day), "day")


_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, LAST)}


def _month(text: str) -> Span:
    *years, month = _numbers(text)
    year = _full_year(years[0]) if years else None
    if text.endswith(("底", "末")):
        return Span(year, (month, LAST), (month, LAST), "month", point=True)
    first, last = _THIRDS.get(text[-2:], (1, LAST))
    return Span(year, (month, first), (month, last), "month")


def _full_year(year: int) -> int:
    return year + 2000 if year < 100 else year


def _months(text: str) -> Span:
    *year, first, last = _numbers(text)
    return Span(year[0] if year else None, (first, 1), (last, LAST), "month")


def _years(text: str) -> Span:
    first, last = _numbers(text)
    return Span(first, (1, 1), (12, 31), "year", last_year=last)


def _year(text: str) -> Span:
    return Span(_numbers(text)[0], (1, 1), (12, 31), "year")


def _end_of_year(text: str) -> Span:
    numbers = _numbers(text)
    year = _full_year(numbers[0]) if numbers else None
    return Span(year, (12, 31), (12, 31), "year", point=True)


def _quarter(text: str) -> Span:
    *year, number = _numbers(text)
    first = (number * 3 - 2, 1)
    last = (number * 3, LAST)
    ends = text.endswith(("末", "底"))
    return Span(year[0] if year else None, last if ends else first, last, "quarter", point=ends)


def _first_quarters(text: str) -> Span:
    *year, number = _numbers(text.replace("两", "二"))
    return Span(year[0] if year else None, (1, 1), (number * 3, LAST), "quarter")


def _half(text: str) -> Span:
    years = _numbers(text.replace("半", ""))
    first, last = ((1, 1), (6, LAST)) if "上" in text else ((7, 1), (12, LAST))
    ends = text.endswith(("末", "底"))
    return Span(years[0] if years else None, last if ends else first, last, "half", point=ends)


# Tried in this order at one position; the first that matches wins. Names are those that `explain` shows.
_SHAPES: tuple[tuple[str, str, Callable[[str], Span]], ...] = (
    ("years", rf"{_YEAR}年?度?{_TO}{_YEAR}年度?", _years),  # 2022-2024年
    ("days_of_month", rf"(?:{_YEAR}年)?{_MONTH}月{_DAY}[日号]?{_TO}{_DAY}[日号]", _days_of_month),  # 3月1日-5日
    ("months_of_year", rf"{_YEAR}年{_MONTH}月?{_TO}{_MONTH}月份?(?!\d)", _months),  # 2024年1-12月
    ("digits_days", rf"{_YEAR}(?P<point>[./]){_MONTH}(?P=point){_DAY}-+{_MONTH}(?P=point){_DAY}(?!\d)", _days),
    ("full_day", rf"{_YEAR}年{_MONTH}月{_DAY}(?!\d)[日号]?", _full_day),
    ("digits_day", rf"{_YEAR}(?P<mark>[./-]){_MONTH}(?P=mark){_DAY}(?!\d)日?", _full_day),
    ("american_day", rf"(?:0?[1-9]|1[0-2])/(?:[12]\d|3[01]|0?[1-9])/{_YEAR}(?!\d)", _american_day),
    ("compact_day", rf"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d){_ALONE}", _compact_day),
    ("year_month", rf"{_YEAR}年{_MONTH}月份?(?:[上中下]旬|底|末)?", _month),
    ("short_year_month", rf"{_SHORT_YEAR}年{_MONTH}月份?(?:[上中下]旬|底|末)?", _month),
    ("digits_month", rf"{_YEAR}[./-](?:1[0-2]|0?[1-9])(?!\d)(?:月份?|{_ALONE})(?:底|末)?", _month),
    ("year_quarter", rf"{_YEAR}年度?{_QUARTER}(?:末|底)?", _quarter),
    ("year_first_quarters", rf"{_YEAR}年度?前[二三两23]个?季度", _first_quarters),
    ("year_half", rf"{_YEAR}年度?[上下]半年(?:末|底)?", _half),
    ("end_of_year", rf"{_YEAR}年?年?(?:底|末)", _end_of_year),
    ("short_end_of_year", rf"{_SHORT_YEAR}年年?(?:底|末)", _end_of_year),
    ("year", rf"{_YEAR}年度?(?:全年|年(?=内))?", _year),
    ("months", rf"{_MONTH}月?{_TO}{_MONTH}月份?(?![龄份\d])", _months),  # 1-12月
    ("month_day", rf"{_HERE}{_MONTH}月{_DAY}[日号]", _month_day),
    ("month", rf"{_HERE}{_MONTH}月份?(?!龄)(?:[上中下]旬|底|末)?", _month),
    ("quarter", rf"{_HERE}{_QUARTER}(?:末|底)?", _quarter),
    ("first_quarters", rf"{_HERE}前[二三两23]个?季度", _first_quarters),
    ("half", rf"{_HERE}[上下]半年(?:末|底)?", _half),
    ("end_of_this_year", rf"{_HERE}年?(?:年底|年末)|{_HERE}(?<=年)(?:底|末)", _end_of_year),
)  # fmt: skip
_PATTERN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _SHAPES))
_MEANINGS = {name: meaning for name, _, meaning in _SHAPES}
# Years counted from the form's; the longer word first.
_OTHER_YEARS = {
    "次年": 1,
    "明年": 1,
    "第二年": 1,
    "下年度": 1,
    "下年": 1,
    "上年度": -1,
    "上年": -1,
    "去年": -1,
}
_OTHER_YEAR = re.compile("|".join(_OTHER_YEARS))

# Only a text with one of these can hold a calendar expression.
LIKELY = re.compile(r"[年月季]|[0-9][./-][0-9]|20[0-9]{6}")


def scan(text: str, position: int) -> tuple[Span, int] | None:
    """The calendar expression that begins at `position` of a folded text, and where it ends."""
    start = position
    ahead = 0
    other = _OTHER_YEAR.match(text, position)
    if other:
        start, ahead = other.end(), _OTHER_YEARS[other[0]]
    match = _PATTERN.match(text, start)
    if match is None or match.lastgroup is None or match.end() == start:
        return None
    span = _MEANINGS[match.lastgroup](match[0])
    return replace(span, shape=match.lastgroup, years_ahead=ahead), match.end()


@lru_cache(maxsize=1024)
def span(text: str) -> Span | None:
    """The span that the whole text states; None where it states none, or no calendar has its days.

    >>> span("2024年12月底").days(None)
    (datetime.date(2024, 12, 31), datetime.date(2024, 12, 31))
    >>> span("2024.1-2024.12").days(None)
    (datetime.date(2024, 1, 1), datetime.date(2024, 12, 31))
    >>> span("1月—6月").days(2024)
    (datetime.date(2024, 1, 1), datetime.date(2024, 6, 30))
    >>> span("长期"), span("2024年2月30日")
    (None, None)
    """
    text = squeeze(text)
    found = scan(text, 0)
    if found is None:
        return None
    first, end = found
    if end < len(text):
        dash = re.compile(_TO).match(text, end)
        second = scan(text, dash.end()) if dash else None
        if second is None or second[1] < len(text):
            return None
        first = join(first, second[0])
    return first if first.possible else None


def join(first: Span, last: Span) -> Span:
    """From the first day of one to the last day of another; a year left out is that of the other.

    >>> join(span("2023年7月"), span("12月")).days(None)
    (datetime.date(2023, 7, 1), datetime.date(2023, 12, 31))
    """
    year = first.year or last.year
    finer = min(first.precision, last.precision, key=["day", "month", "quarter", "half", "year"].index)
    return Span(
        year,
        first.first,
        last.last,
        finer,
        last_year=last.last_year or last.year or first.last_year,
        shape="from_to",
        years_ahead=first.years_ahead,
        last_ahead=last.years_ahead - first.years_ahead,
    )
