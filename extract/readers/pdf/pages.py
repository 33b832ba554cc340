"""The pages of an open file, one at a time, and which of them cannot be read from their text.

A page is closed when the next one is read: the memory of 600 pages is that of two.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from enum import Enum
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf.objects import Overfull, Page, read_page
from jixiao.forms.limits import LIMITS

_COVERED = 0.5  # of the page: a picture so large is a scan, whatever stamp was typed on it
_STAMP = 60  # characters that page numbers, scanner marks and the like come to
_OUTLINES = 300  # curves on a page without text: its characters are drawn as shapes
_GARBLED = 0.5  # of the characters: so much without meaning makes the rest worthless
_DOUBTFUL = 0.05
_DOTS = 200 / 72  # to a point: scans are read best at 200 to 300 dots an inch
_MOST_DOTS = 20_000_000  # of a page: a poster is read coarser
_USUAL = "§°±²³·×÷¥£©®µ¼½¾"  # Latin-1 signs that Chinese texts have; its letters are seen in garbled ones


class State(Enum):
    """How far the text of a page can be had."""

    READ = "read"
    DOUBTFUL = "doubtful"  # some characters have no meaning
    SCANNED = "scanned"  # a picture, or characters drawn as shapes or without meaning
    STAMPED = "stamped"  # a picture with a little text on it: a scan, or a cover
    RECOGNISED = "recognised"  # a picture under text that a scanner recognised
    OVERFULL = "overfull"
    DAMAGED = "damaged"


def pages(file: Any) -> Iterator[tuple[int, State, Page | None]]:
    """Each page with its number; None where it could not be read."""
    with ExitStack() as open_pages:
        for number in range(1, pdfium.FPDF_GetPageCount(file) + 1):
            page = _load(file, number)
            # Only now the page before is closed: what both share, above all fonts, is not loaded again.
            open_pages.close()
            if not page:
                yield number, State.DAMAGED, None
                continue
            open_pages.callback(pdfium.FPDF_ClosePage, page)
            yield number, *_read(page, number)


def _read(page: Any, number: int) -> tuple[State, Page | None]:
    try:
        drawn = read_page(page, number, most_glyphs=LIMITS.page_glyphs, most_paths=LIMITS.page_paths)
    except Overfull:
        return State.OVERFULL, None
    return _state(drawn), drawn


def picture_of(file: Any, number: int) -> tuple[Any, float]:
    """The page as red, green and blue dots, and how many there are to a point."""
    page = pdfium.FPDF_LoadPage(file, number - 1)
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    dots = min(_DOTS, math.sqrt(_MOST_DOTS / (width * height)))
    bitmap = pypdfium2.PdfBitmap.new_native(round(width * dots), round(height * dots), pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, bitmap.width, bitmap.height)
    pdfium.FPDF_RenderPageBitmap(bitmap.raw, page, 0, 0, bitmap.width, bitmap.height, 0, pdfium.FPDF_ANNOT)
    pdfium.FPDF_ClosePage(page)
    colours = bitmap.to_numpy()[:, :, ::-1].copy()
    bitmap.close()
    return colours, dots


def _load(file: Any, number: int) -> Any:
    """The page with what was filled into its form fields, and other notes, made part of it."""
    page = pdfium.FPDF_LoadPage(file, number - 1)
    if page and _has_notes(page):
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(file, number - 1)
    return page


def _has_notes(page: Any) -> bool:
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
            return True
    return False


def _state(page: Page) -> State:
    texts = Counter(glyph.text for glyph in page.glyphs)
    written = sum(times for text, times in texts.items() if text.strip())
    pictured = sum(box.width * box.height for box in page.pictures) >= _COVERED * page.width * page.height
    if not written:
        return State.SCANNED if page.pictures or page.curves > _OUTLINES else State.READ
    if pictured and page.unseen > _COVERED * written:
        return State.RECOGNISED
    if pictured and written < _STAMP:
        return State.STAMPED
    meaningless = sum(times for text, times in texts.items() if text.strip() and _is_meaningless(text))
    garbled = max(page.unmapped, meaningless) / written
    if garbled > _GARBLED:
        return State.SCANNED
    return State.DOUBTFUL if garbled > _DOUBTFUL else State.READ


def _is_meaningless(text: str) -> bool:
    """Say whether a character tells of a font without, or with another, encoding: forms are in Chinese."""
    if text == "\N{REPLACEMENT CHARACTER}" or unicodedata.category(text) in ("Co", "Cn", "Cc"):
        return True
    return "\x80" <= text < "\u0250" and text not in _USUAL
