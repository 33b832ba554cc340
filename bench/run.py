"""Time and memory beside the tools that people use now, on the same .docx files, as ratios.

    python bench/run.py                 one form, and 1,000 different ones; writes its section of RESULTS.md
    pip install -r bench/requirements.txt   before, to have markitdown beside it (it is left out otherwise)

Each contender runs alone in a fresh process on one core: processor seconds from its first import to its last file,
and its peak memory. The floor, python-docx's naive walk over `row.cells`, only collects the texts of cells; markitdown
writes Markdown; jixiao types every value, checks the form and, in `jixiao run`, writes all tables.
"""

# ruff: noqa: PLC0415 (each contender loads its own libraries, in a process of its own)
from __future__ import annotations

import importlib.util
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "samples" / "department.docx"
RESULTS = HERE / "RESULTS.md"
BEGIN, END = "<!-- bench/run.py -->", "<!-- end -->"
MANY = 1_000


def jixiao(files: Sequence[Path]) -> None:
    """Through all stages, in one process."""
    from jixiao import pipeline
    from jixiao.pipeline import Source

    for path in files:
        assert pipeline.process(Source.from_path(path), file=path.name).record.forms == 1


def jixiao_run(files: Sequence[Path]) -> None:
    """The whole command with one worker, tables written."""
    from jixiao import batch

    with tempfile.TemporaryDirectory() as out:
        assert batch.run(files, Path(out), workers=1).forms == len(files)


def naive(files: Sequence[Path]) -> None:
    """python-docx, every cell of every row."""
    for path in files:
        for table in docx.Document(str(path)).tables:
            for row in table.rows:
                assert [cell.text for cell in row.cells]


def markitdown(files: Sequence[Path]) -> None:
    """Markdown of each file."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    for path in files:
        assert converter.convert(str(path)).text_content


CONTENDERS: dict[str, tuple[str, Callable[[Sequence[Path]], None]]] = {
    "naive": ("python-docx, `row.cells`", naive),
    "markitdown": ("markitdown", markitdown),
    "jixiao": ("jixiao, all stages", jixiao),
    "jixiao_run": ("`jixiao run`, tables written", jixiao_run),
}


@dataclass(frozen=True)
class Cost:
    """Processor seconds, its helpers' included, and the peak of memory of the largest process in megabytes."""

    seconds: float
    megabytes: float


def copies(folder: Path, count: int) -> list[Path]:
    """Forms that differ in their department and their numbers."""
    document = docx.Document(str(SAMPLE))
    table = document.tables[0]
    department, value = table.cell(0, 1), table.cell(8, 4)
    paths = []
    for number in range(count):
        department.paragraphs[0].text = f"青山县第{number}法律服务中心"
        value.paragraphs[0].text = f"≧{600 + number}件"
        paths.append(folder / f"{number:04}.docx")
        document.save(str(paths[-1]))
    return paths


def cost(name: str, folder: Path) -> Cost:
    """What a contender uses for the files of a folder, in a fresh process."""
    command = [sys.executable, __file__, "--contender", name, str(folder)]
    seconds, megabytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Cost(float(seconds), float(megabytes))


def spent() -> Cost:
    """Of this process and those it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return Cost(seconds, max(usage.ru_maxrss for usage in usages) / 1_000)


def measured(count: int, runs: int) -> dict[str, Cost]:
    """The best of several runs of each contender that is installed."""
    names = [name for name in CONTENDERS if name != "markitdown" or importlib.util.find_spec(name)]
    with tempfile.TemporaryDirectory() as folder:
        copies(Path(folder), count)
        return {
            name: min((cost(name, Path(folder)) for _ in range(runs)), key=lambda each: each.seconds)
            for name in names
        }


def table(costs: dict[str, Cost]) -> str:
    """Markdown; ratios to the naive walk."""
    floor = costs["naive"]
    lines = ["| | CPU s | ratio | peak MB | ratio |", "|---|---|---|---|---|"]
    lines += [
        f"| {CONTENDERS[name][0]} | {c.seconds:.2f} | {c.seconds / floor.seconds:.2f} "
        f"| {c.megabytes:.0f} | {c.megabytes / floor.megabytes:.2f} |"
        for name, c in costs.items()
    ]
    return "\n".join(lines)


def recorded(section: str, begin: str = BEGIN) -> None:
    """Put the section into RESULTS.md, in the place of that of an earlier run, which begins with the mark `begin`."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    before, found, rest = text.partition(begin)
    after = rest.partition(END)[2] if found else ""
    RESULTS.write_text(f"{before.rstrip()}\n\n{begin}\n{section}\n{END}{after or chr(10)}", "utf-8")


def main() -> None:
    """Measure, print, record."""
    if sys.argv[1:2] == ["--contender"]:
        name, folder = sys.argv[2:]
        CONTENDERS[name][1](sorted(Path(folder).iterdir()))
        used = spent()
        print(used.seconds, used.megabytes)
        return
    one, many = measured(1, runs=5), measured(MANY, runs=1)
    section = (
        "## Time and memory, .docx\n\n`python bench/run.py`: fresh process, start included.\n\n"
        f"One form:\n\n{table(one)}\n\n{MANY:,} different forms:\n\n{table(many)}"
    )
    print(section)
    recorded(section)


if __name__ == "__main__":
    main()
