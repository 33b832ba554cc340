"""Each sample reads as before: what became of the file, its forms whole, its findings.

`make golden` rewrites the expected files; then `git diff tests/golden` is read line by line.
"""

import json
import os
from pathlib import Path

import pytest

from extract import Source
from extract.archive import is_archive, members
from jixiao import pipeline
from jixiao.export import to_json
from jixiao.export.cells import plain
from jixiao.export.rows import file_row
from jixiao.forms.record import Result

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "samples"
SAMPLES = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.name != "README.md")
NAMES = [path.relative_to(FOLDER).as_posix() for path in SAMPLES]


def results(path: Path) -> list[Result]:
    """What a sample comes to; an archive, what its members do."""
    source = Source.from_path(path)
    given = members(source) if is_archive(source) else [(path.relative_to(FOLDER).as_posix(), source)]
    return [pipeline.process(member, file=name) for name, member in given if isinstance(member, Source)]


def shown(result: Result) -> dict[str, object]:
    forms = [json.loads(to_json(form)) for form in result.forms]
    return {"file": plain(file_row(result.record)), "forms": forms}


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_reads_as_before(name: str, request: pytest.FixtureRequest) -> None:
    read = [shown(result) for result in results(FOLDER / name)]
    today = json.dumps(read, ensure_ascii=False, indent=1) + "\n"
    golden = HERE / f"{name}.json"
    if request.config.getoption("--regenerate"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(today, "utf-8")
    assert today == golden.read_text("utf-8")


def test_every_golden_file_has_its_sample() -> None:
    golden = {path.relative_to(HERE).as_posix().removesuffix(".json") for path in HERE.rglob("*.json")}
    assert golden == set(NAMES)


def test_every_sample_has_its_story() -> None:
    stories = (FOLDER / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"`{name.split('/')[0]}" not in stories] == []


def test_continuous_integration_never_regenerates(request: pytest.FixtureRequest) -> None:
    assert not (os.environ.get("CI") and request.config.getoption("--regenerate"))


def test_a_form_printed_as_pdf_has_the_tables_of_the_word_file() -> None:
    [[word], [pdf]] = [results(path) for path in SAMPLES if path.stem == "self-evaluation"]
    assert values(word) == values(pdf)


def test_the_dump_of_a_word_file_states_what_the_word_file_states() -> None:
    [[word], [dump]] = [results(FOLDER / f"three-forms.{kind}") for kind in ("docx", "txt")]
    for kind in ("forms", "indicators", "amounts", "goals", "fields"):
        assert stated(dump, kind) == stated(word, kind)


def stated(result: Result, kind: str) -> list[dict[str, object]]:
    """The rows of one kind, less where they stand and how sure they are."""
    forms = [json.loads(to_json(form)) for form in result.forms]
    rows = [{k: v for k, v in form.items() if not isinstance(v, list)} for form in forms]
    if kind != "forms":
        rows = [row for form in forms for row in form[kind]]
    places = {"file", "form_id", "certainty", "place", "findings", "status"}
    return [{k: v for k, v in row.items() if k not in places and not k.endswith("_place")} for row in rows]


def values(result: Result) -> list[object]:
    """What the rows of a file state, wherever they stand."""
    rows = [row for form in result.forms for row in form.indicators]
    amounts = [amount for form in result.forms for amount in form.amounts]
    return [
        *((r.level1.name, r.level2.name, r.level3.name, r.value, r.actual, r.score) for r in rows),
        *((a.item, a.column, a.yuan) for a in amounts),
    ]
