"""Scanned PDF, with the extra [ocr]: the grid is exact, the text is near, and what is unsure is told."""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pdf_material as material
import pypdfium2
import pytest
from merged_tables import Span
from PIL import Image, ImageChops, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.papers import papers
from extract.readers import pdf, scan
from extract.source import Source
from jixiao.forms.document import Document

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not scan.is_installed(), reason="the extra [ocr] is not installed"),
]
Change = Callable[[Image.Image], Image.Image]


def read(data: bytes) -> Document:
    return pdf.read(Source("表.pdf", data))


def cells(document: Document) -> list[list[material.Slot]]:
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]
        for table in document.tables
    ]


def spans(document: Document) -> list[tuple[int, ...]]:
    return [slot[:4] for table in cells(document) for slot in table]


def scanned(data: bytes, change: Change, dots: int = 200) -> bytes:
    """The file's first page as a picture on a page."""
    picture = change(pypdfium2.PdfDocument(data)[0].render(scale=dots / 72).to_pil().convert("RGB"))
    if picture.convert("L").getextrema()[0] > 128:
        pytest.skip("no Chinese font to draw the page with")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return buffer.getvalue()


def flat(picture: Image.Image) -> Image.Image:
    return picture


def askew(picture: Image.Image) -> Image.Image:
    return picture.rotate(1.5, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))


def sealed(picture: Image.Image) -> Image.Image:
    """A red seal over the table, the black under it still to be seen."""
    seal = Image.new("RGB", picture.size, (255, 255, 255))
    draw = ImageDraw.Draw(seal)
    x, y, radius = picture.width * 0.6, picture.height * 0.2, picture.width * 0.1
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(225, 40, 50), width=8)
    draw.regular_polygon((x, y, radius / 3), 5, fill=(225, 40, 50))
    return ImageChops.multiply(picture, seal)


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


@pytest.mark.parametrize("change", [flat, askew, sealed], ids=lambda change: change.__name__)
def test_a_scanned_table_is_read(change: Change) -> None:
    document = read(scanned(material.drawn_table(FORM, align="centre"), change))
    assert cells(document) == [material.slots(FORM)]
    assert ("partly-read", "p1") in [(finding.rule, finding.place) for finding in document.findings]


def test_the_cells_of_a_scan_stand_on_its_picture() -> None:
    source = Source("扫描.pdf", scanned(material.drawn_table(FORM, align="centre"), flat))
    [paper] = papers(source)
    [table] = pdf.read(source).tables
    assert [space.place for space in paper.spaces] == [cell.place for cell in table.cells]


@pytest.mark.parametrize("dots", [150, 300])
def test_the_grid_of_a_whole_form_is_exact(dots: int) -> None:
    form = material.department_form(random.Random(2), rows=12)
    short = [Span(s.row, s.column, s.row_span, s.column_span, s.text[:7]) for s in form]
    document = read(scanned(material.drawn_table(short), flat, dots))
    assert spans(document) == [slot[:4] for slot in material.slots(short)]


def test_each_recognised_cell_has_a_score_and_a_lone_dash_is_doubted() -> None:
    form = [Span(1, 1, 1, 1, "上年结转"), Span(1, 2, 1, 1, "—")]
    document = read(scanned(material.drawn_table(form, align="centre"), flat))
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

    document = read(scanned(material.drawn(page), flat))
    lines = [line.text.replace(":", "：") for line in document.lines]
    assert lines == ["项目支出绩效目标表", "填报单位：青岚县水务局\t单位：万元"]
