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

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from msgspec.structs import replace

from extract.shape import value_likeness
from extract.text import display
from extract.text.centred import is_centred, settle, settle_around
from extract.text.gutters import Column, Token, assign, columns, span, split, stretches, tokens
from extract.text.layout_rows import Assembly, OpenCell, Placed
from extract.text.outside import is_outside
from extract.text.pieces import Block, Piece, Reading, Row, Rows, joined, usual_length
from extract.text.wrapped import begins_known, cell_text, is_known, is_part
from extract.vocabulary import column_role, is_caption, level1, level2, list_role
from jixiao.forms.document import Geometry, Place
from jixiao.forms.finding import About, Finding, Severity

_CORE = frozenset({"level1", "level2", "name", "name?", "value", "actual"})
_PAGE = "\f"
_PARTED, _MOST = 4, 0.6  # blank lines that may part rows, and for each value, from which they do
_SLACK = 1  # column of characters that a full cell may have left
_ENOUGH = 1000  # lines from the headings on that tell how a text was laid out
_WRAPPED = 0.2  # share of lines with few texts from which lines are no rows
_WIDE = 1.6  # width of a Chinese character on the page, a letter being 1: pdftotext counts both as one column


@dataclass(frozen=True, slots=True)
class _Line:
    piece: Piece
    tokens: list[Token]

    @property
    def headings(self) -> int:
        """Number of different roles of indicator columns that the texts name."""
        return len({role for token in self.tokens if (role := column_role(token.text)) in _CORE})

    @property
    def texts(self) -> list[str]:
        """The texts alone."""
        return [token.text for token in self.tokens]


_Texts = tuple[_Line, list[Placed]]  # a line and its texts in their columns


@dataclass(frozen=True, slots=True)
class _Measure:
    """How the text was laid out: does a Chinese character take two columns, and how many blanks part cells?"""

    wide: bool
    gap: int

    def line(self, piece: Piece) -> _Line:
        """The line's texts at their positions."""
        text = piece.text.replace(_PAGE, "")
        shown = tokens(display.columns(text) if self.wide else text, self.gap)
        return _Line(piece, [replace(token, text=display.text_of(token.text)) for token in shown])


def claims(lines: Sequence[Piece]) -> float:
    """Number of lines from the headings on that are indented or hold a gap, where a measure suits the headings."""
    if not _is_laid_out(lines):
        return 0
    start = _first_headings(lines)
    if start is None or "\t" in lines[start].text or "|" in lines[start].text:
        return 0
    body = lines[start:]
    return sum("  " in line.text.rstrip() for line in body) if _is_laid_out(body) and _measure(lines) else 0


def _is_laid_out(lines: Sequence[Piece]) -> bool:
    """Most lines are indented or hold a gap."""
    return 2 * sum("  " in line.text.rstrip() for line in lines) > sum(not line.blank for line in lines)


def _first_headings(lines: Sequence[Piece]) -> int | None:
    """The first line that holds several headings, however little parts them."""
    return next((n for n, line in enumerate(lines) if _Measure(False, 1).line(line).headings > 1), None)


def _measure(lines: Sequence[Piece]) -> _Measure | None:
    """How the first table was laid out: pdftotext and lynx count characters, w3m columns, and lynx parts by one blank.

    Laid out as it was, texts begin at few places. None where no headings are parted.
    """
    lines = lines[: (_first_headings(lines) or 0) + _ENOUGH]
    wide = _places(lines, wide=True) < _places(lines, wide=False)
    for measure in (_Measure(wide, 2), _Measure(wide, 1)):
        shown = [measure.line(line) for line in lines if not line.blank]
        start = next((n for n, line in enumerate(shown) if line.headings > 1), len(shown))
        end = next((n for n, line in enumerate(shown) if n > start and _ends(line)), len(shown))
        if start < end and _columns_under(shown[start], shown[_first_of_head(shown, start) : end]):
            return measure
    return _Measure(wide, 2) if any(_Measure(wide, 2).line(line).headings > 1 for line in lines) else None


def _places(lines: Sequence[Piece], *, wide: bool) -> int:
    """The number of places at which texts begin."""
    measure = _Measure(wide, 2)
    return len({token.start for line in lines for token in measure.line(line).tokens})


