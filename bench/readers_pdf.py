"""PDF forms in all layouts: are the cells right, page by page and joined, and how much faster than pdfplumber?

    python bench/readers_pdf.py              prints the layouts by LibreOffice; writes its section of RESULTS.md
    python bench/readers_pdf.py FILE.pdf …   only the speed, on these files

The layouts are in tests/extract/readers/pdf_layouts.py; what each page shows of each cell is read from a twin of the
file in which every cell has a colour of its own, by pdf_twin.py beside it. CPU time of this process, best of five; the
ratio is what counts, not the milliseconds.
"""

from __future__ import annotations

import io
import logging
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pdfplumber
import pypdfium2

sys.path += [
    str(Path(__file__).parents[1] / part) for part in ("bench", "tests/material", "tests/extract/readers")
]

import pdf_layouts as layouts
import pdf_material as material
import pdf_twin
import run

from extract.readers import pdf
from extract.readers.pdf.layout import Fragment, sheet
from extract.readers.pdf.pages import pages
from extract.source import Source
from jixiao.forms.text import squeeze

BEGIN = "<!-- bench/readers_pdf.py -->"
EXPLANATION = """\
`python bench/readers_pdf.py`: cells with the right row, column and spans (span) and the right text as well, white space
aside (cells), over the true or the delivered ones, whichever are more. By page: what the page shows of each table,
against the coloured twin. Joined: the tables as they were written. Time: CPU ms a page, everything from bytes to
tables, and how many times longer pdfplumber's `find_tables` and `extract` take in the same run. The last six are drawn
with a font that the file does not hold: there pdfium alone takes 3 to 4 ms a page."""


@dataclass(frozen=True)
class Score:
    """How many cells there are, and how many of them are right."""

    tables: int = 0
    perfect: int = 0
    cells: int = 0
    spans: int = 0
    right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(a + b for a, b in zip(self._parts, other._parts, strict=True)))

    @property
    def _parts(self) -> tuple[int, int, int, int, int]:
        return self.tables, self.perfect, self.cells, self.spans, self.right

    def __str__(self) -> str:
        share = [f"{part / max(1, self.cells):.3f}" for part in (self.spans, self.right)]
        return f"{self.perfect}/{self.tables} | {self.cells} | {share[0]} | {share[1]}"


Slots = Sequence[material.Slot]


def score(true: Slots, found: Slots) -> Score:
    """One table."""
    most = max(len(true), len(found))
    spans = len({slot[:4] for slot in true} & {slot[:4] for slot in found})
    right = len(set(map(_folded, true)) & set(map(_folded, found)))
    return Score(1, right == most, most, spans, right)


def _folded(slot: material.Slot) -> material.Slot:
    return (*slot[:4], squeeze(slot[4]))


def total(true: Iterable[Slots], found: Iterable[Slots]) -> Score:
    """Tables in the order in which they come."""
    return sum((score(a, b) for a, b in zip_longest(true, found, fillvalue=())), Score())


def by_page(data: bytes) -> list[Slots]:
    """What we see of tables on each page."""
    file = pypdfium2.PdfDocument(data)
    sheets = [sheet(page) for _, _, page in pages(file.raw) if page]
    file.close()
    return [_slots_of(block) for found in sheets for block in found.blocks if isinstance(block, Fragment)]


def _slots_of(fragment: Fragment) -> Slots:
    regions = [(piece.region, piece.text) for piece in fragment.pieces]
    return [(r.row + 1, r.column + 1, r.row_span, r.column_span, text) for r, text in regions]


