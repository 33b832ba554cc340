"""LibreOffice as a maker of test material and as a second opinion."""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from merged_tables import Span, random_spans, word_file

from jixiao.forms.document import Document, Table

PROGRAM = shutil.which("soffice")


def convert(files: Iterable[Path], kind: str, folder: Path) -> None:
    """Write each file anew in another format, into `folder`; many files in one call."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [str(PROGRAM), profile, "--headless", "--convert-to", kind, "--outdir", folder, *files],
        check=True,
        capture_output=True,
        timeout=240,
    )


def random_files(folder: Path, count: int) -> dict[str, list[list[Span]]]:
    """Write .docx files of random merges into `folder`; {stem: the truth of its tables}."""
    truth = {}
    for seed in range(count):
        dice = random.Random(seed)
        truth[str(seed)] = [random_spans(dice) for _ in range(3)]
        (folder / f"{seed}.docx").write_bytes(word_file(truth[str(seed)], dice))
    return truth


def spans(table: Table) -> list[Span]:
    """The cells as merged_tables describes them."""
    return [Span(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def grids(document: Document) -> list[list[Span]]:
    """All tables that hold text, white space left out: what two readers of one file agree on."""
    return [
        [
            Span(span.row, span.column, span.row_span, span.column_span, "".join(span.text.split()))
            for span in spans(table)
        ]
        for table in document.tables
        if any(cell.text.strip() for cell in table.cells)
    ]
