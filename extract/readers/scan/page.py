"""A picture of a page as the Page that the PDF reader goes on with."""

from __future__ import annotations

from itertools import islice
from statistics import median

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.layout import found_grids
from extract.readers.pdf.objects import Box, Page
from extract.readers.pdf.segments import ruling
from extract.readers.scan.lines import text_lines
from extract.readers.scan.picture import Picture, prepared
from extract.readers.scan.recognition import legibility, recognised
from extract.readers.scan.rules import strokes

_PROBES = 5  # lines, the longest, that show which way up a page lies
_LEGIBLE = 0.7  # their median score on a page that lies right


def read_picture(colours: NDArray[np.uint8], dots_per_point: float, number: int) -> Page:
    """The rules and the recognised text of a page; red, green and blue from its upper left corner.

    A page that lies on its side or head is turned to where its lines can be read; the Page is as a reader holds it.
    """
    views = (_View(np.rot90(colours, turn), dots_per_point, number) for turn in range(4))
    seen: list[_View] = []
    for view in views:
        seen.append(view)
        if view.legibility >= _LEGIBLE:
            break
    return max(seen, key=lambda view: view.legibility).page()


class _View:
    """The page held in one of four ways."""

    def __init__(self, colours: NDArray[np.uint8], dots_per_point: float, number: int) -> None:
        self.picture = prepared(np.ascontiguousarray(colours), dots_per_point)
        width, height = self.picture.width, self.picture.height
        self.empty = Page(number, width, height, [], strokes(self.picture), [], [], 0, 0, 0)
        self.lines = text_lines(self.picture, found_grids(self.empty, ruling(self.empty)))
        self.legibility = _legibility(self.picture, self.lines)

    def page(self) -> Page:
        """With its text."""
        glyphs = [glyph for line in self.lines for glyph in recognised(self.picture, line)]
        return self.empty._replace(glyphs=glyphs)


def _legibility(picture: Picture, lines: list[Box]) -> float:
    """The median score of its longest lines; 1 where there is nothing to read."""
    longest = sorted(lines, key=lambda line: -line.width)
    return median([legibility(picture, line) for line in islice(longest, _PROBES)] or [1.0])
