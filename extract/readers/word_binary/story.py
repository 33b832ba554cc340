"""From paragraphs to blocks: lines, and tables with their rows.

Source: [MS-DOC] 2.4.2 to 2.4.4 (paragraph and cell boundaries, table nesting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.readers.word_binary.properties import Paragraph, Properties
from extract.readers.word_binary.rows import RowDefinition, read_row
from extract.readers.word_binary.shown import Shown

_MARK = re.compile("[\r\x07\x0c]")  # end of a paragraph, of a cell or row, of a page or section
_CELL = "\x07"


@dataclass(slots=True)
class StoryLine:
    """A paragraph outside tables."""

    text: str
    hidden: bool


@dataclass(slots=True)
class StoryCell:
    """A cell: its paragraphs, and the tables that stand in it."""

    lines: list[str] = field(default_factory=list)
    hidden: bool = False
    tables: list[StoryTable] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, one a line."""
        return "\n".join(self.lines)


@dataclass(slots=True)
class StoryRow:
    """A row: its cells and its definition, which need not agree in a damaged file."""

    cells: list[StoryCell]
    definition: RowDefinition


@dataclass(slots=True)
class StoryTable:
    """Rows that belong together."""

    rows: list[StoryRow] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    """A table that is being read: its finished rows, the row and the cell that are still open."""

    tables: list[StoryTable] = field(default_factory=list)
    cells: list[StoryCell] = field(default_factory=list)
    cell: StoryCell | None = None

    def add(self, text: str, *, hidden: bool) -> None:
        """One paragraph more in the open cell."""
        self.open_cell().lines.append(text)
        self.open_cell().hidden |= hidden

    def open_cell(self) -> StoryCell:
        """The cell that is being read."""
        if self.cell is None:
            self.cell = StoryCell()
        return self.cell

    def end_cell(self) -> None:
        """The cell is whole."""
        self.cells.append(self.open_cell())
        self.cell = None

    def end_row(self, text: str, paragraph: Paragraph, *, is_deleted: bool) -> None:
        """The row is whole, unless a recorded change deleted it; text before its mark is a cell of damage."""
        if text.strip():
            self.add(text, hidden=False)
        if is_deleted and not any(cell.text for cell in self.cells):
            self.cells = []
        else:
            self._add_row(read_row(paragraph.row))

    def _add_row(self, definition: RowDefinition) -> None:
        """Close the open row; a row of another position on the page begins another table."""
        if self.cell is not None:
            self.end_cell()
        if not self.tables or self.tables[-1].rows[-1].definition.position != definition.position:
            self.tables.append(StoryTable())
        self.tables[-1].rows.append(StoryRow(self.cells, definition))
        self.cells = []

    def finished(self) -> list[StoryTable]:
        """The tables of this level; a row that the file does not end is a row all the same."""
        if self.cells or self.cell is not None:
            self._add_row(self.tables[-1].rows[-1].definition if self.tables else RowDefinition())
        return self.tables


def read_story(
    shown: Shown, properties: Properties, start: int, end: int
) -> Iterator[StoryLine | StoryTable]:
    """The lines and outer tables between two positions, in order."""
    levels: list[_Level] = []
    for text, hidden, mark in _paragraphs(shown, start, end):
        paragraph = properties.paragraph(mark)
        while len(levels) > paragraph.depth:
            yield from _close(levels)
        levels += [_Level() for _ in range(paragraph.depth - len(levels))]
        if not levels:
            yield StoryLine(text, hidden)
        elif paragraph.ends_row:
            levels[-1].end_row(text, paragraph, is_deleted=shown.is_removed(mark))
        else:
            levels[-1].add(text, hidden=hidden)
            if paragraph.inner_cell_end or shown.units[mark : mark + 1] == _CELL:
                levels[-1].end_cell()
    while levels:
        yield from _close(levels)


def _paragraphs(shown: Shown, start: int, end: int) -> Iterator[tuple[str, bool, int]]:
    """Text, whether it is hidden, position of the mark; after a deleted mark the paragraph goes on."""
    carried, carried_hidden = "", False
    for first, mark in _stretches(shown.units, start, end):
        text, hidden = shown.text(first, mark)
        carried, carried_hidden = carried + text, carried_hidden or hidden
        if shown.is_removed(mark) and shown.units[mark] == "\r":
            continue
        yield carried, carried_hidden, mark
        carried, carried_hidden = "", False
    if carried:
        yield carried, carried_hidden, end - 1


def _stretches(units: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First position and mark of each paragraph; the last one may have no mark."""
    for mark in _MARK.finditer(units, start, end):
        yield start, mark.start()
        start = mark.end()
    if start < min(end, len(units)):
        yield start, min(end, len(units))


def _close(levels: list[_Level]) -> list[StoryTable]:
    """Close the innermost level: its tables go into the open cell around them, the outermost are returned."""
    tables = levels.pop().finished()
    if not levels:
        return tables
    levels[-1].open_cell().tables += tables
    return []
