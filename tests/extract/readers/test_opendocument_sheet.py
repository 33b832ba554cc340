"""OpenDocument spreadsheets: grids, shown texts, repetitions that want to do harm."""

from __future__ import annotations

import io
import zipfile

import pytest

import extract
from extract.readers import opendocument_sheet
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile, TooLarge

_KIND = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text", "style")
) + (' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"')


def content(tables: str, *, kind: str = "") -> str:
    """The XML of a spreadsheet; with styles of a hidden sheet, a raised text, a symbol font."""
    style = (
        '<style:style style:name="hid"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="up"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="wing"><style:text-properties style:font-name="Wingdings 2"/></style:style>'
    )
    return (
        f"<office:document-content {_SPACES} {kind}>"
        f"<office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def packed(tables: str, *, manifest: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", _KIND)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content(tables))
    return buffer.getvalue()


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, attributes: str = "") -> str:
    return f'<table:table table:name="表" {attributes}>{"".join(rows)}</table:table>'


def document(data: bytes) -> Document:
    source = Source("a.ods", data)
    assert opendocument_sheet.accepts(source)
    return extract.read(source)


def grid(*rows: str) -> list[tuple[int, int, int, int, str]]:
    [found] = document(packed(table(*rows))).tables
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells]


BLANK = "<table:table-cell/>"


def test_merged_cells_are_one_cell_and_blank_ones_beside_text_are_cells() -> None:
    wide = 'table:number-columns-spanned="3"'
    tall = 'table:number-rows-spanned="2"'
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    assert grid(
        row(BLANK, attributes='table:number-rows-repeated="1"'),
        row(BLANK, cell("绩效目标表", wide), covered),
        row(BLANK, cell("产出指标", tall), BLANK, BLANK),
        row(BLANK, "<table:covered-table-cell/>", BLANK, cell("95%")),
    ) == [
        (2, 2, 1, 3, "绩效目标表"),
        (3, 2, 2, 1, "产出指标"),
        (3, 3, 1, 1, ""),
        (3, 4, 1, 1, ""),
        (4, 3, 1, 1, ""),
        (4, 4, 1, 1, "95%"),
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<text:p>一</text:p><text:p>二</text:p>", "一\n二"),
        ("<text:p>不低于\n   95%</text:p>", "不低于 95%"),
        ("<text:p>  其中：  财政拨款</text:p>", "  其中：  财政拨款"),
        ('<text:p>10<text:span text:style-name="up">4</text:span>立方米</text:p>', "10⁴立方米"),
        ('<text:p><text:span text:style-name="wing">R</text:span>是</text:p>', "☑是"),
        ("<text:p>不低于<text:span>95%</text:span>的</text:p>", "不低于95%的"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>', "a   b\tc\nd"),
        ("<office:annotation><text:p>批注</text:p></office:annotation><text:p>值</text:p>", "值"),
        (
            "<text:p><text:ruby><text:ruby-base>指标</text:ruby-base>"
            "<text:ruby-text>zhibiao</text:ruby-text></text:ruby></text:p>",
            "指标",
        ),
    ],
)
def test_the_shown_text_is_given(inside: str, text: str) -> None:
    assert grid(row(f"<table:table-cell>{inside}</table:table-cell>")) == [(1, 1, 1, 1, text)]


def test_a_number_is_given_as_it_was_shown_and_bare_where_nothing_is_stored() -> None:
    shown = cell("95%", 'office:value-type="percentage" office:value="0.95"')
    bare = '<table:table-cell office:value-type="float" office:value="12.5"/>'
    assert [found[4] for found in grid(row(shown, bare))] == ["95%", "12.5"]


def test_text_boxes_follow_their_sheet_as_lines() -> None:
    box = (
        "<draw:frame><draw:text-box><text:p>单位：</text:p><text:p>万元</text:p></draw:text-box></draw:frame>"
    )
    shape = "<draw:custom-shape><text:p>附注</text:p></draw:custom-shape>"
    anchored = f"<table:table-cell>{shape}<text:p>x</text:p></table:table-cell>"
    found = document(packed(table(f"<table:shapes>{box}</table:shapes>", row(anchored))))
    assert [(line.text, str(line.place)) for line in found.lines] == [
        ("单位：\n万元", "s1 b1"),
        ("附注", "s1 b2"),
    ]
    assert [c.text for c in found.tables[0].cells] == ["x"]


