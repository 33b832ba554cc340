"""Which rows and lines are which form: where one form ends and the next begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extract import title, vocabulary
from extract.header import Header, is_header
from extract.inline import pairs
from extract.row import Row
from jixiao.forms.document import Cell

_FEW_LABELS = 3  # so many known labels make a form of rows that have a title
_FEW_CLASSES = 2  # so many rows with classes make one of rows without a head
_MANY_LABELS = 8  # and so many of rows that have none


@dataclass(slots=True)
class Segment:
    """The rows of one form, or rows that are no form; `title` is the cell that holds the title."""

    rows: list[Row] = field(default_factory=list)
    title: Cell | None = None
    titles: list[Cell] = field(default_factory=list)  # headings of the page that repeat or precede the title
    has_header: bool = False
    has_table: bool = False  # a row of several cells stands below the title
    labels: int = 0
    classes: int = 0  # rows of tables with class words
    before: Segment | None = None  # of a second project in one table: the one above it, whose head holds on
    header: Header | None = None  # its last head, once it is read

    def is_form(self) -> bool:
        """Does it hold an indicator block, with its head or without, or a title with a few labels below it?"""
        return (
            self.has_header
            or self.classes >= (1 if self.before else _FEW_CLASSES)
            or self.labels >= (_FEW_LABELS if self.title else _MANY_LABELS)
        )

    def add(self, row: Row) -> None:
        """Take in one more row."""
        self.rows.append(row)
        self.has_header = self.has_header or is_header(row)
        if row.table is None:
            return
        self.has_table = self.has_table or (self.title is not None and len(row.filled) > 1)
        self.labels += sum(1 for cell in row.filled if vocabulary.label(cell.text))
        classes = sum(1 for cell in row.filled if vocabulary.is_level(cell.text))
        self.classes += 0 < classes < len(row.filled) or (row.stream and classes > 0)


def segments(rows: Sequence[Row]) -> list[Segment]:
    """The rows cut where a title, another sheet, or a second project begins."""
    found = [Segment()]
    for row in rows:
        current = found[-1]
        heading = _title_cell(row)
        second = _second_identity(row, current)
        if second or (heading is not None and _is_complete(current)) or _other_sheet(row, current):
            found.append(Segment(before=current if second else None))
            current = found[-1]
        if heading is not None:
            if current.title is None:
                current = _leave_outside(current, found)
            else:
                current.titles.append(current.title)
            current.title = heading
        current.add(row)
    return found


def _is_complete(segment: Segment) -> bool:
    """Does a further title begin another form, rather than repeat the heading of the page?"""
    return segment.has_header or segment.has_table or segment.labels >= _FEW_LABELS


def _leave_outside(current: Segment, found: list[Segment]) -> Segment:
    """What stood before the title is no part of the form, which begins with the segment that is returned."""
    if current.rows:
        found.append(Segment())
    return found[-1]


def _title_cell(row: Row) -> Cell | None:
    """The title of a form, where the row holds one and little else."""
    titles = [cell for cell in row.filled if title.is_title(cell.text)]
    return titles[0] if titles and len(row.filled) <= 2 else None


def _other_sheet(row: Row, current: Segment) -> bool:
    if row.table is None:
        return False
    before = next((r.table for r in reversed(current.rows) if r.table is not None), None)
    if before is None or before is row.table:
        return False
    return row.cells[0].place.sheet != before.cells[0].place.sheet


def _second_identity(row: Row, current: Segment) -> bool:
    """After an indicator block, a new table (or row) that begins with 项目名称 or 部门名称."""
    if not current.has_header or row.table is None or not row.filled or is_header(row):
        return False
    if sum(vocabulary.column_role(cell.text) is not None for cell in row.filled) > 1:
        return False  # the second row of a head: 单位 | 指标性质 | 指标值
    if (inline := pairs(row.filled[0].text)) and len(row.filled) == 1:
        return current.classes > 0 and vocabulary.label(inline[0].label).field in vocabulary.IDENTITY
    first = vocabulary.label(row.filled[0].text)
    return first.field in vocabulary.IDENTITY and not first.amount
