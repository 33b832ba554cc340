"""What was seen on the pages of a PDF, for a person: each page as a picture, its cells and their texts over it.

In: a Source. Out: SVG, a page at a time. A page that was not read is its picture alone.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from html import escape
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf.layout import Fragment, Piece, sheet
from extract.readers.pdf.objects import Page
from extract.readers.pdf.pages import pages
from extract.source import Source

_DOTS = 1.5  # to a point: text can be read, and a page stays under 200 kB
_LETTERS = 5.0  # points: the size of what is written over the picture
_CELL = 'fill="#06c" fill-opacity=".06" stroke="#06c" stroke-width=".8"'
_TEXT = f'font-size="{_LETTERS:g}" fill="#c00"'


def drawings(source: Source) -> Iterator[str]:
    """Each page as SVG, in points, held as its text is read.

    Raises pypdfium2.PdfiumError where the file cannot be opened: read it first.
    """
    with pypdfium2.PdfDocument(source.data, password=source.password) as file:
        for number, _, page in pages(file.raw):
            yield _drawing(file[number - 1], page)


def _drawing(paper: Any, page: Page | None) -> str:
    turn = page.turn if page else 0
    width, height = paper.get_size()[:: -1 if turn % 2 else 1]
    fragments = [block for block in sheet(page).blocks if isinstance(block, Fragment)] if page else []
    cells = "".join(_cell(piece) for fragment in fragments for piece in fragment.pieces)
    size = f'width="{width:.0f}" height="{height:.0f}"'
    picture = f'<image {size} href="data:image/png;base64,{_picture(paper, width, height, turn)}"/>'
    box = f'viewBox="0 0 {width:.0f} {height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{picture}{cells}</svg>'


def _cell(piece: Piece) -> str:
    """The space of a cell, and what it was read as: the whole on pointing at it, what fits written into it."""
    left, top, right, bottom = piece.space
    text = escape(piece.text)
    fitting = escape(piece.text.replace("\n", "⏎")[: int((right - left) / _LETTERS)])
    return (
        f'<g><title>{text}</title><rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}"'
        f' height="{bottom - top:.1f}" {_CELL}/>'
        f'<text x="{left + 1:.1f}" y="{bottom - 1:.1f}" {_TEXT}>{fitting}</text></g>'
    )


def _picture(paper: Any, width: float, height: float, turn: int) -> str:
    dots = round(width * _DOTS), round(height * _DOTS)
    bitmap = pypdfium2.PdfBitmap.new_native(*dots, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, *dots)
    pdfium.FPDF_RenderPageBitmap(bitmap.raw, paper.raw, 0, 0, *dots, turn, pdfium.FPDF_ANNOT)
    file = io.BytesIO()
    bitmap.to_pil().convert("P").save(file, "PNG")
    bitmap.close()
    return base64.b64encode(file.getvalue()).decode("ascii")
