"""Pages to a Document: which tables go on over the page, which lines are the paper's own, what is unsure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

import regex

from extract.readers.pdf.joining import Joined, Relation, Slot, join, relation
from extract.readers.pdf.layout import Fragment, Paragraph, Sheet, unruled_rows
from extract.readers.pdf.objects import Box
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.text import squeeze

_UNSURE = 0.8  # score of recognition under which a text is to be looked at
_MARGIN = 0.08  # of the page's height: where running headers and page numbers stand
_APART = 12.0  # points between a running header and what it runs above
_BODY = 1.2  # times the usual size: a title is larger, a running header is not
_AS_HIGH = 3.0  # points: the same height on each page
_FILLED = 0.8  # of the page's height, at the least, is filled before a table goes on
_FREE = 40.0  # points that may be left free under a table that goes on, besides the row that did not fit
# - 3 -, 第3页 共5页, 3/5, Page 3 of 5
_PAGE_NUMBER = regex.compile(
    r"[-第]?(?:page)?\d{1,4}[-页]?(?:[,/共]?(?:of|共)?\d{1,4}页?)?", regex.IGNORECASE
)

_COUNTED = regex.compile(r"(?<!\d)\d{1,3}$")
# What stands over a table that goes on: 续表, 接上页, or a title with （续） or （续一） after it
_GOES_ON = regex.compile(
    r"(?:^|[（(])(?:[接续][上前][页表]|续表?)[一二三四五六七八九十\d]{0,2}(?:[)）]|$)|续表\d{0,2}$"
)


def document(sheets: list[Sheet], findings: tuple[Finding, ...]) -> Document:
    """The whole file, tables joined over pages."""
    blocks: list[Line | Table] = []
    doubts: list[Finding] = []
    number = 0
    for number, run in enumerate(_runs(without_furniture(sheets)), start=1):
        if isinstance(run, _Chain):
            table = sum(isinstance(block, Table) for block in blocks) + 1
            joined = join(run.fragments)
            blocks.append(_table(joined, table))
            doubts += _table_findings(run, joined, table)
        else:
            paragraph, page = run
            blocks.append(Line(paragraph.text, Place(page=page, block=number)))
    blocks += _watermarks(sheets, after=number)
    return Document("pdf", "pypdfium2", tuple(blocks), findings=(*findings, *doubts))


def spaces(sheets: list[Sheet]) -> Iterator[tuple[int, Box, Place | None]]:
    """Where the cells of the document stand: page, space and place; None for a header printed again."""
    chains = (run for run in _runs(without_furniture(sheets)) if isinstance(run, _Chain))
    for number, chain in enumerate(chains, start=1):
        slots = join(chain.fragments).slots
        places = {piece: _place(slot, number) for slot in slots for piece in slot.shown}
        for fragment in chain.fragments:
            for piece in fragment.pieces:
                yield fragment.page, piece.space, places.get(piece)


def _watermarks(sheets: list[Sheet], *, after: int) -> list[Line]:
    """Each text that lies over pages, once, as a line at the end: nothing is to be lost."""
    first: dict[str, int] = {}
    for sheet in sheets:
        if sheet.watermark:
            first.setdefault(sheet.watermark, sheet.number)
    places = (Place(page=page, block=after + number) for number, page in enumerate(first.values(), start=1))
    return [Line(text, place) for text, place in zip(first, places, strict=True)]


@dataclass
class _Chain:
    """The fragments of one table, and what stands above it on its first page."""

    fragments: list[Fragment]
    heading: list[str]
    resembles_last: bool = False  # it may go on with the table before, and was kept apart


Run = _Chain | tuple[Paragraph, int]


def _runs(sheets: list[Sheet]) -> list[Run]:
    """The blocks of all pages in order, with the fragments of one table together."""
    runs: list[Run] = []
    lowest = max(map(_bottom, sheets), default=0.0)
    for sheet in sheets:
        heading, table, rest = _split(sheet)
        last = next((run for run in reversed(runs) if isinstance(run, _Chain)), None)
        found = _relation(last, heading, table, max(lowest, _FILLED * sheet.height))
        if found is Relation.ONE and last is not runs[-1]:
            found = Relation.UNSURE  # text stands between them
        if last and table and found is Relation.ONE:
            last.fragments.append(table)
        else:
            runs += [(paragraph, sheet.number) for paragraph in heading]
            if table:
                runs.append(_Chain([table], _texts(heading), found is Relation.UNSURE))
        for block in rest:
            runs.append(_Chain([block], []) if isinstance(block, Fragment) else (block, sheet.number))
    return runs


def _split(sheet: Sheet) -> tuple[list[Paragraph], Fragment | None, tuple[Fragment | Paragraph, ...]]:
    """What stands above the page's first table, that table, and the rest."""
    heading: list[Paragraph] = []
    for position, block in enumerate(sheet.blocks):
        if isinstance(block, Fragment):
            return heading, block, sheet.blocks[position + 1 :]
        heading.append(block)
    return heading, None, ()


