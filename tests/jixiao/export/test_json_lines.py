"""forms.jsonl: a form whole on one line, and back."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.export import from_json, to_json
from jixiao.export.json_lines import json_writer
from jixiao.forms.document import Place
from jixiao.forms.finding import Finding
from jixiao.forms.raw import Certainty
from jixiao.forms.record import Amount, Field, Form, Goal, Indicator, Level, Result, Value
from jixiao.forms.tables import FINDINGS, FORMS, INDICATORS

TEXTS = st.text(st.characters(), max_size=8)  # lone surrogates and controls too
NUMBERS = st.integers(1, 999)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
PLACES = st.builds(Place, *[st.none() | NUMBERS] * 7)
LISTS = st.lists(TEXTS, max_size=2).map(tuple)


def _optional(strategy):
    return st.none() | strategy


VALUE_FIELDS = {
    "raw": TEXTS,
    "kind": TEXTS,
    "status": TEXTS,
    "rule": TEXTS,
    "approximate": st.booleans(),
    "scale": _optional(st.integers(-9, 12)),
    **dict.fromkeys(["lower", "upper", "nominal", "tolerance"], _optional(DECIMALS)),
    **dict.fromkeys(["lower_inclusive", "upper_inclusive"], _optional(st.booleans())),
    **dict.fromkeys(["start", "end"], _optional(st.dates())),
    **dict.fromkeys(["per", "grade_scale", "issues"], LISTS),
    **dict.fromkeys(
        ("comparator", "unit", "unit_code", "scale_source", "period", "iso", "change", "change_basis"),
        _optional(TEXTS),
    ),
    **dict.fromkeys(
        ("grade", "trend", "label", "exact", "date_precision"),
        _optional(TEXTS),
    ),
}
PARTS = st.builds(Value, **VALUE_FIELDS)
VALUES = st.builds(Value, parts=st.lists(PARTS, max_size=2).map(tuple), **VALUE_FIELDS)
LEVELS = st.builds(Level, TEXTS, TEXTS, _optional(PLACES))
INDICATORS_OF = st.builds(
    Indicator,
    number=NUMBERS,
    level1=LEVELS,
    level2=LEVELS,
    level3=LEVELS,
    category=TEXTS,
    value=VALUES,
    place=PLACES,
    certainty=st.sampled_from(Certainty),
    actual=_optional(VALUES),
    attained=_optional(st.booleans()),
    **dict.fromkeys(["horizon", "value_column", "parent", "comparator_raw", "unit_raw", "standard"], TEXTS),
    **dict.fromkeys(["explanation", "note", "deviation"], TEXTS),
    **dict.fromkeys(["weight", "score"], _optional(DECIMALS)),
)
FINDINGS_OF = st.builds(Finding, message=TEXTS, place=TEXTS, related=LISTS, indicator_no=_optional(NUMBERS))
FORMS_OF = st.builds(
    Form,
    place=PLACES,
    fiscal_year=_optional(st.integers(1990, 2100)),
    total_yuan=_optional(DECIMALS),
    fields=st.lists(st.builds(Field, place=PLACES, value=TEXTS), max_size=1).map(tuple),
    amounts=st.lists(st.builds(Amount, place=PLACES, raw=TEXTS, yuan=_optional(DECIMALS)), max_size=1).map(
        tuple
    ),
    goals=st.lists(
        st.builds(Goal, place=PLACES, text=TEXTS, printed_number=_optional(NUMBERS)), max_size=1
    ).map(tuple),
    indicators=st.lists(INDICATORS_OF, max_size=2).map(tuple),
    findings=st.lists(FINDINGS_OF, max_size=2).map(tuple),
    title=TEXTS,
    department=TEXTS,
    period_start=_optional(st.dates()),
)


@given(FORMS_OF)
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
