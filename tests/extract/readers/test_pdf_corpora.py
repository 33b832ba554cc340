"""PDF files of other projects: only our own errors, and hardly a ruled cell that pdfplumber finds and we do not."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import corpora
import pdfplumber
import pypdfium2
import pytest
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from extract.readers import pdf, scan
from extract.readers.pdf.layout import Fragment, sheet
from extract.readers.pdf.pages import pages
from extract.source import Source
from jixiao.forms.errors import JixiaoError
from jixiao.forms.text import squeeze

# pdfplumber and camelot ship no PDF with their sources. MPL-2.0, MIT, MIT, BSD-3, MIT, MPL-2.0
PACKAGES = (
    "pikepdf==10.18.0",
    "tabula-py==2.10.0",
    "img2table==1.4.2",
    "pypdf==6.3.0",
    "pdftotext==4.0.0",
    "ocrmypdf==16.12.0",
)
PAGES = 6  # of a file
SHARE = 0.97

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files() -> list[Path]:
    try:
        return [path for package in PACKAGES for path in corpora.documents(package, ".pdf")]
    except corpora.UnavailableError as error:
        pytest.skip(str(error))


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("pdfminer"), "disabled", True)
    monkeypatch.setattr(scan, "is_installed", lambda: False)


def test_only_our_own_errors_come_out(files: list[Path]) -> None:
    read = 0
    for path in files:
        try:
            pdf.read(Source.from_path(path))
        except JixiaoError:
            continue
        read += 1
    assert read > len(files) / 3


def test_what_pdfplumber_finds_in_ruled_cells_is_found(files: list[Path]) -> None:
    theirs, shared = 0, 0
    for path in files:
        for their_texts, our_texts in texts_by_page(path.read_bytes()):
            theirs += their_texts.total()
            shared += (their_texts & our_texts).total()
    assert shared >= SHARE * theirs > 0


def texts_by_page(data: bytes) -> Iterator[tuple[Counter[str], Counter[str]]]:
    """The texts of cells, theirs and ours, of each page where pdfplumber finds some."""
    try:
        file, plumber = pypdfium2.PdfDocument(data), pdfplumber.open(io.BytesIO(data))
    except (pypdfium2.PdfiumError, PdfminerException, PDFException):
        return
    for number, _, page in pages(file.raw):
        their_texts = plumbed(plumber, number) if number <= PAGES else Counter()
        if page and their_texts:
            fragments = [block for block in sheet(page).blocks if isinstance(block, Fragment)]
            yield their_texts, Counter(squeeze(p.text) for f in fragments for p in f.pieces)


def plumbed(plumber: pdfplumber.PDF, number: int) -> Counter[str]:
    """The texts of pdfplumber's cells; none where it fails on the page. A frame or a box is no table."""
    try:
        found = plumber.pages[number - 1].extract_tables()
    except (PdfminerException, PDFException, TypeError, ValueError):
        return Counter()
    tables = [table for table in found if len(table) > 1 and len(table[0]) > 1]
    return Counter(
        squeeze(text) for table in tables for row in table for text in row if text and text.strip()
    )
