"""Word .docx: what a person sees is what is read."""

from __future__ import annotations

import gc
import io
import random
import re
import time
import zipfile
from contextlib import suppress

import docx
import pytest
from fuzz import damaged
from merged_tables import random_spans, word_file
from word_files import NAMESPACES, content_types, p, package, r, relations, seen, tbl, tc, tr, word

from extract.readers import word as reader
from extract.source import Source
from jixiao.forms.document import Document, Line
from jixiao.forms.errors import DamagedFile, EmptyFile, EncryptedFile, JixiaoError, NeedsOcr, TooLarge

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
LEFT_RESTART, LEFT_CONTINUE = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def read(data: bytes) -> Document:
    source = Source("a.docx", data)
    assert reader.accepts(source)
    return reader.read(source)


def lines(body: str, **parts: str) -> list[str]:
    return [line.text for line in read(word(body, **parts)).lines]


def cells(*rows: str, widths: tuple[int, ...] = ()) -> list[str]:
    [table] = read(word(tbl(*rows, widths=widths))).tables
    return seen(table)


# --- grids


def test_a_merge_is_one_cell_with_its_spans() -> None:
    assert cells(
        tr(tc("产出指标", RESTART), tc("数量", span(2))),
        tr(tc("", CONTINUE), "质量", "≥95%"),
    ) == ["1,1 产出指标 [2x1]", "1,2 数量 [1x2]", "2,2 质量", "2,3 ≥95%"]


