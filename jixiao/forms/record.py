"""A form that a program can use: typed, in yuan and dates. The names are those of the output's columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from jixiao.forms.document import Place
from jixiao.forms.finding import Finding
from jixiao.forms.raw import Certainty


@dataclass(frozen=True, slots=True)
class Value:
    """One target or actual value, typed. docs/values.md says exactly what each field holds.

    Percent in percent points (95), money in yuan, a ratio as its quotient to 6 places. None is "not stated".
    """

    raw: str = ""  # the cell, untouched
    kind: str = "none"
    status: str = "ok"  # "ok", "partial" (an assumption that `issues` names), "unparsed"
    comparator: str | None = None  # eq, ge, gt, le, lt, range, approx
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_inclusive: bool | None = None
    upper_inclusive: bool | None = None
    start: date | None = None
    end: date | None = None
    unit: str | None = None
    unit_code: str | None = None
    scale: int | None = None
    scale_source: str | None = None
    per: tuple[str, ...] = ()
    period: str | None = None
    iso: str | None = None
    approximate: bool = False
    change: str | None = None
    change_basis: str | None = None
    grade: str | None = None
    grade_scale: tuple[str, ...] = ()
    trend: str | None = None
    label: str | None = None
    exact: str | None = None
    nominal: Decimal | None = None
    tolerance: Decimal | None = None
    date_precision: str | None = None
    parts: tuple[Value, ...] = ()
    issues: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One of the three levels over an indicator: as the standard words have it, and as printed."""

    name: str = ""  # standard words; a class that the vocabulary does not know as written
    raw: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of indicators.csv."""

    number: int  # from 1 within the form
    level1: Level
    level2: Level
    level3: Level
    category: str
    value: Value
    place: Place
    certainty: Certainty
    horizon: str = "annual"
    value_column: str = ""
    parent: str = ""
    comparator_raw: str = ""
    unit_raw: str = ""
    standard: str = ""
    explanation: str = ""
    note: str = ""
    weight: Decimal | None = None
    actual: Value | None = None  # None where the form has no such column
    attained: bool | None = None
    score: Decimal | None = None
    deviation: str = ""


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount of money. `yuan` is None where no unit is stated anywhere: never guessed."""

    number: int
    item: str
    item_raw: str
    raw: str
    yuan: Decimal | None
    place: Place
    column: str = ""
    column_raw: str = ""
    unit: str = ""  # what was applied: 元, 万元, 亿元
    unit_source: str = ""  # cell, row, column, form


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal statement."""

    number: int
    scope: str
    text: str
    place: Place
    printed_number: int | None = None  # 2 of the mark `目标2：`; column `number`


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value."""

    number: int
    field: str
    label_raw: str
    value: str
    place: Place


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one file, typed."""

    form_id: str
    file: str
    form_no: int
    kind: str
    title: str
    place: Place
    fiscal_year: int | None = None
    department: str = ""
    reporting_unit: str = ""
    competent_department: str = ""
    implementing_unit: str = ""
    project: str = ""
    project_code: str = ""
    period_start: date | None = None
    period_end: date | None = None
    money_unit: str = ""
    total_yuan: Decimal | None = None
    fields: tuple[Field, ...] = ()
    amounts: tuple[Amount, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def status(self) -> str:
        """`review` where an error or warning about the reading stands against the form; else `ok`."""
        return "review" if _doubted(self.findings) else "ok"


def _doubted(findings: Iterable[Finding]) -> bool:
    return any(finding.is_doubt for finding in findings)


ARCHIVE_FORMAT = "zip"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One input file, whatever became of it: one row of files.csv. Counts are of cells and lines."""

    file: str
    sha256: str = ""
    bytes: int = 0
    format: str = ""
    dialect: str = ""
    reader: str = ""
    tables: int = 0
    cells: int = 0
    cells_read: int = 0
    cells_furniture: int = 0
    cells_blank: int = 0
    cells_unread: int = 0
    cells_outside: int = 0
    forms: int = 0
    indicators: int = 0
    findings: int = 0
    status: str = "ok"  # ok, review, no_form, duplicate, failed, skipped
    error: str = ""
    message: str = ""
    duplicate_of: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What one input file came to: its row of files.csv, its forms, findings that belong to no form."""

    record: FileRecord
    forms: tuple[Form, ...] = ()
    findings: tuple[Finding, ...] = ()

    def settled(self) -> Result:
        """The same, its record's counts and status following from the forms and findings.

        A file that was not read, and an archive, keep their status.
        """
        record = replace(
            self.record,
            forms=len(self.forms),
            indicators=sum(len(form.indicators) for form in self.forms),
            findings=len(self.findings) + sum(len(form.findings) for form in self.forms),
        )
        was_read = record.status in {"ok", "review", "no_form"} and record.format != ARCHIVE_FORMAT
        return replace(self, record=_with_status(record, self._status()) if was_read else record)

    def _status(self) -> str:
        if _doubted(self.findings) or any(form.status == "review" for form in self.forms):
            return "review"
        return "ok" if self.forms else "no_form"


def _with_status(record: FileRecord, status: str) -> FileRecord:
    message = "没有找到绩效目标表或自评表，文件中的文字没有读入。" if status == "no_form" else ""
    return replace(record, status=status, message=message)
