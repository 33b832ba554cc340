"""forms.jsonl: a form whole on one line, and back."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from any_form import any_form
from hypothesis import given, settings

from jixiao.export import from_json, to_json
from jixiao.export.json_lines import json_writer
from jixiao.forms.record import Form, Result
from jixiao.forms.tables import FINDINGS, FORMS, INDICATORS


@given(any_form())
@settings(max_examples=60, deadline=None)
def test_a_form_comes_back_equal(form: Form) -> None:
    assert from_json(to_json(form)) == form


def test_a_line_has_the_columns_of_the_tables(form: Form) -> None:
    whole = json.loads(to_json(form))
    assert set(FORMS.names) <= set(whole)
    assert all(set(INDICATORS.names) <= set(row) for row in whole["indicators"])
    assert all(set(row) == set(FINDINGS.names) for row in whole["findings"])


def test_exact_numbers_and_dates_are_strings_and_levels_have_their_place(form: Form) -> None:
    whole = json.loads(to_json(form))
    first, second, _ = whole["indicators"]
    assert (whole["total_yuan"], whole["period_end"], whole["fiscal_year"]) == ("7915000", "2024-12-31", 2024)
    assert (first["lower"], first["weight"], first["attained"]) == ("95", "10.5", True)
    assert (first["level1_place"], first["level2_place"]) == ("t1 r2 c3", None)
    assert [part["raw"] for part in first["actual_parts"]] == ["450件", "≥95%"]
    assert (second["actual_raw"], second["actual_kind"]) == (None, None)


def test_the_exact_text_is_held_without_formula_guard(form: Form) -> None:
    assert json.loads(to_json(form))["title"].startswith("=HYPERLINK")


def test_findings_are_numbered_within_the_file(form: Form, results: list[Result], tmp_path: Path) -> None:
    with json_writer(tmp_path / "forms.jsonl") as add:
        add(results[0])  # one finding of the file, then two of the form
    [line] = (tmp_path / "forms.jsonl").read_text("utf-8").splitlines()
    assert [row["finding_no"] for row in json.loads(line)["findings"]] == [2, 3]


def test_a_lone_surrogate_is_valid_utf8_in_the_file_and_comes_back(
    form: Form, results: list[Result], tmp_path: Path
) -> None:
    odd = replace(form, file="\udc80.docx", total_yuan=Decimal("0.10"), period_start=date(1, 1, 1))
    with json_writer(tmp_path / "forms.jsonl") as add:
        add(replace(results[0], forms=(odd,)))
    assert from_json((tmp_path / "forms.jsonl").read_bytes().decode("utf-8")) == odd
