"""A table of which only the order of the cells is known: its headings and its labelled values made rows again.

The cells of the indicator block stay rows of one cell each; alignment.py finds their rows by their contents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from extract import shape, title, vocabulary
from extract.header import claims_head, role
from extract.row import Row
from jixiao.forms.document import Cell, Table
from jixiao.forms.text import squeeze

_MOST_PIECES = 4  # cells that one class word or heading may be cut into
_MOST_BLANKS = 8  # blank cells between two headings: what a merged heading covers
_TWO_LEVELS = 2  # 产出 and 质量 are a level each, not the pieces of 产出质量
_LONGEST_PIECE = 10  # characters of such a piece
_ENDING = frozenset({"remarks", "review_opinion", "person", "phone", "person_and_phone", "reporting_date"})


def rows_of_stream(table: Table) -> Iterator[Row]:
    """The stream as rows: a head is one row, a label and its value are one, a cell of the block is one."""
    cells, pieces = _whole_words(table.cells)
    make = _RowMaker(table, cells, pieces)
    position, in_block, heads = 0, False, 0
    while position < len(cells):
        length = _head_length(cells, position)
        if length:
            in_block, heads = True, 0
        elif in_block and not _ends_block(cells[position]):
            length = 1
        else:
            in_block = False
            length, heads = _labelled_length(cells, position, heads)
        yield make.row(position, position + length)
        position += length


class _RowMaker:
    """Makes a Row of neighbouring cells, and remembers which cells a whole word was cut into."""

    def __init__(self, table: Table, cells: Sequence[Cell], pieces: dict[int, tuple[Cell, ...]]) -> None:
        self._table, self._cells, self._pieces = table, cells, pieces

    def row(self, begin: int, end: int) -> Row:
        chosen = tuple(self._cells[begin:end])
        pieces = {id(cell): self._pieces[id(cell)] for cell in chosen if id(cell) in self._pieces}
        return Row(chosen, self._table, chosen[0].row, pieces)


def _whole_words(cells: Sequence[Cell]) -> tuple[list[Cell], dict[int, tuple[Cell, ...]]]:
    """Class words and headings that the dump has cut over several cells, whole again."""
    whole: list[Cell] = []
    pieces: dict[int, tuple[Cell, ...]] = {}
    position = 0
    while position < len(cells):
        length = _word_length(cells, position)
        cell = cells[position]
        if length > 1:
            parts = tuple(cells[position : position + length])
            cell = replace(cell, text="".join(part.text.strip() for part in parts))
            pieces[id(cell)] = parts
        whole.append(cell)
        position += length
    return whole, pieces


def _word_length(cells: Sequence[Cell], position: int) -> int:
    for length in range(min(_MOST_PIECES, len(cells) - position), 1, -1):
        parts = [squeeze(cell.text) for cell in cells[position : position + length]]
        if not all(0 < len(part) <= _LONGEST_PIECE for part in parts):
            continue
        word = "".join(parts)
        whole = sum(1 for part in parts if vocabulary.is_level(part))
        if whole < _TWO_LEVELS and vocabulary.is_level(word):
            return length
        if vocabulary.column_role(word) and not role(parts[0]) and not vocabulary.label(parts[0]):
            return length
    return 1


def _head_length(cells: Sequence[Cell], position: int) -> int:
    """How many cells from here on are headings of an indicator block; 0 where they are not."""
    if not role(cells[position].text):
        return 0
    end = last = position
    while (
        last < len(cells)
        and last - end <= _MOST_BLANKS
        and (role(cells[last].text) or not squeeze(cells[last].text))
    ):
        last += 1
        end = last if role(cells[last - 1].text) else end
    return end - position if claims_head(cells[position:end]) else 0


def _ends_block(cell: Cell) -> bool:
    if title.is_title(cell.text) or shape.is_note(cell.text):
        return True
    label = vocabulary.label(cell.text)
    return label.field in _ENDING or (label.field == "self_score" and label.amount_column is None)


def _labelled_length(cells: Sequence[Cell], position: int, heads: int) -> tuple[int, int]:
    """How many cells from here on make one row outside the block, and how many heads of amounts then hold."""
    label = vocabulary.label(cells[position].text)
    if heads and not label:
        blank = not squeeze(cells[position].text)
        return (1, heads) if blank else (max(1, min(heads, _run(cells, position, _is_value))), 0)
    if title.is_title(cells[position].text) or not label:
        return 1, heads
    columns = _run(cells, position, lambda text: bool(vocabulary.label(text).amount_column))
    if columns >= 2:
        return columns, columns
    goals = _run(cells, position, lambda text: bool(vocabulary.label(text).goal))
    if goals >= 2:
        return goals, goals - (label.section == "goals")
    amounts = _run(cells, position, lambda text: bool(vocabulary.label(text).amount))
    values = _run(cells, position + amounts, shape.is_amount)
    if amounts >= 2 and values >= 2:
        return amounts, values
    if heads and label.amount:
        return 1 + min(heads, _run(cells, position + 1, _is_value)), heads
    if label.section == "amounts" and _run(cells, position + 1, lambda text: bool(vocabulary.label(text))):
        return 1, 0
    values = min(1, _run(cells, position + 1, _is_value))
    return 1 + values + (_run(cells, position + 1 + values, shape.is_amount) if values else 0), 0


def _is_value(text: str) -> bool:
    return not (vocabulary.label(text) or title.is_title(text))


def _run(cells: Sequence[Cell], position: int, holds: Callable[[str], bool]) -> int:
    end = position
    while end < len(cells) and holds(cells[end].text):
        end += 1
    return end - position
