"""One value as the text of one CSV cell, and back from a guarded text."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal

from jixiao.forms.numbers import decimal_text
from jixiao.forms.tables import Column, Kind

# A spreadsheet runs a text that begins so. Apostrophes before it count too, so that every guard can be
# told from an apostrophe of the form's own, and taken away again exactly.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def plain(value: object) -> object:
    """A value as JSON holds it: decimals and dates as text, so that they stay exact; None is blank."""
    if value is None or isinstance(value, str | int):  # most cells
        return value
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    raise TypeError(f"no column holds a {type(value).__name__}")


def cell_text(value: object, column: Column, *, formula_guard: bool = True) -> str:
    """The text of one CSV cell; blank for None and for an empty list.

    >>> from jixiao.forms.tables import AMOUNTS
    >>> raw, yuan = AMOUNTS.columns[10], AMOUNTS.columns[13]
    >>> cell_text("-3", raw), cell_text(Decimal(-3), yuan)
    ("'-3", '-3')
    """
    if value is None or value == ():
        return ""
    text = _text(value, column)
    return guarded(text) if formula_guard and column.is_text else text


def _text(value: object, column: Column) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if column.kind is Kind.JSON:
        return json.dumps(plain(value), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, tuple):
        return "|".join(map(str, value))
    return str(plain(value))


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would run it as a formula.

    >>> guarded("=1+1"), guarded("-"), guarded("5%"), guarded("'quoted'")
    ("'=1+1", "'-", '5%', "'quoted'")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded(guarded("'=1+1")), unguarded("'quoted'")
    ('=1+1', "'=1+1", "'quoted'")
    """
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
