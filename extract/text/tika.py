"""Tika's dumps of .docx, .doc and .odt (DOM readers): each cell is a line behind a tab.

    →一级指标          a tab opens a cell
    →指标值            other lines go on with it
    及单位
                       a blank line and a tab: another row; a blank line and text: a paragraph in the cell
    →产出指标

A cell in the middle of a row that ends with an empty paragraph looks like the end of the row; such rows are
joined where their lengths show it. What covers several columns is one cell: rows are known, columns are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, takewhile

from extract.shape import list_marked
from extract.text.outside import is_note
from extract.text.pieces import Block, Piece, Reading, Row, Rows, usual_length
from extract.title import is_serial, is_title
from jixiao.forms.document import Geometry, Place
from jixiao.forms.finding import About, Finding, Severity

_MOST_PARTS = 4  # of a row with empty paragraphs in it


def claims(lines: Sequence[Piece]) -> int:
    """Number of lines that are cells: one tab, in front."""
    return sum(line.text.startswith("\t") and "\t" not in line.text[1:].rstrip("\t") for line in lines)


def read(lines: Sequence[Piece]) -> Reading:
    """Rows of cells, and the lines between tables."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    position = 0
    while position < len(lines):
        if not _is_cell(lines[position]):
            blocks.append(lines[position])
            position += 1
            continue
        rows, position = _table(lines, position)
        rows, doubts = _joined_rows(_padded(rows))
        blocks.append(Rows(Geometry.RAGGED, rows))
        findings.extend(doubts)
    return Reading("tika-docx", blocks, findings)


def _is_cell(line: Piece) -> bool:
    return line.text.startswith("\t")


def _table(lines: Sequence[Piece], start: int) -> tuple[list[Row], int]:
    """The rows of the table that starts here, and the position after it."""
    rows: list[Row] = [[]]
    blanks, position = 0, start
    while position < len(lines):
        line = lines[position]
        if line.blank and not _is_cell(line):
            blanks += 1
            position += 1
        elif _is_cell(line):
            if blanks:
                rows.append([])
            rows[-1].append(Piece(line.text[1:], line.line))
            blanks = 0
            position += 1
        else:
            text = lines[position : _next_cell(lines, position)]
            inside = _inside(text, blanks, rows, position + len(text) == len(lines))
            rows[-1][-1] = _continued(rows[-1][-1], text[:inside])
            position += inside
            if inside < len(text):
                break
            blanks = _blanks_behind(text)
    return rows, position


def _next_cell(lines: Sequence[Piece], position: int) -> int:
    return next((n for n in range(position, len(lines)) if _is_cell(lines[n])), len(lines))


def _inside(text: Sequence[Piece], blanks: int, rows: Sequence[Row], last: bool) -> int:
    """How many of these lines go on with the cell before them; the others stand outside the table.

    `blanks` is the number of blank lines before them; `last`: no cell follows.
    """
    title = next((n for n, line in enumerate(text) if is_title(line.text.strip())), None)
    while title and (text[title - 1].blank or is_serial(text[title - 1].text)):
        title -= 1
    last = last or title is not None
    complete = len(rows[-1]) == usual_length(rows[-50:])
    for number, line in enumerate(text[:title]):
        if line.blank:
            blanks += 1
            continue
        if blanks >= 2 and (last or complete) and not list_marked(line.text):
            return number
        if is_note(line.text) and (blanks or last):
            return number
        blanks = 0
    return len(text) if title is None else title


def _blanks_behind(text: Sequence[Piece]) -> int:
    return sum(1 for _ in takewhile(lambda line: line.blank, reversed(text)))


def _continued(cell: Piece, lines: Sequence[Piece]) -> Piece:
    """The cell and the lines that go on with it; a blank line is only a paragraph's end."""
    return Piece("\n".join([cell.text, *(line.text for line in lines if not line.blank)]), cell.line)


def _padded(rows: list[Row]) -> list[Row]:
    """The rows, the last one filled up with blank cells where the dump lost the white space at its end."""
    usual, last = usual_length(rows), rows[-1]
    if last[0].blank and len(last) < usual:
        missing = [Piece("", last[-1].line)] * (usual - len(last))
        return [*rows[:-1], [*last, *missing]]
    return rows


def _joined_rows(rows: list[Row]) -> tuple[list[Row], list[Finding]]:
    """The rows, those joined that an empty paragraph had parted, and a finding for each."""
    usual = usual_length(rows)
    joined: list[Row] = []
    findings = []
    position = 0
    while position < len(rows):
        parts = _parts(rows, position, usual) if joined and len(joined[-1]) == usual else 1
        joined.append([cell for row in rows[position : position + parts] for cell in row])
        if parts > 1:
            findings.append(_doubt(rows[position][0], parts))
        position += parts
    return joined, findings


def _parts(rows: Sequence[Row], position: int, usual: int) -> int:
    """How many rows from here are one: together as long as rows usually are, and the place speaks for it."""
    lengths = list(accumulate(map(len, rows[position : position + _MOST_PARTS])))
    parts = next((n for n, length in enumerate(lengths, start=1) if length >= usual), 1)
    after = position + parts
    followed = after < len(rows) and len(rows[after]) == usual
    return parts if lengths[parts - 1] == usual and (followed or rows[position][0].blank) else 1


def _doubt(cell: Piece, parts: int) -> Finding:
    message = f"第 {cell.line} 行起的 {parts} 段合起来正好是一行的格数，已并作一行（格内有空段落）。"
    return Finding(About.READING, Severity.INFO, "join-uncertain", message, str(Place(line=cell.line)))
