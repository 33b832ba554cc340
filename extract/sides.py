"""Amounts of the whole project beside those of the year, or budgeted beside spent ones: which is which.

| 项目资金总额   | 900 | 年度资金申请总额   | 300 |     the row of the totals tells
| 其中：财政资金 | 900 | 其中：当年财政拨款 | 250 |     the rows below follow it
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract import shape, vocabulary
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import RawAmount

_BOTH = 2


@dataclass(slots=True)
class Sides:
    """What the row of the totals has told."""

    columns: tuple[str, ...] = ()  # left and right: whole_project and annual, or initial and executed
    right_from: int = 0  # the grid column in which the right one stands

    def give(self, amounts: Sequence[RawAmount], *, exact: bool) -> tuple[list[RawAmount], list[Finding]]:
        """The amounts of one row with their sides, and a doubt where one stands alone and columns are not known."""
        if len(amounts) == _BOTH:
            self._learn(*amounts)
        if not self.columns or len(amounts) > _BOTH:
            return list(amounts), []
        if len(amounts) == _BOTH:
            return [replace(a, column=side) for a, side in zip(amounts, self.columns, strict=True)], []
        if not exact:
            return list(amounts), [_doubt(amount) for amount in amounts]
        return [replace(amount, column=self._side_of(amount)) for amount in amounts], []

    def _side_of(self, amount: RawAmount) -> str:
        return self.columns[(amount.value.place.column or 0) >= self.right_from]

    def _learn(self, left: RawAmount, right: RawAmount) -> None:
        if left.item != "total" or right.item != "total":
            return
        if left.column and right.column:
            self.columns = (left.column, right.column)
        if _is_pair(left, right):
            self.columns = ("whole_project", "annual")
        elif _is_pair(right, left):
            self.columns = ("annual", "whole_project")
        self.right_from = right.value.place.column or 0


def _is_pair(whole: RawAmount, year: RawAmount) -> bool:
    return vocabulary.horizon(year.label) == "annual" and vocabulary.horizon(whole.label) != "annual"


def sides_of_stream(amounts: list[RawAmount]) -> tuple[list[RawAmount], list[Finding]]:
    """The amounts of a form in which each stood in a row of its own, with their sides, and doubts about lone ones.

    A total of the whole project followed by one of the year: from there on two equal items in a row are such a pair.
    """
    starts = [
        n
        for n, (left, right) in enumerate(pairwise(amounts))
        if left.item == right.item == "total" and _is_pair(left, right)
    ]
    if len(starts) != 1 or any(amount.column for amount in amounts):
        return amounts, []
    placed, position, doubts = amounts[: starts[0]], starts[0], []
    while position < len(amounts):
        pair = amounts[position : position + _BOTH]
        if len(pair) == _BOTH and pair[0].item == pair[1].item:
            placed += [replace(pair[0], column="whole_project"), replace(pair[1], column="annual")]
        else:
            pair = pair[:1]
            placed += pair
            doubts += [_doubt(amount) for amount in pair if not shape.is_blank(amount.value.text)]
        position += len(pair)
    return placed, doubts


def with_whole_project(amounts: Sequence[RawAmount]) -> list[RawAmount]:
    """The amounts, where a total of the whole project stands anywhere beside one that is not.

    `项目总投资` and `年度资金总额` in rows of their own: without their columns the first would pass for the year's.
    """
    totals = [amount for amount in amounts if amount.item == "total" and not amount.column]
    whole = [amount for amount in totals if vocabulary.label(amount.label).amount_column == "whole_project"]
    if len(whole) in (0, len(totals)):
        return list(amounts)
    return [
        replace(amount, column="whole_project" if amount in whole else "annual")
        if amount in totals
        else amount
        for amount in amounts
    ]


def _doubt(amount: RawAmount) -> Finding:
    return Finding(
        About.READING,
        Severity.WARNING,
        "ambiguous-columns",
        f"“{amount.label}”只有一个数，原文没有保留列的位置，分不清是整个项目的还是本年度的。",
        str(amount.value.place),
        "同一资金表里左右并列两个时期的金额。",
    )
