"""What must hold of every form, whatever its texts: it can be written everywhere, and its texts come back."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from any_form import any_form
from hypothesis import given, settings

from jixiao import check, export
from jixiao.forms.record import FileRecord, Form, Result
from jixiao.frames import load


def shown(text: str) -> str | None:
    """As a table holds a text: a lone surrogate written out, blank as missing."""
    return text.encode("utf-8", "backslashreplace").decode() or None


@given(any_form())
@settings(max_examples=20, deadline=None)
def test_any_form_can_be_written_and_its_texts_come_back(form: Form) -> None:
    result = check.result(Result(FileRecord("a.docx", format="docx"), (replace(form, file="a.docx"),)))
    with TemporaryDirectory() as folder:
        export.write([result], Path(folder) / "out")
        frames = load(Path(folder) / "out")
    assert [text or None for text in frames["forms"]["title"].fillna("")] == [shown(form.title)]
    assert [text or None for text in frames["indicators"]["value_raw"].fillna("")] == [
        shown(indicator.value.raw) for indicator in form.indicators
    ]
    assert frames["findings"].shape[0] == result.record.findings