def _ends(line: _Line) -> bool:
    return is_outside(line.piece.text) or line.headings > 1 or _PAGE in line.piece.text


def read(lines: Sequence[Piece]) -> Reading:
    """Heads of forms as ragged rows, the blocks under headings as grids, titles and notes as lines."""
    measure = _measure(lines) or _Measure(False, 2)
    blocks: list[Block] = []
    findings: list[Finding] = []
    run: list[_Line] = []

    def close() -> None:
        tables, doubts = _tables(run)
        blocks.extend(tables)
        findings.extend(doubts)
        run.clear()

    for piece in lines:
        if piece.blank:
            continue
        line = measure.line(piece)
        if is_outside(piece.text) or (not run and not _begins(line)):
            close()
            blocks.append(Piece(piece.text.replace(_PAGE, ""), piece.line))
        else:
            run.append(line)
    close()
    pages = any(_PAGE in line.text for line in lines)
    return Reading("pdf-layout" if pages else "columns", blocks, findings)


def _begins(line: _Line) -> bool:
    """The first text is a label, and no colon says that the line is a caption."""
    first = line.tokens[0].text
    known = sum(bool(list_role(token.text) or is_known(token.text)) for token in line.tokens)
    labelled = is_known(first) or (len(line.tokens) > 1 and begins_known(first))
    return line.headings > 1 or known > 1 or (labelled and not first.endswith((":", "：")))


def _tables(run: Sequence[_Line]) -> tuple[list[Rows], list[Finding]]:
    """The tables of a run: what stands above the first headings, then a table for each line of new headings."""
    starts: list[int] = []
    heading: list[str] = []
    for number, line in enumerate(run):
        if line.headings > 1:
            if line.texts != heading:
                starts.append(_first_of_head(run, number))
            heading = line.texts
    tables = [_head(run[: starts[0] if starts else len(run)])] if run else []
    findings: list[Finding] = []
    for start, end in zip(starts, [*starts, len(run)][1:], strict=True):
        table, doubts = _Grid(run[start:end]).read() or (_lines(run[start:end]), [])
        tables.append(table)
        findings.extend(doubts)
    return [table for table in tables if table.rows], findings


def _first_of_head(run: Sequence[_Line], heading: int) -> int:
    """The line of headings, or the one above it where that names columns too, whole or begun."""
    if not heading:
        return 0
    above = run[heading - 1]
    below = run[heading + 1].tokens if heading + 1 < len(run) else []
    known = sum(bool(list_role(token.text) or column_role(token.text)) for token in above.tokens)
    begun = any(
        column_role(_with_below(token, below).text)
        for token in above.tokens
        if not _touches(token, run[heading].tokens)
    )
    return heading - 1 if known > 1 or begun else heading


def _with_below(token: Token, below: Sequence[Token]) -> Token:
    """A heading and its second half on the line below it, or below the next."""
    rest = next((other for other in below if token.overlap(other.start, other.end) > 0), None)
    whole = replace(token, text=joined([token.text, rest.text])) if rest else token
    return whole if rest and is_part([token.text], rest.text, caption=False) else token


def _head(run: Sequence[_Line]) -> Rows:
    """Rows of labels and values."""
    margin = max((_end(line.tokens[-1]) for line in run), default=0.0)
    found = stretches([line.tokens for line in run])
    labels_end = found[1].start if len(found) > 1 else 0
    assembly = Assembly(lambda position: position < labels_end)
    for line in run:
        parts = list(chain.from_iterable(map(_label_apart, line.tokens)))
        ends = [*(token.start for token in parts[1:]), margin]
        texts = [
            Placed(token.text, token.start - 1, token.end, end - _end(token) - 2)
            for token, end in zip(parts, ends, strict=True)
        ]
        assembly.add(line.piece.line, texts)
    rows = [[Piece(cell_text(cell.lines), cell.line) for cell in _sorted(row)] for row in assembly.rows]
    return Rows(Geometry.RAGGED, rows)


def _lines(run: Sequence[_Line]) -> Rows:
    """Where no columns can be told: a row for each line, or where cells are wrapped over lines, only the order."""
    rows = [[Piece(token.text, line.piece.line) for token in line.tokens] for line in run]
    parts = sum(2 * len(row) < usual_length(rows) for row in rows)
    if parts > _WRAPPED * len(rows):
        return Rows(Geometry.STREAM, [[cell] for row in rows for cell in row])
    return Rows(Geometry.RAGGED, rows)


