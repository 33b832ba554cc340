"""forms.jsonl: one form whole on one line, and back again without loss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from jixiao.export.cells import plain
from jixiao.export.rows import (
    VALUE_NAMES,
    Row,
    amount_rows,
    field_rows,
    finding_row,
    form_row,
    goal_rows,
    indicator_rows,
    value_row,
)
from jixiao.forms.document import Place
from jixiao.forms.record import Form, Indicator, Result, Value

_LEVELS = ("level1", "level2", "level3")


def to_json(form: Form, *, first_finding_no: int = 1) -> str:
    """The form as one line of JSON: the columns of forms.csv, with the rows of the other tables as lists.

    Decimals and dates are strings, blanks null. Beyond the columns: the place of each level, and every field
    of the actual value. `first_finding_no`: findings count within the file, and a form does not know where
    its own begin.
    """
    findings = (
        finding_row(finding, number, file=form.file, form_id=form.form_id)
        for number, finding in enumerate(form.findings, start=first_finding_no)
    )
    indicators = map(_whole, indicator_rows(form), form.indicators)
    whole = form_row(form) | {
        "fields": tuple(field_rows(form)),
        "amounts": tuple(amount_rows(form)),
        "goals": tuple(goal_rows(form)),
        "indicators": tuple(indicators),
        "findings": tuple(findings),
    }
    return json.dumps(plain(whole), ensure_ascii=False, separators=(",", ":"))


def _whole(row: Row, indicator: Indicator) -> Row:
    places = (indicator.level1.place, indicator.level2.place, indicator.level3.place)
    levels: Row = {
        f"{level}_place": None if place is None else str(place)
        for level, place in zip(_LEVELS, places, strict=True)
    }
    actual = indicator.actual
    rest: Row = {} if actual is None else {f"actual_{name}": cell for name, cell in value_row(actual).items()}
    return row | levels | rest


def from_json(text: str) -> Form:
    """The form that `to_json` wrote, equal in every field."""
    whole = json.loads(text)
    parts = {
        "fields": [_renamed(row, number="field_no") for row in whole["fields"]],
        "amounts": [_renamed(row, number="amount_no") for row in whole["amounts"]],
        "goals": [_renamed(row, number="goal_no", printed_number="number") for row in whole["goals"]],
        "indicators": [_indicator(row) for row in whole["indicators"]],
    }
    return msgspec.convert(whole | parts | {"place": Place.parse(whole["place"])}, Form)


def _renamed(row: dict[str, Any], **names: str) -> dict[str, Any]:
    return row | {ours: row[column] for ours, column in names.items()} | {"place": Place.parse(row["place"])}


def _indicator(row: dict[str, Any]) -> dict[str, Any]:
    levels = {level: _level(row, level) for level in _LEVELS}
    value = {"raw": row["value_raw"]} | {name: row[name] for name in VALUE_NAMES}
    return _renamed(row, number="indicator_no") | levels | {"value": value, "actual": _actual(row)}


def _level(row: dict[str, Any], level: str) -> dict[str, Any]:
    place = row[f"{level}_place"]
    return {
        "name": row[level],
        "raw": row[f"{level}_raw"],
        "place": None if place is None else Place.parse(place),
    }


def _actual(row: dict[str, Any]) -> Value | None:
    if row["actual_kind"] is None:
        return None
    return msgspec.convert({name: row[f"actual_{name}"] for name in ("raw", *VALUE_NAMES)}, Value)


@contextmanager
def json_writer(path: Path) -> Iterator[Callable[[Result], None]]:
    """Open forms.jsonl; yields the function that adds one result.

    A lone surrogate is written as `\\udc80`, which JSON reads back as what it was.
    """
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:

        def add(result: Result) -> None:
            number = 1 + len(result.findings)
            for form in result.forms:
                file.write(to_json(form, first_finding_no=number) + "\n")
                number += len(form.findings)

        yield add
