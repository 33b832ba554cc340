"""Records of an old Excel workbook that xlrd passes over.

Source: [MS-XLS] 2.3, 2.4.28 (sheets), 2.4.127 (formulas), 2.4.181 (objects), 2.4.329 (their texts). Nothing is raised
for a damaged stream: what can be read before the damage is given.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER, _FOOTER, _BIFF8 = 0x0014, 0x0015, b"\x00\x06"
_BOUND_SHEET, _BEGIN, _END, _FORMULA = 0x0085, 0x0809, 0x000A, 0x0006
_OBJECT, _TEXT, _CONTINUED = 0x005D, 0x01B6, 0x003C
_COMMENT = b"\x19\x00"  # kind of an object
_WIDE = b"\x01"  # before text in UTF-16
_WORKSHEET = 0  # kind of a sheet
_CALCULATE_ON_LOAD = 0x2  # option of a formula
_ZERO = bytes(8)

Cell = tuple[int, int]  # row and column, from 0, as in the file


def uncalculated(data: bytes) -> list[frozenset[Cell]]:
    """For each worksheet the formulas whose result is 0 only because nobody computed it yet.

    Programs that write a workbook leave the results to Excel: they store 0 and ask for it.
    """
    return [frozenset(_waiting(data, start)) for start in _sheets(data)]


def boxes(data: bytes) -> list[list[str]]:
    """For each worksheet the texts of the boxes and shapes that lie over it, comments left out."""
    return [[text for text in _box_texts(data, start) if text.strip()] for start in _sheets(data)]


def page_texts(data: bytes, encoding: str) -> list[tuple[str, str]]:
    """For each worksheet the header and the footer of its pages, codes included; `encoding` is of Excel 5 and 95."""
    return [_page_texts(data, start, encoding) for start in _sheets(data)]


def _page_texts(data: bytes, start: int, encoding: str) -> tuple[str, str]:
    """A text stands behind its length; before Excel 97 that is one byte, and no mark of the width follows."""
    found = {_HEADER: "", _FOOTER: ""}
    version = b""  # what the first record says
    for kind, body in _records(data, start):
        version = version or body[:2]
        if kind in found:
            found[kind] = _marked(body[2:]) if version == _BIFF8 else body[1:].decode(encoding, "replace")
    return found[_HEADER], found[_FOOTER]


def _marked(text: bytes) -> str:
    """The characters behind the mark of their width."""
    return text[1:].decode("utf-16-le" if text[:1] == _WIDE else "latin-1", "replace")


def _sheets(data: bytes) -> list[int]:
    """Where each worksheet begins."""
    return [
        struct.unpack_from("<I", body)[0]
        for kind, body in _records(data, 0)
        if kind == _BOUND_SHEET and len(body) > 5 and body[5] == _WORKSHEET
    ]


def _waiting(data: bytes, start: int) -> Iterator[Cell]:
    for kind, body in _records(data, start):
        if kind == _FORMULA and len(body) >= 16 and body[6:14] == _ZERO:
            row, column, options = struct.unpack_from("<HH10xH", body)
            if options & _CALCULATE_ON_LOAD:
                yield row, column


def _box_texts(data: bytes, start: int) -> Iterator[str]:
    """A text stands in the records that continue its own, each with a mark of its width at the beginning."""
    is_comment = False
    wanted, text = 0, ""
    for kind, body in _records(data, start):
        if kind == _OBJECT:
            is_comment = body[4:6] == _COMMENT
        elif kind == _TEXT and len(body) >= 12 and not is_comment:
            wanted, text = struct.unpack_from("<10xH", body)[0], ""
        elif kind == _CONTINUED and wanted > len(text):
            text += _marked(body)
            if len(text) >= wanted:
                yield text[:wanted].replace("\r\n", "\n").replace("\r", "\n")
                wanted = 0
        else:
            wanted = 0


def _records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, those of charts in it too, up to its end."""
    depth = 0
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + size]
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        at += 4 + size
