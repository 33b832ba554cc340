"""Forms drawn as rows of cells, each with the truth: what a person would read, and how far a reading is from it.

One form can be seen in three ways: `merged`, as drawn; `lost`, its merges downwards shown as blanks;
`drifting`, its inner borders moved a little from row to row, as in tables that were drawn by hand.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from drawn_forms import Area, areas
from msgspec.structs import replace

import extract
import normalize
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.finding import About, Severity
from jixiao.forms.record import Form, Indicator

VIEWS = ("merged", "lost", "drifting")
FINE = 4  # grid columns of a drifting table for each column of the drawing


class Row(NamedTuple):
    """An indicator as it is to be delivered; blank: not stated."""

    level1: str
    level2: str
    name: str
    comparator: str
    value: str
    unit: str
    actual: str = ""
    weight: str = ""
    score: str = ""
    value_column: str = ""
    horizon: str = "annual"


class Sum(NamedTuple):
    """An amount of money as it is to be delivered."""

    item: str
    yuan: str
    column: str = ""


class Aim(NamedTuple):
    """A goal as it is to be delivered."""

    scope: str
    text: str


class Stated(NamedTuple):
    """A column of forms.csv and what the form states for it."""

    column: str
    text: str


class Named(NamedTuple):
    """A field of fields.csv and its text."""

    field: str
    text: str


Fact = Row | Sum | Aim | Stated | Named


@dataclass(frozen=True)
class Truth:
    """What one form states; of forms.csv and fields.csv only the columns and fields that it names are compared."""

    rows: tuple[Row, ...]
    stated: tuple[Stated, ...] = ()
    sums: tuple[Sum, ...] = ()
    aims: tuple[Aim, ...] = ()
    named: tuple[Named, ...] = ()

    @property
    def facts(self) -> list[Fact]:
        """All but the indicators."""
        return [*self.stated, *self.sums, *self.aims, *self.named]


@dataclass(frozen=True)
class DrawnForm:
    """A file as paragraphs and one table in the notation of drawn_forms.py, and the forms that it holds."""

    lines: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    truth: tuple[Truth, ...]
    name: str  # of the random form

    def __str__(self) -> str:
        """The drawing."""
        return "\n".join([*self.lines, *("| " + " | ".join(row) + " |" for row in self.rows)])

    def seen(self, view: str) -> Document:
        """The file in one of VIEWS."""
        cells = [_cell_of(area) for area in areas(self.rows)]
        if view == "lost":
            cells = list(_unmerged(cells))
        elif view == "drifting":
            cells = _drifting(cells, random.Random(self.name))
        lines = [Line(text, Place(block=number)) for number, text in enumerate(self.lines, start=1)]
        return Document("test", "drawing", (*lines, Table(1, Geometry.EXACT, tuple(cells))))


def _cell_of(area: Area) -> Cell:
    rows, columns = area.bottom - area.top + 1, area.right - area.left + 1
    return _cell(area.top + 1, area.left + 1, area.text, rows, columns)


def _cell(row: int, column: int, text: str, row_span: int = 1, column_span: int = 1) -> Cell:
    return Cell(row, column, text, Place(table=1, row=row, column=column), row_span, column_span)


def _unmerged(cells: Iterable[Cell]) -> Iterator[Cell]:
    for cell in cells:
        yield replace(cell, row_span=1)
        for row in range(cell.row + 1, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                yield _cell(row, column, "")


def _drifting(cells: Iterable[Cell], chance: random.Random, share: float = 0.3) -> list[Cell]:
    """Move this share of the borders between two cells that stand in one row by a quarter of a column."""
    fine = [replace(c, column=(c.column - 1) * FINE + 1, column_span=c.column_span * FINE) for c in cells]
    fine.sort(key=lambda cell: (cell.row, cell.column))
    for number in range(1, len(fine)):
        left, right = fine[number - 1], fine[number]
        touch = left.row == right.row and left.column + left.column_span == right.column
        if touch and left.row_span == right.row_span == 1 and chance.random() < share:
            step = chance.choice([-1, 1])
            moved = replace(right, column=right.column + step, column_span=right.column_span - step)
            fine[number - 1 : number + 1] = [replace(left, column_span=left.column_span + step), moved]
    return list(_on_own_borders(fine))


def _on_own_borders(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The grid as Word writes it: a column for each border in use, however narrow."""
    borders = sorted({border for cell in cells for border in (cell.column, cell.column + cell.column_span)})
    number = {border: column for column, border in enumerate(borders, start=1)}
    for cell in cells:
        column, end = number[cell.column], number[cell.column + cell.column_span]
        yield _cell(cell.row, column, cell.text, cell.row_span, end - column)


