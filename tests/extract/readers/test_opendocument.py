"""OpenDocument texts: spans, lists, what is shown and what is not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import office
import pytest
from fuzz import damaged
from merged_tables import Span
from word_files import package, seen

from extract.readers import opendocument as reader
from extract.readers import web
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile, JixiaoError, TooLarge
from jixiao.forms.limits import Limits

MIMETYPE = "application/vnd.oasis.opendocument.text"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
    }.items()
)


def content(body: str, styles: str = "") -> str:
    return (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, styles: str = "", **parts: str) -> bytes:
    return package({"mimetype": MIMETYPE, "content.xml": content(body, styles), **parts})


def read(data: bytes) -> Document:
    source = Source("a.odt", data)
    assert reader.accepts(source)
    return reader.read(source)


def lines(body: str, styles: str = "") -> list[str]:
    return [line.text for line in read(odt(body, styles)).lines]


def p(content: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def td(text: str = "", attributes: str = "") -> str:
    inner = text if text.startswith("<") else p(text)
    return f"<table:table-cell {attributes}>{inner}</table:table-cell>"


def tr(*cells: str, attributes: str = "") -> str:
    inner = "".join(cell if cell.startswith("<") else td(cell) for cell in cells)
    return f"<table:table-row {attributes}>{inner}</table:table-row>"


def table(*rows: str, columns: str = "") -> str:
    return f"<table:table>{columns}{''.join(rows)}</table:table>"


COVERED = "<table:covered-table-cell/>"


def spanned(rows: int, columns: int) -> str:
    return f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'


GRIDS = {
    "spans": (
        [tr(td("甲", spanned(2, 1)), td("乙", spanned(1, 2)), COVERED), tr(COVERED, "丙", "丁")],
        ["1,1 甲 [2x1]", "1,2 乙 [1x2]", "2,2 丙", "2,3 丁"],
    ),
    "a block of four": (
        [tr(td("甲", spanned(2, 2)), COVERED, "乙"), tr(COVERED, COVERED, "丙"), tr("丁", "戊", "己")],
        ["1,1 甲 [2x2]", "1,3 乙", "2,3 丙", "3,1 丁", "3,2 戊", "3,3 己"],
    ),
    "covered places may be repeated": (
        [
            tr(
                td("甲", spanned(1, 3)), '<table:covered-table-cell table:number-columns-repeated="2"/>', "乙"
            ),
            tr("丙", "丁", "戊", "己"),
        ],
        ["1,1 甲 [1x3]", "1,4 乙", "2,1 丙", "2,2 丁", "2,3 戊", "2,4 己"],
    ),
    "cells and rows may be repeated": (
        [tr(td("", 'table:number-columns-repeated="2"'), "甲", attributes='table:number-rows-repeated="2"')],
        ["1,1 ", "1,2 ", "1,3 甲", "2,1 ", "2,2 ", "2,3 甲"],
    ),
    "heading rows come first": (
        [f"<table:table-header-rows>{tr('甲')}</table:table-header-rows>", tr("乙")],
        ["1,1 甲", "2,1 乙"],
    ),
    "a covered place that nothing covers stays free": (
        [tr("甲", COVERED, "乙"), tr("丙", "丁", "戊")],
        ["1,1 甲", "1,3 乙", "2,1 丙", "2,2 丁", "2,3 戊"],
    ),
    "a cell under a span whose place is not marked goes where there is room": (
        [tr(td("甲", spanned(2, 1)), "乙"), tr("丙")],
        ["1,1 甲 [2x1]", "1,2 乙", "2,2 丙"],
    ),
    "a span of rows ends with the table": ([tr(td("甲", spanned(99, 1)), "乙")], ["1,1 甲", "1,2 乙"]),
    "paragraphs are joined by line breaks": ([tr(td(p("甲") + p("") + p("乙")))], ["1,1 甲\n\n乙"]),
}


@pytest.mark.parametrize(("rows", "expected"), GRIDS.values(), ids=GRIDS)
def test_grid(rows: list[str], expected: list[str]) -> None:
    assert seen(read(odt(table(*rows))).tables[0]) == expected


def test_columns_a_hairs_breadth_wide_are_none() -> None:
    widths = {"a": "3.5cm", "b": "0.035cm", "c": "1.0in"}
    styles = "".join(
        f'<style:style style:name="{name}">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
        for name, width in widths.items()
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in widths)
    rows = [tr("甲", td("乙", spanned(1, 2)), COVERED), tr(td("丙", spanned(1, 2)), COVERED, "丁")]
    document = read(odt(table(*rows, columns=columns), styles))
    assert seen(document.tables[0]) == ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁"]


def test_a_nested_table_follows_the_table_that_holds_it() -> None:
    inner = table(tr("内"))
    document = read(odt(p("标题") + table(tr("外", td(p("前") + inner + p("后")))) + table(tr("末"))))
    assert [seen(found) for found in document.tables] == [["1,1 外", "1,2 前\n后"], ["1,1 内"], ["1,1 末"]]
    assert [str(found.cells[0].place) for found in document.tables] == ["t1 r1 c1", "t2 r1 c1", "t3 r1 c1"]
    assert [str(line.place) for line in document.lines] == ["b1"]


def test_text_that_a_merge_covers_is_reported() -> None:
    covered = f"<table:covered-table-cell>{p('旧值')}</table:covered-table-cell>"
    [finding] = read(odt(table(tr(td("甲", spanned(1, 2)), covered)))).findings
    assert (finding.rule, finding.place) == ("covered-text", "t1 r1 c2")


HIDDEN = '<style:style style:name="hid"><style:text-properties text:display="none"/></style:style>'
RAISED = (
    '<style:style style:name="sup"><style:text-properties style:text-position="super 58%"/></style:style>'
)
TEXTS = {
    "blanks, tabs and breaks": (
        p('<text:s text:c="2"/>甲<text:tab/>乙<text:line-break/>丙<text:s/>丁'),
        ["  甲\t乙\n丙 丁"],
    ),
    "blanks of the markup": (p("\n  甲\n  乙 <text:span> 丙</text:span>"), ["甲 乙 丙"]),
    "spans, links and fields": (
        p("甲<text:span>乙</text:span><text:a>丙</text:a><text:page-number>4</text:page-number>"),
        ["甲乙丙4"],
    ),
    "headings and sections": (f"<text:section><text:h>一</text:h>{p('二')}</text:section>", ["一", "二"]),
    "raised digits": (p('10<text:span text:style-name="sup">4</text:span>'), ["10⁴"]),
    "comments": (p(f"甲<office:annotation>{p('批注')}</office:annotation>乙"), ["甲乙"]),
    "ruby": (
        p("<text:ruby><text:ruby-base>汉</text:ruby-base><text:ruby-text>hàn</text:ruby-text></text:ruby>"),
        ["汉"],
    ),
    "notes after the text": (
        p(
            "甲<text:note><text:note-citation>1</text:note-citation>"
            f"<text:note-body>{p('注')}</text:note-body></text:note>"
        )
        + p("乙"),
        ["甲", "乙", "注"],
    ),
    "text boxes after their paragraph": (
        p(f"锚<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame>") + p("后"),
        ["锚", "框", "后"],
    ),
    "text boxes on the page": (
        f"<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame>" + p("后"),
        ["框", "后"],
    ),
}


@pytest.mark.parametrize(("body", "expected"), TEXTS.values(), ids=TEXTS)
def test_text(body: str, expected: list[str]) -> None:
    assert lines(body, RAISED) == expected


def test_letters_in_a_font_of_symbols_are_what_is_seen() -> None:
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:font-name="{font}"/></style:style>'
        for name, font in (("tick", "Wingdings 2"), ("plain", "宋体"))
    )
    ticked = (
        '<text:span text:style-name="tick">R<text:span text:style-name="plain">R</text:span></text:span>是'
    )
    assert lines(p(ticked), styles) == ["☑R是"]


def test_text_with_a_line_through_it_is_read_and_doubted() -> None:
    style = '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    document = read(odt(p('<text:span text:style-name="out">80%</text:span>95%'), style))
    assert [line.text for line in document.lines] == ["80%95%"]
    [finding] = document.findings
    assert (finding.rule, "“80%”" in finding.message) == ("struck-text", True)


def test_deleted_text_is_left_out_and_mentioned() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('删')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    document = read(odt(changes + p("留")))
    assert [line.text for line in document.lines] == ["留"]
    assert [finding.rule for finding in document.findings] == ["tracked-changes"]


def test_hidden_text_is_marked_or_left_out_and_mentioned() -> None:
    hidden = '<text:span text:style-name="hid">密</text:span>'
    rows = [tr(td(p(hidden)), td(p("明" + hidden))), tr("行", attributes='table:visibility="collapse"')]
    document = read(odt(table(*rows) + p("隐", "hid"), HIDDEN))
    assert [(cell.text, cell.hidden) for cell in document.tables[0].cells] == [
        ("密", True),
        ("明", False),
        ("行", True),
    ]
    assert [(line.text, line.hidden) for line in document.lines] == [("隐", True)]
    assert [(finding.rule, finding.place) for finding in document.findings] == [("hidden-text", "t1 r1 c2")]


def test_a_hidden_section_hides_its_tables() -> None:
    section = f'<text:section text:display="none">{p("隐")}{table(tr("格"))}</text:section>'
    document = read(odt(section + table(tr("明"))))
    assert [line.hidden for line in document.lines] == [True]
    assert [found.cells[0].hidden for found in document.tables] == [True, False]


# --- lists


def list_style(*levels: str) -> str:
    return f'<text:list-style style:name="L">{"".join(levels)}</text:list-style>'


def level(depth: int, kind: str, attributes: str = "", followed_by: str = "space") -> str:
    return (
        f'<text:list-level-style-number text:level="{depth}" style:num-format="{kind}" {attributes}>'
        "<style:list-level-properties>"
        f'<style:list-level-label-alignment text:label-followed-by="{followed_by}"/>'
        "</style:list-level-properties></text:list-level-style-number>"
    )


def items(*contents: str, attributes: str = "") -> str:
    inner = "".join(f"<text:list-item>{content}</text:list-item>" for content in contents)
    return f'<text:list text:style-name="L" {attributes}>{inner}</text:list>'


GOES_ON = 'text:continue-numbering="true"'
BRACKETS = 'style:num-prefix="（" style:num-suffix="）"'
LISTS = {
    "Chinese in brackets": (
        [level(1, "一, 二, 三, ...", BRACKETS, "nothing")],
        items(p("甲"), p("乙")),
        ["（一）甲", "（二）乙"],
    ),
    "only the first paragraph of an item has the number": (
        [level(1, "1")],
        items(p("甲") + p("乙")),
        ["1 甲", "乙"],
    ),
    "a list begins anew unless it goes on": (
        [level(1, "1")],
        items(p("甲")) + items(p("乙")) + items(p("丙"), attributes=GOES_ON),
        ["1 甲", "1 乙", "2 丙"],
    ),
    "levels": (
        [level(1, "1"), level(2, "1", 'text:display-levels="2"')],
        items(p("甲") + items(p("乙"), p("丙")), p("丁") + items(p("戊"))),
        ["1 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊"],
    ),
    "bullets are left out": (['<text:list-level-style-bullet text:level="1"/>'], items(p("甲")), ["甲"]),
}


@pytest.mark.parametrize(("levels", "body", "expected"), LISTS.values(), ids=LISTS)
def test_list_numbers(levels: list[str], body: str, expected: list[str]) -> None:
    assert lines(body, list_style(*levels)) == expected


# --- packages


def test_a_flat_document_is_read() -> None:
    data = (
        f'<?xml version="1.0"?><office:document {NAMESPACES} office:mimetype="{MIMETYPE}">'
        f"<office:body><office:text>{table(tr('平'))}</office:text></office:body></office:document>"
    )
    assert seen(read(data.encode()).tables[0]) == ["1,1 平"]


REFUSED: dict[str, tuple[bytes, type[JixiaoError]]] = {
    "no content": (package({"mimetype": MIMETYPE}), DamagedFile),
    "no body": (package({"mimetype": MIMETYPE, "content.xml": "<a/>"}), DamagedFile),
    "content cut short": (package({"mimetype": MIMETYPE, "content.xml": content(p("甲"))[:-9]}), DamagedFile),
    "a document type": (package({"mimetype": MIMETYPE, "content.xml": "<!DOCTYPE d><a/>"}), DamagedFile),
    "a password": (odt("", **{"META-INF/manifest.xml": "<a><encryption-data/></a>"}), EncryptedFile),
    "a span of 50,000,000 columns": (odt(table(tr(td("甲", spanned(1, 50_000_000))))), TooLarge),
    "a cell repeated 50,000,000 times": (
        odt(table(tr(td("甲", 'table:number-columns-repeated="50000000"')))),
        TooLarge,
    ),
    "a row repeated 50,000,000 times": (
        odt(table(tr("甲", attributes='table:number-rows-repeated="50000000"'))),
        TooLarge,
    ),
}


@pytest.mark.parametrize(("data", "error"), REFUSED.values(), ids=REFUSED)
def test_refused(data: bytes, error: type[JixiaoError]) -> None:
    with pytest.raises(error):
        read(data)


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LIMITS", Limits(cells=9))
    assert read(odt(table(tr(*"甲乙丙", attributes='table:number-rows-repeated="3"')))).tables
    with pytest.raises(TooLarge):
        read(odt(table(tr(*"甲乙", attributes='table:number-rows-repeated="5"'))))


@pytest.mark.parametrize("seed", range(60))
def test_damaged_copies_raise_our_own_errors_only(seed: int) -> None:
    rows = [tr(td(f"指标{n}", spanned(1 + n % 2, 2)), COVERED, f"≥{n}%") for n in range(20)]
    source = Source("a.odt", damaged(odt(p("标题") + table(*rows)), seed))
    with suppress(DamagedFile, EncryptedFile, TooLarge):
        assert reader.read(source).format == "odt"


# --- LibreOffice's own files


@pytest.mark.slow
@pytest.mark.skipif(office.PROGRAM is None, reason="LibreOffice is not installed")
def test_random_merges_written_by_libreoffice_are_read_as_they_were_made(tmp_path: Path) -> None:
    truth = office.random_files(tmp_path, 8)
    for kind, module in (("odt", reader), ("fodt", reader), ("html", web)):
        office.convert(sorted(tmp_path.glob("*.docx")), kind, tmp_path)
        for stem, tables in truth.items():
            data = (tmp_path / f"{stem}.{kind}").read_bytes()
            found = office.grids(module.read(Source(f"{stem}.{kind}", data)))
            assert found == [
                [Span(s.row, s.column, s.row_span, s.column_span, "".join(s.text.split())) for s in spans]
                for spans in tables
                if any(s.text.strip() for s in spans)
            ], f"{stem}.{kind}"


# --- headers and footers of pages


def master(name: str, content: str, following: str = "") -> str:
    """A master page; another that follows it."""
    after = f' style:next-style-name="{following}"' if following else ""
    return f'<style:master-page style:name="{name}"{after}>{content}</style:master-page>'


def page_text(kind: str, content: str, more: str = "") -> str:
    return f"<style:{kind}{more}>{content}</style:{kind}>"


SECOND = '<style:style style:name="P1" style:family="paragraph" style:master-page-name="Second"/>'
PAGES = {
    "a header stands before the text, a footer behind it": (
        master("Standard", page_text("header", p("单位：万元")) + page_text("footer", p("某县财政局制"))),
        p("甲"),
        ["单位：万元", "甲", "某县财政局制"],
    ),
    "a paragraph begins a page of another master": (
        master("Standard", page_text("header", p("封面")))
        + master("Second", page_text("header", p("绩效目标表"))),
        p("甲") + p("乙", "P1") + p("丙"),
        ["封面", "甲", "绩效目标表", "乙", "丙"],
    ),
    "a master is followed by another": (
        master("Standard", page_text("header", p("首页")), "Second")
        + master("Second", page_text("header", p("续页"))),
        p("甲"),
        ["首页", "续页", "甲"],
    ),
    "a master that no page has, and a header that is not shown": (
        master("Standard", page_text("header", p("旧表名"), ' style:display="false"'))
        + master("Other", page_text("header", p("旧表名"))),
        p("甲"),
        ["甲"],
    ),
    "what only counts the pages is no text": (
        master("Standard", page_text("footer", p("第 <text:page-number>1</text:page-number> 页"))),
        p("甲"),
        ["甲"],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_headers_and_footers_of_pages_are_lines(name: str) -> None:
    masters, body, expected = PAGES[name]
    styles = (
        f"<office:document-styles {NAMESPACES}><office:master-styles>{masters}</office:master-styles>"
        "</office:document-styles>"
    )
    document = read(odt(body, SECOND, **{"styles.xml": styles}))
    assert [line.text for line in document.lines] == expected
