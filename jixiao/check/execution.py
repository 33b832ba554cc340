"""Rates of execution: what was spent, divided by the budget, as the form itself states all three."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.check.budget import budgets
from jixiao.forms.document import Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.numbers import decimal_text
from jixiao.forms.record import Amount, Field, Form
from jixiao.forms.text import one_line, squeeze

BUDGET_COLUMNS = ("adjusted", "initial")  # what a rate may be a share of
_RATE = re.compile(r"(\d+(?:\.(\d+))?)(%?)")


def rate_is_executed_by_budget(form: Form) -> Iterator[Finding]:
    """The rate beside the amounts of a row is executed / budget; forms divide by either budget column.

    A last digit may be rounded or cut off. A rate without a percent sign may be a fraction of 1.
    """
    rows = {
        budget.column: {_row(amount.place): amount for amount in budget.stated.values()}
        for budget in budgets(form)
    }
    for field in form.fields:
        row = _row(field.place)
        rate = _RATE.fullmatch(squeeze(field.value)) if field.field == "rate" else None
        executed = rows.get("executed", {}).get(row)
        bases = [rows[column][row] for column in BUDGET_COLUMNS if row in rows.get(column, {})]
        rates = [_percent(executed, base) for base in bases if executed and base.yuan]
        if rate and executed and rates and not any(_agree(rate, percent) for percent in rates):
            yield _finding(form, field, (executed, *bases), rates)


def _row(place: Place) -> tuple[int | None, ...]:
    """The table row that a place stands in."""
    return (place.page, place.sheet, place.line, place.table, place.row)


def _percent(executed: Amount, base: Amount) -> Decimal:
    return 100 * (executed.yuan or Decimal(0)) / (base.yuan or Decimal(1))


def _agree(rate: re.Match[str], percent: Decimal) -> bool:
    printed, last_digit = Decimal(rate[1]), Decimal(1).scaleb(-len(rate[2] or ""))
    is_fraction = not rate[3] and abs(100 * printed - percent) <= 100 * last_digit
    return is_fraction or abs(printed - percent) <= last_digit


def _finding(form: Form, field: Field, amounts: tuple[Amount, ...], rates: list[Decimal]) -> Finding:
    computed = "或 ".join(f"{decimal_text(round(rate, 2))}%" for rate in rates)
    return Finding(
        about=About.CONTENT,
        severity=Severity.WARNING,
        rule="rate-is-executed-by-budget",
        message=f"执行率写作“{one_line(field.value)}”，按执行数和预算数计算应为 {computed}。",
        place=str(field.place),
        basis="执行率 = 执行数 ÷ 预算数。",
        related=tuple(f"{form.form_id} {amount.place}" for amount in amounts),
    )