GRIDS = {
    "a continuing cell in the first row is a cell of its own": (
        [tr(tc("A", CONTINUE), "B"), tr(tc("", CONTINUE), "C")],
        ["1,1 A [2x1]", "1,2 B", "2,2 C"],
    ),
    "a continuing cell under no cell that starts there is its own": (
        [tr(tc("A", span(2)), "B"), tr("C", tc("", CONTINUE), "D")],
        ["1,1 A [1x2]", "1,3 B", "2,1 C", "2,2 ", "2,3 D"],
    ),
    "a merge is over where a row has no continuing cell, and none goes on below that": (
        [tr(tc("A", RESTART)), tr("B"), tr(tc("", CONTINUE))],
        ["1,1 A", "2,1 B", "3,1 "],
    ),
    "two merges that touch stay two": (
        [tr(tc("A", RESTART)), tr(tc("", CONTINUE)), tr(tc("B", RESTART)), tr(tc("", CONTINUE))],
        ["1,1 A [2x1]", "3,1 B [2x1]"],
    ),
    "a merge of uneven widths keeps the columns that its rows share": (
        [tr(tc("A", RESTART + span(2)), "B"), tr(tc("", CONTINUE), "C", "D")],
        ["1,1 A [2x1]", "1,3 B", "2,2 C", "2,3 D"],
    ),
    "a row may begin later and end earlier": (
        [tr("A", "B", "C"), tr("D", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')],
        ["1,1 A", "1,2 B", "1,3 C", "2,2 D"],
    ),
    "a row may have too few cells": (
        [tr("A", "B", "C"), tr("D")],
        ["1,1 A", "1,2 B", "1,3 C", "2,1 D"],
    ),
    "an old horizontal merge is one cell": (
        [tr(tc("A", LEFT_RESTART), tc("", LEFT_CONTINUE), "B"), tr("C", "D", "E")],
        ["1,1 A [1x2]", "1,3 B", "2,1 C", "2,2 D", "2,3 E"],
    ),
    "a right part of a horizontal merge that has a text of its own is kept": (
        [tr(tc("A", LEFT_RESTART), tc("X", LEFT_CONTINUE)), tr("C", "D")],
        ["1,1 A", "1,2 X", "2,1 C", "2,2 D"],
    ),
    "a grid line at which no cell ends cannot be seen": (
        [tr(tc("A", span(3)), tc("B", span(2)))],
        ["1,1 A", "1,2 B"],
    ),
    "a row deleted by a tracked change is gone": (
        [tr("A"), tr("B", properties='<w:del w:id="1"/>'), tr("C")],
        ["1,1 A", "2,1 C"],
    ),
    "a cell deleted by a tracked change is gone": (
        [tr("A", tc("B", '<w:cellDel w:id="1"/>')), tr("C")],
        ["1,1 A", "2,1 C"],
    ),
    "rows and cells in content controls are read": (
        [
            f"<w:sdt><w:sdtPr/><w:sdtContent>{tr('A', 'B')}</w:sdtContent></w:sdt>",
            f"<w:tr><w:sdt><w:sdtContent>{tc('C')}</w:sdtContent></w:sdt>{tc('D')}</w:tr>",
        ],
        ["1,1 A", "1,2 B", "2,1 C", "2,2 D"],
    ),
    "paragraphs of a cell are joined by line breaks, blanks untouched": (
        [tr(tc(p(" A ") + p() + p("B")))],
        ["1,1  A \n\nB"],
    ),
    "a nonsense span is one column": ([tr(tc("A", '<w:gridSpan w:val="x"/>'), "B")], ["1,1 A", "1,2 B"]),
}


@pytest.mark.parametrize(("rows", "expected"), GRIDS.values(), ids=GRIDS)
def test_grid(rows: list[str], expected: list[str]) -> None:
    assert cells(*rows) == expected


def test_cells_a_hairs_breadth_apart_share_a_column() -> None:
    rows = [tr("A", tc("B", span(2))), tr(tc("C", span(2)), "D")]
    assert cells(*rows, widths=(2000, 20, 1500)) == ["1,1 A", "1,2 B", "2,1 C", "2,2 D"]
    assert cells(*rows, widths=(2000, 200, 1500)) == ["1,1 A", "1,2 B [1x2]", "2,1 C [1x2]", "2,3 D"]


def test_widths_in_another_unit_make_no_slivers() -> None:
    assert cells(tr("A", "", "B"), widths=(50, 25, 25)) == ["1,1 A", "1,2 ", "1,3 B"]


def test_a_sliver_with_text_keeps_its_column_and_one_without_is_dropped() -> None:
    assert cells(tr("A", "x", "B"), widths=(2000, 20, 1500)) == ["1,1 A", "1,2 x", "1,3 B"]
    assert cells(tr("A", "", "B"), widths=(2000, 20, 1500)) == ["1,1 A", "1,2 B"]


def test_text_that_a_merge_covers_is_reported() -> None:
    document = read(word(tbl(tr(tc("A", RESTART)), tr(tc("旧值", CONTINUE)), tr(tc("A", CONTINUE)))))
    assert [seen(table) for table in document.tables] == [["1,1 A [3x1]"]]
    [finding] = document.findings
    assert (finding.rule, finding.place) == ("covered-text", "t1 r2 c1")
    assert "旧值" in finding.message


def test_a_nested_table_follows_the_table_that_holds_it() -> None:
    inner = tbl(tr("内"))
    document = read(word(tbl(tr("外", tc(p("前") + inner + p("后")))) + p("中") + tbl(tr("末"))))
    assert [seen(table) for table in document.tables] == [["1,1 外", "1,2 前\n后"], ["1,1 内"], ["1,1 末"]]
    assert [str(block.cells[0].place) for block in document.tables] == ["t1 r1 c1", "t2 r1 c1", "t3 r1 c1"]


@pytest.mark.parametrize("seed", range(30))
def test_tables_of_random_merges_are_read_as_they_were_made(seed: int) -> None:
    dice = random.Random(seed)
    truth = [random_spans(dice) for _ in range(3)]
    found = read(word_file(truth, dice)).tables
    assert [
        [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]
        for table in found
    ] == [[(s.row, s.column, s.row_span, s.column_span, s.text) for s in spans] for spans in truth]


def test_a_file_by_python_docx_is_read_with_places_and_blocks() -> None:
    file = docx.Document()
    file.add_paragraph("项目支出绩效目标表")
    file.add_paragraph("")
    table = file.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出"
    file.add_paragraph("填表人：")
    buffer = io.BytesIO()
    file.save(buffer)
    document = read(buffer.getvalue())
    assert [(line.text, str(line.place)) for line in document.lines] == [
        ("项目支出绩效目标表", "b1"),
        ("填表人：", "b4"),
    ]
    assert seen(document.tables[0]) == ["1,1 产出 [2x1]", "1,2 ", "2,2 "]


# --- text


def field(instruction: str, result: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def bare(*code: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in code)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return begin + runs + end


def box(content: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        f"{content}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"<w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def check_box(state: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>'
        f'{state}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


VANISH = "<w:vanish/>"
TEXTS = {
    "insertions": (p(f"<w:ins>{r('新增')}</w:ins>"), ["新增"]),
    "deletions": (p(r("留") + "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"), ["留"]),
    "moves": (p(f"<w:moveFrom>{r('旧')}</w:moveFrom>{r('中')}<w:moveTo>{r('新')}</w:moveTo>"), ["中新"]),
    "paragraph whose end is deleted": (
        p(r("前"), "<w:rPr><w:del/></w:rPr>") + p("中", "<w:rPr><w:del/></w:rPr>") + p("后"),
        ["前中后"],
    ),
    "content controls": (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p('块')}</w:sdtContent></w:sdt>"
        + p(f"<w:sdt><w:sdtContent>{r('行内')}</w:sdtContent></w:sdt>"),
        ["块", "行内"],
    ),
    "prompts of content controls that were not filled in": (
        p(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处')}</w:sdtContent></w:sdt>{r('后')}"
        ),
        ["后"],
    ),
    "wrappers": (
        p(
            f"<w:smartTag>{r('一')}</w:smartTag><w:customXml>{r('二')}</w:customXml>"
            f"<w:hyperlink>{r('三')}</w:hyperlink><w:fldSimple w:instr='X'>{r('四')}</w:fldSimple>"
        ),
        ["一二三四"],
    ),
    "fields": (p(field("PAGE", "7")), ["7"]),
    "fields without a result": (p(bare(r" eq \o\ac(○,", "2", ") ") + r("按时")), ["②按时"]),
    "a field in the code of another": (
        p(field(f"IF </w:instrText></w:r>{field('PAGE', '7')}<w:r><w:instrText>", "后")),
        ["后"],
    ),
    "field marks without their counterpart": (
        p('<w:r><w:fldChar w:fldCharType="end"/><w:fldChar w:fldCharType="begin"/></w:r>' + r("文")),
        ["文"],
    ),
    "breaks and tabs": (
        p(r("一") + "<w:r><w:br/><w:tab/></w:r>" + r("二") + "<w:r><w:cr/><w:noBreakHyphen/></w:r>"),
        ["一\n\t二\n-"],
    ),
    "tab stops are no tabs": (p("一", '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'), ["一"]),
    "ticked boxes": (
        p(symbol("Wingdings 2", "F052") + r("是") + symbol("Wingdings", "F0A8") + r("否")),
        ["☑是□否"],
    ),
    "symbol for not less than": (p(symbol("Symbol", "F0B3") + r("95%")), ["≥95%"]),
    "characters of a symbol font": (
        p(r("\uf0fe", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')),
        ["☑"],
    ),
    "old check boxes": (
        p(
            check_box("")
            + r("甲")
            + check_box("<w:checked/>")
            + r("乙")
            + check_box('<w:checked w:val="0"/>')
        ),
        ["□甲☑乙□"],
    ),
    "old lists to choose from": (
        p(
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
            '<w:listEntry w:val="优"/><w:listEntry w:val="良"/></w:ddList></w:ffData></w:fldChar></w:r>'
        ),
        ["良"],
    ),
    "ruby": (
        p(f"<w:r><w:ruby><w:rt>{r('hàn')}</w:rt><w:rubyBase>{r('汉')}</w:rubyBase></w:ruby></w:r>"),
        ["汉"],
    ),
    "letters in a font of symbols": (
        p(r("R", '<w:rFonts w:ascii="Wingdings 2"/>') + r("R", '<w:rFonts w:eastAsia="宋体"/>')),
        ["☑R"],
    ),
    "the older version of a drawing, where the newer holds no text": (
        p(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict>'
            f"<v:textbox><w:txbxContent>{p('框')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        ),
        ["框"],
    ),
    "text of a drawn shape": (
        p(
            "<w:r><w:drawing><a:txBody><a:bodyPr/><a:p><a:r><a:t>甲</a:t></a:r><a:br/><a:r><a:t>乙</a:t></a:r></a:p>"
            "</a:txBody></w:drawing></w:r>"
        ),
        ["甲\n乙"],
    ),
    "words as a picture": (
        p('<w:r><w:pict><v:shape><v:textpath string="标题"/></v:shape></w:pict></w:r>'),
        ["标题"],
    ),
    "fractions and powers of formulas": (
        p(
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
            "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
        ),
        ["1/2x^2"],
    ),
    "raised digits": (p(r("10") + r("4", '<w:vertAlign w:val="superscript"/>')), ["10⁴"]),
    "text boxes after their paragraph, once": (
        p(r("锚") + box(p("框一") + p("框二"))) + p("后"),
        ["锚", "框一", "框二", "后"],
    ),
    "two text boxes in their order": (p(box(p("甲")) + box(p("乙"))), ["甲", "乙"]),
    "a text box in a text box": (p(box(p(r("外") + box(p("内"))) + p("末"))), ["外", "内", "末"]),
}


@pytest.mark.parametrize(("body", "expected"), TEXTS.values(), ids=TEXTS)
def test_text(body: str, expected: list[str]) -> None:
    assert lines(body) == expected


def test_text_boxes_in_a_cell_belong_to_the_cell_and_tables_in_them_are_tables() -> None:
    document = read(word(tbl(tr(tc(p(r("格") + box(p("框") + tbl(tr("表"))))), "邻"))))
    assert [seen(table) for table in document.tables] == [["1,1 格\n框", "1,2 邻"], ["1,1 表"]]


def test_tracked_changes_are_mentioned_without_doubt() -> None:
    [finding] = read(word(p("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>" + r("留")))).findings
    assert (finding.rule, finding.severity) == ("tracked-changes", "info")


def test_text_with_a_line_through_it_is_read_and_doubted() -> None:
    struck, plain = r("80%", "<w:strike/>"), r("95%", '<w:strike w:val="0"/>')
    document = read(word(tbl(tr(tc(p(struck + plain))))))
    assert seen(document.tables[0]) == ["1,1 80%95%"]
    [finding] = document.findings
    assert (finding.rule, finding.severity) == ("struck-text", "warning")
    assert "80%" in finding.message


def test_what_is_hidden_whole_is_read_and_marked() -> None:
    rows = tr(tc(p(r("密", VANISH))), "明") + tr("行", properties="<w:hidden/>")
    document = read(word(tbl(rows) + p(r("隐", VANISH))))
    assert [(cell.text, cell.hidden) for cell in document.tables[0].cells] == [
        ("密", True),
        ("明", False),
        ("行", True),
    ]
    assert [(line.text, line.hidden) for line in document.lines] == [("隐", True)]


def test_hidden_text_beside_shown_text_is_left_out_and_mentioned() -> None:
    document = read(
        word(tbl(tr(tc(p(r("500件") + r("（原300件）", VANISH))))) + p(r("甲") + r("乙", VANISH)))
    )
    assert seen(document.tables[0]) == ["1,1 500件"]
    assert [line.text for line in document.lines] == ["甲"]
    assert [(f.rule, f.place, f.severity) for f in document.findings] == [
        ("hidden-text", "t1 r1 c1", "info"),
        ("hidden-text", "b2", "info"),
    ]
    assert "（原300件）" in document.findings[0].message


def test_text_is_hidden_by_its_style_unless_the_run_says_otherwise() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="form"><w:basedOn w:val="base"/></w:style>'
    )
    use = '<w:pStyle w:val="form"/>'
    body = p(r("窗体顶端"), use) + p(r("可见", '<w:vanish w:val="0"/>'), use) + p("正文")
    document = read(word(body, styles=styles))
    assert [(line.text, line.hidden) for line in document.lines] == [
        ("窗体顶端", True),
        ("可见", False),
        ("正文", False),
    ]


def section(*references: str, pages: str = "default", more: str = "") -> str:
    """The properties of a section with these parts for these pages: `header rId1`."""
    pairs = (reference.split() for reference in references)
    marks = "".join(f'<w:{kind}Reference w:type="{pages}" r:id="{relation}"/>' for kind, relation in pairs)
    return f"<w:sectPr>{marks}{more}</w:sectPr>"


PAGES = {
    "a header stands before the text, a footer behind it": (
        p("正文") + section("header rId1", "footer rId2"),
        {"header": p("单位：万元"), "footer": p("某县财政局制")},
        ["单位：万元", "正文", "某县财政局制"],
    ),
    "a header that several sections show is taken once, before the first that does": (
        p("封面", section()) + p("甲", section("header rId1")) + p("乙") + section("header rId1"),
        {"header": p("绩效目标表")},
        ["封面", "绩效目标表", "甲", "乙"],
    ),
    "what only counts the pages is no text": (
        p("正文") + section("footer rId1"),
        {"footer": p("第 1 页 共 2 页")},
        ["正文"],
    ),
    "a header for the first page, which is like the others": (
        p("正文") + section("header rId1", pages="first"),
        {"header": p("旧表名")},
        ["正文"],
    ),
    "a header for the first page, which has its own": (
        p("正文") + section("header rId1", pages="first", more="<w:titlePg/>"),
        {"header": p("绩效目标表")},
        ["绩效目标表", "正文"],
    ),
    "a header for even pages, which are like the others": (
        p("正文") + section("header rId1", pages="even"),
        {"header": p("旧表名"), "settings": ""},
        ["正文"],
    ),
    "a header for even pages, which have their own": (
        p("正文") + section("header rId1", pages="even"),
        {"header": p("绩效目标表"), "settings": "<w:evenAndOddHeaders/>"},
        ["绩效目标表", "正文"],
    ),
    "a relation to nothing": (p("正文") + section("header rId9"), {}, ["正文"]),
}


@pytest.mark.parametrize("name", PAGES)
def test_headers_and_footers_of_pages_are_lines(name: str) -> None:
    body, parts, expected = PAGES[name]
    assert lines(body, **parts) == expected


def test_a_header_that_cannot_be_read_is_said() -> None:
    found = read(word(p("正文") + section("header rId1"), header="<w:p>")).findings
    assert [finding.rule for finding in found] == ["partly-read"]


def test_footnotes_follow_the_text() -> None:
    footnotes = (
        f'<w:footnote w:type="separator">{p("-")}</w:footnote>'
        f'<w:footnote w:id="1">{p("注：含结转")}</w:footnote>'
    )
    assert lines(p("正文"), footnotes=footnotes) == ["正文", "注：含结转"]


# --- list numbers


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def item(text: str, depth: int = 0, list_id: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


SPACE, NOTHING = '<w:suff w:val="space"/>', '<w:suff w:val="nothing"/>'
LISTS = {
    "decimal with a tab": (
        [level(0, "decimal", "%1.")],
        item("甲") + p("间") + item("乙"),
        ["1.\t甲", "间", "2.\t乙"],
    ),
    "Chinese in brackets": (
        [level(0, "chineseCounting", "（%1）", NOTHING)],
        item("甲") + item("乙"),
        ["（一）甲", "（二）乙"],
    ),
    "circles with a blank": ([level(0, "decimalEnclosedCircle", "%1", SPACE)], item("甲"), ["① 甲"]),
    "levels count below each other": (
        [level(0, "decimal", "%1", SPACE), level(1, "decimal", "%1.%2", SPACE)],
        item("甲") + item("乙", 1) + item("丙", 1) + item("丁") + item("戊", 1),
        ["1 甲", "1.1 乙", "1.2 丙", "2 丁", "2.1 戊"],
    ),
    "a level that never begins anew": (
        [level(0, "decimal", "%1", SPACE), level(1, "decimal", "%2", SPACE + '<w:lvlRestart w:val="0"/>')],
        item("甲") + item("乙", 1) + item("丙") + item("丁", 1),
        ["1 甲", "1 乙", "2 丙", "2 丁"],
    ),
    "Chinese chapters in the digits of legal numbering": (
        [level(0, "chineseCounting", "%1、", NOTHING), level(1, "decimal", "%1.%2", "<w:isLgl/>" + SPACE)],
        item("甲") + item("乙", 1),
        ["一、甲", "1.1 乙"],
    ),
    "bullets are left out": ([level(0, "bullet", "\uf06c")], item("甲"), ["甲"]),
    "a number alone": ([level(0, "decimal", "%1")], item(""), ["1"]),
    "no such list": (
        [level(0, "decimal", "%1")],
        item("甲", list_id=9) + item("乙", list_id=0),
        ["甲", "乙"],
    ),
    "no such level": ([level(0, "decimal", "%1")], item("甲", 5), ["甲"]),
}


@pytest.mark.parametrize(("levels", "body", "expected"), LISTS.values(), ids=LISTS)
def test_list_numbers(levels: list[str], body: str, expected: list[str]) -> None:
    assert lines(body, numbering=numbering(*levels)) == expected


def test_a_second_list_goes_on_unless_it_states_its_own_start() -> None:
    lists = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for n, override in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        )
    )
    parts = numbering(level(0, "decimal", "%1", SPACE), lists=lists)
    body = item("甲") + item("乙", list_id=2) + item("丙", list_id=3) + item("丁", list_id=3)
    assert lines(body, numbering=parts) == ["1 甲", "2 乙", "1 丙", "2 丁"]


def test_a_style_numbers_its_paragraphs_on_the_level_that_is_kept_for_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="base">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="point"><w:basedOn w:val="base"/></w:style>'
    )
    parts = numbering(
        level(0, "decimal", "%1", SPACE), level(1, "lowerLetter", "%2)", SPACE + '<w:pStyle w:val="point"/>')
    )
    body = p("甲", '<w:pStyle w:val="base"/>') + p("乙", '<w:pStyle w:val="point"/>')
    assert lines(body, styles=styles, numbering=parts) == ["1 甲", "a) 乙"]


# --- inserted parts

DOCUMENT = f"<w:document {NAMESPACES}><w:body>{{}}</w:body></w:document>"


def with_chunk(name: str, content: str | bytes, body: str) -> bytes:
    return package(
        {
            "[Content_Types].xml": content_types("document.main"),
            "word/document.xml": DOCUMENT.format(body),
            "word/_rels/document.xml.rels": relations({"aFChunk": name}),
            f"word/{name}": content,
        }
    )


CHUNK = '<w:altChunk r:id="rId1"/>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("part.html", "<html><p>插入</p><table><tr><td>格</td></tr></table></html>"),
        ("part.docx", word(p("插入") + tbl(tr("格")))),
    ],
)
def test_a_document_that_was_inserted_whole_is_read_in_its_place(name: str, content: str | bytes) -> None:
    document = read(with_chunk(name, content, tbl(tr("前")) + CHUNK + p("后")))
    assert [line.text for line in document.lines] == ["插入", "后"]
    assert [(seen(table), str(table.cells[0].place)) for table in document.tables] == [
        (["1,1 前"], "t1 r1 c1"),
        (["1,1 格"], "t2 r1 c1"),
    ]


def test_a_document_inserted_into_a_cell_follows_the_table() -> None:
    document = read(
        with_chunk("part.html", "<html><p>插入</html>", tbl(f"<w:tr><w:tc>{CHUNK}{p('格')}</w:tc></w:tr>"))
    )
    assert [block.text if isinstance(block, Line) else seen(block) for block in document.blocks] == [
        ["1,1 格"],
        "插入",
    ]


def test_an_inserted_part_that_cannot_be_read_is_reported() -> None:
    document = read(with_chunk("part.rtf", b"{\\rtf1 x}", CHUNK + p("后")))
    assert [line.text for line in document.lines] == ["后"]
    assert [finding.rule for finding in document.findings] == ["partly-read"]


def test_a_document_that_inserts_documents_that_insert_documents_comes_to_an_end() -> None:
    inner = with_chunk("part.docx", word(p("最内")), p("内") + CHUNK)
    document = read(with_chunk("part.docx", inner, p("外") + CHUNK))
    assert [line.text for line in document.lines] == ["外", "内"]
    assert [finding.rule for finding in document.findings] == ["partly-read"]


# --- one XML file


def test_word_xml_in_one_file_is_read() -> None:
    flat = (
        '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        f'<pkg:part pkg:name="/_rels/.rels"><pkg:xmlData>{relations({"officeDocument": "word/document.xml"})}'
        '</pkg:xmlData></pkg:part><pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
        f"{DOCUMENT.format(tbl(tr('平')))}</pkg:xmlData></pkg:part>"
        '<pkg:part pkg:name="/word/image.png"><pkg:binaryData>eA==</pkg:binaryData></pkg:part></pkg:package>'
    )
    assert seen(read(flat.encode()).tables[0]) == ["1,1 平"]


def test_word_2003_xml_is_read() -> None:
    hint = '<w:listPr><wx:t wx:val="（一）"/></w:listPr>'
    removed = "<w:r><w:delText>删</w:delText></w:r>"
    deleted, inserted = (
        f'<aml:annotation w:type="Word.{kind}"><aml:content>{run}</aml:content></aml:annotation>'
        for kind, run in (("Deletion", removed), ("Insertion", r("增")))
    )
    rows = tr(tc("产出", '<w:vmerge w:val="restart"/>'), "数量") + tr(tc("", "<w:vmerge/>"), "质量")
    old = (
        '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
        ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
        ' xmlns:aml="http://schemas.microsoft.com/aml/2001/core"><w:body><wx:sect>'
        f"{p('甲', hint)}{p(deleted + inserted)}{tbl(rows)}</wx:sect></w:body></w:wordDocument>"
    )
    document = read(old.encode())
    assert [line.text for line in document.lines] == ["（一）\t甲", "增"]
    assert seen(document.tables[0]) == ["1,1 产出 [2x1]", "1,2 数量", "2,2 质量"]


# --- packages


def test_strict_documents_are_read() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": DOCUMENT.replace(
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main", strict
            ).format(tbl(tr("严格"))),
        }
    )
    assert seen(read(data).tables[0]) == ["1,1 严格"]


