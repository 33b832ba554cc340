"""Word files of other projects' tests: each is read, or refused with a reason, with the tables LibreOffice sees."""

from __future__ import annotations

from dataclasses import replace
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
        return corpora.documents(requirement, ".docx", ".docm", ".dotx")
    except corpora.UnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("requirement", corpora.WORD)
def test_real_word_files_are_read_or_refused_with_a_reason(requirement: str) -> None:
    refused = {}
    paths = documents(requirement)
    for path in paths:
        try:
            extract.read(Source.from_path(path))
        except JixiaoError as error:
            refused[path.name] = error.code
    assert len(paths) >= 20
    assert [name for name, code in refused.items() if code not in ("empty", "needs_ocr")] == []


def test_their_tables_are_those_that_libreoffice_sees(tmp_path: Path) -> None:
    """But for a few: LibreOffice joins adjacent tables, computes fields anew and drops symbols of its fonts."""
    if office.PROGRAM is None:
        pytest.skip("LibreOffice is not installed")
    copies = tmp_path / "copies"
    copies.mkdir()
    paths = [path for requirement in corpora.WORD for path in documents(requirement)]
    originals = {f"{number}": path for number, path in enumerate(paths)}
    for stem, path in originals.items():
        (copies / f"{stem}.docx").write_bytes(path.read_bytes())
    office.convert(sorted(copies.iterdir()), "odt", tmp_path)
    ours = {stem: _texts(path) for stem, path in originals.items()}
    theirs = {stem: _texts(tmp_path / f"{stem}.odt") for stem in originals}
    total = sum(map(len, ours.values()))
    same = sum(
        one == other for stem in originals for one, other in zip(ours[stem], theirs[stem], strict=False)
    )
    assert total >= 500
    assert same >= 0.97 * total


def _texts(path: Path) -> list[set[office.Span]]:
    """The cells of each table with their letters and digits, symbols aside; none of a file without text."""
    try:
        document = extract.read(Source.from_path(path))
    except JixiaoError:
        return []
    return [
        {replace(cell, text=text) for cell in cells if (text := "".join(filter(str.isalnum, cell.text)))}
        for cells in office.grids(document)
    ]
