"""Excel 5 to 2003 workbooks .xls and WPS .et, by xlrd: each sheet a true grid, numbers as a person saw them.

olefile takes the stream out of its container: it reads the short last sector that WPS writes, xlrd does not.
Macros are never run.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from itertools import chain, repeat

import olefile
import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError

from extract.numberformat import builtin
from extract.readers import doubts, encrypted, sheet_pages
from extract.readers.biff import boxes, page_texts, uncalculated
from extract.readers.fonts import Font, Run, seen, struck
from extract.readers.sheet import Area, Sheet, document
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile

_STREAMS = ("Workbook", "Book")  # Excel 97 and later, Excel 5 and 95; a file may have both
# A workbook before Excel 5 is no container: it begins with its first record, "beginning of file".
_OLD_HEADS = (
    b"\x09\x00\x04\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x08\x10\x00",
)

_MACROS = "_VBA_PROJECT_CUR/"  # storage of macros
_UNICODE = 80  # xlrd's number of the first version whose text is Unicode
_UNSTATED = (None, 1252)  # code pages of programs that did not care
_BLANK = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_SUPERSCRIPT = 1  # escapement of a font, [MS-XLS] 2.4.122

# What xlrd lets through on a damaged workbook.
_TROUBLES = (
    XLRDError, CompDocError, struct.error, AssertionError, AttributeError, LookupError, ValueError,
    TypeError, OverflowError, NotImplementedError, ZeroDivisionError, UnboundLocalError,
)  # fmt: skip


def accepts(source: Source) -> bool:
    """An OLE container with a workbook stream, or the bare stream of an older Excel."""
    return bool(_streams(source)) or source.head.startswith(_OLD_HEADS)


def read(source: Source) -> Document:
    """Every sheet that holds text, hidden ones too. Raises DamagedFile, EncryptedFile, TooLarge."""
    records = _stream(source)
    try:
        book = _open(records)
    except EncryptedFile:
        if not source.is_ole:  # only a container can be opened with a password
            raise
        records = _stream(encrypted.decrypted(source))
        book = _open(records)
    macros = (doubts.macros(),) if any(name.startswith(_MACROS) for name in source.streams) else ()
    return document(_sheets(book, records), file_format="xls", reader="xlrd", doubts=macros)


def _streams(source: Source) -> list[str]:
    return [name for name in _STREAMS if name in source.streams]


def _stream(source: Source) -> bytes:
    """The records of the workbook. Raises DamagedFile where some are missing."""
    if not source.is_ole:
        return source.data
    name = _streams(source)[0]
    try:
        with olefile.OleFileIO(source.data) as container:
            data: bytes = container.openstream(name).read()
            size = container.get_size(name)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise _damaged() from error
    if len(data) < size:
        raise _damaged()
    return data


def _open(records: bytes) -> xlrd.Book:
    """The workbook; before Excel 97 its text is Chinese where no other code page is stated."""
    book = _load(records, None)
    if book.biff_version >= _UNICODE or book.codepage not in _UNSTATED:
        return book
    try:
        return _load(records, "gb18030")
    except DamagedFile:
        return book


def _load(records: bytes, encoding: str | None) -> xlrd.Book:
    try:
        return xlrd.open_workbook(
            file_contents=records,
            logfile=io.StringIO(),
            formatting_info=True,
            ragged_rows=True,
            encoding_override=encoding,
        )
    except _TROUBLES as error:
        if "encrypted" in str(error):
            raise EncryptedFile("文件有密码；请用 --password 给出密码，或解除密码后重试。") from error
        raise _damaged() from error


def _damaged() -> DamagedFile:
    return DamagedFile("工作簿已损坏，读不出；请用 Excel 或 WPS 打开修复后另存，或向填报单位重新索取。")


def _sheets(book: xlrd.Book, records: bytes) -> Iterator[Sheet]:
    codes = _codes(book)
    waiting, notes = chain(uncalculated(records), repeat(())), chain(boxes(records), repeat(()))
    pages = chain(page_texts(records, book.encoding or "gb18030"), repeat(("", "")))
    for number, source in enumerate(book.sheets(), start=1):
        sheet = Sheet(number, source.name, hidden=source.visibility != 0)
        sheet.shows_zeros = bool(source.show_zero_values)
        sheet.hidden_rows.update(row + 1 for row, info in source.rowinfo_map.items() if info.hidden)
        sheet.hidden_columns.update(column + 1 for column, info in source.colinfo_map.items() if info.hidden)
        for top, bottom, left, right in source.merged_cells:  # the second of each pair is one too far
            sheet.merge(Area(top + 1, left + 1, bottom, right))
        filling = _Filling(sheet, source, book, codes)
        for row in range(source.nrows):
            for column, kind in enumerate(source.row_types(row)):
                if kind not in _BLANK:
                    filling.take(source.cell(row, column), row, column)
        for row, column in sorted(next(waiting)):
            sheet.doubt_zero((row + 1, column + 1))
        sheet.notes += next(notes)
        header, footer = next(pages)
        sheet.headers, sheet.footers = sheet_pages.texts(header), sheet_pages.texts(footer)
        yield sheet


def _codes(book: xlrd.Book) -> list[str]:
    """The number format of each cell style."""
    own = {entry.format_key: entry.format_str for entry in book.format_list}
    return [own.get(style.format_key) or builtin(style.format_key) for style in book.xf_list]


class _Filling:
    """Fills one sheet from the cells of xlrd, which counts from 0."""

    def __init__(self, sheet: Sheet, source: xlrd.sheet.Sheet, book: xlrd.Book, codes: list[str]) -> None:
        self._sheet = sheet
        self._source = source
        self._book = book
        self._codes = codes

    def take(self, cell: xlrd.sheet.Cell, row: int, column: int) -> None:
        """Take in one cell. Raises DamagedFile, TooLarge."""
        at, value = (row + 1, column + 1), cell.value
        font = self._font(self._book.xf_list[self._style(cell)].font_index)
        runs = [Run(str(value))]
        if cell.ctype == xlrd.XL_CELL_TEXT:
            runs = list(self._runs(value, row, column))
            self._sheet.put_text(at, seen(runs, font), self._code(cell))
        elif cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
            self._sheet.put_number(at, value, self._code(cell), date1904=self._book.datemode == 1)
        elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
            self._sheet.put(at, "TRUE" if value else "FALSE")
        elif cell.ctype == xlrd.XL_CELL_ERROR:
            self._sheet.put(at, xlrd.error_text_from_code.get(value, f"#{value}"))
        self._sheet.doubt_struck(at, struck(runs, font))

    def _code(self, cell: xlrd.sheet.Cell) -> str:
        return self._codes[self._style(cell)]

    def _style(self, cell: xlrd.sheet.Cell) -> int:
        style: int = cell.xf_index
        if style >= len(self._codes):
            raise _damaged()
        return style

    def _runs(self, text: str, row: int, column: int) -> Iterator[Run]:
        """The text in its runs; before the first one the cell's own font holds."""
        changes = self._source.rich_text_runlist_map.get((row, column), [])
        ends = [at for at, _ in changes] + [len(text)]
        yield Run(text[: ends[0]])
        for (start, font), end in zip(changes, ends[1:], strict=True):
            yield Run(text[start:end], self._font(font))

    def _font(self, index: int) -> Font:
        if not 0 <= index < len(self._book.font_list):
            return Font()
        font = self._book.font_list[index]
        return Font(font.name, raised=font.escapement == _SUPERSCRIPT, struck=bool(font.struck_out))
