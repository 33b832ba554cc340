"""The text that a person saw in a spreadsheet cell: a number under its number format, as Excel shows it.

Source of the rules: ECMA-376 part 1, 18.8.31, and Excel with a Chinese surface. Three deviations, so that
nothing is lost: a whole number is never shortened to 1.23457E+11; a point with no digit after it is left out;
and blanks that only align a number in its column are left out.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from extract.numberformat.dates import date_text, moment_of, serial
from extract.numberformat.numeric import general, number_text
from extract.numberformat.sections import GENERAL, choose, sections
from jixiao.forms.words import raw

__all__ = ["GENERAL", "builtin", "named", "serial", "shown", "shown_text"]


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
    section, magnitude = choose(sections(code), number)
    if section is None or section.kind == "text":
        return general(number)
    if section.kind == "date":
        moment = moment_of(number + 1462 if date1904 else number, section)
        return general(number) if moment is None else date_text(section, moment)
    return number_text(section, magnitude).strip()


def shown_text(text: str, code: str) -> str:
    """The text of a text cell under a format code; blank where the format hides it.

    >>> shown_text("12", "@"), shown_text("12", '@"件"'), shown_text("12", "0.00"), shown_text("12", ";;;")
    ('12', '12件', '12', '')
    """
    if code == GENERAL:  # most cells
        return text
    parts = sections(code)
    section = parts[3] if len(parts) > 3 else parts[-1]
    if len(parts) <= 3 and section.kind != "text":
        return text
    if not any(token.kind == "text" for token in section.tokens):
        return ""
    pieces = (token for token in section.tokens if token.kind != "pad")
    return "".join(text if token.kind == "text" else token.text for token in pieces)


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
