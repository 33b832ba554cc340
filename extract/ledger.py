"""The account of every cell and line: what it was read as. Nothing is lost in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract import shape
from extract.row import Row
from jixiao.forms.document import Cell
from jixiao.forms.raw import Role, Use


class Ledger:
    """What each cell was read as. The first entry that says `read` stands; the rest is by `close`."""

    def __init__(self) -> None:
        self._entries: dict[int, tuple[Role, str]] = {}

    def read(self, cell: Cell, read_as: str) -> None:
        """The cell's text went into the output."""
        role, before = self._entries.get(id(cell), (Role.BLANK, ""))
        if role is Role.READ and before != read_as and read_as not in before.split("+"):
            read_as = f"{before}+{read_as}"
        self._entries[id(cell)] = (Role.READ, read_as)

    def furniture(self, cell: Cell, read_as: str) -> None:
        """The cell is a label, a heading, a note, a signature."""
        if self._entries.get(id(cell), (Role.BLANK, ""))[0] is not Role.READ:
            self._entries[id(cell)] = (Role.FURNITURE, read_as)

    def knows(self, cell: Cell) -> bool:
        """Has the cell been read, or recognised as furniture?"""
        return id(cell) in self._entries

    def unread(self, rows: Iterable[Row]) -> list[Cell]:
        """The cells of the document with text that nobody has claimed."""
        return [
            original
            for row in rows
            for cell in row.filled
            if id(cell) not in self._entries
            for original in row.originals(cell)
        ]

    def uses(self, row: Row, *, inside: bool) -> Iterator[Use]:
        """The entry of each cell of the document that the row is made of; `inside`: is it a row of a form?"""
        for cell in row.cells:
            role, read_as = self._entry(cell, inside=inside)
            for original in row.originals(cell):
                yield Use(original.place, role, read_as)

    def _entry(self, cell: Cell, *, inside: bool) -> tuple[Role, str]:
        if id(cell) in self._entries:
            return self._entries[id(cell)]
        if shape.is_blank(cell.text):
            return Role.BLANK, ""
        return (Role.UNREAD if inside else Role.OUTSIDE), ""
