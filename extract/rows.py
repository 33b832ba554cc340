"""A document as one sequence of rows: the rows of its tables and the lines between them, each a Row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract import shape, title, vocabulary
from extract.header import CORE, role
from extract.row import Row, rows_of_table
from extract.stream import rows_of_stream
from extract.transposed import first_transposed_row, transposed_rows
from extract.unpivoted import pivot, unpivoted_rows
from jixiao.forms.document import Cell, Document, Geometry, Line, Table

_FEW_HEADINGS = 2


def rows(document: Document) -> list[Row]:
    """All rows of the document, in order."""
    return [row for block in document.blocks for row in _rows_of(block)]


def _rows_of(block: Line | Table) -> Iterator[Row]:
    if isinstance(block, Line):
        yield Row((Cell(1, 1, block.text, block.place, hidden=block.hidden),), None)
    elif block.geometry is Geometry.STREAM:
        yield from rows_of_stream(block)
    elif (first := first_transposed_row(block)) is not None:
        yield from transposed_rows(block, first)
    elif (plan := pivot(block)) is not None:
        yield from unpivoted_rows(block, plan)
    else:
        for row in rows_of_table(block):
            yield from [row] if row.exact else _parted(row)


def _parted(row: Row) -> Iterator[Row]:
    """A row of a dump that has lost row ends, cut where a title or a note begins, and behind a head.

    What is left of several rows in one is told apart by its contents (alignment.py, fields.py).
    """
    begin = 0
    for position, cell in enumerate(row.cells):
        begins = title.is_title(cell.text) or shape.is_note(cell.text)
        ended = begin < position and title.is_title(row.cells[begin].text)
        if position > begin and (begins or ended):
            yield Row(row.cells[begin:position], row.table, row.number)
            begin = position
    rest = Row(row.cells[begin:], row.table, row.number)
    length = _head_length(rest.cells)
    if length and any(vocabulary.is_level(cell.text) for cell in rest.cells[length:]):
        yield Row(rest.cells[:length], row.table, row.number)
        rest = Row(rest.cells[length:], row.table, row.number)
    yield rest


def _head_length(cells: Sequence[Cell]) -> int:
    """How many cells, from the first on, are the headings of an indicator block and blanks between; 0: none are."""
    end = 0
    for position, cell in enumerate(cells):
        if role(cell.text):
            end = position + 1
        elif not shape.is_blank(cell.text):
            break
    claimed = {vocabulary.column_role(cell.text) for cell in cells[:end]}
    return end if len(claimed & CORE) >= _FEW_HEADINGS else 0
