"""Rows in a sequence of cells that keeps blank ones: LibreOffice's text export, Tika's dump of .rtf.

Where no cell has two paragraphs, all rows are as long as the headings, and classes stand under their heading.
Else a class begins a row, and so does what follows on the blank cells that merges leave.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extract.text.outside import is_outside
from extract.text.pieces import Piece, Row
from extract.vocabulary import column_role, is_caption, level1, level2

_FEWEST = 3  # classes that must stand under their heading, or rows that blank cells must part
_REGULAR = 0.9  # and the share of them that must


def regular_rows(cells: Sequence[Piece]) -> tuple[int, int, list[Row]]:
    """Where the headings begin, where the rows under them end, and the rows; none where nothing tells them.

    >>> words = "项目 道路 一级指标 二级指标 指标值 产出 数量 5  质量 95%  时效 ".split(" ")
    >>> [[cell.text for cell in row] for row in regular_rows([Piece(word, 1) for word in words])[2]]
    [['一级指标', '二级指标', '指标值'], ['产出', '数量', '5'], ['', '质量', '95%'], ['', '时效', '']]
    """
    start = next(
        (n for n, cell in enumerate(cells) if _is_heading(cell) and _roles(cells, n) > 1), len(cells)
    )
    head = list(takewhile(_is_heading, cells[start:]))
    body = list(takewhile(lambda cell: not is_outside(cell.text), cells[start + len(head) :]))
    end = start + len(head) + len(body)
    if _classes_under_heading(head, body):
        return start, end, [head, *(body[n : n + len(head)] for n in range(0, len(body), len(head)))]
    rows = list(_between_blanks(body))
    fitting = sum(len(row) <= len(head) for row in rows)
    parted = sum(above.blank and below.blank for above, below in pairwise(body))
    if min(fitting, parted) < max(_FEWEST, _REGULAR * len(rows)):
        return start, end, []
    return start, end, [head, *rows]


def _classes_under_heading(head: Sequence[Piece], body: Sequence[Piece]) -> bool:
    places = {number for number, cell in enumerate(head) if column_role(cell.text) == "level2"}
    classes = [number % len(head) for number, cell in enumerate(body) if level2(cell.text)]
    return sum(place in places for place in classes) >= max(_FEWEST, _REGULAR * len(classes))


def _between_blanks(body: Sequence[Piece]) -> Iterator[Row]:
    """A row from each class, and from each text behind two blank cells; the blanks between rows are left out."""
    row: Row = []
    blanks: Row = []
    for cell in body:
        if cell.blank:
            blanks.append(cell)
            continue
        above = row[-1].text if row and not blanks else ""
        begins = level1(cell.text) or (level2(cell.text) and not level1(above)) or len(blanks) > 1
        if row and begins:
            yield row
            row = []
        row.extend([*blanks, cell] if row else [cell])
        blanks = []
    if row:
        yield row


def _is_heading(cell: Piece) -> bool:
    return column_role(cell.text) is not None or is_caption(cell.text)


def _roles(cells: Sequence[Piece], start: int) -> int:
    """Number of different headings from here on."""
    return len({column_role(cell.text) for cell in takewhile(_is_heading, cells[start:])} - {None})
