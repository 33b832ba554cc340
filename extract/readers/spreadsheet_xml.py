"""Spreadsheet 2003 XML, which web systems save under the name .xls: each sheet a true grid.

Source: XML Spreadsheet Reference, Microsoft, 2002.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.numberformat import GENERAL, named, serial
from extract.readers import sheet_pages
from extract.readers.sheet import Area, Position, Sheet, document
from extract.readers.xml_stream import elements, local
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_S = f"{{{_SPACE}}}"
_BEGINNING = re.compile(rb"\s*<(?!html|!doctype)", re.IGNORECASE)
_PAGE_TEXT = "{urn:schemas-microsoft-com:office:excel}Data"
_PARTS = ("Style", "Column", "Row", "Visible", "Header", "Footer", "Worksheet")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def accepts(source: Source) -> bool:
    """XML whose root is a workbook in the namespace of 2003."""
    head = source.head.removeprefix(b"\xef\xbb\xbf")
    root = re.search(rb"<(\w+:)?Workbook\b", head)
    return root is not None and _BEGINNING.match(head) is not None and _SPACE.encode() in head


def read(source: Source) -> Document:
    """Every sheet that holds text, hidden ones too. Raises DamagedFile, TooLarge."""
    return document(_sheets(source.data), file_format="xml", reader="jixiao-spreadsheet-xml")


def _sheets(data: bytes) -> Iterator[Sheet]:
    codes: dict[str | None, str] = {}
    sheet, row, column = Sheet(1, ""), 1, 1
    for element in elements(data, "Workbook", _PARTS):
        name = local(element)
        if name == "Style":
            _style(element, codes)
        elif name == "Column":
            column = _column(element, column, sheet)
        elif name == "Row":
            row = _row(element, row, codes, sheet)
        elif name == "Visible":
            sheet.hidden = True
        elif name in ("Header", "Footer"):
            found = sheet.headers if name == "Header" else sheet.footers
            found += sheet_pages.texts(element.get(_PAGE_TEXT, ""))
        else:
            sheet.name = element.get(f"{_S}Name", "")
            yield sheet
            sheet, row, column = Sheet(sheet.number + 1, ""), 1, 1


def _style(element: etree._Element, codes: dict[str | None, str]) -> None:
    """Learn the number format of a style; one that states none has its parent's."""
    entry = element.find(f"{_S}NumberFormat")
    inherited = codes.get(element.get(f"{_S}Parent"), GENERAL)
    code = None if entry is None else entry.get(f"{_S}Format")
    codes[element.get(f"{_S}ID")] = inherited if code is None else named(code)


def _column(element: etree._Element, column: int, sheet: Sheet) -> int:
    """Take in one column or several alike; the number of the next one."""
    first = _number(element, "Index", column)
    after = first + 1 + _number(element, "Span", 0)
    if element.get(f"{_S}Hidden") == "1":
        sheet.hidden_columns.update(range(first, min(after, _LAST_COLUMN + 1)))
    return after


def _row(element: etree._Element, row: int, codes: dict[str | None, str], sheet: Sheet) -> int:
    """Take in one row; the number of the next one."""
    row = _number(element, "Index", row)
    if element.get(f"{_S}Hidden") == "1":
        sheet.hidden_rows.add(row)
    column = 1
    for cell in element.iterchildren(f"{_S}Cell"):
        column = _number(cell, "Index", column)
        if row > _LAST_ROW or column > _LAST_COLUMN:
            raise DamagedFile(f"工作表里没有第 {row} 行第 {column} 列；请用 Excel 打开后另存为 .xlsx。")
        across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
        if across or down:
            sheet.merge(Area(row, column, row + down, column + across))
        _cell(cell, (row, column), codes.get(cell.get(f"{_S}StyleID"), codes.get("Default", GENERAL)), sheet)
        column += 1 + across
    return row + 1 + _number(element, "Span", 0)


def _cell(cell: etree._Element, at: Position, code: str, sheet: Sheet) -> None:
    data = cell.find(f"{_S}Data")
    if data is None:
        if formula := cell.get(f"{_S}Formula"):
            sheet.doubt_formula(at, formula.removeprefix("="))
        return
    kind = data.get(f"{_S}Type", "String")
    text = "".join(map(str, data.itertext()))
    number = _value(kind, text)
    if number is not None:
        sheet.put_number(at, number, code, date1904=False)
    elif kind == "String":
        sheet.put_text(at, text, code)
    else:
        sheet.put(at, {"1": "TRUE", "0": "FALSE"}.get(text, text) if kind == "Boolean" else text)


def _value(kind: str, text: str) -> float | None:
    """The number or the serial number of a date; None for all else."""
    try:
        if kind == "DateTime":
            return serial(text)
        return float(text) if kind == "Number" else None
    except ValueError:
        return None


def _number(element: etree._Element, attribute: str, default: int) -> int:
    """A position, counted from 1, or a count. Raises DamagedFile."""
    text = element.get(_S + attribute)
    if text is None:
        return default
    if not text.isdecimal() or (attribute == "Index" and not int(text)):
        raise DamagedFile(f"表格属性 {attribute} 的值“{text}”不是数；请用 Excel 打开后另存为 .xlsx。")
    return int(text)
