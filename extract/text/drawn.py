"""Tables with drawn lines: pandoc's grid tables, reStructuredText, w3m's and others' boxes. True spans are seen.

+----------+----------+        ┌─────┬──────┬──────┐
| 产出指标 | 12公里   |        │     │一级  │指标值│
+----------+----------+        │指标 ├──────┼──────┤
|          | 30吨     |        │     │产出  │12公里│
+----------+----------+        └─────┴──────┴──────┘
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from extract.text.display import columns, text_of
from extract.text.markdown_marks import plain
from extract.text.merges import merged_again
from extract.text.pieces import Block, Piece, Reading, Row, Rows, joined
from jixiao.forms.document import Geometry

_ASCII = str.maketrans({
    **dict.fromkeys("┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛╓╥╖╟╫╢╙╨╜┠┨┯┷┿╂", "+"),
    **dict.fromkeys("─━═", "-"),
    **dict.fromkeys("│┃║", "|"),
})  # fmt: skip
_BORDER = re.compile(r"\+[-=:+]*[-=][-=:+]*\+")
_CROSSING = re.compile(r"(?<=[-=]{2})\+|\+(?=[-=]{2})")
_LINE = frozenset("-=:+")


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines of drawn tables."""
    runs = (list(run) for drawn, run in groupby(lines, _is_drawn) if drawn)
    return sum(len(run) + 1 for run in runs if _is_table(run))


def read(lines: Sequence[Piece]) -> Reading:
    """Runs of drawn lines as tables, and the lines between them."""
    blocks: list[Block] = []
    boxes = False
    for drawn, group in groupby(lines, _is_drawn):
        run = list(group)
        if drawn and _is_table(run):
            boxes = boxes or not run[0].text.strip().startswith("+")
            blocks.append(_table(run))
        else:
            blocks.extend(Piece(plain(line.text), line.line) for line in run)
    return Reading("box-grid" if boxes else "pandoc-grid", blocks)


def _is_drawn(line: Piece) -> bool:
    return line.text.lstrip()[:1].translate(_ASCII) in ("+", "|")


def _is_table(run: Sequence[Piece]) -> bool:
    return len(run) > 2 and bool(_BORDER.match(run[0].text.strip().translate(_ASCII)))


def _table(run: Sequence[Piece]) -> Rows:
    narrow = _Drawing(run, ambiguous=False)
    wide = _Drawing(run, ambiguous=True)
    rows = list((wide if wide.misfits() < narrow.misfits() else narrow).rows())
    return Rows(Geometry.EXACT, rows if _has_merges(rows) else merged_again(rows))


def _has_merges(rows: Sequence[Row]) -> bool:
    """Are cells drawn over several columns or rows? Older programs draw each cell of the grid by itself."""
    return any(cell.column_span > 1 or cell.row_span > 1 for row in rows for cell in row)


class _Drawing:
    """The lines as columns of characters, the vertical edges, the horizontal ones of each column."""

    def __init__(self, run: Sequence[Piece], *, ambiguous: bool) -> None:
        self.run = run
        # The lines themselves are ambiguous characters: they are made ASCII before anything is measured.
        shown = [columns(piece.text.translate(_ASCII).rstrip(), ambiguous=ambiguous) for piece in run]
        width = max(map(len, shown))
        self.shown = [line.ljust(width) for line in shown]
        self.edges = sorted({match.start() for line in self.shown for match in _CROSSING.finditer(line)})
        self.closed = [self._closed(line) for line in self.shown]
        self.slots = [self._slots(line) for line in self.shown]
        self.borders = [number for number, closed in enumerate(self.closed) if any(closed)]

    def misfits(self) -> int:
        """Number of lines of text whose right side is not where the drawing's is."""
        return sum(line[self.edges[-1]] not in "|+" for line in self.shown)

    def _slots(self, line: str) -> list[str] | None:
        """The texts between the bars of a line that has one for each edge, wherever they stand.

        A character that is wider than its column pushes the bars behind it to the right.
        """
        texts = line.strip().split("|")[1:-1]
        return texts if len(texts) == len(self.edges) - 1 else None

    def _closed(self, line: str) -> list[bool]:
        """For each grid column whether a horizontal edge runs through it on this line."""
        return [
            set(line[left + 1 : right]) <= _LINE and right > left + 1 for left, right in pairwise(self.edges)
        ]

    def rows(self) -> Iterator[Row]:
        """The rows, each with the cells that start in it."""
        taken: set[tuple[int, int]] = set()
        for band in range(len(self.borders) - 1):
            row: Row = []
            for column in range(len(self.edges) - 1):
                if (band, column) not in taken:
                    piece = self._cell(band, column)
                    taken.update(
                        (band + down, column + across)
                        for down in range(piece.row_span)
                        for across in range(piece.column_span)
                    )
                    row.append(piece)
            yield row

    def _cell(self, band: int, column: int) -> Piece:
        """The cell whose first corner is here, and how far it reaches right and down."""
        right = column + 1
        while right < len(self.edges) - 1 and not self._wall(band, right):
            right += 1
        below = band + 1
        while below < len(self.borders) - 1 and not self.closed[self.borders[below]][column]:
            below += 1
        lines = range(self.borders[band] + 1, self.borders[below])
        texts = [self._text(line, column, right) for line in lines]
        first = next((line for line, text in zip(lines, texts, strict=True) if text), self.borders[band])
        return Piece(_paragraphs(texts), self.run[first].line, column + 1, right - column, below - band)

    def _text(self, line: int, column: int, right: int) -> str:
        if slots := self.slots[line]:
            return text_of("|".join(slots[column:right])).strip()
        return text_of(self.shown[line][self.edges[column] + 1 : self.edges[right]]).strip()

    def _wall(self, band: int, edge: int) -> bool:
        """Is there a vertical edge in this band? On most of its lines: a text may hold a bar."""
        lines = range(self.borders[band] + 1, self.borders[band + 1])
        walls = sum(bool(self.slots[line]) or self.shown[line][self.edges[edge]] in "|+" for line in lines)
        return 2 * walls >= len(lines)


def _paragraphs(texts: Sequence[str]) -> str:
    """The lines of a cell: wrapped lines joined, a blank line between them a paragraph's end."""
    return plain("\n".join(joined(run) for filled, run in groupby(texts, bool) if filled))
