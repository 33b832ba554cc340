"""Rows out of a plain sequence of cells, where a row of n cells is n cells and a blank.

Word ends a cell with a mark and a row with one more. Where a dump keeps only the marks (antiword's long lines,
catdoc), the rows are those that fit best: under the column headings they are of one width, above them they are
what stands between blanks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from operator import add

from extract.text.outside import is_outside
from extract.text.pieces import Piece, Row
from extract.vocabulary import column_role

_WIDEST = 30  # cells of a row
_SAMPLE = 500  # cells that are enough to find the usual width
_NEVER = 10**15  # dearer than everything
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
    """The cheapest way to cut the cells into rows, found from the end backwards.

    A row costs one, and more for what is unusual: under headings another width than the usual, above them
    blanks between its texts. A blank at the end is a little dearer than one at the front, where merges leave
    them. Prices are whole numbers, so that ways that cost the same are known to; of them the shorter row is taken.
    """

    def __init__(self, cells: Sequence[Piece]) -> None:
        self.blank = [cell.blank for cell in cells]
        self.regular = _under_headings(cells)
        self.width = _usual_width(self.blank, self.regular)
        last = [-1, *accumulate((n if not blank else -1 for n, blank in enumerate(self.blank)), max)]
        texts = [0, *accumulate(not blank for blank in self.blank)]  # number of texts before each place
        self.may_begin = list(_beginnings(self.blank))
        row = 10 * self.width
        lengths = range(1, _WIDEST + 1)
        self.price = row
        self.price_without_text = [(2 + length) * row for length in lengths]
        self.price_by_width = [row if n == self.width else 2 * row + 10 * n for n in lengths]
        self.price_at_end = [self.width * (place - 1 - n) for place, n in enumerate(last)]
        self.price_between = [15 * self.width * (n + 1 - count) for n, count in zip(last, texts, strict=True)]

    def lengths(self) -> list[int]:
        """For each position the length of the row that starts there, if one does."""
        end = len(self.blank)
        lengths, cost = [0] * end, [0] * (end + 2)
        # for each place where a row may stop, the price of the cells after it, and with it that of blanks in the row
        after, at_end, between = ([_NEVER] * (end + 1) for _ in range(3))
        first = end  # the first text from the start on
        for start in range(end - 1, -1, -1):
            stop = start + 1
            after[stop] = cost[stop + 1] + (0 if stop == end or self.blank[stop] else _NEVER)
            at_end[stop] = after[stop] + self.price_at_end[stop]
            between[stop] = at_end[stop] + self.price_between[stop]
            first = first if self.blank[start] else start
            if not self.may_begin[start]:
                continue
            most = min(start + _WIDEST, end)
            split = min(first, most) + 1  # from there on the row holds a text
            prices = list(map(add, after[stop:split], self.price_without_text))
            if self.regular[start]:
                prices += map(add, at_end[split : most + 1], self.price_by_width[split - stop :])
            else:
                fixed = self.price - self.price_between[first + 1]
                prices += [fixed + price for price in between[split : most + 1]]
            if self.regular[start] and end - start < self.width:
                prices[-1] = self.price  # the last row may have lost its end
            cost[start], lengths[start] = _cheapest(prices)
        return lengths


def _beginnings(blank: Sequence[bool]) -> Iterator[bool]:
    """Where a row can begin: behind a blank, and where the longest row ends that none closes."""
    since = 0  # cells since the last blank
    for is_blank in blank:
        yield since % (_WIDEST + 1) == 0
        since = 0 if is_blank else since + 1


def _cheapest(prices: Sequence[int]) -> tuple[int, int]:
    """The least price and the length of its row; where no row may stop, those of the longest."""
    least = min(prices)
    return (least, prices.index(least) + 1) if least < _NEVER else (prices[-1] - _NEVER, len(prices))


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
