"""Records of an old Excel workbook that xlrd passes over. Source: [MS-XLS] 2.3, 2.4.28, 2.4.127."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_BOUND_SHEET, _BEGIN, _END, _FORMULA = 0x0085, 0x0809, 0x000A, 0x0006
_WORKSHEET = 0  # kind of a sheet
_CALCULATE_ON_LOAD = 0x2  # option of a formula
_ZERO = bytes(8)

Cell = tuple[int, int]  # row and column, from 0, as in the file


def uncalculated(data: bytes) -> list[frozenset[Cell]]:
    """For each worksheet the formulas whose result is 0 only because nobody computed it yet.

    Programs that write a workbook leave the results to Excel: they store 0 and ask for it. Nothing is raised for
    a damaged stream: what can be read before the damage is given.
    """
    starts = [
        struct.unpack_from("<I", body)[0]
        for kind, body in _records(data, 0)
        if kind == _BOUND_SHEET and len(body) > 5 and body[5] == _WORKSHEET
    ]
    return [frozenset(_waiting(data, start)) for start in starts]


def _waiting(data: bytes, start: int) -> Iterator[Cell]:
    for kind, body in _records(data, start):
        if kind == _FORMULA and len(body) >= 16 and body[6:14] == _ZERO:
            row, column, options = struct.unpack_from("<HH10xH", body)
            if options & _CALCULATE_ON_LOAD:
                yield row, column


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
