"""PDF files with known tables, for the tests and benchmarks: drawn by reportlab, printed by LibreOffice."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tc
from docx.shared import Cm, Pt
from merged_tables import Span
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Slot = tuple[int, int, int, int, str]


def slots(spans: Sequence[Span]) -> list[Slot]:
    """The truth as plain tuples, in reading order."""
    return sorted((s.row, s.column, s.row_span, s.column_span, s.text) for s in spans)


# ---- colours of coloured twins ----

_STEPS = 15  # of each of red, green, blue: 17 apart, so that rounding does no harm


def colour_of(number: int) -> str:
    """The colour of the cell with this number, from 1: six hexadecimal digits; never black or white."""
    digits = number // _STEPS**2, number // _STEPS % _STEPS, number % _STEPS
    return "".join(f"{17 * digit:02X}" for digit in digits)


def number_of(red: int, green: int, blue: int) -> int:
    """The number of the cell with this colour; 0 for black and for any other colour."""
    digits = [round(part / 17) for part in (red, green, blue)]
    near = all(abs(part - 17 * digit) <= 2 for part, digit in zip((red, green, blue), digits, strict=True))
    return (digits[0] * _STEPS + digits[1]) * _STEPS + digits[2] if near and max(digits) < _STEPS else 0


# ---- forms ----

_BODIES = ("青岚县农业农村局", "临溪市水务中心", "石桥镇人民政府", "云岭县退役军人事务局")
_NAMES = (
    "培训农户人次", "资金发放准确率", "项目按期完成率", "群众对基层公共服务与人居环境整治工作成效的满意度",
    "补助标准", "受益人口", "安全饮水工程巡查次数", "设施完好率", "档案归档及时率",
)  # fmt: skip
_VALUES = (
    "≥95%",
    "2024年12月底前",
    "3-5天",
    "≦120元/人",
    "1,250人次",
    "有效提升",
    "一季度发放一次",
    "100%",
    "……",
)
_LONG = (
    "围绕全县中心工作，落实各项惠民政策，按时足额发放补助资金，加强项目全过程管理，确保资金使用安全、规范、有效，"
    "进一步提升公共服务水平，推动全县经济社会高质量发展。"
)


def department_form(dice: random.Random, rows: int = 18, goal: int = 1) -> list[Span]:
    """A 部门整体支出绩效目标表: labels, money, a long goal, indicators under merged classes; 5 columns."""
    body = dice.choice(_BODIES)
    spans = [
        Span(1, 1, 1, 1, "部门名称"),
        Span(1, 2, 1, 4, body),
        Span(2, 1, 2, 1, "年度预算资金（万元）"),
        Span(2, 2, 1, 2, f"资金总额：{dice.randint(100, 9999)}.50"),
        Span(2, 4, 1, 2, f"其中：财政拨款：{dice.randint(10, 99)}.07"),
        Span(3, 2, 1, 2, f"基本支出：{dice.randint(100, 999)}.1"),
        Span(3, 4, 1, 2, f"项目支出：{dice.randint(100, 999)}"),
        Span(4, 1, 1, 1, "年度总体目标"),
        Span(4, 2, 1, 4, "".join(f"第{n}项工作，{_LONG}" for n in range(goal))),
    ]
    spans += [
        Span(5, column, 1, 1, text)
        for column, text in enumerate(("", "一级指标", "二级指标", "三级指标", "指标值"), 1)
        if column > 1
    ]
    spans.append(Span(5, 1, rows + 1, 1, "年度绩效指标"))
    return spans + _indicators(dice, 6, rows)


_CLASSES = (
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("经济效益指标", "社会效益指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)


def _indicators(dice: random.Random, first: int, rows: int) -> list[Span]:
    """Rows with merged classes in columns 2 and 3, names and values in 4 and 5."""
    spans = []
    counts = _parts(dice, rows, sum(len(seconds) for _, seconds in _CLASSES))
    row = first
    for level1, seconds in _CLASSES:
        height = sum(counts[: len(seconds)])
        spans.append(Span(row, 2, height, 1, level1))
        for level2 in seconds:
            count = counts.pop(0)
            spans.append(Span(row, 3, count, 1, level2))
            for number in range(row, row + count):
                name = f"{dice.choice(_NAMES)}{number}"
                spans += [Span(number, 4, 1, 1, name), Span(number, 5, 1, 1, dice.choice(_VALUES))]
            row += count
    return spans


def _parts(dice: random.Random, total: int, parts: int) -> list[int]:
    cuts = sorted(dice.sample(range(1, total), parts - 1))
    return [end - start for start, end in pairwise([0, *cuts, total])]


def project_list(dice: random.Random, projects: int) -> list[Span]:
    """A list of projects under a header of two rows, three indicators each; 6 columns."""
    heads = ["单位名称", "项目名称", "预算金额"]
    spans = [Span(1, column, 2, 1, text) for column, text in enumerate(heads, 1)]
    spans.append(Span(1, 4, 1, 3, "绩效指标"))
    spans += [
        Span(2, column, 1, 1, text) for column, text in ((4, "一级指标"), (5, "三级指标"), (6, "指标值"))
    ]
    row = 3
    for number in range(projects):
        texts = (dice.choice(_BODIES), f"项目{number}补助资金", f"{dice.randint(1, 999)}.{number:02}")
        spans += [Span(row, column, 3, 1, text) for column, text in enumerate(texts, 1)]
        for offset, level1 in enumerate(("产出指标", "效益指标", "满意度指标")):
            name = f"{dice.choice(_NAMES)}{row}"
            spans += [Span(row + offset, 4, 1, 1, level1), Span(row + offset, 5, 1, 1, name)]
            spans.append(Span(row + offset, 6, 1, 1, dice.choice(_VALUES)))
        row += 3
    return spans


# ---- drawn by reportlab ----


class Sheet:
    """A table on the canvas: its edges from the upper left corner, and its cells."""

    def __init__(
        self, spans: Sequence[Span], widths: Sequence[float], height: float, left: float, top: float
    ):
        self.spans = spans
        rows = max(s.row + s.row_span for s in spans) - 1
        self.xs = [left]
        for width in widths:
            self.xs.append(self.xs[-1] + width)
        self.ys = [top - height * row for row in range(rows + 1)]

    def box(self, span: Span) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        right, bottom = span.column - 1 + span.column_span, span.row - 1 + span.row_span
        return self.xs[span.column - 1], self.ys[bottom], self.xs[right], self.ys[span.row - 1]


Ruler = Callable[[Canvas, Sheet], None]


def strokes(canvas: Canvas, sheet: Sheet) -> None:
    """Each side of each cell one line."""
    for side in _sides(sheet):
        canvas.line(*side)


def hairlines(canvas: Canvas, sheet: Sheet) -> None:
    """As Word does: filled rectangles half a point thick, corner pieces apart."""
    for left, bottom, right, top in _sides(sheet):
        canvas.rect(left, bottom, max(right - left, 0.48), max(top - bottom, 0.48), stroke=0, fill=1)
        canvas.rect(left, bottom, 0.48, 0.48, stroke=0, fill=1)


def stroked_cells(canvas: Canvas, sheet: Sheet) -> None:
    """As WPS does: one stroked rectangle for each cell."""
    for span in sheet.spans:
        left, bottom, right, top = sheet.box(span)
        canvas.rect(left, bottom, right - left, top - bottom)


def dashes(canvas: Canvas, sheet: Sheet) -> None:
    """A dash pattern on each line."""
    canvas.setDash(3, 2)
    strokes(canvas, sheet)
    canvas.setDash()


def pieces(canvas: Canvas, sheet: Sheet) -> None:
    """Each line in short pieces that nearly meet, each a path of its own."""
    for left, bottom, right, top in _sides(sheet):
        length = max(right - left, top - bottom)
        count = max(int(length // 12), 1)
        for number in range(count):
            start, end = length * number / count, length * (number + 1) / count - 1.5
            if right - left > top - bottom:
                canvas.line(left + start, top, left + end, top)
            else:
                canvas.line(left, bottom + start, left, bottom + end)


def dots(canvas: Canvas, sheet: Sheet) -> None:
    """Each line a row of filled squares."""
    for left, bottom, right, top in _sides(sheet):
        length = max(right - left, top - bottom)
        for number in range(int(length // 2.5) + 1):
            along = min(number * 2.5, length)
            x, y = (left + along, bottom) if right - left > top - bottom else (left, bottom + along)
            canvas.rect(x - 0.5, y - 0.5, 1, 1, stroke=0, fill=1)


def backgrounds(canvas: Canvas, sheet: Sheet) -> None:
    """No line at all: each cell a filled box, a white gap around it."""
    canvas.setFillGray(0.9)
    for span in sheet.spans:
        left, bottom, right, top = sheet.box(span)
        canvas.rect(left + 0.5, bottom + 0.5, right - left - 1, top - bottom - 1, stroke=0, fill=1)
    canvas.setFillGray(0)


def coloured_cells(canvas: Canvas, sheet: Sheet, first: int) -> None:
    """The twin of a drawn table: each cell and its text in the cell's colour."""
    canvas.setFont(FONT, 9)
    for number, span in enumerate(sheet.spans, start=first):
        canvas.setFillColor(HexColor(f"0x{colour_of(number)}"))
        left, bottom, right, top = sheet.box(span)
        canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
        write_text(canvas, sheet, span)
    canvas.setFillGray(0)


