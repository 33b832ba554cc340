"""PDF: the grid is exact however it is ruled, text reads as a person would read it, doubts are told of."""

from __future__ import annotations

import dataclasses
import io
import math
import random
import zlib
from collections.abc import Callable

import fuzz
import pdf_material as material
import pytest
from merged_tables import Span, random_spans
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extract.readers import pdf, scan
from extract.readers.pdf.drawing import papers
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EncryptedFile, JixiaoError, NeedsOcr, TooLarge

TEXTS = ("产出指标", "≥95%", "", "……", "3-5天", "第一行\n第二行", "1,234.50", "一", "，", "2024年12月")
ROW = [Span(1, 1, 1, 1, "一级指标"), Span(1, 2, 1, 1, "三级指标"), Span(1, 3, 1, 1, "指标值")]


def read(data: bytes, password: str | None = None) -> Document:
    return pdf.read(Source("表.pdf", data, password=password))


def cells(document: Document) -> list[list[material.Slot]]:
    return [
        [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]
        for table in document.tables
    ]


def texts(document: Document) -> list[str]:
    return [cell.text for table in document.tables for cell in table.cells]


def rules(document: Document) -> list[tuple[str, str]]:
    return [(finding.rule, finding.place) for finding in document.findings]


# ---- the grid ----


def random_table(seed: int) -> list[Span]:
    dice = random.Random(seed)
    spans = [dataclasses.replace(span, text=dice.choice(TEXTS)) for span in random_spans(dice)]
    return spans if len(spans) > 1 else ROW


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("ruler", material.RULERS, ids=lambda ruler: ruler.__name__)
def test_any_table_comes_out_as_it_was_drawn(ruler: material.Ruler, seed: int) -> None:
    spans = random_table(seed)
    align = ("left", "centre", "right")[seed % 3]
    assert cells(read(material.drawn_table(spans, ruler, align))) == [material.slots(spans)]


def test_a_table_of_backgrounds_without_lines_is_a_table() -> None:
    spans = material.department_form(random.Random(1), rows=8)
    assert cells(read(material.drawn_table(shortened(spans), material.backgrounds))) == [
        material.slots(shortened(spans))
    ]


def shortened(spans: list[Span]) -> list[Span]:
    """The spans with texts that fit into one line of a drawn cell."""
    return [dataclasses.replace(span, text=span.text[:7]) for span in spans]


def open_sides(canvas: Canvas, sheet: material.Sheet) -> None:
    """Rules between cells, none around the table."""
    for x in sheet.xs[1:-1]:
        canvas.line(x, sheet.ys[-1], x, sheet.ys[0])
    for y in sheet.ys[1:-1]:
        canvas.line(sheet.xs[0], y, sheet.xs[-1], y)


def test_a_table_without_outer_border_keeps_its_rim() -> None:
    spans = [Span(r, c, 1, 1, f"第{r}行{c}") for r in range(1, 5) for c in range(1, 4)]
    assert cells(read(material.drawn_table(spans, open_sides))) == [material.slots(spans)]


def levels_only(canvas: Canvas, sheet: material.Sheet) -> None:
    """A three-line table."""
    for y in (sheet.ys[0], sheet.ys[1], sheet.ys[-1]):
        canvas.line(sheet.xs[0], y, sheet.xs[-1], y)


def test_a_three_line_table_is_read_and_doubted() -> None:
    spans = ROW + [Span(r, c, 1, 1, f"内容{r}{c}") for r in range(2, 6) for c in range(1, 4)]
    document = read(material.drawn_table(spans, levels_only))
    assert cells(document) == [material.slots(spans)]
    assert rules(document) == [("table-uncertain", "p1 t1")]


def test_a_frame_around_the_page_and_tick_boxes_are_no_tables() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(20, 20, 555, 800)
        canvas.rect(60, 700, 8, 8)
        canvas.setFont(material.FONT, 10)
        canvas.drawString(72, 700, "已公开")

    document = read(material.drawn(page))
    assert document.tables == ()
    assert [line.text for line in document.lines] == ["已公开"]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    outer = [Span(1, 1, 1, 1, "外"), Span(1, 2, 4, 3, ""), Span(2, 1, 3, 1, "表")]

    def page(canvas: Canvas) -> None:
        sheet = material.Sheet(outer, [75.0] * 4, 30.0, 40.0, 780.0)
        inner = material.Sheet(ROW, [60.0] * 3, 20.0, 130.0, 740.0)
        for part in (sheet, inner):
            material.strokes(canvas, part)
            material.write_texts(canvas, part)

    assert cells(read(material.drawn(page))) == [
        [(1, 1, 1, 1, "外"), (1, 2, 2, 1, ""), (2, 1, 1, 1, "表")],
        material.slots(ROW),
    ]


