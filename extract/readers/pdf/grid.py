"""From the ruling of one table to its cells with their spans.

Elementary: every upright edge is crossed with every level edge, and neighbours without a rule between them
are one cell. A method that needs four corners loses the cells that a page break leaves open; this does not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean, median
from typing import NamedTuple

from extract.readers.pdf.objects import Box
from extract.readers.pdf.segments import REACH, Ruling, Segment, clusters
from jixiao.forms.limits import LIMITS

NARROW = 4.0  # no row or column is so slim: the lines of a double border, one edge
OVERHANG = (
    5.0  # rules that reach so far beyond the outermost crossing rule bound cells without an outer border
)
RULED = 0.6  # the share of a side that must be ruled to divide two cells


class Region(NamedTuple):
    """One cell of a grid: where it begins, from 0, and how far it goes."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True)
class Grid:
    """Edges from left to right and from top to bottom, and the cells between them."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    open_below: frozenset[Region] = frozenset()  # cells that no rule closes at the table's foot
    deduced: bool = False  # its columns, and which lines are a row, were told from the text
    irregular: bool = False  # some space between the rules was no rectangle, and was cut into several

    @cached_property
    def box(self) -> Box:
        """The space of the whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def space(self, region: Region) -> Box:
        """The space of a cell."""
        right, bottom = region.column + region.column_span, region.row + region.row_span
        return Box(self.xs[region.column], self.ys[region.row], self.xs[right], self.ys[bottom])

    def at(self, x: float, y: float) -> Region | None:
        """The cell at a point; None outside the table, or in a gap of it."""
        xs, ys = self.xs, self.ys
        if xs[0] <= x <= xs[-1] and ys[0] <= y <= ys[-1]:
            return self._slots.get((_slot(ys, y), _slot(xs, x)))
        return None

    @cached_property
    def _slots(self) -> dict[tuple[int, int], Region]:
        return {
            (row, column): region
            for region in self.regions
            for row in range(region.row, region.row + region.row_span)
            for column in range(region.column, region.column + region.column_span)
        }


def nearest(number: float, edges: Sequence[float]) -> int:
    """Which of the sorted edges is nearest."""
    after = bisect_right(edges, number)
    if after == len(edges) or (after and number - edges[after - 1] <= edges[after] - number):
        return after - 1
    return after


def _slot(edges: tuple[float, ...], number: float) -> int:
    return bisect_right(edges, number, 1, len(edges) - 1) - 1


def grid(rules: Ruling, is_written: Callable[[Box], bool]) -> Grid | None:
    """The table that the rules draw; None where they bound no cell, or more than a document may have.

    `is_written` asks for text in a box.
    """
    box = rules.box
    xs, ys = _edges(rules.upright), _edges(rules.level)
    xs = _outer(xs, rules.level, lambda start, end: is_written(Box(start, box.top, end, box.bottom)))
    ys = _outer(ys, rules.upright, lambda start, end: is_written(Box(box.left, start, box.right, end)))
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > LIMITS.cells:
        return None
    walls = _Walls(_walls(rules.upright, xs, ys), _walls(rules.level, ys, xs))
    spaces = _spaces(walls, len(ys) - 1, len(xs) - 1)
    regions = [region for space in spaces for region in _rectangles(space)]
    irregular = len(regions) > len(spaces)
    return _compressed(xs, ys, regions, walls, irregular=irregular)


def _edges(rules: list[Segment]) -> list[float]:
    return [fmean(group) for group in clusters((rule.at for rule in rules), NARROW)]


def _outer(
    edges: list[float], along: list[Segment], is_written: Callable[[float, float], bool]
) -> list[float]:
    """The edges and, where nothing is ruled at the rim, those that the ends of the rules along them show."""
    if not edges:
        return edges
    first, last = edges[0], edges[-1]
    before = _common_end([rule.start for rule in along if first - rule.start > OVERHANG])
    after = _common_end([rule.end for rule in along if rule.end - last > OVERHANG])
    if before and (before[1] > 1 or is_written(before[0], first)):
        edges = [before[0], *edges]
    if after and (after[1] > 1 or is_written(last, after[0])):
        edges = [*edges, after[0]]
    return edges


def _common_end(ends: list[float]) -> tuple[float, int] | None:
    """Where most of the rules end alike, and how many do."""
    most = max(clusters(ends, REACH), key=len, default=[])
    return (median(most), len(most)) if most else None


