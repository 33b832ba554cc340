"""What an earlier run into the same folder already knows: `--resume` reads it back instead of the files.

    files.csv     the record of each file
    forms.jsonl   its forms, whole
    findings.csv  its findings that belong to no form

An input is known where the same version of jixiao wrote these tables, its bytes are the same, and nothing of it
failed or was a duplicate: the tables of a resumed run are the bytes of a run from the start.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from jixiao import __version__
from jixiao.export import from_json
from jixiao.export.cells import unguarded
from jixiao.export.folder import JSON_LINES
from jixiao.export.package import FILE_NAME, guards_formulas, has_mark
from jixiao.forms.finding import Finding
from jixiao.forms.record import FileRecord, Form, Result
from jixiao.forms.tables import FILES, FINDINGS, Table
from jixiao.inputs import Input

_SETTLED = {"ok", "review", "no_form", "skipped"}


Recall = Callable[[], list[Result]]


def known(out: Path, files: Iterable[Input]) -> dict[str, Recall]:
    """What reads back the results of each known input, an archive's own before its members'; by its name."""
    if not _same_version(out) or not (out / JSON_LINES).exists():
        return {}
    earlier = _Tables(out)
    return {given.file: partial(earlier.results, given.file) for given in files if earlier.knows(given)}


class _Tables:
    """The tables of an earlier run; forms are read from the disk when they are asked for."""

    def __init__(self, out: Path) -> None:
        self._records: dict[str, list[FileRecord]] = defaultdict(list)  # by input
        self._findings: dict[str, list[Finding]] = defaultdict(list)  # by file
        self._offsets: dict[str, list[int]] = defaultdict(
            list
        )  # by file: where its forms begin in forms.jsonl
        self._forms = out / JSON_LINES
        for row in _rows(out, FILES):
            self._records[_input_of(row["file"])].append(msgspec.convert(row, FileRecord, strict=False))
        for row in _rows(out, FINDINGS):
            if not row["form_id"]:
                self._findings[row["file"]].append(_finding(row))
        for offset, file in _form_lines(self._forms):
            self._offsets[file].append(offset)

    def knows(self, given: Input) -> bool:
        """Whether the input was read then, to the end, and is the same now."""
        records = self._records.get(given.file)
        if given.record or not records or any(record.status not in _SETTLED for record in records):
            return False
        return records[0].file == given.file and records[0].sha256 == _digest(given.path)

    def results(self, file: str) -> list[Result]:
        """What the input came to."""
        return [
            Result(record, tuple(self._read_forms(record.file)), tuple(self._findings[record.file]))
            for record in self._records[file]
        ]

    def _read_forms(self, file: str) -> Iterator[Form]:
        with self._forms.open("rb") as lines:
            for offset in self._offsets[file]:
                lines.seek(offset)
                yield from_json(lines.readline().decode("utf-8"))


def _same_version(out: Path) -> bool:
    if not has_mark(out):
        return False
    package = json.loads((out / FILE_NAME).read_text("utf-8"))
    return bool(package["generator"] == f"jixiao {__version__}")


def _rows(out: Path, table: Table) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, their texts as they were before the formula guard."""
    guarded = {column.name for column in table.columns if column.is_text and guards_formulas(out)}
    with (out / f"{table.name}.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield {name: unguarded(text) if name in guarded else text for name, text in row.items()}


def _finding(row: dict[str, str]) -> Finding:
    related = tuple(filter(None, row["related"].split("|")))
    number = int(row["indicator_no"]) if row["indicator_no"] else None
    return msgspec.convert(row | {"related": related, "indicator_no": number}, Finding)


def _form_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(where it begins, its file) of each form."""
    offset = 0
    with path.open("rb") as lines:
        for line in lines:
            yield offset, msgspec.json.decode(line, type=_File).file
            offset += len(line)


class _File(msgspec.Struct):
    file: str


def _input_of(file: str) -> str:
    """The input that a file or a member of an archive belongs to."""
    return file.partition("!/")[0]


def _digest(path: Path) -> str:
    """The SHA-256 of a file's bytes; blank where it cannot be read: then the run will say why."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
