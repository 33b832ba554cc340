"""PDF: tables joined over pages, forms kept apart, and whole forms as LibreOffice prints them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pdf_material as material
import pytest
from merged_tables import Span
from reportlab.pdfgen.canvas import Canvas

from extract.readers import pdf
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


# ---- as LibreOffice prints forms ----

Printed = tuple[Path, list[list[Span]]]


def department(
    folder: Path, name: str, *, seed: int, rows: int = 18, goal: int = 1, **options: object
) -> Printed:
    spans = material.department_form(random.Random(seed), rows, goal)
    form = material.WordForm()
    form.line("2024年度部门整体支出绩效目标表", 18, centred=True)
    form.line("填报单位（盖章）：青岚县农业农村局")
    form.table(spans, (2.6, 2.6, 3.0, 5.5, 3.3), **options)  # type: ignore[arg-type]
    form.line("填报人：张三")
    return form.save(folder / f"{name}.docx"), [spans]


def several(folder: Path, name: str, *, a_page_each: bool) -> Printed:
    form, tables = material.WordForm(), []
    for number, rows in enumerate((25, 14, 25) if a_page_each else (7, 7)):
        tables.append(material.department_form(random.Random(number), rows))
        new_page = a_page_each and number > 0
        form.line("2024年度部门整体支出绩效目标表", 16, centred=True, new_page=new_page)
        form.table(tables[-1], (2.6, 2.6, 3.0, 5.5, 3.3), size=9 if not a_page_each else 10.5)
    return form.save(folder / f"{name}.docx"), tables


def word_list(folder: Path, name: str) -> Printed:
    spans = material.project_list(random.Random(3), 14)
    form = material.WordForm(landscape=True)
    form.line("单位：万元")
    form.table(spans, (4, 4.5, 2.5, 3, 6.5, 4), header_rows=2)
    return form.save(folder / f"{name}.docx"), [spans]


def sheet_form(
    folder: Path, name: str, *, seed: int, rows: int, widths: Sequence[float], **options: object
) -> Printed:
    spans = material.department_form(random.Random(seed), rows)
    titles = ("2024年度部门整体支出绩效目标表", "单位：万元")
    path = material.workbook_form(spans, widths, folder / f"{name}.xlsx", titles=titles, **options)  # type: ignore[arg-type]
    return path, [spans]


def sheet_list(folder: Path, name: str) -> Printed:
    spans = material.project_list(random.Random(16), 30)
    options = {"titles": ("2024年度项目支出绩效目标表",), "title_rows": "2:3", "landscape": True}
    widths = (16, 16, 10, 12, 28, 14)
    path = material.workbook_form(spans, widths, folder / f"{name}.xlsx", row_height=28, **options)  # type: ignore[arg-type]
    return path, [spans]


NO_SIDES = ("top", "bottom", "insideH", "insideV")
NARROW, WIDE = (10, 10, 12, 22, 12), (14, 20, 22, 50, 28)
LAYOUTS: dict[str, Callable[[Path, str], Printed]] = {
    "bordered": lambda f, n: department(f, n, seed=1, rows=12),
    "split": lambda f, n: department(f, n, seed=2, rows=45),
    "goal over three pages": lambda f, n: department(f, n, seed=4, rows=30, goal=14, whole_rows=False),
    "rows cut": lambda f, n: department(f, n, seed=5, rows=40, goal=5, whole_rows=False),
    "no outer border": lambda f, n: department(f, n, seed=5, rows=14, sides=("insideH", "insideV")),
    "dotted": lambda f, n: department(f, n, seed=6, rows=14, border="dotted"),
    "double": lambda f, n: department(f, n, seed=9, border="double"),
    "dashed without sides": lambda f, n: department(f, n, seed=7, rows=34, border="dashed", sides=NO_SIDES),
    "six points": lambda f, n: department(f, n, seed=8, rows=40, size=6),
    "two forms on a page": lambda f, n: several(f, n, a_page_each=False),
    "a form on each page": lambda f, n: several(f, n, a_page_each=True),
    "list with printed header": word_list,
    "sheet with open labels": lambda f, n: sheet_form(f, n, seed=15, rows=60, widths=NARROW, row_height=42),
    "sheet fitted and filled": lambda f, n: sheet_form(
        f, n, seed=18, rows=40, widths=WIDE, row_height=32, fill=True, fit_width=True
    ),
    "sheet with hidden lines": lambda f, n: sheet_form(f, n, seed=19, rows=20, widths=NARROW, row_height=14),
    "sheet list with print titles": sheet_list,
}  # fmt: skip


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, list[list[Span]]]]:
    if not material.has_libreoffice():
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("printed")
    made = {name: make(folder, name.replace(" ", "_")) for name, make in LAYOUTS.items()}
    material.print_to_pdf([path for path, _ in made.values()], folder)
    return {name: (path.with_suffix(".pdf"), tables) for name, (path, tables) in made.items()}


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_printed_form_comes_out_as_it_was_written(layout: str, printed: dict[str, Printed]) -> None:
    path, tables = printed[layout]
    document = read(path.read_bytes())
    assert [list(map(folded, table)) for table in cells(document)] == [
        list(map(folded, material.slots(spans))) for spans in tables
    ]


def folded(slot: material.Slot) -> material.Slot:
    return (*slot[:4], squeeze(slot[4]))
