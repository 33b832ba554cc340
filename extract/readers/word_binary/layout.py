"""From the rows of a story to tables with a true grid; a table in a cell comes right after its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from extract.readers import grid
from extract.readers.edges import SLIVER
from extract.readers.word_binary.rows import RowDefinition
from extract.readers.word_binary.story import StoryRow, StoryTable
from jixiao.forms.document import Place, Table
from jixiao.forms.finding import About, Finding, Severity

_UNDEFINED_WIDTH = 1000  # twips of a cell that its row does not define
_CENTRED, _RIGHT = 1, 2


def lay_out(table: StoryTable, numbers: count[int]) -> Iterator[tuple[Table, tuple[Finding, ...]]]:
    """The table and those in its cells, each with its doubts, numbered from `numbers`. Raises TooLarge."""
    number = next(numbers)
    rows = [_pieces(row, shift) for row, shift in zip(table.rows, _shifts(table), strict=True)]
    laid_out, doubts = grid.build(number, rows)
    yield laid_out, doubts + tuple(_contradictions(table, number))
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.tables:
                yield from lay_out(inner, numbers)


def _shifts(table: StoryTable) -> list[int]:
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


def _pieces(row: StoryRow, shift: int) -> list[grid.Piece]:
    """The cells of a row between their edges; what the row does not define stands at its end."""
    definition = row.definition
    edges = list(definition.edges) or [0]
    while len(edges) <= len(row.cells):
        edges.append(edges[-1] + _UNDEFINED_WIDTH)
    return [
        grid.Piece(
            edges[n] + shift,
            edges[n + 1] + shift,
            cell.words.text,
            hidden=cell.words.is_hidden,
            left_out=cell.words.left_out,
            continues_above=definition.continues_above(n),
            continues_left=definition.continues_left(n),
        )
        for n, cell in enumerate(row.cells)
    ]


def _contradictions(table: StoryTable, number: int) -> Iterator[Finding]:
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
