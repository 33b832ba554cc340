"""Scanned PDF, with the extra [ocr]: the grid is exact, the text is near, and what is unsure is told."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pdf_material as material
import pypdfium2
import pytest
import scan_material as scans
from merged_tables import Span
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

import extract
from extract.papers import papers
from extract.readers import pdf
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.text import squeeze

recognition = pytest.importorskip(
    "extract.readers.scan.recognition", reason="the extra [ocr] is not installed"
)
pytestmark = pytest.mark.slow


def read(data: bytes) -> Document:
    return extract.read(Source("表.pdf", data))


def cells(document: Document) -> list[list[material.Slot]]:
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]
        for table in document.tables
    ]


def picture(data: bytes, dots: int = 200) -> Image.Image:
    page = scans.picture(data, dots)
    if page.convert("L").getextrema()[0] > 128:
        pytest.skip("no Chinese font to draw the page with")
    return page


def scanned(data: bytes, change: scans.Change, dots: int = 200) -> bytes:
    """The file's first page as a picture on a page."""
    return scans.scanned([change(picture(data, dots))])


def misread(document: Document, spans: Sequence[Span]) -> list[tuple[str, str]]:
    """What was written and what was read, where they differ."""
    read_as = {(c.row, c.column): c.text for table in document.tables for c in table.cells}
    pairs = [(squeeze(s.text), squeeze(read_as.get((s.row, s.column), ""))) for s in spans]
    return [(written, found) for written, found in pairs if written != found]


def doubted(document: Document) -> set[str]:
    """The texts that are told to be unsure."""
    places = {finding.place for finding in document.findings if finding.rule == "text-unsure"}
    return {squeeze(c.text) for table in document.tables for c in table.cells if str(c.place) in places}


FORM = [
    Span(1, 1, 2, 1, "产出指标"),
    Span(1, 2, 1, 1, "数量指标"),
    Span(1, 3, 1, 2, "培训农户人次"),
    Span(1, 5, 1, 1, "≥1500人"),
    Span(2, 2, 1, 1, "质量指标"),
    Span(2, 3, 1, 2, "资金发放准确率"),
    Span(2, 5, 1, 1, "98.5%"),
    Span(3, 1, 1, 3, ""),
    Span(3, 4, 1, 2, "100"),
]


@pytest.mark.parametrize(
    "change",
    [
        scans.flat,
        scans.turned(1.5),
        scans.turned(-6),
        scans.sealed,
        scans.shaded,
        scans.warm,
        scans.faint(0.08),
    ],
    ids=["flat", "askew", "far askew", "sealed", "shaded", "warm", "faint"],
)
def test_a_scanned_table_is_read(change: scans.Change) -> None:
    document = read(scanned(material.drawn_table(FORM, align="centre"), change))
    assert cells(document) == [material.slots(FORM)]
    assert ("partly-read", "p1") in [(finding.rule, finding.place) for finding in document.findings]


def test_the_cells_of_a_scan_stand_on_its_picture() -> None:
    source = Source("扫描.pdf", scanned(material.drawn_table(FORM, align="centre"), scans.flat))
    [paper] = papers(source)
    [table] = pdf.read(source).tables
    assert [space.place for space in paper.spaces] == [cell.place for cell in table.cells]


@pytest.mark.parametrize("dots", [150, 300])
def test_the_grid_of_a_whole_form_is_exact(dots: int) -> None:
    form = scans.form(2, rows=12)
    document = read(scanned(scans.page(form), scans.flat, dots))
    assert [slot[:4] for slot in cells(document)[0]] == [slot[:4] for slot in material.slots(form)]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_head_is_turned(quarters: int) -> None:
    upright = read(scanned(material.drawn_table(FORM), scans.flat))
    turned = read(scanned(material.drawn_table(FORM), lambda page: page.rotate(90 * quarters, expand=True)))
    assert cells(turned) == cells(upright)


@pytest.mark.parametrize(
    "change",
    [
        scans.written_over((20, 20, 20)),
        scans.written_over((30, 40, 160)),
        scans.written_over((200, 30, 40)),
        scans.together(scans.sealed, scans.grey),
        scans.CONDITIONS["150 dpi, red seal, 0.9°, noise, JPEG 45"].change,
    ],
    ids=["black pen", "blue pen", "red pen", "grey seal", "dirty"],
)
def test_what_is_misread_is_doubted(change: scans.Change) -> None:
    form = scans.form(11)
    document = read(scanned(scans.page(form), change))
    assert len(misread(document, form)) < len(form) / 4
    assert {found for _, found in misread(document, form)} <= doubted(document)


