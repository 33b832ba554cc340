"""What was seen and what it was read as: JSON, page and terminal say the same."""

import json
import re
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace
from rich.console import Console

from jixiao import look
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.paper import Paper, Space
from jixiao.forms.raw import Extraction, RawForm, Role, Use


def cell(row: int, column: int, text: str, row_span: int = 1, column_span: int = 1) -> Cell:
    return Cell(row, column, text, Place(table=1, row=row, column=column), row_span, column_span)


#   | 产出指标 | 绩效指标        |      产出指标 covers rows 1 and 2, 绩效指标 columns 2 and 3
#   |          | 修渠   | ≥3公里 |      row 3 has no cell in column 3
#   | <b>注</b>         |        |
CELLS = (
    cell(1, 1, "产出指标", row_span=2),
    cell(1, 2, "绩效指标", column_span=2),
    cell(2, 2, "修渠"),
    cell(2, 3, "≥3公里"),
    cell(3, 1, "<b>注</b>", column_span=2),
)
LINE = Line("[red]云岭县[/red]\x1b[31m", Place(block=1))
DOCUMENT = Document("docx", "python-docx", (LINE, Table(1, Geometry.EXACT, CELLS, name="[bold]表")))
READ_AS = (
    (Role.READ, "level1"),
    (Role.FURNITURE, "head"),
    (Role.READ, "name"),
    (Role.READ, "value"),
    (Role.UNREAD, ""),
)
USES = (
    Use(LINE.place, Role.OUTSIDE, ""),
    *(Use(each.place, *use) for each, use in zip(CELLS, READ_AS, strict=True)),
)
EXTRACTION = Extraction((), USES)


def test_json_has_every_cell_and_line_with_its_place_spans_and_use() -> None:
    view = json.loads(look.as_json(DOCUMENT, EXTRACTION))
    [table] = view["tables"]
    assert (table["geometry"], table["place"]) == ("exact", "t1")
    assert table["cells"][0] == {
        "row": 1,
        "column": 1,
        "row_span": 2,
        "column_span": 1,
        "text": "产出指标",
        "place": "t1 r1 c1",
        "read_as": "level1",
    }
    assert [each["read_as"] for each in table["cells"]] == ["level1", "head", "name", "value", "unread"]
    assert view["lines"] == [{"text": LINE.text, "place": "b1", "read_as": "outside"}]


