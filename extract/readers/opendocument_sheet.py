"""OpenDocument spreadsheets .ods, and flat .fods: each sheet a true grid, its texts as they were shown.

The file holds the shown text beside each value, so no number format is applied.
Source: OpenDocument 1.3 part 3, 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from lxml import etree

from extract.readers.opendocument_names import OFFICE, STYLE, TABLE, TEXT
from extract.readers.opendocument_package import content, is_kind
from extract.readers.package import Package
from extract.readers.sheet import Area, Position, Sheet, document
from extract.readers.xml_stream import elements, local
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile

_KIND = b"application/vnd.oasis.opendocument.spreadsheet"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
# Where the value of a cell may stand that has no shown text.
_VALUES = ("string-value", "value", "date-value", "time-value", "boolean-value")
_BREAKS = {"tab": "\t", "line-break": "\n"}
_ASIDE = ("annotation", "ruby-text", "note")
_LONGEST_GAP = 1_000  # blanks that one element may stand for
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def accepts(source: Source) -> bool:
    """A package, or one XML file, that says it is a spreadsheet."""
    return is_kind(source, _KIND)


def read(source: Source) -> Document:
    """Every sheet that holds text, hidden ones too. Raises DamagedFile, EncryptedFile, TooLarge."""
    data = content(Package(source.data)) if source.is_zip else source.data
    return document(_sheets(data), file_format="ods", reader="jixiao-ods")


def _sheets(content: bytes) -> Iterator[Sheet]:
    undisplayed: set[str | None] = set()
    number, row, column = 1, 1, 1
    sheet = Sheet(number, "")
    for element in elements(content, "content.xml", ("style", "table-column", "table-row", "table")):
        name = local(element)
        if name == "style" and element.find(f"{STYLE}table-properties[@{TABLE}display='false']") is not None:
            undisplayed.add(element.get(f"{STYLE}name"))
        elif name == "table-column":
            column = _column(element, column, sheet)
        elif name == "table-row":
            row = _row(element, row, sheet)
        elif name == "table":
            sheet.name = element.get(f"{TABLE}name", "")
            sheet.hidden = element.get(f"{TABLE}style-name") in undisplayed
            yield sheet
            number, row, column = number + 1, 1, 1
            sheet = Sheet(number, "")


def _column(element: etree._Element, column: int, sheet: Sheet) -> int:
    """Take in one column or several alike; the number of the next one."""
    after = column + _count(element, "number-columns-repeated")
    if _is_hidden(element):
        sheet.hidden_columns.update(range(column, min(after, _LAST_COLUMN + 1)))
    return after


def _row(element: etree._Element, row: int, sheet: Sheet) -> int:
    """Take in one row or several alike; the number of the next one."""
    after = row + _count(element, "number-rows-repeated")
    rows = range(row, min(after, _LAST_ROW + 1))
    column = 1
    holds = False
    for cell in element.iterchildren(*_CELLS):
        next_column = column + _count(cell, "number-columns-repeated")
        columns = range(column, min(next_column, _LAST_COLUMN + 1))
        holds |= _cell(cell, product(rows, columns), sheet)
        column = next_column
    if holds and _is_hidden(element):
        sheet.hidden_rows.update(rows)
    return after


def _cell(cell: etree._Element, positions: Iterable[Position], sheet: Sheet) -> bool:
    """Take in a cell at all its positions; whether it holds anything."""
    text = _text(cell)
    rows, columns = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
    formula = cell.get(f"{TABLE}formula", "")
    unknown = bool(formula) and not text and cell.get(f"{OFFICE}value-type") is None
    if not text and not unknown and rows * columns == 1:
        return False
    for row, column in positions:
        sheet.put((row, column), text)
        if unknown:
            sheet.doubt_formula((row, column), formula.partition("=")[2])
        if rows * columns > 1:
            sheet.merge(Area(row, column, row + rows - 1, column + columns - 1))
    return True


def _text(cell: etree._Element) -> str:
    """The shown text, one line for each paragraph; the bare value where none is stored."""
    paragraphs = cell.findall(f"{TEXT}p")
    if paragraphs:
        return "\n".join("".join(_pieces(paragraph)) for paragraph in paragraphs)
    return next(filter(None, (cell.get(OFFICE + value) for value in _VALUES)), "")


def _pieces(element: etree._Element) -> Iterator[str]:
    """The text under an element; notes and phonetic readings are no part of it."""
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "s":
            yield " " * min(_count(child, "c", TEXT), _LONGEST_GAP)
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _ASIDE:
            yield from _pieces(child)
        yield child.tail or ""


def _is_hidden(element: etree._Element) -> bool:
    return element.get(f"{TABLE}visibility", "visible") != "visible"


def _count(element: etree._Element, attribute: str, space: str = TABLE) -> int:
    """A number of repetitions or a span: 1 where it is not written. Raises DamagedFile."""
    text = element.get(space + attribute, "1")
    if not text.isdecimal():
        raise DamagedFile(f"表格属性 {attribute} 的值“{text}”不是数；请用原软件打开后另存。")
    return max(1, int(text))
