"""catdoc's dump of .doc: a tab for one of Word's cell marks, a line break for two of them.

项目名称→道路清扫            the end of the last cell and the end of the row: two marks, one line break
→产出指标→数量指标→清扫
                             three blank cells of a merge behind it: two line breaks and a tab
→清运→30吨
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

from extract.text.marks import rows_of
from extract.text.outside import is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows
from jixiao.forms.document import Geometry

_WRAPPED = 0.25  # wrapped lines for each line break; more of them are rows
_LINE = 66  # bytes of a line that is full


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines with a tab, where no two tabs meet, none ends a line, and rows are broken."""
    texts = [line.text for line in _unwrapped(lines)]
    if any("\t\t" in text or text.endswith("\t") for text in texts if text != "\t"):
        return 0
    rows = sum("\t" in line.text for line in lines)
    return rows + 0.7 if 2 * rows >= sum(not line.blank for line in lines) and _broken(texts) else 0


def _broken(texts: Sequence[str]) -> bool:
    """Rows of several lengths, and blank lines before some: what runs of blank cells leave."""
    lengths = {text.count("\t") for text in texts if "\t" in text[1:]}
    return len(lengths) > 1 and any(not above and "\t" in below for above, below in pairwise(texts))


def _unwrapped(lines: Sequence[Piece]) -> list[Piece]:
    """The lines as `catdoc -w` writes them; without it lines are wrapped, and each line break stands twice."""
    runs = [(filled, list(run)) for filled, run in groupby(lines, lambda line: bool(line.text))]
    breaks = [len(run) + 1 for filled, run in runs if not filled]
    wraps = sum(len(run) - 1 for filled, run in runs if filled)
    if (
        max(breaks, default=0) < 4
        or any(number % 2 for number in breaks[:-1])
        or wraps > _WRAPPED * len(breaks)
    ):
        return list(lines)
    unwrapped: list[Piece] = []
    for filled, run in runs:
        if filled:
            unwrapped.append(_one_line(run))
        else:
            unwrapped.extend(run[: (len(run) - 1) // 2])
    return unwrapped


def _one_line(run: Sequence[Piece]) -> Piece:
    """The lines of one that was wrapped: within a text that fills the line, else where a tab stood."""
    text = run[0].text
    for line in run[1:]:
        last = text.rpartition("\t")[2].rpartition("\n")[2]
        full = len(last.encode()) >= _LINE
        text += line.text if full or text.endswith("\t") else f"\t{line.text}"
    return Piece(text, run[0].line)


def read(lines: Sequence[Piece]) -> Reading:
    """The rows from the first tab to the last, parted at titles and notes, and the lines around them."""
    lines = _unwrapped(lines)
    tabbed = [number for number, line in enumerate(lines) if "\t" in line.text]
    first, end = tabbed[0], tabbed[-1] + 1
    blocks: list[Block] = list(lines[:first])
    rows: list[Row] = []
    cells = [cell for line in lines[first:end] for cell in _cells(line)]
    for row in chain.from_iterable(map(rows_of, _parted(cells))):
        texts = [cell for cell in row if not cell.blank]
        if len(texts) > 1 or (texts and not is_outside(texts[0].text)):
            rows.append(row)
        elif texts:
            blocks.extend([Rows(Geometry.RAGGED, rows)] if rows else [])
            blocks.extend(texts)
            rows = []
    blocks.extend([Rows(Geometry.RAGGED, rows)] if rows else [])
    return Reading("catdoc", [*blocks, *lines[end:]])


def _parted(cells: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The cells cut before each title, note or signature: none of these goes on with a row."""
    starts = [number for number, cell in enumerate(cells) if number and is_outside(cell.text)]
    for start, end in pairwise([0, *starts, len(cells)]):
        yield cells[start:end]


def _cells(line: Piece) -> Iterator[Piece]:
    """The cells of a line, and the blank for its second mark."""
    for text in line.text.split("\t"):
        yield Piece(text, line.line)
    yield Piece("", line.line)
