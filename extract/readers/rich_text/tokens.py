"""The parts that an RTF file is written in: words of control, characters, groups.

Source: Rich Text Format Specification 1.9.1, "Conventions of an RTF Reader".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TOKEN = rb"\\([a-zA-Z]++)(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|"
_ONE_BYTE = rb"([^\\{}\r\n]+)"
# Chinese written raw: the second byte of a character may be a backslash or a brace.
_TWO_BYTES = rb"((?:[\x81-\xfe][\x40-\x7e\x80-\xfe]|[^\\{}\r\n])+)"
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
    """Bytes of text, as they stand or one of them written `\\'hh`."""

    data: bytes


class Open:
    """A group begins."""


class Close:
    """A group ends."""


Token = Word | Symbol | Characters | Open | Close
_OPEN, _CLOSE = Open(), Close()


class Tokens:
    """The tokens of a file; the one who takes them may leave out the rest of the group that is open.

    Of the words only `known` ones are told, and any that follows `\\*`: most of a file is looks.
    """

    def __init__(self, data: bytes, known: frozenset[str], *, two_bytes: bool) -> None:
        self._data = data
        self._at = 0
        token = _TOKEN + (_TWO_BYTES if two_bytes else _ONE_BYTE)
        self._any = re.compile(token, re.DOTALL)
        self._known = re.compile(_unknown(known) + rb"*+(?:" + token + rb")", re.DOTALL)
        self._words: dict[tuple[bytes, bytes | None], Word] = {}

    def __iter__(self) -> Iterator[Token]:
        pattern = self._known
        while match := pattern.match(self._data, self._at):
            self._at = match.end()
            token = self._token(match)
            if token is not None:
                yield token
            pattern = self._any if match[4] == b"*" else self._known

    def _token(self, match: re.Match[bytes]) -> Token | None:
        """What was matched; None for what stands for nothing: ends of lines, binary data."""
        name, number, byte, symbol, brace, text = match.groups()
        if text is not None:
            return Characters(text)
        if brace is not None:
            return _OPEN if brace == b"{" else _CLOSE
        if byte is not None:
            return Characters(bytes([int(byte, 16)]))
        if symbol is not None:
            return Symbol(symbol.decode("latin-1"))
        if name == b"bin":
            self._at += max(0, int(number or 0))
            return None
        return None if name is None else self._word(name, number)

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


def _unknown(known: frozenset[str]) -> bytes:
    """A pattern of words that are not known; those with one first letter together, which is faster."""
    initials = sorted({word[0] for word in known})
    rests = ("|".join(sorted(word[1:] for word in known if word[0] == initial)) for initial in initials)
    branches = "|".join(f"{initial}(?:{rest})" for initial, rest in zip(initials, rests, strict=True))
    return rf"(?:\\(?!(?:{branches})(?![a-zA-Z]))[a-zA-Z]++(?:-?\d{{1,10}})?+ ?+)".encode()