def double(canvas: Canvas, sheet: Sheet) -> None:
    """Two lines beside each other."""
    for left, bottom, right, top in _sides(sheet):
        level = right - left > top - bottom
        dx, dy = (0, 1.2) if level else (1.2, 0)
        canvas.line(left - dx, bottom - dy, right - dx, top - dy)
        canvas.line(left + dx, bottom + dy, right + dx, top + dy)


RULERS: tuple[Ruler, ...] = (strokes, hairlines, stroked_cells, dashes, pieces, dots, double)


def _sides(sheet: Sheet) -> list[tuple[float, float, float, float]]:
    sides = set()
    for span in sheet.spans:
        left, bottom, right, top = sheet.box(span)
        sides |= {(left, top, right, top), (left, bottom, right, bottom)}
        sides |= {(left, bottom, left, top), (right, bottom, right, top)}
    return sorted(sides)


def write_texts(canvas: Canvas, sheet: Sheet, size: float = 9, align: str = "left") -> None:
    """Each cell's text, line by line from its top."""
    canvas.setFont(FONT, size)
    for span in sheet.spans:
        write_text(canvas, sheet, span, size, align)


def write_text(canvas: Canvas, sheet: Sheet, span: Span, size: float = 9, align: str = "left") -> None:
    """One cell's text."""
    left, _, right, top = sheet.box(span)
    for number, line in enumerate(span.text.split("\n")):
        y = top - size * (1.2 + 1.3 * number)
        if align == "centre":
            canvas.drawCentredString((left + right) / 2, y, line)
        elif align == "right":
            canvas.drawRightString(right - 3, y, line)
        else:
            canvas.drawString(left + 3, y, line)


