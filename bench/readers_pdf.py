"""How fast PDF pages are read, against pdfplumber's tables on the same pages in the same run; memory over 600 pages.

`python bench/readers_pdf.py [FILE.pdf ...]`: without files, pages like those of the tests are drawn.
CPU time of this process, best of three; the ratio is what counts, not the milliseconds.
"""

from __future__ import annotations

import io
import logging
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

sys.path += [str(Path(__file__).parents[1] / "tests" / part) for part in ("material", "extract/readers")]
import pdf_material as material

from extract.readers import pdf
from extract.source import Source


def drawn_forms(pages: int) -> bytes:
    """Forms of about 90 cells and 900 characters, ruled in all the ways of the tests."""

    def page(number: int) -> Callable[[material.Canvas], None]:
        spans = material.department_form(random.Random(number), rows=28)
        sheet = material.Sheet(spans, [70, 70, 90, 180, 100], 22.0, 40.0, 790.0)
        ruler = material.RULERS[number % len(material.RULERS)]

        def draw(canvas: material.Canvas) -> None:
            ruler(canvas, sheet)
            material.write_texts(canvas, sheet)

        return draw

    return material.drawn(*map(page, range(pages)))


def ours(data: bytes) -> int:
    """Cells that we read."""
    return sum(len(table.cells) for table in pdf.read(Source("bench.pdf", data)).tables)


def theirs(data: bytes) -> int:
    """Cells that pdfplumber reads."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        tables = [table for page in file.pages for table in page.find_tables()]
        return sum(len(table.extract()) and len(table.cells) for table in tables)


def milliseconds(read: Callable[[bytes], int], data: bytes) -> tuple[float, int]:
    """CPU time of the best of three, and the cells."""
    best, cells = float("inf"), 0
    for _ in range(3):
        begun = time.process_time()
        cells = read(data)
        best = min(best, time.process_time() - begun)
    return best * 1000, cells


def compare(name: str, data: bytes) -> float:
    """Print one line; return how many times faster we are."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        pages = len(file.pages)
    (our_time, our_cells), (their_time, their_cells) = milliseconds(ours, data), milliseconds(theirs, data)
    ratio = their_time / our_time
    print(
        f"{name:24} {pages:4} pages  {our_time / pages:6.1f} ms a page, pdfplumber {their_time / pages:6.1f}:"
        f" {ratio:5.1f} times faster; cells {our_cells}, {their_cells}"
    )
    return ratio


def memory(pages: int) -> None:
    """Print how much the peak of the memory grows from the first sixth of the pages to the last."""
    for part in (pages // 6, pages):
        data = drawn_forms(part)
        for start in range(0, part, 100):  # files of at most 100 pages, as the batch sees them
            ours(data if part <= 100 else drawn_forms(min(100, part - start)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak after {part} pages more: {peak:.0f} MB")


def main() -> None:
    """Compare on the given files, or on drawn forms."""
    logging.disable(logging.CRITICAL)
    paths = [Path(argument) for argument in sys.argv[1:]]
    inputs = [(path.name, path.read_bytes()) for path in paths] or [("drawn forms", drawn_forms(12))]
    ratios = sorted(compare(name, data) for name, data in inputs)
    print(f"median: {ratios[len(ratios) // 2]:.1f} times faster")
    memory(600)


if __name__ == "__main__":
    main()
