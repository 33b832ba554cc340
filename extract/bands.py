"""Bands: rows that hold a class and nothing else, over the rows of an indicator block without a column for it.

    | 二级指标 | 三级指标 | 目标值 |
    | 产出指标 | <        | <      |     a band of the first level, for the rows below it
    | 数量指标 | 造林面积 | 100亩  |

A band becomes a level column of its own behind the others, in which only the bands have cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract import vocabulary
from extract.header import Column, Header
from extract.indicators import Placed
from extract.row import Row

_LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one block, each with the level that it sets."""

    rows: Sequence[tuple[Row, str]] = ()

    def without(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are no bands."""
        bands = {id(row) for row, _ in self.rows}
        return [row for row in rows if id(row) not in bands]

    def put_back(
        self, columns: Sequence[Column], placed: Sequence[Placed]
    ) -> tuple[tuple[Column, ...], list[Placed]]:
        """The columns and placed rows of the block, with a column for each level of bands and the bands in place."""
        levels = [level for level in _LEVELS if any(level == own for _, own in self.rows)]
        number = {level: len(columns) + n for n, level in enumerate(levels)}
        bands = [
            Placed(row, {number[level]: (row.filled[0],)}, frozenset({number[level]}))
            for row, level in self.rows
        ]
        ordered = sorted([*bands, *placed], key=lambda entry: _position(entry.row))
        return (*columns, *(Column(level, "") for level in levels)), ordered


def find(rows: Sequence[Row], header: Header) -> Bands:
    """The bands among the rows of a block."""
    missing = {level for level in _LEVELS if not header.of(level)}
    found = [(row, level) for row in rows if (level := _level(row)) in missing]
    return Bands([(row, level) for row, level in found if level])


def above(rows: Sequence[Row], header: Header) -> Sequence[Row]:
    """Of the rows before the head of a block the last ones that are its first bands."""
    begin = len(rows)
    while begin and find(rows[begin - 1 : begin], header).rows:
        begin -= 1
    return rows[begin:]


def _level(row: Row) -> str | None:
    """The level that a row sets which is a single class; None for all else."""
    if row.table is None or row.stream or len(row.filled) != 1:
        return None
    [cell] = row.filled
    first, second = vocabulary.level1(cell.text), vocabulary.level2(cell.text)
    if first and second:
        return vocabulary.usual_place(cell.text)
    return "level1" if first else "level2" if second else None


def _position(row: Row) -> tuple[int, int]:
    return (row.table.number if row.table is not None else 0, row.number)
