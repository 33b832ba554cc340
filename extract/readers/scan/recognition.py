"""A line of text as characters: the recogniser of rapidocr, whose model comes in its package."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

from extract.readers.pdf.objects import Box, Glyph
from extract.readers.scan.picture import Grey, Picture

_MARGIN = 1.5  # points of white that the recogniser likes around a line
_HIGHEST = 0.6  # of a line's height: lower ink, such as —, is given room above and below
_EM = 9.0  # points: the usual size, where a line's height does not tell
_DASH = 0.5  # the score of a lone stroke: it may be 一 or —
_EM_CENTRE = 0.38


@cache
def _engine() -> Any:
    return RapidOCR(params={"Global.use_det": False, "Global.use_cls": False, "Global.log_level": "critical"})


def recognised(picture: Picture, line: Box) -> list[Glyph]:
    """The characters of a line, evenly set between its ends; each with the line's score."""
    found = _engine()(_cropped(picture, line), use_det=False, use_cls=False, use_rec=True)
    text = (found.txts or ("",))[0].strip()
    if not text:
        return []
    if text == "一":
        return _set("—", line, _DASH)  # by itself it is more likely the sign for nothing than a one
    return _set(text, line, float(found.scores[0]))


def _cropped(picture: Picture, line: Box) -> Any:
    """The line's part of the picture with some white around it, as three equal colours."""
    scale = picture.dots_per_point
    short = max(0.0, _HIGHEST * _EM - line.height) / 2
    top, bottom = line.top - _MARGIN - short, line.bottom + _MARGIN + short
    rows = slice(max(0, round(top * scale)), round(bottom * scale))
    columns = slice(max(0, round((line.left - _MARGIN) * scale)), round((line.right + _MARGIN) * scale))
    part: Grey = np.ascontiguousarray(picture.grey[rows, columns])
    return cv2.cvtColor(part, cv2.COLOR_GRAY2RGB)


def _set(text: str, line: Box, score: float) -> list[Glyph]:
    widths = [2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text]
    step = line.width / sum(widths)
    size = max(line.height, _EM) if len(text) == 1 else max(line.height, min(2 * step, 1.5 * line.height))
    middle = (line.top + line.bottom) / 2
    glyphs, left = [], line.left
    for character, width in zip(text, widths, strict=True):
        right = left + width * step
        x = (left + right) / 2
        glyphs.append(
            Glyph(character, left, right, middle + _EM_CENTRE * size, size, 0, x, middle, None, score)
        )
        left = right
    return glyphs
