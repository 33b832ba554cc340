"""Each format beside what else reads it: milliseconds a file and peak memory, all in one run.

    python bench/readers_peers.py              writes its section of RESULTS.md
    python bench/readers_peers.py PYTHON       the same; docling and others are installed for that Python

Each contender runs alone in a process of its own. It reads all files of a kind once, so that it is warm, then again:
processor time of the fastest of three rounds, what it starts included. LibreOffice gets all files in one call.
A contender that is not installed is left out. The reader, not the pipeline: to a Document, or what the others call so.
"""

# ruff: noqa: PLC0415 (each contender loads its own libraries, in a process of its own)
from __future__ import annotations

import io
import logging
import resource
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
BEGIN = "<!-- bench/readers_peers.py -->"
FILES = 20
ROUNDS = 3
ROWS = (30, 120, 480)  # of a table of 8 columns


def jixiao(files: Sequence[Path]) -> None:
    """All tables and lines."""
    import extract
    from extract.source import Source

    for path in files:
        assert extract.read(Source.from_path(path)).tables


def python_docx(files: Sequence[Path]) -> None:
    """Only opened, nothing read."""
    import docx

    for path in files:
        docx.Document(str(path))


def openpyxl_values(files: Sequence[Path]) -> None:
    """All values, no merges."""
    import openpyxl

    for path in files:
        for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
            assert list(sheet.iter_rows(values_only=True))


def xlrd_values(files: Sequence[Path]) -> None:
    """All values, no merges."""
    import xlrd

    for path in files:
        for sheet in xlrd.open_workbook(path, logfile=io.StringIO()).sheets():
            assert [sheet.row_values(row) for row in range(sheet.nrows)]


def office_oxide(files: Sequence[Path]) -> None:
    """Its own tree."""
    from office_oxide import Document

    for path in files:
        assert Document.open(str(path)).to_ir()


