"""What was seen on the pages of a PDF, for a person: each page as a picture, and where its cells stand on it.

In: a Source. Out: a Paper for each page.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf import LaidOut, laid_out, opened
from extract.readers.pdf.document import spaces
from extract.source import Source
from jixiao.forms.paper import Paper, Space

_DOTS = 1.5  # to a point: text can be read, and a page stays under 200 kB


def papers(source: Source) -> Iterator[Paper]:
    """Each page, with the spaces that the cells of `read`'s Document come from.

    Raises DamagedFile, EncryptedFile, TooLarge.
    """
    with opened(source) as file:
        pages = list(laid_out(file, source))
        on_page: dict[int, list[Space]] = {}
        for number, box, place in spaces([page.sheet for page in pages if page.sheet]):
            on_page.setdefault(number, []).append(Space(*box.edges, place))
        for page in pages:
            yield _paper(file, page, tuple(on_page.get(page.number, ())))


def _paper(file: Any, page: LaidOut, cells: tuple[Space, ...]) -> Paper:
    loaded = pdfium.FPDF_LoadPage(file, page.number - 1)
    size = pdfium.FPDF_GetPageWidthF(loaded), pdfium.FPDF_GetPageHeightF(loaded)
    width, height = size[::-1] if page.turn % 2 else size
    picture = _picture(loaded, round(width * _DOTS), round(height * _DOTS), page.turn)
    pdfium.FPDF_ClosePage(loaded)
    return Paper(page.number, width, height, picture, cells)


def _picture(loaded: Any, width: int, height: int, turn: int) -> bytes:
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    pdfium.FPDF_RenderPageBitmap(bitmap.raw, loaded, 0, 0, width, height, turn, pdfium.FPDF_ANNOT)
    file = io.BytesIO()
    bitmap.to_pil().convert("P").save(file, "PNG")
    bitmap.close()
    return file.getvalue()
