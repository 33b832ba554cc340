"""Excel workbooks .xlsx and .xlsm: each sheet a true grid, numbers and dates as a person saw them.

The XML is read directly, in one pass and sparsely: openpyxl builds every cell of a declared or merged area,
and its reading mode that does not leaves out the merges. Macros are never run, nothing is fetched.
Text boxes, headers and footers of pages are read, comments are not, as in Word files.
Source: ECMA-376 part 1, 18.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from extract.numberformat import serial
from extract.readers import sheet_pages
from extract.readers.doubts import left_alone
from extract.readers.fonts import Run, seen, struck
from extract.readers.package import Package
from extract.readers.sheet import Area, Position, Sheet, document
from extract.readers.workbook_parts import (
    WORKBOOK,
    Book,
    Style,
    integer,
    is_true,
    open_book,
    related,
    runs,
    unescape,
)
from extract.readers.xml_stream import elements, local
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # XFD1048576


def accepts(source: Source) -> bool:
    """A zip package with a workbook in it."""
    return WORKBOOK in source.members


def read(source: Source) -> Document:
    """Every sheet that holds text, hidden ones too. Raises DamagedFile, EncryptedFile, TooLarge."""
    package = Package(source.data)
    doubts = left_alone(package.names)
    return document(_sheets(package), file_format="xlsx", reader="jixiao-xlsx", doubts=doubts)


def _sheets(package: Package) -> Iterator[Sheet]:
    workbook = package.xml(WORKBOOK)
    book = open_book(package, workbook)
    parts = related(package, WORKBOOK)
    for number, entry in enumerate(workbook.iterfind("{*}sheets/{*}sheet"), start=1):
        name = entry.get("name", "")
        relation = next((str(value) for key, value in entry.items() if str(key).endswith("}id")), "")
        if relation not in parts:
            raise DamagedFile(f"工作表“{name}”的内容不在文件里；请用 Excel 或 WPS 打开修复后另存。")
        kind, part = parts[relation]
        if kind == "worksheet":  # not a chart, a dialogue or a macro sheet of Excel 4
            sheet = Sheet(number, name, hidden=entry.get("state", "visible") != "visible")
            _Filling(sheet, book).read(package.part(part), part)
            sheet.notes += _notes(package, part)
            yield sheet


def _notes(package: Package, part: str) -> Iterator[str]:
    """The texts of the boxes and shapes that lie over a sheet."""
    for kind, drawing in related(package, part).values():
        if kind == "drawing" and drawing in package:
            for body in package.xml(drawing).iter("{*}txBody"):
                lines = ("".join(t.text or "" for t in line.iter("{*}t")) for line in body.iterfind("{*}p"))
                if text := "\n".join(lines).strip():
                    yield text


# Headers and footers by what the sheet must say for some page to show them.
_PAGE_TEXTS = {
    **{"oddHeader": "", "firstHeader": "differentFirst", "evenHeader": "differentOddEven"},
    **{"oddFooter": "", "firstFooter": "differentFirst", "evenFooter": "differentOddEven"},
}
_SHEET_PARTS = ("sheetView", "col", "row", "mergeCell", *_PAGE_TEXTS)


class _Filling:
    """Fills one sheet from its XML, row by row, each row forgotten when it is read."""

    def __init__(self, sheet: Sheet, book: Book) -> None:
        self._sheet = sheet
        self._book = book
        self._row = 0

    def read(self, data: bytes, part: str) -> None:
        """Take in the whole part. Raises DamagedFile, TooLarge."""
        for element in elements(data, part, _SHEET_PARTS):
            name = local(element)
            if name == "row":
                self._take_row(element)
            elif name == "mergeCell":
                self._sheet.merge(_area(element.get("ref", "")))
            elif name == "sheetView":
                self._sheet.shows_zeros = is_true(element.get("showZeros", "1"))
            elif name in _PAGE_TEXTS:
                self._take_page_text(element, name)
            elif is_true(element.get("hidden")):
                first, last = integer(element.get("min", "1")), integer(element.get("max", "1"))
                self._sheet.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))

    def _take_page_text(self, element: etree._Element, name: str) -> None:
        parent, condition = element.getparent(), _PAGE_TEXTS[name]
        if not condition or (parent is not None and is_true(parent.get(condition))):
            found = self._sheet.headers if name.endswith("Header") else self._sheet.footers
            found += sheet_pages.texts(unescape(element.text or ""))

    def _take_row(self, element: etree._Element) -> None:
        """One row and its cells; what has no number follows what stands before it."""
        self._row = integer(element.get("r", str(self._row + 1)))
        if not 1 <= self._row <= _LAST_ROW:
            raise DamagedFile(f"工作表里没有第 {self._row} 行；请用 Excel 或 WPS 打开修复后另存。")
        if is_true(element.get("hidden")):
            self._sheet.hidden_rows.add(self._row)
        column = 0
        for cell in element.iterchildren("{*}c"):
            reference = cell.get("r")
            row, column = position(reference) if reference else (self._row, column + 1)
            if len(cell):
                self._take_cell(cell, (row, column))

    def _take_cell(self, cell: etree._Element, at: Position) -> None:
        kind = cell.get("t", "n")
        parts = {local(part): part for part in cell}
        stored = (parts["v"].text or "") if "v" in parts else ""
        style = self._book.style(cell.get("s"))
        if kind == "inlineStr":
            self._take_text(runs(parts["is"]) if "is" in parts else (), style, at)
        elif kind == "s" and stored:
            self._take_text(self._book.string(stored), style, at)
        elif kind == "str" and "v" in parts:  # an empty result is stored, as an empty element
            self._take_text((Run(unescape(stored)),), style, at)
        elif kind == "b" and stored:
            self._sheet.put(at, "TRUE" if is_true(stored) else "FALSE")
        else:
            self._take_number(stored, kind, at, style.code)
            self._sheet.doubt_struck(at, struck((Run(stored),), style.font))
            self._doubt_formula(parts.get("f"), stored, at)

    def _take_text(self, text: tuple[Run, ...], style: Style, at: Position) -> None:
        self._sheet.put_text(at, seen(text, style.font), style.code)
        self._sheet.doubt_struck(at, struck(text, style.font))

    def _take_number(self, stored: str, kind: str, at: Position, code: str) -> None:
        """A number or an ISO date under its format; all else as it stands: `#REF!`."""
        date1904 = self._book.date1904
        try:
            number = serial(stored, date1904=date1904) if kind == "d" else float(stored)
        except ValueError:
            self._sheet.put(at, stored)
        else:
            self._sheet.put_number(at, number, code, date1904=date1904)

    def _doubt_formula(self, formula: etree._Element | None, stored: str, at: Position) -> None:
        if formula is not None and not stored:
            self._sheet.doubt_formula(at, formula.text or "")
        elif formula is not None and stored == "0" and self._book.recalculated:
            self._sheet.doubt_zero(at)


_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@lru_cache(maxsize=65536)
def position(reference: str) -> Position:
    """Row and column, from 1, of a reference such as C14. Raises DamagedFile where no sheet has such a cell.

    >>> position("C14"), position("XFD1048576")
    ((14, 3), (1048576, 16384))
    """
    match = _REFERENCE.fullmatch(reference.replace("$", "").upper())
    column = 0
    for letter in match[1] if match else "":
        column = 26 * column + ord(letter) - 64
    row = int(match[2]) if match else 0
    if not (1 <= row <= _LAST_ROW and 1 <= column <= _LAST_COLUMN):
        raise DamagedFile(f"工作表里没有 {reference} 这样的单元格；请用 Excel 或 WPS 打开修复后另存。")
    return row, column


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    (top, left), (bottom, right) = position(first), position(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
