"""The money of one form, a column at a time: what is stated for sure, what is left blank, what is unclear."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jixiao.forms.finding import About, Severity
from jixiao.forms.record import Amount, Form
from jixiao.forms.text import fold, squeeze
from jixiao.forms.words import load

_NUMBER = re.compile(r"\d[\d,]*(?:\.(\d+))?")
_REMARK = re.compile(r"\([^()]*\)$")  # `财政拨款(万元)`
_NO_PART = frozenset({"task", "unknown"})  # rows of other blocks; lines that may be parts of anything


@dataclass(frozen=True, slots=True)
class Budget:
    """One column of amounts, in yuan.

    `stated`: {item: amount} of all that can be relied on. `blank`: items printed without an amount.
    `unclear`: items stated twice differently, without a unit, or read with a doubt: no claim rests on them.
    `has_unknown`: lines that no vocabulary knows stand in the column, and may be parts too.
    """

    column: str
    stated: Mapping[str, Amount]
    blank: frozenset[str]
    unclear: frozenset[str]
    has_unknown: bool

    def prints(self, item: str) -> bool:
        """Whether the form has a line for it, filled or not."""
        return item in self.stated or item in self.blank


def budgets(form: Form) -> Iterator[Budget]:
    """The columns of amounts that the form has."""
    columns: dict[str, list[Amount]] = defaultdict(list)
    for amount in form.amounts:
        columns[amount.column].append(amount)
    doubted = _doubted_places(form)
    blank, unread = _blank_items(form)
    for column, amounts in columns.items():
        items: dict[str, list[Amount]] = defaultdict(list)
        for amount in amounts:
            items[amount.item].append(amount)
        stated = {item: same[0] for item, same in items.items() if _is_clear(item, same, doubted)}
        yield Budget(
            column=column,
            stated=stated,
            blank=blank - items.keys(),
            unclear=frozenset(items.keys() - stated.keys() - _NO_PART) | (unread - items.keys()),
            has_unknown="unknown" in items,
        )


def _is_clear(item: str, same: list[Amount], doubted: frozenset[str]) -> bool:
    return (
        item not in _NO_PART
        and same[0].yuan is not None
        and len({amount.yuan for amount in same}) == 1
        and all(str(amount.place) not in doubted for amount in same)
    )


def _doubted_places(form: Form) -> frozenset[str]:
    """Places whose reading is in doubt: nothing about the form can be concluded from them."""
    return frozenset(
        finding.place
        for finding in form.findings
        if finding.about is About.READING and finding.severity is not Severity.INFO
    )


def _blank_items(form: Form) -> tuple[frozenset[str], frozenset[str]]:
    """The items printed without an amount: those left blank, and those with some other text."""
    filled = {amount.place for amount in form.amounts}
    empty = [field for field in form.fields if field.field == "amount" and field.place not in filled]
    blank = {item_of(field.label_raw) for field in empty if not any(map(str.isalnum, field.value))}
    other = {item_of(field.label_raw) for field in empty if any(map(str.isalnum, field.value))}
    return frozenset(blank - other - {""}), frozenset(other - {""})


def item_of(label: str) -> str:
    """The item that a label names, by the longest spelling that it ends with; blank where none is known.

    >>> item_of("其中： 基本支出（万元）"), item_of("联系电话")
    ('basic_expenditure', '')
    """
    text = _REMARK.sub("", squeeze(label)).rstrip(":")
    spellings = load("labels", "amount")
    longest = max((word for word in spellings if text.endswith(word)), key=len, default=None)
    return "" if longest is None else spellings[longest]


def tolerance(amounts: Iterable[Amount]) -> Decimal:
    """What rounding explains, in yuan: half a unit of the last printed digit for each amount.

    `60` beside `40.25` is 60.00 without its noughts: the finest digit among amounts of one unit counts.
    """
    amounts = tuple(amounts)
    finest: dict[str, Decimal] = {}
    for amount in amounts:
        if (step := _printed_step(amount)) is not None:
            finest[amount.unit] = min(step, finest.get(amount.unit, step))
    return sum((finest.get(amount.unit, Decimal(0)) for amount in amounts), Decimal(0)) / 2


def _printed_step(amount: Amount) -> Decimal | None:
    """The last printed digit in yuan: `739.35` in 万元 is 100; None where no figure is printed, or nought."""
    match = _NUMBER.search(fold(amount.raw))
    if match is None or not amount.yuan:
        return None
    printed = Decimal(match[0].replace(",", ""))
    return abs(amount.yuan) / printed * Decimal(1).scaleb(-len(match[1] or "")) if printed else None
