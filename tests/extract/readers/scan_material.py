"""Scanned pages with known tables, for the tests and benchmarks: drawn pages as a scanner would deliver them."""

from __future__ import annotations

import io
import random
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pdf_material as material
import pypdfium2
from merged_tables import Span
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Change = Callable[[Image.Image], Image.Image]
WHITE, RED = (255, 255, 255), (225, 40, 50)
WIDTHS, ROW_HEIGHT, SIZE = (60.0, 65.0, 75.0, 225.0, 90.0), 27.0, 9.0


# ---- what is drawn ----


def form(seed: int, rows: int = 18) -> list[Span]:
    """A form of 5 columns whose values have many digits and comparison signs."""
    dice = random.Random(seed)
    spans = material.department_form(dice, rows)
    first = max(span.row for span in spans) - rows
    return [
        replace(span, text=_value(dice)) if span.column == 5 and span.row > first else span for span in spans
    ]


def _value(dice: random.Random) -> str:
    number = dice.choice((dice.randint(0, 9), dice.randint(10, 999), dice.randint(1000, 99999)))
    thousands = f"{number:,}"
    return dice.choice((
        f"≥{dice.randint(1, 100)}%", f"≤{number}元/人", f"＝{number}人", f"＞{number}次", f"＜{number / 10}%",
        f"{dice.randint(1, 100)}.{dice.randint(0, 99):02}%", f"{thousands}人次", f"{number}", f"{number / 100:.2f}万元",
        f"{dice.randint(2019, 2029)}年{dice.randint(1, 12)}月底前", f"≥{thousands}户", "有效提升", "100%",
    ))  # fmt: skip


def indicators(spans: Sequence[Span]) -> list[tuple[str, ...]]:
    """The rows of a form: both classes, the name, the value."""
    head = next(span.row for span in spans if span.text == "三级指标")
    rows = [span.row for span in spans if span.column == 5 and span.row > head]
    return [tuple(_covering(spans, row, column) for column in range(2, 6)) for row in rows]


def _covering(spans: Sequence[Span], row: int, column: int) -> str:
    return next(s.text for s in spans if s.column == column and s.row <= row < s.row + s.row_span)


def page(spans: Sequence[Span], ruler: material.Ruler = material.strokes) -> bytes:
    """A PDF page with the form under its title, texts wrapped to their cells."""

    def draw(canvas: Canvas) -> None:
        wrapped = [replace(span, text="\n".join(_lines(span))) for span in spans]
        sheet = material.Sheet(wrapped, WIDTHS, ROW_HEIGHT, 40.0, 770.0)
        canvas.setFont(material.FONT, 16)
        canvas.drawCentredString(297, 800, "项目支出绩效目标表")
        ruler(canvas, sheet)
        material.write_texts(canvas, sheet, SIZE)

    return material.drawn(draw)


def _lines(span: Span) -> list[str]:
    room = sum(WIDTHS[span.column - 1 : span.column - 1 + span.column_span]) - 6
    lines = [""]
    for character in span.text:
        if sum(map(_width, lines[-1] + character)) > room:
            lines.append("")
        lines[-1] += character
    return lines


def _width(character: str) -> float:
    return SIZE if unicodedata.east_asian_width(character) in "WFA" else SIZE / 2


# ---- what a scanner makes of it ----


def picture(data: bytes, dots: int = 200) -> Image.Image:
    """The file's first page in colours."""
    return pypdfium2.PdfDocument(data)[0].render(scale=dots / 72).to_pil().convert("RGB")


