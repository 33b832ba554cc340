"""Labels to their values, outside the indicator block: beside, above or inside; amounts under column heads; goals.

A row is one of: pairs (label, value, label, value), inline pairs in cells, heads (only labels: their values stand
below), values under heads, or text that goes on. The words decide what a cell is, the neighbours what it belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract import shape, title, vocabulary
from extract.inline import pairs
from extract.ledger import Ledger
from extract.row import Row
from extract.vocabulary import Label
from jixiao.forms.document import Cell
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import RawAmount, RawField, RawGoal, RawText
from jixiao.forms.text import one_line, squeeze
from jixiao.forms.words import raw

_MONEY_COLUMNS = frozenset({"initial", "adjusted", "executed", "expected", "whole_project"})
_SIDES = 2  # amounts of two times beside each other
_LABEL_LENGTH = 16  # squeezed characters of a label that no vocabulary knows
_LONG_FIELDS = frozenset(
    {"duties", "overview", "legal_basis", "necessity", "feasibility", "schedule", "measures"}
)


@dataclass(slots=True)
class Head:
    """A label whose values stand below it."""

    cell: Cell
    label: Label
    position: int = 0  # its number among the heads
    unit: str = ""  # the money unit that it, or the head over it, declares

    def covers(self, cell: Cell) -> int:
        """How many grid columns the head shares with the cell."""
        last = min(self.cell.column + self.cell.column_span, cell.column + cell.column_span)
        return max(0, last - max(self.cell.column, cell.column))


@dataclass(slots=True)
class FieldReader:
    """Reads the rows of one form that are not its indicator block, one after another."""

    ledger: Ledger
    fields: list[RawField] = field(default_factory=list)
    amounts: list[RawAmount] = field(default_factory=list)
    goals: list[RawGoal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    money_unit: RawText | None = None
    below_block: bool = False  # a 合计 below the indicators adds up points, not money
    _heads: list[Head] = field(default_factory=list)
    _unit: str = ""  # of the block of amounts, from its label
    _columns: tuple[str, ...] = ()  # codes of amounts side by side: whole_project, annual
    _right_from: int = 0  # the grid column in which the right one of them stands
    _below_note: bool = False  # the rows since the last note may be its further points
    _row_label: str | None = None  # the last label of the row: a further value in the row is its own
    _last: tuple[Label, str] | None = None  # the last label whose text may go on in the next row

    def read(self, row: Row) -> None:
        """Read one row; what is not understood stays out of the ledger."""
        if not row.filled:
            return
        if row.table is None:
            self._line(row.filled[0])
        elif self._is_heads(row):
            self._take_heads(row)
        elif self._heads and self._under_heads(row):
            self._values_under_heads(row)
        else:
            self._heads = []
            self._pairs(row)

    # ------------------------------------------------------------------ lines and notes

    def _line(self, cell: Cell) -> None:
        self._last = None
        if is_furniture(cell.text):
            self.ledger.furniture(cell, "note")
        elif found := pairs(cell.text):
            for pair in found:
                self._emit(vocabulary.label(pair.label), pair.label, RawText(pair.value, cell.place), cell)

    # ------------------------------------------------------------------ heads and what stands under them

    def _is_heads(self, row: Row) -> bool:
        labels = [vocabulary.label(cell.text) for cell in row.filled]
        columns = sum(1 for label in labels if label.amount_column)
        if columns >= 2 and any(label.amount_column in _MONEY_COLUMNS for label in labels):
            return True
        if not all(
            label or vocabulary.is_task_column(c.text) for label, c in zip(labels, row.filled, strict=True)
        ):
            return False
        if any(pair.value for cell in row.filled for pair in pairs(cell.text)):
            return False
        if len(labels) == 1:
            return bool(labels[0].goal) and not self._has_blank_beside(row, row.filled[0])
        return not all(self._has_blank_beside(row, cell) for cell in row.filled) or self._all_goals(labels)

    @staticmethod
    def _all_goals(labels: Sequence[Label]) -> bool:
        return all(label.goal for label in labels)

    @staticmethod
    def _has_blank_beside(row: Row, cell: Cell) -> bool:
        """Does a blank cell that waits for a value follow the label?"""
        after = [other for other in row.cells if other.column > cell.column]
        return bool(after) and shape.is_blank(after[0].text)

    def _take_heads(self, row: Row) -> None:
        cells = list(row.filled)
        labels = [vocabulary.label(cell.text) for cell in cells]
        first = labels[0]
        over_goals = len(cells) > 1 and not first.goal and self._all_goals(labels[1:])
        if len(cells) > 1 and (over_goals or (first.section and not first.amount_column)):
            self._open_section(cells[0], first)
            cells, labels = cells[1:], labels[1:]
        heads = [
            Head(cell, label, unit=vocabulary.money_unit(cell.text))
            for cell, label in zip(cells, labels, strict=True)
        ]
        if any(head.label.amount_column in _MONEY_COLUMNS for head in heads):
            heads = [head for head in heads if head.label.amount_column]
        for cell in cells:
            self.ledger.furniture(cell, "head")
        self._heads = self._merged_heads(heads, exact=row.exact)
        for number, head in enumerate(self._heads):
            head.position = number
        self._last = None

    def _merged_heads(self, heads: list[Head], *, exact: bool) -> list[Head]:
        """A second row of heads gives way for those above that it does not stand under."""
        if exact:
            for head in heads:
                over = [other.unit for other in self._heads if other.covers(head.cell) and other.unit]
                head.unit = head.unit or "".join(over[:1])
            above = [head for head in self._heads if not any(head.covers(other.cell) for other in heads)]
            return sorted(above + heads, key=lambda head: head.cell.column)
        amounts = [n for n, head in enumerate(self._heads) if head.label.amount]
        fiscal = [n for n in amounts if self._heads[n].label.amount == "fiscal_appropriation"]
        groups = amounts if len(amounts) == 1 else fiscal
        if len(groups) == 1 and all(head.label.amount for head in heads):
            for head in heads:
                head.unit = head.unit or self._heads[groups[0]].unit
            return self._heads[: groups[0]] + heads + self._heads[groups[0] + 1 :]
        return heads

    def _open_section(self, cell: Cell, label: Label) -> None:
        self.ledger.furniture(cell, "section")
        if label.section == "amounts":
            self._unit = vocabulary.money_unit(cell.text)
            self._columns = ()

    def _under_heads(self, row: Row) -> bool:
        """Does the row hold values of the heads, rather than a field of its own?"""
        first = vocabulary.label(row.filled[0].text)
        money = any(head.label.amount_column in _MONEY_COLUMNS for head in self._heads)
        if money:
            return bool(first.amount) or not first
        if first and (
            not first.section or (first.goal and not self._all_goals([h.label for h in self._heads]))
        ):
            return False
        return not any(
            pair.value for cell in row.filled for pair in pairs(cell.text) if vocabulary.label(pair.label)
        )

    def _values_under_heads(self, row: Row) -> None:
        label, values = self._label_and_values(row)
        placed = self._placed(row, values)
        label = label or next(
            (c for h, c in placed if vocabulary.is_task_column(h.cell.text) == "task"), None
        )
        for head, cell in placed:
            self._emit_under(head, label, cell)
        if label is not None:
            self.ledger.furniture(label, "label") if placed else self.ledger.read(label, "other")
        if all(head.label.goal for head in self._heads):
            self._heads = []
            if placed:
                head = placed[-1][0]
                self._last = (head.label, head.cell.text)

    def _label_and_values(self, row: Row) -> tuple[Cell | None, list[Cell]]:
        """The cell that names the row, and the cells behind it (blank ones too)."""
        cells = list(row.cells)
        if row.exact:
            left = min(head.cell.column for head in self._heads)
            named = [cell for cell in row.filled if cell.column + cell.column_span <= left]
            return (named[-1] if named else None), [cell for cell in cells if cell not in named]
        while cells and shape.is_blank(cells[0].text):
            cells.pop(0)
        first = vocabulary.label(cells[0].text)
        if first.section and len(cells) > 1 and not first.amount:
            self._open_section(cells.pop(0), first)
            first = vocabulary.label(cells[0].text)
        money = any(head.label.amount_column in _MONEY_COLUMNS for head in self._heads)
        if first.amount or (money and not shape.is_amount(cells[0].text)):
            return cells[0], cells[1:]
        return None, cells

    def _placed(self, row: Row, values: Sequence[Cell]) -> list[tuple[Head, Cell]]:
        """Each value with its head: by columns where they can be trusted, else by order, if the numbers agree."""
        if row.exact:
            best = [(max(self._heads, key=lambda head, c=cell: head.covers(c)), cell) for cell in values]  # type: ignore[misc]
            return [(head, cell) for head, cell in best if head.covers(cell) and not _empty(cell)]
        filled = [cell for cell in values if not shape.is_blank(cell.text)]
        chosen = filled if len(filled) == len(self._heads) else values
        in_order = list(zip(self._heads, chosen, strict=False))
        if len(chosen) > len(self._heads) and any(
            not shape.is_blank(c.text) for c in chosen[len(self._heads) :]
        ):
            in_order = []
        if len(chosen) < len(self._heads) and not _anchored(in_order, self._heads):
            in_order = []
        if not in_order and filled:
            self._doubt_order(row)
        return [(head, cell) for head, cell in in_order if not _empty(cell)]

    def _doubt_order(self, row: Row) -> None:
        self.findings.append(
            Finding(
                About.READING,
                Severity.WARNING,
                "ambiguous-columns",
                f"这一行有 {len(row.filled)} 个单元格，与 {len(self._heads)} 个列标题对不上，没有读入，请核对原文。",
                str(row.filled[0].place),
                "原文没有保留列的位置。",
            )
        )

    def _emit_under(self, head: Head, label: Cell | None, cell: Cell) -> None:
        text = RawText(cell.text, cell.place)
        name = one_line(label.text) if label is not None else ""
        heading = one_line(head.cell.text)
        column = head.label.amount_column
        unit = head.unit or self._unit
        source = "column" if head.unit else "row" if unit else ""
        if column in _MONEY_COLUMNS:
            item = (vocabulary.label(label.text).amount if label is not None else None) or "unknown"
            self.amounts.append(RawAmount(item, name, text, column or "", heading, unit, source))
            self.ledger.read(cell, "amount")
        elif column and label is not None:
            self.fields.append(RawField(column, f"{name} {heading}".strip(), text))
            self.ledger.read(cell, column)
        elif head.label.goal:
            self.goals.append(RawGoal(head.label.goal, heading, text))
            self.ledger.read(cell, "goal")
        elif head.label.amount and (shape.is_amount(cell.text) or shape.is_points(cell.text)):
            total = label is not None and vocabulary.label(label.text).amount == "total"
            item = head.label.amount if label is None or total else "task"
            self.amounts.append(
                RawAmount(item, name or heading, text, "", heading if name else "", unit, source)
            )
            self.ledger.read(cell, "amount")
        else:
            dates = any(other.label.field in ("period_start", "period_end") for other in self._heads)
            code = (
                "schedule"
                if dates
                else head.label.field or ("tasks" if vocabulary.is_task_column(head.cell.text) else "other")
            )
            self.fields.append(RawField(code, f"{name} {heading}".strip(), text))
            self.ledger.read(cell, code)

    # ------------------------------------------------------------------ label, value, label, value

    def _pairs(self, row: Row) -> None:
        cells = list(row.cells)
        self._row_label = None
        money_pairs: list[int] = []
        position = 0
        while position < len(cells):
            cell = cells[position]
            after = self._next(cells, position, row)
            if shape.is_blank(cell.text) and not pairs(cell.text):
                position += 1
                continue
            before = len(self.amounts)
            position = (
                cells.index(after, position) + 1 if self._cell(cell, after, row) and after else position + 1
            )
            if len(self.amounts) > before:
                money_pairs.append(before)
        self._side_by_side(money_pairs, labelled=self._row_label is not None, exact=row.exact)

    @staticmethod
    def _next(cells: Sequence[Cell], position: int, row: Row) -> Cell | None:
        """The cell where the value of a label may stand: the next one.

        In a table that shows merged cells as blanks it is the next one with text, if that is no label of its own.
        """
        rest = cells[position + 1 :]
        if not rest:
            return None
        if not row.exact or not shape.is_blank(rest[0].text) or row.table is None or row.table.has_spans:
            return rest[0]
        filled = [n for n, cell in enumerate(rest) if not shape.is_blank(cell.text)]
        if not filled:
            return rest[0]
        follower = rest[filled[0] + 1 : filled[0] + 2]
        found = rest[filled[0]]
        has_value = any(
            not shape.is_blank(cell.text) and not vocabulary.label(cell.text) for cell in follower
        )
        is_label = (
            vocabulary.label(found.text) or pairs(found.text) or (has_value and _reads_like_label(found.text))
        )
        return rest[0] if is_label else found

    def _cell(self, cell: Cell, after: Cell | None, row: Row) -> bool:
        """Read one cell, and the next one if it is the value; say whether it was."""
        label = vocabulary.label(cell.text)
        if is_furniture(cell.text) and not label:
            self.ledger.furniture(cell, "note")
            self._below_note = True
            return False
        inline = pairs(cell.text)
        if inline and any(pair.value for pair in inline):
            for pair in inline:
                self._emit(vocabulary.label(pair.label), pair.label, RawText(pair.value, cell.place), cell)
            return False
        if squeeze(cell.text).startswith("(") and (unit := vocabulary.money_unit(cell.text)):
            self._unit = unit
            self.ledger.furniture(cell, "money_unit")
            return False
        if vocabulary.is_caption(cell.text) and not (label.field or label.goal):
            self.ledger.furniture(cell, "caption")
            return False
        if label or inline:
            return self._labelled(cell, label, after)
        return self._unlabelled(cell, after, row)

    def _labelled(self, cell: Cell, label: Label, after: Cell | None) -> bool:
        beside = after is not None and not vocabulary.label(after.text) and not pairs(after.text)
        if after is not None and label.field and not beside and _is_value_of(label, after.text):
            beside = True
        if label.section and not beside and after is not None and not shape.is_blank(after.text):
            self._open_section(cell, label)
            return False
        if label.section and after is None and not pairs(cell.text):
            self._open_section(cell, label)
            return False
        if label.section == "amounts" and vocabulary.money_unit(cell.text):
            self._unit = vocabulary.money_unit(cell.text)
        self.ledger.furniture(cell, "label")
        if beside and after is not None:
            self._emit(label, cell.text, RawText(after.text, after.place), after)
            return True
        self._emit(label, cell.text, RawText("", cell.place), None)
        return False

    def _unlabelled(self, cell: Cell, after: Cell | None, row: Row) -> bool:
        """A label that no vocabulary knows, text that goes on, or nothing that we understand."""
        if len(row.filled) == 1 and self._below_note and shape.list_marked(cell.text):
            self.ledger.furniture(cell, "note")
            return False
        if len(row.filled) == 1 and self._last is not None:
            self._emit(*self._last, RawText(cell.text, cell.place), cell)
            return False
        free = after is not None and not vocabulary.label(after.text) and not pairs(after.text)
        if free and after is not None and _reads_like_label(cell.text):
            self.ledger.furniture(cell, "label")
            self._emit(Label(), cell.text, RawText(after.text, after.place), after)
            return True
        if self._row_label is not None and (shape.is_numeric(cell.text) or not _reads_like_label(cell.text)):
            self.fields.append(RawField("other", self._row_label, RawText(cell.text, cell.place)))
            self.ledger.read(cell, "other")
        return False

    # ------------------------------------------------------------------ one label and its value

    def _emit(self, label: Label, written: str, value: RawText, cell: Cell | None) -> None:
        """Deliver a value under its label: as goal, amount or field, as the value's shape decides."""
        name = one_line(written).rstrip(":：")
        self._row_label = name
        blank = shape.is_blank(value.text)
        money = shape.is_amount(value.text) or (
            shape.has_number(value.text) and bool(label.amount) and not label.field
        )
        unit = vocabulary.money_unit(f"单位:{value.text}") if squeeze(name).endswith("单位") else ""
        if unit:
            self.money_unit = RawText(unit, value.place)
            read_as = "money_unit"
        elif label.goal and not money:
            read_as = "goal"
            if not blank:
                self.goals.append(RawGoal(label.goal, name, value))
        elif self.below_block and label.amount == "total":
            read_as = "self_score"
            self.fields.append(RawField(read_as, name, value))
        elif label.amount and (money or (blank and not label.field)):
            read_as = "amount"
            self._amount(label.amount, name, value)
        else:
            read_as = label.field or "other"
            self.fields.append(RawField(read_as, name, value))
        may_go_on = bool(label.goal) or label.field in _LONG_FIELDS
        self._last = (label, written) if may_go_on else self._last if not label else None
        if cell is not None and (not blank or cell.text.strip()):
            self.ledger.furniture(cell, "label") if blank else self.ledger.read(cell, read_as)

    def _amount(self, item: str, name: str, value: RawText) -> None:
        own = vocabulary.money_unit(name)
        unit = own or self._unit
        self.amounts.append(RawAmount(item, name, value, "", "", unit, "row" if unit else ""))

    def _side_by_side(self, numbers: Sequence[int], *, labelled: bool, exact: bool) -> None:
        """Amounts of the whole project beside those of the year: the row of the totals says which is which."""
        if not numbers:
            self._columns = () if labelled else self._columns
        elif len(numbers) == _SIDES:
            self._learn_sides(*(self.amounts[number] for number in numbers))
            for number, column in zip(numbers, self._columns, strict=False):
                self.amounts[number] = replace(self.amounts[number], column=column)
        elif self._columns and not exact:
            self.findings += [_doubt_side(self.amounts[number]) for number in numbers]
        elif self._columns:
            for number in numbers:
                on_the_right = (self.amounts[number].value.place.column or 0) >= self._right_from
                self.amounts[number] = replace(self.amounts[number], column=self._columns[on_the_right])

    def finish(self) -> None:
        """What only the whole block of amounts can tell: their sides, where each pair stood in a row of its own."""
        if not any(amount.column for amount in self.amounts):
            self.amounts, lone = _with_sides(self.amounts)
            self.findings += [_doubt_side(amount) for amount in lone]

    def _learn_sides(self, left: RawAmount, right: RawAmount) -> None:
        if left.item != "total" or right.item != "total":
            return
        times = (vocabulary.horizon(left.label), vocabulary.horizon(right.label))
        if times[1] == "annual" and times[0] != "annual":
            self._columns = ("whole_project", "annual")
        elif times == ("annual", "medium_term"):
            self._columns = ("annual", "whole_project")
        self._right_from = right.value.place.column or 0