def test_repeated_cells_and_rows_are_given_at_each_position() -> None:
    twice = cell("x", 'table:number-columns-repeated="2"')
    assert [found[:2] for found in grid(row(twice, attributes='table:number-rows-repeated="2"'))] == [
        (1, 1), (1, 2), (2, 1), (2, 2),
    ]  # fmt: skip


def test_hidden_sheets_rows_and_columns_are_read_and_marked() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    rows = row(cell("可见"), cell("隐藏列")) + row(cell("隐藏行"), attributes='table:visibility="filter"')
    found = document(
        packed(table(columns, rows) + table(row(cell("隐藏表")), attributes='table:style-name="hid"'))
    )
    assert {c.text: c.hidden for t in found.tables for c in t.cells if c.text} == {
        "可见": False, "隐藏列": True, "隐藏行": True, "隐藏表": True,
    }  # fmt: skip
    assert [(t.number, t.name, t.hidden) for t in found.tables] == [(1, "表", False), (2, "表", True)]


def test_a_formula_without_result_is_a_finding_and_one_that_gives_nothing_is_blank() -> None:
    unknown = '<table:table-cell table:formula="of:=SUM([.A1])"/>'
    nothing = '<table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string"/>'
    found = document(packed(table(row(cell("x"), unknown, nothing))))
    assert [(finding.rule, finding.place) for finding in found.findings] == [
        ("formula-without-value", "s1 t1 r1 c2")
    ]


def test_empty_space_costs_nothing() -> None:
    filler = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = row(cell("x"), filler) + row(filler, attributes='table:number-rows-repeated="1048576"')
    assert grid(rows) == [(1, 1, 1, 1, "x")]


@pytest.mark.parametrize("attribute", ["number-columns-repeated", "number-rows-repeated"])
def test_a_text_repeated_beyond_the_limit_is_too_large(attribute: str) -> None:
    many = row(
        cell("x", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="99"'
    )
    merges = row(
        cell("", f'table:{attribute}="999999999" table:number-columns-spanned="2"'),
        attributes='table:number-rows-repeated="999999999"',
    )
    formulas = row(
        f'<table:table-cell table:formula="of:=1" table:{attribute}="999999999"/>',
        attributes='table:number-rows-repeated="999999999"',
    )
    for rows in (many, merges, formulas):
        with pytest.raises(TooLarge):
            grid(rows)


def test_cells_that_a_link_to_another_file_has_left_are_no_sheet() -> None:
    link = f"<table:dde-links><table:dde-link>{table(row(cell('旧')))}</table:dde-link></table:dde-links>"
    [found] = document(packed(table(row(cell("新"))) + link)).tables
    assert [c.text for c in found.cells] == ["新"]


def test_a_count_that_is_no_number_is_damage() -> None:
    with pytest.raises(DamagedFile):
        grid(row(cell("x", 'table:number-columns-repeated="-1"')))


def test_a_package_with_a_password_is_said_to_be_encrypted() -> None:
    with pytest.raises(EncryptedFile):
        document(packed("", manifest='<manifest:encryption-data xmlns:manifest="x"/>'))


def test_a_flat_file_is_read_too() -> None:
    flat = content(table(row(cell("甲"))), kind=f'office:mimetype="{_KIND}"').replace(
        "document-content", "document"
    )
    [found] = document(b'<?xml version="1.0"?>' + flat.encode()).tables
    assert [c.text for c in found.cells] == ["甲"]


def test_text_with_a_line_through_it_is_read_and_doubted() -> None:
    struck = cell('<text:span text:style-name="out">80%</text:span>95%')
    found = document(packed(table(row(struck, cell("12", 'table:style-name="out"'), cell("甲")))))
    assert [cell.text for cell in found.tables[0].cells] == ["80%95%", "12", "甲"]
    assert [(finding.rule, finding.place) for finding in found.findings] == [
        ("struck-text", "s1 t1 r1 c1"),
        ("struck-text", "s1 t1 r1 c2"),
    ]
