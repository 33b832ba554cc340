"""The rules of a scanned page: runs of ink too long and too thin for writing."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from extract.readers.pdf.objects import Box
from extract.readers.pdf.segments import REACH, THIN
from extract.readers.scan.picture import Grey, Picture

_LONG = 16.0  # points: no stroke of writing in a form is so long
_BREAK = 1.5  # points of ink that a scan may have lost within a rule
_HIDDEN = 12.0  # points of a rule that the stroke of a seal may cover
_SURE = 60.0  # points: so long a rule need not end at another


def strokes(picture: Picture) -> list[Box]:
    """The page's rules, without the false ones that seals and pictures give."""
    level, upright = list(_found(picture, level=True)), list(_found(picture, level=False))
    kept_level = [rule for rule in level if rule.width > _SURE or _is_held(rule, upright, level=True)]
    kept_upright = [rule for rule in upright if rule.height > _SURE or _is_held(rule, level, level=False)]
    return [*kept_level, *kept_upright]


def _found(picture: Picture, *, level: bool) -> Iterator[Box]:
    scale = picture.dots_per_point
    long, gap = round(_LONG * scale), round(_BREAK * scale) + 1
    ink = _closed(picture.dark, gap, level=level)
    ink |= _closed(picture.dark, round(_HIDDEN * scale), level=level) & picture.red
    lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, _bar(long, level=level))
    _, _, found, centres = cv2.connectedComponentsWithStats(np.asarray(lines, np.uint8))
    for (left, top, width, height, area), (x, y) in zip(found[1:], centres[1:], strict=True):
        length = width if level else height
        if area / length > THIN * scale:
            continue  # a bar, a picture
        if level:
            yield Box(left / scale, float(y) / scale, (left + width) / scale, float(y) / scale)
        else:
            yield Box(float(x) / scale, top / scale, float(x) / scale, (top + height) / scale)


def _closed(ink: Grey, gap: int, *, level: bool) -> Grey:
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, _bar(gap, level=level)), np.uint8)


def _bar(length: int, *, level: bool) -> Grey:
    return np.ones((1, length) if level else (length, 1), np.uint8)


def _is_held(rule: Box, across: list[Box], *, level: bool) -> bool:
    """Say whether both ends of a short rule lie on rules that cross it."""
    ends = ((rule.left, rule.top), (rule.right, rule.bottom))
    return all(any(_touches(end, other, level=level) for other in across) for end in ends)


def _touches(end: tuple[float, float], other: Box, *, level: bool) -> bool:
    x, y = end
    if level:
        return abs(other.left - x) <= REACH and other.top - REACH <= y <= other.bottom + REACH
    return abs(other.top - y) <= REACH and other.left - REACH <= x <= other.right + REACH
