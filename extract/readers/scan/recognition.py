"""A line of text as characters: the recogniser of rapidocr, whose model comes in its package."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from statistics import fmean, median
from typing import Any, NamedTuple

import cv2
import numpy as np
from rapidocr import RapidOCR

from extract.readers.pdf.objects import Box, Glyph
from extract.readers.pdf.text import is_wide
from extract.readers.scan.picture import Grey, Picture
from jixiao.forms.text import squeeze

_MARGIN = 1.5  # points of white that the recogniser likes around a line
_SQUEEZED = 0.8  # of its width is the line at the second reading
_HIGHEST = 0.6  # of a line's height: lower ink, such as —, is given room above and below
_EM = 9.0  # points: the usual size, where a line's height does not tell
_DOUBTED = 0.5  # the score, at the most, of what is not sure whatever the recogniser says
_FLAT = 3.0  # points: lower ink that is as long is a dash
_ILLEGIBLE = "\N{REPLACEMENT CHARACTER}"
_WORD = 4  # characters
_ROOM = 0.9  # of a narrow character's width: so much more between two than they need has held another
_STROKE = 1.2  # points square: so much ink is more than grain
_TRACE = 0.5  # points square: so much of a seal may hide a stroke
_EM_CENTRE = 0.38


@cache
def _engine() -> Any:
    return RapidOCR(
        params={
            "Global.use_det": False,
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,  # the cores go to other files
        }
    )


def recognised(picture: Picture, line: Box) -> list[Glyph]:
    """The characters of a line, evenly set between its ends; each with the line's score.

    The score is that of the least sure character of two readings: a mean hides one wrong digit among many right ones.
    Never sure are a lone stroke (it may be 一 or —), ink that is read as nothing, what two readings see unlike, what a
    seal may hide, and a line with ink between two characters that is none of either.
    """
    crop = _cropped(picture, line)
    reading = _reading(crop)
    text = reading.text.strip()
    if text in ("", "一") and line.height < _FLAT < line.width:
        return _set("—", line, _DOUBTED)  # by itself it is more likely the sign for nothing than a one
    if not text:
        return _set(_ILLEGIBLE, line, 0.0) if _covers(picture, picture.dark, line, _STROKE) else []
    again = _reading(cv2.resize(crop, None, fx=_SQUEEZED, fy=1.0, interpolation=cv2.INTER_AREA))
    is_doubted = (
        squeeze(again.text) != squeeze(text)
        or _covers(picture, picture.stamped, line, _TRACE)
        or _leaves_ink(picture, line, reading)
    )
    return _set(text, line, min([*reading.scores, *again.scores, *([_DOUBTED] if is_doubted else [])]))


def legibility(picture: Picture, line: Box) -> float:
    """The mean score of a line's characters, 0 to 1; 0 for less than a word, as lines are that stand upright."""
    text, scores, _ = _reading(_cropped(picture, line))
    return fmean(scores) if len(text) >= _WORD else 0.0


class _Reading(NamedTuple):
    """What the recogniser sees in a picture of a line: characters, their scores, and where on its width they are."""

    text: str
    scores: list[float]
    centres: list[float]  # 0 to 1


def _reading(crop: Any) -> _Reading:
    found = _engine()(crop, use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    [text], [words] = found.txts, found.word_results
    centres = [(step + 0.5) / words.line_txt_len for word in words.word_cols for step in word]
    return _Reading(text, words.confs, centres)


def _leaves_ink(picture: Picture, line: Box, reading: _Reading) -> bool:
    """Say whether there is ink where the distance of two characters has room for a third that was not read."""
    characters = "".join(reading.text.split())  # the recogniser places no blanks
    if len(characters) < _WORD or len(reading.centres) != len(characters):
        return False
    left = line.left - _MARGIN
    centres = pairwise(left + centre * (line.width + 2 * _MARGIN) for centre in reading.centres)
    widths = pairwise(2 if is_wide(character) else 1 for character in characters)
    pairs = [
        (start, end, (one + other) / 2) for (start, end), (one, other) in zip(centres, widths, strict=True)
    ]
    narrow = median((end - start) / width for start, end, width in pairs)
    for start, end, width in pairs:
        third = (end - start) / 3
        gap = Box(start + third, line.top, end - third, line.bottom)
        if end - start > (width + _ROOM) * narrow and _covers(picture, picture.dark, gap, _STROKE):
            return True
    return False


def _covers(picture: Picture, layer: Grey, box: Box, side: float) -> bool:
    """Say whether more than a square of so many points is set in a box of a layer."""
    return bool(np.count_nonzero(picture.part(layer, box)) > (side * picture.dots_per_point) ** 2)


def _cropped(picture: Picture, line: Box) -> Any:
    """The line's part of the picture with some white around it, as three equal colours."""
    short = max(0.0, _HIGHEST * _EM - line.height) / 2
    left, top, right, bottom = line.edges
    box = Box(left - _MARGIN, top - _MARGIN - short, right + _MARGIN, bottom + _MARGIN + short)
    return cv2.cvtColor(np.ascontiguousarray(picture.part(picture.grey, box)), cv2.COLOR_GRAY2RGB)


def _set(text: str, line: Box, score: float) -> list[Glyph]:
    widths = [2 if is_wide(character) else 1 for character in text]
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
