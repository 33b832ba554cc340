"""Pages to a Document: which tables go on over the page, which lines are the paper's own, and what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from statistics import median

import regex

from extract.readers.pdf.joining import Joined, is_continued, join
from extract.readers.pdf.layout import Fragment, Paragraph, Sheet
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.text import squeeze

_MARGIN = 0.08  # of the page's height: where running headers and page numbers stand
_APART = 12.0  # points between a running header and what it runs above
_BODY = 1.2  # times the usual size: a title is larger, a running header is not
_AS_HIGH = 3.0  # points: the same height on each page
_FREE = 40.0  # points that may be left free under a table that goes on, besides the row that did not fit
# - 3 -, 第3页 共5页, 3/5, Page 3 of 5
_PAGE_NUMBER = regex.compile(
    r"[-第]?(?:page)?\d{1,4}[-页]?(?:[,/共]?(?:of|共)?\d{1,4}页?)?", regex.IGNORECASE
)


def document(sheets: list[Sheet], findings: tuple[Finding, ...]) -> Document:
    """The whole file, tables joined over pages."""
    blocks: list[Line | Table] = []
    doubts: list[Finding] = []
    tables = 0
    for number, run in enumerate(_runs(without_furniture(sheets)), start=1):
        if isinstance(run, list):
            tables += 1
            joined = join(run)
            blocks.append(_table(joined, tables))
            doubts += _join_findings(joined, tables)
        else:
            paragraph, page = run
            blocks.append(Line(paragraph.text, Place(page=page, block=number)))
    return Document("pdf", "pypdfium2", tuple(blocks), findings=(*findings, *doubts))


Run = list[Fragment] | tuple[Paragraph, int]


def _runs(sheets: list[Sheet]) -> list[Run]:
    """The blocks of all pages in order, with the fragments of one table together."""
    runs: list[Run] = []
    lowest = max((_bottom(sheet) for sheet in sheets), default=0.0)
    before: Sheet | None = None
    for sheet in sheets:
        for position, block in enumerate(sheet.blocks):
            last = runs[-1] if runs else None
            if isinstance(block, Paragraph):
                runs.append((block, sheet.number))
            elif (
                position == 0 and before and isinstance(last, list) and _goes_on(before, last, block, lowest)
            ):
                last.append(block)
            else:
                runs.append([block])
        before = sheet
    return runs


def _bottom(sheet: Sheet) -> float:
    return max((block.grid.box.bottom for block in sheet.blocks if isinstance(block, Fragment)), default=0.0)


def _goes_on(before: Sheet, run: list[Fragment], block: Fragment, lowest: float) -> bool:
    """Say whether a page's first table goes on with the last one of the page right before."""
    upper = run[-1]
    if upper.page != before.number or block.page != before.number + 1 or not is_continued(upper, block):
        return False
    first_row = max(piece.space.height for piece in block.pieces if piece.region.row == 0)
    return lowest - upper.grid.box.bottom <= first_row + _FREE


def _table(joined: Joined, number: int) -> Table:
    cells = (
        Cell(
            slot.row + 1,
            slot.column + 1,
            slot.text,
            Place(page=slot.page, table=number, row=slot.row + 1, column=slot.column + 1),
            slot.row_span,
            slot.column_span,
        )
        for slot in joined.slots
    )
    return Table(number, Geometry.EXACT, tuple(cells))


def _join_findings(joined: Joined, number: int) -> Iterator[Finding]:
    for row, assumed in joined.doubts:
        page = next((slot.page for slot in joined.slots if slot.row <= row < slot.foot), None)
        yield Finding(
            About.READING,
            Severity.WARNING,
            "join-uncertain",
            f"跨页表格在此相接，{assumed}；请与原件核对。",
            str(Place(page=page, table=number, row=row + 1)),
        )


def without_furniture(sheets: list[Sheet]) -> list[Sheet]:
    """The pages less page numbers, and less running headers after their first page.

    Only what comes again at the same height of the margin counts; a title that two forms share is larger, or
    close to its table, and stays.
    """
    body = _usual_size(sheets)
    places = [place for sheet in sheets for place in _marginal(sheet, body)]
    seen: Counter[tuple[str, int]] = Counter(key for _, _, key in places)
    first: set[tuple[str, int]] = set()
    dropped: set[int] = set()
    for sheet, paragraph, key in places:
        if seen[key] > 1 and (key in first or key[0] == ""):
            dropped.add(id(paragraph))
        first.add(key)
    return [replace(sheet, blocks=tuple(b for b in sheet.blocks if id(b) not in dropped)) for sheet in sheets]


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


def _marginal(sheet: Sheet, body: float) -> Iterator[tuple[Sheet, Paragraph, tuple[str, int]]]:
    """Lines in the margin with what would make them the same on another page; page numbers are all the same."""
    for position, block in enumerate(sheet.blocks):
        if not isinstance(block, Paragraph) or len(block.printed) > 1:
            continue
        baseline, text = block.printed[0].baseline, squeeze(block.text)
        inside = sheet.height * _MARGIN < baseline < sheet.height * (1 - _MARGIN)
        if inside or block.printed[0].size > _BODY * body > 0 or _is_close(sheet, position):
            continue
        yield sheet, block, ("" if _PAGE_NUMBER.fullmatch(text) else text, round(baseline / _AS_HIGH))


def _is_close(sheet: Sheet, position: int) -> bool:
    """Say whether a line at the head of the page is close above the next block."""
    block = sheet.blocks[position]
    if not isinstance(block, Paragraph) or position + 1 == len(sheet.blocks) or block.top > sheet.height / 2:
        return False
    following = sheet.blocks[position + 1]
    top = following.grid.box.top if isinstance(following, Fragment) else following.top
    return top - block.printed[0].baseline < _APART
