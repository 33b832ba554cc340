"""Labels to their values, outside the indicator block: beside, above or inside; amounts under column heads; goals.

A row is one of: pairs (label, value, label, value), inline pairs in cells, heads (only labels: their values stand
below), values under heads, or text that goes on. The words decide what a cell is, the neighbours what it belongs to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract import shape, title, vocabulary
from extract.heads import MONEY_COLUMNS, Head, Heads, is_row_of_heads, section_of_heads
from extract.inline import pairs
from extract.ledger import Ledger
from extract.row import Row
from extract.sides import Sides, sides_of_stream, with_whole_project
from extract.vocabulary import Label
from jixiao.forms.document import Cell
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import RawAmount, RawField, RawGoal, RawText
from jixiao.forms.text import one_line, squeeze
from jixiao.forms.words import load, raw

_LABEL_LENGTH = 16  # squeezed characters of a label that no vocabulary knows
_NUMBER_OF_GOAL = re.compile(r"\s*\d{1,2}\s*[:：]")
_LONGEST_CATEGORY = 6
_LONG_FIELDS = frozenset(
    {"duties", "overview", "legal_basis", "necessity", "feasibility", "schedule", "measures"}
)


@dataclass(slots=True)
class FieldReader:
    """Reads the rows of one form that are not its indicator block, one after another."""

    ledger: Ledger
    fields: list[RawField] = field(default_factory=list)
    amounts: list[RawAmount] = field(default_factory=list)
    goals: list[RawGoal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    money_unit: RawText | None = None
    total_below: str = ""  # the field of a 合计 below indicators, where it adds up no money; blank above them
    _heads: Heads = field(default_factory=Heads)
    _unit: str = ""  # of the block of amounts, from its label
    _sides: Sides = field(default_factory=Sides)
    _stream: bool = False  # label and value stood in rows of their own
    _below_note: bool = False  # the rows since the last note may be its further points
    _row_label: str | None = None  # the last label of the row: a further value in the row is its own
    _columns_beside: bool = (
        False  # labels of several columns of money in this row, each with its value beside it
    )
    _last: tuple[Label, str] | None = None  # the last label whose text may go on in the next row

    def read(self, row: Row) -> None:
        """Read one row; what is not understood stays out of the ledger."""
        if not row.filled:
            return
        self._stream = self._stream or row.stream
        if row.table is None:
            self._line(row.filled[0])
        elif is_row_of_heads(row):
            self._take_heads(row)
        elif self._heads and self._heads.may_hold(row):
            self._values_under_heads(row)
        else:
            self._heads.clear()
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

    def _take_heads(self, row: Row) -> None:
        cells = list(row.filled)
        if section := section_of_heads(cells):
            self._open_section(section, vocabulary.label(section.text))
            cells.remove(section)
        for cell in cells:
            self.ledger.furniture(cell, "head")
        self._heads.take(cells, exact=row.exact)
        self._last = None

    def _open_section(self, cell: Cell, label: Label) -> None:
        self.ledger.furniture(cell, "section")
        if label.section == "amounts":
            self._unit = vocabulary.money_unit(cell.text)
            self._sides = Sides()

    def _values_under_heads(self, row: Row) -> None:
        label, values = self._label_and_values(row)
        placed = self._heads.under_columns(values) if row.exact else self._heads.in_order(values)
        if placed is None:
            self._doubt_order(row)
            placed = []
        tasks = [cell for head, cell in placed if vocabulary.is_task_column(head.cell.text) == "task"]
        for head, cell in placed:
            self._emit_under(head, label or next(iter(tasks), None), cell)
        if label is not None:
            self._take_row_label(label, has_values=bool(placed))
        if self._heads.goals:
            self._heads.clear()
            if placed:
                head = placed[-1][0]
                self._last = (head.label, head.cell.text)

    def _take_row_label(self, label: Cell, *, has_values: bool) -> None:
        """What stands left of the values under heads; without values it is a text of its own."""
        if has_values:
            self.ledger.furniture(label, "label")
            return
        self.fields.append(RawField("other", "", RawText(label.text, label.place)))
        self.ledger.read(label, "other")

    def _label_and_values(self, row: Row) -> tuple[Cell | None, list[Cell]]:
        """The cell that names the row, and the cells behind it (blank ones too)."""
        cells = list(row.cells)
        if row.exact:
            named = self._heads.left_of(row)
            return (named[-1] if named else None), [cell for cell in cells if cell not in named]
        while cells and shape.is_blank(cells[0].text):
            cells.pop(0)
        first = vocabulary.label(cells[0].text)
        if first.section and len(cells) > 1 and not first.amount:
            self._open_section(cells.pop(0), first)
            first = vocabulary.label(cells[0].text)
        if first.amount or (self._heads.money and not shape.is_amount(cells[0].text)):
            return cells[0], cells[1:]
        return None, cells

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
        """Deliver a value that stands under a head, in the row that `label` names."""
        name = one_line(label.text) if label is not None else ""
        heading = one_line(head.cell.text)
        is_rate = "%" in squeeze(cell.text)  # never money, whatever head it stands under
        code = "rate" if is_rate and head.money else self._field_under(head)
        if (head.money and not is_rate) or (head.label.amount and shape.is_amount(cell.text)):
            self._amount_under(head, name, heading, cell)
        elif head.label.goal and not head.label.amount_column and vocabulary.is_no_text(cell.text):
            return  # a heading or a class below it: another part of the form, which was not understood
        elif head.label.goal and not head.label.amount_column:
            self.goals.append(RawGoal(head.label.goal, heading, RawText(cell.text, cell.place)))
            self.ledger.read(cell, "goal")
        else:
            self.fields.append(RawField(code, f"{name} {heading}".strip(), RawText(cell.text, cell.place)))
            self.ledger.read(cell, code)

    def _amount_under(self, head: Head, name: str, heading: str, cell: Cell) -> None:
        row_item = vocabulary.label(name).amount
        if head.money:
            item, column = row_item, head.label.amount_column or ""
        else:
            item, column = self._item_under(head, name, row_item), ""
        unit = head.unit or self._unit
        source = "column" if head.unit else "row" if unit else ""
        # The row says what the money is for, the head which column it is.
        by_row = head.money or item == "task"
        column_label = heading if by_row else ""
        text = RawText(cell.text, cell.place)
        label = name if by_row else f"{name} {heading}".strip()
        self.amounts.append(RawAmount(item or "unknown", label, text, column, column_label, unit, source))
        self.ledger.read(cell, "amount")

    def _item_under(self, head: Head, name: str, row_item: str | None) -> str | None:
        """What a sum under a head that names an item is for: a task, a part that its row names, or the head's item."""
        if self._heads.tasks and name and row_item != "total":
            return "task"
        return head.label.amount if row_item in (None, "total", "unknown") else row_item

    def _field_under(self, head: Head) -> str:
        if head.label.amount_column:
            return head.label.amount_column
        if self._heads.dates:
            return "schedule"
        return head.label.field or ("tasks" if vocabulary.is_task_column(head.cell.text) else "other")

    # ------------------------------------------------------------------ label, value, label, value

    def _pairs(self, row: Row) -> None:
        self._row_label = None
        before, first = len(self.amounts), len(self.fields)
        cells = list(row.cells)
        of_money = {vocabulary.label(cell.text).amount_column for cell in row.filled} & MONEY_COLUMNS
        self._columns_beside = len(of_money) > 1
        position = 0
        while position < len(cells):
            cell = cells[position]
            position += 1
            if shape.is_blank(cell.text) and not pairs(cell.text):
                continue
            after = self._next(cells, position - 1, row)
            if self._cell(cell, after, row) and after is not None:
                position = cells.index(after, position) + 1
                position = self._end_of_period(cells, position, vocabulary.label(cell.text))
        self._give_sides(before, row)
        self.findings += _two_objects(self.fields[first:])

    def _end_of_period(self, cells: Sequence[Cell], position: int, label: Label) -> int:
        """Take in what follows the first half of a period: `2024年1月 | 至 | 2024年12月`; return what comes next."""
        end = _behind_second_date(cells, position) if label.field == "period" else position
        rest = [cell for cell in cells[position:end] if squeeze(cell.text)]
        if rest:
            begun = self.fields[-1]
            text = "".join([begun.value.text, *(cell.text for cell in rest)])
            self.fields[-1] = replace(begun, value=replace(begun.value, text=text))
        for cell in rest:
            self.ledger.read(cell, "period")
        return end

    def _give_sides(self, before: int, row: Row) -> None:
        """The amounts of this row, from number `before` on, get their sides; another label ends the block."""
        if len(self.amounts) == before:
            self._sides = Sides() if self._row_label is not None else self._sides
            return
        self.amounts[before:], doubts = self._sides.give(self.amounts[before:], exact=row.exact)
        self.findings += doubts

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
        at = next((n for n, cell in enumerate(rest) if not shape.is_blank(cell.text)), None)
        if at is None:
            return rest[0]
        found, follower = rest[at], rest[at + 1 : at + 2]
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
        if self._is_no_label(cell, label) or self._inline(cell) or self._declares(cell, label):
            return False
        if after is not None and (self._numbered_goal(cell, after) or self._stack(cell, after)):
            return True
        if label or pairs(cell.text):
            return self._labelled(cell, label, after)
        return self._unlabelled(cell, after, row)

    def _is_no_label(self, cell: Cell, label: Label) -> bool:
        """Take a note, or the word 其中 in a cell of its own."""
        if squeeze(cell.text) in load("labels", "of_which"):
            self.ledger.furniture(cell, "label")
            return True
        if label or not is_furniture(cell.text) or shape.list_marked(cell.text):
            return False
        self.ledger.furniture(cell, "note")
        self._below_note = True
        return True

    def _inline(self, cell: Cell) -> bool:
        """Take labels that stand in one cell with their values."""
        found = [] if _labels_of_sums(cell.text) else pairs(cell.text)
        if not any(pair.value for pair in found):
            return False
        for pair in found:
            self._emit(vocabulary.label(pair.label), pair.label, RawText(pair.value, cell.place), cell)
        return True

    def _declares(self, cell: Cell, label: Label) -> bool:
        """Take `（万元）`, or a caption."""
        if squeeze(cell.text).startswith("(") and (unit := vocabulary.money_unit(cell.text)):
            self._unit = unit
            self.ledger.furniture(cell, "money_unit")
            return True
        if vocabulary.is_caption(cell.text) and not (label.field or label.goal):
            self.ledger.furniture(cell, "caption")
            return True
        return False

    def _numbered_goal(self, cell: Cell, after: Cell) -> bool:
        """Take a goal whose number stands in a cell of its own: `目标1 | …`."""
        if not vocabulary.is_goal_mark(cell.text) or self._last is None or not self._last[0].goal:
            return False
        self.ledger.furniture(cell, "label")
        self._emit(*self._last, RawText(after.text, after.place), after)
        return True

    def _stack(self, cell: Cell, after: Cell) -> bool:
        """Take labels of amounts one under the other, with the sums in the next cell."""
        labels, sums = _labels_of_sums(cell.text), _lines(after.text)
        if not labels or len(labels) != len(sums):
            return False
        self.ledger.furniture(cell, "label")
        for label, value in zip(labels, sums, strict=True):
            self._emit(vocabulary.label(label), label, RawText(value, after.place), after)
        return True

    def _labelled(self, cell: Cell, label: Label, after: Cell | None) -> bool:
        if label.goal and after is not None and vocabulary.is_goal_mark(after.text):
            self.ledger.furniture(cell, "label")
            self._last = (label, cell.text)
            return False
        beside = after is not None and not _is_label(after.text)
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
        """A label that no vocabulary knows, text that goes on, or nothing that we understand.

        A class of indicators is no label: outside the block it is a row that was lost, and stays unread.
        """
        if vocabulary.is_level(cell.text):
            return False
        if len(row.filled) == 1 and self._below_note and shape.list_marked(cell.text):
            self.ledger.furniture(cell, "note")
            return False
        if len(row.filled) == 1 and self._last is not None and self._may_go_on(cell.text):
            self._emit(*self._last, RawText(cell.text, cell.place), cell)
            return False
        free = after is not None and not _is_label(after.text)
        if free and after is not None and _reads_like_label(cell.text):
            self.ledger.furniture(cell, "label")
            self._emit(Label(), cell.text, RawText(after.text, after.place), after)
            return True
        if self._row_label is not None and (shape.is_numeric(cell.text) or not _reads_like_label(cell.text)):
            self.fields.append(RawField("other", self._row_label, RawText(cell.text, cell.place)))
            self.ledger.read(cell, "other")
        return False

    def _may_go_on(self, text: str) -> bool:
        """A text below a goal that was at its end must be a sentence to be one more."""
        before = self.goals[-1].value.text if self.goals and self._last and self._last[0].goal else ""
        ended = squeeze(before).endswith(("。", ";"))
        return not ended or any(mark in squeeze(text) for mark in "。;,")

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
        elif label.goal and not money and not blank and vocabulary.is_no_text(value.text):
            return
        elif label.goal and not money:
            read_as = "goal"
            if not blank:
                cut = _NUMBER_OF_GOAL.match(value.text) and squeeze(name) == "目标"  # 目标 | 1：…
                text = replace(value, text=f"{name}{value.text}") if cut else value
                self.goals.append(RawGoal(label.goal, name, text))
        elif self.total_below and label.amount == "total":
            read_as = self.total_below
            self.fields.append(RawField(read_as, name, value))
        elif self._columns_beside and label.amount_column in MONEY_COLUMNS and money:
            read_as = "amount"
            self._amount("total", name, value, label.amount_column)
        elif label.amount and (money or (blank and not label.field)):
            read_as = "amount"
            self._amount(label.amount, name, value)
        elif label.section == "amounts" and money and not label.field:
            read_as = "amount"
            self._amount("total", name, value)
        elif not label and money and vocabulary.is_of_money(name) and not _of_years_before(name):
            read_as = "amount"
            self._amount("unknown", name, value)
        else:
            read_as = label.field or label.amount_column or "other"
            self.fields.append(RawField(read_as, name, value))
        may_go_on = bool(label.goal) or label.field in _LONG_FIELDS
        self._last = (label, written) if may_go_on else self._last if not label else None
        if cell is not None and (not blank or cell.text.strip()):
            self.ledger.furniture(cell, "label") if blank else self.ledger.read(cell, read_as)

    def _amount(self, item: str, name: str, value: RawText, column: str = "") -> None:
        own = vocabulary.money_unit(name)
        unit = own or self._unit
        heading = name if column else ""
        self.amounts.append(RawAmount(item, name, value, column, heading, unit, "row" if unit else ""))

    def finish(self) -> None:
        """What only the whole form can tell: the sides of amounts that stood in rows of their own."""
        if self._stream:
            self.amounts, doubts = sides_of_stream(self.amounts)
            self.findings += doubts
        self.amounts = with_whole_project(self.amounts)


