"""OpenDocument spreadsheets .ods, and flat .fods: each sheet a true grid, its texts as they were shown.

The file holds the shown text beside each value, so no number format is applied. Headers and footers of pages are
read, comments are not.
Source: OpenDocument 1.3 part 3, 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from lxml import etree

from extract.readers.fonts import Font, Run, seen, struck
from extract.readers.opendocument_names import DRAW, OFFICE, STYLE, TABLE, TEXT
from extract.readers.opendocument_package import content, is_kind
from extract.readers.opendocument_pages import PageTexts, page_texts
from extract.readers.package import Package
from extract.readers.sheet import Area, Sheet, document
from extract.readers.xml_stream import elements, local
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_STYLES = "styles.xml"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
# Where the value of a cell may stand that has no shown text.
_VALUES = ("string-value", "value", "date-value", "time-value", "boolean-value")
_BREAKS = {"tab": "\t", "line-break": "\n"}
_ASIDE = ("annotation", "ruby-text", "note")
# Of a file written with indents. Other runs of blanks should be elements, but LibreOffice leaves some as they are.
_BLANKS = re.compile(r"[ \t]*[\r\n][ \t\r\n]*")
_LONGEST_GAP = 1_000  # blanks that one element may stand for
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def accepts(source: Source) -> bool:
    """A package, or one XML file, that says it is a spreadsheet."""
    return is_kind(source, _KIND)


def read(source: Source) -> Document:
    """Every sheet that holds text, hidden ones too. Raises DamagedFile, EncryptedFile, TooLarge."""
    if not source.is_zip:
        sheets = _sheets(source.data, page_texts(source.data))
    else:
        package = Package(source.data)
        pages = page_texts(package.part(_STYLES)) if _STYLES in package else {}
        sheets = _sheets(content(package), pages)
    return document(sheets, file_format="ods", reader="jixiao-ods")


_PARTS = ("style", "shapes", "table-column", "table-row", "table")


def _sheets(content: bytes, pages: Mapping[str, PageTexts]) -> Iterator[Sheet]:
    styles = _Styles()
    filling = _Filling(Sheet(1, ""), styles)
    for element in elements(content, "content.xml", _PARTS):
        name = local(element)
        if name == "style":
            styles.learn(element)
        elif name == "table-column":
            filling.take_column(element)
        elif name == "table-row":
            filling.take_row(element)
        elif name == "shapes":
            filling.take_shapes(element)
        elif name == "table" and _is_sheet(element):
            sheet = filling.sheet
            sheet.name = element.get(f"{TABLE}name", "")
            style = element.get(f"{TABLE}style-name")
            sheet.hidden = style in styles.undisplayed
            sheet.headers, sheet.footers = pages.get(styles.masters.get(style, ""), PageTexts([], []))
            yield sheet
            filling = _Filling(Sheet(sheet.number + 1, ""), styles)


def _is_sheet(table: etree._Element) -> bool:
    """Not a copy of another file's cells that a link has left."""
    parent = table.getparent()
    return parent is not None and local(parent) == "spreadsheet"


class _Styles:
    """What the styles of the file say that matters here."""

    def __init__(self) -> None:
        self.undisplayed: set[str | None] = set()  # of sheets
        self.masters: dict[str | None, str] = {}  # of the pages of sheets
        self.fonts: dict[str | None, Font] = {}

    def learn(self, style: etree._Element) -> None:
        """Take in one style."""
        name = style.get(f"{STYLE}name")
        if style.find(f"{STYLE}table-properties[@{TABLE}display='false']") is not None:
            self.undisplayed.add(name)
        self.masters[name] = style.get(f"{STYLE}master-page-name", "")
        text = style.find(f"{STYLE}text-properties")
        if text is not None:
            raised = text.get(f"{STYLE}text-position", "").startswith("super")
            struck = text.get(f"{STYLE}text-line-through-style", "none") != "none"
            self.fonts[name] = Font(text.get(f"{STYLE}font-name", ""), raised, struck)

    def font(self, element: etree._Element, space: str) -> Font | None:
        """The font of a cell or a piece of text; None where its style states none."""
        return self.fonts.get(element.get(f"{space}style-name"))