def test_the_document_may_have_another_name() -> None:
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations({"officeDocument": "/word/document2.xml"}),
            "word/document2.xml": f"<w:document {NAMESPACES}><w:body>{p('第二')}</w:body></w:document>",
        }
    )
    assert [line.text for line in read(data).lines] == ["第二"]


def test_a_relation_to_a_missing_part_does_no_harm() -> None:
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{item('甲')}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations({"numbering": "nowhere.xml", "image": "../NULL"}),
        }
    )
    assert [line.text for line in read(data).lines] == ["甲"]


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
NESTED = "<w:tbl><w:tr><w:tc>" * 3000 + "</w:tc></w:tr></w:tbl>" * 3000
REFUSED = {
    "no body": ({"word/document.xml": f"<w:document {NAMESPACES}/>"}, DamagedFile),
    "no document under that name": ({"word/document3.xml": DOCUMENT}, DamagedFile),
    "a document cut short": ({"word/document.xml": DOCUMENT[:-20]}, DamagedFile),
    "a document type": ({"word/document.xml": "<!DOCTYPE d>" + DOCUMENT}, DamagedFile),
    "entities": (
        {"word/document.xml": ENTITIES + DOCUMENT.format(p("&b;"))},
        DamagedFile,
    ),
    "tables nested 3,000 deep": (
        {"word/document.xml": DOCUMENT.format(NESTED)},
        DamagedFile,
    ),
    "a span of 50,000,000 columns": (
        {"word/document.xml": DOCUMENT.format(tbl(tr(tc("A", '<w:gridSpan w:val="50000000"/>'))))},
        TooLarge,
    ),
    "a row that begins at column 50,000,000": (
        {"word/document.xml": DOCUMENT.format(tbl(tr("A", properties='<w:gridBefore w:val="50000000"/>')))},
        TooLarge,
    ),
    "200 MB in one part": ({"word/document.xml": b" " * 200_000_001}, TooLarge),
}