def _of_years_before(name: str) -> bool:
    """The money of another year is no amount of this form."""
    return any(squeeze(word) in squeeze(name) for word in raw("columns")["composed"]["history"]["before"])


def _two_objects(fields: Sequence[RawField]) -> Iterator[Finding]:
    """A doubt where one row names two projects or bodies under one label: two forms may stand side by side."""
    stated = [
        found
        for found in fields
        if found.field in vocabulary.IDENTITY and not shape.is_blank(found.value.text)
    ]
    for left, right in pairwise(stated):
        if left.field == right.field and squeeze(left.value.text) != squeeze(right.value.text):
            yield Finding(
                About.READING,
                Severity.WARNING,
                "ambiguous-columns",
                f"“{left.label}”在同一行出现两次，内容不同；可能左右并排着两张表，没有分开，请核对原文。",
                str(right.value.place),
                "一张表只有一个项目或部门。",
            )


def _is_value_of(label: Label, text: str) -> bool:
    """A value that happens to be a label's word too: 其他 as a category, 项目支出 as a project's name."""
    if len(squeeze(text)) > _LONGEST_CATEGORY or label.field not in (
        "project_category",
        "project_attribute",
        "project",
    ):
        return False
    return label.field != "project" or not vocabulary.label(text).field


def _is_label(text: str) -> bool:
    """A label, alone, with its value, or one of several in the cell."""
    return bool(vocabulary.label(text) or pairs(text) or _labels_of_sums(text))


def _labels_of_sums(text: str) -> list[str]:
    """Labels of amounts one under the other in one cell; empty for all else."""
    lines = _lines(text)
    return lines if len(lines) > 1 and all(vocabulary.label(line).amount for line in lines) else []


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if squeeze(line)]


def _behind_second_date(cells: Sequence[Cell], position: int) -> int:
    """The position behind `至 | 2024年12月`, blank cells before and between; the same one where other things stand."""
    joined = False
    for end in range(position, len(cells)):
        key = squeeze(cells[end].text)
        if key in load("labels", "between"):
            joined = True
        elif key:
            second = joined and shape.is_numeric(key) and len(key) <= _LABEL_LENGTH
            return end + 1 if second else position
    return position


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