def _label_apart(token: Token) -> list[Token]:
    """A label and the value that only one blank parts from it."""
    label, blank, value = token.text.partition(" ")
    if not blank or not is_known(label) or is_known(token.text):
        return [token]
    cut = token.start + len(label)
    return [Token(label, token.start, cut), Token(value.lstrip(), cut + 1, token.end)]


def _end(token: Token) -> float:
    """Where the text ends on the page, in letters."""
    wide = display.width(token.text) - len(token.text)
    return token.start + len(token.text) + (_WIDE - 1) * wide


class _Grid:
    """The table under one line of headings; on each page its columns stand a little elsewhere."""

    def __init__(self, run: Sequence[_Line]) -> None:
        self.pages = list(_pages(run))
        self.heading = next(line for line in run if line.headings > 1)
        self.columns = _columns_under(self.heading, self.pages[0])
        frame = _frame(self.heading, self.pages[0])
        self.roles = [_role_in(column, frame) for column in self.columns]
        names = [n for n, role in enumerate(self.roles) if role in ("name", "name?")]
        self.values = [n for n, role in enumerate(self.roles) if role == "value"]
        first = min(names, default=0)
        merged = {n for n, role in enumerate(self.roles) if n < first or role in ("level1", "level2")}
        headings = self.heading.piece.line - run[0].piece.line + 1
        self.assembly = Assembly(merged.__contains__, list(zip(names, self.values, strict=False)), headings)
        self.floating: list[OpenCell] = []
        self.centred = False

    def read(self) -> tuple[Rows, list[Finding]] | None:
        """The table and the doubts about it; None where no columns can be told."""
        if not self.columns:
            return None
        for number, page in enumerate(self.pages):
            self._add_page(page, first=number == 0)
        rows = [_grid_row(row, len(self.columns)) for row in self.assembly.rows]
        return Rows(Geometry.EXACT, rows), list(map(_doubt, self.floating))

    def _add_page(self, page: Sequence[_Line], *, first: bool) -> None:
        heading = next((line for line in page if line.texts == self.heading.texts), None)
        found, offset = self._columns_of(page, heading)
        placed = [_placed(line, found, self.roles, offset) for line in page]
        rooms = _rooms(placed)
        lines = [
            (line, [replace(text, room=rooms.get(text.first, 0) - text.room - _SLACK) for text in texts])
            for line, texts in zip(page, placed, strict=True)
        ]
        body = self._add_headings(lines, first=first) if heading else lines
        before = len(self.assembly.rows)
        if self._is_parted(body):
            self.assembly.rows.extend(self._parted(body))
        else:
            self._add_body(body, resumes=heading is None)
        settled = self.assembly.rows[before:]
        self.centred = is_centred(settled, self.assembly.is_merged) if first else self.centred
        if (
            self.centred
        ):  # the first page tells: on others, the first rows may go on with labels of the page before
            self.floating.extend(settle(settled, self.assembly.is_merged))
        else:
            settle_around(settled, self.assembly.is_merged)
        self.assembly.rows[before:] = settled

    def _add_headings(self, lines: Sequence[_Texts], *, first: bool) -> Sequence[_Texts]:
        """Add the headings; returns the lines below them."""
        number = 0
        for number, (line, texts) in enumerate(lines):
            if first and (line.piece.line <= self.heading.piece.line or self._continues_heading(texts)):
                self.assembly.add(line.piece.line, texts)
            elif not first and self._is_heading(texts):
                self.assembly.add_heading(line.piece.line, texts)
            else:
                return lines[number:]
        return lines[number + 1 :]

    def _continues_heading(self, texts: Sequence[Placed]) -> bool:
        """All texts go on with headings: a line of wrapped ones."""
        return all(
            (cell := self.assembly.in_row(text)) and is_part(cell.lines, text.text, caption=True)
            for text in texts
        )

    def _add_body(self, lines: Sequence[_Texts], *, resumes: bool) -> None:
        above: _Line | None = None
        for line, texts in lines:
            if not (resumes and above is None and self.assembly.resume(texts)):
                after = line.piece.line - above.piece.line if above else 1
                self.assembly.add(line.piece.line, texts, after=after)
            above = line

    def _is_parted(self, lines: Sequence[_Texts]) -> bool:
        """Do blank lines part the rows? Then there are about as many of them as values."""
        values = sum(text.first in self.values for _, texts in lines for text in texts)
        gaps = sum(below.piece.line > above.piece.line + 1 for (above, _), (below, _) in pairwise(lines))
        return gaps > max(_PARTED, _MOST * values)

    def _groups(self, lines: Sequence[_Texts]) -> list[list[_Texts]]:
        """Runs of lines that hold names or values; lines that are blank, or hold only merged cells, part them."""
        groups: list[list[_Texts]] = []
        last = -1
        for line, texts in lines:
            own = [text for text in texts if not self.assembly.is_merged(text.first)]
            if own:
                if line.piece.line > last + 1:
                    groups.append([])
                groups[-1].append((line, own))
                last = line.piece.line
        return groups

    def _parted(self, lines: Sequence[_Texts]) -> list[list[OpenCell]]:
        """A row for each run of lines; labels of merged cells in the row that they stand beside, captions on top."""
        rows = [_row_of(group) for group in self._groups(lines)]
        labels: list[OpenCell] = []
        for line, texts in lines:
            for text in texts:
                number = line.piece.line
                if self.assembly.is_merged(text.first):
                    above = next((cell for cell in reversed(labels) if cell.touches(text)), None)
                    if above and number == above.seen + 1 and _is_rest(above, text):
                        above.add(text, number)
                    else:
                        labels.append(OpenCell.of(text, number, number))
        for caption in (label for label in labels if rows and is_caption(joined(label.lines))):
            caption.began = caption.seen = rows[0][0].began
        for label, row in [(label, _row_beside(label, rows)) for label in labels]:
            if row is None:
                rows.append([label])
            else:
                row.append(label)
        return sorted(rows, key=lambda row: row[0].began)

    def _is_heading(self, texts: Sequence[Placed]) -> bool:
        """All texts stand in the headings of the first page."""
        heads = ["".join(cell.lines) for row in self.assembly.rows[:2] for cell in row]
        return all(any(text.text in head for head in heads) for text in texts)

    def _columns_of(self, page: Sequence[_Line], heading: _Line | None) -> tuple[list[Column], int]:
        """The columns of a page, and the number of the table's column that the first of them is."""
        if heading is self.heading:
            return self.columns, 0
        if heading:
            found = _columns_under(heading, page)
            return (found, 0) if len(found) == len(self.columns) else (self.columns, 0)
        parts = stretches([line.tokens for line in page])
        offset = len(self.columns) - len(parts)
        if offset >= 0 and self._classes_fit(page, parts, offset):
            return parts, offset
        return self.columns, 0

    def _classes_fit(self, page: Sequence[_Line], parts: Sequence[Column], offset: int) -> bool:
        """Classes of both levels stand under the headings of their level, and there are some."""
        fits = [
            self.roles[first + offset] in roles
            for line in page
            for token in line.tokens
            for first, _ in [span(token, parts)]
            if (roles := _levels(token.text))
        ]
        return bool(fits) and all(fits)


