"""datapackage.json, judged by the reference implementation of the standard."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import frictionless
import pytest

from jixiao import export
from jixiao.forms.record import Form, Result
from jixiao.forms.tables import TABLES


@pytest.fixture
def out(tmp_path: Path, results: list[Result]) -> Path:
    export.write(results, tmp_path / "out")
    return tmp_path / "out"


def package(out: Path) -> dict:
    return json.loads((out / "datapackage.json").read_text("utf-8"))


def errors(out: Path) -> set[tuple[str, str]]:
    report = frictionless.Package(str(out / "datapackage.json")).validate()
    return {(task.name, error.type) for task in report.tasks for error in task.errors}


def test_frictionless_finds_the_tables_valid(out: Path) -> None:
    assert errors(out) == set()


def test_frictionless_finds_a_run_without_forms_valid(tmp_path: Path) -> None:
    export.write([], tmp_path / "out")
    assert errors(tmp_path / "out") == set()


def test_a_value_outside_the_vocabulary_is_an_error(
    tmp_path: Path, form: Form, results: list[Result]
) -> None:
    odd = replace(form, kind="绩效目标表")
    export.write([replace(results[0], forms=(odd,))], tmp_path / "out")
    assert errors(tmp_path / "out") == {("forms", "constraint-error"), ("indicators", "constraint-error")}


def test_a_second_form_of_the_same_number_breaks_the_keys(tmp_path: Path, results: list[Result]) -> None:
    twice = replace(results[0], forms=results[0].forms * 2)
    export.write([twice], tmp_path / "out")
    assert ("forms", "primary-key") in errors(tmp_path / "out")


def test_the_descriptor_is_of_version_2_and_describes_every_column(out: Path) -> None:
    descriptor = package(out)
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert [resource["name"] for resource in descriptor["resources"]] == [table.name for table in TABLES]
    for resource, table in zip(descriptor["resources"], TABLES, strict=True):
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == list(table.names)
        assert [field["title"] for field in fields] == [column.title for column in table.columns]
        assert resource["encoding"] == "utf-8"
        assert resource["schema"]["missingValues"] == [""]


def test_size_and_hash_are_those_of_the_files(out: Path) -> None:
    for resource in package(out)["resources"]:
        data = (out / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_a_unit_stands_in_its_field(out: Path) -> None:
    [forms] = [each for each in package(out)["resources"] if each["name"] == "forms"]
    assert {field["name"]: field["unit"] for field in forms["schema"]["fields"] if "unit" in field} == {
        "fiscal_year": "年",
        "total_yuan": "元",
        "goals": "个",
        "indicators": "个",
        "findings": "个",
    }
