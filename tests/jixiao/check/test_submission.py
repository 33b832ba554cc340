"""A department's form and those of its projects, in one file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jixiao import check
from jixiao.forms.record import FileRecord, Form, Result

DOCS = Path(__file__).parents[3] / "docs"
Budget = Callable[..., Form]


def submission(budget: Budget, department: list[str], *projects: list[str]) -> Result:
    """The department's form, then a form for each project, all of 云岭县水务局 and 2024."""
    forms = [replace(budget(*department), kind="department_target")]
    forms += [replace(budget(*rows), project=f"项目{n}") for n, rows in enumerate(projects, start=1)]
    stated = (
        replace(form, department="云岭县水务局", fiscal_year=2024, form_no=n, form_id=f"0123456789abcdef-{n}")
        for n, form in enumerate(forms, start=1)
    )
    return Result(FileRecord("a.docx", format="docx"), tuple(stated))


def found(result: Result) -> list[tuple[str, str, str]]:
    return [
        (form.form_id, finding.rule, str(finding.severity))
        for form in check.result(result).forms
        for finding in form.findings
    ]


SPENDING = ["basic_expenditure 80.75", "project_expenditure 29.44"]
MAKE_IT = {
    "totals": [["total 17.92"], ["total 11.52"]],
    "amounts of the own level": [["own_level 17.92"], ["own_level 11.52", "superior _"]],
    "own level and superior together": [["own_level 17.92"], ["own_level 10", "superior 1.52"]],
    "one project": [["total 29.44"]],
    "rounding": [["total 17.92"], ["total 11.53"]],
}


@pytest.mark.parametrize("projects", MAKE_IT.values(), ids=MAKE_IT)
def test_projects_that_make_the_project_expenditure_pass(budget: Budget, projects: list[list[str]]) -> None:
    assert found(submission(budget, SPENDING, *projects)) == []


RULE = "projects-make-project-expenditure"


def test_projects_that_make_more_are_a_warning_on_the_department(budget: Budget) -> None:
    result = submission(budget, SPENDING, ["total 17.92"], ["total 20"])
    assert found(result) == [("0123456789abcdef-1", RULE, "warning")]
    [finding] = check.result(result).forms[0].findings
    assert finding.message == (
        "本文件中该部门 2 个项目的资金合计 379200 元，比部门的项目支出 294400 元多出 84800 元。"
    )
    assert finding.place == "t1 r2 c2"
    assert finding.related == ("0123456789abcdef-2 t1 r1 c2", "0123456789abcdef-3 t1 r1 c2")


def test_projects_that_make_less_may_not_be_all_there(budget: Budget) -> None:
    assert found(submission(budget, SPENDING, ["total 17.92"])) == [("0123456789abcdef-1", RULE, "info")]


SILENT = {
    "no project": (SPENDING, []),
    "no project expenditure": (["total 100"], [["total 1"]]),
    "a project without a total": (SPENDING, [["total 100"], ["total _"]]),
    "what was spent": (["project_expenditure 29.44 executed"], [["total 100"]]),
}


@pytest.mark.parametrize(("department", "projects"), SILENT.values(), ids=SILENT)
def test_where_something_is_missing_nothing_is_claimed(
    budget: Budget, department: list[str], projects: list[list[str]]
) -> None:
    assert found(submission(budget, department, *projects)) == []


CHANGES = [
    {"department": "云岭县林业局"},
    {"fiscal_year": 2023},
    {"kind": "transfer_target"},
    {"project": "项目2"},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_forms_of_another_body_year_or_kind_and_a_project_twice_are_not_compared(
    budget: Budget, change: dict[str, object]
) -> None:
    result = submission(budget, SPENDING, ["total 100"], ["total 200"])
    forms = (result.forms[0], *(replace(form, **change) for form in result.forms[1:]))
    assert found(replace(result, forms=forms)) == []


def test_two_departments_of_one_name_are_not_compared(budget: Budget) -> None:
    result = submission(budget, SPENDING, ["total 100"])
    twice = replace(result.forms[0], form_id="0123456789abcdef-9")
    assert found(replace(result, forms=(*result.forms, twice))) == []


def test_a_second_check_finds_nothing_new(budget: Budget) -> None:
    once = check.result(submission(budget, SPENDING, ["total 100"]))
    assert check.result(once) == once


def test_the_rule_is_explained_on_the_page_of_checks() -> None:
    assert f"`{RULE}`" in (DOCS / "checks.md").read_text("utf-8")