def _doubt_side(amount: RawAmount) -> Finding:
    return Finding(
        About.READING,
        Severity.WARNING,
        "ambiguous-columns",
        f"“{amount.label}”只有一个数，原文没有保留列的位置，分不清是整个项目的还是本年度的。",
        str(amount.value.place),
        "同一资金表里左右并列两个时期的金额。",
    )


def _with_sides(amounts: list[RawAmount]) -> tuple[list[RawAmount], list[RawAmount]]:
    """The amounts with their sides, and those of which the side cannot be told.

    A total of the whole project followed by one of the year: from there on two equal items in a row are such a pair.
    """
    starts = [
        n
        for n, (left, right) in enumerate(pairwise(amounts))
        if left.item == right.item == "total"
        and vocabulary.horizon(right.label) == "annual"
        and vocabulary.horizon(left.label) != "annual"
    ]
    if len(starts) != 1:
        return amounts, []
    placed, position, lone = amounts[: starts[0]], starts[0], []
    while position < len(amounts):
        pair = amounts[position : position + _SIDES]
        if len(pair) == _SIDES and pair[0].item == pair[1].item:
            placed += [replace(pair[0], column="whole_project"), replace(pair[1], column="annual")]
        else:
            pair = pair[:1]
            placed += pair
            lone += [amount for amount in pair if not shape.is_blank(amount.value.text)]
        position += len(pair)
    return placed, lone


