"""Web pages: what a browser shows is what is read."""

from __future__ import annotations

import random
from contextlib import suppress
from email.message import EmailMessage

import pytest
from fuzz import damaged
from word_files import seen

from extract.readers import web as reader
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EmptyFile, JixiaoError, TooLarge
from jixiao.forms.limits import Limits


def read(page: str | bytes) -> Document:
    data = page if isinstance(page, bytes) else f"<!DOCTYPE html><meta charset=utf-8>{page}".encode()
    source = Source("a.html", data)
    assert reader.accepts(source)
    return reader.read(source)


def lines(page: str) -> list[str]:
    return [line.text for line in read(page).lines]


# --- grids

GRIDS = {
    "spans": (
        "<tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td>丁",
        ["1,1 甲 [2x1]", "1,2 乙 [1x2]", "2,2 丙", "2,3 丁"],
    ),
    "end tags left out": ("<tr><td>甲<td>乙<tr><td>丙<td>丁", ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁"]),
    "a row that the rows above cover whole": (
        "<tr><td rowspan=2>甲<td rowspan=2>乙</tr><tr></tr><tr><td>丙<td>丁",
        ["1,1 甲 [2x1]", "1,2 乙 [2x1]", "3,1 丙", "3,2 丁"],
    ),
    "a span of 0 rows goes to the end of its group": (
        "<tbody><tr><td rowspan=0>甲<td>乙<tr><td>丙</tbody><tbody><tr><td>丁<td>戊</tbody>",
        ["1,1 甲 [2x1]", "1,2 乙", "2,2 丙", "3,1 丁", "3,2 戊"],
    ),
    "a span of rows ends with its group": (
        "<thead><tr><th rowspan=9>甲<th>乙</thead><tbody><tr><td>丙<td>丁</tbody>",
        ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁"],
    ),
    "a span of rows goes on into the next group where that leaves room": (
        "<thead><tr><td rowspan=2>甲<td colspan=2>乙</thead><tr><td>丙<td>丁<tr><td>戊<td>己<td>庚",
        ["1,1 甲 [2x1]", "1,2 乙 [1x2]", "2,2 丙", "2,3 丁", "3,1 戊", "3,2 己", "3,3 庚"],
    ),
    "a cell that would lie over another ends before it": (
        "<tr><td>甲<td rowspan=2>乙<tr><td colspan=2>丙",
        ["1,1 甲", "1,2 乙 [2x1]", "2,1 丙"],
    ),
    "cells go where there is room": (
        "<tr><td rowspan=3>甲<td>乙<td rowspan=2>丙<tr><td>丁<tr><td>戊<td>己",
        ["1,1 甲 [3x1]", "1,2 乙", "1,3 丙 [2x1]", "2,2 丁", "3,2 戊", "3,3 己"],
    ),
    "columns that no cell ends in cannot be seen": (
        "<tr><td colspan=3>甲<td colspan=2>乙<tr><td colspan=3>丙<td colspan=2>丁",
        ["1,1 甲", "1,2 乙", "2,1 丙", "2,2 丁"],
    ),
    "nonsense spans are one": ("<tr><td colspan=x rowspan=-2>甲<td colspan=0>乙", ["1,1 甲", "1,2 乙"]),
    "a foot written first is shown last": (
        "<tfoot><tr><td>合计</tfoot><tbody><tr><td>甲</tbody>",
        ["1,1 甲", "2,1 合计"],
    ),
    "cells without a row": ("<td>甲</td><td>乙</td>", ["1,1 甲", "1,2 乙"]),
    "rows in a form": ("<form><tr><td>甲</form><tr><td>乙", ["1,1 甲", "2,1 乙"]),
    "paragraphs and breaks are lines": (
        "<tr><td><p>甲</p>\n<p>乙<br>丙</p><td><div>丁</div>戊<td><p><br></p>",
        ["1,1 甲\n乙\n丙", "1,2 丁\n戊", "1,3 "],
    ),
    "blanks of the source are no blanks": (
        "<tr>\n <td>\n  甲\n  乙 <b> 丙</b>&nbsp;\n </td>",
        ["1,1 甲 乙 丙\xa0"],
    ),
}


@pytest.mark.parametrize(("rows", "expected"), GRIDS.values(), ids=GRIDS)
def test_grid(rows: str, expected: list[str]) -> None:
    [table] = read(f"<table>{rows}</table>").tables
    assert seen(table) == expected


def test_lines_and_tables_come_in_their_order() -> None:
    document = read("<h1>标题</h1>单位：万元<table><tr><td>甲</table>填表人：<br>日期：")
    assert [str(block.place) if block in document.lines else "t" for block in document.blocks] == [
        "b1",
        "b2",
        "t",
        "b4",
        "b5",
    ]
    assert [line.text for line in document.lines] == ["标题", "单位：万元", "填表人：", "日期："]


def test_a_table_that_lays_out_the_page_does_not_swallow_the_form() -> None:
    form = "<table><tr><td>产出<td>数量<tr><td>≥95%<td>天</table>"
    document = read(f"<table><tr><td>菜单<td><h2>绩效目标表</h2>{form}<p>填表人</table>")
    assert [line.text for line in document.lines] == ["菜单", "绩效目标表", "填表人"]
    assert [seen(table) for table in document.tables] == [["1,1 产出", "1,2 数量", "2,1 ≥95%", "2,2 天"]]


def test_a_small_table_in_a_form_follows_the_form() -> None:
    document = read(
        "<table><tr><td>甲<td>乙<tr><td>丙<table><tr><td>内</table>后<td>丁</table><table><tr><td>末</table>"
    )
    assert [seen(table) for table in document.tables] == [
        ["1,1 甲", "1,2 乙", "2,1 丙\n后", "2,2 丁"],
        ["1,1 内"],
        ["1,1 末"],
    ]
    assert [str(table.cells[0].place) for table in document.tables] == ["t1 r1 c1", "t2 r1 c1", "t3 r1 c1"]


def test_a_caption_and_text_that_strayed_into_a_table_stand_before_it() -> None:
    document = read("<table><caption>绩效目标表</caption>单位：万元<tr><td>甲</table>")
    assert sorted(line.text for line in document.lines) == ["单位：万元", "绩效目标表"]
    assert seen(document.tables[0]) == ["1,1 甲"]


# --- text

TEXTS = {
    "scripts, styles and titles": ("<title>页</title><style>p{}</style><script>x()</script><p>文", ["文"]),
    "comments and conditions": ("<p>甲<!-- 旁 --><![if !x]>乙<![endif]></p>", ["甲乙"]),
    "entities": ("<p>A&amp;B&lt;C&gt;&ge;5</p>", ["A&B<C>≥5"]),
    "fields": (
        "<p><input value=95>%<input type=hidden value=x><input type=reset><textarea>甲\n乙</textarea>",
        ["95%", "甲", "乙"],
    ),
    "ticked boxes": ("<p><input type=checkbox checked>是<input type=radio>否", ["☑是□否"]),
    "lists to choose from": (
        "<select><option>优<option selected>良</select><p><select><option>高<option>低</select>",
        ["良", "高"],
    ),
    "raised digits": ("<p>10<sup>4</sup>m<sup>2</sup><sup>[1]</sup>", ["10⁴m²[¹]"]),
    "symbols by their font": (
        "<p><span style='font-family:Wingdings;mso-ascii-font-family:宋体'><span lang=EN-US>þ</span>"
        "<span style='font:7.0pt \"Times New Roman\"'>o</span></span>是<p><font face='Wingdings 2, serif'>R</font>否"
        "<p style='mso-symbol-font-family:Wingdings'>o",
        ["☑o是", "☑否", "o"],
    ),
    "numbered lists": (
        "<ol><li>甲<li value=5>乙<li>丙</ol><ol type=a start=3><li>丁</ol><ul><li>戊</ul>",
        ["1. 甲", "5. 乙", "6. 丙", "c. 丁", "戊"],
    ),
    "deletions": ("<p>留<del>删</del></p>", ["留"]),
    "ruby": ("<p><ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby></p>", ["汉"]),
    "verbatim lines": ("<pre>甲\n\n乙</pre>", ["甲", "乙"]),
    "a paragraph around a table": ("<p>前<table><tr><td>甲</table>后", ["前", "后"]),
}


@pytest.mark.parametrize(("page", "expected"), TEXTS.values(), ids=TEXTS)
def test_text(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    "struck", ["<s>80%</s>", "<strike>80%</strike>", "<span style='text-decoration:line-through'>80%</span>"]
)
def test_text_with_a_line_through_it_is_read_and_doubted(struck: str) -> None:
    document = read(f"<table><tr><td>{struck}95%</table>")
    assert seen(document.tables[0]) == ["1,1 80%95%"]
    assert [finding.rule for finding in document.findings] == ["struck-text"]


def test_what_is_hidden_whole_is_read_and_marked() -> None:
    document = read(
        "<p style='display:none'>隐</p><table><tr style='DISPLAY: none'><td>行<tr><td hidden>格<td>明</table>"
        "<div style='visibility:hidden'><table><tr><td>表</table></div>"
    )
    assert [(line.text, line.hidden) for line in document.lines] == [("隐", True)]
    cells = [cell for table in document.tables for cell in table.cells]
    assert [(cell.text, cell.hidden) for cell in cells] == [
        ("行", True),
        ("格", True),
        ("明", False),
        ("表", True),
    ]


def test_hidden_text_beside_shown_text_is_left_out_and_mentioned() -> None:
    document = read("<table><tr><td>500件<span style='display:none'>300件</span></table>")
    assert seen(document.tables[0]) == ["1,1 500件"]
    [finding] = document.findings
    assert (finding.rule, finding.place) == ("hidden-text", "t1 r1 c1")
    assert "300件" in finding.message


# --- bytes

PAGE = "<html><meta http-equiv=Content-Type content='text/html; charset={}'><p>绩效目标表，培训农户①"
ENCODED = {
    "declared gb2312": PAGE.format("gb2312").encode("gb18030"),
    "declared big5": PAGE.format("big5").replace("绩效目标表，培训农户①", "績效").encode("big5"),
    "declared wrongly as utf-8": PAGE.format("utf-8").encode("gb18030"),
    "declared wrongly as gbk": PAGE.format("gbk").encode(),
    "declared wrongly as western": PAGE.format("iso-8859-1").encode("gb18030"),
    "declared wrongly as utf-16": PAGE.format("utf-16").encode("gb18030"),
    "not declared": ("<html><p>绩效目标表，培训农户①，按时完成率达到百分之九十五以上").encode("gb18030"),
    "unknown name": PAGE.format("x-no-such").encode("gb18030"),
    "utf-8 with a mark": b"\xef\xbb\xbf" + PAGE.format("gbk").encode(),
    "utf-16 with a mark": PAGE.format("utf-16").encode("utf-16"),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_encoding(data: bytes) -> None:
    [line] = read(data).lines
    assert line.text.startswith(("绩效目标表，培训农户①", "績效"))


def test_a_web_archive_is_read() -> None:
    message = EmailMessage()
    message.make_related()
    message.add_related(PAGE.format("gb2312").encode("gb18030"), "text", "html", cte="base64")
    message.add_related(b"x", "image", "png")
    assert [line.text for line in read(bytes(message)).lines] == ["绩效目标表，培训农户①"]


def test_a_web_archive_without_a_page_is_damaged() -> None:
    with pytest.raises(DamagedFile):
        read(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n")


def test_a_web_archive_nested_too_deep_is_refused() -> None:
    nested = (f"Content-Type: multipart/related; boundary=b{n}\n\n--b{n}\n" for n in range(3_000))
    with pytest.raises(TooLarge):
        read(("MIME-Version: 1.0\n" + "".join(nested)).encode())


def test_a_page_of_frames_is_read_in_part() -> None:
    document = read("<frameset><frame src=a.htm></frameset><noframes><p>甲</p></noframes>")
    assert [finding.rule for finding in document.findings] == ["partly-read"]


REFUSED = {
    "nothing to read": ("<html><body></body></html>", EmptyFile),
    "tags nested too deep": ("<div>" * 3_000 + "文", TooLarge),
    "too many columns": ("<table><tr>" + "<td>x" * 1_100, TooLarge),
}


@pytest.mark.parametrize(("page", "error"), REFUSED.values(), ids=REFUSED)
def test_refused(page: str, error: type[JixiaoError]) -> None:
    with pytest.raises(error):
        read(page)


def test_more_cells_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LIMITS", Limits(cells=9))
    assert read("<table><tr>" + "<td>x" * 9).tables
    with pytest.raises(TooLarge):
        read("<table><tr>" + "<td>x" * 10)


@pytest.mark.parametrize(
    "data", [b"<notes><note/></notes>", "表<table>".encode(), b"From here on: text", b""]
)
def test_not_a_web_page(data: bytes) -> None:
    assert not reader.accepts(Source("a.html", data))


@pytest.mark.parametrize("seed", range(60))
def test_damaged_copies_raise_our_own_errors_only(seed: int) -> None:
    rows = "".join(f"<tr><td rowspan={n % 3}>指标{n}<td colspan=2>≥{n}%</tr>" for n in range(20))
    page = PAGE.format("utf-8") + f"<table>{rows}</table>"
    source = Source("a.html", damaged(page.encode(), seed))
    with suppress(DamagedFile, EmptyFile, TooLarge):
        assert reader.read(source).format == "html"


def test_random_spans_never_overlap() -> None:
    dice = random.Random(1)
    for _ in range(200):
        rows = "".join(
            "<tr>"
            + "".join(f"<td rowspan={dice.randrange(4)} colspan={dice.randrange(4)}>x" for _ in range(3))
            for _ in range(4)
        )
        [table] = read(f"<table>{rows}</table>").tables
        positions = [
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert len(positions) == len(set(positions))
