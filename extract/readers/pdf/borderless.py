"""Tables ruled by level lines only: columns from gaps in the ink, rows from baselines.

─────────────────────────
  一级指标   三级指标   指标值       rules of like extent, at least three;
─────────────────────────
  产出指标   培训人次   ≥500人       a line that only goes on with full cells
            巡查次数   12次         is part of the row above it
─────────────────────────
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from extract.readers.pdf.grid import Grid, Region
from extract.readers.pdf.objects import Glyph, Page
from extract.readers.pdf.segments import REACH, Segment
from extract.readers.pdf.text import by_baseline

_GAP = 0.8  # em without ink from top to bottom: between columns
_FULL = 1.2  # em that a line may fall short of its column's widest
_TIGHT = 1.15  # times the smallest distance of lines: the lines of one cell are no farther apart
_RULES = 3

Line = list[Glyph]  # on one baseline
Row = list[Line]


def ruled_by_levels(page: Page, rules: list[Segment]) -> Iterator[Grid]:
    """The tables between these level rules, which no upright rule crosses."""
    for group in _alike(rules):
        for run in _with_columns(page, group):
            if len(run) >= _RULES and (made := _grid(page, run)):
                yield made


def _alike(rules: list[Segment]) -> list[list[Segment]]:
    """Rules that begin and end alike, from the top."""
    groups: list[list[Segment]] = []
    for rule in sorted(rules):
        for group in groups:
            if abs(group[0].start - rule.start) <= REACH and abs(group[0].end - rule.end) <= REACH:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _with_columns(page: Page, rules: list[Segment]) -> Iterator[list[Segment]]:
    """The rules in runs between which text stands in columns: a title between two tables does not."""
    run = rules[:1]
    for upper, lower in pairwise(rules):
        if any(len(_ink([line])) > 1 for line in _printed(page, upper, lower)):
            run.append(lower)
        else:
            yield run
            run = [lower]
    yield run


def _printed(page: Page, upper: Segment, lower: Segment) -> list[Line]:
    """The lines of glyphs between two rules."""
    inside = (
        glyph
        for glyph in page.glyphs
        if glyph.turn == 0 and glyph.clip is None and glyph.text.strip()
        if upper.at < glyph.y < lower.at and upper.start - REACH < glyph.x < upper.end + REACH
    )
    return list(by_baseline(sorted(inside, key=lambda glyph: glyph.baseline)))


def _ink(lines: list[Line]) -> list[tuple[float, float]]:
    """Where there is ink, seen from above: intervals with gaps between them."""
    glyphs = sorted((glyph for line in lines for glyph in line), key=lambda glyph: glyph.left)
    intervals: list[tuple[float, float]] = []
    for glyph in glyphs:
        if intervals and glyph.left - intervals[-1][1] < _GAP * glyph.size:
            intervals[-1] = (intervals[-1][0], max(intervals[-1][1], glyph.right))
        else:
            intervals.append((glyph.left, glyph.right))
    return intervals


def _grid(page: Page, rules: list[Segment]) -> Grid | None:
    bands = [_printed(page, upper, lower) for upper, lower in pairwise(rules)]
    columns = _ink([line for band in bands[1:] for line in band])
    if len(columns) < 2:
        return None
    xs = [rules[0].start, *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), rules[0].end]
    ys, regions = [rules[0].at], list[Region]()
    for number, (band, lower) in enumerate(zip(bands, rules[1:], strict=True)):
        rows = _rows(band, xs) if number or _spans(band, xs) else [band]
        for position, row in enumerate(rows):
            regions += _regions(row, xs, len(ys) - 1)
            ys.append(_foot(row, rows[position + 1]) if position + 1 < len(rows) else lower.at)
    return Grid(tuple(xs), tuple(ys), tuple(regions), deduced=True)


def _spans(lines: list[Line], xs: list[float]) -> bool:
    """Say whether a heading stands over several columns, and so is a row of its own."""
    return any(first < last for line in lines for first, last, *_ in _groups(line, xs))


def _rows(lines: list[Line], xs: list[float]) -> list[Row]:
    """The lines in rows: one that only goes on with full cells belongs to the row above it."""
    rows: list[Row] = []
    widest = _widest(lines, xs)
    nearest = min((_baseline(b) - _baseline(a) for a, b in pairwise(lines)), default=0.0)
    for line in lines:
        above = rows[-1][-1] if rows else None
        tight = above and _baseline(line) - _baseline(above) <= _TIGHT * nearest
        if above and tight and _is_rest(line, above, xs, widest):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_rest(line: Line, above: Line, xs: list[float], widest: dict[int, float]) -> bool:
    """Say whether each text of a line goes on with a full one above it."""
    full = {
        first
        for first, _, left, right in _groups(above, xs)
        if right - left > widest.get(first, 0.0) - _FULL * above[0].size
    }
    return 0 not in (columns := {first for first, *_ in _groups(line, xs)}) and columns <= full


def _widest(lines: list[Line], xs: list[float]) -> dict[int, float]:
    widths: dict[int, float] = {}
    for line in lines:
        for first, _, left, right in _groups(line, xs):
            widths[first] = max(widths.get(first, 0.0), right - left)
    return widths


def _groups(line: Line, xs: list[float]) -> list[tuple[int, int, float, float]]:
    """The texts of a line: first and last column, left and right end."""
    return [(_column(left, xs), _column(right, xs), left, right) for left, right in _ink([line])]


def _column(x: float, xs: list[float]) -> int:
    return min(max(bisect_left(xs, x) - 1, 0), len(xs) - 2)


def _regions(row: Row, xs: list[float], number: int) -> list[Region]:
    """The cells of a row; a heading over several columns is one."""
    spans = {first: last for line in row for first, last, *_ in _groups(line, xs) if last > first}
    covered = {column for first, last in spans.items() for column in range(first + 1, last + 1)}
    columns = [column for column in range(len(xs) - 1) if column not in covered]
    return [Region(number, column, 1, spans.get(column, column) - column + 1) for column in columns]


def _baseline(line: Line) -> float:
    return line[0].baseline


def _foot(row: Row, following: Row) -> float:
    """Where one row ends and the next begins: half way from baseline to the next line's head."""
    head = _baseline(following[0]) - following[0][0].size
    return (_baseline(row[-1]) + head) / 2
