"""Tables laid out with blanks: pdftotext -layout, lynx, w3m without borders.

    年度绩效指      一级指标      二级指标       三级指标       指标值
      标       产出指标      数量指标     清扫道路       ≥12 公里
                      质量指标     合格率        95%
                      服务对象     居民满意度      ≥90%
                      满意度

No line parts the rows, and cells are wrapped. Above the headings only rows are told; below them the gutters tell the
columns, where they part all headings. A row begins where a name or value does not go on with the one above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.text import display
from extract.text.gutters import Column, Token, columns, stretches, tokens
from extract.text.layout_rows import Assembly, OpenCell, Placed
from extract.text.outside import is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows
from extract.text.wrapped import cell_text, is_known
from extract.vocabulary import column_role, list_role
from jixiao.forms.document import Geometry

_CORE = frozenset({"level1", "level2", "name", "name?", "value", "actual"})
_PAGE = "\f"
_WIDE = 1.6  # width of a Chinese character on the page, a letter being 1: pdftotext counts both as one column


@dataclass(frozen=True, slots=True)
class _Line:
    piece: Piece
    tokens: list[Token]

    @property
    def headings(self) -> int:
        """Number of different roles of indicator columns that the texts name."""
        return len({role for token in self.tokens if (role := column_role(token.text)) in _CORE})


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines from the headings on that are indented or hold a gap, where there are headings."""
    first = next((n for n, line in enumerate(lines) if _line(line).headings > 1), None)
    if first is None or "\t" in lines[first].text or "|" in lines[first].text:
        return 0
    body = [line.text for line in lines[first:] if not line.blank]
    laid_out = sum("  " in text.rstrip() for text in body)
    return laid_out if laid_out * 2 > len(body) else 0


def read(lines: Sequence[Piece]) -> Reading:
    """Heads of forms as ragged rows, the blocks under headings as grids, titles and notes as lines."""
    blocks: list[Block] = []
    run: list[_Line] = []

    def close() -> None:
        blocks.extend(_tables(run))
        run.clear()

    for piece in lines:
        line = _line(piece)
        if piece.blank:
            continue
        if is_outside(piece.text) or (not run and not _begins(line)):
            close()
            blocks.append(Piece(piece.text.replace(_PAGE, ""), piece.line))
        else:
            run.append(line)
    close()
    pages = any(_PAGE in line.text for line in lines)
    return Reading("pdf-layout" if pages else "columns", blocks)


def _line(piece: Piece) -> _Line:
    return _Line(piece, tokens(piece.text.replace(_PAGE, ""), 2))


def _begins(line: _Line) -> bool:
    """The first text is a label, and no colon says that the line is a caption."""
    first = line.tokens[0].text
    return line.headings > 1 or (is_known(first) and not first.rstrip().endswith((":", "：")))


def _tables(run: Sequence[_Line]) -> list[Rows]:
    """The tables of a run: what stands above the first headings, then a table for each line of headings."""
    starts = [number for number, line in enumerate(run) if line.headings > 1]
    starts = [_first_of_head(run, start) for start in starts]
    tables = [_head(run[: starts[0] if starts else len(run)])] if run else []
    for start, end in zip(starts, [*starts, len(run)][1:], strict=True):
        tables.append(_block(run[start:end]))
    return [table for table in tables if table.rows]


def _first_of_head(run: Sequence[_Line], heading: int) -> int:
    """The line of headings, or the one above it where that names columns too."""
    above = run[heading - 1] if heading else None
    known = (
        sum(bool(list_role(token.text) or column_role(token.text)) for token in above.tokens) if above else 0
    )
    return heading - 1 if known > 1 else heading


def _head(run: Sequence[_Line]) -> Rows:
    """Rows of labels and values."""
    margin = max((_end(line.tokens[-1]) for line in run), default=0.0)
    found = stretches([line.tokens for line in run])
    assembly = Assembly(names=found[1][0] if len(found) > 1 else 0)
    for number, line in enumerate(run):
        ends = [*(token.start for token in line.tokens[1:]), margin]
        texts = [
            Placed(token.text, token.start, token.end - 1, end - _end(token) - 2)
            for token, end in zip(line.tokens, ends, strict=True)
        ]
        assembly.add(number, line.piece.line, texts)
    rows = [[Piece(cell_text(cell.lines), cell.line) for cell in _sorted(row)] for row in assembly.rows]
    return Rows(Geometry.RAGGED, rows)


def _end(token: Token) -> float:
    """Where the text ends on the page, in letters."""
    wide = display.width(token.text) - len(token.text)
    return token.start + len(token.text) + (_WIDE - 1) * wide


def _block(run: Sequence[_Line]) -> Rows:
    """The table under headings."""
    heading = next(line for line in run if line.headings > 1)
    found = columns(heading.tokens, [line.tokens for line in run if line is not heading])
    if not found:
        return _head(run)
    spans = [[_span(token, found) for token in line.tokens] for line in run]
    rooms = _rooms(run, spans)
    names = next(
        (_span(token, found)[0] for token in heading.tokens if column_role(token.text) in ("name", "name?")),
        0,
    )
    assembly = Assembly(names)
    for number, (line, columns_of) in enumerate(zip(run, spans, strict=True)):
        texts = [
            Placed(token.text, first, last, rooms.get(first, 0) - display.width(token.text))
            for token, (first, last) in zip(line.tokens, columns_of, strict=True)
        ]
        assembly.add(number, line.piece.line, texts)
    return Rows(Geometry.EXACT, [_grid_row(row, len(found)) for row in assembly.rows])


def _span(token: Token, found: Sequence[Column]) -> tuple[int, int]:
    """The columns that the text stands in; the nearest one where it stands in a gutter."""
    covered = [number for number, column in enumerate(found) if token.overlap(column.start, column.end) > 0]
    if not covered:
        covered = [
            max(range(len(found)), key=lambda number: token.overlap(found[number].start, found[number].end))
        ]
    return covered[0], covered[-1]


def _rooms(run: Sequence[_Line], spans: Sequence[Sequence[tuple[int, int]]]) -> dict[int, int]:
    """For each column the width of its widest text: a text as wide as that may be wrapped."""
    rooms: dict[int, int] = {}
    for line, columns_of in zip(run, spans, strict=True):
        for token, (first, last) in zip(line.tokens, columns_of, strict=True):
            if first == last:
                rooms[first] = max(rooms.get(first, 0), display.width(token.text))
    return rooms


def _sorted(row: Sequence[OpenCell]) -> list[OpenCell]:
    return sorted(row, key=lambda cell: cell.first)


def _grid_row(row: Sequence[OpenCell], width: int) -> Row:
    """The row with blank cells where it has none."""
    cells: Row = []
    column = 0
    for cell in _sorted(row):
        cells.extend(Piece("", row[0].line, blank + 1) for blank in range(column, cell.first))
        cells.append(Piece(cell_text(cell.lines), cell.line, cell.first + 1, cell.last - cell.first + 1))
        column = cell.last + 1
    return [*cells, *(Piece("", row[0].line, blank + 1) for blank in range(column, width))]