@pytest.mark.parametrize(("parts", "error"), REFUSED.values(), ids=REFUSED)
def test_refused(parts: dict[str, str | bytes], error: type[JixiaoError]) -> None:
    with pytest.raises(error):
        read(package({"[Content_Types].xml": "<Types/>", **parts}))


def test_a_document_of_pictures_alone_needs_text_recognition() -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": DOCUMENT.format(p(""))}
    with pytest.raises(NeedsOcr):
        read(package({**parts, "word/media/image1.png": "x"}))
    parts["word/document.xml"] = DOCUMENT.format(p("附件"))
    [finding] = read(package({**parts, "word/media/image1.png": "x"})).findings
    assert (finding.rule, finding.severity) == ("pictures", "info")


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyFile):
        read(word(p("") + p(" ")))


def test_two_parts_of_one_name_are_no_document() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = twice("word/document.xml", DOCUMENT.format(p("甲")), DOCUMENT.format(p("乙")))
    with pytest.raises(DamagedFile, match="同名"):
        read(data)


def test_an_encrypted_part_is_no_damage() -> None:
    data = bytearray(word(p("甲")))
    for start in (match.start() for match in re.finditer(b"PK\x01\x02", bytes(data))):
        data[start + 8] |= 1
    with pytest.raises(EncryptedFile, match="--password"):
        read(bytes(data))


