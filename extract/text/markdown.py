r"""Markdown tables between bars, by pandoc, markitdown, docling.

    | 一级指标 | 二级指标 | 指标值 |
    |----------|----------|--------|
    | 产出指标 | 数量指标 | 12公里 |
    |          | 质量指标 | 95%    |

pandoc leaves cells of merges blank, docling repeats them: columns stand. markitdown drops them, so that rows shift to
the left and blanks follow: where no row begins with a blank or a repeated cell, columns are not trusted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from extract.text.markdown_marks import plain
from extract.text.merges import merged_again
from extract.text.pieces import Block, Piece, Reading, Row, Rows
from jixiao.forms.document import Geometry

_RULE = re.compile(r"\|?( *:?-+:? *\|)+( *:?-+:? *)?")
_BAR = re.compile(r"(?<!\\)\|")


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines between bars, where a rule of dashes is among them."""
    rows = sum(_is_row(line) for line in lines)
    return rows + 1 if any(_is_rule(line) for line in lines) else 0


def read(lines: Sequence[Piece]) -> Reading:
    """Runs of lines between bars as tables, and the lines between them."""
    blocks: list[Block] = []
    for is_row, group in groupby(lines, _is_row):
        if is_row:
            blocks.append(_table([_cells(line) for line in group if not _is_rule(line)]))
        else:
            blocks.extend(Piece(plain(line.text), line.line) for line in group)
    return Reading("markdown", blocks)


def _is_row(line: Piece) -> bool:
    text = line.text.strip()
    return text.startswith("|") and text.endswith("|") and len(text) > 1


def _is_rule(line: Piece) -> bool:
    text = line.text.strip()
    return text.startswith("|") and "-" in text and bool(_RULE.fullmatch(text))


def _cells(line: Piece) -> Row:
    return [Piece(plain(cell.strip()), line.line) for cell in _BAR.split(line.text.strip()[1:-1])]


def _table(rows: list[Row]) -> Rows:
    if rows and all(cell.blank for cell in rows[0]):  # markitdown's stand-in for a heading
        rows = rows[1:]
    first = [row[0].text for row in rows]
    stands = len({len(row) for row in rows}) == 1 and (
        "" in first or any(above == below for above, below in pairwise(first))
    )
    return (
        Rows(Geometry.EXACT, merged_again(rows))
        if stands
        else Rows(Geometry.RAGGED, [_unshifted(row) for row in rows])
    )


def _unshifted(row: Row) -> Row:
    """The row less the blanks that stand for cells it lost on the left."""
    length = len(row)
    while length > 1 and row[length - 1].blank:
        length -= 1
    return row[:length]
