"""Forms with random columns in random order, in every way that a dump may show them."""

from __future__ import annotations

import pytest
from random_forms import Tally, random_form, read_rows, tally

import extract

FORMS = range(80)


def read(view: str) -> Tally:
    total = Tally()
    for seed in FORMS:
        form = random_form(seed)
        total += tally(form.truth, read_rows(extract.forms(form.seen(view))))
    return total


@pytest.mark.parametrize("seed", FORMS)
def test_a_true_grid_is_read_without_fault_or_doubt(seed: int) -> None:
    form = random_form(seed)
    assert read_rows(extract.forms(form.seen("exact"))) == [(row, False) for row in form.truth]


@pytest.mark.parametrize("view", ["blank", "dropped", "stream"])
def test_a_dump_is_read_and_what_is_wrong_is_doubted(view: str) -> None:
    total = read(view)
    assert total.f1 > 0.99
    assert total.silent <= total.rows / 500
    assert total.false <= total.rows / 50


def test_a_dump_without_blank_cells_doubts_what_it_cannot_know() -> None:
    total = read("bare")
    assert total.f1 > 0.97
    assert total.silent <= total.rows / 500
