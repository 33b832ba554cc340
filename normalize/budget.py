"""The money of a form: its declared unit, its amounts in yuan, its total for the year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.forms.finding import Finding
from jixiao.forms.raw import RawAmount, RawForm
from jixiao.forms.record import Amount
from normalize import amount, doubt
from normalize.blank import is_blank

# Whose total is the form's own for the year; what was spent, and the whole project's, never is.
TOTAL_COLUMNS = ("adjusted", "initial", "annual", "")


def declared_unit(raw: RawForm) -> amount.Unit:
    """The unit of money that the form declares for all its amounts."""
    name = amount.standard_unit(raw.money_unit.text) if raw.money_unit else ""
    return amount.Unit(name, "form") if name else amount.NO_UNIT


def amounts(raw: RawForm, form_unit: amount.Unit) -> tuple[tuple[Amount, ...], tuple[Finding, ...]]:
    """The amounts that are stated, numbered, and the doubts about all that could be one."""
    found: list[Amount] = []
    findings = list(_unit_findings(raw, form_unit))
    for stated in raw.amounts:
        reading = amount.read(stated.value.text, _printed_unit(stated) or form_unit)
        if reading.number is not None:
            found.append(_amount(stated, reading, len(found) + 1))
        if reading.issue:
            findings.append(doubt.finding(reading.issue, stated.value.text, stated.value.place))
    if missing := [money for money in found if money.yuan is None]:  # once for all of them
        findings.append(doubt.finding("money-unit-missing", missing[0].raw, missing[0].place))
    return tuple(found), tuple(findings)


def _unit_findings(raw: RawForm, form_unit: amount.Unit) -> Iterator[Finding]:
    if raw.money_unit and not form_unit.name and not is_blank(raw.money_unit.text):
        yield doubt.finding("money-unit-unknown", raw.money_unit.text, raw.money_unit.place)


def _printed_unit(stated: RawAmount) -> amount.Unit | None:
    """The unit printed in the label, the block's label or the column's head."""
    name = amount.standard_unit(stated.unit)
    return amount.Unit(name, stated.unit_source) if name else None


def _amount(stated: RawAmount, reading: amount.Reading, number: int) -> Amount:
    return Amount(
        number=number,
        item=stated.item,
        item_raw=stated.label,
        raw=stated.value.text,
        yuan=reading.yuan,
        place=stated.value.place,
        column=stated.column,
        column_raw=stated.column_label,
        unit=reading.unit.name,
        unit_source=reading.unit.source,
    )


def total(amounts: tuple[Amount, ...]) -> Decimal | None:
    """The form's own total for the year, in yuan; else what its own level gives."""
    for item in ("total", "own_level"):
        for column in TOTAL_COLUMNS:
            for stated in amounts:
                if (stated.item, stated.column) == (item, column) and stated.yuan is not None:
                    return stated.yuan
    return None
