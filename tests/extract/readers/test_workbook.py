"""Excel .xlsx: grids, what was shown, what is hidden, and files that want to do harm."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

import extract
from extract.readers import workbook
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile, TooLarge

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(
    fill: Callable[[Worksheet], Any], *, change: Callable[[openpyxl.Workbook], Any] | None = None
) -> bytes:
    """A workbook of openpyxl with one sheet, filled by `fill`."""
    book = openpyxl.Workbook()
    fill(book.worksheets[0])
    if change:
        change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def packed(sheet: str, *, main: str = _MAIN, book: str = "", **parts: str) -> bytes:
    """A workbook written by hand: what is in <worksheet>, in <workbook> before <sheets>, other parts."""
    files = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_OFFICE}">{book}'
        '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
    } | {f"xl/{name}.xml": f'<x xmlns="{main}">{text}</x>' for name, text in parts.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in files.items():
            package.writestr(name, text)
    return buffer.getvalue()


def row(*cells: str) -> str:
    return f"<sheetData><row>{''.join(cells)}</row></sheetData>"


def document(data: bytes) -> Document:
    source = Source("a.xlsx", data)
    assert workbook.accepts(source)
    return extract.read(source)


def grid(data: bytes) -> list[tuple[int, int, int, int, str]]:
    """(row, column, row_span, column_span, text) of the only table."""
    [table] = document(data).tables
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def texts(data: bytes) -> list[str]:
    return [cell[4] for cell in grid(data) if cell[4]]


def hidden(data: bytes) -> dict[str, bool]:
    return {c.text: c.hidden for table in document(data).tables for c in table.cells if c.text}


def rules(data: bytes) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in document(data).findings]


def test_merged_cells_are_one_cell_and_blank_ones_beside_text_are_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"], sheet["B3"], sheet["D4"] = "绩效目标表", "产出指标", "95%"
        sheet.merge_cells("B2:D2")
        sheet.merge_cells("B3:B4")

    assert grid(saved(fill)) == [
        (2, 2, 1, 3, "绩效目标表"),
        (3, 2, 2, 1, "产出指标"),
        (3, 3, 1, 1, ""),
        (3, 4, 1, 1, ""),
        (4, 3, 1, 1, ""),
        (4, 4, 1, 1, "95%"),
    ]


def test_a_blank_merged_cell_between_texts_is_a_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = "备注", "合计"
        sheet.merge_cells("B1:D1")
        sheet["C2"] = "1"

    assert (1, 2, 1, 3, "") in grid(saved(fill))


def test_each_sheet_is_a_table_with_its_place_and_blank_sheets_are_none() -> None:
    def change(book: openpyxl.Workbook) -> None:
        book.create_sheet("空")
        book.create_sheet("项目2")["C4"] = "乙"

    found = document(saved(lambda sheet: sheet.append(["甲"]), change=change))
    assert [(table.number, table.name) for table in found.tables] == [(1, "Sheet"), (2, "项目2")]
    assert str(found.tables[1].cells[0].place) == "s3 t2 r4 c3"


def test_hidden_sheets_rows_and_columns_are_read_and_marked() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["C1"] = "可见", "隐藏行", "隐藏列"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    def change(book: openpyxl.Workbook) -> None:
        for state in ("hidden", "veryHidden"):
            sheet = book.create_sheet(state)
            sheet["A1"], sheet.sheet_state = state, state

    assert hidden(saved(fill, change=change)) == {
        "可见": False, "隐藏行": True, "隐藏列": True, "hidden": True, "veryHidden": True,
    }  # fmt: skip


def test_a_merged_cell_is_hidden_only_when_all_its_rows_are() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A3"], sheet["B1"], sheet["B4"] = "半", "全", "x", "y"
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("A3:A4")
        for number in (1, 3, 4):
            sheet.row_dimensions[number].hidden = True

    marks = hidden(saved(fill))
    assert (marks["半"], marks["全"]) == (False, True)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.95, "0%", "95%"),
        (0.1 + 0.2, "General", "0.3"),
        (110.19, "#,##0.00", "110.19"),
        (12, '0"件"', "12件"),
        (date(2024, 12, 31), "yyyy/m/d", "2024/12/31"),
        (datetime(2024, 12, 31, 9, 30), 'm"月"d"日" h:mm', "12月31日 9:30"),
        ("≥95%", "General", "≥95%"),
        ("００12", "@", "００12"),
        ("0095", "@", "0095"),
        ("第一行\n第二行", "General", "第一行\n第二行"),
        (" 前后空格 ", "General", " 前后空格 "),
        (True, "General", "TRUE"),
        ("#REF!", "General", "#REF!"),
    ],
)
def test_a_cell_is_given_as_a_person_saw_it(value: object, code: str, text: str) -> None:
    def fill(sheet: Worksheet) -> None:
        cell = sheet.cell(1, 1)
        cell.value, cell.number_format = value, code  # type: ignore[assignment]

    assert texts(saved(fill)) == [text]


def test_dates_from_1904() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="31"/></cellXfs>'
    data = packed(row('<c r="A1" s="1"><v>43099</v></c>'), book='<workbookPr date1904="1"/>', styles=styles)
    assert texts(data) == ["2021年12月31日"]


def test_an_iso_date_is_shown_under_its_format() -> None:
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    assert texts(packed(row('<c t="d" s="0"><v>2024-12-31T00:00:00</v></c>'), styles=styles)) == [
        "2024/12/31"
    ]


def test_a_hidden_number_is_read_and_marked_and_a_hidden_zero_is_blank() -> None:
    cells: list[tuple[int | str, str]] = [(5, ";;;"), (0, "0;-0;;@"), ("密", ";;;"), (7, "0;-0;;@")]

    def fill(sheet: Worksheet) -> None:
        for column, (value, code) in enumerate(cells, start=1):
            cell = sheet.cell(1, column, value)
            cell.number_format = code

    assert hidden(saved(fill)) == {"5": True, "密": True, "7": False}


def test_zeros_that_the_sheet_does_not_show_are_blank() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["合计", 0, 3])
        sheet.sheet_view.showZeros = False

    assert texts(saved(fill)) == ["合计", "3"]


def test_formulas_give_their_stored_results() -> None:
    cells = [
        '<c r="A1" t="n"><f>1+1</f><v>2</v></c>',
        '<c r="B1" t="str"><f>A1&amp;"件"</f><v>2件</v></c>',
        '<c r="C1" t="e"><f>A9/0</f><v>#DIV/0!</v></c>',
        '<c r="D1" t="str"><f>""</f><v></v></c>',
        '<c r="E1" t="b"><f>1=1</f><v>1</v></c>',
    ]
    assert texts(packed(row(*cells))) == ["2", "2件", "#DIV/0!", "TRUE"]
    assert rules(packed(row(*cells))) == []


def test_a_formula_without_result_is_blank_and_a_finding() -> None:
    data = saved(lambda sheet: sheet.append(["合计", "=SUM(B2:B9)"]))
    assert texts(data) == ["合计"]
    assert rules(data) == [("formula-without-value", "s1 t1 r1 c2")]
    assert "SUM(B2:B9)" in document(data).findings[0].message


@pytest.mark.parametrize("kind", ["str", "b", "n", "e"])
def test_a_formula_of_any_kind_without_result_is_a_finding(kind: str) -> None:
    data = packed(row('<c r="A1"><v>1</v></c>', f'<c r="B1" t="{kind}"><f>A1</f></c>'))
    assert rules(data) == [("formula-without-value", "s1 t1 r1 c2")]


def test_a_zero_that_waits_to_be_computed_is_a_finding() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1")  # XlsxWriter stores 0 and asks Excel to compute it
    sheet.write_formula("B1", "=1+1", value=2)
    book.close()
    assert texts(buffer.getvalue()) == ["0", "2"]
    assert rules(buffer.getvalue()) == [("formula-not-calculated", "s1 t1 r1 c1")]


def test_rich_text_is_joined() -> None:
    bold = TextBlock(InlineFont(b=True), "95%")
    assert texts(saved(lambda sheet: sheet.append([CellRichText("不低于", bold)]))) == ["不低于95%"]


def test_a_raised_digit_is_no_digit_of_the_number() -> None:
    raised = TextBlock(InlineFont(vertAlign="superscript"), "4")
    assert texts(saved(lambda sheet: sheet.append([CellRichText("10", raised, "立方米")]))) == ["10⁴立方米"]


def test_characters_of_symbol_fonts_are_what_a_person_saw() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A1"].font = "R", Font(name="Wingdings 2")
        sheet["B1"] = CellRichText(
            TextBlock(InlineFont(rFont="Wingdings 2"), "R"), TextBlock(InlineFont(), "是")
        )

    assert texts(saved(fill)) == ["☑", "☑是"]


def test_what_has_a_line_through_it_is_read_and_doubted() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText(TextBlock(InlineFont(strike=True), "80%"), TextBlock(InlineFont(), "95%"))
        sheet["B1"], sheet["B1"].font = 12, Font(strike=True)
        sheet["C1"], sheet["C1"].font = "12人", Font(strike=False)

    data = saved(fill)
    assert texts(data) == ["80%95%", "12", "12人"]
    assert rules(data) == [("struck-text", "s1 t1 r1 c1"), ("struck-text", "s1 t1 r1 c2")]


def test_text_boxes_follow_their_sheet_as_lines() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write("A1", "表")
    sheet.insert_textbox("C3", "单位：万元\n第二行")
    book.close()
    assert [(line.text, str(line.place)) for line in document(buffer.getvalue()).lines] == [
        ("单位：万元\n第二行", "s1 b1")
    ]


def test_sheets_that_hold_a_chart_only_are_passed_over() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    chart = book.add_chart({"type": "bar"})
    assert chart is not None
    chart.add_series({"values": "=Sheet1!$A$1:$A$1"})
    book.add_chartsheet("图").set_chart(chart)
    book.add_worksheet("Sheet1").write("A1", 1)
    book.close()
    [table] = document(buffer.getvalue()).tables
    assert str(table.cells[0].place) == "s2 t1 r1 c1"


def test_macros_are_mentioned_and_not_run() -> None:
    data = packed(row("<c><v>1</v></c>"))
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    assert rules(buffer.getvalue()) == [("macros", "")]


def test_phonetic_runs_are_no_part_of_the_text() -> None:
    strings = "<si><r><t>指标</t></r><rPh sb='0' eb='2'><t>zhibiao</t></rPh></si>"
    assert texts(packed(row('<c t="s"><v>0</v></c>'), sharedStrings=strings)) == ["指标"]


def test_characters_that_xml_cannot_hold_are_decoded() -> None:
    strings = "<si><t>一_x000D_\n二_x005F_x</t></si>"
    assert texts(packed(row('<c t="s"><v>0</v></c>'), sharedStrings=strings)) == ["一\n二_x"]


@pytest.mark.parametrize("main", [_MAIN, _STRICT])
def test_strict_files_and_cells_without_addresses_are_read(main: str) -> None:
    cells = row("<c><v>1</v></c>", "<c/>", '<c t="inlineStr"><is><t>二</t></is></c>')
    assert grid(packed(cells, main=main)) == [(1, 1, 1, 1, "1"), (1, 3, 1, 1, "二")]


def test_a_text_under_a_merge_is_not_lost() -> None:
    cells = row('<c r="A1"><v>1</v></c>', '<c r="B1"><v>2</v></c>')
    data = packed(cells + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    assert grid(data) == [(1, 1, 1, 2, "1")]
    assert rules(data) == [("covered-text", "s1 t1 r1 c2")]
    assert "“2”" in document(data).findings[0].message


def test_a_text_under_a_merge_that_repeats_it_is_no_loss() -> None:
    cells = row('<c r="A1"><v>1</v></c>', '<c r="B1"><v>1</v></c>')
    assert rules(packed(cells + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>')) == []


def test_the_second_of_two_overlapping_merges_is_left_out_and_is_a_finding() -> None:
    cells = row('<c r="A1"><v>1</v></c>', '<c r="C1"><v>3</v></c>')
    data = packed(cells + '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B1:C1"/></mergeCells>')
    assert grid(data) == [(1, 1, 1, 2, "1"), (1, 3, 1, 1, "3")]
    assert rules(data) == [("merge-overlap", "s1 t1 r1 c2")]


# Files that want to do harm: what they cost is bounded by what holds text.
HARMLESS = {
    "a cell in the last corner": row('<c r="A1"><v>1</v></c>') .replace(
        "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
    ),
    "a merge over the whole sheet": row('<c r="A1"><v>1</v></c>')
    + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    "a false dimension": '<dimension ref="A1:XFD1048576"/>' + row('<c r="A1"><v>1</v></c>'),
    "blank merges over the whole sheet": row('<c r="A1"><v>1</v></c>')
    + "<mergeCells>"
    + "".join(f'<mergeCell ref="A{n}:XFD{n + 1}"/>' for n in range(2, 40_000, 2))
    + "</mergeCells>",
    "formatted blank rows": "<sheetData>"
    + '<row><c s="0"/></row>' * 40_000
    + '<row><c r="A9"><v>1</v></c></row></sheetData>',
}  # fmt: skip


@pytest.mark.parametrize("sheet", HARMLESS.values(), ids=HARMLESS)
def test_empty_space_costs_nothing(sheet: str) -> None:
    data = packed(sheet)
    began = time.process_time()
    tracemalloc.start()
    cells = grid(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(cells) <= 4
    assert cells[0][2:] == (1, 1, "1")
    assert peak < 60_000_000
    assert time.process_time() - began < 20


def test_a_merge_longer_than_any_form_ends_where_the_text_ends() -> None:
    cells = '<sheetData><row><c r="A1"><v>1</v></c></row><row r="4"><c r="B4"><v>2</v></c></row></sheetData>'
    data = packed(cells + '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>')
    assert (1, 1, 4, 1, "1") in grid(data)


@pytest.mark.parametrize("count", [500, 20_000])
def test_texts_on_the_diagonal_do_not_fill_the_square(count: int) -> None:
    addresses = ((n, f"{get_column_letter(n % 16_000 + 1)}{n}") for n in range(1, count))
    addresses = ((n, f"{get_column_letter(n % 16_000 + 1)}{n}") for n in range(1, count))
    rows = (f'<row r="{n}"><c r="{address}"><v>1</v></c></row>' for n, address in addresses)
    cells = grid(packed(f"<sheetData>{''.join(rows)}</sheetData>"))
    assert len([cell for cell in cells if cell[4]]) == count - 1
    assert len(cells) <= 250_000


@pytest.mark.parametrize("reference", ["AAAAAAA9", "XFE1", "A1048577", "A0", "A-1", "1A", "中1"])
def test_an_address_that_no_sheet_has_is_damage(reference: str) -> None:
    with pytest.raises(DamagedFile, match=reference):
        document(packed(row(f'<c r="{reference}"><v>1</v></c>')))


@pytest.mark.parametrize(
    "sheet",
    [
        row('<c t="s"><v>7</v></c>'),
        row('<c t="s"><v>x</v></c>'),
        row('<c s="9"><v>1</v></c>'),
        row("<c><v>1</v>"),
        '<mergeCells><mergeCell ref="A1:ZZZZ9"/></mergeCells>' + row("<c><v>1</v></c>"),
        '<cols><col min="x" hidden="1"/></cols>' + row("<c><v>1</v></c>"),
        '<sheetData><row r="0"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1048576"/><row><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="x"><c><v>1</v></c></row></sheetData>',
    ],
)
def test_an_inconsistent_sheet_is_damage(sheet: str) -> None:
    styles = '<cellXfs><xf numFmtId="0"/></cellXfs>'
    with pytest.raises(DamagedFile):
        document(packed(sheet, styles=styles))


def changed(data: bytes, part: str, content: bytes | None) -> bytes:
    """The package with another content of the part whose name ends so; without the part for None."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in package.namelist():
            if not name.endswith(part):
                copy.writestr(name, package.read(name))
            elif content is not None:
                copy.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(("part", "named"), [("sheet1.xml", r"sheet1\.xml"), ("workbook.xml.rels", "“表”")])
