"""Periods of a form (起止时间, 实施期, 开始日期 …): first and last day, never more exact than the text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from jixiao.forms.text import fold

YEAR_FROM_FORM = "year_from_form"
UNREAD = "period-unread"
ORDER_AMBIGUOUS = "date-order-ambiguous"


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; None where the text leaves that end open or states no time."""

    start: date | None = None
    end: date | None = None
    issue: str = ""  # code of a doubt (vocab/issues.toml)


def read(text: str, year: int | None = None) -> Period:
    """The period that a text states; `year` is the form's, for texts that leave it out.

    Nothing is read where no rule covers the whole text, and the issue says so if there is a digit in it.

    >>> read("2024.1-2024.12")
    Period(start=datetime.date(2024, 1, 1), end=datetime.date(2024, 12, 31), issue='')
    >>> read("2021年9月前").end, read("长期") == read("3年") == Period()
    (datetime.date(2021, 9, 30), True)
    """
    wordings = tuple(_wordings(text))
    for wording in wordings:
        if _NAMES_TIME.search(wording) and (period := _read_whole(wording, year)):
            return period
    states_none = _DURATION.fullmatch(wordings[0]) or not re.search(r"\d", wordings[0])
    return Period() if states_none else Period(issue=UNREAD)


def years(text: str) -> tuple[int, ...]:
    """The years that a text names, in order, each once; a document's number (〔2023〕88号) names none.

    >>> years("2024年度某县（2023年结转）项目绩效目标表"), years("某发〔2023〕88号")
    ((2024, 2023), ())
    """
    return tuple(dict.fromkeys(int(match[1]) for match in _YEAR_IN_TEXT.finditer(_in_digits(fold(text)))))


def fiscal_year(title: str, beside: str, period: Period) -> int | None:
    """The year that a form is for: from its title, the text beside the title, or its period.

    None where none of them names one year alone.

    >>> fiscal_year("2023-2024年项目绩效目标表", "（2024年度）", Period())
    2024
    """
    for text in (title, beside):
        named = years(text)
        fiscal = tuple(
            dict.fromkeys(int(match[1]) for match in _FISCAL_YEAR.finditer(_in_digits(fold(text))))
        )
        for candidates in (named, fiscal):
            if len(candidates) == 1:
                return candidates[0]
    ends = {day.year for day in (period.start, period.end) if day}
    return ends.pop() if len(ends) == 1 else None


