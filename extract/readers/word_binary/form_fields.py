"""Old form fields: a box to tick, a list to choose from; the file keeps what was chosen in the Data stream.

Source: [MS-DOC] 2.9.78 (FFData), 2.9.157 (NilPICFAndBinData).
"""

from __future__ import annotations

import struct

from extract.readers import symbols

_DEFAULT = 25  # a result that says "what the default says"
_CHECK_BOX, _LIST = 1, 2


def shown(data: bytes, offset: int) -> str:
    """What the form field at an offset of the Data stream shows; "" where there is none, or it is text."""
    try:
        size, header = struct.unpack_from("<IH", data, offset)
        return _field(data[offset + header : offset + size])
    except struct.error:
        return ""


def _field(field: bytes) -> str:
    """FFData: version, flags, two sizes, name, default, texts that we do not need, entries of a list."""
    flags = struct.unpack_from("<H", field, 4)[0]
    kind, result = flags & 3, flags >> 2 & 31
    if kind not in (_CHECK_BOX, _LIST):
        return ""
    at = _after_text(field, 10)
    chosen = struct.unpack_from("<H", field, at)[0] if result == _DEFAULT else result
    if kind == _CHECK_BOX:
        return symbols.TICKED if chosen else symbols.UNTICKED
    at += 2
    for _ in range(5):  # format, help, status, macros at entry and exit
        at = _after_text(field, at)
    return _entry(field, at, chosen)


def _after_text(field: bytes, at: int) -> int:
    """Where a text with its length before it and a zero behind it ends."""
    return int(at + 2 + 2 * struct.unpack_from("<H", field, at)[0] + 2)


def _entry(field: bytes, at: int, number: int) -> str:
    """The entry of that number, from 0, of a list: a mark, a count, a size of extra data, texts."""
    count = struct.unpack_from("<H", field, at + 2)[0]
    at += 6
    for n in range(count):
        length = struct.unpack_from("<H", field, at)[0]
        if n == number:
            return field[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
        at += 2 + 2 * length
    return ""