# ---- how the page lies ----


def table_page(canvas: Canvas) -> None:
    sheet = material.Sheet(ROW, [75.0] * 3, 30.0, 40.0, 780.0)
    material.strokes(canvas, sheet)
    material.write_texts(canvas, sheet)


def turned_by_rotate(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.translate(595, 0)
    canvas.rotate(90)
    canvas.translate(0, -300)
    table_page(canvas)


def turned_by_its_content(canvas: Canvas) -> None:
    canvas.translate(0, 500)
    canvas.rotate(-90)
    canvas.translate(0, -300)
    table_page(canvas)


def cropped(canvas: Canvas) -> None:
    canvas.setCropBox((20, 100, 500, 830))
    table_page(canvas)
    canvas.setFont(material.FONT, 10)
    canvas.drawString(60, 50, "裁掉的文字")


def scaled_in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("form")
    table_page(canvas)
    canvas.endForm()
    canvas.scale(0.8, 0.8)
    canvas.translate(30, 100)
    canvas.doForm("form")


@pytest.mark.parametrize(
    "page",
    [turned_by_rotate, turned_by_its_content, cropped, scaled_in_a_form],
    ids=lambda page: page.__name__,
)
def test_a_page_is_read_however_it_lies(page: Callable[[Canvas], None]) -> None:
    document = read(material.drawn(page))
    assert cells(document) == [material.slots(ROW)]
    assert document.lines == ()


@pytest.mark.parametrize(
    "page",
    [table_page, turned_by_rotate, turned_by_its_content, cropped, scaled_in_a_form],
    ids=lambda page: page.__name__,
)
def test_the_picture_of_a_page_has_lines_where_its_cells_are(page: Callable[[Canvas], None]) -> None:
    source = Source("表.pdf", material.drawn(page))
    [paper] = papers(source)
    [table] = pdf.read(source).tables
    assert [space.place for space in paper.spaces] == [cell.place for cell in table.cells]
    picture = Image.open(io.BytesIO(paper.picture)).convert("L")
    scale = picture.width / paper.width
    for space in paper.spaces:
        x, y = round(space.left * scale), round((space.top + space.bottom) / 2 * scale)
        assert picture.crop((x - 3, y, x + 4, y + 1)).getextrema()[0] < 128


def test_a_label_turned_upwards_or_written_downwards_is_one_text() -> None:
    def page(canvas: Canvas) -> None:
        sheet = material.Sheet([Span(1, 1, 1, 1, ""), Span(1, 2, 1, 1, "")], [40.0] * 2, 100.0, 40.0, 780.0)
        material.strokes(canvas, sheet)
        canvas.setFont(material.FONT, 10)
        for number, character in enumerate("绩效指标"):
            canvas.drawString(55, 760 - 14 * number, character)
        canvas.translate(105, 700)
        canvas.rotate(90)
        canvas.drawString(0, 0, "年度目标")
        canvas.rotate(-90)
        canvas.translate(-105, -700)
        canvas.drawString(60, 500, "其余的文字是平的，页面不必转")

    assert texts(read(material.drawn(page))) == ["绩效指标", "年度目标"]


def test_a_watermark_stays_out_of_the_cells_and_is_kept() -> None:
    def page(canvas: Canvas) -> None:
        table_page(canvas)
        canvas.translate(45, 752)
        canvas.rotate(12)
        canvas.setFont(material.FONT, 30)
        canvas.drawString(0, 0, "内部资料")

    document = read(material.drawn(page))
    assert cells(document) == [material.slots(ROW)]
    assert [line.text for line in document.lines] == ["内部资料"]


def test_a_seal_over_a_table_gives_no_glyph_to_its_cells() -> None:
    def page(canvas: Canvas) -> None:
        table_page(canvas)
        canvas.setFont(material.FONT, 12)
        for number, character in enumerate("青岚县水务局公章"):
            angle = math.radians(200 - 27 * number)
            canvas.saveState()
            canvas.translate(150 + 42 * math.cos(angle), 725 + 42 * math.sin(angle))
            canvas.rotate(math.degrees(angle) - 90)
            canvas.drawString(-6, 0, character)
            canvas.restoreState()

    document = read(material.drawn(page))
    assert cells(document) == [material.slots(ROW)]
    assert [line.text for line in document.lines] == ["青岚县水务局公章"]


@pytest.mark.parametrize(("shade", "expected"), [(1.0, "一级指标"), (0.2, "一级指标草稿")])
def test_white_text_is_read_only_where_it_can_be_seen(shade: float, expected: str) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillGray(shade)
        canvas.rect(80, 751, 30, 28, stroke=0, fill=1)
        canvas.setFillGray(0)
        table_page(canvas)
        canvas.setFillGray(1)
        canvas.drawString(81, 769.2, "草稿")
        canvas.setFillGray(0)

    document = read(material.drawn(page))
    assert texts(document)[0] == expected
    assert "草稿" in "".join(texts(document)) + "".join(line.text for line in document.lines)


def painted_over(canvas: Canvas) -> None:
    canvas.drawString(43, 769.2, "旧名称")
    canvas.setFillGray(1)
    canvas.rect(41, 752, 72, 27, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.drawString(80, 755, "12次")


def typed_over(canvas: Canvas) -> None:
    canvas.drawString(43, 769.2, "15次")
    canvas.drawString(43, 769.2, "12次")


def struck_out(canvas: Canvas) -> None:
    canvas.drawString(43, 769.2, "15次12次")
    canvas.line(43, 772.5, 61, 772.5)


@pytest.mark.parametrize(
    ("change", "kept"),
    [(painted_over, "12次"), (typed_over, ""), (struck_out, "15次12次")],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_text_that_was_changed_on_the_page_is_doubted(change: Callable[[Canvas], None], kept: str) -> None:
    spans = [Span(1, 1, 1, 1, ""), Span(1, 2, 1, 1, "指标值")]

    def page(canvas: Canvas) -> None:
        sheet = material.Sheet(spans, [75.0] * 2, 30.0, 40.0, 780.0)
        material.strokes(canvas, sheet)
        material.write_texts(canvas, sheet)
        change(canvas)

    document = read(material.drawn(page))
    assert ("text-overflows", "p1 t1 r1 c1") in rules(document)
    assert kept in texts(document)[0]


@pytest.mark.parametrize(
    ("printed", "doubted"),
    [
        (("产出", "培训人次\n巡查次数", "≥500人\n12次"), True),  # the rule between two rows is missing
        (("产出", "培训人次\n巡查次数\n合格率", "较好\n较好\n优良"), True),
        (("一级\n指标", "三级\n指标", "指标值"), False),  # labels in two lines
        (("产出", "培训人次", "≥500人\n12次"), False),
    ],
)
def test_rows_that_may_lack_a_rule_between_them_are_doubted(printed: tuple[str, ...], doubted: bool) -> None:
    spans = [Span(1, column, 2, 1, text) for column, text in enumerate(printed, start=1)]
    document = read(material.drawn_table(spans))
    assert rules(document) == ([("table-uncertain", "p1 t1")] if doubted else [])


# ---- text ----


def cell_of(*printed: tuple[float, float, str], width: float = 60.0) -> str:
    """The text of a cell with these strings at x, y from its upper left corner, 10 points high."""

    def page(canvas: Canvas) -> None:
        material.strokes(
            canvas,
            material.Sheet([Span(1, 1, 1, 1, ""), Span(1, 2, 1, 1, "")], [width, 50], 100.0, 40.0, 780.0),
        )
        canvas.setFont(material.FONT, 10)
        for x, y, text in printed:
            canvas.drawString(40 + x, 780 - y, text)

    return texts(read(material.drawn(page)))[0]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ([(5, 12, "群众满意度"), (5, 26, "指标")], "群众满意度指标"),  # the line was full
        ([(5, 12, "满意度"), (5, 26, "指标")], "满意度\n指标"),  # the writer broke it
        ([(5, 12, "群众满意度"), (5, 26, "2、指标")], "群众满意度\n2、指标"),  # a list
        ([(5, 12, "群众满意度"), (5, 26, "2.5万人")], "群众满意度2.5万人"),  # no list
        ([(5, 12, "目标1：全部"), (5, 26, "目标2：无")], "目标1：全部\n目标2：无"),
        ([(5, 12, "1,234,567,"), (5, 26, "890.00")], "1,234,567,890.00"),
        ([(20, 12, "绩效"), (20, 26, "目标")], "绩效\n目标"),
        ([(5, 12, "绩"), (5, 26, "效"), (5, 40, "指")], "绩效指"),
        ([(5, 26, "下"), (5, 12, "上行满满的")], "上行满满的下"),
        ([(5, 12, "满意度达标"), (25, 26, "第二")], "满意度达标\n第二"),  # a paragraph begins two characters in
        ([(5, 12, "满意度达标"), (20, 26, "第二")], "满意度达标第二"),  # the rest of a centred text
    ],
)  # fmt: skip
def test_lines_of_a_cell_are_joined_as_a_person_would(
    printed: list[tuple[float, float, str]], expected: str
) -> None:
    assert cell_of(*printed) == expected


def test_a_hyphen_at_the_end_of_a_line_is_kept() -> None:
    assert cell_of((5, 12, "2024.01.01-"), (5, 26, "2024.12.31")) == "2024.01.01-2024.12.31"


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    assert cell_of((5, 12, "满意度"), (5.3, 12, "满意度")) == "满意度"


def test_text_that_runs_over_its_neighbour_stays_whole() -> None:
    def page(canvas: Canvas) -> None:
        material.strokes(
            canvas, material.Sheet([Span(1, 1, 1, 1, ""), Span(1, 2, 1, 1, "")], [60, 60], 30.0, 40.0, 780.0)
        )
        canvas.setFont(material.FONT, 10)
        canvas.drawString(43, 765, "青岚县农业农村局")

    assert texts(read(material.drawn(page))) == ["青岚县农业农村局", ""]


def test_text_on_a_rule_is_doubted() -> None:
    def page(canvas: Canvas) -> None:
        table_page(canvas)
        canvas.drawString(45, 747.5, "≥95%")

    assert ("text-overflows", "p1 t1 r1 c1") in rules(read(material.drawn(page)))


def test_what_a_form_field_holds_is_text_of_its_cell() -> None:
    def page(canvas: Canvas) -> None:
        material.strokes(
            canvas, material.Sheet([Span(1, 1, 1, 1, ""), Span(1, 2, 1, 1, "")], [60, 200], 30.0, 40.0, 780.0)
        )
        canvas.setFont(material.FONT, 10)
        canvas.drawString(43, 765, "总额")
        canvas.acroForm.textfield(name="a", value="1250.5", x=101, y=752, width=190, height=20, borderWidth=0)

    assert texts(read(material.drawn(page))) == ["总额", "1250.5"]


def test_lines_outside_tables_come_in_the_order_of_the_page() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(material.FONT, 10)
        canvas.drawString(40, 700, "填表人：张三")
        table_page(canvas)
        canvas.drawString(40, 800, "单位：万元")

    document = read(material.drawn(page))
    assert [str(line.place) for line in document.lines] == ["p1 b1", "p1 b3"]
    assert [line.text for line in document.lines] == ["单位：万元", "填表人：张三"]


def test_a_title_over_two_lines_is_one_and_labels_in_columns_are_not() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(material.FONT, 10)
        canvas.drawString(40, 800, "填报单位：青岚县水务局")
        canvas.drawString(212, 800, "单位：万元")
        canvas.drawString(40, 786, "填报日期：三月")
        table_page(canvas)
        canvas.setFont(material.FONT, 10)
        canvas.drawCentredString(152, 720, "青岚县" * 7 + "的")
        canvas.drawCentredString(152, 706, "补充说明")

    assert [line.text for line in read(material.drawn(page)).lines] == [
        "填报单位：青岚县水务局\t单位：万元",
        "填报日期：三月",
        "青岚县" * 7 + "的" + "补充说明",
    ]


# ---- what cannot be read ----


@pytest.fixture
def _without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)


