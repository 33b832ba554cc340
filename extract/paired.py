"""Rows that say in turn what is to be reached and what was: the two of one indicator become one row.

    | 三级指标 | 类别 | 数值   |
    | 资助人数 | 目标 | 1450人 |
    | ^        | 实际 | 1400人 |     becomes | 资助人数 | 1450人 | with the actual value 1400人

What was reached may stand first. It goes to a column of actual values behind the others, one for each value column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract import shape, vocabulary
from extract.header import Column
from extract.ledger import Ledger
from extract.placed import Placed
from jixiao.forms.document import Cell
from jixiao.forms.text import squeeze


def paired(
    columns: Sequence[Column], placed: Sequence[Placed], ledger: Ledger
) -> tuple[tuple[Column, ...], list[Placed]]:
    """The columns and rows with the target and the actual value of an indicator in one row.

    An actual value that has no target beside it keeps its row, which is doubted.
    """
    pairing = _Pairing(columns)
    rows: list[Placed] = []
    for entry in placed:
        if rows and pairing.are_halves(rows[-1], entry):
            rows[-1] = pairing.united(rows[-1], entry, ledger)
        else:
            rows.append(entry)
    return (*columns, *pairing.made), [pairing.alone(row) for row in rows]


class _Pairing:
    """What the columns of a block say about its rows; nothing where no column says which half a row is."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns
        values = self._numbers("value") if self._numbers("which") else []
        self._reached = {number: len(columns) + n for n, number in enumerate(values)}
        self.made = tuple(
            Column("actual", columns[number].heading, group=columns[number].group) for number in values
        )

    def are_halves(self, above: Placed, entry: Placed) -> bool:
        """Is one of two rows the target, the other what was reached of it? The lower one needs no name."""
        states = {self._states(above), self._states(entry)}
        if states != {"target", "actual"}:
            return False
        names = self._cells(entry, "name")
        return not names or _texts(names) == _texts(self._cells(above, "name"))

    def united(self, above: Placed, below: Placed, ledger: Ledger) -> Placed:
        """Two halves as one row; what both of them say, a name or its points, stands in it once."""
        above, below = self._moved(above), self._moved(below)
        cells = dict(above.cells)
        for number, own in below.cells.items():
            here = cells.get(number, ())
            cells[number] = (*here, *(cell for cell in own if squeeze(cell.text) not in _texts(here)))
            for cell in own:
                if squeeze(cell.text) and cell not in cells[number]:
                    ledger.read(cell, self._columns[number].role)
        return replace(
            above,
            cells=cells,
            fresh=above.fresh | below.fresh,
            inferred=above.inferred or below.inferred,
            doubtful=above.doubtful or below.doubtful,
        )

    def alone(self, entry: Placed) -> Placed:
        """The row; one of an actual value without its target is doubted."""
        lone = self._states(entry) == "actual"
        return replace(self._moved(entry), doubtful=True) if lone else entry

    def _moved(self, entry: Placed) -> Placed:
        """The row, its value in the column of actual values if that is what it states."""
        if self._states(entry) != "actual":
            return entry
        cells = {self._reached.get(number, number): own for number, own in entry.cells.items()}
        fresh = frozenset(self._reached.get(number, number) for number in entry.fresh)
        return replace(entry, cells=cells, fresh=fresh)

    def _states(self, entry: Placed) -> str | None:
        said = {vocabulary.which(cell.text) for cell in self._cells(entry, "which")}
        return said.pop() if len(said) == 1 else None

    def _numbers(self, role: str) -> list[int]:
        return [number for number, column in enumerate(self._columns) if column.role == role]

    def _cells(self, entry: Placed, role: str) -> list[Cell]:
        cells = (cell for number in self._numbers(role) for cell in entry.cells.get(number, ()))
        return [cell for cell in cells if not shape.is_blank(cell.text)]


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [squeeze(cell.text) for cell in cells]
