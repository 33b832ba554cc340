"""What several forms can tell that came together in one file: a department's form and those of its projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from jixiao.check.budget import Budget, budgets, tolerance
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.numbers import decimal_text
from jixiao.forms.record import Amount, Form

YEAR_COLUMNS = ("adjusted", "initial", "annual", "")  # what is granted for the year, never what was spent
SUPERIOR = "superior"  # a grant from above: within the department's project expenditure, or beside it


def projects_make_project_expenditure(forms: Iterable[Form]) -> Iterator[tuple[str, Finding]]:
    """(form_id, finding) of each department whose projects do not make its project expenditure.

    Projects that make more are a contradiction; fewer may only mean that not all of them are in the file. Silent
    where a project states no total, or comes twice.
    """
    for department, projects in _submissions(forms):
        spending = _of_the_year(department, ("project_expenditure",))
        totals = [_of_the_year(project, ("total", "own_level")) for project in projects]
        if spending is None or not all(totals):
            continue
        stated = [total for total in totals if total]
        if finding := _compare(spending, stated, projects):
            yield department.form_id, finding


def _submissions(forms: Iterable[Form]) -> Iterator[tuple[Form, list[Form]]]:
    """A department's only form of a year, and those of its projects, none of them twice."""
    together: dict[tuple[str, int | None], list[Form]] = defaultdict(list)
    for form in forms:
        if form.department:
            together[form.department, form.fiscal_year].append(form)
    for group in together.values():
        departments = [form for form in group if form.kind == "department_target"]
        projects = [form for form in group if form.kind == "project_target"]
        names = {project.project for project in projects}
        if len(departments) == 1 and projects and len(names) == len(projects):
            yield departments[0], projects


def _of_the_year(form: Form, items: tuple[str, ...]) -> Amount | None:
    """The first of the items that a column for the year states for sure."""
    columns: dict[str, Budget] = {budget.column: budget for budget in budgets(form)}
    stated = (
        columns[column].stated[item]
        for item in items
        for column in YEAR_COLUMNS
        if column in columns and item in columns[column].stated
    )
    return next(stated, None)


def _compare(spending: Amount, totals: list[Amount], projects: list[Form]) -> Finding | None:
    superior = [_of_the_year(project, (SUPERIOR,)) for project in projects]
    own, granted = _sum(totals), _sum(amount for amount in superior if amount)
    whole = spending.yuan or Decimal(0)
    if any(abs(made - whole) <= tolerance((spending, *totals)) for made in (own, own + granted)):
        return None
    is_more = own > whole
    gap = decimal_text(abs(own - whole))
    told = f"多出 {gap} 元" if is_more else f"少 {gap} 元，项目表可能没有附全"
    return Finding(
        about=About.CONTENT,
        severity=Severity.WARNING if is_more else Severity.INFO,
        rule="projects-make-project-expenditure",
        message=f"本文件中该部门 {len(projects)} 个项目的资金合计 {decimal_text(own)} 元，"
        f"比部门的项目支出 {decimal_text(whole)} 元{told}。",
        place=str(spending.place),
        basis="部门的项目支出是其各个项目的资金之和。",
        related=tuple(f"{form.form_id} {total.place}" for form, total in zip(projects, totals, strict=True)),
    )


def _sum(amounts: Iterable[Amount]) -> Decimal:
    return sum((amount.yuan or Decimal(0) for amount in amounts), Decimal(0))
