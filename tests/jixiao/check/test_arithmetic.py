"""The sums of a budget block: holds, does not hold, blank, unclear."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jixiao import check
from jixiao.check.budget import item_of
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.record import Form

Budget = Callable[..., Form]

HOLDS = {
    "both sides make the total": [
        "total 791.50", "by_income 791.50", "general_public_budget 739.35", "other 52.15",
        "by_expenditure 791.50", "basic_expenditure 502", "project_expenditure 289.5",
    ],
    "a blank line is nought where the others make the total": [
        "total 100", "by_income 100", "general_public_budget 90", "government_fund _", "other 10",
        "basic_expenditure 100", "project_expenditure _",
    ],
    "a dash is nought": ["total 100", "fiscal_appropriation 100", "other —"],
    "a written nought": ["total 0", "fiscal_appropriation 0", "other 0"],
    "what is carried over stands beside the appropriation": [
        "total 100", "fiscal_appropriation 60", "carry_over 30", "other 10",
    ],
    "what is carried over is a part of the appropriation": [
        "total 100", "fiscal_appropriation 90", "carry_over 30", "other 10",
    ],
    "levels are parts of the appropriation": [
        "total 100", "fiscal_appropriation 90", "central 50", "local 40", "other 10",
    ],
    "levels stand beside the appropriation": [
        "total 100", "fiscal_appropriation 40", "superior 50", "other 10",
    ],
    "lower levels are parts of local": [
        "total 100", "central 50", "local 50", "provincial 20", "municipal 20", "county 10",
    ],
    "four levels make the total": ["total 100", "central 40", "provincial 30", "municipal 20", "county 10"],
    "funds are parts of the appropriation": [
        "total 120", "fiscal_appropriation 100", "general_public_budget 70", "government_fund 30",
        "special_account 15", "own_funds 5",
    ],
    "rounding of the last digit": ["total 100", "central 33.33", "provincial 33.33", "county 33.33"],
    "two units": ["total 791.50", "fiscal_appropriation 7393500 元", "other 52.15"],
    "the parts of basic expenditure": [
        "basic_expenditure 502", "personnel_expenditure 402.5", "operating_expenditure 99.5",
    ],
    "columns are not mixed": [
        "total 100 initial", "total 120 adjusted", "fiscal_appropriation 100 initial",
        "fiscal_appropriation 120 adjusted", "other 0 initial", "other 0 adjusted",
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", HOLDS.values(), ids=HOLDS)
def test_a_budget_that_adds_up_has_no_finding(budget: Budget, rows: list[str]) -> None:
    assert check.form(budget(*rows)) == ()


FAILS = [
    (["total 100", "by_income 90"], "sides-equal-total", "error"),
    (["by_income 90", "by_expenditure 100"], "sides-equal-total", "error"),
    (["total 100", "basic_expenditure 60", "project_expenditure 30"], "spending-makes-total", "error"),
    (["total 100", "basic_expenditure 60", "project_expenditure _"], "spending-makes-total", "warning"),
    (["total 50", "basic_expenditure 60", "project_expenditure _"], "spending-makes-total", "error"),
    (
        ["by_expenditure 90", "basic_expenditure 60", "project_expenditure 40"],
        "spending-makes-total",
        "error",
    ),
    (
        ["basic_expenditure 60", "personnel_expenditure 40", "operating_expenditure 10"],
        "basic-parts-make-basic",
        "error",
    ),
    (["total 100", "fiscal_appropriation 80", "other 10"], "sources-make-total", "error"),
    (["total 100", "fiscal_appropriation 80", "other _"], "sources-make-total", "warning"),
    (["total 100", "fiscal_appropriation 80", "other /"], "sources-make-total", "warning"),
    (["total 100", "fiscal_appropriation 100", "other 10"], "sources-make-total", "error"),
    (["by_income 100", "general_public_budget 80", "government_fund 30"], "sources-make-total", "error"),
    (["total 100", "central 40", "provincial 30", "municipal 20", "county 7"], "sources-make-total", "error"),
    (["total 100 executed", "central 40 executed", "local 30 executed"], "sources-make-total", "error"),
    (["total 791.50", "fiscal_appropriation 739.34", "other 52.12"], "sources-make-total", "error"),
]


@pytest.mark.parametrize(("rows", "rule", "severity"), FAILS)
def test_a_budget_that_does_not_add_up_has_one_finding(
    budget: Budget, rows: list[str], rule: str, severity: str
) -> None:
    [finding] = check.form(budget(*rows))
    assert (finding.rule, finding.severity, finding.about) == (rule, severity, About.CONTENT)
    assert finding.basis


CANNOT_BE_TOLD = {
    "no total": ["fiscal_appropriation 80", "other 10"],
    "only a total": ["total 100", "fiscal_appropriation _", "other _"],
    "one source printed": ["total 100", "fiscal_appropriation 80"],
    "half of the spending printed": ["total 100", "basic_expenditure 60"],
    "no unit declared": ["total 100 ?", "fiscal_appropriation 80 ?", "other 10 ?"],
    "a part that is no number": ["total 100", "fiscal_appropriation 80", "other 见附件"],
    "a part that is stated twice differently": [
        "total 100", "fiscal_appropriation 80", "fiscal_appropriation 70", "other 10",
    ],
    "a line that no vocabulary knows may be the rest": [
        "total 100", "fiscal_appropriation 80", "other 10", "unknown 10",
    ],
    "tasks are no sources": ["total 100", "task 50", "task 30"],
}  # fmt: skip


@pytest.mark.parametrize("rows", CANNOT_BE_TOLD.values(), ids=CANNOT_BE_TOLD)
def test_where_something_is_missing_nothing_is_claimed(budget: Budget, rows: list[str]) -> None:
    assert check.form(budget(*rows)) == ()


def test_an_amount_that_was_read_with_a_doubt_is_no_basis_for_a_claim(budget: Budget) -> None:
    form = budget("total 100", "fiscal_appropriation 80", "other 10")
    doubt = Finding(About.READING, Severity.WARNING, "amount-breakdown", "…", place="t1 r2 c2")
    assert check.form(replace(form, findings=(doubt,))) == ()
    assert check.form(replace(form, findings=(replace(doubt, severity=Severity.INFO),))) != ()


def test_the_message_states_the_sum_and_the_gap_and_the_places(budget: Budget) -> None:
    [finding] = check.form(budget("total 791.50", "fiscal_appropriation 739.35", "other 50"))
    assert finding.message == (
        "“其中：财政拨款” 7393500 元 + “其他资金” 500000 元，"
        "合计 7893500 元，与“资金总额” 7915000 元相差 21500 元。"
    )
    assert finding.place == "t1 r1 c2"
    assert finding.related == ("0123456789abcdef-1 t1 r2 c2", "0123456789abcdef-1 t1 r3 c2")


LABELS = [
    ("其中： 财政拨款（万元）", "fiscal_appropriation"),
    ("2.政府性基金拨款：", "government_fund"),
    ("其他资金", "other"),
    ("联系电话", ""),
]


@pytest.mark.parametrize(("label", "item"), LABELS)
def test_a_label_names_its_item(label: str, item: str) -> None:
    assert item_of(label) == item
