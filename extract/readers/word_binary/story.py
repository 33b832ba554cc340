"""From paragraphs to blocks: lines, and tables with their rows.

Source: [MS-DOC] 2.4.2 to 2.4.4 (paragraph and cell boundaries, table nesting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.readers.word_binary.boxes import Boxes
from extract.readers.word_binary.properties import Paragraph, Properties
from extract.readers.word_binary.rows import RowDefinition, read_row
from extract.readers.word_binary.shown import Shown, Words

_MARK = re.compile("[\r\x07\x0c]")  # end of a paragraph, of a cell or row, of a page or section
_CELL = "\x07"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a story needs."""

    shown: Shown
    properties: Properties
    boxes: Boxes


_Marked = tuple[Words, int, Paragraph]  # a paragraph, the position of its mark, what the mark says


@dataclass(slots=True)
class StoryCell:
    """A cell: its paragraphs, and the tables that stand in it."""

    paragraphs: list[Words] = field(default_factory=list)
    tables: list[StoryTable] = field(default_factory=list)

    @property
    def words(self) -> Words:
        """Its paragraphs, one a line."""
        seen = "\n".join(paragraph.seen for paragraph in self.paragraphs)
        return Words(seen, "\n".join(paragraph.hidden for paragraph in self.paragraphs if paragraph.hidden))


@dataclass(slots=True)
class StoryRow:
    """A row: its cells and its definition, which need not agree in a damaged file."""

    cells: list[StoryCell]
    definition: RowDefinition
    is_finished: bool = True  # its end is marked


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

    def add(self, words: Words) -> None:
        """One paragraph more in the open cell."""
        self.open_cell().paragraphs.append(words)

    def open_cell(self) -> StoryCell:
        """The cell that is being read."""
        if self.cell is None:
            self.cell = StoryCell()
        return self.cell

    def end_cell(self) -> None:
        """The cell is whole."""
        self.cells.append(self.open_cell())
        self.cell = None

    def end_row(self, words: Words, paragraph: Paragraph, *, is_deleted: bool) -> None:
        """The row is whole, unless a recorded change deleted it; text before its mark is a cell of damage."""
        if words != Words():
            self.add(words)
        if is_deleted and not any(cell.words.seen for cell in self.cells):
            self.cells = []
        else:
            self._add_row(read_row(paragraph.row), is_finished=True)

    def _add_row(self, definition: RowDefinition, *, is_finished: bool) -> None:
        """Close the open row; a row of another position on the page begins another table."""
        if self.cell is not None:
            self.end_cell()
        if not self.tables or self.tables[-1].rows[-1].definition.position != definition.position:
            self.tables.append(StoryTable())
        self.tables[-1].rows.append(StoryRow(self.cells, definition, is_finished))
        self.cells = []

    def finished(self) -> list[StoryTable]:
        """The tables of this level; a row that the file does not end is a row all the same."""
        if self.cells or self.cell is not None:
            definition = self.tables[-1].rows[-1].definition if self.tables else RowDefinition()
            self._add_row(definition, is_finished=False)
        return self.tables


def read_story(reading: Reading, start: int, end: int) -> Iterator[Words | StoryTable]:
    """The paragraphs and outer tables between two positions, in order."""
    levels: list[_Level] = []
    for words, mark, paragraph in _paragraphs(reading, start, end):
        while len(levels) > paragraph.depth:
            yield from _close(levels)
        levels += [_Level() for _ in range(paragraph.depth - len(levels))]
        if not levels:
            yield words
        elif paragraph.ends_row:
            levels[-1].end_row(words, paragraph, is_deleted=reading.shown.is_removed(mark))
        else:
            levels[-1].add(words)
            if paragraph.inner_cell_end or reading.shown.units[mark : mark + 1] == _CELL:
                levels[-1].end_cell()
    while levels:
        yield from _close(levels)


def _paragraphs(reading: Reading, start: int, end: int, depth: int = 0) -> Iterator[_Marked]:
    """The paragraphs, each with its mark; what stands in a text box follows the paragraph that holds it.

    Where that paragraph ends a cell, the box comes before it, so that it stays in the cell.
    """
    carried = Words()  # of a paragraph whose mark is deleted: it goes on in the next
    for first, mark in _stretches(reading.shown.units, start, end):
        paragraph = reading.properties.paragraph(mark)
        paragraph = replace(paragraph, depth=paragraph.depth + depth) if depth else paragraph
        ends_plainly = reading.shown.units[mark : mark + 1] == "\r" and not paragraph.inner_cell_end
        boxed = list(_boxed(reading, first, mark, paragraph.depth))
        carried += reading.shown.words(first, mark)
        if not ends_plainly:
            yield from boxed
        if not (ends_plainly and reading.shown.is_removed(mark)):
            yield carried, mark, paragraph
            carried = Words()
        if ends_plainly:
            yield from boxed
    if carried != Words():
        yield carried, end - 1, Paragraph(depth=depth)


def _boxed(reading: Reading, first: int, mark: int, depth: int) -> Iterator[_Marked]:
    """The paragraphs of the text boxes that hang on a paragraph; a box holds no other boxes."""
    without_boxes = replace(reading, boxes=Boxes())
    for box in reading.boxes.within(first, mark):
        yield from _paragraphs(without_boxes, *box, depth=depth)


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
