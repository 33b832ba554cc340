"""A row of a table, or a line outside tables; and the grid that tells which cell covers a position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from extract import shape
from jixiao.forms.document import Cell, Geometry, Table


@dataclass(frozen=True, eq=False)
class Row:
    """One row of a table, or one line outside tables (then `table` is None and there is one cell)."""

    cells: tuple[Cell, ...]  # those that start in this row, left to right
    table: Table | None
    number: int = 0  # in the table, from 1
    # By the id of a cell that was made of others, the cells of the document: a word that was cut, a turned cell.
    pieces: Mapping[int, tuple[Cell, ...]] = field(default_factory=dict)

    @cached_property
    def filled(self) -> tuple[Cell, ...]:
        """The cells with text, placeholders left out."""
        return tuple(cell for cell in self.cells if not shape.is_blank(cell.text))

    def originals(self, cell: Cell) -> tuple[Cell, ...]:
        """The cells of the document that `cell` stands for: itself, or the pieces it was cut into."""
        return self.pieces.get(id(cell), (cell,))

    @property
    def exact(self) -> bool:
        """Can the columns be trusted?"""
        return self.table is not None and self.table.geometry is Geometry.EXACT

    @property
    def stream(self) -> bool:
        """Is this one cell of a table of which only the order of the cells is known?"""
        return self.table is not None and self.table.geometry is Geometry.STREAM


def rows_of_table(table: Table, pieces: Mapping[int, tuple[Cell, ...]] | None = None) -> Iterator[Row]:
    """The rows of a table, each with the cells that start in it. `pieces`: what its cells stand for, by id."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    for number in sorted(by_row):
        yield Row(tuple(sorted(by_row[number], key=lambda cell: cell.column)), table, number, pieces or {})


class Grid:
    """Which cell covers a position: the questions to a table whose columns can be trusted."""

    def __init__(self, table: Table) -> None:
        self._cells = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers the position, or None."""
        return self._cells.get((row, column))

    def covering(self, row: int, first: int, last: int) -> list[Cell]:
        """The cells that cover the columns from `first` to `last` of a row, left to right, each once."""
        found: list[Cell] = []
        for column in range(first, last + 1):
            cell = self._cells.get((row, column))
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return found
