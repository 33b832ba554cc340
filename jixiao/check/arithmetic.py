"""The sums that a budget block prints, within one column, in yuan.

    total = by income = by expenditure        general budget + government fund + … + other = by income
                                              basic + project expenditure = by expenditure

A form prints some of these lines. Where a part is blank, a sum that falls short may only be unfinished: then
it is a warning. Where lines may be parts of one another (中央补助 within 财政拨款, or beside it), each such
reading is tried, and one that holds is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from jixiao.check.budget import Budget, budgets, tolerance
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.numbers import decimal_text
from jixiao.forms.record import Amount, Form
from jixiao.forms.text import one_line

Parts = tuple[str, ...]  # items that make a sum


@dataclass(frozen=True, slots=True)
class Identity:
    """A rule's code, and why it holds."""

    rule: str
    basis: str


SAME_MONEY = Identity("sides-equal-total", "算术恒等式：按收入性质分和按支出性质分的是同一笔钱。")
BY_NATURE = Identity("spending-makes-total", "算术恒等式：支出按性质分为基本支出和项目支出。")
OF_BASIC = Identity("basic-parts-make-basic", "算术恒等式：基本支出分为人员支出和公用支出。")
BY_SOURCE = Identity("sources-make-total", "算术恒等式：各项资金来源之和是资金总额。")

SIDES = ("total", "by_expenditure", "by_income")
SPENDING = ("basic_expenditure", "project_expenditure")
BASIC_SPENDING = ("personnel_expenditure", "operating_expenditure")
FISCAL = ("fiscal_appropriation",)
FUNDS = ("general_public_budget", "government_fund", "state_capital")
LOWER_LEVELS = ("provincial", "municipal", "county")
LEVELS = ("superior", "central", "local", *LOWER_LEVELS, "own_level")
APART = ("special_account", "own_funds", "other")  # never a part of another source
CARRY_OVER = ("carry_over",)  # beside the appropriation of the year, or a part of it
SOURCES = (*FISCAL, *FUNDS, *LEVELS, *APART, *CARRY_OVER)

# As forms nest them: all side by side, `local` the sum of the lower ones, `superior` of the upper ones.
NESTED_LEVELS = (
    LEVELS,
    tuple(level for level in LEVELS if level != "local"),
    tuple(level for level in LEVELS if level not in LOWER_LEVELS),
    tuple(level for level in LEVELS if level != "superior"),
)


def sides_equal_total(form: Form) -> Iterator[Finding]:
    """The total by income, by expenditure, and the total itself are the same money."""
    for budget in budgets(form):
        whole, *others = [item for item in SIDES if item in budget.stated] or [""]
        for other in others:
            yield from _compare(form, budget, SAME_MONEY, whole, [(other,)])


def spending_makes_total(form: Form) -> Iterator[Finding]:
    """Basic and project expenditure make the total by expenditure, else the total."""
    for budget in budgets(form):
        whole = _first_stated(budget, ("by_expenditure", "total"))
        if all(map(budget.prints, SPENDING)):
            yield from _compare(form, budget, BY_NATURE, whole, [SPENDING])


def basic_parts_make_basic(form: Form) -> Iterator[Finding]:
    """Personnel and operating expenditure make the basic expenditure."""
    for budget in budgets(form):
        whole = _first_stated(budget, ("basic_expenditure",))
        if all(map(budget.prints, BASIC_SPENDING)):
            yield from _compare(form, budget, OF_BASIC, whole, [BASIC_SPENDING])


def sources_make_total(form: Form) -> Iterator[Finding]:
    """The sources of the money make the total by income, else the total."""
    for budget in budgets(form):
        whole = _first_stated(budget, ("by_income", "total"))
        printed = frozenset(filter(budget.prints, SOURCES))
        if len(printed) > 1:
            yield from _compare(form, budget, BY_SOURCE, whole, readings(printed))


def readings(printed: frozenset[str]) -> list[Parts]:
    """Which of the printed sources may be the parts of the whole, the plainest reading first.

    >>> readings(frozenset({"fiscal_appropriation", "central", "other"}))[:2]
    [('fiscal_appropriation', 'other'), ('central', 'other')]
    """
    nested = [_printed(FISCAL, printed), _printed(FUNDS, printed)]
    nested += [_printed(levels, printed) for levels in NESTED_LEVELS]
    groups = [group for group in dict.fromkeys(nested) if group]
    chosen = [sum(some, ()) for size in range(1, len(groups) + 1) for some in combinations(groups, size)]
    apart, carried = _printed(APART, printed), _printed(CARRY_OVER, printed)
    with_apart = [tuple(dict.fromkeys(parts + apart)) for parts in chosen or [()]]
    carry_beside = [parts + carried for parts in with_apart]
    return [parts for parts in dict.fromkeys(carry_beside + with_apart) if parts]


def _printed(items: Parts, printed: frozenset[str]) -> Parts:
    return tuple(item for item in items if item in printed)


def _first_stated(budget: Budget, items: Parts) -> str:
    return next((item for item in items if item in budget.stated), "")


def _compare(
    form: Form, budget: Budget, identity: Identity, whole: str, readings: list[Parts]
) -> Iterator[Finding]:
    """Yield a finding unless a reading of the parts makes the whole, or too little is stated to tell."""
    involved = {whole, *(item for parts in readings for item in parts)}
    if not whole or involved & budget.unclear or not involved & (budget.stated.keys() - {whole}):
        return
    total = budget.stated[whole]
    sums = [[budget.stated[item] for item in parts if item in budget.stated] for parts in readings]
    if any(_makes(parts, total) for parts in sums):
        return
    falls_short = any(_sum(parts) < _yuan(total) for parts in sums)
    if falls_short and budget.has_unknown:
        return
    is_unfinished = falls_short and bool(involved & budget.blank)
    yield Finding(
        about=About.CONTENT,
        severity=Severity.WARNING if is_unfinished else Severity.ERROR,
        rule=identity.rule,
        message=_message(total, sums[0], is_unfinished=is_unfinished),
        place=str(total.place),
        basis=identity.basis,
        related=tuple(f"{form.form_id} {part.place}" for part in sums[0]),
    )


def _makes(parts: list[Amount], total: Amount) -> bool:
    return abs(_sum(parts) - _yuan(total)) <= tolerance((*parts, total))


def _sum(parts: list[Amount]) -> Decimal:
    return sum(map(_yuan, parts), Decimal(0))


def _yuan(amount: Amount) -> Decimal:
    """The amount in yuan; `Budget.stated` holds none without."""
    if amount.yuan is None:
        raise ValueError(f"amount {amount.number} is not in yuan")
    return amount.yuan


def _message(total: Amount, parts: list[Amount], *, is_unfinished: bool) -> str:
    column = f"{one_line(total.column_raw)}：" if total.column_raw else ""
    summands = " + ".join(map(_stated, parts))
    made = f"，合计 {decimal_text(_sum(parts))} 元" if len(parts) > 1 else ""
    blank = "（另有组成部分留空，按 0 计）" if is_unfinished else ""
    gap = decimal_text(abs(_sum(parts) - _yuan(total)))
    return f"{column}{summands}{made}{blank}，与{_stated(total)}相差 {gap} 元。"


def _stated(amount: Amount) -> str:
    return f"“{one_line(amount.item_raw)}” {decimal_text(_yuan(amount))} 元"
