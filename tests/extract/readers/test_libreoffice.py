"""Formats that only LibreOffice reads: found out, converted, or refused with advice."""

from __future__ import annotations

import shutil
import stat
import sys
import time
from pathlib import Path

import pytest
from word_binary_files import compound_file
from word_files import p, seen, tbl, tr, word

from extract.readers import libreoffice as reader
from extract.source import Source
from jixiao.forms.errors import DamagedFile, NeedsLibreOffice, TookTooLong

WORKS = compound_file({"CONTENTS": b"CHNKINK" + bytes(5000)})


def program(folder: Path, code: str) -> str:
    """A program of a few lines that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport sys, time, pathlib\n{code}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


def test_only_works_files_are_its_own() -> None:
    assert reader.accepts(Source("a.wps", WORKS))
    assert not reader.accepts(Source("a.doc", compound_file({"WordDocument": bytes(5000)})))
    assert not reader.accepts(Source("a.txt", b"CONTENTS"))


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(NeedsLibreOffice, match="libreoffice-writer-nogui"):
        reader.read(Source("a.wps", WORKS))


def test_what_it_makes_is_read_as_a_word_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(word(p("标题") + tbl(tr("甲", "乙"), widths=(1000, 1000))))
    copy = (
        "folder = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1]); folder.mkdir()\n"
        f"(folder / 'input.docx').write_bytes(pathlib.Path({str(tmp_path / 'made.docx')!r}).read_bytes())"
    )
    monkeypatch.setattr(shutil, "which", lambda _: program(tmp_path, copy))
    document = reader.read(Source("a.wps", WORKS))
    assert (document.format, document.reader) == ("works", "libreoffice+docx")
    assert [seen(table) for table in document.tables] == [["1,1 甲", "1,2 乙"]]


def test_a_file_that_it_cannot_open_is_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: program(tmp_path, "sys.exit(1)"))
    with pytest.raises(DamagedFile, match="LibreOffice"):
        reader.read(Source("a.wps", WORKS))


def test_it_is_ended_with_all_that_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = tmp_path / "alive"
    child = (
        "import subprocess\n"
        f"subprocess.run([sys.executable, '-c', 'import time, pathlib; time.sleep(1.5);"
        f" pathlib.Path({str(alive)!r}).touch()'])"
    ).replace(f"pathlib.Path({str(alive)!r})", f"pathlib.Path(\\'{alive}\\')")
    monkeypatch.setattr(shutil, "which", lambda _: program(tmp_path, child))
    monkeypatch.setattr(reader, "SECONDS", 0.5)
    with pytest.raises(TookTooLong, match="LibreOffice"):
        reader.read(Source("a.wps", WORKS))
    time.sleep(1.5)
    assert not alive.exists()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_itself_is_called_right() -> None:
    rtf = rb"{\rtf1 \trowd\cellx2000\cellx4000\pard\intbl \u30002?\cell b\cell\row\pard end\par}"
    document = reader.read_through(Source("a.rtf", rtf), "rtf", ".rtf")
    assert (document.format, document.reader) == ("rtf", "libreoffice+docx")
    assert [seen(table) for table in document.tables] == [["1,1 甲", "1,2 b"]]