def _texts(paragraphs: list[Paragraph]) -> list[str]:
    """What the lines say, less that the table goes on."""
    texts = (_GOES_ON.sub("", squeeze(paragraph.text)) for paragraph in paragraphs)
    return [text for text in texts if text]


def _bottom(sheet: Sheet) -> float:
    return max((block.grid.box.bottom for block in sheet.blocks if isinstance(block, Fragment)), default=0.0)


def _relation(
    last: _Chain | None, heading: list[Paragraph], table: Fragment | None, lowest: float
) -> Relation:
    """What a page's first table is to the last one of the page right before."""
    if last is None or table is None or last.fragments[-1].page != table.page - 1:
        return Relation.APART
    upper, first, texts = last.fragments[-1], last.fragments[0], _texts(heading)
    if texts and texts != last.heading:
        return Relation.APART
    said = any(_GOES_ON.search(squeeze(paragraph.text)) for paragraph in heading)
    first_row = max(piece.space.height for piece in table.pieces if piece.region.row == 0)
    has_room = not said and lowest - upper.grid.box.bottom > first_row + _FREE
    return relation([first, upper], table, same_heading=bool(texts) and not said, has_room=has_room)


def _table(joined: Joined, number: int) -> Table:
    cells = (
        Cell(
            slot.row + 1,
            slot.column + 1,
            slot.text,
            _place(slot, number),
            slot.row_span,
            slot.column_span,
            score=slot.score,
        )
        for slot in joined.slots
    )
    return Table(number, Geometry.EXACT, tuple(cells))


def _place(slot: Slot, table: int) -> Place:
    return Place(page=slot.page, table=table, row=slot.row + 1, column=slot.column + 1)


def _table_findings(chain: _Chain, joined: Joined, number: int) -> Iterator[Finding]:
    if chain.resembles_last:
        place = Place(page=chain.fragments[0].page, table=number)
        yield _doubt("join-uncertain", "本表与上一页的表相像，作为另一张表处理；如为同一张表请核对。", place)
    for fragment in chain.fragments:
        place = Place(page=fragment.page, table=number)
        if assumed := _GRID_DOUBTS.get((fragment.grid.deduced, fragment.grid.irregular)):
            yield _doubt("table-uncertain", assumed, place)
        for text in unruled_rows(fragment):
            yield _doubt(
                "table-uncertain", f"“{text}”等各格的文字行行对齐，其间可能缺少横线；请与原件核对。", place
            )
    for row, assumed in joined.doubts:
        page = next((slot.page for slot in joined.slots if slot.row <= row < slot.foot), None)
        place = Place(page=page, table=number, row=row + 1)
        yield _doubt("join-uncertain", f"跨页表格在此相接，{assumed}；请与原件核对。", place)
    for slot in joined.slots:
        if slot.crossed:
            yield _doubt("text-overflows", _OVERFLOW, _place(slot, number))
        if slot.score is not None and slot.score < _UNSURE:
            message = f"“{slot.text}”由文字识别读出，把握 {slot.score:.0%}；请与原件核对。"
            yield _doubt("text-unsure", message, _place(slot, number))