def scanned(pictures: Sequence[Image.Image], quality: int | None = None) -> bytes:
    """A PDF of these pictures alone, each a sheet; as JPEG where a quality is given."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for each in pictures:
        sheet = A4 if each.height >= each.width else A4[::-1]
        canvas.setPageSize(sheet)
        canvas.drawImage(ImageReader(each if quality is None else _jpeg(each, quality)), 0, 0, *sheet)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _jpeg(picture: Image.Image, quality: int) -> io.BytesIO:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return buffer


def flat(picture: Image.Image) -> Image.Image:
    """As it lies."""
    return picture


def turned(degrees: float) -> Change:
    """The page laid askew."""

    def change(picture: Image.Image) -> Image.Image:
        return picture.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=WHITE)

    return change


def sealed(picture: Image.Image, x: float = 0.72, y: float = 0.35) -> Image.Image:
    """A red seal over the table, the black under it still to be seen."""
    seal = Image.new("RGB", picture.size, WHITE)
    draw = ImageDraw.Draw(seal)
    x, y, radius = picture.width * x, picture.height * y, picture.width * 0.1
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=picture.width // 200)
    draw.regular_polygon((x, y, radius / 3), 5, fill=RED)
    return ImageChops.multiply(picture, seal)


def grey(picture: Image.Image) -> Image.Image:
    """Scanned without colours."""
    return picture.convert("L").convert("RGB")


def noisy(picture: Image.Image) -> Image.Image:
    """Out of focus, and with grain."""
    values = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6 * picture.width / 1654)), np.float32)
    grain = np.random.default_rng(1).normal(0, 10, values.shape)
    return Image.fromarray(np.clip(values + grain, 0, 255).astype(np.uint8))


def shaded(picture: Image.Image) -> Image.Image:
    """Photographed with light from one corner."""
    across = np.linspace(0.0, 1.0, picture.width)[None, :, None]
    down = np.linspace(0.0, 1.0, picture.height)[:, None, None]
    light = 1.0 - 0.6 * across * down
    return Image.fromarray((np.asarray(picture, np.float32) * light).astype(np.uint8))


def faint(strength: float) -> Change:
    """Printed with little toner: 1 is black, 0 is white."""

    def change(picture: Image.Image) -> Image.Image:
        return Image.blend(Image.new("RGB", picture.size, WHITE), picture, strength)

    return change


def warm(picture: Image.Image) -> Image.Image:
    """Under a lamp."""
    return ImageChops.multiply(picture, Image.new("RGB", picture.size, (255, 228, 190)))


def written_over(colour: tuple[int, int, int]) -> Change:
    """Scribbles of a pen across the last column."""

    def change(picture: Image.Image) -> Image.Image:
        dice = random.Random(3)
        draw = ImageDraw.Draw(picture)
        for line in range(6):
            x, y = picture.width * 0.8, picture.height * (0.28 + 0.06 * line)
            points = [(x + 14 * step, y + dice.randint(-25, 25)) for step in range(14)]
            draw.line(points, fill=colour, width=4, joint="curve")
        return picture

    return change


def pasted_over(picture: Image.Image) -> Image.Image:
    """A seal as office programs paste it: what is under it cannot be seen."""
    draw = ImageDraw.Draw(picture)
    x, y, radius = picture.width * 0.86, picture.height * 0.35, picture.width * 0.1
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=picture.width // 150)
    draw.regular_polygon((x, y, radius / 2.2), 5, fill=RED)
    return picture


def together(*changes: Change) -> Change:
    """One after another."""

    def change(picture: Image.Image) -> Image.Image:
        for each in changes:
            picture = each(picture)
        return picture

    return change


class Condition(NamedTuple):
    """How a page is scanned."""

    dots: int  # to an inch
    change: Change = flat
    quality: int | None = None  # of JPEG

    def page(self, seed: int, ruler: material.Ruler = material.strokes) -> tuple[list[Span], bytes]:
        """A form, and the scan of it."""
        spans = form(seed)
        return spans, scanned([self.change(picture(page(spans, ruler), self.dots))], self.quality)


_DIRTY = together(sealed, turned(0.9), noisy)
CONDITIONS = {
    "300 dpi": Condition(300),
    "200 dpi": Condition(200),
    "150 dpi": Condition(150),
    "200 dpi, turned 0.5°": Condition(200, turned(0.5)),
    "200 dpi, turned 1.5°": Condition(200, turned(-1.5)),
    "200 dpi, turned 3°": Condition(200, turned(3.0)),
    "200 dpi, red seal": Condition(200, sealed),
    "200 dpi, red seal in grey": Condition(200, together(sealed, grey)),
    "200 dpi, red seal, 0.9°, noise, JPEG 45": Condition(200, _DIRTY, quality=45),
    "150 dpi, red seal, 0.9°, noise, JPEG 45": Condition(150, _DIRTY, quality=45),
}
