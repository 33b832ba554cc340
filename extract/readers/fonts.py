"""What a font makes of a text in a spreadsheet: symbols, raised digits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from extract.readers import symbols


class Font(NamedTuple):
    """As much of a font as changes what is read."""

    name: str = ""
    raised: bool = False
    struck: bool = False  # a line through the text


class Run(NamedTuple):
    """A piece of a cell's text; its font is the cell's where it has none of its own."""

    text: str
    font: Font | None = None


def seen(runs: Iterable[Run], cell: Font) -> str:
    """The text of a cell as a person saw it: an `R` in Wingdings 2 is a ticked box, a raised 2 is ².

    >>> seen([Run("10"), Run("4", Font(raised=True)), Run("立方米")], Font("宋体"))
    '10⁴立方米'
    >>> seen([Run("R"), Run("是", Font("宋体"))], Font("Wingdings 2"))
    '☑是'
    """
    return "".join(_seen(run.text, run.font or Font(cell.name)) for run in runs)


def struck(runs: Iterable[Run], cell: Font) -> str:
    """The part of a cell's text that has a line through it.

    >>> struck([Run("80%", Font(struck=True)), Run("95%")], Font("宋体"))
    '80%'
    """
    return "".join(run.text for run in runs if (run.font or cell).struck)


def _seen(text: str, font: Font) -> str:
    text = symbols.written(font.name, text)
    return symbols.raised(text) if font.raised else text
