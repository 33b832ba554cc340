"""All readers of spreadsheets together: the same workbook in each format, damaged copies, real files."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import corpora
import office
import openpyxl
import pytest
from fuzz import damaged
from merged_tables import random_spans
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

import extract
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import JixiaoError

FORMATS = ("General", "0.00", "#,##0.00", "0%", "0.0%", '0"件"', "0.00E+00", '"≥"0.0;"≤"0.0')
REAL = ("agate-excel==0.4.2", "frictionless==5.21.0", "tablib==3.10.0")  # MIT, MIT, MIT

_SPREADSHEET_XML = """<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row>
 <Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">产出指标</Data></Cell>
 <Cell><Data ss:Type="Number">12.5</Data></Cell></Row></Table></Worksheet></Workbook>"""

Seen = tuple[int, int, int, int, str, bool]


def workbook(seed: int) -> bytes:
    """A workbook of three sheets: random merges, texts, numbers and dates under formats, hidden parts."""
    dice = random.Random(seed)
    book = openpyxl.Workbook()
    for number in range(3):
        sheet = book.worksheets[0] if number == 0 else book.create_sheet(f"表{number}")
        _fill(sheet, dice)
        if number and dice.random() < 0.3:
            sheet.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, dice: random.Random) -> None:
    top, left = dice.randint(0, 3), dice.randint(0, 3)
    for span in random_spans(dice):
        row, column = span.row + top, span.column + left
        cell = sheet.cell(row, column, span.text)
        if not span.text and dice.random() < 0.7:
            cell.value = dice.choice((0, 0.95, 12, -3.14159, 1234567.891))
            cell.number_format = dice.choice(FORMATS)
        elif not span.text:
            cell.value, cell.number_format = date(2024, 3, dice.randint(1, 28)), 'yyyy"年"m"月"d"日"'
        end_row, end_column = row + span.row_span - 1, column + span.column_span - 1
        sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)
    if dice.random() < 0.3:
        sheet.row_dimensions[top + 1].hidden = True
    if dice.random() < 0.3:
        sheet.column_dimensions[get_column_letter(left + 1)].hidden = True


def seen(document: Document) -> list[tuple[str, bool, list[Seen]]]:
    return [
        (
            table.name,
            table.hidden,
            [(c.row, c.column, c.row_span, c.column_span, c.text, c.hidden) for c in table.cells],
        )
        for table in document.tables
    ]


def test_merges_of_a_workbook_are_those_that_were_made() -> None:
    for seed in range(20):
        data = workbook(seed)
        book = openpyxl.load_workbook(io.BytesIO(data))
        for table in extract.read(Source("a.xlsx", data)).tables:
            made = {m.bounds for m in book[table.name].merged_cells.ranges}
            areas = (
                (c.column, c.row, c.column + c.column_span - 1, c.row + c.row_span - 1) for c in table.cells
            )
            assert {area for area in areas if area[:2] != area[2:]} == {m for m in made if m[:2] != m[2:]}


@pytest.mark.slow
@pytest.mark.skipif(office.PROGRAM is None, reason="LibreOffice makes the other formats")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_same_workbook_gives_the_same_cells_in_each_format(kind: str, tmp_path: Path) -> None:
    (tmp_path / kind).mkdir()
    books = {str(seed): workbook(seed) for seed in range(12)}
    for name, data in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    office.convert(sorted(tmp_path.glob("*.xlsx")), kind, tmp_path / kind)
    for name, data in books.items():
        copy = Source.from_path(tmp_path / kind / f"{name}.{kind}")
        assert seen(extract.read(copy)) == seen(extract.read(Source("a.xlsx", data)))


def samples() -> Iterator[tuple[str, bytes]]:
    """A small file of each format that can be made without LibreOffice."""
    yield "xlsx", workbook(1)
    yield "xml", _SPREADSHEET_XML.encode()
    yield "csv", "绩效目标表,,\n产出指标,培训人次,≥500人次\n".encode()


@pytest.mark.parametrize(("kind", "data"), list(samples()))
def test_damaged_copies_are_read_or_refused_with_a_reason(kind: str, data: bytes) -> None:
    for seed in range(80):
        with suppress(JixiaoError):
            extract.read(Source(f"a.{kind}", damaged(data, seed)))


@pytest.mark.slow
@pytest.mark.parametrize("requirement", REAL)
def test_real_files_are_read(requirement: str) -> None:
    try:
        paths = corpora.documents(requirement, ".xlsx", ".xls", ".ods")
    except corpora.UnavailableError as error:
        pytest.skip(str(error))
    assert len(paths) >= 9
    for path in paths:
        extract.read(Source.from_path(path))
