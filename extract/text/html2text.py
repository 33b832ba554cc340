"""html2text's Markdown: two blanks and a line break end a row, and a blank cell is a line break of its own.

    项目名称 |  道路清扫
    ---|---
    产出指标 |  数量指标 |  清扫道路 |  12公里
    质量指标 |
                                        the end of a row whose last cell is blank
    |  合格率 |  95%                    a bar in front goes on with the row

Cells of merges are dropped: rows are known, columns are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.shape import list_marked
from extract.text.markdown_marks import plain
from extract.text.outside import is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows
from extract.vocabulary import column_role, is_caption, label, level1, level2
from jixiao.forms.document import Geometry

_RULE = re.compile(r"---(\|---)*\s*")


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines with a bar, where a rule without bars at its ends stands below the first row."""
    if not any(_RULE.fullmatch(line.text) for line in lines):
        return 0
    return sum("|" in line.text for line in lines) + 0.5


def read(lines: Sequence[Piece]) -> Reading:
    """The tables, each from the row above its rule to a line that holds nothing at all; and the lines between."""
    starts = [n - 1 for n, line in enumerate(lines) if n and _RULE.fullmatch(line.text)]
    blocks: list[Block] = []
    position = 0
    for start in starts:
        blocks.extend(_clean(line) for line in lines[position:start])
        position = _end(lines, max(start, position))
        blocks.append(Rows(Geometry.RAGGED, _rows([*lines[start : start + 1], *lines[start + 2 : position]])))
    blocks.extend(_clean(line) for line in lines[position:])
    return Reading("html2text", blocks)


def _clean(piece: Piece) -> Piece:
    return Piece(plain(piece.text), piece.line)


def _end(lines: Sequence[Piece], start: int) -> int:
    """Where the table ends: at a line that holds nothing, with no row after it."""
    for number in range(start, len(lines)):
        if not lines[number].text:
            following = next((line for line in lines[number:] if not line.blank), None)
            if following is None or "|" not in following.text:
                return number
    return len(lines)


def _rows(lines: Sequence[Piece]) -> list[Row]:
    rows: list[Row] = []
    ended = True  # the last row has ended
    led = False  # a blank cell opens the next row
    for line in lines:
        text = line.text.strip()
        if not text:
            led, ended = ended, True
            continue
        cells = [_clean(Piece(cell.strip(), line.line)) for cell in text.removeprefix("|").split("|")]
        if text.startswith("|") and rows and not led:
            rows[-1].extend(cells)
        else:
            rows.append([Piece("", line.line), *cells] if led and text.startswith("|") else cells)
        ended, led = not cells[-1].blank, False
    return _continued(rows)


def _continued(rows: list[Row]) -> list[Row]:
    """The rows, less those that are only further lines of a cell."""
    kept: list[Row] = []
    for row in rows:
        if kept and len(row) == 1 and _goes_on(kept[-1][-1], row[0]):
            kept[-1][-1] = _joined(kept[-1][-1], row[0])
            continue
        first = row[0]
        while kept and len(kept[-1]) == 1 and _is_known(kept[-1][0].text + first.text) and len(row) > 1:
            first = _joined(kept.pop()[0], first)
        kept.append([first, *row[1:]])
    return kept


def _joined(cell: Piece, further: Piece) -> Piece:
    return Piece(f"{cell.text}\n{further.text}", cell.line)


def _goes_on(cell: Piece, further: Piece) -> bool:
    """A list goes on in the next line of its cell."""
    return list_marked(cell.text) and list_marked(further.text) and not is_outside(further.text)


def _is_known(text: str) -> bool:
    return bool(label(text) or column_role(text) or level1(text) or level2(text)) or is_caption(text)
