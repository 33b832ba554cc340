"""A result as rows of the tables: one function for each table, each row {column name: value}.

Values keep their type (str, int, Decimal, date, bool, tuple); None is blank. cells.py writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields as fields_of

from jixiao.forms.finding import Finding
from jixiao.forms.record import FileRecord, Form, Indicator, Result, Value
from jixiao.forms.tables import INDICATORS, VALUE_COLUMNS

Row = dict[str, object]

VALUE_NAMES = tuple(column.name for column in VALUE_COLUMNS)
ACTUAL_NAMES = tuple(
    name.removeprefix("actual_")
    for name in INDICATORS.names
    if name.startswith("actual_") and name != "actual_raw"
)
_FILE_NAMES = tuple(field.name for field in fields_of(FileRecord))


def form_row(form: Form) -> Row:
    """The row of forms.csv."""
    return {
        "form_id": form.form_id,
        "file": form.file,
        "form_no": form.form_no,
        "kind": form.kind,
        "title": form.title,
        "fiscal_year": form.fiscal_year,
        "department": form.department,
        "reporting_unit": form.reporting_unit,
        "competent_department": form.competent_department,
        "implementing_unit": form.implementing_unit,
        "project": form.project,
        "project_code": form.project_code,
        "period_start": form.period_start,
        "period_end": form.period_end,
        "money_unit": form.money_unit,
        "total_yuan": form.total_yuan,
        "goals": len(form.goals),
        "indicators": len(form.indicators),
        "findings": len(form.findings),
        "status": form.status,
        "place": str(form.place),
    }


def indicator_rows(form: Form) -> Iterator[Row]:
    """The rows of indicators.csv of one form."""
    for indicator in form.indicators:
        yield {
            "form_id": form.form_id,
            "indicator_no": indicator.number,
            "file": form.file,
            "form_kind": form.kind,
            "fiscal_year": form.fiscal_year,
            "department": form.department,
            "project": form.project,
            "horizon": indicator.horizon,
            "value_column": indicator.value_column,
            **_levels(indicator),
            "category": indicator.category,
            "parent": indicator.parent,
            "value_raw": indicator.value.raw,
            "comparator_raw": indicator.comparator_raw,
            "unit_raw": indicator.unit_raw,
            **value_row(indicator.value),
            "standard": indicator.standard,
            "explanation": indicator.explanation,
            "note": indicator.note,
            "weight": indicator.weight,
            **_actual(indicator.actual),
            "attained": indicator.attained,
            "score": indicator.score,
            "deviation": indicator.deviation,
            "certainty": str(indicator.certainty),
            "place": str(indicator.place),
        }


def _levels(indicator: Indicator) -> Row:
    levels = {"level1": indicator.level1, "level2": indicator.level2, "level3": indicator.level3}
    names: Row = {name: level.name for name, level in levels.items()}
    return names | {f"{name}_raw": level.raw for name, level in levels.items()}


def value_row(value: Value) -> Row:
    """The columns `kind` to `rule` of one value; `parts` is a tuple of such rows, each with its `raw`."""
    row: Row = {name: getattr(value, name) for name in VALUE_NAMES}
    row["parts"] = tuple({"raw": part.raw, **value_row(part)} for part in value.parts)
    return row


def _actual(actual: Value | None) -> Row:
    names = ("raw", *ACTUAL_NAMES)
    return {f"actual_{name}": None if actual is None else getattr(actual, name) for name in names}


def amount_rows(form: Form) -> Iterator[Row]:
    """The rows of amounts.csv of one form."""
    for amount in form.amounts:
        yield {
            "form_id": form.form_id,
            "amount_no": amount.number,
            "file": form.file,
            "fiscal_year": form.fiscal_year,
            "department": form.department,
            "project": form.project,
            "item": amount.item,
            "item_raw": amount.item_raw,
            "column": amount.column,
            "column_raw": amount.column_raw,
            "raw": amount.raw,
            "unit": amount.unit,
            "unit_source": amount.unit_source,
            "yuan": amount.yuan,
            "place": str(amount.place),
        }


def goal_rows(form: Form) -> Iterator[Row]:
    """The rows of goals.csv of one form."""
    for goal in form.goals:
        yield {
            "form_id": form.form_id,
            "goal_no": goal.number,
            "file": form.file,
            "scope": goal.scope,
            "number": goal.printed_number,
            "text": goal.text,
            "place": str(goal.place),
        }


def field_rows(form: Form) -> Iterator[Row]:
    """The rows of fields.csv of one form."""
    for field in form.fields:
        yield {
            "form_id": form.form_id,
            "field_no": field.number,
            "file": form.file,
            "field": field.field,
            "label_raw": field.label_raw,
            "value": field.value,
            "place": str(field.place),
        }


def finding_rows(result: Result) -> Iterator[Row]:
    """The rows of findings.csv of one file: first those of no form, then those of each form."""
    number = 1
    for finding in result.findings:
        yield finding_row(finding, number, file=result.record.file)
        number += 1
    for form in result.forms:
        for finding in form.findings:
            yield finding_row(finding, number, file=form.file, form_id=form.form_id)
            number += 1


def finding_row(finding: Finding, number: int, *, file: str, form_id: str = "") -> Row:
    """One row of findings.csv; `number` counts within the file."""
    return {
        "finding_no": number,
        "form_id": form_id,
        "file": file,
        "indicator_no": finding.indicator_no,
        "about": str(finding.about),
        "severity": str(finding.severity),
        "rule": finding.rule,
        "message": finding.message,
        "basis": finding.basis,
        "related": finding.related,
        "place": finding.place,
    }


def file_row(record: FileRecord) -> Row:
    """The row of files.csv."""
    return {name: getattr(record, name) for name in _FILE_NAMES}


_OF_FORM: dict[str, Callable[[Form], Iterator[Row]]] = {
    "forms": lambda form: iter([form_row(form)]),
    "indicators": indicator_rows,
    "amounts": amount_rows,
    "goals": goal_rows,
    "fields": field_rows,
}


def rows(result: Result) -> Iterator[tuple[str, Row]]:
    """Every row of one result, each with the name of its table."""
    yield "files", file_row(result.record)
    for form in result.forms:
        for table, of_form in _OF_FORM.items():
            for row in of_form(form):
                yield table, row
    for row in finding_rows(result):
        yield "findings", row
