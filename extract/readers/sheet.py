"""Sheets to tables, whatever file they come from: sparse, merged, hidden; no larger than what holds text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from typing import NamedTuple

from extract.numberformat import GENERAL, shown, shown_text
from extract.readers.doubts import covered_text, struck_cell
from extract.readers.running import RunningTexts
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.errors import TooLarge
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.limits import LIMITS

Position = tuple[int, int]  # row, column; from 1
Doubt = Callable[[Place], Finding]  # the place is known when the table has its number


class Area(NamedTuple):
    """A merged range; both ends belong to it."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Sheet:
    """One sheet while it is read: only what holds text, merges or hides.

    Fill it with `put`; positions are the sheet's own, from 1.
    """

    number: int  # in the workbook, from 1
    name: str
    hidden: bool = False
    shows_zeros: bool = True  # a person may have turned them off for a whole sheet
    texts: dict[Position, str] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_cells: set[Position] = field(default_factory=set)
    doubts: list[tuple[Position, Doubt]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # texts that lie over the sheet: text boxes
    headers: list[str] = field(default_factory=list)  # of its pages, as `sheet_pages` reads them
    footers: list[str] = field(default_factory=list)

    def put(self, at: Position, text: str, *, hidden: bool = False) -> None:
        """Take in one cell; blank text is no cell. Raises TooLarge past the limit of cells."""
        if not text:
            return
        if at in self.texts:
            self.doubt_covered(at, text)
            return
        self.texts[at] = text
        if hidden:
            self.hidden_cells.add(at)
        check_cells(len(self.texts))

    def put_text(self, at: Position, text: str, code: str) -> None:
        """Take in a text under its number format; one that the format hides (`;;;`) is marked hidden."""
        seen = shown_text(text, code)
        self.put(at, seen or text, hidden=not seen)

    def put_number(self, at: Position, number: float, code: str, *, date1904: bool) -> None:
        """Take in a number as its format shows it; a zero shown as nothing is blank, others are hidden."""
        seen = shown(number, code, date1904=date1904)
        if number == 0 and (not seen or not self.shows_zeros):
            return
        self.put(at, seen or shown(number, GENERAL), hidden=not seen)

    def merge(self, area: Area) -> None:
        """Take in one merged range. Raises TooLarge past the limit of cells."""
        self.merges.append(area)
        check_cells(len(self.merges))

    def doubt_covered(self, at: Position, text: str) -> None:
        """A text that another cell hides: delivered as a finding, since a position holds one cell only."""
        self._doubt(at, partial(covered_text, text))

    def doubt_struck(self, at: Position, text: str) -> None:
        """The part of a cell that has a line through it; blank where there is none."""
        if text.strip():
            self._doubt(at, partial(struck_cell, text))

    def doubt_formula(self, at: Position, formula: str) -> None:
        """A formula whose result is not in the file."""
        message = f"公式“={formula}”没有保存计算结果，按空白处理；请用 Excel 或 WPS 打开并保存后重试。"
        self._doubt(at, partial(_warning, "formula-without-value", message))

    def doubt_zero(self, at: Position) -> None:
        """A formula that is 0 only because the program that wrote the file left it to be computed."""
        message = "公式的结果存为 0，但文件要求打开时重新计算，可能有误；请用 Excel 或 WPS 打开并保存后重试。"
        self._doubt(at, partial(_warning, "formula-not-calculated", message))

    def doubt_overlap(self, at: Position) -> None:
        """A merge that shares a position with an earlier one."""
        message = "此处的合并单元格与另一处重叠，按先出现的一处处理；请核对。"
        self._doubt(at, partial(_warning, "merge-overlap", message))

    def _doubt(self, at: Position, doubt: Doubt) -> None:
        self.doubts.append((at, doubt))
        check_cells(len(self.doubts))


def _warning(rule: str, message: str, place: Place) -> Finding:
    return Finding(About.READING, Severity.WARNING, rule, message, str(place))


def check_cells(count: int) -> None:
    """Raise TooLarge where a document has more cells (with text, merged, doubtful) than one may have."""
    if count > LIMITS.cells:
        raise TooLarge(f"有内容的单元格超过 {LIMITS.cells} 个的上限；请拆成较小的文件后再试。")


def document(
    sheets: Iterable[Sheet], *, file_format: str, reader: str, doubts: Iterable[Finding] = ()
) -> Document:
    """The sheets as a Document: one table for each sheet that holds text, then its notes. Raises TooLarge.

    Headers of its pages stand before it, footers behind; a sheet without text is not printed, and has none.
    """
    blocks: list[Table | Line] = []
    findings = list(doubts)
    room, tables = LIMITS.cells, 0
    running = RunningTexts()
    for sheet in sheets:
        headers = [text for text in sheet.headers if sheet.texts and running.is_new(text)]
        blocks += _lines(sheet, headers, first=1)
        if sheet.texts or sheet.doubts:
            room -= len(sheet.texts)
            check_cells(LIMITS.cells - room)
            tables += 1
            cells = _cells(sheet, tables, room)
            blocks.append(Table(tables, Geometry.EXACT, cells, sheet.name, sheet.hidden))
            findings += (doubt(_place(sheet, tables, at)) for at, doubt in sheet.doubts)
        footers = [text for text in sheet.footers if sheet.texts and running.is_new(text)]
        blocks += _lines(sheet, [*sheet.notes, *footers], first=1 + len(headers))
    return Document(file_format, reader, tuple(blocks), findings=tuple(findings))


def _lines(sheet: Sheet, texts: Sequence[str], *, first: int) -> Iterator[Line]:
    """Texts that stand in no cell; `first` is the number of the first of them."""
    for number, text in enumerate(texts, start=first):
        yield Line(text, Place(sheet=sheet.number, block=number), hidden=sheet.hidden)


def _place(sheet: Sheet, table: int, position: Position) -> Place:
    return Place(sheet=sheet.number, table=table, row=position[0], column=position[1])


def _cells(sheet: Sheet, table: int, room: int) -> tuple[Cell, ...]:
    """Cells in reading order: those with text, blank merged ones, and blank ones beside text.

    A blank position is a cell where its row and its column hold text or a merge; where that would be more
    cells than `room`, blank positions are left out.
    """
    merges = _merges(sheet)
    check_cells(sum(len(_reach(m.top, m.bottom)) * len(_reach(m.left, m.right)) for m in merges))
    rows = sorted({row for row, _ in sheet.texts}.union(*(_reach(m.top, m.bottom) for m in merges)))
    columns = sorted({column for _, column in sheet.texts}.union(*(_reach(m.left, m.right) for m in merges)))
    areas, covered = _lay(sheet, merges, rows, columns)
    wanted = sheet.texts.keys() | areas.keys()
    if len(rows) * len(columns) <= room:
        wanted |= set(product(rows, columns))
    return tuple(_cell(sheet, table, position, areas.get(position)) for position in sorted(wanted - covered))


def _merges(sheet: Sheet) -> list[Area]:
    """The merges that matter, from the top: those of a text, and blank ones that begin between texts.

    One that is longer than any form (a whole column, the whole sheet) ends where the text ends.
    """
    if not sheet.texts:
        return []
    top, bottom = _extent(row for row, _ in sheet.texts)
    left, right = _extent(column for _, column in sheet.texts)
    merges = []
    for area in sorted(set(sheet.merges)):
        amid = top <= area.top <= bottom and left <= area.left <= right
        if amid and (area.top, area.left) != (area.bottom, area.right):
            last_row = area.bottom if area.bottom - area.top < LIMITS.span else bottom
            last_column = area.right if area.right - area.left < LIMITS.span else right
            merges.append(Area(area.top, area.left, last_row, last_column))
    return merges


def _reach(first: int, last: int) -> range:
    """The rows or columns that a merge makes part of the grid; one longer than any form only its first."""
    return range(first, last + 1 if last - first < LIMITS.span else first + 1)


def _extent(numbers: Iterable[int]) -> tuple[int, int]:
    found = list(numbers)
    return min(found), max(found)


def _lay(
    sheet: Sheet, merges: list[Area], rows: list[int], columns: list[int]
) -> tuple[dict[Position, Area], set[Position]]:
    """{first position: its merge} and the positions that merges cover, in `rows` and `columns` alone.

    A merge that overlaps an earlier one is left out; a text under a merge becomes a doubt.
    """
    areas: dict[Position, Area] = {}
    covered: set[Position] = set()
    for area in merges:
        inside_rows = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
        inside_columns = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
        check_cells(len(covered) + len(inside_rows) * len(inside_columns))
        positions = set(product(inside_rows, inside_columns))
        first = (area.top, area.left)
        if not covered.isdisjoint(positions) or not areas.keys().isdisjoint(positions):
            sheet.doubt_overlap(first)
            continue
        areas[first] = area
        covered |= positions - {first}
        _doubt_covered(sheet, first, positions)
    return areas, covered


def _doubt_covered(sheet: Sheet, first: Position, positions: set[Position]) -> None:
    """Texts under a merge; one that only repeats what the merge shows is no loss."""
    for position in sorted(positions & sheet.texts.keys()):
        if sheet.texts[position] != sheet.texts.get(first, ""):
            sheet.doubt_covered(position, sheet.texts[position])


def _cell(sheet: Sheet, table: int, position: Position, merge: Area | None) -> Cell:
    top, left, bottom, right = merge or (*position, *position)
    hidden = (
        sheet.hidden
        or position in sheet.hidden_cells
        or (top in sheet.hidden_rows and sheet.hidden_rows.issuperset(range(top, bottom + 1)))
        or (left in sheet.hidden_columns and sheet.hidden_columns.issuperset(range(left, right + 1)))
    )
    text, place = sheet.texts.get(position, ""), _place(sheet, table, position)
    return Cell(top, left, text, place, bottom - top + 1, right - left + 1, hidden)
