"""PDF with a text layer: an own grid over what pdfium says a page draws.

In: a Source. Out: a Document whose tables are joined over pages. A page without text is told of, never
passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extract.readers.pdf.document import document
from extract.readers.pdf.layout import sheet
from extract.readers.pdf.objects import read_page
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile, TooLarge
from jixiao.forms.limits import LIMITS

__all__ = ["accepts", "read"]

_PATHS = 100_000  # a page with more is a drawing, and takes seconds to walk


def accepts(source: Source) -> bool:
    """Say whether the file is a PDF; some begin with a few bytes of something else."""
    return b"%PDF-" in source.head[:1024]


def read(source: Source) -> Document:
    """Every table and line of the file.

    Raises DamagedFile, EncryptedFile, TooLarge, NeedsOcr.
    """
    with _opened(source) as file:
        count = pdfium.FPDF_GetPageCount(file)
        if count > LIMITS.pages:
            raise TooLarge(f"共 {count} 页，超过上限 {LIMITS.pages} 页；请拆分后再试。")
        sheets = []
        for number in range(1, count + 1):
            page = pdfium.FPDF_LoadPage(file, number - 1)
            drawn = read_page(page, number, most_glyphs=LIMITS.page_glyphs, most_paths=_PATHS)
            pdfium.FPDF_ClosePage(page)
            sheets.append(sheet(drawn))
    return document(sheets, ())


@contextmanager
def _opened(source: Source) -> Iterator[Any]:
    """The open file, closed at the end."""
    try:
        file = pypdfium2.PdfDocument(source.data, password=source.password)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedFile("PDF 有打开密码；请用 --password 给出密码，或取消密码后再试。") from error
        raise DamagedFile("PDF 已损坏，无法打开；请向填报单位重新索取。") from error
    try:
        yield file.raw
    finally:
        file.close()