class Tags(HTMLParser):
    """The tags of a page, and the attributes of its cells."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.cells: list[dict[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag == "td":
            self.cells.append(dict(attributes))


def test_the_page_draws_merges_as_merges_and_marks_what_no_cell_covers() -> None:
    cells = Tags(look.html(DOCUMENT, EXTRACTION)).cells
    assert [(each["class"], each.get("rowspan"), each.get("colspan")) for each in cells] == [
        ("read", "2", None),
        ("furniture", None, "2"),
        ("read", None, None),
        ("read", None, None),
        ("unread", None, "2"),
        ("gap", None, None),
    ]


def test_the_page_escapes_every_text_and_asks_for_nothing() -> None:
    page = look.html(DOCUMENT, EXTRACTION, title='<script>alert("甲.docx")</script>')
    assert "&lt;b&gt;注&lt;/b&gt;" in page
    assert Tags(page).names.isdisjoint({"script", "b", "img", "link", "iframe"})
    assert "default-src 'none'" in page
    assert "\x1b" not in page


def test_a_page_of_paper_stands_as_a_picture_under_its_cells_and_what_they_were_read_as() -> None:
    spaces = (*(Space(10, 20, 110, 40, each.place) for each in CELLS), Space(10, 60, 110, 80, None))
    page = look.html(DOCUMENT, EXTRACTION, [Paper(3, 200, 100, b"dots", spaces)])
    assert "第 3 页" in page
    assert 'href="data:image/png;base64,ZG90cw=="' in page
    assert "img-src data:" in page
    groups = re.findall(r'<g class="(\w+)"><title>(.*?)</title><rect (.*?)/>', page, re.DOTALL)
    assert [(role, text.partition("〔")[2]) for role, text, _ in groups] == [
        ("read", "一级指标〕t1 r1 c1"),
        ("furniture", "表头〕t1 r1 c2"),
        ("read", "三级指标〕t1 r2 c2"),
        ("read", "目标值〕t1 r2 c3"),
        ("unread", "未读懂〕t1 r3 c1"),
        ("furniture", ""),
    ]
    assert groups[-1][1:] == ("跨页重印的表头", 'x="10.0" y="60.0" width="100.0" height="20.0"')
    assert groups[4][1].startswith("&lt;b&gt;注&lt;/b&gt;")


def test_the_page_captions_cells_and_lines_in_chinese() -> None:
    page = look.html(DOCUMENT, EXTRACTION)
    for caption in ("一级指标", "表头", "三级指标", "目标值", "未读懂", "表单以外"):
        assert f"<small>{caption}</small>" in page


def shown(width: int = 100) -> str:
    console = Console(width=width, force_terminal=False, color_system=None)
    with console.capture() as capture:
        console.print(look.terminal(DOCUMENT, EXTRACTION))
    return capture.get()


def test_the_terminal_shows_texts_with_their_use_and_where_merges_reach() -> None:
    text = shown()
    assert "〔一级指标〕" in text
    assert "〔未读懂〕" in text
    assert "≥3公里" in text
    assert text.count("↑") == 2  # the legend, and below 产出指标
    assert text.count("←") == 3  # the legend, beside 绩效指标, beside 注


def test_markup_and_control_characters_in_a_text_do_nothing_to_the_terminal() -> None:
    text = shown()
    assert "[red]云岭县[/red]\\x1b[31m" in text
    assert "[bold]表" in text
    assert "\x1b" not in text


@pytest.mark.parametrize("width", [40, 200])
def test_the_terminal_loses_nothing_in_a_narrow_window(width: int) -> None:
    characters = set(shown(width))
    assert all(set(each.text) <= characters for each in CELLS)


def test_overlapping_cells_are_all_drawn() -> None:
    cells = (cell(1, 1, "上", row_span=2, column_span=2), cell(2, 2, "下"))
    document = Document("docx", "python-docx", (Table(1, Geometry.EXACT, cells),))
    uses = tuple(Use(each.place, Role.READ, "name") for each in cells)
    page = look.html(document, Extraction((), uses))
    assert len(Tags(page).cells) == 2


def test_a_sheet_with_one_far_cell_is_drawn_at_once() -> None:
    cells = (cell(1, 1, "近"), cell(1_048_576, 16_384, "远"))
    document = Document("xlsx", "openpyxl", (Table(1, Geometry.EXACT, cells),))
    uses = tuple(Use(each.place, Role.OUTSIDE, "") for each in cells)
    page = look.html(document, Extraction((), uses))
    assert "1048576" in page
    assert len(Tags(page).cells) == 4


def test_an_empty_table_is_shown_as_one() -> None:
    document = Document("docx", "python-docx", (Table(1, Geometry.EXACT, ()),))
    [table] = json.loads(look.as_json(document, Extraction((), ())))["tables"]
    assert table == {"geometry": "exact", "place": "t1", "cells": []}
    assert "表格 1" in look.html(document, Extraction((), ()))


def test_an_account_that_does_not_cover_the_document_is_refused() -> None:
    with pytest.raises(ValueError, match="no account of t1 r3 c1"):
        look.as_json(DOCUMENT, Extraction((), USES[:-1]))


def test_what_the_reading_is_not_sure_of_stands_below_the_document() -> None:
    doubt = Finding(
        About.READING, Severity.WARNING, "ambiguous-row", "“<b>修渠</b>”可以有另一种读法。", "t1 r2 c2"
    )
    form = RawForm(1, "unknown", None, Place(table=1), findings=(doubt,))
    page = look.html(DOCUMENT, Extraction((form,), USES))
    assert page.index("≥3公里") < page.index("t1 r2 c2 “&lt;b&gt;修渠&lt;/b&gt;”可以有另一种读法。")


def test_a_hidden_cell_and_a_hidden_line_say_so() -> None:
    hidden = replace(cell(1, 1, "暗"), hidden=True)
    line = Line("暗行", Place(block=1), hidden=True)
    document = Document("xlsx", "openpyxl", (line, Table(1, Geometry.EXACT, (hidden,))))
    uses = (Use(line.place, Role.OUTSIDE, ""), Use(hidden.place, Role.READ, "value"))
    page = look.html(document, Extraction((), uses))
    assert "<small>表单以外，隐藏</small>" in page
    assert "<small>目标值，隐藏</small>" in page
