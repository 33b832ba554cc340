"""The parts that an RTF file is written in: words of control, characters, groups.

Source: Rich Text Format Specification 1.9.1, "Conventions of an RTF Reader".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_REST = rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+"
_ONE_BYTE = re.compile(_REST + rb"|([^\\{}\r\n]+)", re.DOTALL)
# Chinese written raw: the second byte of a character may be a backslash or a brace.
_TWO_BYTES = re.compile(_REST + rb"|((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n])+)", re.DOTALL)
_IN_SKIPPED = re.compile(rb"\\bin(\d{1,9}) ?|\\.|[{}]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of control with its number: `\\cellx1459`; None where it has none."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Symbol:
    """A control of one character that is no letter: `\\~`."""

    character: str


@dataclass(frozen=True, slots=True)
class Characters:
    """Bytes of text; `is_written_out` where it is one byte written `\\'hh`."""

    data: bytes
    is_written_out: bool = False


class Open:
    """A group begins."""


class Close:
    """A group ends."""


Token = Word | Symbol | Characters | Open | Close
_OPEN, _CLOSE = Open(), Close()


class Tokens:
    """The tokens of a file; the one who takes them may leave out the rest of the group that is open."""

    def __init__(self, data: bytes, *, two_bytes: bool) -> None:
        self._data = data
        self._at = 0
        self._pattern = _TWO_BYTES if two_bytes else _ONE_BYTE
        self._words: dict[tuple[bytes, bytes | None], Word] = {}

    def __iter__(self) -> Iterator[Token]:
        while match := self._pattern.match(self._data, self._at):
            self._at = match.end()
            name, number, byte, symbol, brace, text = match.groups()
            if name is not None:
                if name == b"bin":
                    self._at += max(0, int(number or 0))
                else:
                    yield self._word(name, number)
            elif text is not None:
                yield Characters(text)
            elif byte is not None:
                yield Characters(bytes([int(byte, 16)]), is_written_out=True)
            elif brace is not None:
                yield _OPEN if brace == b"{" else _CLOSE
            elif symbol is not None:
                yield Symbol(symbol.decode("latin-1"))

    @property
    def rest(self) -> bytes:
        """What was not taken, less white space, zeros and closing braces."""
        return self._data[self._at :].strip(b"\0\r\n\t }")

    def skip_group(self) -> None:
        """Go on at the end of the open group: the next token is its Close, or the file ends."""
        depth = 0
        while match := _IN_SKIPPED.search(self._data, self._at):
            if match[0] == b"}" and not depth:
                self._at = match.start()
                return
            self._at = match.end() + int(match[1] or 0)
            depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        self._at = len(self._data)

    def _word(self, name: bytes, number: bytes | None) -> Word:
        """One object for one word: most words of a file are repeated many times."""
        key = (name, number)
        if key not in self._words:
            self._words[key] = Word(name.decode("ascii"), None if number is None else int(number))
        return self._words[key]
