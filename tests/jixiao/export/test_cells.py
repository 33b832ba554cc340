"""One value as the text of a CSV cell."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.export.cells import cell_text, guarded, unguarded
from jixiao.forms.numbers import decimal_text
from jixiao.forms.tables import INDICATORS, Column, Kind

TEXT = Column("note", Kind.TEXT, "备注", "")
NUMBER = Column("lower", Kind.NUMBER, "下限", "")
LIST = Column("per", Kind.LIST, "每", "")
COLUMNS = {column.name: column for column in INDICATORS.columns}

CELLS = [
    (None, TEXT, ""),
    ("", TEXT, ""),
    ("0", TEXT, "0"),
    (0, COLUMNS["scale"], "0"),
    (Decimal("0.00"), NUMBER, "0"),
    (Decimal("1E+6"), NUMBER, "1000000"),
    (Decimal("0.000001"), NUMBER, "0.000001"),
    (Decimal("-5.50"), NUMBER, "-5.5"),
    (Decimal("123456789012345678901234567890.90"), NUMBER, "123456789012345678901234567890.9"),
    (True, COLUMNS["attained"], "true"),
    (False, COLUMNS["attained"], "false"),
    (date(2024, 2, 29), COLUMNS["start"], "2024-02-29"),
    (("人", "户"), LIST, "人|户"),
    ((), LIST, ""),
    ((), COLUMNS["parts"], ""),
    (({"lower": Decimal("450.0"), "unit": None},), COLUMNS["parts"], '[{"lower":"450","unit":null}]'),
]  # fmt: skip


@pytest.mark.parametrize(("value", "column", "text"), CELLS)
def test_a_cell_is_written(value: object, column: Column, text: str) -> None:
    assert cell_text(value, column) == text


RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "---10", "-", "'=1", "''@x"]
HARMLESS = ["5%", "≥95%", "'优'", "3-5天", "a=b", "", " =1", "＝1"]


@pytest.mark.parametrize("text", RUN)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert cell_text(text, TEXT) == f"'{text}"
    assert cell_text(text, TEXT, formula_guard=False) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_another_text_stays_as_it_is(text: str) -> None:
    assert cell_text(text, TEXT) == text
    assert unguarded(text) == text


def test_a_negative_number_is_no_text_and_stays_a_number() -> None:
    assert cell_text(Decimal(-3), NUMBER) == "-3"


@given(st.text(st.sampled_from("'=+-@\t\r 优1")))
def test_the_guard_is_taken_away_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_keeps_its_value_without_exponent_or_trailing_zeros(number: Decimal) -> None:
    text = decimal_text(number)
    assert Decimal(text) == number
    assert "E" not in text
    assert "." not in text or text[-1] not in "0."