def _row_of(group: Sequence[_Texts]) -> list[OpenCell]:
    """The cells of a run of lines, column by column."""
    cells: dict[int, OpenCell] = {}
    for line, texts in group:
        for text in texts:
            if text.first in cells:
                cells[text.first].add(text, line.piece.line)
            else:
                cells[text.first] = OpenCell.of(text, line.piece.line, line.piece.line)
    return sorted(cells.values(), key=lambda cell: cell.began)


def _row_beside(label: OpenCell, rows: Sequence[list[OpenCell]]) -> list[OpenCell] | None:
    """The row that a label stands beside; None between rows."""
    return next((row for row in rows if row[0].began <= label.began <= max(c.seen for c in row)), None)


def _is_rest(label: OpenCell, text: Placed) -> bool:
    """Does the text end the label? `指标` is a caption by itself, and the end of `生态效益指标`."""
    return not is_known(text.text) or is_known(joined([*label.lines, text.text]))


def _doubt(label: OpenCell) -> Finding:
    text = cell_text(label.lines)
    message = f"第 {label.line} 行的“{text}”印在几行之间，无法确定它管哪几行；请对照原文件核对。"
    return Finding(About.READING, Severity.WARNING, "join-uncertain", message, str(Place(line=label.line)))


def _frame(heading: _Line, page: Sequence[_Line]) -> list[Token]:
    """The headings: those of the line, and those of the line above it that stand over none of them, made whole."""
    place = page.index(heading)
    below = page[place + 1].tokens if place + 1 < len(page) else []
    roles = [token for token in heading.tokens if column_role(token.text)]
    above = [token for line in page[:place] for token in line.tokens]
    frame = [token for token in above if not is_caption(token.text) and not _touches(token, roles)]
    frame += [token for token in heading.tokens if token in roles or not _touches(token, frame)]
    return sorted((_with_below(token, below) for token in frame), key=lambda token: token.start)


