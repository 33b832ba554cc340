"""From what a page draws to its ruling: long straight segments, level and upright.

A rule may be one stroke, a side of a stroked rectangle, a filled rectangle a hair thick (Word), a row of
dashes or dots, or pieces that meet. All come out as one segment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

import msgspec

from extract.readers.pdf.objects import Box, Page

THIN = 3.2  # a filled box up to so thick is a line
SAME = 2.2  # parallel lines so near are one, drawn twice or doubled
GAP = 4.0  # dashes and pieces of a line are not farther apart
SHORT = 4.0  # what is not longer rules nothing
_DRAWING = 4_000_000  # possible crossings: so many rules are a drawing, and no table
REACH = 4.0  # a rule that ends so far from another still meets it: double borders, rounded corners


class Segment(msgspec.Struct, frozen=True, gc=False, order=True):
    """A straight rule: `at` across it, `start` and `end` along it."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """From start to end."""
        return self.end - self.start


class Ruling(NamedTuple):
    """Rules that hang together, and so may be one table. Each list is sorted by `at`."""

    level: list[Segment]
    upright: list[Segment]

    @property
    def box(self) -> Box:
        """The space that they span."""
        return Box(
            min(chain((rule.at for rule in self.upright), (rule.start for rule in self.level))),
            min(chain((rule.at for rule in self.level), (rule.start for rule in self.upright))),
            max(chain((rule.at for rule in self.upright), (rule.end for rule in self.level))),
            max(chain((rule.at for rule in self.level), (rule.end for rule in self.upright))),
        )


def ruling(page: Page) -> Ruling:
    """All rules of the page, those drawn as strokes and those drawn as thin boxes."""
    thin = [box for box in page.fills if min(box.width, box.height) <= THIN]
    drawn = [
        box for box in page.pictures if min(box.width, box.height) <= THIN
    ]  # lines that a printer rastered
    return _ruling(chain(page.strokes, thin, drawn))


def outlines(page: Page) -> Ruling:
    """The edges of the page's filled boxes as rules, for tables that are drawn by their backgrounds."""
    sheet = page.width * page.height
    fills = [box for box in page.fills if min(box.width, box.height) > THIN and _area(box) < sheet * 0.8]
    return _ruling(chain.from_iterable(map(_sides, fills)))


def tables(rules: Ruling) -> tuple[list[Ruling], list[Segment]]:
    """The rules parted into groups that cross or touch, from the top down; and the level rules left over."""
    if len(rules.level) * len(rules.upright) > _DRAWING:
        return [], []
    parts = _parts(rules)
    whole = [part for part in parts if part.level and part.upright]
    for part in parts:
        if not part.level:
            _attach(part.upright[0], whole)
    lonely = [part.level[0] for part in parts if not part.upright]
    return sorted(whole, key=lambda part: (part.box.top, part.box.left)), lonely


def _parts(rules: Ruling) -> list[Ruling]:
    group = list(range(len(rules.level) + len(rules.upright)))

    def head(member: int) -> int:
        while group[member] != member:
            group[member] = group[group[member]]
            member = group[member]
        return member

    for level_number, upright_number in _crossings(rules):
        group[head(len(rules.level) + upright_number)] = head(level_number)
    parts: dict[int, Ruling] = {}
    for number, rule in enumerate(rules.level):
        parts.setdefault(head(number), Ruling([], [])).level.append(rule)
    for number, rule in enumerate(rules.upright, start=len(rules.level)):
        parts.setdefault(head(number), Ruling([], [])).upright.append(rule)
    return list(parts.values())


def _attach(lonely: Segment, whole: list[Ruling]) -> None:
    """Give an upright rule that meets nothing to the table that is exactly as high.

    On the middle pages of a label that goes over many, no level rule touches the rules beside it.
    """
    for part in whole:
        if abs(part.box.top - lonely.start) <= REACH and abs(part.box.bottom - lonely.end) <= REACH:
            insort(part.upright, lonely)
            return


def clusters(numbers: Iterable[float], width: float) -> list[list[float]]:
    """The numbers in groups, none wider than `width`."""
    groups: list[list[float]] = []
    for number in sorted(numbers):
        if groups and number - groups[-1][0] <= width:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def _area(box: Box) -> float:
    return box.width * box.height


def _sides(box: Box) -> Iterator[Box]:
    left, top, right, bottom = box.edges
    yield Box(left, top, right, top)
    yield Box(left, bottom, right, bottom)
    yield Box(left, top, left, bottom)
    yield Box(right, top, right, bottom)


def _ruling(marks: Iterable[Box]) -> Ruling:
    level: list[Segment] = []
    upright: list[Segment] = []
    for box in marks:
        # A dot is part of a level line or of an upright one: its neighbours will tell.
        if box.width >= box.height or box.width > SHORT:
            level.append(Segment((box.top + box.bottom) / 2, box.left, box.right))
        if box.height >= box.width or box.height > SHORT:
            upright.append(Segment((box.left + box.right) / 2, box.top, box.bottom))
    return Ruling(_joined(level), _joined(upright))


def _joined(pieces: list[Segment]) -> list[Segment]:
    """Pieces on one line made whole, and what stays too short to rule anything left out."""
    lines: list[list[Segment]] = []
    for piece in sorted(pieces):
        if lines and piece.at - lines[-1][0].at <= SAME:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    whole = chain.from_iterable(map(_chained, lines))
    return sorted(segment for segment in whole if segment.length > SHORT)


def _chained(line: list[Segment]) -> Iterator[Segment]:
    """The runs of one line's pieces whose gaps are small."""
    if len(line) == 1:
        yield line[0]
        return
    pieces = sorted(line, key=lambda piece: piece.start)
    run = [pieces[0]]
    end = pieces[0].end
    for piece in pieces[1:]:
        if piece.start - end > GAP:
            yield _one(run, end)
            run = []
        run.append(piece)
        end = max(end, piece.end) if len(run) > 1 else piece.end
    yield _one(run, end)


def _one(run: list[Segment], end: float) -> Segment:
    weight = sum(piece.length for piece in run)
    at = sum(piece.at * piece.length for piece in run) / weight if weight else run[0].at
    return Segment(at, run[0].start, end)


def _crossings(rules: Ruling) -> Iterator[tuple[int, int]]:
    positions = [rule.at for rule in rules.upright]
    for number, level in enumerate(rules.level):
        first = bisect_left(positions, level.start - REACH)
        last = bisect_right(positions, level.end + REACH)
        for other in range(first, last):
            upright = rules.upright[other]
            if upright.start - REACH <= level.at <= upright.end + REACH:
                yield number, other
