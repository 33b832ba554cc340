"""Heads: a row of labels whose values stand below them, and which value belongs to which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract import shape, vocabulary
from extract.inline import pairs
from extract.row import Row
from extract.vocabulary import Label
from jixiao.forms.document import Cell
from jixiao.forms.text import squeeze

MONEY_COLUMNS = frozenset({"initial", "adjusted", "executed", "expected", "whole_project"})


@dataclass(slots=True)
class Head:
    """A label whose values stand below it."""

    cell: Cell
    label: Label
    unit: str = ""  # the money unit that it, or the head over it, declares

    @property
    def money(self) -> bool:
        """Does a sum of money stand under it, in a table of several sums for each item?"""
        return self.label.amount_column in MONEY_COLUMNS

    def covers(self, cell: Cell) -> int:
        """How many grid columns the head shares with the cell."""
        last = min(self.cell.column + self.cell.column_span, cell.column + cell.column_span)
        return max(0, last - max(self.cell.column, cell.column))

    def fits(self, cell: Cell) -> bool:
        """May the value stand under the head: money under money, a rate under a rate?"""
        if shape.is_blank(cell.text):
            return True
        if self.label.amount_column == "rate":
            return "%" in squeeze(cell.text)
        if self.label.amount_column or self.label.amount:
            return shape.is_amount(cell.text) or shape.is_points(cell.text)
        return not shape.is_amount(cell.text)


def is_row_of_heads(row: Row) -> bool:
    """Nothing but labels, values below rather than beside them: `年初预算数 | 全年预算数`, `中期目标 | 年度目标`."""
    labels = [vocabulary.label(cell.text) for cell in row.filled]
    if any(shape.is_amount(cell.text) for cell in row.filled):
        return False
    if len(row.filled) > 1 and all(vocabulary.is_plain_head(cell.text) for cell in row.filled):
        return True
    columns = [label.amount_column for label in labels if label.amount_column]
    if len(columns) > 1 and any(column in MONEY_COLUMNS for column in columns):
        return True
    if not all(label or _heads_something(c.text) for label, c in zip(labels, row.filled, strict=True)):
        return False
    if any(pair.value for cell in row.filled for pair in pairs(cell.text)):
        return False
    waiting = [_has_blank_beside(row, cell) for cell in row.filled]
    if len(labels) == 1:
        return bool(labels[0].goal) and not waiting[0]
    return not all(waiting) or all(label.goal for label in labels)


def _heads_something(text: str) -> bool:
    return vocabulary.is_task_column(text) is not None or vocabulary.is_plain_head(text)


def _has_blank_beside(row: Row, cell: Cell) -> bool:
    """Does a blank cell that waits for a value follow the label?"""
    after = [other for other in row.cells if other.column > cell.column]
    return bool(after) and shape.is_blank(after[0].text)


def section_of_heads(cells: Sequence[Cell]) -> Cell | None:
    """The first cell of a row of heads, where it names the block: `总体目标 | 中期目标 | 年度目标`."""
    if len(cells) < 2:
        return None
    first, *others = (vocabulary.label(cell.text) for cell in cells)
    over_goals = not first.goal and all(label.goal for label in others)
    return cells[0] if over_goals or (first.section and not first.amount_column) else None


class Heads:
    """The heads that hold until a row of another kind comes."""

    def __init__(self) -> None:
        self._heads: list[Head] = []

    def __bool__(self) -> bool:
        """Are there any?"""
        return bool(self._heads)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._heads)

    def __iter__(self) -> Iterator[Head]:
        """The heads from left to right."""
        return iter(self._heads)

    def clear(self) -> None:
        """No head holds any more."""
        self._heads = []

    @property
    def money(self) -> bool:
        """Do they stand over several sums for each item?"""
        return any(head.money for head in self._heads)

    @property
    def goals(self) -> bool:
        """Do only goals stand below?"""
        return all(head.label.goal for head in self._heads)

    @property
    def tasks(self) -> bool:
        """Do tasks stand below, each with its money?"""
        return any(vocabulary.is_task_column(head.cell.text) for head in self._heads)

    @property
    def dates(self) -> bool:
        """Do dates stand below, as in a schedule of works?"""
        return any(head.label.field in ("period_start", "period_end") for head in self._heads)

    def take(self, cells: Sequence[Cell], *, exact: bool) -> None:
        """A new row of heads; a second one takes the place of those above that it stands under."""
        heads = [Head(cell, vocabulary.label(cell.text), vocabulary.money_unit(cell.text)) for cell in cells]
        if any(head.money for head in heads):
            heads = [head for head in heads if head.label.amount_column]
        self._heads = self._under_true_columns(heads) if exact else self._under_group(heads)

    def _under_true_columns(self, heads: list[Head]) -> list[Head]:
        for head in heads:
            over = [other for other in self._heads if other.covers(head.cell)]
            head.unit = head.unit or next((other.unit for other in over if other.unit), "")
            if not head.label and over:
                head.label = over[0].label  # 小计 under 财政拨款
        above = [head for head in self._heads if not any(head.covers(other.cell) for other in heads)]
        return sorted(above + heads, key=lambda head: head.cell.column)

    def _under_group(self, heads: list[Head]) -> list[Head]:
        """Without columns only amounts can be told: they divide the one amount above, or the fiscal one."""
        amounts = [n for n, head in enumerate(self._heads) if head.label.amount]
        fiscal = [n for n in amounts if self._heads[n].label.amount == "fiscal_appropriation"]
        groups = amounts if len(amounts) == 1 else fiscal
        if len(groups) != 1 or not all(head.label.amount for head in heads):
            return heads
        for head in heads:
            head.unit = head.unit or self._heads[groups[0]].unit
        return self._heads[: groups[0]] + heads + self._heads[groups[0] + 1 :]

    def may_hold(self, row: Row) -> bool:
        """Does the row hold values of the heads, rather than a field of its own?"""
        first = vocabulary.label(row.filled[0].text)
        if self.money:
            return bool(first.amount) or not first
        if self._own_labels(row):
            return False
        if row.exact and first.amount and len(self) > 1 and all(head.label.amount for head in self):
            return any(shape.is_amount(cell.text) and self._over(cell) for cell in row.filled[1:])
        if first and (not first.section or (first.goal and not self.goals)):
            return False
        inline = (pair for cell in row.filled for pair in pairs(cell.text) if pair.value)
        return not any(vocabulary.label(pair.label) for pair in inline)

    def _own_labels(self, row: Row) -> bool:
        """Do labels of the row's own stand left of its sums: `一般公共预算 | 1700 | 基本支出 | 1156`?"""
        under = [cell for cell in row.filled if any(head.covers(cell) for head in self)]
        return row.exact and any(
            vocabulary.label(left.text).amount and shape.is_amount(right.text)
            for left, right in pairwise(under)
        )

    def left_of(self, row: Row) -> list[Cell]:
        """The filled cells of the row that stand left of all heads."""
        left = min(head.cell.column for head in self._heads)
        return [cell for cell in row.filled if cell.column + cell.column_span / 2 <= left]  # most of it

    def under_columns(self, values: Sequence[Cell]) -> list[tuple[Head, Cell]]:
        """Each value with the head that it stands under, where columns can be trusted; a head has one of them.

        As many values as heads stand under them one by one, if each touches its own.
        """
        filled = [cell for cell in values if squeeze(cell.text)]
        if len(filled) == len(self) and all(
            head.covers(cell) for head, cell in zip(self, filled, strict=True)
        ):
            return list(zip(self, filled, strict=True))
        placed = [(head, cell) for cell in filled if (head := self._over(cell)) is not None]
        times = Counter(id(head) for head, _ in placed)
        return [(head, cell) for head, cell in placed if times[id(head)] == 1 or not head.money]

    def _over(self, cell: Cell) -> Head | None:
        """The head over the cell; None where there is none, or where a sum of money stands under several."""
        over = [head for head in self._heads if head.covers(cell)]
        whole = [head for head in over if 2 * head.covers(cell) >= head.cell.column_span]
        if len(whole) > 1 and shape.is_amount(cell.text):
            return None
        return max(over, key=lambda head: head.covers(cell), default=None)

    def in_order(self, values: Sequence[Cell]) -> list[tuple[Head, Cell]] | None:
        """Each value with its head by order alone; None where their numbers do not agree."""
        filled = [cell for cell in values if not shape.is_blank(cell.text)]
        chosen = filled if len(filled) == len(self._heads) else values
        surplus = any(not shape.is_blank(cell.text) for cell in chosen[len(self._heads) :])
        placed = list(zip(self._heads, chosen, strict=False))
        if filled and (surplus or (len(chosen) < len(self._heads) and not self._anchored(placed))):
            return None
        return [(head, cell) for head, cell in placed if squeeze(cell.text)]

    def _anchored(self, placed: Sequence[tuple[Head, Cell]]) -> bool:
        """Fewer values than heads: is it certain that the missing ones are the last?

        Each must fit its head, and either a rate stands where it should, or no sum of money is missing.
        """
        if not all(head.fits(cell) for head, cell in placed):
            return False
        filled = [head for head, cell in placed if not shape.is_blank(cell.text)]
        if any(head.label.amount_column == "rate" for head in filled) or not filled:
            return True
        return all(any(head is other for other in filled) for head in self._heads if head.money)