class _Filling:
    """Fills one sheet from its columns and rows, each of which may stand for several alike."""

    def __init__(self, sheet: Sheet, styles: _Styles) -> None:
        self.sheet = sheet
        self._styles = styles
        self._row = 1
        self._column = 1

    def take_column(self, element: etree._Element) -> None:
        """Note what is hidden."""
        after = self._column + _count(element, "number-columns-repeated")
        if _is_hidden(element):
            self.sheet.hidden_columns.update(range(self._column, min(after, _LAST_COLUMN + 1)))
        self._column = after

    def take_row(self, element: etree._Element) -> None:
        """Take in the cells of a row. Raises DamagedFile, TooLarge."""
        after = self._row + _count(element, "number-rows-repeated")
        rows = range(self._row, min(after, _LAST_ROW + 1))
        column, holds = 1, False
        for cell in element.iterchildren(*_CELLS):
            next_column = column + _count(cell, "number-columns-repeated")
            columns = range(column, min(next_column, _LAST_COLUMN + 1))
            holds |= self._take_cell(cell, rows, columns)
            self.take_shapes(cell)
            column = next_column
        if holds and _is_hidden(element):
            self.sheet.hidden_rows.update(rows)
        self._row = after

    def take_shapes(self, holder: etree._Element) -> None:
        """Take in the texts of the boxes and shapes that lie over the sheet, or hang on a cell."""
        for shape in holder.iterchildren(f"{DRAW}*"):
            texts = ("".join(run.text for run in self._runs(p, None)) for p in shape.iter(f"{TEXT}p"))
            if text := "\n".join(texts).strip():
                self.sheet.notes.append(text)

    def _take_cell(self, cell: etree._Element, at_rows: range, at_columns: range) -> bool:
        """Take in a cell at all its positions; whether it holds anything."""
        text = self._text(cell)
        rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
        formula = cell.get(f"{TABLE}formula", "")
        unknown = bool(formula) and not text and cell.get(f"{OFFICE}value-type") is None
        if not text and not unknown and rows * columns == 1:
            return False
        line_through = self._struck(cell)
        for row, column in product(at_rows, at_columns):  # which lists them: not for a million blank ones
            self.sheet.put((row, column), text)
            self.sheet.doubt_struck((row, column), line_through)
            if unknown:
                self.sheet.doubt_formula((row, column), formula.partition("=")[2])
            if rows * columns > 1:
                self.sheet.merge(Area(row, column, row + rows - 1, column + columns - 1))
        return True

    def _text(self, cell: etree._Element) -> str:
        """The shown text, one line for each paragraph; the bare value where none is stored."""
        paragraphs = cell.findall(f"{TEXT}p")
        if not paragraphs:
            return next(filter(None, (cell.get(OFFICE + value) for value in _VALUES)), "")
        font = self._styles.font(cell, TABLE) or Font()
        return "\n".join(seen(self._runs(paragraph, None), font) for paragraph in paragraphs)

    def _struck(self, cell: etree._Element) -> str:
        font = self._styles.font(cell, TABLE) or Font()
        return "".join(struck(self._runs(paragraph, None), font) for paragraph in cell.iterfind(f"{TEXT}p"))

    def _runs(self, element: etree._Element, font: Font | None) -> Iterator[Run]:
        """The text under an element; notes and phonetic readings are no part of it."""
        yield Run(_BLANKS.sub(" ", element.text or ""), font)
        for child in element:
            name = local(child)
            if name == "s":
                yield Run(" " * min(_count(child, "c", TEXT), _LONGEST_GAP), font)
            elif name in _BREAKS:
                yield Run(_BREAKS[name], font)
            elif name not in _ASIDE:
                yield from self._runs(child, self._styles.font(child, TEXT) or font)
            yield Run(_BLANKS.sub(" ", child.tail or ""), font)


def _is_hidden(element: etree._Element) -> bool:
    return element.get(f"{TABLE}visibility", "visible") != "visible"


def _count(element: etree._Element, attribute: str, space: str = TABLE) -> int:
    """A number of repetitions or a span: 1 where it is not written. Raises DamagedFile."""
    text = element.get(space + attribute, "1")
    if not text.isdecimal():
        raise DamagedFile(f"表格属性 {attribute} 的值“{text}”不是数；请用原软件打开后另存。")
    return max(1, int(text))