def picture(canvas: Canvas) -> None:
    image = io.BytesIO(b"P6 2 2 255\n" + bytes(12))
    canvas.drawImage(ImageReader(Image.open(image)), 0, 0, 595, 842)


@pytest.mark.usefixtures("_without_the_extra")
def test_a_scan_needs_text_recognition() -> None:
    with pytest.raises(NeedsOcr, match=r"jixiao\[ocr\]"):
        read(material.drawn(picture))


@pytest.mark.usefixtures("_without_the_extra")
def test_a_scanned_page_among_others_is_told() -> None:
    document = read(material.drawn(table_page, picture, table_page))
    assert len(document.tables) == 2
    [finding] = document.findings
    assert (finding.rule, finding.severity) == ("partly-read", "error")
    assert "第 2 页" in finding.message


@pytest.mark.usefixtures("_without_the_extra")
def test_a_cover_keeps_its_title_and_is_doubted() -> None:
    def cover(canvas: Canvas) -> None:
        picture(canvas)
        canvas.setFont(material.FONT, 20)
        canvas.drawString(100, 500, "青岚县2024年部门预算")

    document = read(material.drawn(cover, table_page))
    assert [line.text for line in document.lines] == ["青岚县2024年部门预算"]
    assert rules(document) == [("partly-read", "p1")]