@dataclass
class Verdict:
    """How a reading differs from the truth."""

    facts: int = 0  # of the truth: indicators, sums, goals, and what is stated for forms.csv
    silent: list[Fact] = field(default_factory=list)  # wrong or lost, and nothing says so
    said: list[Fact] = field(default_factory=list)  # wrong or lost, and doubted
    doubted: list[Row] = field(default_factory=list)  # right, and doubted


def judged(forms: Iterable[DrawnForm], view: str) -> Verdict:
    """Read the forms in this view and compare what would be delivered with their truth."""
    verdict = Verdict()
    for drawn in forms:
        extraction = extract.forms(drawn.seen(view))
        read = [normalize.form(raw, file="drawing", sha256="0" * 64) for raw in extraction.forms]
        for truth, form in zip_longest(drawn.truth, read):
            _judge(verdict, truth or Truth(()), form, said=bool(extraction.findings))
    return verdict


def _judge(verdict: Verdict, truth: Truth, form: Form | None, *, said: bool) -> None:
    said = said or (form is not None and _is_doubted(form))
    left = Counter(truth.rows)
    wrong = 0
    for indicator in form.indicators if form else ():
        row, doubted = _row(indicator), indicator.certainty == "ambiguous"
        if left[row] > 0:
            left[row] -= 1
            verdict.doubted += [row] * doubted
        else:
            wrong += 1
            (verdict.said if doubted else verdict.silent).append(row)
    lost = list(left.elements())[wrong:]  # each wrong row stands for one of the truth's
    verdict.facts += len(truth.rows) + len(truth.facts)
    stated, read = Counter(truth.facts), Counter(_facts(form, truth) if form else [])
    differing = (stated - read) + (read - stated)
    (verdict.said if said else verdict.silent).extend([*lost, *differing])


def _is_doubted(form: Form) -> bool:
    """Does a finding about the reading stand against the form, and not only against one of its rows?"""
    return any(
        finding.about == About.READING and finding.severity != Severity.INFO and finding.indicator_no is None
        for finding in form.findings
    )


def _row(indicator: Indicator) -> Row:
    """What of an indicator is compared, line breaks in cells left out."""
    texts = (
        indicator.level1.name,
        indicator.level2.name,
        indicator.level3.name,
        indicator.comparator_raw,
        indicator.value.raw,
        indicator.unit_raw,
        indicator.actual.raw if indicator.actual else "",
        _number(indicator.weight),
        _number(indicator.score),
        indicator.value_column,
        indicator.horizon,
    )
    return Row(*(text.replace("\n", "") for text in texts))


def _facts(form: Form, truth: Truth) -> list[Fact]:
    compared = {named.field for named in truth.named}
    return [
        *(Stated(stated.column, _printed(getattr(form, stated.column))) for stated in truth.stated),
        *(Sum(amount.item, _number(amount.yuan), amount.column) for amount in form.amounts),
        *(Aim(goal.scope, goal.text.replace("\n", "")) for goal in form.goals),
        *(Named(each.field, each.value) for each in form.fields if each.field in compared),
    ]


def _printed(value: object) -> str:
    return _number(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def _number(number: Decimal | None) -> str:
    """The number as the tables print it."""
    return "" if number is None else format(number.normalize(), "f")
