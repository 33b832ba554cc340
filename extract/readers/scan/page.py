"""A picture of a page as the Page that the PDF reader goes on with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.readers.pdf.layout import found_grids
from extract.readers.pdf.objects import Page
from extract.readers.scan.lines import text_lines
from extract.readers.scan.picture import prepared
from extract.readers.scan.recognition import recognised
from extract.readers.scan.rules import strokes


def read_picture(colours: NDArray[np.uint8], dots_per_point: float, number: int) -> Page:
    """The rules and the recognised text of a page; red, green and blue from its upper left corner."""
    picture = prepared(colours, dots_per_point)
    empty = Page(number, picture.width, picture.height, [], strokes(picture), [], [], 0, 0, 0)
    lines = text_lines(picture, found_grids(empty))
    return empty._replace(glyphs=[glyph for line in lines for glyph in recognised(picture, line)])