def _empty(cell: Cell) -> bool:
    return not squeeze(cell.text)


def _anchored(in_order: Sequence[tuple[Head, Cell]], heads: Sequence[Head]) -> bool:
    """Fewer values than heads: is it certain that the missing ones are the last?

    Each must fit its head, and either a rate stands where it should, or no sum of money is missing.
    """
    if not all(_fits_head(head, cell) for head, cell in in_order):
        return False
    if any(head.label.amount_column == "rate" and not shape.is_blank(cell.text) for head, cell in in_order):
        return True
    filled = {head.position for head, cell in in_order if not shape.is_blank(cell.text)}
    return not filled or all(
        head.position in filled for head in heads if head.label.amount_column in _MONEY_COLUMNS
    )


def _fits_head(head: Head, cell: Cell) -> bool:
    """May the value stand under the head: money under money, a rate under a rate?"""
    if shape.is_blank(cell.text):
        return True
    if head.label.amount_column == "rate":
        return "%" in squeeze(cell.text)
    if head.label.amount_column or head.label.amount:
        return shape.is_amount(cell.text) or shape.is_points(cell.text)
    return not shape.is_amount(cell.text)


def _is_value_of(label: Label, text: str) -> bool:
    """A value that happens to be a label's word too: 其他 as a category, 项目支出 as a project's name."""
    return label.field in ("project_category", "project_attribute", "project") and len(squeeze(text)) <= 6


def _reads_like_label(text: str) -> bool:
    key = squeeze(text)
    sentence = any(mark in key for mark in "。;,!?")
    return (
        1 < len(key) <= _LABEL_LENGTH
        and not sentence
        and not shape.is_numeric(text)
        and not shape.list_marked(text)
    )


def is_furniture(text: str) -> bool:
    """A note, a place for a date, a serial: nothing that a table needs."""
    return shape.is_note(text) or squeeze(text) in raw("labels")["furniture"]["date"] or title.is_serial(text)
