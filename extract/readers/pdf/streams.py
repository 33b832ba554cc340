"""How far the streams of a PDF blow up, measured before pdfium inflates them: it would end the process.

A few kilobytes deflated twice become a gigabyte. Every stream stands in the file's own bytes, so they are
found by their keyword, without reading the file's structure, damaged or not.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.forms.errors import TooLarge
from jixiao.forms.limits import LIMITS, MEGABYTE

_START = re.compile(rb"\bstream\r?\n")
_FILTERS = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)|/F\s*(\[\s*/[^\]]*\])")
_FLATE = re.compile(rb"/FlateDecode\b|/Fl\b")
_DICTIONARY = 2_000  # bytes before the keyword in which the stream's dictionary begins
_LARGEST_RATIO = 1_032  # of what deflate can save
_STEP = MEGABYTE  # bytes inflated at a time
# What is not read for text: pictures are decoded only to be looked at. Fonts and object streams may be long.
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_NO_CONTENT = re.compile(
    rb"/Type\s*/(?!XObject)\w|/Length[123]\b|/Subtype\s*/(?!Form)\w|/N\s+\d|/FunctionType"
)


class _Stream(NamedTuple):
    data: memoryview
    deflated: int  # how many times
    limit: int


def check_streams(data: bytes) -> None:
    """Raise TooLarge where a stream inflates beyond its limit. A damaged stream counts as far as it goes."""
    for stream in _streams(data):
        if len(stream.data) * _LARGEST_RATIO**stream.deflated <= stream.limit:
            continue
        if _inflated(stream) > stream.limit:
            size = stream.limit // MEGABYTE
            raise TooLarge(f"PDF 中有内容解压后超过上限 {size} MB；请用打印功能另存为 PDF 后再试。")


def _streams(data: bytes) -> Iterator[_Stream]:
    view = memoryview(data)
    for start in _START.finditer(data):
        head = data[max(0, start.start() - _DICTIONARY) : start.start()]
        dictionary = head[head.rfind(b" obj") + 1 :]
        filters = _FILTERS.search(dictionary)
        deflated = len(_FLATE.findall(filters[0])) if filters else 0
        if _PICTURE.search(dictionary) and deflated < 2:
            continue
        end = data.find(b"endstream", start.end())
        content = not _NO_CONTENT.search(dictionary)
        limit = LIMITS.page_content if content else LIMITS.part_inflated
        yield _Stream(view[start.end() : end if end >= 0 else len(data)], deflated, limit)


def _inflated(stream: _Stream) -> int:
    """The size after inflation, counted until it passes the limit."""
    size = 0
    for piece in _inflate([bytes(stream.data)], stream.deflated):
        size += len(piece)
        if size > stream.limit:
            break
    return size


def _inflate(pieces: Iterator[bytes] | list[bytes], times: int) -> Iterator[bytes]:
    if not times:
        yield from pieces
        return
    inflater = zlib.decompressobj()
    for piece in _inflate(pieces, times - 1):
        rest = piece
        while rest and not inflater.eof:
            try:
                yield inflater.decompress(rest, _STEP)
            except zlib.error:
                return
            rest = inflater.unconsumed_tail
