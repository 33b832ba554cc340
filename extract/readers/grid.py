"""From the rows of a word processor's table, as the file states them, to the cells of a true grid.

Used for every format whose cells have edges and merge flags (.docx, .doc); never raises on irregular merges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.readers import doubts
from extract.readers.edges import grid_lines
from jixiao.forms.document import Cell, Geometry, Place, Table
from jixiao.forms.errors import TooLarge
from jixiao.forms.finding import Finding
from jixiao.forms.limits import LIMITS


@dataclass(slots=True)
class Piece:
    """One cell as its row in the file states it; edges in twips."""

    left: int
    right: int
    text: str
    hidden: bool = False
    left_out: str = ""  # hidden text that stands beside the text shown
    continues_above: bool = False  # the lower part of a vertical merge
    continues_left: bool = False  # the right part of a horizontal merge


@dataclass(slots=True)
class _Area:
    """A cell that still grows; columns count from 1, `end` is the first column behind it."""

    place: Place
    row: int
    column: int
    end: int
    text: str
    hidden: bool
    rows: int = 1

    def cell(self) -> Cell:
        columns = self.end - self.column
        return Cell(self.row, self.column, self.text, self.place, self.rows, columns, hidden=self.hidden)


def build(
    number: int, rows: Sequence[Sequence[Piece]], *, hidden: bool = False
) -> tuple[Table, tuple[Finding, ...]]:
    """The table, and a finding for each text that is in the file and not on the page.

    A piece that continues above joins the cell that starts at the same column in the row above; where there
    is none it is a cell of its own. A merge of uneven widths keeps the columns that all its rows share.
    Raises TooLarge.

        | A | B |      A (0, 2000)                    B (2000, 3500)
        |   | C |      (0, 2010, continues above)     C (2010, 3500)     A: row_span 2
    """
    merged = [list(_join_left(row)) for row in rows]
    pieces = [piece for row in merged for piece in row]
    lines = grid_lines(
        (edge for piece in pieces for edge in (piece.left, piece.right)),
        ((piece.left, piece.right) for piece in pieces if piece.text.strip()),
    )
    refuse_if_too_large(cells=len(pieces), rows=len(rows), columns=len(lines))
    areas: list[_Area] = []
    findings: list[Finding] = []
    above: dict[int, _Area] = {}
    for row_number, row in enumerate(merged, start=1):
        here: dict[int, _Area] = {}
        for piece in row:
            column, end = lines[piece.left], lines[piece.right]
            if column == end:
                continue  # a sliver without text
            place = Place(table=number, row=row_number, column=column)
            if piece.left_out:
                findings.append(doubts.hidden_text(piece.left_out, place))
            area = above.get(column) if piece.continues_above else None
            if area is None:
                area = _Area(place, row_number, column, end, piece.text, piece.hidden)
                areas.append(area)
            else:
                area.rows += 1
                area.end = min(area.end, end)
                findings += _covered(piece.text, area, place)
            here[column] = area
        above = here
    cells = tuple(area.cell() for area in areas)
    return Table(number, Geometry.EXACT, cells, hidden=hidden), tuple(findings)


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


def _covered(text: str, area: _Area, place: Place) -> Iterator[Finding]:
    """A finding where the lower part of a merge holds a text that its first cell does not."""
    if text.strip() and text.strip() != area.text.strip():
        yield doubts.covered_text(text, place)
