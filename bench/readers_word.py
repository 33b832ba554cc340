"""Word, OpenDocument and web pages: how fast, and does LibreOffice see the same tables.

    python bench/readers_word.py speed FILE...       our reader beside python-docx's bare `Document(path)`
    python bench/readers_word.py agree FOLDER KIND   each file beside LibreOffice's copy of that kind

Times are processor time, the best of several runs, in one process. LibreOffice is a second opinion, not the
truth: it fills short rows with empty cells and computes fields anew; so the differences are listed.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx

sys.path += [str(Path(__file__).parents[1] / folder) for folder in (".", "tests/extract/readers")]

import office  # the tests' own material

import extract
from extract.source import Source
from jixiao.forms.errors import JixiaoError

RUNS = 15


def seconds(action: Callable[[], object]) -> float:
    """Processor time of the fastest of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        action()
        best = min(best, time.process_time() - begun)
    return best


def generated(rows: int) -> bytes:
    """A plain table of 8 columns."""
    document = docx.Document()
    table = document.add_table(rows, 8)
    for number, row in enumerate(table._tbl.tr_lst):
        for cell in row.tc_lst:
            cell.p_lst[0].add_r().add_t(f"指标{number}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(data: bytes) -> None:
    """What we do: all tables and lines."""
    extract.read(Source("a.docx", data))


def open_bare(data: bytes) -> None:
    """What python-docx does before anything is read."""
    docx.Document(io.BytesIO(data))


def speed(paths: list[Path]) -> None:
    """Print the ratio to python-docx for each .docx, and for generated ones of growing size."""
    files = {path.name: path.read_bytes() for path in paths}
    files |= {f"generated, {rows} rows": generated(rows) for rows in (30, 60, 120, 480)}
    for name, data in files.items():
        ours = seconds(partial(read, data))
        bare = seconds(partial(open_bare, data))
        print(
            f"{name:30} ours {ours * 1000:6.1f} ms  Document() {bare * 1000:6.1f} ms  ratio {ours / bare:.2f}"
        )


def agree(folder: Path, kind: str) -> None:
    """Print how many tables are the same in LibreOffice's copies of the files, and which files differ."""
    paths = [path for path in sorted(folder.iterdir()) if path.suffix in (".docx", ".docm", ".odt", ".html")]
    same = alike = total = 0
    with tempfile.TemporaryDirectory() as made:
        office.convert(paths, kind, Path(made))
        for path in paths:
            copy = Path(made, f"{path.stem}.{kind}")
            if not copy.exists():
                print(f"{path.name}: LibreOffice does not open it")
                continue
            try:
                ours = office.grids(extract.read(Source.from_path(path)))
                theirs = office.grids(extract.read(Source.from_path(copy)))
            except JixiaoError as error:
                print(f"{path.name}: {error.code} {error}")
                continue
            total += max(len(ours), len(theirs))
            pairs = list(zip(ours, theirs, strict=False))
            same += sum(mine == other for mine, other in pairs)
            alike += sum(with_text(mine) == with_text(other) for mine, other in pairs)
            if ours != theirs:
                print(f"{path.name}: {len(ours)} and {len(theirs)} tables; {first_difference(ours, theirs)}")
    print(f"{same} of {total} tables are the same, {alike} in all cells with letters or digits")


def with_text(cells: list[office.Span]) -> set[tuple[int, int, int, int, str]]:
    """The cells that hold letters or digits, and only these: no filler cells, no symbol fonts."""
    return {
        (cell.row, cell.column, cell.row_span, cell.column_span, "".join(filter(str.isalnum, cell.text)))
        for cell in cells
        if any(map(str.isalnum, cell.text))
    }


def first_difference(ours: list[list[office.Span]], theirs: list[list[office.Span]]) -> str:
    """The first cell that one has and the other has not."""
    for number, (mine, other) in enumerate(zip(ours, theirs, strict=False), start=1):
        for cell in mine:
            if cell not in other:
                return f"table {number}: ours only {cell}"
        for cell in other:
            if cell not in mine:
                return f"table {number}: theirs only {cell}"
    return ""


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["speed", *names]:
            speed([Path(name) for name in names])
        case ["agree", name, kind]:
            agree(Path(name), kind)
        case _:
            sys.exit(__doc__)