def test_a_blank_page_is_no_scan() -> None:
    document = read(material.drawn(table_page, lambda canvas: None))
    assert document.findings == ()


FONTS = b"""<</Font<<
    /Known <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>
    /Unknown <</Type/Font/Subtype/Type0/BaseFont/Subset/Encoding/Identity-H
        /DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/Subset
        /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>
        /FontDescriptor<</Type/FontDescriptor/FontName/Subset/Flags 4>>>>]>>
>>>>"""


@pytest.mark.usefixtures("_without_the_extra")
@pytest.mark.parametrize("known", [0, 20])
def test_a_text_layer_without_meaning_is_no_text(known: int) -> None:
    commands = b"BT /Unknown 12 Tf 40 700 Td <%s> Tj ET " % "".join(f"{n:04x}" for n in range(1, 40)).encode()
    commands += b"BT /Known 12 Tf 40 600 Td (%s) Tj ET" % (b"a" * known)
    with pytest.raises(NeedsOcr):
        read(with_content(commands, resources=FONTS))


def test_a_text_layer_with_some_meaning_is_doubted() -> None:
    commands = b"BT /Unknown 12 Tf 40 700 Td <00010002000300040005> Tj ET "
    commands += b"BT /Known 12 Tf 40 600 Td (%s) Tj ET" % (b"a" * 50)
    assert rules(read(with_content(commands, resources=FONTS))) == [("partly-read", "p1")]


