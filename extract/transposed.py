"""A table on its side: the levels are the headings of its rows, and each column is an indicator.

    | 一级指标 | 产出指标 | <        | 效益指标     |
    | 二级指标 | 数量指标 | 质量指标 | 社会效益指标 |
    | 三级指标 | 培训人数 | 合格率   | 知晓率       |
    | 东山镇   | 100人    | 95%      | 90%          |

It is turned upright and read like any other; each turned cell remembers the cell of the document.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from extract import vocabulary
from extract.row import Row, rows_of_table
from jixiao.forms.document import Cell, Geometry, Table

_LEVELS = ("level1", "level2", "name")
_FEW_LEVELS = 2


def first_transposed_row(table: Table) -> int | None:
    """The row at which the sidewise part begins; None where the table stands upright.

    Two different level headings must stand one under the other at the left, with none beside them in their rows.
    """
    if table.geometry is not Geometry.EXACT:
        return None
    heads = [cell for cell in table.cells if vocabulary.column_role(cell.text) in _LEVELS]
    left = [cell for cell in heads if cell.column == 1]
    roles = {vocabulary.column_role(cell.text) for cell in left}
    if len(left) != len(heads) or len(roles) < _FEW_LEVELS:
        return None
    rows = sorted(cell.row for cell in left)
    return rows[0] if rows == list(range(rows[0], rows[0] + len(rows))) else None


def transposed_rows(table: Table, first: int) -> Iterator[Row]:
    """The rows above the sidewise part as they are, then that part turned upright."""
    upper = tuple(cell for cell in table.cells if cell.row < first)
    lower = tuple(cell for cell in table.cells if cell.row >= first)
    yield from rows_of_table(Table(table.number, table.geometry, upper))
    turned = [(_turned(cell, first), cell) for cell in lower]
    upright = Table(-table.number, table.geometry, tuple(cell for cell, _ in turned))
    yield from rows_of_table(upright, {id(cell): (original,) for cell, original in turned})


def _turned(cell: Cell, first: int) -> Cell:
    return replace(
        cell,
        row=cell.column,
        column=cell.row - first + 1,
        row_span=cell.column_span,
        column_span=cell.row_span,
    )
