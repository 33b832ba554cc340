"""The row that adds up the points of an indicator block: below the block its total, between its classes a subtotal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract import shape, vocabulary
from extract.header import Column
from extract.row import Row
from jixiao.forms.document import Cell
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import RawField, RawText
from jixiao.forms.text import one_line, squeeze
from jixiao.forms.words import load

POINTS = ("weight", "score")  # roles of the columns that a total adds up


def is_total(text: str) -> bool:
    """A label of what only adds up.

    >>> is_total("总 分"), is_total("总体目标")
    (True, False)
    """
    return squeeze(text) in load("columns", "totals")


def sums_of(row: Row) -> list[Cell]:
    """The numbers of a row whose only label is that of a total; empty for any other row."""
    if row.table is None or not row.filled or not is_total(row.filled[0].text):
        return []
    rest = row.filled[1:]
    if any(vocabulary.label(cell.text) for cell in rest):
        return []
    return [cell for cell in rest if shape.is_numeric(cell.text)]


def gathered(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows, where each cell has a row of its own with the sums of a total in the row of its label."""
    total: Row | None = None
    for row in rows:
        if total is not None and row.stream and len(row.cells) == 1 and shape.is_numeric(row.cells[0].text):
            total = Row((*total.cells, *row.cells), row.table, total.number, {**total.pieces, **row.pieces})
            continue
        if total is not None:
            yield total
        total = row if row.stream and is_total("".join(cell.text for cell in row.cells)) else None
        if total is None:
            yield row
    if total is not None:
        yield total


def points(row: Row, columns: Sequence[Column], *, below: bool) -> tuple[list[RawField], list[Finding]]:
    """The sums of a total row as fields, in the order of `sums_of`; `below`: the row stands below the block.

    The sum of the scores below the block is the self-score; others are fields `other` that name their column.
    Where nothing tells in which column a sum stands, a finding says so.
    """
    sums, label = sums_of(row), one_line(row.filled[0].text)
    placed = _columns_of(row, sums, columns)
    fields = [_field(label, cell, placed.get(id(cell)), below=below) for cell in sums]
    unknown = [cell for cell in sums if id(cell) not in placed]
    return fields, [_doubt(label, cell) for cell in unknown]


def _field(label: str, cell: Cell, column: Column | None, *, below: bool) -> RawField:
    value = RawText(cell.text, cell.place)
    if column is None:
        return RawField("other", label, value)
    if column.role == "score" and below:
        return RawField("self_score", label, value)
    return RawField("other", f"{label} {column.heading}", value)


def _columns_of(row: Row, sums: Sequence[Cell], columns: Sequence[Column]) -> Mapping[int, Column]:
    """The column of points that each sum stands in, by the id of its cell; without an entry where it is not known."""
    of_points = [column for column in columns if column.role in POINTS]
    if row.exact:
        covered = {id(cell): [column for column in of_points if _covers(cell, column)] for cell in sums}
        return {key: found[0] for key, found in covered.items() if len(found) == 1}
    if len(row.cells) == len(columns) and not row.stream:
        places = {id(cell): column for cell, column in zip(row.cells, columns, strict=True)}
        return {key: column for key, column in places.items() if column in of_points}
    if len(sums) == len(of_points):
        return {id(cell): column for cell, column in zip(sums, of_points, strict=True)}
    return {}


def _covers(cell: Cell, column: Column) -> bool:
    return cell.column <= column.last and column.first < cell.column + cell.column_span


def _doubt(label: str, cell: Cell) -> Finding:
    return Finding(
        About.READING,
        Severity.WARNING,
        "ambiguous-columns",
        f"“{label}”一行的 {one_line(cell.text)} 不能确定是分值还是得分，没有作为自评总分，请核对原文。",
        str(cell.place),
        "原文没有保留列的位置，或该单元格不在分值、得分列下。",
    )
