"""Word .doc and .rtf: how fast beside LibreOffice, and are all cells where they were.

    python bench/readers_doc.py speed [FILE...]      milliseconds a file, beside LibreOffice's of many files in one call
    python bench/readers_doc.py exact [FILES]        tables with random merges, written by LibreOffice, truth known
    python bench/readers_doc.py agree FOLDER         each file beside the .docx that LibreOffice makes of it

Times are processor time, children included. LibreOffice is a second opinion, not the truth: it computes fields
anew and repeats or drops text at times; so the differences are listed.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / folder) for folder in (".", "tests/extract/readers")]

import office  # the tests' own material

import extract
from extract.source import Source

KINDS = ("doc", "rtf")
RUNS = 5


def speed(files: list[Path]) -> None:
    """One line for each kind: ours, LibreOffice's, how many times as fast."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = files or _written(folder, 20)
        for kind in KINDS:
            of_kind = [path for path in files if path.suffix == f".{kind}"]
            if not of_kind:
                continue
            ours = min(_our_seconds(of_kind) for _ in range(RUNS)) / len(of_kind)
            theirs = _their_seconds(of_kind, folder) / len(of_kind)
            print(
                f".{kind}: {len(of_kind)} files, ours {1000 * ours:.2f} ms a file, LibreOffice {1000 * theirs:.0f} ms "
                f"(many in one call): {theirs / ours:.0f} times as fast"
            )


def exact(count: int) -> None:
    """How many tables come back as they were."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth = office.random_files(folder, count)
        for kind in KINDS:
            office.convert(sorted(folder.glob("*.docx")), kind, folder)
            read = {stem: _read(folder / f"{stem}.{kind}").tables for stem in truth}
            right = sum(
                office.spans(table) == spans
                for stem, tables in truth.items()
                for table, spans in zip(read[stem], tables, strict=False)
            )
            print(f".{kind}: {right} of {3 * count} tables exact")


def agree(folder: Path) -> None:
    """Tables as LibreOffice's .docx has them; what differs is listed."""
    files = [path for kind in KINDS for path in sorted(folder.glob(f"*.{kind}"))]
    with tempfile.TemporaryDirectory() as name:
        office.convert(files, "docx", Path(name))
        same = 0
        for path in files:
            ours, theirs = (
                office.grids(_read(side)) for side in (path, Path(name, path.with_suffix(".docx").name))
            )
            same += ours == theirs
            if ours != theirs:
                print(f"{path.name}: {len(ours)} tables, LibreOffice {len(theirs)}; not the same")
        print(f"{same} of {len(files)} files the same")


def _read(path: Path) -> extract.readers.Document:
    return extract.read(Source.from_path(path))


def _written(folder: Path, count: int) -> list[Path]:
    """Files of three tables each, in both kinds."""
    office.random_files(folder, count)
    for kind in KINDS:
        office.convert(sorted(folder.glob("*.docx")), kind, folder)
    return sorted(path for kind in KINDS for path in folder.glob(f"*.{kind}"))


def _our_seconds(files: Iterable[Path]) -> float:
    begun = time.process_time()
    for path in files:
        _read(path)
    return time.process_time() - begun


def _their_seconds(files: Iterable[Path], folder: Path) -> float:
    """All files in one call, the start of the program included."""
    made = folder / "made"
    made.mkdir(exist_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    office.convert(files, "docx", made)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """What the command line asks for."""
    match sys.argv[1:]:
        case ["speed", *files]:
            speed([Path(file) for file in files])
        case ["exact"]:
            exact(40)
        case ["exact", count]:
            exact(int(count))
        case ["agree", folder]:
            agree(Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
