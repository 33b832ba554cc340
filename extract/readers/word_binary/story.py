"""The paragraphs of a story, each with what its mark says, told to a flow.

Source: [MS-DOC] 2.4.2 to 2.4.4 (paragraph and cell boundaries, table nesting).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.readers.flow import Flow, Words
from extract.readers.word_binary.boxes import Boxes
from extract.readers.word_binary.damage import Signs
from extract.readers.word_binary.lists import Lists
from extract.readers.word_binary.properties import Paragraph, Properties
from extract.readers.word_binary.rows import read_row
from extract.readers.word_binary.shown import Shown

_MARK = re.compile("[\r\x07\x0c]")  # end of a paragraph, of a cell or row, of a page or section
_CELL = "\x07"


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a story needs."""

    shown: Shown
    properties: Properties
    boxes: Boxes
    lists: Lists
    signs: Signs = field(default_factory=Signs)


_Marked = tuple[Words, int, Paragraph]  # a paragraph, the position of its mark, what the mark says


def tell(reading: Reading, flow: Flow, start: int, end: int) -> None:
    """Put what stands between two positions into the flow."""
    for words, mark, paragraph in _paragraphs(reading, start, end):
        if paragraph.ends_row and paragraph.depth:
            if words != Words():  # only damage puts text between the last cell and the end of the row
                flow.add_paragraph(words, paragraph.depth)
            flow.end_row(read_row(paragraph.row), paragraph.depth, is_deleted=reading.shown.is_removed(mark))
        elif paragraph.inner_cell_end or reading.shown.units[mark : mark + 1] == _CELL:
            flow.end_cell(words, paragraph.depth)
        else:
            flow.add_paragraph(words, paragraph.depth)
    flow.end_tables()


def _paragraphs(reading: Reading, start: int, end: int, depth: int = 0) -> Iterator[_Marked]:
    """The paragraphs, each with its mark; what stands in a text box follows the paragraph that holds it.

    Where that paragraph ends a cell, the box comes before it, so that it stays in the cell.
    """
    carried: Words | None = None  # of a paragraph whose mark is deleted: it goes on in the next
    for first, mark in _stretches(reading.shown.units, start, end):
        paragraph = reading.properties.paragraph(mark)
        unit = reading.shown.units[mark : mark + 1]
        reading.signs.count(paragraph, unit)
        if depth:
            paragraph = replace(paragraph, depth=paragraph.depth + depth)
        ends_plainly = unit == "\r" and not paragraph.inner_cell_end
        boxed = list(_boxed(reading, first, mark, paragraph.depth)) if reading.boxes.anchors else ()
        words = reading.shown.words(first, mark)
        words = words if carried is None else carried + words
        if not ends_plainly:
            yield from boxed
        if ends_plainly and reading.shown.is_removed(mark):
            carried = words
        else:
            yield _numbered(words, paragraph, reading.lists), mark, paragraph
            carried = None
        if ends_plainly:
            yield from boxed
    if carried is not None:
        yield carried, end - 1, Paragraph(depth=depth)


def _numbered(words: Words, paragraph: Paragraph, lists: Lists) -> Words:
    """The paragraph with the number of its list; what parts them goes where there is no text."""
    number = lists.prefix(paragraph.list_number, paragraph.list_level) if paragraph.list_number else ""
    if not number or paragraph.ends_row or words.is_hidden:
        return words
    return Words(number) + words if words.seen else Words(number.rstrip(), words.hidden)


def _boxed(reading: Reading, first: int, mark: int, depth: int) -> Iterator[_Marked]:
    """The paragraphs of the text boxes that hang on a paragraph; a box holds no other boxes."""
    for box in reading.boxes.within(first, mark):
        yield from _paragraphs(replace(reading, boxes=Boxes()), *box, depth=depth)


def _stretches(units: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """First position and mark of each paragraph; the last one may have no mark."""
    for mark in _MARK.finditer(units, start, end):
        yield start, mark.start()
        start = mark.end()
    if start < min(end, len(units)):
        yield start, min(end, len(units))
