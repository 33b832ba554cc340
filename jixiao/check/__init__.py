"""Room 3. In: a typed form. Out: what it leaves incomplete, contradictory or doubtful, findings.

A rule claims something about the form, so it speaks only where nothing is missing: what was not read for sure
is no basis for a claim. docs/checks.md explains each rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace

from jixiao.check.arithmetic import (
    basic_parts_make_basic,
    sides_equal_total,
    sources_make_total,
    spending_makes_total,
)
from jixiao.check.execution import rate_is_executed_by_budget
from jixiao.check.levels import class_under_wrong_level1
from jixiao.check.period import period_runs_forward
from jixiao.check.points import score_within_weight, weights_make_the_whole
from jixiao.check.submission import projects_make_project_expenditure
from jixiao.check.targets import cost_has_a_ceiling, deadline_within_period, share_within_the_whole
from jixiao.forms.finding import Finding
from jixiao.forms.record import Form, Result

__all__ = ["RULES", "form", "result"]

Rule = Callable[[Form], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    sides_equal_total,
    spending_makes_total,
    basic_parts_make_basic,
    sources_make_total,
    rate_is_executed_by_budget,
    period_runs_forward,
    class_under_wrong_level1,
    weights_make_the_whole,
    score_within_weight,
    cost_has_a_ceiling,
    share_within_the_whole,
    deadline_within_period,
)


def form(typed: Form) -> tuple[Finding, ...]:
    """What the rules find in one form, in the order of the rules."""
    return tuple(finding for rule in RULES for finding in rule(typed))


def result(typed: Result) -> Result:
    """The result with what the rules find in each form and between its forms, counts and status as they then are."""
    between: dict[str, list[Finding]] = defaultdict(list)
    for form_id, finding in projects_make_project_expenditure(typed.forms):
        between[form_id].append(finding)
    forms = (_with(each, (*form(each), *between[each.form_id])) for each in typed.forms)
    return replace(typed, forms=tuple(forms)).settled()


def _with(typed: Form, found: tuple[Finding, ...]) -> Form:
    known = frozenset(typed.findings)  # of an earlier check of the same form
    return replace(
        typed, findings=typed.findings + tuple(finding for finding in found if finding not in known)
    )