def joined(data: bytes) -> list[Slots]:
    """The tables that we deliver."""
    tables = pdf.read(Source("bench.pdf", data)).tables
    return [[(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] for table in tables]


# ---- speed ----


def ours(data: bytes) -> int:
    """Cells that we read."""
    return sum(len(table.cells) for table in pdf.read(Source("bench.pdf", data)).tables)


def theirs(data: bytes) -> int:
    """Cells that pdfplumber reads."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        tables = [table for page in file.pages for table in page.find_tables()]
        return sum(len(table.extract()) and len(table.cells) for table in tables)


@dataclass(frozen=True)
class Speed:
    """CPU seconds over a number of pages."""

    pages: int = 0
    ours: float = 0.0
    theirs: float = 0.0

    def __add__(self, other: Speed) -> Speed:
        return Speed(self.pages + other.pages, self.ours + other.ours, self.theirs + other.theirs)

    def __str__(self) -> str:
        return f"{self.ours / self.pages * 1000:.1f} | {self.theirs / self.ours:.1f}"


def seconds(read: Callable[[bytes], int], data: bytes) -> float:
    """CPU time of the best of five."""
    times = []
    for _ in range(5):
        begun = time.process_time()
        read(data)
        times.append(time.process_time() - begun)
    return min(times)


def speed(data: bytes) -> Speed:
    """One file, by us and by pdfplumber."""
    return Speed(len(pypdfium2.PdfDocument(data)), seconds(ours, data), seconds(theirs, data))


# ---- memory ----


def drawn_forms(pages: int, seed: int = 0) -> bytes:
    """Forms of about 90 cells and 900 characters, ruled in all the ways of the tests."""

    def page(number: int) -> Callable[[material.Canvas], None]:
        spans = material.department_form(random.Random(seed + number), rows=28)
        sheet = material.Sheet(spans, [70, 70, 90, 180, 100], 22.0, 40.0, 790.0)
        ruler = material.RULERS[number % len(material.RULERS)]

        def draw(canvas: material.Canvas) -> None:
            ruler(canvas, sheet)
            material.write_texts(canvas, sheet)

        return draw

    return material.drawn(*map(page, range(pages)))


def memory() -> str:
    """How the peak of the memory grows from 100 pages to 600, in files of 100 as drawing them takes memory too."""
    peaks = []
    for number in range(6):
        ours(drawn_forms(100, seed=100 * number))
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return f"Peak memory after 100 pages {peaks[0]:.0f} MB, after 600 pages {peaks[-1]:.0f} MB."


def main() -> None:
    """Compare the given files, or measure the layouts and record."""
    logging.disable(logging.CRITICAL)
    if paths := [Path(argument) for argument in sys.argv[1:]]:
        for path in paths:
            print(f"{path.name} | {speed(path.read_bytes())}")
        return
    with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as coloured:
        files, twins = layouts.printed(Path(plain)), layouts.printed(Path(coloured), coloured=True)
        lines = _measured(files, twins)
    section = f"## PDF layouts\n\n{EXPLANATION}\n\n" + "\n".join(lines) + f"\n\n{memory()}"
    print(section)
    run.recorded(section, BEGIN)


def _measured(files: dict[str, layouts.Printed], twins: dict[str, layouts.Printed]) -> list[str]:
    """The rows of the table."""
    heads = ["layout", "pages"]
    heads += [
        f"{kind}: {part}" for kind in ("by page", "joined") for part in ("perfect", "cells", "span", "right")
    ]
    heads += ["ms a page", "times faster"]
    lines = [f"| {' | '.join(heads)} |", "| " + " | ".join("---" for _ in heads) + " |"]
    whole = Score(), Score(), Speed()
    for name, (path, tables) in files.items():
        data = path.read_bytes()
        shown = [part for page in pdf_twin.fragments(twins[name][0], tables) for part in page]
        found = total(shown, by_page(data)), total(map(material.slots, tables), joined(data)), speed(data)
        whole = whole[0] + found[0], whole[1] + found[1], whole[2] + found[2]
        lines.append(_row(name, *found))
    return [*lines, _row("all", *whole)]


def _row(name: str, shown: Score, as_written: Score, time: Speed) -> str:
    return f"| {name} | {time.pages} | {shown} | {as_written} | {time} |"


if __name__ == "__main__":
    main()