def markitdown(files: Sequence[Path]) -> None:
    """Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    for path in files:
        assert converter.convert(str(path)).text_content


def docling(files: Sequence[Path]) -> None:
    """Its own document."""
    for path in files:
        assert _docling().convert(path).document.tables


@cache
def _docling() -> Any:
    """Warm: it loads much at the first file."""
    from docling.document_converter import DocumentConverter

    return DocumentConverter()


def libreoffice(files: Sequence[Path]) -> None:
    """Written anew as .odt, the .odt as .docx."""
    with tempfile.TemporaryDirectory() as made:
        profile = f"-env:UserInstallation={Path(made, 'profile').as_uri()}"
        kind = "docx" if files[0].suffix == ".odt" else "ods" if files[0].suffix.startswith(".xls") else "odt"
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", made, *files],
            check=True,
            capture_output=True,
        )


class Contender(NamedTuple):
    """What it is called, how it reads files, of which kinds; is it installed apart from us?"""

    title: str
    read: Callable[[Sequence[Path]], None]
    kinds: frozenset[str]
    is_peer: bool = False


EVERY_KIND = frozenset({"docx", "doc", "rtf", "odt", "html", "xlsx", "xls", "ods"})
CONTENDERS = {
    "jixiao": Contender("jixiao", jixiao, EVERY_KIND),
    "python_docx": Contender("python-docx, `Document(path)`", python_docx, frozenset({"docx"})),
    "openpyxl": Contender("openpyxl, values", openpyxl_values, frozenset({"xlsx"})),
    "xlrd": Contender("xlrd, values", xlrd_values, frozenset({"xls"})),
    "office_oxide": Contender("office-oxide", office_oxide, frozenset({"docx", "doc", "xlsx", "xls"}), True),
    "markitdown": Contender("markitdown", markitdown, frozenset({"docx", "html", "xlsx", "xls"}), True),
    "docling": Contender("docling", docling, frozenset({"docx", "html", "xlsx"}), True),
    "libreoffice": Contender("LibreOffice, one call", libreoffice, EVERY_KIND),
}


class Cost(NamedTuple):
    """Milliseconds of processor time a file; the peak of the largest process in megabytes."""

    milliseconds: float
    megabytes: float


def seconds() -> float:
    """Processor time of this process and those it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def contend(name: str, folder: Path) -> Cost:
    """In this process."""
    files = sorted(folder.iterdir())
    read = CONTENDERS[name].read
    if name != "libreoffice":  # which starts anew with each call
        read(files)
    best = float("inf")
    for _ in range(ROUNDS):
        begun = seconds()
        read(files)
        best = min(best, seconds() - begun)
    own = Path("/proc/self/status").read_text("ascii").partition("VmHWM:")[2].split()[0]  # Linux only
    peak = max(int(own), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    return Cost(1000 * best / len(files), peak / 1000)


def cost(name: str, folder: Path, python: str) -> Cost | None:
    """In a fresh process; None where the contender is not installed or reads nothing."""
    command = [python, __file__, "--contender", name, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return Cost(*map(float, done.stdout.split()[-2:])) if done.returncode == 0 else None


def material(folder: Path) -> dict[str, Path]:
    """{kind: folder of its files}: tables of random merges, in Writer's formats and in Calc's; plain long ones."""
    sys.path += [str(HERE), str(HERE.parent / "tests/extract/readers")]
    import office
    import readers_sheet
    import readers_word

    for kind in ("docx", "xlsx"):
        (folder / kind).mkdir()
    office.random_files(folder / "docx", FILES)
    for number in range(FILES):
        readers_sheet.generated(folder / "xlsx", 30 + number)
    for kind, origin in {
        "doc": "docx",
        "rtf": "docx",
        "odt": "docx",
        "html": "docx",
        "xls": "xlsx",
        "ods": "xlsx",
    }.items():
        (folder / kind).mkdir()
        with tempfile.TemporaryDirectory() as made:
            office.convert(sorted((folder / origin).iterdir()), kind, Path(made))
            for path in Path(made).glob(f"*.{kind}"):
                path.rename(folder / kind / path.name)
    for rows in ROWS:
        same = folder / f"docx of {rows} rows"
        same.mkdir()
        for number in range(FILES // 4):
            (same / f"{number}.docx").write_bytes(readers_word.generated(rows))
    return {path.name: path for path in sorted(folder.iterdir())}


def table(kinds: dict[str, Path], peers: str) -> str:
    """Markdown; ratios to ours."""
    lines = ["| files | reader | ms a file | ratio | peak MB | ratio |", "|---|---|---|---|---|---|"]
    for kind, folder in kinds.items():
        ours = cost("jixiao", folder, sys.executable)
        assert ours is not None, kind
        for name, contender in CONTENDERS.items():
            if kind.split()[0] not in contender.kinds:
                continue
            found = (
                ours
                if name == "jixiao"
                else cost(name, folder, peers if contender.is_peer else sys.executable)
            )
            if found is not None:
                lines.append(
                    f"| {kind} | {contender.title} | {found.milliseconds:.1f} "
                    f"| {found.milliseconds / ours.milliseconds:.1f} "
                    f"| {found.megabytes:.0f} | {found.megabytes / ours.megabytes:.1f} |"
                )
    return "\n".join(lines)


def main() -> None:
    """Make the files, measure, print, record."""
    if sys.argv[1:2] == ["--contender"]:
        logging.disable(logging.CRITICAL)
        warnings.simplefilter("ignore")
        print(*contend(sys.argv[2], Path(sys.argv[3])))
        return
    with tempfile.TemporaryDirectory() as made:
        found = table(material(Path(made)), peers=(sys.argv[1:] or [sys.executable])[0])
    section = (
        f"## Readers beside others\n\n`python bench/readers_peers.py`: {FILES} files a kind, 3 tables of random merges "
        "each (spreadsheets: one of 30 to 49 rows; docx of many rows: plain, 8 columns); warm, processor time; "
        f"ratios to ours.\n\n{found}"
    )
    print(section)
    import run

    run.recorded(section, BEGIN)


if __name__ == "__main__":
    main()
