"""Excel workbooks .xlsx and .xlsm: each sheet a true grid, numbers and dates as a person saw them.

The XML is read directly, in one pass and sparsely: openpyxl builds every cell of a declared or merged area,
and its reading mode that does not leaves out the merges. Macros are never run, nothing is fetched.
Source: ECMA-376 part 1, 18.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from extract.numberformat import GENERAL, builtin, serial
from extract.readers.package import Package
from extract.readers.sheet import Area, Position, Sheet, document
from extract.readers.xml_stream import elements, local
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile

_WORKBOOK = "xl/workbook.xml"
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # XFD1048576


def accepts(source: Source) -> bool:
    """A zip package with a workbook in it."""
    return _WORKBOOK in source.members


def read(source: Source) -> Document:
    """Every sheet that holds text, hidden ones too. Raises DamagedFile, EncryptedFile, TooLarge."""
    package = Package(source.data)
    return document(_sheets(package), file_format="xlsx", reader="jixiao-xlsx")


class _Book(NamedTuple):
    """What all sheets of a workbook share."""

    strings: list[str]
    codes: list[str]  # the number format of each cell style
    date1904: bool
    recalculated: bool  # the program that wrote it left the formulas to be computed when it is opened


def _sheets(package: Package) -> Iterator[Sheet]:
    workbook = package.xml(_WORKBOOK)
    targets = _relations(package)
    book = _Book(
        _strings(package, targets),
        _codes(package, targets),
        _true(_attribute(workbook, "workbookPr", "date1904")),
        _true(_attribute(workbook, "calcPr", "fullCalcOnLoad")),
    )
    for number, entry in enumerate(workbook.iterfind("{*}sheets/{*}sheet"), start=1):
        relation = next((value for key, value in entry.items() if str(key).endswith("}id")), "")
        kind, part = targets.get(str(relation), ("", ""))
        if kind == "worksheet":
            hidden = entry.get("state", "visible") != "visible"
            yield _sheet(package.part(part), part, book, Sheet(number, entry.get("name", ""), hidden))


def _relations(package: Package) -> dict[str, tuple[str, str]]:
    """{id: (kind, part)} of the workbook: worksheets, styles, shared strings."""
    root = package.xml("xl/_rels/workbook.xml.rels")
    found = {}
    for entry in root.iterfind("{*}Relationship"):
        part = posixpath.normpath(posixpath.join("xl", entry.get("Target", "")))
        found[entry.get("Id", "")] = (entry.get("Type", "").rpartition("/")[2], part.lstrip("/"))
    return found


def _part(package: Package, targets: dict[str, tuple[str, str]], kind: str) -> etree._Element | None:
    part = next((part for its_kind, part in targets.values() if its_kind == kind), "")
    return package.xml(part) if part in package else None


def _strings(package: Package, targets: dict[str, tuple[str, str]]) -> list[str]:
    root = _part(package, targets, "sharedStrings")
    return [] if root is None else [_rich(entry) for entry in root.iterfind("{*}si")]


def _codes(package: Package, targets: dict[str, tuple[str, str]]) -> list[str]:
    root = _part(package, targets, "styles")
    if root is None:
        return []
    own = {f.get("numFmtId"): f.get("formatCode", GENERAL) for f in root.iterfind("{*}numFmts/{*}numFmt")}
    numbers = [style.get("numFmtId", "0") for style in root.iterfind("{*}cellXfs/{*}xf")]
    return [own.get(number) or builtin(_integer(number)) for number in numbers]


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a character that XML cannot hold, 22.9.2.19


def _rich(entry: etree._Element) -> str:
    """The text of a string, its runs joined; phonetic runs (`rPh`) are no part of it."""
    pieces = (part.text or "" for part in entry.iter("{*}t") if not _is_phonetic(part))
    return _unescape("".join(pieces))


def _is_phonetic(part: etree._Element) -> bool:
    parent = part.getparent()
    return parent is not None and local(parent) == "rPh"


def _unescape(text: str) -> str:
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


_SHEET_PARTS = ("sheetView", "col", "row", "mergeCell")


def _sheet(data: bytes, part: str, book: _Book, sheet: Sheet) -> Sheet:
    """Fill the sheet from its XML, row by row, each row forgotten when it is read."""
    row = 0
    for element in elements(data, part, _SHEET_PARTS):
        name = local(element)
        if name == "row":
            row = _row(element, row, book, sheet)
        elif name == "mergeCell":
            sheet.merge(_area(element.get("ref", "")))
        elif name == "sheetView":
            sheet.shows_zeros = _true(element.get("showZeros", "1"))
        elif _true(element.get("hidden")):
            first, last = _integer(element.get("min", "1")), _integer(element.get("max", "1"))
            sheet.hidden_columns.update(range(first, min(last, _LAST_COLUMN) + 1))
    return sheet


def _row(element: etree._Element, before: int, book: _Book, sheet: Sheet) -> int:
    """Take in the cells of one row; its number, which is the next one where it is not written."""
    row = _integer(element.get("r", str(before + 1)))
    if _true(element.get("hidden")):
        sheet.hidden_rows.add(row)
    space = element.tag.removesuffix("row")
    column = 0
    for cell in element.iterchildren(space + "c"):
        reference = cell.get("r")
        at_row, column = position(reference) if reference else (row, column + 1)
        if len(cell):
            _cell(cell, space, (at_row, column), book, sheet)
    return row


def _cell(cell: etree._Element, space: str, at: Position, book: _Book, sheet: Sheet) -> None:
    kind = cell.get("t", "n")
    stored = cell.findtext(space + "v") or ""
    formula = cell.find(space + "f")
    code = _code(cell, book)
    if kind == "inlineStr":
        inline = cell.find(space + "is")
        sheet.put_text(at, "" if inline is None else _rich(inline), code)
    elif kind == "s":
        sheet.put_text(at, _item(book.strings, stored), code)
    elif kind == "str":
        sheet.put_text(at, _unescape(stored), code)
    elif kind == "b":
        sheet.put(at, "TRUE" if _true(stored) else "FALSE")
    elif not stored and formula is not None:
        sheet.doubt_formula(at, formula.text or "")
    elif (number := _number(stored, kind, book)) is None:
        sheet.put(at, stored)
    else:
        sheet.put_number(at, number, code, date1904=book.date1904)
        if formula is not None and book.recalculated and stored == "0":
            sheet.doubt_zero(at)


def _number(stored: str, kind: str, book: _Book) -> float | None:
    """The number or the serial number of an ISO date that a cell holds; None for all else: `#REF!`."""
    try:
        return serial(stored, date1904=book.date1904) if kind == "d" else float(stored)
    except ValueError:
        return None


def _code(cell: etree._Element, book: _Book) -> str:
    style = cell.get("s")
    return GENERAL if style is None or not book.codes else _item(book.codes, style)


def _item(items: list[str], number: str) -> str:
    """One of the workbook's strings or styles."""
    try:
        return items[int(number)]
    except (ValueError, IndexError) as error:
        raise DamagedFile(f"工作簿缺少编号为 {number} 的文字或格式；请用 Excel 打开修复后另存。") from error


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


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise DamagedFile(f"工作簿内部的编号“{text}”不是数；请用 Excel 或 WPS 打开修复后另存。") from error


def _attribute(root: etree._Element, child: str, name: str) -> str | None:
    found = root.find(f"{{*}}{child}")
    return None if found is None else found.get(name)


def _true(text: str | None) -> bool:
    return text in ("1", "true", "on")
