"""Rows of cells between tabs: a spreadsheet as text, the clipboard, word-extractor.

项目名称→道路清扫→→主管部门→某县环卫所→        a spreadsheet fills up its rows: columns can be trusted
→产出指标→数量指标→清扫道路→≥12公里
"可持续影响
指标"→长效机制→健全                              a field with line breaks stands between quotes
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.text.pieces import Block, Piece, Reading, Row, Rows
from jixiao.forms.document import Geometry

_OPENING = re.compile(r'(?:^|\t)"')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\Z)')
_LONGEST_FIELD = 200  # lines; a quote that is not closed by then is only a quote


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines with a tab behind a text, or with more than one."""
    return sum("\t" in line.text[1:] for line in lines)


def read(lines: Sequence[Piece]) -> Reading:
    """Runs of rows as tables, and the lines between them."""
    blocks: list[Block] = []
    rows: list[Row] = []
    quoted = False
    for taken in _records(lines):
        text = "\n".join(line.text for line in taken)
        if "\t" in text:
            rows.append(list(_fields(text, taken[0].line)))
            quoted = quoted or len(taken) > 1
            continue
        if rows:
            blocks.append(grid_of(rows))
            rows = []
        blocks.extend(taken)
    if rows:
        blocks.append(grid_of(rows))
    return Reading("tsv-quoted" if quoted else "tsv", blocks)


def grid_of(rows: list[Row]) -> Rows:
    """The rows as a table: a grid where all are of one length; ragged else.

    A tab before the first cell, or behind the last, of every row is the dialect's and no cell.
    """
    if all(row[0].blank for row in rows):
        rows = [row[1:] for row in rows]
    elif all(row[-1].blank for row in rows):
        rows = [row[:-1] for row in rows]
    padded = len({len(row) for row in rows}) == 1
    return Rows(Geometry.EXACT if padded else Geometry.RAGGED, rows)


def _records(lines: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
    """The lines of one record after the other; a quoted field may take several."""
    position = 0
    while position < len(lines):
        taken = _length_of_record(lines, position)
        yield lines[position : position + taken]
        position += taken


def _length_of_record(lines: Sequence[Piece], position: int) -> int:
    """How many lines the record that starts here takes: until all quotes are closed."""
    quotes = lines[position].text.count('"')
    if quotes % 2 == 0 or not _OPENING.search(lines[position].text):
        return 1
    for taken, line in enumerate(lines[position + 1 : position + _LONGEST_FIELD], start=2):
        quotes += line.text.count('"')
        if quotes % 2 == 0:
            return taken
    return 1


def _fields(text: str, line: int) -> Iterator[Piece]:
    """The fields of a record, each with its first line; the quotes around a field are taken off."""
    position = 0
    while position <= len(text):
        quoted = _QUOTED.match(text, position)
        if quoted:
            field, end = quoted[1].replace('""', '"'), quoted.end()
        else:
            end = (text.find("\t", position) + 1 or len(text) + 1) - 1
            field = text[position:end]
        yield Piece(field, line + text.count("\n", 0, position))
        position = end + 1