def test_a_missing_part_is_damage_and_is_named(part: str, named: str) -> None:
    with pytest.raises(DamagedFile, match=named):
        document(changed(packed(row()), part, None))


def test_a_doctype_is_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet/>'
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        document(changed(packed(row()), "sheet1.xml", bomb))


def test_more_cells_than_the_limit_are_refused() -> None:
    cells = "<c><v>1</v></c>" * 1000
    sheet = "<sheetData>" + f"<row>{cells}</row>" * 201 + "</sheetData>"
    with pytest.raises(TooLarge, match="200000"):
        document(packed(sheet))


def test_a_bomb_is_refused_by_its_size() -> None:
    with pytest.raises(TooLarge):
        document(changed(packed(row()), "sheet1.xml", bytes(201_000_000)))


def test_a_part_with_a_password_is_said_to_be_encrypted() -> None:
    data = bytearray(packed(row()))
    data[data.rindex(b"PK\x01\x02", 0, data.rindex(b"xl/workbook.xml")) + 8] |= 1
    with pytest.raises(EncryptedFile):
        document(bytes(data))


def test_a_plain_large_table_is_no_bomb() -> None:
    sheet = "<sheetData>" + ("<row>" + "<c><v>1</v></c>" * 40 + "</row>") * 5000 + "</sheetData>"
    [table] = document(packed(sheet)).tables
    assert (table.rows, table.columns, len(table.cells)) == (5000, 40, 200_000)
