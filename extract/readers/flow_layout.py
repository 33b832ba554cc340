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
                blocks += [table] if table.cells else []
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
    """How far each row moves to the right: a row that is centred may be written as if it stood left."""
    defined = [row.definition for row in table.rows if row.definition.edges]
    if not any(row.alignment for row in defined):
        return [0] * len(table.rows)
    widest = max(defined, key=_width)
    ends = [widest.edges[0], widest.edges[-1]]
    lines = sorted({edge for row in defined if [row.edges[0], row.edges[-1]] == ends for edge in row.edges})
    return [_shift(row.definition, widest, lines) for row in table.rows]


def _shift(row: RowDefinition, widest: RowDefinition, lines: list[int]) -> int:
    """The shift that its alignment asks for, unless the row meets the lines of the widest better as it is."""
    if not row.edges or row.alignment not in (_CENTRED, _RIGHT):
        return 0
    shift = widest.edges[-1] - row.edges[-1]
    if row.alignment == _CENTRED:
        shift = (shift + widest.edges[0] - row.edges[0]) // 2
    asked, stated = (_meetings(row, by, lines) for by in (shift, 0))
    is_written_left = abs(row.edges[0] - widest.edges[0]) < SLIVER
    return shift if asked > stated or (asked == stated and is_written_left) else 0


def _meetings(row: RowDefinition, shift: int, lines: list[int]) -> int:
    """How many edges of the row, moved, meet one of the lines."""
    return sum(any(abs(edge + shift - line) < SLIVER for line in lines) for edge in row.edges)


def _width(row: RowDefinition) -> int:
    return row.edges[-1] - row.edges[0]


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
