"""Merged cells that a dump has written as a text with blank cells behind and below it, merged again.

| 一级指标 | 三级指标 |      |      | 指标值 |        |      what no row parts is one column: 3 and 4, 5 and 6
| 产出指标 | 清扫道路 |      |      |        | 12公里 |
|          | 清运垃圾 |      | 30吨 |        |        |

| 一级指标 | 三级指标 | 指标值 |        |             headings over headings: nothing stands under those of levels
|          |          | 东溪镇 | 北岭镇 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extract.text.pieces import Piece, Row
from extract.vocabulary import column_role

_HEADINGS = frozenset({"level1", "level2", "name", "name?", "value"})
_LEVELS = frozenset({"level1", "level2", "name"})


def merged_again(rows: Sequence[Row]) -> list[Row]:
    """The rows of a grid, one piece for each column, with the merges that its headings and the rows below show."""
    heads = [number for number, row in enumerate(rows) if _is_head(row)]
    merged = list(rows[: heads[0]]) if heads else list(rows)
    for start, end in pairwise([*heads, len(rows)]):
        merged += _block(rows[start:end])
    return merged


def _is_head(row: Row) -> bool:
    return len({column_role(cell.text) for cell in row} & _HEADINGS) > 1


def _block(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows from a line of headings on."""
    groups = _groups(rows)
    if len(rows) > 1 and _is_lower(rows[0], rows[1]):
        yield list(_upper(rows[0], rows[1], groups))
        yield [cell for cell in _of(rows[1], groups) if not cell.blank]
        rows = rows[2:]
    for row in rows:
        yield list(_of(row, groups))


def _groups(rows: Sequence[Row]) -> list[range]:
    """The columns, those without a heading together with the one beside them that no row fills too."""
    groups: list[range] = []
    for column, heading in enumerate(rows[0]):
        own = range(column, column + 1)
        joins = groups and (heading.blank or not _is_filled(rows[0], groups[-1]))
        if joins and _are_one(rows, groups[-1], own):
            groups[-1] = range(groups[-1].start, own.stop)
        else:
            groups.append(own)
    return groups


def _are_one(rows: Sequence[Row], left: range, right: range) -> bool:
    """Does no row fill both?"""
    return not any(_is_filled(row, left) and _is_filled(row, right) for row in rows)


def _is_filled(row: Row, columns: range) -> bool:
    return any(not row[column].blank for column in columns)


def _of(row: Row, groups: Sequence[range]) -> Iterator[Piece]:
    """The cells of a row, one for each group of columns."""
    for group in groups:
        cells = row[group.start : group.stop]
        text = next((cell for cell in cells if not cell.blank), cells[0])
        yield replace(text, column=group.start + 1, column_span=len(group))


def _is_lower(upper: Row, lower: Row) -> bool:
    """Does the row hold headings too? Several texts, and none under a heading of a level, as a first row has."""
    under = [cell for head, cell in zip(upper, lower, strict=True) if column_role(head.text) in _LEVELS]
    return all(cell.blank for cell in under) and sum(not cell.blank for cell in lower) > 1


def _upper(upper: Row, lower: Row, groups: Sequence[range]) -> Iterator[Piece]:
    """The upper headings: over the lower ones, or down to their end where there is none."""
    over: list[Piece] = []
    for cell, below in zip(_of(upper, groups), _of(lower, groups), strict=True):
        if below.blank:
            over.append(replace(cell, row_span=2))
        elif cell.blank and over and over[-1].row_span == 1:
            over[-1] = replace(over[-1], column_span=over[-1].column_span + cell.column_span)
        else:
            over.append(cell)
    yield from over
