"""Values that a dump of a page has cut at blanks and at the ends of lines, whole again.

安置人数 不少于 360 人             a blank on either side of digits
完成时间 2025 年 9 月 30           and the line ended within the cell
日前
免疫密度 99%                       a sign out of another font comes after what it stands before
≧
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from msgspec.structs import replace

from extract.shape import has_quantity, is_comparator, is_direction, is_pure_value, is_unit
from extract.text.pieces import Piece
from extract.text.wrapped import closes_bracket, is_known

_SIGN = re.compile(r"[≥≤≧≦＞＜><=＝]+")
_NUMBER = re.compile(r"\d[\d,.]*[%％‰]?")
_OF_DATE = re.compile(r"\d{1,2}(?:[月日号].*)?")
_PARTS_OF_DATE = ("年", "月", "日", "号")
_ABOUT = ("约", "近", "达到", "每")


def whole_values(cells: Sequence[Piece], *, apart: bool) -> list[Piece]:
    """The texts in order, those joined that are one value.

    apart: comparators and units have columns of their own, and only dates are joined.

    >>> texts = "安置人数 不少于 360 人 完成时间 2025 年 9 月 30".split()
    >>> [cell.text for cell in whole_values([Piece(text, 1) for text in texts], apart=False)]
    ['安置人数', '不少于360人', '完成时间', '2025年9月30']
    """
    whole: list[Piece] = []
    for cell, after in zip_longest(cells, cells[1:]):
        last = whole[-1].text if whole else ""
        led = len(whole) == 1 and bool(_SIGN.fullmatch(last))  # it belongs to the line above
        if not apart and _is_displaced(last, cell.text) and whole[-1].line < cell.line:
            whole[-1] = replace(whole[-1], text=cell.text + last)
        elif whole and not led and _goes_on(last, cell.text, after.text if after else "", apart=apart):
            whole[-1] = replace(whole[-1], text=last + cell.text)
        else:
            whole.append(cell)
    return whole


def have_columns_of_their_own(roles: Iterable[str | None]) -> bool:
    """Do headings part comparators or units from the values?"""
    return not {"comparator", "comparator?", "unit", "unit?"}.isdisjoint(roles)


def goes_on_from_above(last: str, first: str) -> bool:
    """Does the first text of a line belong to the last one of the line above: a sign before it, or its bracket?"""
    return _is_displaced(last, first) or closes_bracket([last], first)


def _is_displaced(number: str, sign: str) -> bool:
    """A sign out of another font, printed after the number that it stands before."""
    return bool(_SIGN.fullmatch(sign) and _NUMBER.fullmatch(number))


def _goes_on(last: str, text: str, after: str, *, apart: bool) -> bool:
    if _is_of_date(last, text, after) or closes_bracket([last], text):
        return True
    if apart or is_known(text) or is_comparator(text):
        return False
    if text[0].isdigit():
        return last in _ABOUT or (is_comparator(last) and not is_direction(last))
    return is_pure_value(last) and last[-1].isdigit() and _is_behind_number(last, text)


def _is_behind_number(number: str, text: str) -> bool:
    """A unit, perhaps of a kind that nobody knows for something (`元/课时`), or a bound."""
    return not has_quantity(text) and (is_pure_value(number + text) or is_unit(text.partition("/")[0]))


def _is_of_date(last: str, text: str, after: str) -> bool:
    """The next part of a date: 年 behind a number, a month behind 年."""
    if text.startswith(_PARTS_OF_DATE):
        return last[-1:].isdigit() and (is_pure_value(last) or len(last) > 1)
    ends = text if text[-1:] in _PARTS_OF_DATE else after
    return (
        last.endswith(_PARTS_OF_DATE[:2])
        and last[0].isdigit()
        and bool(_OF_DATE.fullmatch(text))
        and (ends is text or not after or after.startswith(_PARTS_OF_DATE[1:]))
    )
