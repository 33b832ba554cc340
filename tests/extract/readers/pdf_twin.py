"""What each page of a PDF shows of each cell, read from its coloured twin: no table is looked for.

A cell's background and its text have the cell's colour. Where the colour is, the cell is; what is written in it, and is
not clipped away, is its text on that page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from merged_tables import Span
from pdf_material import Slot, number_of

Box = tuple[float, float, float, float]  # left, bottom, right, top
_EDGE = 3.0  # points that the edges of neighbouring backgrounds may be apart


def fragments(path: Path, tables: Sequence[Sequence[Span]]) -> list[list[list[Slot]]]:
    """Of each page, the parts of the tables that it shows, from the top."""
    file = pypdfium2.PdfDocument(path)
    pages = [_Shown(page) for page in file]
    file.close()
    seen = [number for page in pages for number in page.boxes]
    first, parts = 1, [list[list[Slot]]() for _ in pages]
    for spans in tables:
        numbered = dict(enumerate(spans, start=first))
        first += len(spans)
        for page, shown in zip(parts, pages, strict=True):
            boxes = {number: box for number, box in shown.boxes.items() if number in numbered}
            if boxes:
                whole = {n: s.text for n, s in numbered.items() if seen.count(n) == 1}
                page.append(_slots(boxes, {**shown.texts, **whole}))
    return parts


def _slots(boxes: dict[int, Box], texts: dict[int, str]) -> list[Slot]:
    xs = _edges([x for left, _, right, _ in boxes.values() for x in (left, right)])
    ys = _edges([-y for _, bottom, _, top in boxes.values() for y in (bottom, top)])
    slots = []
    for number, (left, bottom, right, top) in boxes.items():
        column, end = _nearest(left, xs), _nearest(right, xs)
        row, foot = _nearest(-top, ys), _nearest(-bottom, ys)
        slots.append((row + 1, column + 1, foot - row, end - column, texts.get(number, "")))
    return sorted(slots)


def _edges(numbers: list[float]) -> list[float]:
    edges: list[float] = []
    for number in sorted(numbers):
        if not edges or number - edges[-1] > _EDGE:
            edges.append(number)
    return edges


def _nearest(number: float, edges: list[float]) -> int:
    return min(range(len(edges)), key=lambda position: abs(edges[position] - number))


class _Shown:
    """The boxes of the backgrounds on a page, and the texts that can be seen, by number of the cell."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.boxes: dict[int, Box] = {}
        self._paper = (0.0, 0.0, *page.get_size())
        objects = [
            pdfium.FPDFPage_GetObject(page.raw, n) for n in range(pdfium.FPDFPage_CountObjects(page.raw))
        ]
        for thing in objects:
            number = _colour_number(thing)
            if number and pdfium.FPDFPageObj_GetType(thing) == pdfium.FPDF_PAGEOBJ_PATH:
                box = _common(_bounds(thing), self._window(thing))
                if box[2] - box[0] > _EDGE and box[3] - box[1] > _EDGE:
                    self.boxes[number] = _hull(box, self.boxes.get(number, box))
        self.texts = self._texts(page)

    def _texts(self, page: pypdfium2.PdfPage) -> dict[int, str]:
        text_page = page.get_textpage()
        glyphs: dict[int, list[tuple[int, float, str]]] = {}
        for position in range(text_page.count_chars()):
            thing = pdfium.FPDFText_GetTextObject(text_page.raw, position)
            number = _colour_number(thing) if thing else 0
            x, y, right = self._glyph(text_page, position)
            left, bottom, end, top = self._window(thing) if thing else self._paper
            if number and left <= (x + right) / 2 <= end and bottom <= y <= top:
                letter = chr(pdfium.FPDFText_GetUnicode(text_page.raw, position))
                glyphs.setdefault(number, []).append((-round(y), x, letter))
        text_page.close()
        return {number: "".join(letter for *_, letter in sorted(line)) for number, line in glyphs.items()}

    @staticmethod
    def _glyph(text_page: pypdfium2.PdfTextPage, position: int) -> tuple[float, float, float]:
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        pdfium.FPDFText_GetCharOrigin(text_page.raw, position, x, y)
        pdfium.FPDFText_GetLooseCharBox(text_page.raw, position, box)
        return x.value, y.value, box.right

    def _window(self, thing: pdfium.FPDF_PAGEOBJECT) -> Box:
        """Where an object is seen."""
        window = self._paper
        clip = pdfium.FPDFPageObj_GetClipPath(thing)
        for path in range(max(0, pdfium.FPDFClipPath_CountPaths(clip))):
            window = _common(window, _around(_clip_points(clip, path)))
        return window


def _clip_points(clip: pdfium.FPDF_CLIPPATH, path: int) -> Iterator[tuple[float, float]]:
    for number in range(pdfium.FPDFClipPath_CountPathSegments(clip, path)):
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
        yield x.value, y.value


def _around(points: Iterator[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _bounds(thing: pdfium.FPDF_PAGEOBJECT) -> Box:
    edges = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *edges)
    left, bottom, right, top = (edge.value for edge in edges)
    return left, bottom, right, top


def _common(one: Box, other: Box) -> Box:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _hull(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _colour_number(thing: pdfium.FPDF_PAGEOBJECT) -> int:
    """Which cell has the colour in which an object is filled; 0 for none."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(thing, red, green, blue, opacity)
    return number_of(red.value, green.value, blue.value)
