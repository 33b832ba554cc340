"""The same forms in every format that other programs make of them: are they read to the rows of the .docx?

    python bench/formats.py     writes its section of RESULTS.md

The forms are drawn in tests/material/sample_drawings.py; tests/material/office_programs.py says which program makes
which format. A format whose program is not installed is left out.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / folder) for folder in (".", "tests/material")]

import run
from office_programs import FORMATS, Workshop, key, missing, read, rows
from sample_drawings import APPLICATION, DOCUMENTS, SUBMISSION

from jixiao.forms.raw import Certainty
from jixiao.forms.record import Result

BEGIN = "<!-- bench/formats.py -->"
DRAWINGS = {
    **DOCUMENTS,
    "application": APPLICATION,
    **{Path(name).stem: drawing for name, drawing in SUBMISSION.items()},
}
EXPLANATION = """\
`python bench/formats.py`: share of rows whose levels and value are those of the .docx; where not all, also the rows
lost, and the errors delivered without a doubt. A wrong row stands for one lost row. An error is doubted where the wrong
row's certainty is `ambiguous`, where a finding about the reading, of severity warning or error, stands in the file, or
where the file failed; not where it is only listed as one without a form."""


@dataclass(frozen=True)
class Score:
    """How the rows of documents were read."""

    rows: int = 0  # of the .docx
    lost: int = 0
    silent: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.rows + other.rows, self.lost + other.lost, self.silent + other.silent)

    def __str__(self) -> str:
        share = f"{(self.rows - self.lost) / max(1, self.rows):.2f}"
        return f"{share}, {self.lost} lost, {self.silent} silent" if self.lost or self.silent else share


def score(truth: Result, result: Result) -> Score:
    """A document beside the same one as .docx."""
    expected = Counter(key(row) for row in rows(truth))
    delivered = Counter(key(row) for row in rows(result))
    certain = Counter(key(row) for row in rows(result) if row.certainty is not Certainty.AMBIGUOUS)
    lost, wrong = (expected - delivered).total(), (delivered - expected).total()
    doubted_rows = wrong - (certain - expected).total()
    doubted = result.record.status in {"review", "failed"}
    return Score(expected.total(), lost, 0 if doubted else max(lost, wrong) - doubted_rows)


def scores(workshop: Workshop, kind: str) -> dict[str, Score]:
    """Each document in this format."""
    originals = workshop.documents("docx")
    return {name: score(read(originals[name]), read(path)) for name, path in workshop.documents(kind).items()}


def table(found: Mapping[str, Mapping[str, Score]]) -> str:
    """Markdown: a row for each format, a column for each document."""
    lines = [_row(("format", "all", *DRAWINGS)), _row("---" for _ in range(len(DRAWINGS) + 2))]
    for kind, by_document in found.items():
        cells = by_document.values()
        lines.append(_row((kind, str(sum(cells, Score())), *map(str, cells))))
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Convert, read, compare, record."""
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(DRAWINGS, Path(folder))
        found = {kind: scores(workshop, kind) for kind in FORMATS if missing(kind) is None}
    section = f"## The same forms in every format\n\n{EXPLANATION}\n\n{table(found)}"
    print(section)
    run.recorded(section, BEGIN)


if __name__ == "__main__":
    main()
