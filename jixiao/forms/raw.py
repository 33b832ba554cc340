"""A form as it is printed: labels, values, indicator rows; still text, each with its place.

`extract` makes these out of a Document, `normalize` gives them meaning. Codes (`field`, `item`, `column`,
`scope`, `kind`) are those of the vocabularies and of docs/tables.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jixiao.forms.document import Place
from jixiao.forms.finding import Finding


class Certainty(StrEnum):
    """How sure the levels, name and value of an indicator row are; the weakest part decides."""

    EXACT = "exact"  # each stands in a cell that covers the row
    INHERITED = "inherited"  # a level was carried down over blank or missing cells
    INFERRED = "inferred"  # a column, a cell boundary or a level was deduced from contents
    AMBIGUOUS = "ambiguous"  # another reading is as good; a finding says so


class Role(StrEnum):
    """What became of a cell or line; files.csv counts them."""

    READ = "read"  # it went into a column of some table
    FURNITURE = "furniture"  # label, header, note, signature, decoration
    BLANK = "blank"  # nothing, or a placeholder
    UNREAD = "unread"  # inside a form and not understood: a finding
    OUTSIDE = "outside"  # in no form


@dataclass(frozen=True, slots=True)
class RawText:
    """A text with the place of the cell or line that it stands in; it may be a piece of that cell."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class RawField:
    """A label and its value."""

    field: str  # stable code such as "department"; "other" where no vocabulary knows the label
    label: str  # as written
    value: RawText


@dataclass(frozen=True, slots=True)
class RawAmount:
    """A label of money and what stands beside it; blank and placeholder values too (they are fields)."""

    item: str  # "total", "basic_expenditure" …; "unknown"
    label: str  # as written
    value: RawText
    column: str = ""  # "initial", "executed" …; blank where the form has one column
    column_label: str = ""  # as written
    unit: str = ""  # printed in the label, the block's label or the column head: "万元"; blank: the form's
    unit_source: str = ""  # "row" or "column", with unit


@dataclass(frozen=True, slots=True)
class RawGoal:
    """The text of one goal cell; it may hold several goals."""

    scope: str  # "annual", "implementation", "medium_term", "overall", "achieved"
    label: str  # as written; blank where none stands beside it
    value: RawText


@dataclass(frozen=True, slots=True)
class RawIndicator:
    """One row of the indicator block: the cells that cover it, each None where the form has no such cell."""

    name: RawText | None  # the level-3 cell
    value: RawText | None
    level1: RawText | None = None
    level2: RawText | None = None
    comparator: RawText | None = None
    unit: RawText | None = None
    standard: RawText | None = None
    explanation: RawText | None = None
    note: RawText | None = None
    weight: RawText | None = None
    actual: RawText | None = None
    score: RawText | None = None
    deviation: RawText | None = None
    header_unit: str = ""  # a unit in the value column's heading: `指标值（%）`
    horizon: str = "annual"  # or "medium_term"
    value_column: str = ""  # heading of the value column where there are several
    parent: str = ""  # the parent that carries only points
    certainty: Certainty = Certainty.EXACT

    @property
    def place(self) -> Place:
        """Of the value, or of the name where there is no value."""
        anchor = self.value or self.name
        return anchor.place if anchor else Place()


@dataclass(frozen=True, slots=True)
class RawForm:
    """One form of one file. Amounts and goals stand only there, not among `fields`."""

    number: int  # from 1 within the file
    kind: str  # "department_target" …; "unknown"
    title: RawText | None
    place: Place
    year: RawText | None = None  # the text that states the year, beside or under the title: `（2024年度）`
    money_unit: RawText | None = None  # declared for the form: `单位：万元`; the text is the unit alone
    fields: tuple[RawField, ...] = ()
    amounts: tuple[RawAmount, ...] = ()
    goals: tuple[RawGoal, ...] = ()
    indicators: tuple[RawIndicator, ...] = ()
    findings: tuple[Finding, ...] = ()  # about reading; `indicator_no` counts `indicators` from 1


@dataclass(frozen=True, slots=True)
class Use:
    """What one cell or line was read as."""

    place: Place
    role: Role
    read_as: str  # "level1", "value", "label", "title", "note" …; blank for BLANK and OUTSIDE


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document: its forms, and an account of every cell and line."""

    forms: tuple[RawForm, ...]
    uses: tuple[Use, ...]  # one for each cell and line, in document order
    findings: tuple[Finding, ...] = ()  # that belong to no form: text of a form that has no table left
