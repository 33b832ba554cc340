"""Cells that end with a bar: tables of web pages as collections keep them (trafilatura and its kin).

    产出指标 | 数量指标 | 清扫道路 | 12公里 | |||      a row on a line, filled up with bars: rows are known
    质量指标 |                                        a cell on a line, blank cells a lone bar
    合格率 |
    95% |
    |||                                               and bars that fill up the row: rows are known here too

Cells of merges are dropped, not blank, so rows shift to the left: columns are not known. Every bar counts as one
column, the fill included, so all rows have the same number of bars. Without fill only the order is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.text.outside import is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows, joined
from extract.text.wrapped import is_known
from extract.vocabulary import column_role, level1, level2
from jixiao.forms.document import Geometry

_LONGEST_CELL = 20  # lines of one cell
_REGULAR = 0.8  # share of the ends of fill that a width must explain


@dataclass(frozen=True, slots=True)
class _Bars:
    """What ends on one line: cells, and the bars that fill up the row behind them."""

    cells: Row
    fill: int
    led: bool  # a bar opens the line

    @property
    def units(self) -> int:
        """Columns of the row that the line takes up."""
        return len(self.cells) + self.fill


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines that end with a bar, or hold two."""
    return sum(line.text.rstrip().endswith("|") or line.text.count("|") > 1 for line in lines)


def read(lines: Sequence[Piece]) -> Reading:
    """Runs of lines with bars as tables, and the lines between them."""
    blocks: list[Block] = []
    run: list[_Bars] = []
    pending: list[Piece] = []  # lines without a bar since the last one: of the next cell, or outside
    names: set[str] = set()

    def close() -> None:
        if run:
            name, table = _table(run)
            names.add(name)
            blocks.append(table)
            run.clear()
        blocks.extend(pending)
        pending.clear()

    for line in lines:
        if "|" in line.text:
            if not run:
                wrapped = _part_of(line, pending)
                held = pending[len(pending) - wrapped :]
                del pending[len(pending) - wrapped :]
                close()
                pending.extend(held)
            run.append(_bars([*pending, line]))
            pending.clear()
        elif not line.blank:
            if is_outside(line.text) or len(pending) == _LONGEST_CELL:
                close()
            pending.append(line)
    close()
    return Reading(min(names, default="web-cells"), blocks)


def _part_of(line: Piece, pending: Sequence[Piece]) -> int:
    """How many of the lines before the first bar belong to its cell: together they are a known word."""
    first = line.text.partition("|")[0]
    for count in range(min(len(pending), _LONGEST_CELL), 0, -1):
        if is_known(joined([*(piece.text for piece in pending[-count:]), first])):
            return count
    return 0


def _bars(lines: Sequence[Piece]) -> _Bars:
    """The cells that end on the last line; the lines before it belong to the first of them."""
    text = lines[-1].text.strip()
    bars = len(text) - len(text.rstrip("|"))
    glued = 0 < bars < len(text) and not text[-bars - 1].isspace()
    fill = bars - glued if bars > 1 else 0
    text = text[: len(text) - fill].rstrip()
    led = text.startswith("|") and len(text) > 1
    cells = [Piece(cell.strip(), lines[-1].line) for cell in text[led:].split("|")]
    if text.endswith("|") or not text:
        cells.pop()
    if len(lines) > 1 and cells:
        first = "\n".join([*(line.text.strip() for line in lines[:-1]), cells[0].text])
        cells[0] = Piece(first, lines[0].line)
    return _Bars(cells, fill, led)


def _table(run: Sequence[_Bars]) -> tuple[str, Rows]:
    """The name of the dialect, and its table."""
    several = sum(len(bars.cells) > 1 for bars in run) * 2 > len(run)
    name = "web-cells" if not several else "leading-pipes" if run[-1].led else "web-pipes"
    if width := _width(run):
        return name, Rows(Geometry.RAGGED, _unfilled(list(_rows(run, width))))
    if several and not _rows_share_lines(run):
        return name, Rows(Geometry.RAGGED, [bars.cells for bars in run])
    return name, Rows(Geometry.STREAM, [[cell] for bars in run for cell in bars.cells])


def _width(run: Sequence[_Bars]) -> int:
    """The number of bars of a row: the least of which what stands between fill is a multiple, but for few; else 0."""
    counts: Counter[int] = Counter()
    units = 0
    for bars in run:
        units += bars.units
        if bars.fill:
            counts[units] += 1
            units = 0
    for width in sorted(counts):
        rows = sum(number for units, number in counts.items() if units % width == 0)
        if width > 1 and rows >= _REGULAR * counts.total() and (rows > 1 or len(run) == 1):
            return width
    return 0


def _rows_share_lines(run: Sequence[_Bars]) -> bool:
    """Headings and classes on one line: the line is no row."""
    return any(
        any(column_role(cell.text) for cell in bars.cells) and any(level2(cell.text) for cell in bars.cells)
        for bars in run
    )


def _rows(run: Sequence[_Bars], width: int) -> Iterator[Row]:
    """The lines put together until they make up the width; a line of several cells that do not is a row too."""
    position = 0
    while position < len(run):
        taken, exact = _lines_of_row(run, position, width)
        if not exact and len(run[position].cells) > 1:
            taken = 1
        yield [cell for bars in run[position : position + taken] for cell in bars.cells]
        position += taken


def _lines_of_row(run: Sequence[_Bars], position: int, width: int) -> tuple[int, bool]:
    """How many lines the row takes, and whether they make up the width; fill always ends a row."""
    units = 0
    for taken, bars in enumerate(run[position : position + width], start=1):
        units += bars.units
        if units == width or bars.fill:
            return taken, units == width
        if units > width:
            return max(taken - 1, 1), False
    return min(width, len(run) - position), False


def _unfilled(rows: list[Row]) -> list[Row]:
    """The rows less what is no cell: a bar that opens every row, a single bar that fills up a row."""
    if len(rows) > 2 and all(row[0].blank for row in rows if row):
        rows = [row[1:] for row in rows]
    heads = [row for row in rows if sum(column_role(cell.text) is not None for cell in row) > 1]
    return [_cut(row, heads[0]) for row in rows] if heads else rows


def _cut(row: Row, head: Row) -> Row:
    """The row, less blanks beyond the last heading; a row may begin under any of the headings of levels."""
    roles = [column_role(cell.text) for cell in head if not cell.blank]
    begins = 0
    if row and level1(row[0].text) and "level1" in roles:
        begins = roles.index("level1")
    elif row and level2(row[0].text) and "level2" in roles:
        begins = roles.index("level2")
    length = len(row)
    while length > len(roles) - begins and row[length - 1].blank:
        length -= 1
    return row[:length]
