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
SAMPLES = sorted((HERE.parents[1] / "samples").iterdir())


def results(path: Path) -> list[Result]:
    """What a sample comes to; an archive, what its members do."""
    source = Source.from_path(path)
    given = members(source) if is_archive(source) else [(path.name, source)]
    return [pipeline.process(member, file=name) for name, member in given if isinstance(member, Source)]


def shown(result: Result) -> dict[str, object]:
    forms = [json.loads(to_json(form)) for form in result.forms]
    return {"file": plain(file_row(result.record)), "forms": forms}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_reads_as_before(sample: Path, request: pytest.FixtureRequest) -> None:
    today = json.dumps([shown(result) for result in results(sample)], ensure_ascii=False, indent=1) + "\n"
    golden = HERE / f"{sample.name}.json"
    if request.config.getoption("--regenerate"):
        golden.write_text(today, "utf-8")
    assert today == golden.read_text("utf-8")


def test_every_golden_file_has_its_sample() -> None:
    names = {sample.name for sample in SAMPLES}
    assert {golden.stem for golden in HERE.glob("*.json")} == names


def test_continuous_integration_never_regenerates(request: pytest.FixtureRequest) -> None:
    assert not (os.environ.get("CI") and request.config.getoption("--regenerate"))


def test_a_form_printed_as_pdf_has_the_tables_of_the_word_file() -> None:
    [[word], [pdf]] = [results(path) for path in SAMPLES if path.stem == "self-evaluation"]
    assert values(word) == values(pdf)


def values(result: Result) -> list[object]:
    """What the rows of a file state, wherever they stand."""
    rows = [row for form in result.forms for row in form.indicators]
    amounts = [amount for form in result.forms for amount in form.amounts]
    return [
        *((r.level1.name, r.level2.name, r.level3.name, r.value, r.actual, r.score) for r in rows),
        *((a.item, a.column, a.yuan) for a in amounts),
    ]
