"""antiword's dump of .doc: cells padded between bars, wrapped over lines, no line drawn between rows.

    |绩效指标  |一级指标  |指标值     |     a cell that covers columns is one wide cell
    |          |产出指标  |12公里     |
    |          |效益指标  |2024年12月 |
    |          |          |底前       |     a wrapped cell: no new row

Where a table is too wide, antiword prints its cells in one long line, each with a bar, and one more bar for each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from extract.text.columns_of import Edges, common_columns
from extract.text.display import columns, text_of, width
from extract.text.marks import rows_of
from extract.text.pieces import Block, Piece, Reading, Row, Rows, joined
from extract.text.wrapped import cell_text, goes_on
from jixiao.forms.document import Geometry

_NEAR = 4  # columns by which the lines of one table differ in width
_TIGHT, _LOOSE = re.compile(r"(?: |^)\|[^\s|]", re.MULTILINE), re.compile(r"\| [^\s|]")
_LONG = 8  # bars of a line that is a table by itself


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines between bars that are as wide as their neighbours, and of lines of long ones."""
    if not any("|" in line.text for line in lines):
        return 0
    paragraphs = list(_paragraphs(lines))
    barred = [
        columns(line.text.rstrip()) for paragraph in paragraphs for line in paragraph if _is_barred(line)
    ]
    padded = sum(abs(len(above) - len(below)) <= _NEAR and "  " in below for above, below in pairwise(barred))
    long = sum(len(paragraph) for paragraph in paragraphs if _is_long(paragraph))
    return len(barred) + long + 0.6 if long or padded > 0.8 * len(barred) - 1 > 0 else 0


def read(lines: Sequence[Piece]) -> Reading:
    """The tables, and the lines between them."""
    blocks: list[Block] = []
    for paragraph in _paragraphs(lines):
        if _is_barred(paragraph[0]):
            blocks.append(_Table(paragraph).rows())
        elif _is_long(paragraph):
            table, rest = _long_table(paragraph)
            if blocks and isinstance(above := blocks[-1], Rows):
                table = [*([Piece(cell.text, cell.line) for cell in row] for row in above.rows), *table]
                blocks.pop()
            blocks.extend([Rows(Geometry.RAGGED, table), *rest])
        else:
            blocks.extend(paragraph)
    return Reading("antiword", blocks)


def _paragraphs(lines: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of lines between bars, runs of other lines; blank lines part them and are left out."""
    for filled, group in groupby(lines, lambda line: not line.blank):
        run = list(group) if filled else []
        long = next((n for n, line in enumerate(run) if _begins_long(line)), len(run))
        if not _is_long(run[long:]):
            long = len(run)
        yield from (list(part) for _, part in groupby(run[:long], _is_barred))
        if run[
            long:
        ]:  # to the end of the paragraph: where a long line is wrapped, bars may stand at both ends
            yield run[long:]


def _begins_long(line: Piece) -> bool:
    return line.text.count("|") > 2 and not _is_barred(line)


def _is_barred(line: Piece) -> bool:
    text = line.text.rstrip()
    return text.startswith("|") and text.endswith("|") and len(text) > 1


def _is_long(paragraph: Sequence[Piece]) -> bool:
    """Many cells, each with a blank and a bar behind it and no blank behind the bar; maybe wrapped over lines."""
    if not paragraph or not _begins_long(paragraph[0]):
        return False
    text = "\n".join(line.text for line in paragraph)
    return text.count("|") >= _LONG and len(_TIGHT.findall(text)) > len(_LOOSE.findall(text))


def _long_table(paragraph: Sequence[Piece]) -> tuple[list[Row], list[Piece]]:
    """The rows of a long line, and the lines behind its last bar."""
    pieces, number = [], paragraph[0].line
    for text in "\n".join(line.text for line in paragraph).split("|"):
        lead = len(text) - len(text.lstrip("\n "))
        pieces.append(Piece(joined(text.split("\n")), number + text.count("\n", 0, lead)))
        number += text.count("\n")
    cells = pieces[:-1]
    behind = text.split("\n")
    first = paragraph[-1].line - len(behind) + 1
    rest = [Piece(line, number) for number, line in enumerate(behind, start=first) if line.strip()]
    return rows_of(cells), rest


@dataclass(slots=True)
class _Row:
    """A row while it is read; the lines of its cells and the room behind them by the first grid column."""

    edges: Edges
    line: int
    texts: dict[int, list[str]] = field(default_factory=dict)
    room: dict[int, int] = field(default_factory=dict)

    def takes(self, line: _Row) -> bool:
        """Do all texts of the line go on with cells of this row?"""
        return self.edges == line.edges and all(
            column in self.texts and goes_on(self.texts[column], text, self.room[column], caption=column == 1)
            for column, (text,) in line.texts.items()
        )

    def add(self, line: _Row) -> None:
        """Go on with the line."""
        for column, (text,) in line.texts.items():
            self.texts[column].append(text)
            self.room[column] = line.room[column]


class _Table:
    """The lines of one table, measured and put together into rows."""

    def __init__(self, run: Sequence[Piece]) -> None:
        shown = [columns(line.text.rstrip()) for line in run]
        self.lines = [(line.line, text, _edges(text)) for line, text in zip(run, shown, strict=True)]
        self.columns = common_columns(edges for _, _, edges in self.lines)

    def rows(self) -> Rows:
        """The table: cells where the bars are, blank ones too."""
        return Rows(Geometry.EXACT, [self._cells(row) for row in self._gathered()])

    def _gathered(self) -> Iterator[_Row]:
        row: _Row | None = None
        for number, shown, edges in self.lines:
            line = _Row(self.columns[edges], number)
            for (left, right), first in zip(pairwise(edges), line.edges, strict=False):
                if text := text_of(shown[left + 1 : right]).strip():
                    line.texts[first + 1] = [text]
                    line.room[first + 1] = right - left - 1 - width(text)
            if row and row.takes(line):
                row.add(line)
                continue
            if row:
                yield row
            row = line
        if row:
            yield row

    def _cells(self, row: _Row) -> Row:
        return [
            Piece(cell_text(row.texts.get(left + 1, ())), row.line, left + 1, right - left)
            for left, right in pairwise(row.edges)
        ]


def _edges(shown: str) -> Edges:
    return tuple(position for position, character in enumerate(shown) if character == "|")
