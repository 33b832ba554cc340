"""The streams of a PDF before pdfium inflates them: how far they blow up, and whether they are whole.

A few kilobytes deflated twice become a gigabyte, which ends the process; of a damaged stream pdfium keeps
what it can, and says nothing. Every stream stands in the file's own bytes, so they are found by their
keyword, without reading the file's structure, sound or not.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jixiao.forms.errors import TooLarge
from jixiao.forms.limits import LIMITS, MEGABYTE

_START = re.compile(rb"stream\r?\n")  # also the end of `endstream`
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_NAMES = re.compile(rb"/(\w+)")
_DEFLATED = (b"FlateDecode", b"Fl")
_ASCII85 = (b"ASCII85Decode", b"A85")
_DICTIONARY = 2_000  # bytes before the keyword in which the stream's dictionary begins
_STEP = MEGABYTE  # bytes inflated at a time
# Pictures, decoded only to be looked at, and fonts, whose shapes are not looked at.
_NO_TEXT = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Length[123]\b")
# What is no page's content may be longer: object streams, colour profiles.
_NO_CONTENT = re.compile(rb"/Type\s*/(?!XObject)\w|/Subtype\s*/(?!Form)\w|/N\s+\d|/FunctionType")
_LAST_XREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_XREF = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


class _Stream(NamedTuple):
    data: bytes
    filters: list[bytes]
    limit: int


class _Cut(Exception):
    """A stream ends before its data do, or its data make no sense."""


def is_damaged(data: bytes) -> bool:
    """Say whether pdfium will have to repair the file, and may lose some of it. Raises TooLarge."""
    # Streams of an encrypted file cannot be looked into.
    return not _has_index(data) or (b"/Encrypt" not in data and _has_damaged_streams(data))


def _has_index(data: bytes) -> bool:
    """Say whether the table of objects is where the file's end says; some have bytes before their start."""
    ends = _LAST_XREF.findall(data[-2_048:])
    start = data.find(b"%PDF-")
    return bool(ends) and any(_XREF.match(data, int(ends[-1]) + shift) for shift in {0, start})


def _has_damaged_streams(data: bytes) -> bool:
    damaged = 0
    for stream in _streams(data):
        try:
            _check_size(stream)
        except _Cut:
            damaged += 1
    return damaged > 0


def _streams(data: bytes) -> Iterator[_Stream]:
    """The deflated streams; pictures and fonts only if they are deflated twice."""
    for start in _START.finditer(data):
        if data.endswith(b"end", 0, start.start()):
            continue
        head = data[max(0, start.start() - _DICTIONARY) : start.start()]
        dictionary = head[head.rfind(b" obj") + 1 :]
        match = _FILTER.search(dictionary)
        filters = _NAMES.findall(match[1]) if match else []
        deflated = sum(name in _DEFLATED for name in filters)
        if not deflated or (deflated < 2 and _NO_TEXT.search(dictionary)):
            continue
        end = data.find(b"endstream", start.end())
        content = not _NO_CONTENT.search(dictionary)
        limit = LIMITS.page_content if content else LIMITS.part_inflated
        yield _Stream(data[start.end() : end if end >= 0 else len(data)], filters, limit)


def _check_size(stream: _Stream) -> None:
    size = 0
    for piece in _decoded(stream):
        size += len(piece)
        if size > stream.limit:
            limit = stream.limit // MEGABYTE
            raise TooLarge(f"PDF 中有内容解压后超过上限 {limit} MB；请用打印功能另存为 PDF 后再试。")


def _decoded(stream: _Stream) -> Iterable[bytes]:
    """The stream's data piece by piece, as far as its filters are known here."""
    pieces: Iterable[bytes] = [stream.data]
    for name in stream.filters:
        if name in _ASCII85:
            pieces = _from_ascii85(pieces)
        elif name in _DEFLATED:
            pieces = _inflate(pieces)
        else:
            break
    return pieces


def _from_ascii85(pieces: Iterable[bytes]) -> Iterator[bytes]:
    text = b"".join(pieces).strip().removesuffix(b"~>")
    try:
        yield base64.a85decode(text)
    except ValueError as error:
        raise _Cut from error


def _inflate(pieces: Iterable[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        rest = piece
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, _STEP)
            except zlib.error as error:
                raise _Cut from error
            rest = inflater.unconsumed_tail
    if not inflater.eof:
        raise _Cut
