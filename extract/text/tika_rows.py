"""Tika's dumps with one row on a line, a tab before each cell: .xlsx and .xls, and .docx by the SAX reader.

→一级指标→二级指标→指标值
→产出指标→数量指标→12公里
每日                          another line goes on with the last cell, and with the row
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.text.outside import is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows, usual_length
from jixiao.forms.document import Geometry

_LED = 0.9  # share of the rows that begin with a tab


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines that begin with a tab and hold another, where nearly all lines with tabs do."""
    tabbed = sum("\t" in line.text for line in lines)
    led = sum(line.text.startswith("\t") for line in lines)
    rows = sum(line.text.startswith("\t") and "\t" in line.text[1:] for line in lines)
    return rows + 0.5 if rows and led >= _LED * tabbed else 0  # as plain tabs it would read no better


def read(lines: Sequence[Piece]) -> Reading:
    """Runs of rows as tables, and the lines between them."""
    blocks: list[Block] = []
    rows: list[Row] = []
    wrapped: set[int] = set()  # rows whose last cell has several paragraphs
    sheet = False
    for line in [*lines, Piece("", 0)]:
        if line.text.startswith("\t"):
            rows.append(_cells(line.text[1:], line.line))
        elif rows and not line.blank and not is_outside(line.text):
            first, *others = _cells(line.text, line.line)
            rows[-1][-1] = Piece(f"{rows[-1][-1].text}\n{first.text}", rows[-1][-1].line)
            rows[-1].extend(others)
            wrapped.add(len(rows) - 1)
        else:
            if rows:
                blocks.append(_table(rows, wrapped))
                rows, wrapped = [], set()
            blocks.append(line)
    sheet = any(block.geometry is Geometry.EXACT for block in blocks if isinstance(block, Rows))
    return Reading("tika-sheet" if sheet else "tika-sax", blocks)


def _cells(text: str, line: int) -> Row:
    return [Piece(field, line) for field in text.split("\t")]


def _table(rows: list[Row], wrapped: set[int]) -> Rows:
    """A grid where the blanks of covered cells show that columns stand; ragged else."""
    if _columns_stand(rows):
        return Rows(Geometry.EXACT, rows)
    return Rows(Geometry.RAGGED, _joined(rows, wrapped))


def _columns_stand(rows: list[Row]) -> bool:
    """A spreadsheet drops blank cells at the end of a row and keeps them between texts; Word's rows do neither."""
    if len({len(row) for row in rows}) == 1:
        return True
    if any(row[-1].blank for row in rows):
        return False
    return any(_blank_between_texts(row) for row in rows)


def _blank_between_texts(row: Row) -> bool:
    first = next((n for n, cell in enumerate(row) if not cell.blank), len(row))
    return any(cell.blank for cell in row[first:])


def _joined(rows: list[Row], wrapped: set[int]) -> list[Row]:
    """The rows, those joined that the paragraphs of a cell had parted: together they are as long as is usual."""
    usual = usual_length(rows)
    joined: list[Row] = []
    open_row = False  # the last row may go on
    for number, row in enumerate(rows):
        if open_row and len(joined[-1]) + len(row) == usual:
            joined[-1] = joined[-1] + row
        else:
            joined.append(row)
        open_row = number in wrapped
    return joined
