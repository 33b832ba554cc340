"""Rows out of a plain sequence of cells, where a row of n cells is n cells and a blank.

Word ends a cell with a mark and a row with one more. Where a dump keeps only the marks (antiword's long lines,
catdoc), the rows are those that fit best: under the column headings they are of one width, above them they are
what stands between blanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from extract.text.outside import is_outside
from extract.text.pieces import Piece, Row
from extract.vocabulary import column_role

_WIDEST = 30  # cells of a row
_SAMPLE = 500  # cells that are enough to find the usual width
_HEADINGS = frozenset({"level1", "level2", "name", "value"})


def rows_of(cells: Sequence[Piece]) -> list[Row]:
    """The rows that fit best.

    >>> words = "项目 道路  一级指标 二级指标 指标值  产出 数量 5   质量 100%  ".split(" ")
    >>> [[cell.text for cell in row] for row in rows_of([Piece(word, 1) for word in words])]
    [['项目', '道路'], ['一级指标', '二级指标', '指标值'], ['产出', '数量', '5'], ['', '质量', '100%']]
    """
    end = max((number for number, cell in enumerate(cells, start=1) if not cell.blank), default=0)
    cells = cells[:end]  # blanks behind the last text may be missing, too many, or none
    lengths = _Fit(cells).lengths() if cells else []
    rows, position = [], 0
    while position < len(cells):
        rows.append(list(cells[position : position + lengths[position]]))
        position += lengths[position] + 1
    return rows


class _Fit:
    """The cheapest way to cut the cells into rows, found from the end backwards."""

    def __init__(self, cells: Sequence[Piece]) -> None:
        self.blank = [cell.blank for cell in cells]
        self.regular = _under_headings(cells)
        self.width = _usual_width(self.blank, self.regular)
        self.texts = [0, *accumulate(not blank for blank in self.blank)]  # number of texts before each place
        self.last = [-1, *accumulate((n if not blank else -1 for n, blank in enumerate(self.blank)), max)]

    def lengths(self) -> list[int]:
        """For each position the length of the row that starts there, if one does."""
        end = len(self.blank)
        cost = [0.0] * (end + 1)
        lengths = [0] * end
        first = end  # the first text from the start on
        for start in range(end - 1, -1, -1):
            first = first if self.blank[start] else start
            stops = range(start + 1, min(start + _WIDEST, end) + 1)
            rows = [stop for stop in stops if stop == end or self.blank[stop]] or [stops[-1]]
            cost[start], lengths[start] = min(
                (self._price(start, stop, first) + cost[min(stop + 1, end)], stop - start) for stop in rows
            )
        return lengths

    def _price(self, start: int, stop: int, first: int) -> float:
        """What a row costs whose first text is `first`: one, and more for what is unusual.

        Under headings that is another width; above them, blanks between texts. A blank at the end is
        a little dearer than one at the front, where merges leave them.
        """
        length, last = stop - start, self.last[stop]
        if first >= stop:
            return 2 + length
        behind = 0.1 * (stop - 1 - last)
        if self.regular[start]:
            usual = length == self.width or (length < self.width and stop == len(self.blank))
            return behind + (1 if usual else 2 + length / self.width)
        between = last - first + 1 - (self.texts[stop] - self.texts[start])
        return 1 + behind + 1.5 * between


def _under_headings(cells: Sequence[Piece]) -> list[bool]:
    """Which cells stand under headings of indicator columns: from two in a row on, to the next title or note."""
    flags, regular = [], False
    roles = [column_role(cell.text) in _HEADINGS for cell in cells]
    pairs = [*(a and b for a, b in pairwise(roles)), False]
    for cell, starts in zip(cells, pairs, strict=True):
        regular = (regular or starts) and not is_outside(cell.text)
        flags.append(regular)
    return flags


def _usual_width(blank: Sequence[bool], regular: Sequence[bool]) -> int:
    """The least width at which the marks of row ends come back under the first headings."""
    start = regular.index(True) if True in regular else 0
    end = next((n for n in range(start, len(blank)) if not regular[n] and regular[start]), len(blank))
    sample = blank[start : min(end, start + _SAMPLE)]
    regularity = {width: _regularity(sample, width + 1) for width in range(2, _WIDEST)}
    best = max(regularity.values())
    return next(width for width, share in regularity.items() if share >= 0.9 * best)


def _regularity(sample: Sequence[bool], period: int) -> float:
    """The share of blanks at the best phase."""
    phases = [sample[phase::period] for phase in range(period)]
    return max(sum(phase) / len(phase) for phase in phases if phase)
