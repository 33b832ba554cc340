"""Files that Office itself wrote, of other projects' tests: old Word, RTF, protected workbooks."""

from __future__ import annotations

from pathlib import Path

import corpora
import office
import pytest

import extract
from extract.source import Source
from jixiao.forms.errors import JixiaoError

pytestmark = pytest.mark.slow


def documents(requirement: str) -> list[Path]:
    try:
        return corpora.documents(requirement, ".doc", ".dot", ".rtf")
    except corpora.UnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("requirement", corpora.OLD_WORD)
def test_each_is_read_or_refused_with_a_reason(requirement: str) -> None:
    outcomes = {}
    for path in documents(requirement):
        try:
            outcomes[path.name] = extract.read(Source.from_path(path)).format
        except JixiaoError as error:
            outcomes[path.name] = error.code
    assert outcomes
    assert set(outcomes.values()) <= {"doc", "rtf", "needs_ocr", "encrypted"}


def test_a_specification_of_147_tables_is_read_as_libreoffice_reads_it(tmp_path: Path) -> None:
    """Of the tables, two of them in footers, LibreOffice changes two: it counts pages anew, and it drops a line."""
    if office.PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    [path] = [path for path in documents(corpora.OLD_WORD[0]) if path.name == "RTF-Spec-1.7.rtf"]
    office.convert([path], "docx", tmp_path)
    ours = office.grids(extract.read(Source.from_path(path)))
    theirs = office.grids(extract.read(Source.from_path(tmp_path / "RTF-Spec-1.7.docx")))
    assert (len(ours), len(theirs)) == (147, 147)
    assert sum(one == other for one, other in zip(ours, theirs, strict=True)) >= 145


def test_workbooks_that_office_2010_protected_against_changes_open() -> None:
    try:
        paths = corpora.documents(corpora.OLD_WORD[0], ".xls", ".xlsx", ".xlsm")
    except corpora.UnavailableError as error:
        pytest.skip(str(error))
    protected = [path for path in paths if "encrypt-standardpassword" in path.name]
    assert len(protected) == 5
    assert [extract.read(Source.from_path(path)).format for path in protected] == [
        "xls",
        "xlsx",
        "xls",
        "xlsx",
        "xlsx",
    ]
