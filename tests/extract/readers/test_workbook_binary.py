"""Excel .xls and WPS .et: the same cells as .xlsx. Records are made by hand: no library here writes them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from workbook_binary_files import (
    BOOLEAN_OR_ERROR,
    BOUND,
    COLUMNS,
    DATES,
    EOF,
    FONT,
    LABEL,
    PASSWORD,
    RICH,
    ROW,
    WINDOW,
    book,
    formula,
    label,
    merge,
    number,
    record,
    wide,
)

import extract
from extract.readers import workbook_binary
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile


def document(data: bytes, password: str | None = None) -> Document:
    source = Source("a.xls", data, password=password)
    assert workbook_binary.accepts(source)
    return extract.read(source)


def grid(data: bytes) -> list[tuple[int, int, int, int, str]]:
    [table] = document(data).tables
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def test_merged_cells_are_one_cell_and_blank_ones_beside_text_are_cells() -> None:
    sheet = label(1, 1, "绩效目标表") + label(2, 1, "产出指标") + label(3, 3, "95%")
    assert grid(book(sheet + merge(1, 1, 1, 3) + merge(2, 3, 1, 1))) == [
        (2, 2, 1, 3, "绩效目标表"),
        (3, 2, 2, 1, "产出指标"),
        (3, 3, 1, 1, ""),
        (3, 4, 1, 1, ""),
        (4, 3, 1, 1, ""),
        (4, 4, 1, 1, "95%"),
    ]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.95, "0%", "95%"),
        (0.1 + 0.2, "General", "0.3"),
        (12, '0"件"', "12件"),
        (44561, 'yyyy"年"m"月"d"日"', "2021年12月31日"),
        (1234.5, "#,##0.00", "1,234.50"),
    ],
)
def test_a_number_is_given_as_a_person_saw_it(value: float, code: str, text: str) -> None:
    assert grid(book(number(0, 0, value, 1), codes=(code,))) == [(1, 1, 1, 1, text)]


def test_formats_named_by_number_are_those_of_a_chinese_surface() -> None:
    sheet = number(0, 0, 44561, 1) + number(0, 1, 44561, 2)
    assert [cell[4] for cell in grid(book(sheet, builtins=(14, 31)))] == ["2021/12/31", "2021年12月31日"]


def test_dates_from_1904() -> None:
    data = book(number(0, 0, 43099, 1), builtins=(14,), extra=record(DATES, struct.pack("<H", 1)))
    assert grid(data)[0][4] == "2021/12/31"


def test_booleans_and_errors_are_text() -> None:
    sheet = b"".join(
        record(BOOLEAN_OR_ERROR, struct.pack("<HHHBB", 0, column, 0, value, is_error))
        for column, (value, is_error) in enumerate([(1, 0), (0, 0), (0x17, 1)])
    )
    assert [cell[4] for cell in grid(book(sheet))] == ["TRUE", "FALSE", "#REF!"]


def test_a_zero_that_waits_to_be_computed_is_a_finding() -> None:
    """Option 2 asks Excel to compute the formula when it opens the file."""
    sheet = formula(0, 0, 0.0, 2) + formula(0, 1, 0.0, 0) + formula(0, 2, 5.0, 2)
    found = document(book(label(0, 0, "甲"), sheet))
    assert [cell.text for cell in found.tables[1].cells] == ["0", "0", "5"]
    assert [(finding.rule, finding.place) for finding in found.findings] == [
        ("formula-not-calculated", "s2 t2 r1 c1")
    ]


@pytest.mark.parametrize("page", [None, 936, 1252])
def test_text_before_excel_97_is_chinese_where_no_other_code_page_is_stated(page: int | None) -> None:
    begin = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0005, 0, 1995))
    begin += b"" if page is None else record(0x0042, struct.pack("<H", page))
    begin += record(0x00E0, struct.pack("<HHH10x", 0, 0, 1))
    name, text = b"Sheet1", "绩效目标表".encode("gb18030")
    start = len(begin) + 4 + 7 + len(name) + 4
    bound = record(BOUND, struct.pack("<IBBB", start, 0, 0, len(name)) + name)
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x0010, 0, 1995))
    sheet += record(LABEL, struct.pack("<HHHH", 0, 0, 0, len(text)) + text)
    assert grid(begin + bound + record(EOF) + sheet + record(EOF)) == [(1, 1, 1, 1, "绩效目标表")]


def test_raised_digits_and_symbols_are_what_a_person_saw() -> None:
    fonts = [("宋体", 0), ("宋体", 1), ("宋体", 0), ("Wingdings 2", 0)]
    extra = b"".join(
        record(FONT, struct.pack("<HHHHHBBBB", 200, 0, 0, 400, raised, 0, 0, 0, 0) + wide(name, "B"))
        for name, raised in fonts
    )
    runs = struct.pack("<HHHHH", 2, 2, 1, 3, 0)  # from character 2 on font 1, from 3 on font 0
    rich = record(RICH, struct.pack("<HHH", 0, 0, 0) + wide("104立方米", "H") + runs)
    tick = record(
        RICH, struct.pack("<HHH", 0, 1, 0) + wide("R是", "H") + struct.pack("<HHHHH", 2, 0, 3, 1, 0)
    )
    assert [cell[4] for cell in grid(book(rich + tick, extra=extra))] == ["10⁴立方米", "☑是"]


def test_what_has_a_line_through_it_is_read_and_doubted() -> None:
    line = 0x08  # [MS-XLS] 2.4.122
    fonts = b"".join(
        record(FONT, struct.pack("<HHHHHBBBB", 200, style, 0, 400, 0, 0, 0, 0, 0) + wide("宋体", "B"))
        for style in (0, line)
    )
    runs = struct.pack("<HHHHH", 2, 0, 1, 3, 0)  # from character 0 on font 1, from 3 on font 0
    rich = record(RICH, struct.pack("<HHH", 0, 0, 0) + wide("80%95%", "H") + runs)
    document = extract.read(Source("a.xls", book(rich, extra=fonts)))
    assert [cell.text for cell in document.tables[0].cells] == ["80%95%"]
    assert [(finding.rule, finding.place) for finding in document.findings] == [
        ("struck-text", "s1 t1 r1 c1")
    ]
    assert "“80%”" in document.findings[0].message


def test_hidden_rows_columns_and_sheets_are_read_and_marked() -> None:
    shown = label(0, 0, "可见") + label(1, 0, "隐藏行") + label(0, 2, "隐藏列")
    shown += record(ROW, struct.pack("<HHHHHHI", 1, 0, 1, 300, 0, 0, 0x20))
    shown += record(COLUMNS, struct.pack("<HHHHHH", 2, 2, 2000, 0, 1, 0))
    cells = [c for table in document(book(shown)).tables for c in table.cells if c.text]
    assert {c.text: c.hidden for c in cells} == {"可见": False, "隐藏行": True, "隐藏列": True}
    [table] = document(book(shown, state=2)).tables
    assert table.hidden
    assert all(cell.hidden for cell in table.cells)


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    sheet = label(0, 0, "合计") + number(0, 1, 0) + record(WINDOW, struct.pack("<H16x", 0x06A6))
    assert [cell[4] for cell in grid(book(sheet))] == ["合计"]


def test_text_boxes_follow_their_sheet_as_lines_and_comments_do_not() -> None:
    def thing(kind: int, pieces: list[bytes], length: int) -> bytes:
        head = record(0x005D, struct.pack("<HHH", 0x15, 0x12, kind) + bytes(16))
        text = record(0x01B6, struct.pack("<10xHH4x", length, 16))
        return head + text + b"".join(record(0x003C, piece) for piece in pieces) + record(0x003C, bytes(16))

    wide_text = "单位：万元".encode("utf-16-le")
    box = thing(0x06, [b"\x01" + wide_text[:4], b"\x01" + wide_text[4:]], 5)
    narrow = thing(0x06, [b"\x00" + b"a\rb"], 3)
    comment = thing(0x19, [b"\x01" + wide_text], 5)
    found = document(book(label(0, 0, "甲"), label(0, 0, "乙") + box + comment + narrow))
    assert [(line.text, str(line.place)) for line in found.lines] == [
        ("单位：万元", "s2 b1"),
        ("a\nb", "s2 b2"),
    ]


def test_each_sheet_is_a_table_with_its_place_and_name() -> None:
    found = document(book(label(0, 0, "甲"), b"", label(2, 1, "乙")))
    assert [(table.number, table.name) for table in found.tables] == [(1, "表0"), (2, "表2")]
    assert str(found.tables[1].cells[0].place) == "s3 t2 r3 c2"


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    cells = grid(book(label(0, 0, "甲") + label(65535, 255, "乙") + merge(1, 65535, 0, 254)))
    assert [(row, column, text) for row, column, _, _, text in cells if text] == [
        (1, 1, "甲"),
        (65536, 256, "乙"),
    ]
    assert len(cells) < 600


def test_a_cut_workbook_is_damage() -> None:
    data = book(label(0, 0, "甲") + label(1, 0, "乙"))
    for end in range(20, len(data) - 4, 7):
        with pytest.raises(DamagedFile):
            document(data[:end])


def test_a_style_that_does_not_exist_is_damage() -> None:
    with pytest.raises(DamagedFile):
        document(book(number(0, 0, 1, 7)))


def test_a_workbook_with_a_password_is_said_to_be_encrypted() -> None:
    with pytest.raises(EncryptedFile):
        document(book(label(0, 0, "甲"), extra=record(PASSWORD, struct.pack("<HHH", 0, 1, 2))))


def test_a_workbook_with_a_password_opens_with_it() -> None:
    data = Path(__file__).with_name("encrypted.xls").read_bytes()  # made with LibreOffice
    for password in (None, "falsch"):
        with pytest.raises(EncryptedFile, match="--password"):
            document(data, password)
    [table] = document(data, "geheim").tables
    assert [cell.text for cell in table.cells] == ["绩效目标表", "0.95"]
