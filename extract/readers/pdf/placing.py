"""Which cell each glyph of a page belongs to.

Glyphs that touch are placed together, by the centres of their em boxes: a spreadsheet lets a long text run
over its neighbours, and a person reads it in the cell that it is aligned to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import structs

from extract.readers.pdf.grid import Grid, Region, nearest
from extract.readers.pdf.objects import Box, Glyph
from extract.readers.pdf.segments import Segment

Address = tuple[int, Region]  # which grid, and which of its cells

_TOUCH = 0.12  # em between glyphs of one run: cells keep their texts farther apart
_TOUCH_BEHIND = 0.5  # the same where one is cut off from sight: scripts stand a quarter em apart
_SPACED = 2.5  # em between the glyphs of a text set in a ring
_OVERLAP = 0.5  # em that a glyph may reach back over the one before: kerning, punctuation set close
_ALIGNED = 4.0  # points between a text's edge or middle and its cell's
_ON_A_RULE = 0.2  # em between a glyph's centre and a rule: the rule is drawn through the text
_ON_AN_EDGE = 2.0  # points between a rule and the edge that it draws
_CLIP_SLACK = 4.0  # points by which the clip of a cell's text may pass the cell's rules


class Placed(NamedTuple):
    """The glyphs of a page by cell, those in no cell, and the cells whose text may be a neighbour's."""

    inside: dict[Address, list[Glyph]]
    outside: list[Glyph]
    doubtful: set[Address]


def place(glyphs: list[Glyph], grids: list[Grid]) -> Placed:
    """Put every glyph that can be seen where a person would."""
    areas = [made.box.width * made.box.height for made in grids]
    inner_first = [(number, grids[number]) for number in sorted(range(len(grids)), key=areas.__getitem__)]
    placed = Placed({}, [], set())
    slanted = any(glyph.turn is None for glyph in glyphs)
    for run in _slanted_whole(list(_runs(glyphs))) if slanted else _runs(glyphs):
        if run[0].hidden:  # what is read in its place may be less than what is seen there
            placed.doubtful.update(filter(None, [_at(run[0].x, run[0].y, inner_first)]))
        address, sure = _owner(run, inner_first)
        if address is None:
            placed.outside.extend(glyph for glyph in run if glyph.clip is None)
            continue
        placed.inside.setdefault(address, []).extend(run)
        if not sure:
            placed.doubtful.add(address)
    return placed


def _runs(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs drawn one after another, each touching the one before."""
    run = glyphs[:1]
    for before, glyph in pairwise(glyphs):
        if _touches(before, glyph):
            run.append(glyph)
        else:
            yield run
            run = [glyph]
    if run:
        yield run


def _slanted_whole(runs: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """The runs; a glyph that stands straight in slanted text, as in a seal's ring, is slanted like the others."""
    for number, run in enumerate(runs):
        neighbours = (*runs[max(number - 1, 0) : number], *runs[number + 1 : number + 2])
        if len(run) == 1 and any(_is_part(run[0], other[0]) for other in neighbours):
            yield [structs.replace(run[0], turn=None)]
        else:
            yield run


def _is_part(glyph: Glyph, other: Glyph) -> bool:
    near = math.hypot(glyph.x - other.x, glyph.y - other.y) < _SPACED * glyph.size
    return (
        other.turn is None and not other.hidden and near and abs(glyph.size - other.size) < 0.1 * glyph.size
    )


def _touches(before: Glyph, glyph: Glyph) -> bool:
    size, gap = glyph.size, glyph.left - before.right
    if (
        not -_OVERLAP * size < gap < _TOUCH_BEHIND * size
        or abs(before.baseline - glyph.baseline) > 0.1 * size
    ):
        return False
    if before.turn is None or before.turn != glyph.turn:
        return False
    return gap < _TOUCH * size or _share_a_clip(before, glyph)


def _share_a_clip(before: Glyph, glyph: Glyph) -> bool:
    """Say whether one glyph is hidden by a clip that would show the other."""
    if before.clip:
        return bool(glyph.clip) or before.clip.holds(glyph.x, glyph.y)
    return bool(glyph.clip and glyph.clip.holds(before.x, before.y))


Numbered = list[tuple[int, Grid]]


def _owner(run: list[Glyph], grids: Numbered) -> tuple[Address | None, bool]:
    """The cell of a run, and whether that is beyond doubt."""
    seen = [glyph for glyph in run if glyph.clip is None]
    if not seen or run[0].turn is None:
        return _behind(run[0], grids), True
    first, last = seen[0], seen[-1]
    start, end = _at(first.x, first.y, grids), _at(last.x, last.y, grids)
    if start == end:
        cut_off = len(seen) < len(run)  # what it ends with may not have been written at all
        return start, start is None or not (cut_off or _on_a_rule(first, _space(start, grids)))
    touched = [address for address in (start, end) if address]
    if first.turn:
        return touched[0], False
    return _aligned(run, seen, touched, grids)


def _aligned(
    run: list[Glyph], seen: list[Glyph], touched: list[Address], grids: Numbered
) -> tuple[Address, bool]:
    """Of the cells that a level run crosses, the one that it is aligned to."""
    between = (_at(glyph.x, glyph.y, grids) for glyph in seen)
    candidates = sorted({*touched, *(address for address in between if address)})
    best = min(candidates, key=lambda address: _misalignment(run, _space(address, grids)))
    return best, _misalignment(run, _space(best, grids)) < _ALIGNED


def _misalignment(run: list[Glyph], space: Box) -> float:
    left, right = run[0].left - space.left, space.right - run[-1].right
    return min(abs(left), abs(right), abs(left - right) / 2)


def _at(x: float, y: float, grids: Numbered) -> Address | None:
    for number, made in grids:
        if region := made.at(x, y):
            return number, region
    return None


def _space(address: Address, grids: Numbered) -> Box:
    number, region = address
    return next(made for other, made in grids if other == number).space(region)


def _on_a_rule(glyph: Glyph, space: Box) -> bool:
    return min(glyph.y - space.top, space.bottom - glyph.y) < _ON_A_RULE * glyph.size and not glyph.turn


def _behind(glyph: Glyph, grids: Numbered) -> Address | None:
    """The cell of a text that is cut off from sight: too low a row hides its last lines, and they count."""
    if glyph.clip is None:
        return None
    address = _at((glyph.clip.left + glyph.clip.right) / 2, (glyph.clip.top + glyph.clip.bottom) / 2, grids)
    if address and _space(address, grids).covers(glyph.clip, _CLIP_SLACK):
        return address
    return None


def struck(placed: Placed, grids: list[Grid], rules: list[Segment]) -> Iterator[Address]:
    """The cells with text that a level rule strikes through."""
    for number, made in enumerate(grids):
        loose = [rule for rule in rules if _is_loose(rule, made)]
        for address, glyphs in placed.inside.items() if loose else ():
            if address[0] == number and any(_strikes(rule, glyph) for rule in loose for glyph in glyphs):
                yield address


def _is_loose(rule: Segment, made: Grid) -> bool:
    """Say whether a rule lies in the table, and is no edge of its cells."""
    inside = made.ys[0] < rule.at < made.ys[-1] and made.xs[0] < rule.end and rule.start < made.xs[-1]
    return inside and abs(made.ys[nearest(rule.at, made.ys)] - rule.at) > _ON_AN_EDGE


def _strikes(rule: Segment, glyph: Glyph) -> bool:
    middle = glyph.turn == 0 and abs(glyph.y - rule.at) < _ON_A_RULE * glyph.size
    return middle and rule.start - _CLIP_SLACK < glyph.x < rule.end + _CLIP_SLACK
