"""From the rows of a word processor's table, as the file states them, to the cells of a true grid.

Used for every format whose cells have edges and merge flags (.docx, .doc); never raises on irregular merges.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

import msgspec

from extract.readers import doubts
from extract.readers.edges import SLIVER, grid_lines
from jixiao.forms.document import Cell, Geometry, Place, Table
from jixiao.forms.errors import TooLarge
from jixiao.forms.finding import Finding
from jixiao.forms.limits import LIMITS

_WIDE = 1_000  # twips of a column whose width is not stated
_MOST_POSITIONS = 20 * LIMITS.cells  # wide cells counted by the columns that they lie over


class Piece(msgspec.Struct, gc=False):
    """One cell as its row in the file states it; edges in twips."""

    left: int
    right: int
    text: str
    hidden: bool = False
    left_out: str = ""  # hidden text that stands beside the text shown
    continues_above: bool = False  # the lower part of a vertical merge
    closed: bool = False  # in no vertical merge, so that none goes on below it
    continues_left: bool = False  # the right part of a horizontal merge


class Area(msgspec.Struct, gc=False):
    """The text of a cell, and where it lies: rows and columns from 1, `end` is the column behind it."""

    text: str
    hidden: bool = False
    left_out: str = ""  # hidden text beside the text shown
    row: int = 0
    column: int = 0
    rows: int = 0
    end: int = 0

    def put(self, *, row: int, column: int, rows: int, columns: int) -> None:
        """Say where it lies."""
        self.row, self.column, self.rows, self.end = row, column, rows, column + columns


def build(
    number: int, rows: Sequence[Sequence[Piece]], *, hidden: bool = False
) -> tuple[Table, tuple[Finding, ...]]:
    """The table, and a finding for each text that is in the file and not on the page.

    A piece that continues above joins the cell that starts at the same column in the row above; where there
    is none, or a closed one, it is a cell of its own. A merge of uneven widths keeps the columns that all
    its rows share. Raises TooLarge.

        | A | B |      A (0, 2000)                    B (2000, 3500)
        |   | C |      (0, 2010, continues above)     C (2010, 3500)     A: row_span 2
    """
    merged = [list(_join_left(row)) for row in rows]
    pieces = [piece for row in merged for piece in row]
    lines = grid_lines(
        {piece.left for piece in pieces} | {piece.right for piece in pieces},
        {(piece.left, piece.right) for piece in pieces if piece.text.strip()},
    )
    refuse_if_too_large(cells=len(pieces), rows=len(rows), columns=len(lines))
    areas: list[Area] = []
    findings: list[Finding] = []
    above: dict[int, Area] = {}
    for row_number, row in enumerate(merged, start=1):
        here: dict[int, Area] = {}
        for piece in row:
            column, end = lines[piece.left], lines[piece.right]
            if column == end:
                continue  # a sliver without text
            area = above.get(column) if piece.continues_above else None
            if area is None:
                area = Area(piece.text, piece.hidden, piece.left_out, row_number, column, 1, end)
                areas.append(area)
            else:
                area.rows += 1
                area.end = min(area.end, end)
                findings += _covered(piece.text, area, Place(table=number, row=row_number, column=column))
            if not piece.closed:
                here[column] = area
        above = here
    table, left_out = finish(number, areas, hidden=hidden)
    return table, (*findings, *left_out)


def finish(number: int, areas: Sequence[Area], *, hidden: bool = False) -> tuple[Table, tuple[Finding, ...]]:
    """The table of these areas, which do not overlap; a finding for each hidden text beside a shown one."""
    cells, findings = [], []
    for area in areas:
        place = Place(table=number, row=area.row, column=area.column)
        span = area.end - area.column
        cells.append(Cell(area.row, area.column, area.text, place, area.rows, span, hidden=area.hidden))
        if area.left_out:
            findings.append(doubts.hidden_text(area.left_out, place))
    return Table(number, Geometry.EXACT, tuple(cells), hidden=hidden), tuple(findings)


class Slots:
    """Which positions of a growing table are taken, for formats whose cells state their spans.

    >>> slots = Slots()
    >>> slots.take(row=1, column=1, rows=2, columns=1), slots.first_free(row=2, column=1)
    (1, 2)
    """

    def __init__(self) -> None:
        # column: the last row of what lies there, the first column after it
        self._taken: dict[int, tuple[int, int]] = {}
        self._positions = 0

    def first_free(self, *, row: int, column: int) -> int:
        """The first free column of the row, from `column` on, where a cell begins or which is free."""
        until, end = self._taken.get(column, (0, 0))
        while until >= row:
            column = end
            until, end = self._taken.get(column, (0, 0))
        return column

    def take(self, *, row: int, column: int, rows: int, columns: int) -> int:
        """Take the positions; a cell that would lie over another ends before it. Answer its width.

        Raises TooLarge.
        """
        end = column
        while end < column + columns and self._taken.get(end, (0, 0))[0] < row:
            end += 1
        self._positions += end - column
        if self._positions > _MOST_POSITIONS:
            raise TooLarge(f"表格的单元格横跨的列加起来超过 {_MOST_POSITIONS} 列；请拆分后重试。")
        for position in range(column, end):
            self._taken[position] = (row + rows - 1, end)
        return end - column


def column_edges(widths: Iterable[int] = ()) -> Callable[[int], int]:
    """Where a column, counted from 1, begins, in twips; one whose width is unknown (0 or less) is wide.

    >>> edge = column_edges([500, 20])
    >>> [edge(column) for column in (1, 2, 3, 4)]
    [0, 500, 520, 1520]
    """
    widths = list(widths)
    if sum(widths) < 2 * SLIVER * len(widths):
        widths = []  # no page has such columns: the numbers are in another unit
    lefts = list(accumulate((width if width > 0 else _WIDE for width in widths), initial=0))

    def edge(column: int) -> int:
        beyond = column - len(lefts)
        return lefts[column - 1] if beyond <= 0 else lefts[-1] + beyond * _WIDE

    return edge


def on_grid_lines(areas: Sequence[Area], edge: Callable[[int], int]) -> list[Area]:
    """The areas with columns that count only the grid lines which can be seen; slivers without text go.

    Raises TooLarge.
    """
    lines = grid_lines(
        (edge(column) for area in areas for column in (area.column, area.end)),
        ((edge(area.column), edge(area.end)) for area in areas if area.text.strip()),
    )
    refuse_if_too_large(cells=len(areas), rows=0, columns=len(lines))
    for area in areas:
        area.column, area.end = lines[edge(area.column)], lines[edge(area.end)]
    return [area for area in areas if area.column < area.end]


def refuse_if_too_large(*, cells: int, rows: int, columns: int) -> None:
    """Raise TooLarge where a table passes a limit, before anything of its size is made."""
    for what, number, limit in (
        ("单元格", cells, LIMITS.cells),
        ("行", rows, LIMITS.rows),
        ("列", columns, LIMITS.columns),
    ):
        if number > limit:
            raise TooLarge(f"表格有 {number} 个{what}，超过上限 {limit}；请拆分后重试。")


def _join_left(row: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces of a row, horizontal merges joined; a right part with a text of its own stays a cell."""
    last: Piece | None = None
    for piece in row:
        if last is not None and piece.continues_left and piece.text.strip() in ("", last.text.strip()):
            last.right = piece.right
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _covered(text: str, area: Area, place: Place) -> Iterator[Finding]:
    """A finding where the lower part of a merge holds a text that its first cell does not."""
    if text.strip() and text.strip() != area.text.strip():
        yield doubts.covered_text(text, place)
