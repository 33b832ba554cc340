"""A file as grids and lines: what a reader hands over, its characters untouched.

What is made once a cell is a frozen `msgspec.Struct`: the same as a frozen dataclass, and made in a tenth of the time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import msgspec

from jixiao.forms.finding import Finding


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a text stands in the submitted file. All numbers count from 1; None is "no such thing here".

    >>> str(Place(table=2, row=14, column=4))
    't2 r14 c4'
    >>> str(Place(page=3, table=2, row=14, column=4))
    'p3 t2 r14 c4'
    >>> str(Place(line=57))
    'l57'
    """

    page: int | None = None
    sheet: int | None = None
    line: int | None = None  # line of a text file
    block: int | None = None  # paragraph or table, in document order, where there are no lines
    table: int | None = None
    row: int | None = None
    column: int | None = None  # grid column; in a ragged table the number of the cell in its row

    def __str__(self) -> str:
        """The form that people and programs read: `p3 s2 l57 b12 t2 r14 c4`, less what is None."""
        parts = zip(_LETTERS, self._numbers(), strict=True)
        return " ".join(f"{letter}{number}" for letter, number in parts if number is not None)

    def _numbers(self) -> tuple[int | None, ...]:
        return (
            self.page,
            self.sheet,
            self.line,
            self.block,
            self.table,
            self.row,
            self.column,
        )

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that `str` wrote.

        >>> Place.parse("p3 t2 r14 c4") == Place(page=3, table=2, row=14, column=4)
        True
        """
        numbers = {m[1]: int(m[2]) for m in re.finditer(r"([pslbtrc])(\d+)", text)}
        return cls(*(numbers.get(letter) for letter in _LETTERS))


_LETTERS = "pslbtrc"


class Geometry(StrEnum):
    """How far the rows and columns of a table can be trusted."""

    EXACT = "exact"  # a true grid: every cell has its place and its spans
    RAGGED = "ragged"  # rows are known, columns are not: cells may be missing on the left or anywhere
    STREAM = "stream"  # only the order of the cells is known; each stands in a row of its own


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a table; a merged cell is one Cell with its spans. Rows and columns count from 1."""

    row: int
    column: int
    text: str
    place: Place
    row_span: int = 1
    column_span: int = 1
    hidden: bool = False  # in a hidden sheet, row, column or run: read, and marked
    score: float | None = None  # of text recognition, 0 to 1; None where the text was read, not recognised


@dataclass(frozen=True)
class Table:
    """A grid of cells in reading order, each cell once.

        | A | A | B |      Cell A: row 1, column 1, column_span 2
        | C | D | B |      Cell B: row 1, column 3, row_span 2

    A position that no cell covers is legal (an irregular merge, a ragged row). A ragged table's columns are
    only the order within the row; a stream's cells all stand in column 1.
    A nested table is a Table of its own, right after the one that holds it.
    """

    number: int  # from 1, in document order
    geometry: Geometry
    cells: tuple[Cell, ...]
    name: str = ""  # the sheet's name
    hidden: bool = False

    @cached_property
    def rows(self) -> int:
        """Number of grid rows."""
        return max((cell.row + cell.row_span - 1 for cell in self.cells), default=0)

    @cached_property
    def has_spans(self) -> bool:
        """Does any cell cover several columns? Else merged cells may be shown as blanks."""
        return any(cell.column_span > 1 for cell in self.cells)

    @cached_property
    def columns(self) -> int:
        """Number of grid columns; in a ragged table the length of the longest row."""
        return max((cell.column + cell.column_span - 1 for cell in self.cells), default=0)


class Line(msgspec.Struct, frozen=True, gc=False):
    """A paragraph, or a line of a text file, outside tables."""

    text: str
    place: Place
    hidden: bool = False


@dataclass(frozen=True)
class Document:
    """One file: tables and the lines between them, in document order."""

    format: str  # "docx", "doc", "txt" …: what the bytes are, whatever the name says
    reader: str  # who read it: "python-docx", "jixiao-doc", "pypdfium2" …
    blocks: tuple[Line | Table, ...]
    dialect: str = ""  # of a text dump: "tika-docx", "antiword" …; else blank
    findings: tuple[Finding, ...] = ()  # the reader's own doubts: partly-read, join-uncertain …
    cut: bool = False  # a text that ends in the middle of a line: its last cell may be only a part of itself

    @property
    def tables(self) -> tuple[Table, ...]:
        """Only the tables."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def lines(self) -> tuple[Line, ...]:
        """Only the lines."""
        return tuple(block for block in self.blocks if isinstance(block, Line))