@pytest.mark.parametrize("colours", [scans.flat, scans.grey], ids=["red", "grey"])
def test_what_a_seal_may_hide_is_doubted_and_nothing_else(colours: scans.Change) -> None:
    values = [Span(row, 1, 1, 1, f"≥{row * 1234}人次") for row in range(1, 22)]

    def unsure(change: scans.Change) -> set[int]:
        document = read(scanned(material.drawn_table(values), scans.together(change, colours)))
        return {cell.row for cell in document.tables[0].cells if squeeze(cell.text) in doubted(document)}

    hidden = unsure(lambda page: scans.sealed(page, x=0.1)) - unsure(scans.flat)
    assert hidden
    assert hidden <= set(range(6, 13))  # of 30 points each from 62; the seal from 235 to 354


def test_a_seal_pasted_over_rules_breaks_no_cell() -> None:
    form = scans.form(11)
    document = read(scanned(scans.page(form), scans.pasted_over))
    lost = {slot[:4] for slot in material.slots(form)} - {slot[:4] for slot in cells(document)[0]}
    assert len(lost) <= 3  # where its star hides a rule's whole length


def test_a_file_with_a_text_page_and_a_scanned_one_is_read_whole() -> None:
    text = material.drawn_table(FORM)
    file = pypdfium2.PdfDocument(text)
    file.import_pages(pypdfium2.PdfDocument(scanned(text, scans.flat)))
    data = io.BytesIO()
    file.save(data)
    document = read(data.getvalue())
    assert [(cell.place.page, cell.score is None) for table in document.tables for cell in table.cells] == [
        *[(1, True)] * len(FORM),
        *[(2, not span.text) for span in sorted(FORM, key=lambda span: (span.row, span.column))],
    ]


@pytest.mark.parametrize(("kind", "frames"), [("PNG", 1), ("JPEG", 1), ("TIFF", 2)])
def test_a_picture_is_read_as_a_scanned_page_is(kind: str, frames: int) -> None:
    pages = [picture(material.drawn_table(FORM, align="centre"))] * frames
    data = io.BytesIO()
    pages[0].save(data, kind, **({"save_all": True, "append_images": pages[1:]} if frames > 1 else {}))
    document = extract.read(Source("表.png", data.getvalue()))
    assert document.format == "picture"
    assert [slot[4] for table in cells(document) for slot in table] == [
        slot[4] for slot in material.slots(FORM)
    ] * frames


def test_each_recognised_cell_has_a_score_and_a_lone_dash_is_doubted() -> None:
    form = [Span(1, 1, 1, 1, "上年结转"), Span(1, 2, 1, 1, "—")]
    document = read(scanned(material.drawn_table(form, align="centre"), scans.flat))
    scores = [cell.score for cell in document.tables[0].cells]
    assert all(score is not None for score in scores)
    assert ("text-unsure", "p1 t1 r1 c2") in [(finding.rule, finding.place) for finding in document.findings]


def test_text_around_the_table_is_read() -> None:
    def page(canvas: Canvas) -> None:
        sheet = material.Sheet(FORM, [75.0] * 5, 30.0, 40.0, 700.0)
        material.strokes(canvas, sheet)
        material.write_texts(canvas, sheet)
        canvas.setFont(material.FONT, 16)
        canvas.drawCentredString(297, 780, "项目支出绩效目标表")
        canvas.setFont(material.FONT, 10)
        canvas.drawString(40, 720, "填报单位：青岚县水务局")
        canvas.drawString(400, 720, "单位：万元")

    document = read(scanned(material.drawn(page), scans.flat))
    lines = [line.text.replace(":", "：") for line in document.lines]
    assert lines == ["项目支出绩效目标表", "填报单位：青岚县水务局\t单位：万元"]


def test_ink_in_which_no_character_is_seen_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_reading", lambda _: recognition._Reading("", [0.0], []))
    document = read(scanned(material.drawn_table(FORM), scans.flat))
    assert [cell.text for cell in document.tables[0].cells] == [
        "\N{REPLACEMENT CHARACTER}" if s.text else "" for s in FORM
    ]
    assert doubted(document) == {"\N{REPLACEMENT CHARACTER}"}
