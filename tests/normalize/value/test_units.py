"""Each unit of the vocabulary is read wherever it stands, and has the code that its standard gives it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.value import Context, read
from normalize.value.units import Unit, units

ISO_4217 = {"CNY", "USD", "EUR", "HKD", "JPY", "GBP"}
# A lone letter after a number in digits may be damage (5l for 51), and 5月 is a month of the year.
UNLIKE_THE_REST = {"l", "月", "月份", "月度"}


@pytest.mark.parametrize("spelling", sorted(set(units()) - UNLIKE_THE_REST))
def test_unit_behind_a_number(spelling: str) -> None:
    unit = units()[spelling]
    value = read(f"5{spelling}")
    assert (value.status, value.unit, value.unit_code) == ("ok", unit.name, unit.code)
    assert value.lower == 5 * unit.times


@pytest.mark.parametrize("spelling", sorted(set(units()) - {"l"}))
def test_unit_in_its_column(spelling: str) -> None:
    value = read("5", Context(unit=spelling))
    assert (value.status, value.unit, value.comparator) == ("ok", units()[spelling].name, "eq")


@pytest.mark.parametrize("spelling", sorted(word for word, unit in units().items() if unit.kind == "count"))
def test_measure_word_in_ten_thousands_and_bounds(spelling: str) -> None:
    value = read(f"≥1.5万{spelling}")
    assert (value.lower, value.unit, value.unit_code, value.scale) == (
        Decimal(15000),
        units()[spelling].name,
        "1",
        4,
    )


def test_there_are_at_least_three_hundred_measure_words() -> None:
    assert len({unit.name for unit in units().values() if unit.kind == "count"}) >= 300


def test_codes_are_those_of_ucum() -> None:
    ucumvert = pytest.importorskip("ucumvert", reason="the UCUM parser is a development tool")
    parser = ucumvert.get_ucum_parser()
    measured: list[Unit] = [unit for unit in units().values() if unit.kind not in ("count", "money", "score")]
    codes = {unit.code for unit in measured if unit.code}
    assert len(codes) > 50
    for code in codes:
        parser.parse(code)  # raises where UCUM has no such unit


def test_money_has_the_codes_of_iso_4217() -> None:
    codes = {unit.code for unit in units().values() if unit.kind == "money"}
    assert codes - {None} == ISO_4217