class _Walls(NamedTuple):
    """Which sides are ruled: (edge, slot along it), for upright and for level edges."""

    upright: set[tuple[int, int]]
    level: set[tuple[int, int]]


def _walls(rules: list[Segment], edges: list[float], slots: list[float]) -> set[tuple[int, int]]:
    ruled: dict[tuple[int, int], float] = {}
    for rule in rules:
        edge = nearest(rule.at, edges)
        for slot in range(max(bisect_right(slots, rule.start) - 1, 0), len(slots) - 1):
            start, end = slots[slot], slots[slot + 1]
            if start >= rule.end:
                break
            shared = min(end, rule.end) - max(start, rule.start)
            if shared > 0:
                ruled[edge, slot] = ruled.get((edge, slot), 0.0) + shared / (end - start)
    return {side for side, share in ruled.items() if share >= RULED}


Slot = tuple[int, int]


def _spaces(walls: _Walls, rows: int, columns: int) -> list[set[Slot]]:
    """Neighbouring slots that no rule divides, together."""
    left = {(row, column) for row in range(rows) for column in range(columns)}
    spaces = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in left:
                spaces.append(_flood(walls, (row, column), left))
    return spaces


def _flood(walls: _Walls, start: Slot, left: set[Slot]) -> set[Slot]:
    left.discard(start)
    space, border = {start}, [start]
    while border:
        row, column = border.pop()
        neighbours = (
            ((row, column + 1), (column + 1, row) in walls.upright),
            ((row, column - 1), (column, row) in walls.upright),
            ((row + 1, column), (row + 1, column) in walls.level),
            ((row - 1, column), (row, column) in walls.level),
        )
        for slot, divided in neighbours:
            if slot in left and not divided:
                left.discard(slot)
                space.add(slot)
                border.append(slot)
    return space


def _rectangles(space: set[Slot]) -> list[Region]:
    """The space as one rectangle, or, where it is none, as few as equal runs of its rows give."""
    rows, columns = {row for row, _ in space}, {column for _, column in space}
    if len(rows) * len(columns) == len(space):
        return [Region(min(rows), min(columns), len(rows), len(columns))]
    rectangles: list[Region] = []
    for row in sorted(rows):
        for first, last in _runs(sorted(column for slot_row, column in space if slot_row == row)):
            run = Region(row, first, 1, last - first + 1)
            above = next((r for r in rectangles if _continues(r, run)), None)
            if above is None:
                rectangles.append(run)
            else:
                rectangles[rectangles.index(above)] = above._replace(row_span=above.row_span + 1)
    return rectangles


def _continues(above: Region, run: Region) -> bool:
    same_columns = (above.column, above.column_span) == (run.column, run.column_span)
    return same_columns and above.row + above.row_span == run.row


def _runs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last


def _compressed(
    xs: list[float], ys: list[float], regions: list[Region], walls: _Walls, *, irregular: bool
) -> Grid:
    """The grid less the edges at which no cell begins or ends: underlines, overlong rules."""
    rows = _kept(regions, lambda r: (r.row, r.row + r.row_span))
    columns = _kept(regions, lambda r: (r.column, r.column + r.column_span))
    moved = {region: _moved(region, rows, columns) for region in regions}
    foot = len(ys) - 1
    open_below = {
        moved[region]
        for region in regions
        if region.row + region.row_span == foot
        and all((foot, region.column + offset) not in walls.level for offset in range(region.column_span))
    }
    return Grid(
        tuple(xs[column] for column in columns),
        tuple(ys[row] for row in rows),
        tuple(sorted(moved.values())),
        frozenset(open_below),
        irregular=irregular,
    )


def _kept(regions: list[Region], ends: Callable[[Region], tuple[int, int]]) -> dict[int, int]:
    """The edges at which cells begin or end, and how many such are before each."""
    return {edge: place for place, edge in enumerate(sorted({e for region in regions for e in ends(region)}))}


def _moved(region: Region, rows: dict[int, int], columns: dict[int, int]) -> Region:
    row, column = rows[region.row], columns[region.column]
    last_row, last_column = rows[region.row + region.row_span], columns[region.column + region.column_span]
    return Region(row, column, last_row - row, last_column - column)
