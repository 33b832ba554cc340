"""What stands around a value cell and takes part in its reading."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Context:
    """The neighbours of a value; each blank where the form has no such thing.

    `unit` is the unit column's text, or the unit in the value column's heading; `money_unit` the form's (元, 万元,
    亿元); `category` a code such as `output.quantity`; `year` the form's, None where it states none.
    """

    comparator: str = ""
    unit: str = ""
    name: str = ""
    category: str = ""
    money_unit: str = ""
    year: int | None = None
