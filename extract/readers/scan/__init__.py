"""Scanned pages: the extra `[ocr]`. In: a picture of a page. Out: the Page that its rules and its text make.

    picture.py      the picture made level, grey, and free of red seals
    rules.py        its long dark lines as strokes
    lines.py        where there is text: line by line in each cell, and outside the tables
    recognition.py  a line of text as characters, with a score

The rest (grids, joining, text in the order of reading) is that of the PDF reader.
"""

from __future__ import annotations

from importlib.util import find_spec

__all__ = ["is_installed"]

_LIBRARIES = ("cv2", "rapidocr", "onnxruntime")


def is_installed() -> bool:
    """Say whether the libraries of the extra are there."""
    return all(find_spec(name) for name in _LIBRARIES)
