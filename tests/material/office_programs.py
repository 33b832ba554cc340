"""Other people's programs that turn a document into another format: what they are called, what they need.

Apache Tika is not among them: it needs Java. Its text is imitated in drawn_forms.py.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SECONDS = 300


@dataclass(frozen=True)
class Program:
    """A command that writes the text of `{source}` to its output, or to `{target}`."""

    reads: str  # extension
    command: tuple[str, ...]
    writes: str = "txt"


LIBREOFFICE = "soffice"
# Format -> the format that LibreOffice makes it from.
CONVERSIONS = {
    **dict.fromkeys(("doc", "rtf", "odt", "html", "pdf", "txt"), "docx"),
    **dict.fromkeys(("xls", "ods"), "xlsx"),
}
PROGRAMS = {
    "antiword": Program("doc", ("antiword", "-m", "UTF-8.txt", "-w", "0", "{source}")),
    "catdoc": Program("doc", ("catdoc", "-d", "utf-8", "-w", "{source}")),
    "pandoc-plain": Program("docx", ("pandoc", "-t", "plain", "{source}")),
    "pandoc-gfm": Program("docx", ("pandoc", "-t", "gfm", "{source}"), "md"),
    "pdftotext-layout": Program("pdf", ("pdftotext", "-layout", "{source}", "-")),
    "lynx": Program("html", ("lynx", "-dump", "-display_charset=utf-8", "{source}")),
    "w3m": Program("html", ("w3m", "-dump", "-O", "UTF-8", "{source}")),
}


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
