"""What one input comes to, in a worker: a document one item, an archive its members and then itself.

Each item is announced before it is touched, so that the supervisor knows the culprit of a death.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from extract import Source
from extract.archive import is_archive, members
from extract.readers import READERS
from jixiao import pipeline
from jixiao.forms.errors import JixiaoError, TooLarge, UnreadableFile
from jixiao.forms.limits import LIMITS, MEGABYTE
from jixiao.forms.record import ARCHIVE_FORMAT, FileRecord, Result
from jixiao.inputs import Input, reason_to_skip, shown, skipped
from jixiao.pipeline import Extracted
from jixiao.supervisor import Announcement

Found = TypeVar("Found", Result, Extracted)

# How programs begin on Windows, Linux and macOS. They are no documents, unless their name says that they are.
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xcf",
)
_ZIP = b"PK\x03\x04"


def process(given: Input, skip: int) -> Iterator[Any]:
    """Announcements and Results of an input, through all stages, less the first `skip` items."""
    return _items(given, skip, pipeline.process, Result)


def extract(given: Input, skip: int) -> Iterator[Any]:
    """The same through the first stage alone: Announcements and Extracted."""
    return _items(given, skip, pipeline.extracted, Extracted)


def _items(given: Input, skip: int, read: Callable[..., Found], kind: type[Found]) -> Iterator[Any]:
    """Announcements and what follows them, less the first `skip` items."""
    record = FileRecord(given.file)
    try:
        source = _source(given)
        record = _record(source)
        if is_archive(source):
            yield from _archive(source, skip, read, kind)
        elif not skip:
            yield Announcement(record)
            yield _document(source, read, kind)
    except JixiaoError as error:
        if not skip:
            yield Announcement(record)
            yield kind(pipeline.failed(record, error))


def _archive(source: Source, skip: int, read: Callable[..., Found], kind: type[Found]) -> Iterator[Any]:
    record = replace(_record(source), format=ARCHIVE_FORMAT, reader="zipfile")
    number = 0
    try:
        for number, (path, member) in enumerate(members(source), start=1):
            if number > skip:
                name = shown(path)
                yield Announcement(_record(member, name) if isinstance(member, Source) else FileRecord(name))
                yield _member(member, name, read, kind)
    except JixiaoError as error:
        record = pipeline.failed(record, error)
    if number >= skip:
        yield Announcement(record)
        yield kind(record)


def _member(member: Source | JixiaoError, name: str, read: Callable[..., Found], kind: type[Found]) -> Found:
    if isinstance(member, JixiaoError):
        return kind(pipeline.failed(FileRecord(name), member))
    if why := reason_to_skip(name.rpartition("!/")[2]):
        return kind(skipped(name, why))
    return _document(member, read, kind, name)


def _document(source: Source, read: Callable[..., Found], kind: type[Found], name: str = "") -> Found:
    name = name or source.name
    suffix = Path(name).suffix.removeprefix(".").casefold()
    if source.data.startswith(_PROGRAMS) and suffix not in READERS:
        why = "这是程序，不是资料。"
        return kind(replace(_record(source, name), status="skipped", message=why))
    return read(source, file=name)


def _source(given: Input) -> Source:
    """The bytes of an input, if they are not too many."""
    try:
        size = given.path.stat().st_size
        with given.path.open("rb") as file:
            is_zip = file.read(len(_ZIP)) == _ZIP
    except OSError as error:
        raise UnreadableFile(f"打不开文件（{error.strerror}）；请检查权限，或复制到本机后再试。") from error
    limit = LIMITS.archive_inflated if is_zip else LIMITS.file_size
    if size > limit:
        sizes = f"{size / MEGABYTE:.0f} MB，超过 {limit // MEGABYTE} MB 的上限"
        raise TooLarge(f"文件有 {sizes}；请拆成几个文件后重试。")
    return Source.from_path(given.path, name=given.file, password=given.password)


def _record(source: Source, name: str = "") -> FileRecord:
    return FileRecord(name or source.name, source.sha256, len(source.data))