_YEAR_IN_TEXT = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)(?![\]〕)】]\s*第?\s*\d+\s*号)")
_FISCAL_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年\s*度")
_DURATION = re.compile(
    r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})(?:个?月|年|周年|[天日]|个工作日)(?:左右|内)?"
)
# Without one of these a number is not a time: 5, 1.5, 3-5.
_NAMES_TIME = re.compile(r"\d{4}|[月年]|季度")
_SEPARATOR = re.compile(r"(?:起|开始)?(?:-+|~+|至|到)")
_LEAD = re.compile(r"^(?:自|从|计划|预计)")
_TAIL = re.compile(r"(?:期间|内|实施|结束|完成|完工|竣工|为止|止)?[。;,.]?$")
# What stands behind a date and says which end it is: the named day, month or year is included.
_BEFORE = re.compile(r"(?:底|末)?(?:之?前|以前)")
_AFTER = re.compile(r"(?:起|开始|之?后|以后|-?至今|[-至]?长期|开工)")
_END_WORD = re.compile(r"[底末]")
_CLOCK = r"(?:[ T]?\d{1,2}:\d{2}(?::\d{2})?(?:\.0)?)?"
# One date. Later alternatives are less exact; digits that go on belong to something else.
_ELEMENT = re.compile(
    rf"""
      (?P<day>(?P<y1>\d{{4}})(?:年(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?|(?P<s>[./-])(?P<m2>\d{{1,2}})(?P=s)(?P<d2>\d{{1,2}})日?)(?!\d){_CLOCK})
    | (?P<us>(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y3>\d{{4}})(?!\d))
    | (?P<compact>(?P<y4>(?:19|20)\d\d)(?P<m4>\d\d)(?P<d4>\d\d)(?!\d))
    | (?P<part>(?:(?P<y5>\d{{4}})年?度?)?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年))
    | (?P<month>(?P<y6>\d{{4}})(?:年度?(?P<m6>\d{{1,2}})(?:月份?)?|[./-](?P<m7>\d{{1,2}})(?:月份?)?)(?!\d))
    | (?P<year>(?P<y8>(?:19|20)\d\d)(?!\d)年?度?(?:全年度?)?)
    | (?P<yearless>(?P<m9>\d{{1,2}})(?:月(?:(?P<d9>\d{{1,2}})[日号]?)?|\.(?P<d10>\d{{1,2}})日?)(?!\d))
    | (?P<bare>\d{{1,2}}(?!\d))
    | (?P<whole>全年|全年度|当年|本年度?|年(?=[底末内]))
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Element:
    """One date of a text; `year` is None where it is left out, `day` where whole months are meant."""

    year: int | None
    months: tuple[int, int] = (1, 12)  # first and last
    day: int | None = None
    order_ambiguous: bool = False  # month and day could be the other way round

    def start(self, year: int) -> date:
        return date(year, self.months[0], self.day or 1)

    def end(self, year: int) -> date:
        return date(year, self.months[1], self.day or monthrange(year, self.months[1])[1])


def _wordings(text: str) -> Iterator[str]:
    """The text to be covered; then without remarks in brackets; then each remark."""
    folded = _in_digits(re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", fold(text)))
    for wording in (folded, re.sub(r"\([^()]*\)", "", folded), *re.findall(r"\(([^()]*)\)", folded)):
        yield _LEAD.sub("", wording).strip()


def _in_digits(text: str) -> str:
    """Chinese numerals of years and months as digits: 二〇二四年十二月."""
    text = re.sub(r"[〇○零一二三四五六七八九]{4}(?=年)", lambda m: "".join(_NUMERALS[n] for n in m[0]), text)
    return re.sub(r"(?<![一二三四五六七八九十个])(十?[一二]|十|[三四五六七八九])月", _month_in_digits, text)


_NUMERALS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))


def _month_in_digits(match: re.Match[str]) -> str:
    word = match[1]
    return f"{10 + int(_NUMERALS[word[1:]]) if word[1:] else 10 if word == '十' else _NUMERALS[word]}月"


def _read_whole(text: str, year: int | None) -> Period | None:
    first = _ELEMENT.match(text)
    if first is None:
        return None
    rest = text[first.end() :]
    separator = _SEPARATOR.match(rest)
    second = _ELEMENT.match(rest, separator.end()) if separator else None
    try:
        if second:
            tail = _END_WORD.sub("", rest[second.end() :], count=1)
            return _span(_element(first), _element(second), year) if _TAIL.fullmatch(tail) else None
        return _single(_element(first), rest, year)
    except ValueError:  # no such day: 2024年2月30日
        return None


def _element(match: re.Match[str]) -> _Element:
    return _KINDS[str(match.lastgroup)](match)


def _number(match: re.Match[str], *names: str) -> int | None:
    return next((int(match[name]) for name in names if match[name]), None)


def _of_month(year: int | None, month: int | None, day: int | None = None) -> _Element:
    if month is None or not 1 <= month <= 12:
        raise ValueError(month)
    return _Element(year, (month, month), day)


def _of_us(match: re.Match[str]) -> _Element:
    """12/31/2021 as spreadsheets of American habit print it; 31/12/2021 can only be the other order."""
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    return replace(
        _of_month(int(match["y3"]), month, day),
        order_ambiguous=month != day and day <= 12,
    )


def _of_part(match: re.Match[str]) -> _Element:
    year = _number(match, "y5")
    if match["half"]:
        months = (1, 6) if match["half"] == "上" else (7, 12)
    else:
        quarter = int(_NUMERALS.get(match["quarter"], match["quarter"]))
        months = (3 * quarter - 2, 3 * quarter)
    return _Element(year, months)


_KINDS: dict[str, Callable[[re.Match[str]], _Element]] = {
    "day": lambda m: _of_month(int(m["y1"]), _number(m, "m1", "m2"), _number(m, "d1", "d2")),
    "us": _of_us,
    "compact": lambda m: _of_month(int(m["y4"]), _number(m, "m4"), _number(m, "d4")),
    "part": _of_part,
    "month": lambda m: _of_month(int(m["y6"]), _number(m, "m6", "m7")),
    "year": lambda m: _Element(int(m["y8"])),
    "yearless": lambda m: _of_month(None, _number(m, "m9"), _number(m, "d9", "d10")),
    "bare": lambda m: _of_month(None, int(m["bare"])),
    "whole": lambda m: _Element(None),
}


def _single(element: _Element, rest: str, year: int | None) -> Period | None:
    known = element.year or year
    if known is None:
        return None
    issue = _issue(element) or (YEAR_FROM_FORM if element.year is None else "")
    if re.fullmatch(_BEFORE.pattern + _TAIL.pattern, rest):
        return Period(None, element.end(known), issue)
    if _AFTER.fullmatch(rest):
        return Period(element.start(known), None, issue)
    if rest and _END_WORD.fullmatch(rest[0]) and _TAIL.fullmatch(rest[1:]):
        return Period(None, element.end(known), issue)
    return Period(element.start(known), element.end(known), issue) if _TAIL.fullmatch(rest) else None


def _span(first: _Element, second: _Element, year: int | None) -> Period | None:
    """From the first to the second; one of them may leave out the year that the other states."""
    start_year = first.year or second.year or year
    end_year = second.year or first.year or year
    if start_year is None or end_year is None:
        return None
    issue = _issue(first, second) or (YEAR_FROM_FORM if first.year is None and second.year is None else "")
    start, end = first.start(start_year), second.end(end_year)
    carried = first.year is None or second.year is None
    return None if carried and start > end else Period(start, end, issue)


def _issue(*elements: _Element) -> str:
    """Month and day can be told where one of the dates leaves no choice."""
    return ORDER_AMBIGUOUS if all(element.order_ambiguous for element in elements) else ""
