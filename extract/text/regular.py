"""Rows in a sequence of cells that keeps blank ones: all are as long as the headings, so classes stand at their place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extract.text.outside import is_outside
from extract.text.pieces import Piece, Row
from extract.vocabulary import column_role, is_caption, level2

_FEWEST = 3  # classes that must stand under their heading
_REGULAR = 0.9  # and the share of them that must


def regular_rows(cells: Sequence[Piece]) -> tuple[int, list[Row]]:
    """Where the headings begin, and the rows from there on; none where classes do not stand under their heading.

    >>> words = "项目 道路 一级指标 二级指标 指标值 产出 数量 5  质量 95%  时效 ".split(" ")
    >>> [[cell.text for cell in row] for row in regular_rows([Piece(word, 1) for word in words])[1]]
    [['一级指标', '二级指标', '指标值'], ['产出', '数量', '5'], ['', '质量', '95%'], ['', '时效', '']]
    """
    start = next(
        (n for n, cell in enumerate(cells) if _is_heading(cell) and _roles(cells, n) > 1), len(cells)
    )
    head = list(takewhile(_is_heading, cells[start:]))
    body = list(takewhile(lambda cell: not is_outside(cell.text), cells[start + len(head) :]))
    places = {number for number, cell in enumerate(head) if column_role(cell.text) == "level2"}
    classes = [number % len(head) for number, cell in enumerate(body) if level2(cell.text)]
    right = sum(place in places for place in classes)
    if right < max(_FEWEST, _REGULAR * len(classes)):
        return start, []
    return start, [head, *(body[n : n + len(head)] for n in range(0, len(body), len(head)))]


def _is_heading(cell: Piece) -> bool:
    return column_role(cell.text) is not None or is_caption(cell.text)


def _roles(cells: Sequence[Piece], start: int) -> int:
    """Number of different headings from here on."""
    return len({column_role(cell.text) for cell in takewhile(_is_heading, cells[start:])} - {None})
