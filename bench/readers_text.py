"""How fast text dumps become Documents: megabytes a second and the growth from 1,000 to 10,000 rows, by dialect.

Run as `python bench/readers_text.py`; writes its section of RESULTS.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import run

from extract.readers import plain_text
from extract.source import Source

BEGIN = "<!-- bench/readers_text.py -->"
EXPLANATION = """\
`python bench/readers_text.py`: a form of 10,000 rows in each dialect, from bytes to a Document; processor time, the
best of five. Growth: how many times as long as 1,000 rows take."""

HEAD = ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值"]
LEVELS = ["数量指标", "质量指标", "时效指标", "成本指标"]


def rows(count: int) -> Iterator[list[str]]:
    """A form with a new second level every fifth row, blank cells where merges cover."""
    yield HEAD
    for number in range(count):
        level1 = "产出指标" if number == 0 else ""
        level2 = LEVELS[number // 5 % 4] if number % 5 == 0 else ""
        yield ["", level1, level2, f"清扫第{number}号道路的长度", f"≥{number % 97}公里"]


def tika(count: int) -> str:
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows(count))


def tsv(count: int) -> str:
    return "\n".join("\t".join(row) for row in rows(count))


def catdoc(count: int) -> str:
    marks = "\a\a".join("\a".join(row) for row in rows(count))
    return marks.replace("\a\a", "\n").replace("\a", "\t")


def antiword(count: int) -> str:
    return "\n".join(
        "|" + "|".join(cell + " " * (40 - 2 * len(cell)) for cell in row) + "|" for row in rows(count)
    )


def antiword_long(count: int) -> str:
    return " |".join(" |".join([*row, ""]) for row in rows(count)) + " |"


def grid(count: int) -> str:
    rule = "+".join(["", *["-" * 42] * 5, ""])
    lines = ("|" + "|".join(f" {cell}{' ' * (41 - wide(cell))}" for cell in row) + "|" for row in rows(count))
    return f"{rule}\n" + f"\n{rule}\n".join(lines) + f"\n{rule}"


def wide(text: str) -> int:
    return sum(1 if character.isascii() or character == "≥" else 2 for character in text)


def web_rows(count: int) -> str:
    return "\n".join(
        " | ".join([cell for cell in row if cell]) + " | " + "|" * row.count("") for row in rows(count)
    )


def web_cells(count: int) -> str:
    return "\n".join("\n".join([f"{c} |" for c in row if c] + ["|" * row.count("")]) for row in rows(count))


def html2text(count: int) -> str:
    head, *body = (" |  ".join(cell for cell in row if cell) + "  " for row in rows(count))
    return "\n".join([head, "---|---|---|---|---  ", *body])


def layout(count: int) -> str:
    return "\n".join("".join(cell.ljust(20) for cell in row).rstrip() for row in rows(count))


def lines(count: int) -> str:
    return "\n".join("\n".join(row) for row in rows(count))


def prose(count: int) -> str:
    sentence = "本项目第{0}年的绩效目标是清扫道路{0}公里，群众满意度达到95%。"
    return "\n".join(sentence.format(number) for number in range(count))


DIALECTS: list[Callable[[int], str]] = [
    tika, tsv, catdoc, antiword, antiword_long, grid, web_rows, web_cells, html2text, layout, lines, prose,
]  # fmt: skip


def seconds(text: str) -> tuple[float, str]:
    """The best of five readings, and the dialect that was found."""
    source = Source("bench.txt", text.encode())
    times = []
    for _ in range(5):
        start = time.process_time()
        dialect = plain_text.read(source).dialect
        times.append(time.process_time() - start)
    return min(times), dialect


def main() -> None:
    lines = ["| text | read as | MB/s | ms | growth |", "|---|---|---|---|---|"]
    for dialect in DIALECTS:
        small, _ = seconds(dialect(1_000))
        text = dialect(10_000)
        large, name = seconds(text)
        speed, label = len(text.encode()) / 1e6 / large, dialect.__name__.replace("_", " ")
        lines.append(f"| {label} | {name} | {speed:.1f} | {1000 * large:.0f} | {large / small:.1f} |")
    section = f"## Text dumps\n\n{EXPLANATION}\n\n" + "\n".join(lines)
    print(section)
    run.recorded(section, BEGIN)


if __name__ == "__main__":
    main()
