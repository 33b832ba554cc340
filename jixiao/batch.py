"""Many files: each comes to one row of files.csv, in a stable order, and none stops the others."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.readers import scan
from jixiao import export, intake, pipeline, session, supervisor
from jixiao import resume as recall
from jixiao.forms.errors import Crashed, JixiaoError, OutOfMemory, TookTooLong
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.record import FileRecord, Result
from jixiao.inputs import Input, walk
from jixiao.intake import Found
from jixiao.pipeline import Extracted
from jixiao.session import Note
from jixiao.supervisor import Bounds, Failure


@dataclass
class Summary:
    """What a run came to."""

    statuses: Counter[str] = field(default_factory=Counter)
    forms: int = 0
    indicators: int = 0
    findings: int = 0
    failed: list[FileRecord] = field(default_factory=list)
    interrupted: bool = False

    def add(self, result: Result) -> None:
        """Count one more result."""
        record = result.record
        self.statuses[record.status] += 1
        self.forms += record.forms
        self.indicators += record.indicators
        self.findings += record.findings
        if record.status == "failed":
            self.failed.append(record)

    @property
    def exit_code(self) -> int:
        """0 everything was read; 3 some file failed; 130 interrupted."""
        return 130 if self.interrupted else 3 if self.failed else 0


# Called after each input with its number, their total, and what it came to.
Progress = Callable[[int, int, Result], None]

SCAN_SECONDS = 300  # text recognition takes two or three for a page


def bounds_of(seconds: int | None = None) -> Bounds:
    """What a file may use, with so many seconds of processor time, or what is usual where it is None."""
    if seconds is None:
        seconds = SCAN_SECONDS if scan.is_installed() else Bounds().cpu_seconds
    return Bounds(cpu_seconds=seconds, wall_seconds=5 * seconds)


def run(
    inputs: Sequence[Path],
    out: Path,
    *,
    workers: int | None = None,
    formats: Collection[str] = export.FORMATS,
    formula_guard: bool = True,
    password: str | None = None,
    bounds: Bounds | None = None,
    resume: bool = False,
    progress: Progress | None = None,
    log: Path | None = None,
) -> Summary:
    """Read every file of `inputs` (files, folders, archives) and write the tables to the folder `out`.

    `workers`: processes at work, by default one for each core. `password` opens encrypted files.
    Ctrl-C ends the run early, and what was finished is written; with `resume`, what an earlier run into `out`
    finished is taken from there.
    Raises BadCommand and export.OutputRefused before anything is read.
    """
    export.check_usable(out)
    files = _opened_by(password, walk(inputs, out))
    summary = Summary()
    with session.alone(out), session.interruptible() as stopped, session.log(log) as note:
        known = recall.known(out, files) if resume else {}
        jobs = [given for given in files if given.record is None and given.file not in known]
        done = _supervised(jobs, intake.process, workers, bounds, stopped)
        found = _found(files, known, done, Result, note)
        watched = _watched(found, len(files), summary, progress or (lambda *_: None))
        export.write(watched, out, formats=formats, formula_guard=formula_guard)
        summary.interrupted = stopped()
    return summary


def extracted(
    inputs: Sequence[Path],
    *,
    workers: int | None = None,
    password: str | None = None,
    bounds: Bounds | None = None,
) -> Iterator[Extracted]:
    """The first stage alone, of every file of `inputs`; raw.jsonl has these as lines."""
    files = _opened_by(password, walk(inputs))
    jobs = [given for given in files if given.record is None]
    done = _supervised(jobs, intake.extract, workers, bounds, lambda: False)
    for _, results in _found(files, {}, done, Extracted, lambda *_: None):
        yield from results


def _opened_by(password: str | None, files: Iterator[Input]) -> tuple[Input, ...]:
    return tuple(replace(given, password=password) for given in files)


def _watched(
    found: Iterator[tuple[int, list[Result]]], total: int, summary: Summary, progress: Progress
) -> Iterator[Result]:
    for number, results in found:
        for result in results:
            summary.add(result)
            progress(number, total, result)
            yield result


def _supervised(
    jobs: Sequence[Input],
    work: supervisor.Work,
    workers: int | None,
    bounds: Bounds | None,
    stopped: Callable[[], bool],
) -> Iterator[list[Any]]:
    """What workers make of each input, in order; until `stopped()`."""
    crew = workers or os.cpu_count() or 1
    done = supervisor.run(
        jobs, work, workers=crew, bounds=bounds or bounds_of(), preload=["jixiao.intake"], stopped=stopped
    )
    return (items for _, items in done)


def _found(
    files: Sequence[Input],
    known: Mapping[str, Callable[[], list[Found]]],
    done: Iterator[list[Any]],
    kind: type[Found],
    note: Note,
) -> Iterator[tuple[int, list[Found]]]:
    """(number from 1, what it came to) of each input, in order, as far as `done` goes."""
    originals: dict[str, str] = {}
    for number, given in enumerate(files, start=1):
        if given.record:
            items: list[Any] | None = [kind(given.record)]
        else:
            items = known[given.file]() if given.file in known else next(done, None)
        if items is None:
            return
        results = [_as_found(item, given, kind, note) for item in _in_order(items, given)]
        results = [_told_from_original(result, originals) for result in results]
        for result in results:
            note(result.record, "")
        yield number, results


def _in_order(items: list[Any], given: Input) -> list[Any]:
    """An archive comes before its members, though it is known last."""
    *members_, last = items
    own = isinstance(last, Result | Extracted) and last.record.file == given.file
    return [last, *members_] if own else items


def _as_found(item: Any, given: Input, kind: type[Found], note: Note) -> Found:
    """What a worker handed over; a Failure of it becomes a failed record."""
    if not isinstance(item, Failure):
        found: Found = item
        return found
    error = _FAILURES[item.kind]
    record = pipeline.failed(item.about or FileRecord(given.file), error)
    if item.kind != Crashed.code:
        return kind(record)
    note(record, item.detail)
    finding = Finding(About.READING, Severity.ERROR, error.code, str(error))
    return kind(replace(record, findings=1), findings=(finding,))


_FAILURES: dict[str, JixiaoError] = {
    error.code: error
    for error in (
        TookTooLong(
            "处理时间超过上限，已放弃这个文件；请另存为 .docx，或拆成几个文件，或用 --seconds 放宽后重试。"
        ),
        OutOfMemory("处理所需的内存超过上限，已放弃这个文件；请另存为 .docx，或拆成几个文件后重试。"),
        Crashed("程序处理这个文件时出错，其他文件不受影响；请用 --log 记下详情，连同文件报告给开发者。"),
    )
}


def _told_from_original(found: Found, originals: dict[str, str]) -> Found:
    """The same bytes a second time: only a record that points to the first is left; nothing counts twice."""
    record = found.record
    if not record.sha256 or record.status == "skipped":
        return found
    first = originals.setdefault(record.sha256, record.file)
    if first == record.file:
        return found
    kept = FileRecord(
        record.file,
        record.sha256,
        record.bytes,
        status="duplicate",
        message=f"内容与“{first}”完全相同，没有重复读入。",
        duplicate_of=first,
    )
    return type(found)(kept)
