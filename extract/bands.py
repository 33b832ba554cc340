"""Bands: rows that hold a class and nothing else, over the rows of an indicator block without a column for it.

    | 二级指标 | 三级指标 | 目标值 |
    | 产出指标 | <        | <      |     a band of the first level, for the rows below it
    | 数量指标 | 造林面积 | 100亩  |

A band becomes a level column of its own behind the others, in which only the bands have cells. Over blocks side by
side there may be one band for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from heapq import merge

from extract import vocabulary
from extract.header import Column, Header
from extract.placed import Placed
from extract.row import Row
from jixiao.forms.document import Cell

_LEVELS = ("level1", "level2")
_Level = tuple[str, int]  # the role, and the block beside others that it is of (0: all)


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of one block: rows of classes alone, each cell with the level that it sets."""

    rows: Sequence[tuple[Row, Mapping[_Level, Cell]]] = ()

    def without(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are no bands."""
        bands = {id(row) for row, _ in self.rows}
        return [row for row in rows if id(row) not in bands]

    def put_back(
        self, columns: Sequence[Column], placed: Sequence[Placed]
    ) -> tuple[tuple[Column, ...], list[Placed]]:
        """The columns and placed rows of the block, with a column for each level of bands and the bands in place."""
        numbers = {(c.role, c.group): n for n, c in reversed(list(enumerate(columns)))}
        set_here = sorted({level for _, own in self.rows for level in own})
        missing = [level for level in set_here if level not in numbers]
        numbers |= {level: len(columns) + n for n, level in enumerate(missing)}
        bands = []
        for row, own in self.rows:
            cells = {numbers[level]: (cell,) for level, cell in own.items()}
            bands.append(Placed(row, cells, frozenset(cells)))
        ordered = merge(bands, placed, key=lambda entry: _position(entry.row))
        return (*columns, *(Column(role, "", group=group) for role, group in missing)), list(ordered)


def find(rows: Sequence[Row], header: Header) -> Bands:
    """The bands among the rows of a block."""
    missing = {level for level in _LEVELS if not header.of(level)}
    if not missing or header.of("level1?"):
        return Bands()
    if missing == set(_LEVELS) and all(_is_first_only(row) for row in rows if _levels(row, missing)):
        missing = {"level1"}  # no band is of the second level alone: 成本指标 is of the first too
    found = [(row, _levels(row, missing) or _side_by_side(row, header)) for row in rows]
    return Bands([(row, levels) for row, levels in found if {role for role, _ in levels} & missing])


def above(rows: Sequence[Row], header: Header) -> Sequence[Row]:
    """Of the rows before the head of a block the last ones that are its first bands."""
    begin = len(rows)
    while begin and find(rows[begin - 1 : begin], header).rows:
        begin -= 1
    return rows[begin:]


def _levels(row: Row, missing: Set[str]) -> Mapping[_Level, Cell]:
    """The levels that a row sets which holds one class, or one of each level; nothing for all else."""
    if row.table is None or row.stream or not 0 < len(row.filled) <= len(_LEVELS):
        return {}
    levels = {(level, 0): cell for cell in row.filled if (level := _level(cell, missing))}
    return levels if len(levels) == len(row.filled) else {}


def _level(cell: Cell, missing: Set[str]) -> str | None:
    first, second = vocabulary.level1(cell.text), vocabulary.level2(cell.text)
    if first and second:
        return "level1" if missing == {"level1"} else vocabulary.usual_place(cell.text)
    return "level1" if first else "level2" if second else None


def _is_first_only(row: Row) -> bool:
    return all(vocabulary.level1(cell.text) for cell in row.filled)


def _side_by_side(row: Row, header: Header) -> Mapping[_Level, Cell]:
    """A first level for each of the blocks side by side, each over its columns; nothing for all else."""
    groups = {column.group for column in header.columns} - {0}
    classes = [cell for cell in row.filled if vocabulary.level1(cell.text)]
    if not row.exact or len(classes) != len(row.filled) or len(classes) != len(groups):
        return {}
    levels = {("level1", group): cell for cell in classes for group in _groups_under(cell, header.columns)}
    return levels if len(levels) == len(groups) else {}


def _groups_under(cell: Cell, columns: Iterable[Column]) -> set[int]:
    """The block of which a column begins where the cell does."""
    return {column.group for column in columns if column.group and column.first == cell.column}


def _position(row: Row) -> tuple[int, int]:
    return (row.table.number if row.table is not None else 0, row.number)
