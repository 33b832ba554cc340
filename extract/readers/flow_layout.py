"""From running text to the blocks of a document: lines, and tables with a true grid.

A table in a cell comes right after its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from extract.readers import doubts, grid
from extract.readers.edges import SLIVER
from extract.readers.flow import FlowCell, FlowRow, FlowTable, RowDefinition, Words
from jixiao.forms.document import Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity

_UNDEFINED_WIDTH = 1000  # twips of a cell that its row does not define
_CENTRED, _RIGHT = 1, 2


def lay_out(parts: Sequence[Words | FlowTable]) -> tuple[tuple[Line | Table, ...], tuple[Finding, ...]]:
    """The blocks, blank lines left out, and what is doubtful in them. Raises TooLarge."""
    blocks: list[Line | Table] = []
    findings: list[Finding] = []
    tables = count(1)
    for number, part in enumerate(parts, start=1):
        if isinstance(part, FlowTable):
            for table, doubted in _lay_out_table(part, tables):
                blocks.append(table)
                findings += doubted
            continue
        place = Place(block=number)
        if part.left_out:
            findings.append(doubts.hidden_text(part.left_out, place))
        if part.text.strip():
            blocks.append(Line(part.text, place, hidden=part.is_hidden))
    return tuple(blocks), tuple(findings)


def _lay_out_table(table: FlowTable, numbers: count[int]) -> Iterator[tuple[Table, tuple[Finding, ...]]]:
    """The table, then those in its cells, each with its doubts."""
    number = next(numbers)
    for row in table.rows:
        _drop_undefined_blanks(row)
    rows = [_pieces(row, shift) for row, shift in zip(table.rows, _shifts(table), strict=True)]
    laid_out, doubted = grid.build(number, rows)
    yield laid_out, (*doubted, *_contradictions(table, number))
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.tables:
                yield from _lay_out_table(inner, numbers)


def _drop_undefined_blanks(row: FlowRow) -> None:
    """LibreOffice ends some rows of its .rtf with a blank cell that the row does not define."""
    while len(row.cells) > len(row.definition.cells) > 0 and _is_blank(row.cells[-1]):
        row.cells.pop()


def _is_blank(cell: FlowCell) -> bool:
    return not cell.tables and cell.words == Words()


def _shifts(table: FlowTable) -> list[int]:
    """How far each row moves to the right: a narrower row that is centred is written as if it stood left."""
    ends = [(row.definition.edges[0], row.definition.edges[-1]) for row in table.rows if row.definition.edges]
    left = min((start for start, _ in ends), default=0)
    widest = max((end - start for start, end in ends), default=0)
    return [_shift(row.definition, left, widest) for row in table.rows]


def _shift(row: RowDefinition, left: int, widest: int) -> int:
    if not row.edges or row.edges[0] - left >= SLIVER:
        return 0
    room = max(0, widest - (row.edges[-1] - row.edges[0]))
    return {_CENTRED: room // 2, _RIGHT: room}.get(row.alignment, 0)


def _pieces(row: FlowRow, shift: int) -> list[grid.Piece]:
    """The cells of a row between their edges; what the row does not define stands at its end."""
    definition = row.definition
    edges = list(definition.edges) or [0]
    while len(edges) <= len(row.cells):
        edges.append(edges[-1] + _UNDEFINED_WIDTH)
    return [
        grid.Piece(
            edges[n] + shift,
            edges[n + 1] + shift,
            words.text,
            hidden=words.is_hidden,
            left_out=words.left_out,
            continues_above=definition.continues_above(n),
            continues_left=definition.continues_left(n),
        )
        for n, words in enumerate([cell.words for cell in row.cells])
    ]


def _contradictions(table: FlowTable, number: int) -> Iterator[Finding]:
    """A finding for each row that is not as the file defines it: the columns around it are doubtful."""
    for n, row in enumerate(table.rows, start=1):
        cells, defined = len(row.cells), len(row.definition.cells)
        message = ""
        if cells != defined or not row.is_finished:
            message = f"这一行有 {cells} 个单元格，文件说明的是 {defined} 个，列的对应不可靠；请核对。"
        elif sorted(row.definition.edges) != row.definition.edges:
            message = "这一行的单元格边线前后颠倒，列的对应不可靠；请核对。"
        if message:
            place = Place(table=number, row=n)
            yield Finding(About.READING, Severity.WARNING, "partly-read", message, str(place))
