"""The definition of a table row: where its cells begin and end, which of them are merged.

Source: [MS-DOC] 2.6.3 (sprmTDefTable and the changes to it), 2.9.299 (TC80).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from functools import partial

from extract.readers.flow import CellDefinition, RowDefinition
from extract.readers.word_binary.sprm import Sprm
from jixiao.forms.errors import TooLarge
from jixiao.forms.limits import LIMITS

_CELL_BYTES, _OLD_CELL_BYTES = 20, 10  # of a cell's description (TC80)


def read_row(changes: Iterable[tuple[int, bytes]]) -> RowDefinition:
    """The row that its properties define, each applied in order. Raises TooLarge."""
    row = RowDefinition()
    for number, operand in changes:
        if number in _POSITIONS:
            row.position += f"{number:x} {operand.hex()} "
        elif number in _CHANGES and len(operand) >= _CHANGES[number][0]:
            _CHANGES[number][1](row, operand)
        if len(row.cells) > LIMITS.columns:
            raise TooLarge(f"表格一行的单元格超过上限 {LIMITS.columns} 个；请拆分表格后再试。")
    return row


def _define(row: RowDefinition, operand: bytes, cell_bytes: int = _CELL_BYTES) -> None:
    """sprmTDefTable: size, number of cells, edges, then as many cell descriptions as were worth writing."""
    count = operand[2]
    if len(operand) < 3 + 2 * (count + 1):
        return
    row.edges = list(struct.unpack_from(f"<{count + 1}h", operand, 3))
    described = range(3 + 2 * (count + 1), len(operand) - 1, cell_bytes)
    flags = [int.from_bytes(operand[at : at + 2], "little") for at in described[:count]]
    row.cells = [CellDefinition(flag & 3, flag >> 5 & 3) for flag in flags]
    row.cells += [CellDefinition() for _ in range(count - len(flags))]


def _insert(row: RowDefinition, operand: bytes) -> None:
    """sprmTInsert: at, how many, of which width; a place beyond the end is filled up with such cells."""
    at, count = operand[0], operand[1]
    width = int.from_bytes(operand[2:4], "little")
    count += max(0, at - len(row.cells))
    at = min(at, len(row.cells))
    edges = row.edges or [0]
    start = edges[at]
    new = [start + width * (n + 1) for n in range(count)]
    row.edges = edges[: at + 1] + new + [edge + width * count for edge in edges[at + 1 :]]
    row.cells[at:at] = [CellDefinition() for _ in range(count)]


def _delete(row: RowDefinition, operand: bytes) -> None:
    """sprmTDelete: cells from … up to, without the last; those behind move up."""
    first, last = operand[0], min(operand[1], len(row.cells))
    if first < last:
        width = row.edges[last] - row.edges[first]
        row.edges = row.edges[: first + 1] + [edge - width for edge in row.edges[last + 1 :]]
        del row.cells[first:last]


def _widen(row: RowDefinition, operand: bytes) -> None:
    """sprmTDxaCol: cells from … up to, width of each; those behind move."""
    first, last = operand[0], min(operand[1], len(row.cells))
    width = int.from_bytes(operand[2:4], "little")
    for n in range(first, last):
        moved = row.edges[n] + width - row.edges[n + 1]
        row.edges[n + 1 :] = [edge + moved for edge in row.edges[n + 1 :]]


def _merge(row: RowDefinition, operand: bytes) -> None:
    """sprmTMerge: cells from … up to become one."""
    cells = row.cells[operand[0] : operand[1]]
    for n, cell in enumerate(cells):
        cell.horizontal = 1 if n == 0 else 2


def _split(row: RowDefinition, operand: bytes) -> None:
    """sprmTSplit: cells from … up to are in no horizontal merge."""
    for cell in row.cells[operand[0] : operand[1]]:
        cell.horizontal = 0


def _merge_vertically(row: RowDefinition, operand: bytes) -> None:
    """sprmTVertMerge: size, cell, its part in a vertical merge."""
    if operand[1] < len(row.cells):
        row.cells[operand[1]].vertical = operand[2] & 3


def _align(row: RowDefinition, operand: bytes) -> None:
    """sprmTJc: 0 left, 1 centre, 2 right."""
    row.alignment = operand[0]


_POSITIONS = (Sprm.POSITION_KIND, Sprm.POSITION_X, Sprm.POSITION_Y)
_CHANGES: dict[int, tuple[int, Callable[[RowDefinition, bytes], None]]] = {  # least length of the operand
    Sprm.ROW: (3, _define),
    Sprm.ROW_OLD: (3, partial(_define, cell_bytes=_OLD_CELL_BYTES)),
    Sprm.CELLS_INSERTED: (4, _insert),
    Sprm.CELLS_DELETED: (2, _delete),
    Sprm.CELL_WIDTH: (4, _widen),
    Sprm.CELLS_MERGED: (2, _merge),
    Sprm.CELLS_SPLIT: (2, _split),
    Sprm.CELL_VERTICAL_MERGE: (3, _merge_vertically),
    Sprm.ALIGNMENT: (2, _align),
    Sprm.ALIGNMENT_OLD: (2, _align),
}
