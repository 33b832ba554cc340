"""A form becomes typed: RawForm in, Form out. Nothing is repaired; what is doubtful is a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jixiao.forms.finding import Finding
from jixiao.forms.raw import RawForm, RawText
from jixiao.forms.record import Field, Form, Goal
from jixiao.forms.text import one_line, unbroken
from normalize import body, budget, code, doubt, goal, period
from normalize.blank import is_blank
from normalize.indicator import indicator

# The body that a form is about: the first of these that it states.
DEPARTMENT_FIELDS = (
    "department_name",
    "unit_name",
    "budget_department",
    "project_unit",
    "implementing_unit",
    "reporting_unit",
    "competent_department",
)
# A dump shows the end of a paragraph as one line break or as two; blank lines say nothing.
_BLANK_LINES = re.compile(r"\n\s*\n")
PERIOD_FIELDS = ("period", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class _Time:
    """The year that a form is for, its period, and the doubts about them."""

    year: int | None
    period: period.Period
    findings: tuple[Finding, ...]


def form(raw: RawForm, *, file: str, sha256: str) -> Form:
    """The typed form. `file` is its name in the run, `sha256` the hex digest of the document's bytes."""
    fields = _first_stated(raw)
    time = _time(raw, fields)
    unit = budget.declared_unit(raw)
    amounts, amount_findings = budget.amounts(raw, unit)
    rows = [
        indicator(row, number, unit.name, time.year) for number, row in enumerate(raw.indicators, start=1)
    ]
    project = code.split(_text(fields, "project"))
    bodies = {name: _body(raw, name) for name in DEPARTMENT_FIELDS}
    findings = (
        *raw.findings,
        *time.findings,
        *amount_findings,
        *(finding for _, findings in rows for finding in findings),
    )
    return Form(
        form_id=f"{sha256[:16]}-{raw.number}",
        file=file,
        form_no=raw.number,
        kind=raw.kind,
        title=one_line(raw.title.text) if raw.title else "",
        place=raw.place,
        fiscal_year=time.year,
        department=next(filter(None, bodies.values()), ""),
        reporting_unit=bodies["reporting_unit"],
        competent_department=bodies["competent_department"],
        implementing_unit=bodies["implementing_unit"],
        project="" if is_blank(project.name) else project.name,
        project_code=_text(fields, "project_code") or project.code,
        period_start=time.period.start,
        period_end=time.period.end,
        money_unit=unit.name,
        total_yuan=budget.total(amounts),
        fields=_fields(raw),
        amounts=amounts,
        goals=_goals(raw),
        indicators=tuple(typed for typed, _ in rows),
        findings=findings,
    )


def _first_stated(raw: RawForm) -> dict[str, RawText]:
    """The first value of each field that is not blank."""
    stated: dict[str, RawText] = {}
    for field in raw.fields:
        if not is_blank(field.value.text):
            stated.setdefault(field.field, field.value)
    return stated


def _body(raw: RawForm, name: str) -> str:
    """The first body that a field of this code names."""
    named = (body.read(field.value.text).name for field in raw.fields if field.field == name)
    return next(filter(None, named), "")


def _text(fields: Mapping[str, RawText], name: str) -> str:
    return unbroken(fields[name].text) if name in fields else ""


def _time(raw: RawForm, fields: Mapping[str, RawText]) -> _Time:
    title = raw.title.text if raw.title else ""
    beside = " ".join(text.text for text in (raw.year, fields.get("year")) if text)
    year = period.fiscal_year(title, beside, period.Period())
    read = {name: period.read(fields[name].text, year) for name in PERIOD_FIELDS if name in fields}
    whole, start, end = (read.get(name, period.Period()) for name in PERIOD_FIELDS)
    stated = period.Period(whole.start or start.start, whole.end or end.end)
    findings = (
        doubt.finding(found.issue, fields[name].text, fields[name].place)
        for name, found in read.items()
        if found.issue
    )
    return _Time(period.fiscal_year(title, beside, stated), stated, tuple(findings))


def _goals(raw: RawForm) -> tuple[Goal, ...]:
    statements = (
        (stated, statement)
        for stated in raw.goals
        if not is_blank(stated.value.text)
        for statement in goal.split(stated.value.text)
    )
    return tuple(
        Goal(number, stated.scope, statement.text, stated.value.place, statement.number)
        for number, (stated, statement) in enumerate(statements, start=1)
    )


def _fields(raw: RawForm) -> tuple[Field, ...]:
    """Every label with its value: the fields, then the amounts and goals as they are printed."""
    stated = (
        *((field.field, field.label, field.value) for field in raw.fields),
        *(("amount", money.label, money.value) for money in raw.amounts),
        *(("goal", aim.label, aim.value) for aim in raw.goals),
    )
    return tuple(
        Field(number, name, label, _BLANK_LINES.sub("\n", text.text.strip()), text.place)
        for number, (name, label, text) in enumerate(stated, start=1)
    )
