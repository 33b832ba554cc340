"""From bytes to a Document: one module for each format, chosen by content, never by extension.

In: a Source. Out: a Document, its characters untouched. Opens files; gives no meaning.
A reader is a module with `accepts(source)` and `read(source)`; adding one is its line in READERS.
"""

from __future__ import annotations

from typing import Protocol

from extract.readers import (
    delimited,
    encrypted,
    libreoffice,
    opendocument,
    opendocument_sheet,
    pdf,
    picture,
    plain_text,
    rich_text,
    spreadsheet_xml,
    web,
    word,
    word_binary,
    workbook,
    workbook_binary,
)
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.errors import DamagedFile, EmptyFile, UnknownFormat


class Reader(Protocol):
    """The shape of a reader module."""

    def accepts(self, source: Source) -> bool:
        """Say from the head, the zip members or the OLE streams whether the file is mine; never raise."""

    def read(self, source: Source) -> Document:
        """Return every table and line of the file, or raise a JixiaoError."""


READERS: dict[str, Reader] = {
    "docx": word,
    "html": web,
    "odt": opendocument,
    "pdf": pdf,
    "doc": word_binary,
    "xlsx": workbook,
    "txt": plain_text,
    "xls": workbook_binary,
    "ods": opendocument_sheet,
    "csv": delimited,
    "xml": spreadsheet_xml,
    "encrypted": encrypted,
    "works": libreoffice,
    "rtf": rich_text,
    "picture": picture,
}


def read(source: Source) -> Document:
    """The document in `source`, by the one reader that accepts it.

    Raises EmptyFile, UnknownFormat (with advice), DamagedFile and what the reader raises.
    """
    if not source.data.strip():
        raise EmptyFile("文件是空的；请向填报单位重新索取。")
    names = [name for name, reader in READERS.items() if reader.accepts(source)]
    if len(names) == 1:
        return READERS[names[0]].read(source)
    if names:
        raise UnknownFormat(f"文件同时像 {'、'.join(names)}；请另存为 .docx 后重试。")
    if (source.is_zip and not source.members) or (source.is_ole and not source.streams):
        raise DamagedFile("文件已损坏，无法打开；请向填报单位重新索取。")
    raise UnknownFormat("无法识别的文件格式；压缩包请先解压，其他文件请另存为 .docx 或 .xlsx 后重试。")
