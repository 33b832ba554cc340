"""pandoc's simple and multiline tables: a rule of dashes over each column, cells where the dashes are.

一级指标   指标值              a row is a line; or, between two full rules, the lines up to a blank one
---------- --------
产出指标   12公里
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extract.text.display import columns, text_of
from extract.text.markdown_marks import plain
from extract.text.merges import merged_again
from extract.text.pieces import Block, Piece, Reading, Row, Rows, joined
from jixiao.forms.document import Geometry

_RULE = re.compile(r"\s*([-=])\1+( +\1{2,})+\s*")
_FULL_RULE = re.compile(r"\s*-{10,}\s*")


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines of ruled tables, their rules counted twice."""
    return sum(2 + end - start for start, _, end in _tables(lines))


def read(lines: Sequence[Piece]) -> Reading:
    """The tables under rules, and the lines between them."""
    blocks: list[Block] = []
    position = 0
    for start, rule, end in _tables(lines):
        blocks.extend(map(_plain, lines[position:start]))
        blocks.append(Rows(Geometry.EXACT, merged_again(list(_rows(lines[start:end], lines[rule].text)))))
        position = end
    return Reading("pandoc-simple", [*blocks, *map(_plain, lines[position:])])


def _plain(line: Piece) -> Piece:
    return Piece(plain(line.text), line.line)


def _tables(lines: Sequence[Piece]) -> Iterator[tuple[int, int, int]]:
    """First line, rule and end of each table."""
    position = 0
    for rule, line in enumerate(lines):
        if rule < position or not _RULE.fullmatch(line.text):
            continue
        start = rule
        while start > position and not lines[start - 1].blank and not _is_rule(lines[start - 1]):
            start -= 1
        full = start > position and bool(_FULL_RULE.fullmatch(lines[start - 1].text))
        start -= full
        position = _end(lines, rule, bounded=full or start == rule)
        yield start, rule, position


def _is_rule(line: Piece) -> bool:
    return bool(_RULE.fullmatch(line.text) or _FULL_RULE.fullmatch(line.text))


def _end(lines: Sequence[Piece], rule: int, *, bounded: bool) -> int:
    """After the rule that closes the table; without one, at the first blank line."""
    blank = next((n for n in range(rule, len(lines)) if lines[n].blank), len(lines))
    if not bounded:
        return blank
    closing = next((n for n in range(rule + 1, len(lines)) if _is_rule(lines[n])), None)
    return blank if closing is None else closing + 1


def _rows(lines: Sequence[Piece], rule: str) -> Iterator[Row]:
    """The rows: blocks of lines between blank lines where there are such, else single lines."""
    starts = [match.start() for match in re.finditer(r"[-=]+", rule)]
    blocks = [list(block) for filled, block in groupby(lines, _is_filled) if filled]
    if not any(line.blank for line in lines[:-1]):
        blocks = [[line] for block in blocks for line in block]
    for block in blocks:
        yield [_cell(block, start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _is_filled(line: Piece) -> bool:
    return not line.blank and not _is_rule(line)


def _cell(block: Sequence[Piece], start: int, end: int | None) -> Piece:
    text = joined(text_of(columns(line.text)[start:end]) for line in block)
    return Piece(plain(text), block[0].line)
