"""The picture of a page made fit to be read: evenly lit, level, grey, without red seals.

The red channel alone leaves the seal's ink visible, and stretching everywhere wipes out hairlines: only where it is
red, red is stretched to white. What a seal may have hidden is remembered.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.objects import Box

Grey = NDArray[np.uint8]

_COARSE = 3.0  # points to a dot of the picture of the bare paper
_WRITING = 18.0  # points: what is dark over less than that is writing, over more is shade
_FAINT = 50.0  # of 255: fainter print is made so dark; no more, or grain becomes ink
_INK = 0.1  # percent of a page, at the least, is ink where anything is printed
_RED = 14  # how much red exceeds green and blue in a seal's ink, smoothed
_STRETCH = 0.62  # of the paper's white: red that bright is paper
_HAIR = 0.8  # points: thinner red is the fringe of a scanner's colours
_RADIUS = 50, 70  # points: round seals are 38 to 45 mm across
_ROUND = 0.8  # of 1, by the measure of cv2's HOUGH_GRADIENT_ALT
_TILT = 10.0  # degrees: a page is not laid more askew, a steeper line is none of its rules
_LEVEL = 0.05  # degrees that need no turning


class Picture(NamedTuple):
    """A page as a picture, dark on white."""

    grey: Grey
    dark: Grey  # 255 where there is ink, else 0
    red: Grey  # 255 where a seal, or what else is red, was taken away
    stamped: Grey  # 255 where a seal may hide writing: where it is red, and inside the rings of grey seals
    dots_per_point: float

    @property
    def width(self) -> float:
        """In points."""
        return float(self.grey.shape[1]) / self.dots_per_point

    @property
    def height(self) -> float:
        """In points."""
        return float(self.grey.shape[0]) / self.dots_per_point

    def part(self, layer: Grey, box: Box) -> Grey:
        """What a layer shows in a box."""
        left, top, right, bottom = (max(0, round(edge * self.dots_per_point)) for edge in box.edges)
        return layer[top:bottom, left:right]


def prepared(colours: NDArray[np.uint8], dots_per_point: float) -> Picture:
    """The picture from its red, green and blue values."""
    even = _evenly_lit(colours, dots_per_point)
    red = _red(even)
    grey = _contrasted(_without(even, red))
    angle = _tilt(grey)
    level = _levelled(grey, angle, paper=255)
    taken = _levelled(_opened(red, dots_per_point), angle, paper=0)
    dark = _darkness(level, dots_per_point)
    return Picture(level, dark, taken, taken | _round_seals(dark, dots_per_point), dots_per_point)


def _evenly_lit(colours: NDArray[np.uint8], dots_per_point: float) -> NDArray[np.uint8]:
    """The colours against those of the paper around them: shadows, tinted light and yellowed paper become white."""
    height, width = colours.shape[:2]
    coarse = 1 / (_COARSE * dots_per_point)
    small = cv2.resize(colours, None, fx=coarse, fy=coarse, interpolation=cv2.INTER_AREA)
    bare = cv2.dilate(small, _square(_WRITING / _COARSE))
    paper = cv2.resize(cv2.blur(bare, (5, 5)), (width, height))
    return np.asarray(cv2.divide(colours, paper, scale=255.0), np.uint8)


def _square(side: float) -> Grey:
    return np.ones((max(1, round(side)), max(1, round(side))), np.uint8)


def _red(colours: NDArray[np.uint8]) -> Grey:
    """255 where it is red."""
    red = colours[:, :, 0].astype(np.int16)
    redness = red - np.maximum(colours[:, :, 1], colours[:, :, 2])
    smooth = cv2.GaussianBlur(redness.astype(np.float32), (5, 5), 0)
    return np.where(smooth > _RED, 255, 0).astype(np.uint8)


def _without(colours: NDArray[np.uint8], red: Grey) -> Grey:
    """The page in grey, less what is red."""
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)
    stretched = np.clip(colours[:, :, 0] / _STRETCH, 0, 255).astype(np.uint8)
    return np.asarray(np.where(red > 0, stretched, grey), np.uint8)


def _contrasted(grey: Grey) -> Grey:
    """Very faint print made dark enough to be told from paper; white stays white."""
    depth = 255.0 - float(np.percentile(grey, _INK))
    if not 0 < depth < _FAINT:
        return grey
    raised = 255.0 - (255.0 - grey.astype(np.float32)) * (_FAINT / depth)
    return np.asarray(np.clip(raised, 0, 255), np.uint8)


def _opened(red: Grey, dots_per_point: float) -> Grey:
    return np.asarray(cv2.morphologyEx(red, cv2.MORPH_OPEN, _square(_HAIR * dots_per_point)), np.uint8)


def _round_seals(dark: Grey, dots_per_point: float) -> Grey:
    """255 inside the rings that seals leave in a page scanned without colours."""
    small = cv2.resize(dark, None, fx=1 / dots_per_point, fy=1 / dots_per_point, interpolation=cv2.INTER_AREA)
    least, most = _RADIUS
    rings: Any = cv2.HoughCircles(
        small, cv2.HOUGH_GRADIENT_ALT, 1.5, 60, param1=300, param2=_ROUND, minRadius=least, maxRadius=most
    )
    inside = np.zeros_like(dark)
    for x, y, radius in [] if rings is None else rings.reshape(-1, 3) * dots_per_point:
        cv2.circle(inside, (round(float(x)), round(float(y))), round(float(radius)), 255, cv2.FILLED)
    return inside


def _levelled(grey: Grey, angle: float, *, paper: int) -> Grey:
    if abs(angle) < _LEVEL:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8
    )


def _tilt(grey: Grey) -> float:
    """By how many degrees the page's long level lines rise; 0 where it has none."""
    edges = cv2.Canny(grey, 60, 180)
    length = grey.shape[1] // 5
    found: Any = cv2.HoughLinesP(edges, 1, math.pi / 1800, 120, minLineLength=length, maxLineGap=10)
    if found is None:
        return 0.0
    ends = np.asarray(found, np.float64).reshape(-1, 4)
    angles = np.degrees(np.arctan2(ends[:, 3] - ends[:, 1], ends[:, 2] - ends[:, 0]))
    level = angles[np.abs(angles) < _TILT]
    return float(np.median(level)) if level.size else 0.0


def _darkness(grey: Grey, dots_per_point: float) -> Grey:
    """Ink against the paper around it, so that shadows and yellowed paper do not matter."""
    block = int(12 * dots_per_point) | 1
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 18),
        np.uint8,
    )