def test_macros_and_embedded_files_are_mentioned_and_left_alone() -> None:
    data = package(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": DOCUMENT.format(p("甲")),
            "word/vbaProject.bin": b"x",
            "word/embeddings/book.xlsx": b"x",
        }
    )
    document = read(data)
    assert [line.text for line in document.lines] == ["甲"]
    assert sorted(finding.rule for finding in document.findings) == ["embedded-file", "macros"]


@pytest.mark.parametrize("seed", range(60))
def test_damaged_copies_raise_our_own_errors_only(seed: int) -> None:
    dice = random.Random(seed)
    source = Source("a.docx", damaged(word_file([random_spans(dice)], dice), seed))
    with suppress(DamagedFile, EncryptedFile, TooLarge):
        assert reader.read(source).format == "docx"


def test_a_table_of_many_rows_costs_in_proportion() -> None:
    def seconds(rows: int) -> float:
        data = word(tbl(*(tr("指标", tc("", CONTINUE), "≥95%") for _ in range(rows))))
        gc.disable()  # collections cost by what all other tests have left behind
        begun = time.process_time()
        read(data)
        spent = time.process_time() - begun
        gc.enable()
        return spent

    seconds(10)
    assert seconds(8_000) < 30 * seconds(800)


def twice(name: str, first: str, second: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        zipped.writestr("[Content_Types].xml", "<Types/>")
        zipped.writestr(name, first)
        zipped.writestr(name, second)
    return buffer.getvalue()
