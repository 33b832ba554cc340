"""The same forms, converted by other people's programs, are read to the same rows wherever nothing is lost."""

from __future__ import annotations

import pytest
from office_programs import Workshop, key, missing, read, rows
from sample_drawings import APPLICATION, DOCUMENTS

DRAWINGS = {**DOCUMENTS, "application": APPLICATION}
LOSSLESS = ("xlsx", "doc", "rtf", "odt", "html", "pdf", "xls", "ods", "pandoc-gfm")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Makes each format once for all tests."""
    return Workshop(DRAWINGS, tmp_path_factory.mktemp("formats"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", LOSSLESS)
@pytest.mark.parametrize("name", DRAWINGS)
def test_rows_are_those_of_the_word_file(kind: str, name: str, workshop: Workshop) -> None:
    program = missing(kind)
    if program is not None:
        pytest.skip(f"{program} is not installed")
    expected = [key(row) for row in rows(read(workshop.documents("docx")[name]))]
    assert expected
    assert [key(row) for row in rows(read(workshop.documents(kind)[name]))] == expected
