"""Where a scanned page has text: line by line in each cell, and between the tables.

The grid already says where cells are, so no model has to find their text; the ink's profile parts it into lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.grid import Grid
from extract.readers.pdf.objects import Box
from extract.readers.scan.picture import Grey, Picture

_RULE = 1.6  # points inside a cell's edges that may belong to its rules
_SPECK = 1.0  # points: less ink is dust
_LINE = 6.0  # points: no line of a form is lower; what is, is part of a character such as 二
_BLANK = 24.0  # points of white in a line outside tables that part it in two


def text_lines(picture: Picture, grids: list[Grid]) -> list[Box]:
    """The boxes of all lines of text, tight around their ink."""
    found = [
        line for grid in grids for space in _spaces(grid) for line in _lines(picture, picture.dark, space)
    ]
    outside = _without_tables(picture, grids)
    page = Box(0.0, 0.0, picture.width, picture.height)
    for band in _lines(picture, outside, page):
        found += _parted(picture, outside, band)
    return found


def _spaces(grid: Grid) -> Iterator[Box]:
    for region in grid.regions:
        left, top, right, bottom = grid.space(region).edges
        yield Box(left + _RULE, top + _RULE, right - _RULE, bottom - _RULE)


def _without_tables(picture: Picture, grids: list[Grid]) -> Grey:
    ink = picture.dark.copy()
    for grid in grids:
        left, top, right, bottom = (round(edge * picture.dots_per_point) for edge in grid.box.edges)
        margin = round(_RULE * picture.dots_per_point)
        ink[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin] = 0
    return ink


def _lines(picture: Picture, ink: Grey, space: Box) -> Iterator[Box]:
    """The lines of text in a space, from its top."""
    scale = picture.dots_per_point
    left, top, right, bottom = (max(0, round(edge * scale)) for edge in space.edges)
    part = ink[top:bottom, left:right]
    if not part.size:
        return
    for first, last in _merged(_runs(part.max(axis=1)), round(_LINE * scale)):
        columns = np.flatnonzero(part[first:last].max(axis=0))
        if (part[first:last] > 0).sum() > (_SPECK * scale) ** 2:
            yield Box(
                (left + int(columns[0])) / scale,
                (top + first) / scale,
                (left + int(columns[-1]) + 1) / scale,
                (top + last) / scale,
            )


def _runs(profile: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Where ink begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], profile > 0, [0])).astype(np.int8)))
    return [(int(start), int(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _merged(runs: list[tuple[int, int]], lowest: int) -> list[tuple[int, int]]:
    """Runs put together where one is too low to be a line by itself: the strokes of 二, the dot of a letter."""
    lines: list[tuple[int, int]] = []
    for run in runs:
        if lines:
            first, last = lines[-1]
            low = min(run[1] - run[0], last - first) < lowest
            if low and run[0] - last < lowest and run[1] - first < 3 * lowest:
                lines[-1] = (first, run[1])
                continue
        lines.append(run)
    return lines


def _parted(picture: Picture, ink: Grey, band: Box) -> Iterator[Box]:
    """The pieces of a line between wide blanks, as a title and a unit on one line."""
    scale = picture.dots_per_point
    left, top, right, bottom = (round(edge * scale) for edge in band.edges)
    runs = _runs(ink[top:bottom, left:right].max(axis=0))
    starts = [
        0,
        *(n for n, (a, b) in enumerate(pairwise(runs), 1) if b[0] - a[1] > _BLANK * scale),
        len(runs),
    ]
    for first, end in pairwise(starts):
        yield Box((left + runs[first][0]) / scale, band.top, (left + runs[end - 1][1]) / scale, band.bottom)