def encrypted(user: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(user, "owner", strength=128))
    table_page(canvas)
    canvas.save()
    return buffer.getvalue()


def test_a_password_is_asked_for_and_tried() -> None:
    data = encrypted("secret")
    with pytest.raises(EncryptedFile, match="password"):
        read(data)
    with pytest.raises(EncryptedFile):
        read(data, "wrong")
    assert cells(read(data, "secret")) == [material.slots(ROW)]


def test_a_password_against_editing_is_no_hindrance() -> None:
    assert cells(read(encrypted(""))) == [material.slots(ROW)]


def with_content(commands: bytes, times: int = 1, resources: bytes = b"<<>>") -> bytes:
    """A PDF whose one page has these commands, deflated so many times."""
    for _ in range(times):
        commands = zlib.compress(commands, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>"
    stream = b"<</Length %d/Filter[%s]>>\nstream\n%s\nendstream"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page % resources,
        stream % (len(commands), b"/FlateDecode " * times, commands),
    ]
    data, table = b"%PDF-1.4\n", b"0000000000 65535 f \n"
    for number, body in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    end = b"xref\n0 5\n%strailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + end % (table, len(data))


@pytest.mark.parametrize(("times", "megabytes"), [(1, 30), (2, 200)])
def test_a_bomb_is_refused_before_it_is_inflated(times: int, megabytes: int) -> None:
    with pytest.raises(TooLarge, match="20 MB"):
        read(with_content(b" " * megabytes * 1_000_000, times))


def test_a_page_of_a_hundred_thousand_lines_is_refused() -> None:
    with pytest.raises(TooLarge, match="100000"):
        read(with_content(b"0 0 m 9 9 l S\n" * 100_001))


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(TooLarge, match="501"):
        read(material.drawn(*[lambda canvas: None] * 501))


def test_a_repaired_file_is_doubted() -> None:
    data = material.drawn(table_page)
    document = read(data[: data.rindex(b"startxref")])
    assert cells(document) == [material.slots(ROW)]
    assert rules(document) == [("partly-read", "")]


def test_half_a_file_is_damaged() -> None:
    data = material.drawn(table_page)
    with pytest.raises(DamagedFile):
        read(data[: len(data) // 2])


def test_damaged_copies_end_in_our_own_errors() -> None:
    sound = material.drawn(table_page, table_page)
    ends = set()
    for seed in range(150):
        try:
            read(fuzz.damaged(sound, seed))
        except JixiaoError as error:
            ends.add(error.code)
        else:
            ends.add("read")
    assert {"read", "damaged"} <= ends
