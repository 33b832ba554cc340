"""A document as one sequence of rows: the rows of its tables and the lines between them, each a Row."""

from __future__ import annotations

from collections.abc import Iterator

from extract.row import Row
from extract.stream import rows_of_stream
from jixiao.forms.document import Cell, Document, Geometry, Line, Table


def rows(document: Document) -> list[Row]:
    """All rows of the document, in order."""
    return [row for block in document.blocks for row in _rows_of(block)]


def _rows_of(block: Line | Table) -> Iterator[Row]:
    if isinstance(block, Line):
        yield Row((Cell(1, 1, block.text, block.place, hidden=block.hidden),), None)
    elif block.geometry is Geometry.STREAM:
        yield from rows_of_stream(block)
    else:
        by_row: dict[int, list[Cell]] = {}
        for cell in block.cells:
            by_row.setdefault(cell.row, []).append(cell)
        for number in sorted(by_row):
            yield Row(tuple(sorted(by_row[number], key=lambda cell: cell.column)), block, number)