def drawn(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> bytes:
    """A PDF with what each function draws on a page of its own."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def drawn_table(spans: Sequence[Span], ruler: Ruler = strokes, align: str = "left") -> bytes:
    """A page with one table."""
    columns = max(s.column + s.column_span for s in spans) - 1

    def page(canvas: Canvas) -> None:
        sheet = Sheet(spans, [75.0] * columns, 30.0, 40.0, 780.0)
        ruler(canvas, sheet)
        write_texts(canvas, sheet, align=align)

    return drawn(page)


# ---- printed by LibreOffice ----

WORD_BORDERS = {
    "single": '<w:{0} w:val="single" w:sz="4" w:color="000000"/>',
    "dotted": '<w:{0} w:val="dotted" w:sz="8" w:color="000000"/>',
    "dashed": '<w:{0} w:val="dashed" w:sz="8" w:color="000000"/>',
    "double": '<w:{0} w:val="double" w:sz="4" w:color="000000"/>',
}
ALL_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class WordForm:
    """A .docx to print: paragraphs and tables, one after another."""

    def __init__(self, *, landscape: bool = False, margin: float = 2.0, coloured: bool = False) -> None:
        self._coloured, self._cells = coloured, 0
        self.document = docx.Document()
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Noto Sans CJK SC", Pt(10.5)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(margin)

    def line(self, text: str, size: float = 10.5, *, centred: bool = False, new_page: bool = False) -> None:
        """A paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.page_break_before = new_page
        paragraph.paragraph_format.space_after = Pt(4)
        paragraph.alignment = 1 if centred else 0
        paragraph.add_run(text).font.size = Pt(size)

    def table(
        self,
        spans: Sequence[Span],
        widths: Sequence[float],
        *,
        border: str = "single",
        sides: Sequence[str] = ALL_SIDES,
        size: float = 10.5,
        header_rows: int = 0,
        whole_rows: bool = True,
        centred: bool = True,
    ) -> None:
        """A table of these cells; widths in cm."""
        rows = max(s.row + s.row_span for s in spans) - 1
        table = self.document.add_table(rows, len(widths))
        table.autofit = False
        lines = "".join(WORD_BORDERS[border].format(side) for side in sides)
        table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
        for column, width in enumerate(widths):
            table.columns[column].width = Cm(width)
            for cell in table.columns[column].cells:
                cell.width = Cm(width)
        for row in table.rows[:header_rows]:
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        for row in table.rows if whole_rows else ():
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for span in spans:
            cell = table.cell(span.row - 1, span.column - 1)
            cell = cell.merge(table.cell(span.row + span.row_span - 2, span.column + span.column_span - 2))
            cell.text = span.text
            cell.vertical_alignment = 1
            for paragraph in cell.paragraphs:
                paragraph.alignment = 1 if centred and len(span.text) < 40 else 0
                paragraph.paragraph_format.space_after = Pt(0)
                for run in paragraph.runs:
                    run.font.size = Pt(size)
            self._cells += 1
            if self._coloured:
                for row in table.rows[span.row - 1 : span.row + span.row_span - 1]:
                    _colour_word_cell(row._tr.tc_at_grid_offset(span.column - 1), colour_of(self._cells))

    def save(self, path: Path) -> Path:
        """Write the file."""
        self.document.save(str(path))
        return path


def _colour_word_cell(cell: CT_Tc, colour: str) -> None:
    shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'
    cell.get_or_add_tcPr().append(parse_xml(shade))
    for run in cell.iterdescendants(qn("w:r")):
        run.get_or_add_rPr().append(parse_xml(f'<w:color {nsdecls("w")} w:val="{colour}"/>'))


def workbook_form(
    spans: Sequence[Span],
    widths: Sequence[float],
    path: Path,
    *,
    titles: Sequence[str] = (),
    title_rows: str | None = None,
    landscape: bool = False,
    fill: bool = False,
    fit_width: bool = False,
    row_height: float | None = None,
    wrap: bool = True,
    coloured: bool = False,
) -> Path:
    """An .xlsx to print: title lines merged over the table, then the cells with thin borders."""
    book = openpyxl.Workbook()
    sheet = book.active
    shift = len(titles)
    for row, title in enumerate(titles, 1):
        sheet.cell(row, 1, title).alignment = Alignment(horizontal="center")
        sheet.cell(row, 1).font = Font(size=16 if row == 1 else 10)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    thin = Side(style="thin")
    for number, span in enumerate(spans, start=1):
        colour = colour_of(number) if coloured else "DDEBF7" if fill and span.column == 1 else None
        first, last = span.row + shift, span.row + span.row_span - 1 + shift
        end = span.column + span.column_span - 1
        for row in range(first, last + 1):
            for column in range(span.column, end + 1):
                sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)
                if colour:
                    sheet.cell(row, column).fill = PatternFill("solid", fgColor=colour)
        cell = sheet.cell(first, span.column, span.text or None)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=wrap)
        cell.font = Font(name="Noto Sans CJK SC", size=10, color=colour if coloured else None)
        if first != last or span.column != end:
            sheet.merge_cells(start_row=first, end_row=last, start_column=span.column, end_column=end)
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
    rows = max(s.row + s.row_span for s in spans) - 1
    for row in range(1, rows + 1):
        if row_height:
            sheet.row_dimensions[row + shift].height = row_height
    sheet.print_title_rows = title_rows
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    if fit_width:
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0
    book.save(path)
    return path


def has_libreoffice() -> bool:
    """Say whether files can be printed here."""
    return shutil.which("soffice") is not None


def print_to_pdf(files: Sequence[Path], folder: Path) -> None:
    """Print the files into the folder, all in one run of LibreOffice."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
