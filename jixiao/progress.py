"""What a person sees of a run: a bar on a terminal, plain lines elsewhere, and one screen at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jixiao.batch import Progress as Report
from jixiao.batch import Summary
from jixiao.forms.record import FileRecord, Result

STATUSES = {
    "ok": "已读取",
    "review": "已读取，有疑点待核",
    "no_form": "没有绩效目标表",
    "duplicate": "内容重复",
    "failed": "未能读取",
    "skipped": "不是资料，跳过",
}
_SECONDS_BETWEEN_LINES = 5
_LONGEST_LIST = 8  # of files that failed for one reason; all of them stand in files.csv


@contextmanager
def reported(*, quiet: bool = False) -> Iterator[Report | None]:
    """Yield what shows the progress of a run on stderr; None for a quiet run."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        yield from _bar()
    else:
        yield _lines()


def summary_text(summary: Summary, out: Path) -> str:
    """What a run came to, on one screen."""
    files = summary.statuses.total()
    if not files and not summary.interrupted:
        return f"没有找到文件；请检查输入的路径。\n空的结果表在 {out}"
    lines = [f"{'已中断，完成' if summary.interrupted else '完成'} {files} 个文件："]
    lines += [f"  {count:>6}  {STATUSES[status]}" for status, count in _counts(summary)]
    lines.append(f"表单 {summary.forms} 张，指标 {summary.indicators} 条，疑点 {summary.findings} 处")
    lines += _failures(summary.failed)
    return "\n".join([*lines, f"结果在 {out}"])


def _failures(failed: list[FileRecord]) -> list[str]:
    """Each reason once, the files that it stopped below it."""
    reasons: dict[str, list[str]] = {}
    for record in failed:
        reasons.setdefault(f"{record.error}：{record.message}", []).append(record.file)
    lines = ["未能读取："] if failed else []
    for reason, files in reasons.items():
        lines += [f"  {reason}", *(f"    {file}" for file in files[:_LONGEST_LIST])]
        if (more := len(files) - _LONGEST_LIST) > 0:
            lines.append(f"    另有 {more} 个，见 files.csv")
    return lines


def _counts(summary: Summary) -> list[tuple[str, int]]:
    return [(status, summary.statuses[status]) for status in STATUSES if summary.statuses[status]]


def _bar() -> Iterator[Report]:
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("")

        def report(number: int, total: int, result: Result) -> None:
            progress.update(task, completed=number, total=total, description=result.record.file)

        yield report


def _lines() -> Report:
    """A count now and then."""
    last = time.monotonic()

    def report(number: int, total: int, _: Result) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_LINES:
            last = time.monotonic()
            print(f"{number}/{total}", file=sys.stderr)

    return report
