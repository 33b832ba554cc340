"""Scanned pages: are they read to the cells and indicators that were drawn, and which errors are not doubted?

    python bench/scans.py     writes its section of RESULTS.md; needs the extra [ocr] and a Chinese font

The pages are drawn, and scanned, in tests/extract/readers/scan_material.py.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

sys.path += [
    str(Path(__file__).parents[1] / part) for part in (".", "tests/material", "tests/extract/readers")
]

import pdf_material
import run
import scan_material as material
from merged_tables import Span
from office_programs import key, rows

import extract
from extract.source import Source
from jixiao import check, pipeline
from jixiao.forms.document import Document
from jixiao.forms.raw import Certainty
from jixiao.forms.record import FileRecord, Result
from jixiao.forms.text import squeeze

BEGIN = "<!-- bench/scans.py -->"
RULERS = (pdf_material.strokes, pdf_material.hairlines, pdf_material.stroked_cells, pdf_material.pieces)
EXPLANATION = f"""\
`python bench/scans.py`: {len(RULERS)} drawn forms in each condition, a page each. Span: share of cells in their place
with their spans, of the drawn or of the found, whichever are more. CER: wrong characters of the cells' texts, wide and
narrow forms the same. Rows: indicators of the run whose levels, name and value are those drawn. Silent: rows wrong or
lost while no row in their stead is `ambiguous`. Doubted: right rows that are `ambiguous`. CPU: of a whole page, all
stages."""


@dataclass(frozen=True)
class Score:
    """How pages were read."""

    cells: int = 0  # drawn or found, whichever are more
    placed: int = 0
    characters: int = 0
    misread: int = 0
    rows: int = 0
    right: int = 0
    silent: int = 0
    doubted: int = 0
    seconds: float = 0.0
    pages: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(mine + theirs for mine, theirs in zip(astuple(self), astuple(other), strict=True)))

    def columns(self) -> tuple[str, ...]:
        """As the table shows them."""
        return (
            f"{self.placed / self.cells:.3f}",
            f"{self.misread / self.characters:.4f}",
            f"{self.right / self.rows:.3f}",
            str(self.silent),
            str(self.doubted),
            f"{self.seconds / self.pages:.1f}",
        )


def score(spans: Sequence[Span], data: bytes) -> Score:
    """A scanned page beside what was drawn."""
    begun = time.process_time()
    document, result = read(data)
    seconds = time.process_time() - begun
    expected = Counter(map(folded, material.indicators(spans)))
    delivered = Counter(folded(key(row)) for row in rows(result))
    certain = Counter(folded(key(row)) for row in rows(result) if row.certainty is not Certainty.AMBIGUOUS)
    lost, wrong = (expected - delivered).total(), (delivered - expected).total()
    right, certain_right = (expected & delivered).total(), (expected & certain).total()
    silent = max(lost, wrong) - (wrong - (certain - expected).total())
    counts = (expected.total(), right, silent, right - certain_right)
    return Score(*cells(spans, document), *counts, seconds, pages=1)


def read(data: bytes) -> tuple[Document, Result]:
    """What the reader sees, and what all stages make of it; recognised once."""
    source = Source("scan.pdf", data)
    document = extract.read(source)
    found = extract.forms(document)
    record = FileRecord(file=source.name, sha256=source.sha256, bytes=len(data))
    findings = (*document.findings, *found.findings)
    return document, check.result(pipeline.typed(pipeline.Extracted(record, found.forms, findings)))


def cells(spans: Sequence[Span], document: Document) -> tuple[int, int, int, int]:
    """Cells, those in their place, characters, those misread."""
    drawn = {(s.row, s.column, s.row_span, s.column_span): s.text for s in spans}
    found = {
        (cell.row, cell.column, cell.row_span, cell.column_span): cell.text
        for table in document.tables
        for cell in table.cells
    }
    misread = sum(distance(*folded((text, found.get(place, "")))) for place, text in drawn.items())
    most = max(len(drawn), sum(len(table.cells) for table in document.tables))
    characters = sum(len(text) for text in folded(drawn.values()))
    return most, len(drawn.keys() & found.keys()), characters, misread


def folded(texts: Iterable[str]) -> tuple[str, ...]:
    """Without white space, in the usual form."""
    return tuple(map(squeeze, texts))


def distance(first: str, second: str) -> int:
    """Levenshtein's.

    >>> distance("≥95%", "95.%")
    2
    """
    costs = list(range(len(second) + 1))
    for row, mine in enumerate(first, start=1):
        diagonal, costs[0] = costs[0], row
        for column, theirs in enumerate(second, start=1):
            best = min(costs[column] + 1, costs[column - 1] + 1, diagonal + (mine != theirs))
            diagonal, costs[column] = costs[column], best
    return costs[-1]


def table() -> str:
    """Markdown: a row for each condition."""
    lines = ["| condition | span | CER | rows | silent | doubted | CPU s |", "|---|---|---|---|---|---|---|"]
    total = Score()
    for name, condition in material.CONDITIONS.items():
        score_of = sum((score(*condition.page(seed, ruler)) for seed, ruler in enumerate(RULERS)), Score())
        total += score_of
        lines.append(_row(name, *score_of.columns()))
        print(lines[-1], flush=True)
    return "\n".join([*lines, _row(f"all {total.pages} pages", *total.columns())])


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Draw, scan, read, compare, record."""
    section = f"## Scanned pages\n\n{EXPLANATION}\n\n{table()}"
    print(section)
    run.recorded(section, BEGIN)


if __name__ == "__main__":
    main()