def _columns_under(heading: _Line, page: Sequence[_Line]) -> list[Column]:
    """The columns under a line of headings."""
    body = page[page.index(heading) + 1 :]
    return columns(_frame(heading, page), [line.tokens for line in body])


def _touches(token: Token, others: Sequence[Token]) -> bool:
    return any(token.overlap(other.start, other.end) > 0 for other in others)


def _pages(run: Sequence[_Line]) -> Iterator[list[_Line]]:
    page: list[_Line] = []
    for line in run:
        if _PAGE in line.piece.text and page:
            yield page
            page = []
        page.append(line)
    yield page


def _role_in(column: Column, frame: Sequence[Token]) -> str | None:
    over = [token for token in frame if token.overlap(column.start, column.end) > 0]
    return column_role(over[0].text) if over else None


def _levels(text: str) -> set[str]:
    found = {"level1": level1(text), "level2": level2(text)}
    return {role for role, name in found.items() if name}


def _placed(line: _Line, found: Sequence[Column], roles: Sequence[str | None], offset: int) -> list[Placed]:
    """The texts in their columns, those of one column as one; the room is still what each takes up.

    The blanks that pdftotext sets beside digits do not count for the room.
    """
    parts = list(chain.from_iterable(split(token, found) for token in line.tokens))
    spans = [span(token, found) for token in parts]
    if any(
        right[0] <= left[1] for left, right in pairwise(spans)
    ):  # two in a column: the line may be shifted
        spans = assign(parts, found, [_allowed(token.text, roles[offset:]) for token in parts])
    placed: list[Placed] = []
    for token, (first, last) in zip(parts, spans, strict=True):
        if placed and placed[-1].last >= first + offset:
            placed[-1] = _with(placed[-1], token.text)
        else:
            placed.append(Placed(token.text, first + offset, last + offset, _room(token.text)))
    return placed


def _is_shifted(
    parts: Sequence[Token], spans: Sequence[tuple[int, int]], roles: Sequence[str | None]
) -> bool:
    """Two texts in one column, or a class under the heading of names and a name under that of values."""
    if any(right[0] <= left[1] for left, right in pairwise(spans)):
        return True
    by_role = {roles[first]: token.text for token, (first, _) in zip(parts, spans, strict=True)}
    name, value = by_role.get("name", ""), by_role.get("value", "")
    return level2(name) is not None and bool(value) and value_likeness(value) < 0


def _with(placed: Placed, text: str) -> Placed:
    """A text and another one of its column."""
    together = f"{placed.text} {text}"
    return replace(placed, text=together, room=_room(together))


def _room(text: str) -> int:
    return display.width(text.replace(" ", ""))


def _allowed(text: str, roles: Sequence[str | None]) -> set[int]:
    """The columns that a text may stand in: a class only under the heading of its level."""
    levels = _levels(text)
    under = {number for number, role in enumerate(roles) if role in levels}
    return under or set(range(len(roles)))


def _rooms(lines: Sequence[Sequence[Placed]]) -> dict[int, float]:
    """For each column the width of its widest text: a text as wide as that may be wrapped."""
    rooms: dict[int, float] = {}
    for text in (text for texts in lines for text in texts if text.first == text.last):
        rooms[text.first] = max(rooms.get(text.first, 0), text.room)
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
