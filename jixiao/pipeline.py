"""One file through all stages: bytes in, Result out, and nothing else. Whatever runs a file calls this.

    extracted(source) -> Extracted     the forms, still text
    typed(extracted)  -> Result        the forms, typed
    check.result(result) -> Result     with what the checks find

`process` is the three in a row; the stage scripts call them one by one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import extract
import normalize
from extract import Source
from jixiao import check
from jixiao.forms.document import Document
from jixiao.forms.errors import JixiaoError
from jixiao.forms.finding import Finding
from jixiao.forms.raw import Extraction, RawForm, Role
from jixiao.forms.record import FileRecord, Result


@dataclass(frozen=True, slots=True)
class Extracted:
    """What the first stage leaves of one file; a line of raw.jsonl."""

    record: FileRecord
    forms: tuple[RawForm, ...] = ()
    findings: tuple[Finding, ...] = ()  # that belong to no form


def process(source: Source, *, file: str) -> Result:
    """The typed and checked forms of one document; `file` is its name in the run.

    A trouble of the file (JixiaoError) is a record with status `failed`. A fault of ours is raised.
    """
    return check.result(typed(extracted(source, file=file)))


def extracted(source: Source, *, file: str) -> Extracted:
    """The document's forms as they are printed, and the account of its cells."""
    record = FileRecord(file=file, sha256=source.sha256, bytes=len(source.data))
    try:
        document = extract.read(source)
        extraction = extract.forms(document)
    except JixiaoError as error:
        return Extracted(failed(record, error))
    findings = (*document.findings, *extraction.findings)
    return Extracted(_counted(record, document, extraction), extraction.forms, findings)


def typed(file: Extracted) -> Result:
    """The same file with its forms typed."""
    record = file.record
    forms = tuple(normalize.form(raw, file=record.file, sha256=record.sha256) for raw in file.forms)
    return Result(record, forms, file.findings).settled()


def failed(record: FileRecord, error: JixiaoError) -> FileRecord:
    """The record of a file that could not be processed."""
    return replace(record, status="failed", error=error.code, message=str(error))


def _counted(record: FileRecord, document: Document, extraction: Extraction) -> FileRecord:
    """With what was read, and what became of every cell and line."""
    roles = Counter(use.role for use in extraction.uses)
    return replace(
        record,
        format=document.format,
        dialect=document.dialect,
        reader=document.reader,
        tables=len(document.tables),
        cells=len(extraction.uses),
        cells_read=roles[Role.READ],
        cells_furniture=roles[Role.FURNITURE],
        cells_blank=roles[Role.BLANK],
        cells_unread=roles[Role.UNREAD],
        cells_outside=roles[Role.OUTSIDE],
    )
