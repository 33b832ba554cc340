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
from extract.text.display import columns, text_of
from extract.text.marks import rows_of
from extract.text.pieces import Block, Piece, Reading, Row, Rows
from extract.text.wrapped import cell_text, goes_on
from jixiao.forms.document import Geometry

_NEAR = 4  # columns by which the lines of one table differ in width
_TIGHT, _LOOSE = re.compile(r" \|[^\s|]"), re.compile(r"\| [^\s|]")
_LONG = 8  # bars of a line that is a table by itself


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines between bars that are as wide as their neighbours, and of long lines of cells."""
    barred = [columns(line.text.rstrip()) for line in lines if _is_barred(line)]
    padded = sum(abs(len(above) - len(below)) <= _NEAR and "  " in below for above, below in pairwise(barred))
    long = sum(_is_long(line) for line in lines)
    return len(barred) + long + 0.6 if long or padded > 0.8 * len(barred) - 1 > 0 else 0


def read(lines: Sequence[Piece]) -> Reading:
    """The tables, and the lines between them."""
    blocks: list[Block] = []
    for kind, group in groupby(_joined_long(lines), _kind):
        run = list(group)
        if kind == "barred":
            blocks.append(_Table(run).rows())
        elif kind == "long":
            for line in run:
                table, rest = _long_table(line)
                if blocks and isinstance(above := blocks[-1], Rows):
                    table = [*([Piece(cell.text, cell.line) for cell in row] for row in above.rows), *table]
                    blocks.pop()
                blocks.extend([Rows(Geometry.RAGGED, table), *rest])
        else:
            blocks.extend(line for line in run if not line.blank)
    return Reading("antiword", blocks)


def _kind(line: Piece) -> str:
    return "barred" if _is_barred(line) else "long" if _is_long(line) else "text"


def _is_barred(line: Piece) -> bool:
    text = line.text.rstrip()
    return text.startswith("|") and text.endswith("|") and len(text) > 1


def _is_long(line: Piece) -> bool:
    """Many cells, each with a blank and a bar behind it, and no blank behind the bar."""
    text = line.text
    if _is_barred(line) or text.count("|") < _LONG:
        return False
    return len(_TIGHT.findall(text)) > len(_LOOSE.findall(text))


def _joined_long(lines: Sequence[Piece]) -> Iterator[Piece]:
    """The lines, a long one with those that go on with it: they hold bars too and do not begin with one."""
    held: Piece | None = None
    for line in lines:
        if held and "|" in line.text and not _is_barred(line):
            held = Piece(f"{held.text}\n{line.text}", held.line)
            continue
        if held:
            yield held
        held = line if _is_long(line) else None
        if held is None:
            yield line
    if held:
        yield held


def _long_table(line: Piece) -> tuple[list[Row], list[Piece]]:
    """The rows of a long line, and what stands behind its last bar."""
    pieces, number = [], line.line
    for text in line.text.split("|"):
        lead = len(text) - len(text.lstrip("\n "))
        pieces.append(Piece(text.strip(), number + text.count("\n", 0, lead)))
        number += text.count("\n")
    *cells, rest = pieces
    return rows_of(cells), [] if rest.blank else [rest]


@dataclass(slots=True)
class _Row:
    """A row while it is read: the lines of each of its cells, by the number of its first grid column."""

    edges: Edges
    line: int
    texts: dict[int, list[str]] = field(default_factory=dict)


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
            common = self.columns[edges]
            texts = {
                first + 1: text
                for (left, right), first in zip(pairwise(edges), common, strict=False)
                if (text := text_of(shown[left + 1 : right]).strip())
            }
            room = {
                first + 1: right - left - 1
                for (left, right), first in zip(pairwise(edges), common, strict=False)
            }
            if row and common == row.edges and goes_on(row.texts, texts, room):
                for column, text in texts.items():
                    row.texts[column].append(text)
                continue
            if row:
                yield row
            row = _Row(common, number, {column: [text] for column, text in texts.items()})
        if row:
            yield row

    def _cells(self, row: _Row) -> Row:
        return [
            Piece(cell_text(row.texts.get(left + 1, ())), row.line, left + 1, right - left)
            for left, right in pairwise(row.edges)
        ]


def _edges(shown: str) -> Edges:
    return tuple(position for position, character in enumerate(shown) if character == "|")