_OVERFLOW = "文字越出单元格，或与框线、其他文字相叠，或有文字被划去、遮盖，可能不全或有误；请与原件核对。"
# What is said of a table by how its grid was found: (deduced, irregular).
_GRID_DOUBTS = {
    (True, False): "此表没有竖线，各列按文字位置推断；请与原件核对。",
    (False, True): "此表部分框线不完整，单元格边界按推断；请与原件核对。",
}


def _doubt(rule: str, message: str, place: Place) -> Finding:
    return Finding(About.READING, Severity.WARNING, rule, message, str(place))


def without_furniture(sheets: list[Sheet]) -> list[Sheet]:
    """The pages less page numbers, running headers after their first page, and footers before their last.

    Only what comes again at the same height of the margin counts; a title that two forms share is larger, or
    close to its table, and stays.
    """
    body = _usual_size(sheets)
    heads, feet = list[_Marginal](), list[_Marginal]()
    for sheet in sheets:
        for marginal in _marginal(sheet, body):
            (heads if marginal.height < sheet.height / 2 else feet).append(marginal)
    dropped = _repeated(heads) | _repeated(feet[::-1])
    return [replace(sheet, blocks=tuple(b for b in sheet.blocks if id(b) not in dropped)) for sheet in sheets]


def _repeated(lines: list[_Marginal]) -> set[int]:
    """Those that come again after the first, and all page numbers that do; by identity."""
    keys = [(line.text, round(line.height / _AS_HIGH)) for line in lines]
    times, seen, dropped = Counter(keys), set[tuple[str, int]](), set[int]()
    for line, key in zip(lines, keys, strict=True):
        if times[key] > 1 and (key in seen or not line.text):
            dropped.add(id(line.paragraph))
        seen.add(key)
    return dropped


def _usual_size(sheets: list[Sheet]) -> float:
    sizes = [
        line.size
        for sheet in sheets
        for block in sheet.blocks
        if isinstance(block, Fragment)
        for piece in block.pieces
        for line in piece.printed
    ]
    return median(sizes) if sizes else 0.0


class _Marginal(NamedTuple):
    """A line in the margin: what it says, a number at its end as its distance from that of the page."""

    paragraph: Paragraph
    text: str
    height: float


def _marginal(sheet: Sheet, body: float) -> Iterator[_Marginal]:
    for position, block in enumerate(sheet.blocks):
        if not isinstance(block, Paragraph) or len(block.printed) > 1:
            continue
        baseline, text = block.printed[0].baseline, squeeze(block.text)
        inside = sheet.height * _MARGIN < baseline < sheet.height * (1 - _MARGIN)
        if inside or block.printed[0].size > _BODY * body > 0 or _is_close(sheet, position):
            continue
        if _PAGE_NUMBER.fullmatch(text):
            text = ""
        elif counted := _COUNTED.search(text):  # counts with the pages: 财政局制 1, 财政局制 2
            text = f"{text[: counted.start()]}{int(counted[0]) - sheet.number:+}"
        yield _Marginal(block, text, baseline)


def _is_close(sheet: Sheet, position: int) -> bool:
    """Say whether a line at the head of the page is close above the next block."""
    block = sheet.blocks[position]
    if not isinstance(block, Paragraph) or position + 1 == len(sheet.blocks) or block.top > sheet.height / 2:
        return False
    following = sheet.blocks[position + 1]
    top = following.grid.box.top if isinstance(following, Fragment) else following.top
    return top - block.printed[0].baseline < _APART
