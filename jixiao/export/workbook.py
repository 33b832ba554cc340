"""jixiao.xlsx: the same tables as sheets for Excel and WPS, and one that explains them all."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jixiao.export.cells import cell_text
from jixiao.export.rows import Row, rows
from jixiao.forms.record import Result
from jixiao.forms.tables import TABLES, Column, Kind, Table

SHEET_ROWS = 1_048_575  # Excel's rows of a sheet, less the header
CELL_LENGTH = 32_767  # Excel's limit of a cell, in UTF-16 units
KEPT_LENGTH = 16_000  # characters kept of a longer text: they fit whatever they are
CUT = "……（太长，全文见 CSV）"
SIGNIFICANT_DIGITS = 15  # what Excel keeps of a number
FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
NARROWEST, WIDEST = 8, 50  # column widths, in half-width characters
MEASURED_ROWS = 500  # rows that decide how wide a column is

_NUMBER_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.DATE: "yyyy-mm-dd",
    Kind.INTEGER: "0",
    Kind.NUMBER: "General",
    Kind.BOOLEAN: "General",
}
_TEXT_FORMAT = "@"  # so that `3-5` stays what it is when somebody edits it
_SEVERITY_COLOURS = {"error": "#FFC7CE", "warning": "#FFEB9C", "info": "#E7F0FA"}
_HEADER = {"bold": True, "bg_color": "#DCE6F1", "border": 1, "text_wrap": True, "valign": "vcenter"}
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # XlsxWriter escapes the other ones


def created() -> datetime:
    """The time that the workbook bears: SOURCE_DATE_EPOCH, else a constant, never the clock."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime(2024, 1, 1, tzinfo=UTC) if epoch is None else datetime.fromtimestamp(int(epoch), UTC)


@contextmanager
def workbook_writer(path: Path) -> Iterator[Callable[[Result], None]]:
    """Open the workbook; yields the function that adds one result. Memory does not grow with the rows."""
    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(str(path), options)
    book.use_zip64()
    book.set_properties({"title": "绩效目标表", "created": created().replace(tzinfo=None)})
    _explain(book)
    sheets = {table.name: _Sheets(book, table) for table in TABLES}

    def add(result: Result) -> None:
        for name, row in rows(result):
            sheets[name].add(row)

    yield add
    for sheet in sheets.values():
        sheet.finish()
    try:
        book.close()
    except FileCreateError as error:
        [cause] = error.args  # the system's own error: a full disk
        raise cause from error


def title(column: Column) -> str:
    """The header of a column, with its unit: `金额（元）`."""
    return f"{column.title}（{column.unit}）" if column.unit else column.title


def _explain(book: xlsxwriter.Workbook) -> None:
    """The first sheet: what each sheet and each column holds."""
    sheet = book.add_worksheet("说明")
    header = book.add_format(_HEADER)
    bold = book.add_format({"bold": True, "num_format": _TEXT_FORMAT, "valign": "top"})
    text = book.add_format({"num_format": _TEXT_FORMAT, "text_wrap": True, "valign": "top"})
    heads = {"工作表": 10, "列": 22, "代码": 22, "单位": 8, "说明": 100}
    for place, (head, width) in enumerate(heads.items()):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, head, header)
    sheet.freeze_panes(1, 0)
    for number, (line, is_table) in enumerate(_explanations(), start=1):
        for place, words in enumerate(line):
            sheet.write_string(number, place, words, bold if is_table else text)


def _explanations() -> Iterator[tuple[tuple[str, ...], bool]]:
    """The lines of the first sheet, and whether each is about a whole table."""
    yield ("全部", "", "", "", "空单元格表示没有写明，从不表示 0；“位置”一列写明文字在原文件中的出处。"), True
    for table in TABLES:
        yield (table.title, "", table.name, "", table.description), True
        for column in table.columns:
            yield (table.title, title(column), column.name, column.unit, column.explanation), False


class _Sheets:
    """The sheet of one table, or several numbered ones where the rows are more than a sheet holds."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table) -> None:
        self.table = table
        self._book = book
        self._formats: dict[tuple[str, str], Format] = {}
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self.table.title if self._number == 1 else f"{self.table.title}{self._number}"
        self._sheet: Worksheet = self._book.add_worksheet(name)
        self._rows = 0
        self._widths = [_width(title(column)) for column in self.table.columns]
        header = self._book.add_format(_HEADER)
        for place, column in enumerate(self.table.columns):
            self._sheet.write_string(0, place, title(column), header)
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{SHEET_ROWS + 1}"})

    def add(self, row: Row) -> None:
        if self._rows == SHEET_ROWS:
            self.finish()
            self._begin()
        self._rows += 1
        colour = _SEVERITY_COLOURS.get(str(row.get("severity")), "")
        for place, column in enumerate(self.table.columns):
            self._write(place, column, row[column.name], colour)

    def finish(self) -> None:
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(width + 2, NARROWEST), WIDEST))
        self._sheet.autofilter(0, 0, self._rows, len(self.table.columns) - 1)

    def _write(self, place: int, column: Column, value: object, colour: str) -> None:
        if value is None or value in ("", ()):
            if colour:
                self._sheet.write_blank(self._rows, place, None, self._format(column, colour))
            return
        text = excel_text(cell_text(value, column, formula_guard=False))
        if self._rows <= MEASURED_ROWS:
            self._widths[place] = max(self._widths[place], _width(text))
        style = self._format(column, colour)
        if isinstance(value, bool):
            self._sheet.write_boolean(self._rows, place, value, style)
        elif isinstance(value, date) and value >= FIRST_DAY:
            self._sheet.write_datetime(self._rows, place, value, style)
        elif isinstance(value, int | Decimal) and excel_keeps(Decimal(value)):
            self._sheet.write_number(self._rows, place, float(value), style)
        else:
            self._sheet.write_string(self._rows, place, text, style)

    def _format(self, column: Column, colour: str) -> Format:
        number_format = _NUMBER_FORMATS.get(column.kind, _TEXT_FORMAT)
        key = (number_format, colour)
        if key not in self._formats:
            fill = {"bg_color": colour} if colour else {}
            self._formats[key] = self._book.add_format({"num_format": number_format, "valign": "top", **fill})
        return self._formats[key]


def excel_keeps(number: Decimal) -> bool:
    """Whether Excel holds the number exactly; another is written as text rather than rounded unseen.

    >>> excel_keeps(Decimal("110.19")), excel_keeps(Decimal("12345678901234567.89"))
    (True, False)
    """
    return Decimal(format(float(number), f".{SIGNIFICANT_DIGITS}g")) == number


def excel_text(text: str) -> str:
    """The text as a cell can hold it: valid in XML, and not longer than Excel's limit (then it says so)."""
    text = _NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    if len(text) > KEPT_LENGTH and len(text.encode("utf-16-le")) > 2 * CELL_LENGTH:
        text = text[:KEPT_LENGTH] + CUT
    # XlsxWriter takes such a text for XML of its own and would write it as it stands.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def _width(text: str) -> int:
    """Width of the longest line, in half-width characters."""
    return max(map(_line_width, text[: 4 * WIDEST].split("\n")))


def _line_width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)
