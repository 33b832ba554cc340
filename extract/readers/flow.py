"""Running text: paragraphs, ends of cells, ends of rows, as Word's old formats write them, made into tables.

For .doc and .rtf. A table in a cell is a deeper level of the same stream; depth 0 is outside tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from jixiao.forms.errors import TooLarge
from jixiao.forms.limits import LIMITS

_CONTINUES = 1  # a cell's part in a vertical merge: 0 none, 1 continues, 3 starts


_SURROGATE = re.compile("[\ud800-\udfff]")


def join_surrogates(text: str) -> str:
    """Pairs of UTF-16 surrogates joined to characters; one that stands alone becomes U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text: what is seen, and what has the property "hidden"."""

    seen: str = ""
    hidden: str = ""

    @property
    def is_hidden(self) -> bool:
        """Nothing of it is seen, and yet there is text."""
        return bool(self.hidden.strip()) and not self.seen.strip()

    @property
    def text(self) -> str:
        """What is seen; where nothing is, what is hidden."""
        return self.hidden if self.is_hidden else self.seen

    @property
    def left_out(self) -> str:
        """The hidden text beside the text that is seen: run together they would make a wrong value."""
        return "" if self.is_hidden else self.hidden

    def __add__(self, other: Words) -> Words:
        return Words(self.seen + other.seen, self.hidden + other.hidden)


@dataclass(slots=True)
class CellDefinition:
    """How one cell takes part in merges."""

    horizontal: int = 0  # 0: in none; what the other values say see `RowDefinition.continues_left`
    vertical: int = 0


@dataclass(slots=True)
class RowDefinition:
    """One row; `edges` (twips) has one more entry than `cells`, and is empty where no row is defined."""

    edges: list[int] = field(default_factory=list)
    cells: list[CellDefinition] = field(default_factory=list)
    alignment: int = 0  # 0 left, 1 centre, 2 right
    position: str = ""  # of a floating table, in the file's own words; another position is another table

    def continues_above(self, n: int) -> bool:
        """The n-th cell, from 0, is the lower part of a vertical merge."""
        return n < len(self.cells) and self.cells[n].vertical == _CONTINUES

    def continues_left(self, n: int) -> bool:
        """The n-th cell, from 0, is a further part of a horizontal merge.

        [MS-DOC] and the older Word 97 text contradict each other (1 continues and 2 or 3 is first; 1 is first
        and 2 continues). What holds in both: the first flagged cell of a run is the head of the merge, cells
        with another value than the head's belong to it.
        """
        if n >= len(self.cells):
            return False
        first = n
        while first and self.cells[first - 1].horizontal:
            first -= 1
        return n > first and self.cells[n].horizontal not in (0, self.cells[first].horizontal)


@dataclass(slots=True)
class FlowCell:
    """A cell: its paragraphs, and the tables that stand in it."""

    paragraphs: list[Words] = field(default_factory=list)
    tables: list[FlowTable] = field(default_factory=list)

    @property
    def words(self) -> Words:
        """Its paragraphs, one a line."""
        if len(self.paragraphs) == 1:
            return self.paragraphs[0]
        seen = "\n".join([paragraph.seen for paragraph in self.paragraphs])
        return Words(seen, "\n".join([words.hidden for words in self.paragraphs if words.hidden]))


@dataclass(slots=True)
class FlowRow:
    """A row: its cells and its definition, which need not agree in a damaged file."""

    cells: list[FlowCell]
    definition: RowDefinition
    is_finished: bool = True  # its end is marked


@dataclass(slots=True)
class FlowTable:
    """Rows that belong together."""

    rows: list[FlowRow] = field(default_factory=list)


class Flow:
    """What has been told so far: paragraphs and outer tables, in order, and the tables still open."""

    def __init__(self) -> None:
        self.parts: list[Words | FlowTable] = []
        self._levels: list[_Level] = []
        self._paragraphs = 0

    def add_paragraph(self, words: Words, depth: int) -> None:
        """A paragraph; in a table it does not end its cell. Raises TooLarge."""
        self._paragraphs += 1
        if self._paragraphs > LIMITS.cells:
            raise TooLarge(f"文件的段落和单元格超过上限 {LIMITS.cells} 个；请拆分后重试。")
        self._go_to(depth)
        if self._levels:
            self._levels[-1].open_cell().paragraphs.append(words)
        else:
            self.parts.append(words)

    def end_cell(self, words: Words, depth: int) -> None:
        """The last paragraph of a cell; outside tables, where only damage puts it, a paragraph."""
        self.add_paragraph(words, depth)
        if self._levels:
            self._levels[-1].end_cell()

    def end_row(self, definition: RowDefinition, depth: int, *, is_deleted: bool = False) -> None:
        """The end of a row; one that a recorded change deleted is left out, if nothing of it is seen."""
        self._go_to(max(depth, 1))
        self._levels[-1].end_row(definition, is_deleted=is_deleted)

    def end_tables(self) -> None:
        """Nothing more belongs to the tables that are open."""
        self._go_to(0)

    def _go_to(self, depth: int) -> None:
        """Close deeper tables, open missing ones. A table in a cell goes into the open cell around it."""
        while len(self._levels) > depth:
            tables = self._levels.pop().finished()
            if self._levels:
                self._levels[-1].open_cell().tables += tables
            else:
                self.parts += tables
        self._levels += [_Level() for _ in range(depth - len(self._levels))]


@dataclass(slots=True)
class _Level:
    """A table that is being read: its finished rows, the row and the cell that are still open."""

    tables: list[FlowTable] = field(default_factory=list)
    cells: list[FlowCell] = field(default_factory=list)
    cell: FlowCell | None = None

    def open_cell(self) -> FlowCell:
        if self.cell is None:
            self.cell = FlowCell()
        return self.cell

    def end_cell(self) -> None:
        self.cells.append(self.open_cell())
        self.cell = None

    def end_row(self, definition: RowDefinition, *, is_deleted: bool) -> None:
        if is_deleted and not any(cell.words.seen for cell in self.cells):
            self.cells = []
        else:
            self._add_row(definition, is_finished=True)

    def finished(self) -> list[FlowTable]:
        """The tables of this level; a row that the file does not end is a row all the same."""
        if self.cells or self.cell is not None:
            definition = self.tables[-1].rows[-1].definition if self.tables else RowDefinition()
            self._add_row(definition, is_finished=False)
        return self.tables

    def _add_row(self, definition: RowDefinition, *, is_finished: bool) -> None:
        """Close the open row; a row of another position on the page begins another table."""
        if self.cell is not None:
            self.end_cell()
        if not self.tables or self.tables[-1].rows[-1].definition.position != definition.position:
            self.tables.append(FlowTable())
        self.tables[-1].rows.append(FlowRow(self.cells, definition, is_finished))
        self.cells = []
