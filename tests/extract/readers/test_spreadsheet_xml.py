"""Spreadsheet 2003 XML under whatever name: the same cells as .xlsx."""

from __future__ import annotations

import pytest

import extract
from extract.readers import spreadsheet_xml
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile

_STYLES = """<Styles>
<Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>
<Style ss:ID="u"><NumberFormat ss:Format="0&quot;件&quot;"/></Style><Style ss:ID="v" ss:Parent="u"/>
</Styles>"""


def book(table: str, *, options: str = "", head: str = '<?xml version="1.0"?>', after: str = "") -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f'<Worksheet ss:Name="表"><Table>{table}</Table>{options}</Worksheet>{after}'
    return f'{head}<Workbook xmlns="{space}" xmlns:ss="{space}">{_STYLES}{sheet}</Workbook>'.encode()


def cell(text: str, attributes: str = "", kind: str = "String") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<Row {attributes}>{''.join(cells)}</Row>"


def document(data: bytes) -> Document:
    assert spreadsheet_xml.accepts(Source("a.xls", data))
    return extract.read(Source("a.xls", data))


def grid(data: bytes) -> list[tuple[int, int, int, int, str]]:
    [table] = document(data).tables
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


def test_merged_cells_are_one_cell_and_positions_may_be_skipped() -> None:
    title = row(cell("绩效目标表", 'ss:Index="2" ss:MergeAcross="2"'), attributes='ss:Index="2"')
    first = row(cell("产出指标", 'ss:Index="2" ss:MergeDown="1"'), cell("件"))
    second = row(cell("95%", 'ss:Index="4"'))
    assert grid(book(title + first + second)) == [
        (2, 2, 1, 3, "绩效目标表"),
        (3, 2, 2, 1, "产出指标"),
        (3, 3, 1, 1, "件"),
        (3, 4, 1, 1, ""),
        (4, 3, 1, 1, ""),
        (4, 4, 1, 1, "95%"),
    ]


@pytest.mark.parametrize(
    ("text", "style", "kind", "shown"),
    [
        ("0.95", "p", "Number", "95.00%"),
        ("12", "u", "Number", "12件"),
        ("12", "v", "Number", "12件"),
        ("0.30000000000000004", "Default", "Number", "0.3"),
        ("2024-12-31T00:00:00.000", "d", "DateTime", "2024/12/31"),
        ("1", "Default", "Boolean", "TRUE"),
        ("#REF!", "Default", "Error", "#REF!"),
        ("≥95%", "p", "String", "≥95%"),
        ("一&#10;二", "Default", "String", "一\n二"),
        ("<B>不低于</B>95%", "Default", "String", "不低于95%"),
    ],
)
def test_a_cell_is_given_as_a_person_saw_it(text: str, style: str, kind: str, shown: str) -> None:
    data = book(row(cell(text, f'ss:StyleID="{style}"', kind)))
    assert grid(data) == [(1, 1, 1, 1, shown)]


def test_hidden_rows_columns_and_sheets_are_read_and_marked() -> None:
    rows = row(cell("可见"), cell("隐藏列")) + row(cell("隐藏行"), attributes='ss:Hidden="1"')
    options = '<WorksheetOptions xmlns="urn:excel"><Visible>SheetHidden</Visible></WorksheetOptions>'
    second = f'<Worksheet ss:Name="乙"><Table>{row(cell("隐藏表"))}</Table>{options}</Worksheet>'
    found = document(book('<Column/><Column ss:Hidden="1"/>' + rows, after=second))
    assert {c.text: c.hidden for t in found.tables for c in t.cells if c.text} == {
        "可见": False, "隐藏列": True, "隐藏行": True, "隐藏表": True,
    }  # fmt: skip
    assert [(t.number, t.name, t.hidden) for t in found.tables] == [(1, "表", False), (2, "乙", True)]


def test_a_formula_without_result_is_a_finding() -> None:
    found = document(book(row(cell("x"), '<Cell ss:Formula="=SUM(R1C1)"/>')))
    [finding] = found.findings
    assert (finding.rule, finding.place) == ("formula-without-value", "s1 t1 r1 c2")


@pytest.mark.parametrize(
    "table",
    [
        row(cell("x"), attributes='ss:Index="0"'),
        row(cell("x"), attributes='ss:Index="9999999"'),
        row(cell("x", 'ss:MergeAcross="x"')),
        "<Row>",
    ],
)
def test_nonsense_is_damage(table: str) -> None:
    with pytest.raises(DamagedFile):
        document(book(table))


def test_a_file_without_xml_declaration_is_read_too() -> None:
    assert grid(book(row(cell("甲")), head="")) == [(1, 1, 1, 1, "甲")]


def test_a_doctype_is_refused() -> None:
    head = '<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "b">]>'
    with pytest.raises(DamagedFile, match="DOCTYPE"):
        document(book("<Row/>", head=head))


@pytest.mark.parametrize(
    "data",
    [
        b'<html xmlns:x="urn:schemas-microsoft-com:office:spreadsheet"><Workbook/></html>',
        b"<Workbook/>",
        "“urn:schemas-microsoft-com:office:spreadsheet”".encode(),
    ],
)
def test_other_markup_and_text_is_left_to_the_other_readers(data: bytes) -> None:
    assert not spreadsheet_xml.accepts(Source("a.xls", data))


def test_headers_stand_before_the_table_and_footers_behind() -> None:
    options = (
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel"><PageSetup>'
        '<Header x:Data="&amp;R单位：万元"/><Footer x:Data="&amp;C第 &amp;P 页&amp;R某县财政局制"/>'
        "</PageSetup></WorksheetOptions>"
    )
    blocks = document(book(row(cell("甲")), options=options)).blocks
    assert [getattr(block, "text", "table") for block in blocks] == ["单位：万元", "table", "某县财政局制"]
