"""PDF: tables joined over pages, forms kept apart, and whole forms as LibreOffice prints them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pdf_layouts as layouts
import pdf_material as material
import pypdfium2
import pytest
from merged_tables import Span
from pdf_twin import fragments
from reportlab.pdfgen.canvas import Canvas

from extract.papers import papers
from extract.readers import pdf
from extract.readers.pdf.layout import Fragment, sheet
from extract.readers.pdf.pages import pages
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.text import squeeze

WIDTHS = [90.0, 120.0, 200.0, 90.0]
HEADER = ("一级指标", "二级指标", "三级指标", "指标值")
TOP, FOOT, LINE = 780.0, 60.0, 24.0

Row = Sequence[str]
Page = Callable[[Canvas], None]


def read(data: bytes) -> Document:
    return pdf.read(Source("表.pdf", data))


def cells(document: Document) -> list[list[material.Slot]]:
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]
        for table in document.tables
    ]


def page_of(
    rows: Sequence[Row], *, above: str = "", below: str = "", number: str = "", open_label: bool = False
) -> Page:
    """A page with a table at its head; an empty text in the first column belongs to the label above it."""

    def draw(canvas: Canvas) -> None:
        foot = TOP - LINE * len(rows)
        canvas.setFont(material.FONT, 9)
        xs = [40.0]
        for width in WIDTHS:
            xs.append(xs[-1] + width)
        for x in xs:
            canvas.line(x, foot, x, TOP)
        for position, row in enumerate(rows):
            y = TOP - LINE * position
            canvas.line(xs[0] if row[0] or not position else xs[1], y, xs[-1], y)
            for x, text in zip(xs, row, strict=False):
                canvas.drawString(x + 3, y - 15, text)
        canvas.line(xs[1] if open_label else xs[0], foot, xs[-1], foot)
        canvas.drawString(40, 800, above)
        canvas.drawString(40, foot - 20, below)
        canvas.drawCentredString(297, 30, number)

    return draw


def filled(head: Sequence[Row], rows: int = 29) -> list[Row]:
    """Rows down to the foot of the page: after these, 数量指标 by number."""
    more = [("产出指标", "数量指标", f"第{n}项培训", f"≥{n}人") for n in range(len(head), rows)]
    return [*head, *more]


def rows_of(document: Document, table: int = 0) -> list[tuple[str, ...]]:
    """The texts of each row, a merged cell in its first row only."""
    found: dict[int, list[str]] = {}
    for cell in document.tables[table].cells:
        found.setdefault(cell.row, []).append(cell.text)
    return [tuple(found[row]) for row in sorted(found)]


def rules(document: Document) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in document.findings]


# ---- joined ----


def test_a_header_printed_again_is_dropped() -> None:
    second = [HEADER, ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    document = read(material.drawn(page_of(filled([HEADER])), page_of(second)))
    [table] = document.tables
    assert [row[0] for row in rows_of(document)].count("一级指标") == 1
    assert str(table.cells[-1].place) == "p2 t1 r30 c4"
    assert document.findings == ()


def places_on_paper(*drawn: Page) -> list[list[str]]:
    """The place of each cell on each page."""
    on_pages = papers(Source("表.pdf", material.drawn(*drawn)))
    return [[str(space.place) for space in paper.spaces] for paper in on_pages]


def test_on_paper_a_header_printed_again_is_no_cell() -> None:
    second = [HEADER, ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    _, places = places_on_paper(page_of(filled([HEADER])), page_of(second))
    assert places == [*["None"] * 4, "p2 t1 r30 c1", "p2 t1 r30 c2", "p2 t1 r30 c3", "p2 t1 r30 c4"]


def test_on_paper_a_label_that_goes_on_stands_on_both_pages() -> None:
    second = [("", "质量指标", "合格率", "≥95%"), ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    first, places = places_on_paper(page_of(filled([HEADER])), page_of(second))
    assert places[:4] == ["p1 t1 r29 c1", "p2 t1 r30 c2", "p2 t1 r30 c3", "p2 t1 r30 c4"]
    assert "p1 t1 r29 c1" in first


def test_a_label_goes_on_over_the_page() -> None:
    second = [("", "质量指标", "合格率", "≥95%"), ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    document = read(material.drawn(page_of(filled([HEADER])), page_of(second)))
    last_label = [cell for cell in document.tables[0].cells if cell.column == 1][-2]
    assert (last_label.text, last_label.row, last_label.row_span) == ("产出指标", 29, 2)
    assert document.findings == ()


def test_a_label_left_open_goes_on_though_its_text_comes_later() -> None:
    first = filled([HEADER])
    first[-1] = ("", *first[-1][1:])
    second = [("产出指标", "质量指标", "合格率", "≥95%")]
    third = page_of([*first[:-2], ("产出指标", "质量指标", "完好率", "1%"), first[-1]], open_label=True)
    document = read(material.drawn(third, page_of(second)))
    label = [cell for cell in document.tables[0].cells if cell.column == 1][-1]
    assert (label.text, label.row, label.row_span) == ("产出指标", 28, 3)


def test_a_row_cut_in_two_is_made_whole() -> None:
    first = filled([HEADER], 28)
    first.append(("产出指标", "数量指标", "基层公共服务与人居环境的整治工作成效的群众", "≥95%"))
    second = [("", "", "满意程度", ""), ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    document = read(material.drawn(page_of(first), page_of(second)))
    assert rows_of(document)[28] == (
        "产出指标",
        "数量指标",
        "基层公共服务与人居环境的整治工作成效的群众满意程度",
        "≥95%",
    )
    assert len(rows_of(document)) == 30


@pytest.mark.parametrize(
    ("last", "rest", "whole"),
    [
        (("", "", "巡查次数", "2024年12月"), ("", "", "", "底前完成"), ("巡查次数", "2024年12月\n底前完成")),
        (  # the labels are printed again
            ("", "", "基层公共服务与人居环境的整治工作成效的群众", "≥95%"),
            ("产出指标", "", "知晓程度", ""),
            ("基层公共服务与人居环境的整治工作成效的群众知晓程度", "≥95%"),
        ),
    ],
)
def test_a_row_that_seems_cut_in_two_is_made_whole_and_doubted(last: Row, rest: Row, whole: Row) -> None:
    first = filled([HEADER], 27)
    rows = [*first, ("产出指标", "时效指标", "按时完成率", "100%"), last]
    second = [rest, ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    document = read(material.drawn(page_of(rows), page_of(second)))
    assert rows_of(document)[28][-2:] == tuple(whole)
    assert len(rows_of(document)) == 30
    assert rules(document) == [("join-uncertain", "p1 t1 r29")]


def test_a_running_header_and_page_numbers_do_not_stand_between() -> None:
    last = [HEADER, ("效益指标", "社会效益指标", "受益人口", "9人")]
    tables = enumerate((filled([HEADER]), filled([HEADER]), last), start=1)
    pages = [page_of(rows, number=f"- {number} -") for number, rows in tables]

    def with_header(page: Page) -> Page:
        def draw(canvas: Canvas) -> None:
            page(canvas)
            canvas.drawString(40, 815, "青岚县2024年部门预算")

        return draw

    document = read(material.drawn(*map(with_header, pages)))
    assert len(document.tables) == 1
    assert [line.text for line in document.lines] == ["青岚县2024年部门预算"]


@pytest.mark.parametrize("footer", ["青岚县财政局制 {}", "第 {} 页 共 2 页", "青岚县财政局制"])
def test_a_footer_does_not_stand_between_and_is_kept(footer: str) -> None:
    second = [("", "质量指标", "合格率", "≥95%"), ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    pages = [
        page_of(rows, number=footer.format(number))
        for number, rows in enumerate((filled([HEADER]), second), start=1)
    ]
    document = read(material.drawn(*pages))
    assert len(document.tables) == 1
    assert [line.text for line in document.lines] == ([] if "页" in footer else [footer.format(2)])
    assert document.findings == ()


def test_dates_at_the_foot_of_two_forms_are_both_kept() -> None:
    dates = ("填报日期：2024年3月1日", "填报日期：2024年5月6日")
    pages = [page_of(filled([HEADER], 5), above="项目支出绩效目标表", number=date) for date in dates]
    assert [line.text for line in read(material.drawn(*pages)).lines if "日期" in line.text] == list(dates)


@pytest.mark.parametrize(
    "above", ["续表", "接上页", "项目支出绩效目标表（续）", "项目支出绩效目标表（续表1）"]
)
def test_a_table_that_says_so_goes_on(above: str) -> None:
    first = page_of(filled([HEADER], 20), above="项目支出绩效目标表")
    second = [HEADER, ("", "质量指标", "合格率", "≥95%"), ("效益指标", "社会效益指标", "受益人口", "9人")]
    document = read(material.drawn(first, page_of(second, above=above)))
    assert [row[-2:] for row in rows_of(document)][-2:] == [("合格率", "≥95%"), ("受益人口", "9人")]
    assert len(document.tables) == 1


# ---- kept apart ----


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (page_of(filled([HEADER])), page_of(filled([HEADER]), above="2024年度项目支出绩效目标表")),  # a title
        (page_of(filled([HEADER], 27), below="填表人：张三"), page_of(filled([HEADER]))),  # a signature
        (page_of(filled([HEADER], 9)), page_of(filled([HEADER], 5))),  # half of the page is free
    ],
)
def test_two_forms_are_kept_apart(first: Page, second: Page) -> None:
    assert len(read(material.drawn(first, second)).tables) == 2


def test_a_table_after_a_note_at_the_foot_is_doubted() -> None:
    first = page_of(filled([HEADER], 27), below="注：以上为初步目标")
    second = [("", "质量指标", "合格率", "≥95%"), ("效益指标", "社会效益指标", "受益人口", "1,250人")]
    document = read(material.drawn(first, page_of(second)))
    assert len(document.tables) == 2
    assert rules(document) == [("join-uncertain", "p2 t2")]


def test_forms_of_one_kind_under_the_same_title_are_kept_apart() -> None:
    forms = [
        [
            ("主管部门", "青岚县水务局", "实施单位", "水库站"),
            ("项目名称", f"水库{n}", "", ""),
            *filled([HEADER], 27),
        ]
        for n in (1, 2)
    ]
    document = read(material.drawn(*(page_of(form, above="2024年度项目支出绩效目标表") for form in forms)))
    assert len(document.tables) == 2
    assert [row[1] for row in rows_of(document, 1)][:2] == ["青岚县水务局", "水库2"]
    assert rules(document) == [("join-uncertain", "p2 t2")]


def test_a_title_in_the_table_begins_a_form() -> None:
    def page(number: int) -> Page:
        spans = [Span(1, 1, 1, 4, "2024年度项目支出绩效目标表")]
        rows = filled([HEADER], 28)
        spans += [Span(r, c, 1, 1, t) for r, row in enumerate(rows, 2) for c, t in enumerate(row, 1)]
        spans[1] = Span(2, 1, 1, 1, f"项目{number}")

        def draw(canvas: Canvas) -> None:
            sheet = material.Sheet(spans, WIDTHS, LINE, 40.0, TOP)
            material.strokes(canvas, sheet)
            material.write_texts(canvas, sheet)

        return draw

    document = read(material.drawn(page(1), page(2)))
    assert [rows_of(document, table)[0] for table in (0, 1)] == [("2024年度项目支出绩效目标表",)] * 2


# ---- whole forms in every layout ----


class Both(NamedTuple):
    """A layout's file, its coloured twin, and its tables."""

    plain: Path
    twin: Path
    tables: layouts.Tables


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    if not material.has_libreoffice():
        pytest.skip("LibreOffice is not installed")
    plain = layouts.printed(tmp_path_factory.mktemp("plain"))
    twins = layouts.printed(tmp_path_factory.mktemp("twins"), coloured=True)
    return {name: Both(path, twins[name][0], tables) for name, (path, tables) in plain.items()}


@pytest.mark.slow
@pytest.mark.parametrize("layout", layouts.LAYOUTS)
def test_a_form_comes_out_as_it_was_written(layout: str, printed: dict[str, Both]) -> None:
    form = printed[layout]
    document = read(form.plain.read_bytes())
    assert [list(map(folded, table)) for table in cells(document)] == [
        list(map(folded, material.slots(spans))) for spans in form.tables
    ]


@pytest.mark.slow
@pytest.mark.parametrize("layout", layouts.LAYOUTS)
def test_each_page_shows_the_cells_of_its_coloured_twin(layout: str, printed: dict[str, Both]) -> None:
    form = printed[layout]
    expected = [slot[:4] for page in fragments(form.twin, form.tables) for part in page for slot in part]
    with pypdfium2.PdfDocument(form.plain) as file:
        sheets = [sheet(page) for _, _, page in pages(file.raw) if page]
    parts = [block for found in sheets for block in found.blocks if isinstance(block, Fragment)]
    regions = [piece.region for part in parts for piece in part.pieces]
    assert [(r.row + 1, r.column + 1, r.row_span, r.column_span) for r in regions] == expected


def folded(slot: material.Slot) -> material.Slot:
    return (*slot[:4], squeeze(slot[4]))
