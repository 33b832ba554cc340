"""Forms as plain lines, without any mark of a table: known headings show that there was one.

一级指标                    a cell on a line, perhaps with blank lines between: only the order is known
指标值
产出指标

一级指标 二级指标 指标值     a row on a line, blanks between the cells: rows are known
产出指标 数量指标 12公里
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from msgspec.structs import replace

from extract.text.outside import is_note, is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows
from extract.text.regular import regular_rows
from extract.text.whole_values import goes_on_from_above, have_columns_of_their_own, whole_values
from extract.text.wrapped import is_known
from extract.title import is_title
from extract.vocabulary import column_role, level2
from jixiao.forms.document import Geometry

_CORE = frozenset({"level1", "level2", "name", "name?", "value", "actual"})
_MOST_PARTS = 4  # lines that a known word may be cut into
_CELL = re.compile(r"(?:[(（][^()（）]*[)）]|\S)\S*(?:\s*[(（][^()（）]*[)）](?=\s|$))?")


def claims(lines: Sequence[Piece]) -> float:
    """Half the number of lines from the first heading on, where there are headings."""
    lines = _stripped(lines)
    first = _first(lines)
    return 0 if first is None else 0.5 * sum(not line.blank for line in lines[first:])


def read(lines: Sequence[Piece]) -> Reading:
    """The lines before the first label, then the form as rows or as a stream; titles and notes stay lines."""
    lines = _stripped(lines)
    headings = [line for line in lines if _holds_headings(line.text)]
    start = _first(lines) or 0
    end = _end(lines, start)
    if not headings:
        dialect, blocks = "one-cell-per-line", _cells(_cells_between(lines[start:end]))
    else:
        roles = (column_role(word) for line in headings for word in _words(line.text))
        apart = have_columns_of_their_own(roles)
        if _scattered(lines, headings):
            cells = [Piece(word, line.line) for line in lines[start:end] for word in _words(line.text)]
            dialect, blocks = "spaces", _cells(whole_values(cells, apart=apart))
        else:
            dialect, blocks = "spaces", _rows(lines[start:end], apart=apart)
    return Reading(dialect, [*lines[:start], *blocks, *lines[end:]])


def _stripped(lines: Sequence[Piece]) -> list[Piece]:
    return [Piece(line.text.strip(), line.line) for line in lines]


def _scattered(lines: Sequence[Piece], headings: Sequence[Piece]) -> bool:
    """A class on the line of the headings, or a heading on a line of its own: lines are no rows."""
    together = {column_role(word) for line in headings for word in _words(line.text)}
    alone = {role for line in lines if (role := column_role(line.text)) in _CORE}
    return bool(alone - together) or any(level2(word) for line in headings for word in _words(line.text))


def _words(text: str) -> list[str]:
    """The texts between blanks; a remark in brackets belongs to the text before it.

    >>> _words(" 项目资金    (万元) 年度资金总额: 1125")
    ['项目资金    (万元)', '年度资金总额:', '1125']
    """
    return _CELL.findall(text)


def _holds_headings(text: str) -> bool:
    """Several on one line."""
    words = _words(text)
    return len(words) > 1 and len({role for word in words if (role := column_role(word)) in _CORE}) > 1


def _first(lines: Sequence[Piece]) -> int | None:
    """The first line that is, or begins with, a known label; None without two headings in the text."""
    alone = {role for line in lines if (role := column_role(line.text)) in _CORE}
    if len(alone) < 2 and not any(_holds_headings(line.text) for line in lines):
        return None
    labelled = (n for n, line in enumerate(lines) if not is_title(line.text) and _is_labelled(line.text))
    return next(labelled, None)


def _is_labelled(text: str) -> bool:
    return is_known(text) or any(map(is_known, _words(text)[:1])) or _holds_headings(text)


def _end(lines: Sequence[Piece], start: int) -> int:
    """Before the notes at the end, after which no label comes."""
    last = next((n for n in range(len(lines) - 1, start, -1) if _is_labelled(lines[n].text)), start)
    return next((n for n in range(last + 1, len(lines)) if is_note(lines[n].text)), len(lines))


def _cells_between(lines: Sequence[Piece]) -> list[Piece]:
    """A cell for each line, blank ones too; where blank lines part even the headings, for each run of lines."""
    headings = [line.line for line in lines if column_role(line.text) in _CORE]
    if any(below - above == 1 for above, below in pairwise(headings)):
        end = max((n for n, line in enumerate(lines, start=1) if not line.blank), default=0)
        return list(lines[:end])
    runs = (list(run) for filled, run in groupby(lines, lambda line: not line.blank) if filled)
    return [Piece("\n".join(line.text for line in run), run[0].line) for run in runs]


def _cells(cells: Sequence[Piece]) -> list[Block]:
    """The cells in order, parted at titles; as rows where they are regular."""
    blocks: list[Block] = []
    for title, group in groupby(cells, lambda cell: is_title(cell.text)):
        run = list(group)
        if title:
            blocks.extend(run)
            continue
        start, end, rows = regular_rows(run)
        blocks.extend(
            [_stream(run[:start]), Rows(Geometry.RAGGED, rows), _stream(run[end:])]
            if rows
            else [_stream(run)]
        )
    return [block for block in blocks if isinstance(block, Piece) or block.rows]


def _stream(cells: Sequence[Piece]) -> Rows:
    return Rows(Geometry.STREAM, [[cell] for cell in cells])


def _rows(lines: Sequence[Piece], *, apart: bool) -> list[Block]:
    """A row for each line; a line of a single text that is no label goes on with the row before it."""
    blocks: list[Block] = []
    for outside, group in groupby(lines, lambda line: is_outside(line.text)):
        run = list(group)
        rows = list(_gathered(run, apart=apart))
        blocks.extend(run if outside else [Rows(Geometry.RAGGED, rows)])
    return blocks


def _gathered(lines: Sequence[Piece], *, apart: bool) -> Iterator[Row]:
    row: Row = []
    for cells in _with_whole_words([_cells_of(line, apart=apart) for line in lines]):
        alone = len(cells) == 1 and not is_known(cells[0].text)
        if row and (alone or goes_on_from_above(row[-1].text, cells[0].text)):
            row.extend(cells)
            continue
        if row:
            yield whole_values(row, apart=apart)
        row = cells
    if row:
        yield whole_values(row, apart=apart)


def _cells_of(line: Piece, *, apart: bool) -> Row:
    return whole_values([Piece(word, line.line) for word in _words(line.text)], apart=apart)


def _with_whole_words(rows: Sequence[Row]) -> list[Row]:
    """The rows that are not blank; one that ends in the middle of a known word goes on with those that end it."""
    whole: list[Row] = []
    position = 0
    while position < len(rows):
        row = rows[position]
        parts = _parts_of_word(rows, position)
        if parts:
            word = "".join(cells[0].text for cells in rows[position + 1 : position + parts])
            rest = rows[position + parts - 1][1:]
            row = [*row[:-1], replace(row[-1], text=row[-1].text + word), *rest]
        whole.extend([row] if row else [])
        position += parts or 1
    return whole


def _parts_of_word(rows: Sequence[Row], position: int) -> int:
    """How many rows the known word takes up that the last cell of a row begins; 0 where it begins none."""
    for count in range(2, min(_MOST_PARTS, len(rows) - position) + 1):
        run = rows[position : position + count]
        if not all(run) or any(len(cells) > 1 for cells in run[1:-1]):
            return 0
        texts = [run[0][-1].text, *(cells[0].text for cells in run[1:])]
        if any(map(is_known, texts[:1])):
            return 0
        if is_known("".join(texts)):
            return count
    return 0
