"""What the styles of a document say: list numbers and hidden text are often set by style.

Source: [MS-DOC] 2.9.271 (STSH), 2.9.258 (STD), 2.9.336 (UpxChpx), 2.9.337 (UpxPapx).
"""

from __future__ import annotations

import struct
from functools import cache

_PARAGRAPH, _CHARACTER = 1, 2  # kinds of styles
_NO_BASE = 0xFFF
_LONGEST_CHAIN = 20  # styles that are based on each other; Word stops at about ten


class Styles:
    """The style sheet; a style that it does not hold says nothing."""

    def __init__(self, sheet: bytes) -> None:
        self._styles = _styles(sheet)
        self.changes = cache(self._changes)

    def _changes(self, number: int) -> bytes:
        """The properties that a style of paragraphs or of characters gives, its base's before its own."""
        changes = b""
        for _ in range(_LONGEST_CHAIN):
            if number >= len(self._styles):
                break
            base, own = _style(self._styles[number])
            changes = own + changes
            number = base
        return changes


def _styles(sheet: bytes) -> list[tuple[int, bytes]]:
    """(size of the fixed part, description) of each style, in the order of their numbers."""
    if len(sheet) < 6:
        return []
    header, _, fixed = struct.unpack_from("<HHH", sheet)
    at = 2 + header
    found = []
    while at + 2 <= len(sheet):
        size = struct.unpack_from("<H", sheet, at)[0]
        found.append((fixed, sheet[at + 2 : at + 2 + size]))
        at += 2 + size
    return found


def _style(style: tuple[int, bytes]) -> tuple[int, bytes]:
    """(number of the style that it is based on, its own properties): fixed part, name, properties."""
    fixed, data = style
    try:
        kind = struct.unpack_from("<H", data, 2)[0]
        if kind & 0xF not in (_PARAGRAPH, _CHARACTER):
            return _NO_BASE, b""
        at = fixed + 2 + 2 * struct.unpack_from("<H", data, fixed)[0] + 2
        size = struct.unpack_from("<H", data, at)[0]
    except struct.error:
        return _NO_BASE, b""
    own = data[at + 2 : at + 2 + size]
    return kind >> 4, own[2:] if kind & 0xF == _PARAGRAPH else own  # those of paragraphs begin with a number
