"""The picture of a page made fit to be read: level, grey, without red seals.

The red channel alone leaves the seal's ink visible, and stretching everywhere wipes out hairlines: only where it is
red, red is stretched to white.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]

_RED = 14  # how much red exceeds green and blue in a seal's ink, smoothed
_STRETCH = 0.62  # of the paper's white: red that bright is paper
_TILT = 5.0  # degrees: a page is not laid more askew, a steeper line is none of its rules
_LEVEL = 0.05  # degrees that need no turning


class Picture(NamedTuple):
    """A page as a picture, dark on white."""

    grey: Grey
    dark: Grey  # 255 where there is ink, else 0
    dots_per_point: float

    @property
    def width(self) -> float:
        """In points."""
        return float(self.grey.shape[1]) / self.dots_per_point

    @property
    def height(self) -> float:
        """In points."""
        return float(self.grey.shape[0]) / self.dots_per_point


def prepared(colours: NDArray[np.uint8], dots_per_point: float) -> Picture:
    """The picture from its red, green and blue values."""
    grey = _levelled(_without_seals(colours))
    return Picture(grey, _darkness(grey, dots_per_point), dots_per_point)


def _without_seals(colours: NDArray[np.uint8]) -> Grey:
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)
    red = colours[:, :, 0].astype(np.int16)
    redness = red - np.maximum(colours[:, :, 1], colours[:, :, 2])
    smooth = cv2.GaussianBlur(redness.astype(np.float32), (5, 5), 0)
    paper = float(np.percentile(grey, 95)) or 255.0
    stretched = np.clip(red * (255.0 / (_STRETCH * paper)), 0, 255).astype(np.uint8)
    return np.where(smooth > _RED, stretched, grey)


def _levelled(grey: Grey) -> Grey:
    angle = _tilt(grey)
    if abs(angle) < _LEVEL:
        return grey
    height, width = grey.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(grey, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255), np.uint8
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
