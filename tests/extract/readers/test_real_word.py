"""Word files of other projects' tests: each is read, or refused with a reason."""

from __future__ import annotations

import corpora
import pytest

import extract
from extract.source import Source
from jixiao.forms.errors import JixiaoError


@pytest.mark.slow
@pytest.mark.parametrize("requirement", corpora.WORD)
def test_real_word_files_are_read_or_refused_with_a_reason(requirement: str) -> None:
    try:
        paths = corpora.documents(requirement, ".docx", ".docm", ".dotx")
    except corpora.UnavailableError as error:
        pytest.skip(str(error))
    refused = {}
    for path in paths:
        try:
            extract.read(Source.from_path(path))
        except JixiaoError as error:
            refused[path.name] = error.code
    assert len(paths) >= 20
    assert [name for name, code in refused.items() if code not in ("empty", "needs_ocr")] == []
