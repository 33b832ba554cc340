"""Forms drawn as text, and the documents that they stand for: for tests, bench and the samples.

    项目支出绩效目标表                     a paragraph
    | 绩效指标 | 一级指标 | 指标值 |       a row; rows without a line between them are one table
    | ^        | 产出指标 | ≥5件   |       `^` belongs to the cell above
    | 备注     | 一行¶二行 | <     |       `<` to the cell on the left; `¶` ends a paragraph within a cell

A line of one `¶` is an empty paragraph. Blanks around a cell are the drawing's; `␣` is one that the document has.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from openpyxl import Workbook
from openpyxl.styles import Alignment

LEFT, UP = "<", "^"
Rows = Sequence[Sequence[str]]
Block = str | Rows  # a paragraph, or a table as it is drawn


@dataclass(frozen=True)
class Area:
    """A cell of a drawn table: its first and last row and column, from 0, and its text."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


def blocks(drawing: str) -> Iterator[Block]:
    """The paragraphs and tables of a drawing, in order."""
    lines = drawing.strip("\n").split("\n")
    for is_row, group in groupby(lines, lambda line: line.startswith("|")):
        if is_row:
            yield [[cell.strip(" ") for cell in line.rstrip(" ")[1:-1].split("|")] for line in group]
        else:
            yield from (shown(line) for line in group if line)


def shown(text: str) -> str:
    """A text of the drawing as the document has it, paragraphs ended by line feeds."""
    return text.replace("␣", " ").replace("¶", "\n")


def areas(rows: Rows) -> Iterator[Area]:
    """The cells of a drawn table, each once."""
    for top, row in enumerate(rows):
        for left, text in enumerate(row):
            if text not in (LEFT, UP):
                right = left
                while right + 1 < len(row) and row[right + 1] == LEFT:
                    right += 1
                bottom = top
                while bottom + 1 < len(rows) and rows[bottom + 1][left] == UP:
                    bottom += 1
                yield Area(top, left, bottom, right, shown(text))


def word(drawing: str, path: Path) -> Path:
    """The drawing as .docx, with true merges."""
    document = docx.Document()
    for block in blocks(drawing):
        if isinstance(block, str):
            document.add_paragraph(block.rstrip("\n"))
        else:
            _word_table(document, block)
    document.add_paragraph()  # a table at the very end is lost by programs that convert the file
    document.save(str(path))
    return path


def _word_table(document: WordDocument, rows: Rows) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for area in areas(rows):
        cell = table.cell(area.top, area.left).merge(table.cell(area.bottom, area.right))
        first, *others = area.text.split("\n")
        cell.paragraphs[0].text = first
        for text in others:
            cell.add_paragraph(text)


def workbook(drawing: str, path: Path) -> Path:
    """The drawing as .xlsx: a paragraph is a row of its own, every value is text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    first_row = 1
    for block in blocks(drawing):
        if isinstance(block, str):
            sheet.cell(first_row, 1, block.strip() or None)
            first_row += 1
            continue
        for area in areas(block):
            top, left = first_row + area.top, 1 + area.left
            sheet.cell(top, left, area.text or None).alignment = Alignment(wrap_text=True)
            bottom, right = first_row + area.bottom, 1 + area.right
            if (top, left) != (bottom, right):
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        first_row += len(block)
    book.save(path)
    return path


def tika_text(drawing: str) -> str:
    r"""The text that Apache Tika leaves of a Word file: a tab before each cell, a blank line between rows.

    A merged cell is shown once to the right, and blank in the rows below. As in files that people pass on, the
    blanks at the end of each table are gone, and with them its last cells.

    >>> tika_text("| 指标 | 数量 | 参观人次 |\n| ^ | ^ | …… |\n下一张表")
    '\n\t指标\n\t数量\n\t参观人次\n\n\t\n\t\n\t……\n下一张表\n\n'
    """
    text = "\n"
    for block in blocks(drawing):
        if isinstance(block, str):
            text += block if block == "\n" else f"{block}\n\n"
        else:
            text += "\n\n".join(_tika_row(row) for row in block).rstrip() + "\n"
    return text


def _tika_row(row: Sequence[str]) -> str:
    return "\n".join("\t" + shown("" if cell == UP else cell) for cell in row if cell != LEFT)
