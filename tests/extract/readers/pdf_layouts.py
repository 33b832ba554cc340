"""The layouts that PDF forms come in, each with its tables, to print plainly or with every cell in a colour of its own.

The coloured twin has the same cells in the same places; pdf_twin.py reads from it what each page shows of each cell.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pdf_material as material
from merged_tables import Span
from reportlab.pdfgen.canvas import Canvas

Tables = list[list[Span]]


class Target(NamedTuple):
    """Where a layout is to be written, and whether as its coloured twin."""

    folder: Path
    name: str
    coloured: bool = False

    def path(self, suffix: str) -> Path:
        """The file with this suffix."""
        return self.folder / f"{self.name}{suffix}"


Printed = tuple[Path, Tables]
Layout = Callable[[Target], Printed]


# ---- from Word files ----


def department(target: Target, *, seed: int, rows: int = 18, goal: int = 1, **options: object) -> Printed:
    """A title, a form, a signature."""
    spans = material.department_form(random.Random(seed), rows, goal)
    form = material.WordForm(coloured=target.coloured)
    form.line("2024年度部门整体支出绩效目标表", 18, centred=True)
    form.line("填报单位（盖章）：青岚县农业农村局")
    form.table(spans, (2.6, 2.6, 3.0, 5.5, 3.3), **options)  # type: ignore[arg-type]
    form.line("填报人：张三")
    return form.save(target.path(".docx")), [spans]


def several(target: Target, *, a_page_each: bool) -> Printed:
    """Forms of one kind under the same title."""
    form, tables = material.WordForm(coloured=target.coloured), []
    for number, rows in enumerate((25, 14, 25) if a_page_each else (7, 7)):
        tables.append(material.department_form(random.Random(number), rows))
        new_page = a_page_each and number > 0
        form.line("2024年度部门整体支出绩效目标表", 16, centred=True, new_page=new_page)
        form.table(tables[-1], (2.6, 2.6, 3.0, 5.5, 3.3), size=9 if not a_page_each else 10.5)
    return form.save(target.path(".docx")), tables


def word_list(target: Target) -> Printed:
    """A list whose header is printed on each page."""
    spans = material.project_list(random.Random(3), 14)
    form = material.WordForm(landscape=True, coloured=target.coloured)
    form.line("单位：万元")
    form.table(spans, (4, 4.5, 2.5, 3, 6.5, 4), header_rows=2)
    return form.save(target.path(".docx")), [spans]


# ---- from workbooks ----


def sheet_form(
    target: Target, *, seed: int, rows: int, widths: Sequence[float], **options: object
) -> Printed:
    """A form with its title in the sheet's first rows."""
    spans = material.department_form(random.Random(seed), rows)
    titles = ("2024年度部门整体支出绩效目标表", "单位：万元")
    path = target.path(".xlsx")
    material.workbook_form(spans, widths, path, titles=titles, coloured=target.coloured, **options)  # type: ignore[arg-type]
    return path, [spans]


def sheet_list(target: Target) -> Printed:
    """A list whose title and header are printed on each page."""
    spans = material.project_list(random.Random(16), 30)
    options = {"titles": ("2024年度项目支出绩效目标表",), "title_rows": "2:3", "landscape": True}
    path = target.path(".xlsx")
    material.workbook_form(
        spans,
        (16, 16, 10, 12, 28, 14),
        path,
        row_height=28,
        coloured=target.coloured,
        **options,  # type: ignore[arg-type]
    )
    return path, [spans]


# ---- drawn ----


def drawn(target: Target, ruler: material.Ruler, *, pages: int = 3) -> Printed:
    """A form on each page, ruled as the program does that is imitated."""
    forms = [_fitting(material.department_form(random.Random(number), rows=28)) for number in range(pages)]

    def page(number: int, spans: list[Span]) -> Callable[[Canvas], None]:
        sheet = material.Sheet(spans, [70, 70, 90, 180, 100], 22.0, 40.0, 790.0)
        first = 1 + sum(map(len, forms[:number]))

        def draw(canvas: Canvas) -> None:
            canvas.setFont(material.FONT, 12)
            canvas.drawCentredString(297, 805, f"项目{number}支出绩效目标表")
            if target.coloured:
                material.coloured_cells(canvas, sheet, first)
            else:
                ruler(canvas, sheet)
                material.write_texts(canvas, sheet)

        return draw

    path = target.path(".pdf")
    path.write_bytes(material.drawn(*(page(number, spans) for number, spans in enumerate(forms))))
    return path, forms


def _fitting(spans: list[Span]) -> list[Span]:
    """The cells with texts that fit on one line of nine points."""
    return [replace(span, text=span.text[: 7 * span.column_span]) for span in spans]


NO_SIDES = ("top", "bottom", "insideH", "insideV")
NARROW, WIDE = (10, 10, 12, 22, 12), (14, 20, 22, 50, 28)
WORD: dict[str, Layout] = {
    "bordered": lambda t: department(t, seed=1, rows=12),
    "split": lambda t: department(t, seed=2, rows=45),
    "goal over three pages": lambda t: department(t, seed=4, rows=30, goal=28, whole_rows=False),
    "rows cut": lambda t: department(t, seed=5, rows=40, goal=5, whole_rows=False),
    "no outer border": lambda t: department(t, seed=5, rows=14, sides=("insideH", "insideV")),
    "dotted": lambda t: department(t, seed=6, rows=14, border="dotted"),
    "double": lambda t: department(t, seed=9, border="double"),
    "dashed without sides": lambda t: department(t, seed=7, rows=34, border="dashed", sides=NO_SIDES),
    "six points": lambda t: department(t, seed=8, rows=40, size=6),
    "two forms on a page": lambda t: several(t, a_page_each=False),
    "a form on each page": lambda t: several(t, a_page_each=True),
    "list with printed header": word_list,
}
SHEETS: dict[str, Layout] = {
    "sheet with open labels": lambda t: sheet_form(t, seed=15, rows=60, widths=NARROW, row_height=42),
    "sheet fitted and filled": lambda t: sheet_form(
        t, seed=18, rows=40, widths=WIDE, row_height=32, fill=True, fit_width=True
    ),
    "sheet with hidden lines": lambda t: sheet_form(t, seed=19, rows=20, widths=NARROW, row_height=14),
    "sheet list with print titles": sheet_list,
}
DRAWN: dict[str, Layout] = {
    "hairlines, as Word": lambda t: drawn(t, material.hairlines),
    "stroked cells, as WPS": lambda t: drawn(t, material.stroked_cells),
    "dashes": lambda t: drawn(t, material.dashes),
    "lines in pieces": lambda t: drawn(t, material.pieces),
    "double lines": lambda t: drawn(t, material.double),
    "backgrounds only": lambda t: drawn(t, material.backgrounds),
}
LAYOUTS = {**WORD, **SHEETS, **DRAWN}


def printed(folder: Path, *, coloured: bool = False) -> dict[str, Printed]:
    """Each layout as PDF, and its tables."""
    made = {
        name: layout(Target(folder, f"{number:02}", coloured))
        for number, (name, layout) in enumerate(LAYOUTS.items())
    }
    material.print_to_pdf([path for path, _ in made.values() if path.suffix != ".pdf"], folder)
    return {name: (path.with_suffix(".pdf"), tables) for name, (path, tables) in made.items()}
