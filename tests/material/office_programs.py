"""Other people's programs that turn a document into another format: what they are called, what they need.

Apache Tika is not among them: it needs Java. Its text is imitated in drawn_forms.py.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from drawn_forms import word, workbook

from extract import Source
from jixiao import pipeline
from jixiao.forms.record import Indicator, Result

SECONDS = 300


@dataclass(frozen=True)
class Program:
    """A command that writes the text of `{source}` to its output."""

    reads: str  # format, which is also the extension
    command: tuple[str, ...]
    writes: str = "txt"


ORIGINALS = {"docx": word, "xlsx": workbook}
LIBREOFFICE = "soffice"
# Format -> the format that LibreOffice makes it from.
CONVERSIONS = {
    **dict.fromkeys(("doc", "rtf", "odt", "html", "pdf", "txt"), "docx"),
    **dict.fromkeys(("xls", "ods"), "xlsx"),
}
PROGRAMS = {
    "pandoc-gfm": Program("docx", ("pandoc", "-t", "gfm", "{source}"), "md"),
    "pandoc-plain": Program("docx", ("pandoc", "-t", "plain", "{source}")),
    "antiword": Program("doc", ("antiword", "-m", "UTF-8.txt", "-w", "0", "{source}")),
    "catdoc": Program("doc", ("catdoc", "-d", "utf-8", "-w", "{source}")),
    "lynx": Program("html", ("lynx", "-dump", "-display_charset=utf-8", "{source}")),
    "w3m": Program("html", ("w3m", "-dump", "-O", "UTF-8", "{source}")),
    "pdftotext-layout": Program("pdf", ("pdftotext", "-layout", "{source}", "-")),
}
FORMATS = (*ORIGINALS, *CONVERSIONS, *PROGRAMS)


def libreoffice(sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """What LibreOffice makes of documents, in one call with a profile of its own."""
    target = "txt:Text (encoded):UTF8" if kind == "txt" else kind
    with tempfile.TemporaryDirectory() as profile:
        command = [LIBREOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", target, "--outdir", str(folder), *map(str, sources)]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return [folder / f"{source.stem}.{kind}" for source in sources]


def dumped(name: str, source: Path, folder: Path) -> Path:
    """The text that a program leaves of a document."""
    program = PROGRAMS[name]
    command = [part.format(source=source) for part in program.command]
    done = subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    made = folder / f"{source.stem}.{program.writes}"
    made.write_bytes(done.stdout)
    return made


def missing(name: str) -> str | None:
    """The program that making this format needs and that is not installed."""
    if name in PROGRAMS:
        program = PROGRAMS[name]
        own = program.command[0]
        return own if shutil.which(own) is None else missing(program.reads)
    return LIBREOFFICE if name in CONVERSIONS and shutil.which(LIBREOFFICE) is None else None


@dataclass(frozen=True)
class Workshop:
    """Drawings by name, and the documents made of them: each format once, all documents in one go."""

    drawings: Mapping[str, str]
    folder: Path
    _made: dict[str, dict[str, Path]] = field(default_factory=dict)

    def documents(self, kind: str) -> dict[str, Path]:
        """The drawings by name, each as a file of one of FORMATS."""
        if kind not in self._made:
            folder = self.folder / kind
            folder.mkdir()
            self._made[kind] = dict(zip(self.drawings, self._paths(kind, folder), strict=True))
        return self._made[kind]

    def _paths(self, kind: str, folder: Path) -> list[Path]:
        if kind in ORIGINALS:
            return [
                ORIGINALS[kind](drawing, folder / f"{name}.{kind}") for name, drawing in self.drawings.items()
            ]
        if kind in CONVERSIONS:
            return libreoffice(list(self.documents(CONVERSIONS[kind]).values()), kind, folder)
        return [dumped(kind, source, folder) for source in self.documents(PROGRAMS[kind].reads).values()]


def read(path: Path) -> Result:
    """A document through all stages."""
    return pipeline.process(Source.from_path(path), file=path.name)


def key(row: Indicator) -> tuple[str, ...]:
    """What must be the same in every format: the levels and the value as printed, without white space."""
    texts = (row.level1.name, row.level2.name, row.level3.name, row.value.raw)
    return tuple("".join(text.split()) for text in texts)


def rows(result: Result) -> list[Indicator]:
    """The indicators of all forms, in order."""
    return [row for form in result.forms for row in form.indicators]
