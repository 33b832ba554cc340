"""The compound file of a Word document, and the header that says where everything is.

Source of the structures: [MS-DOC] 2.5 (Fib), [MS-CFB].
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from enum import IntEnum

import olefile

from jixiao.forms.errors import DamagedFile

_MAGIC = 0xA5EC
_WORD_97 = 0xC0  # nFib of Word 97 is 0xC1; Word 6 and 95 have 0x65 to 0x69
_FLAG_ENCRYPTED, _FLAG_TABLE_1 = 0x0100, 0x0200
_FLAGS_AT, _COUNTS_AT = 0x0A, 0x20
_FIRST_STORY = 3  # among the 32-bit numbers

DAMAGED = "Word 文件已损坏，无法读取；请用 Word 或 WPS 打开后另存为 .docx，或向填报单位重新索取。"


class Part(IntEnum):
    """Number of a (position, length) pair in the header: FibRgFcLcb97."""

    STYLES = 1
    SECTIONS = 6  # PlcfSed
    HEADERS = 11  # PlcfHdd
    CHARACTER_BINS = 12
    PARAGRAPH_BINS = 13
    FONTS = 15
    DOCUMENT = 31  # Dop
    PIECES = 33  # Clx
    SHAPES = 40  # PlcSpaMom
    TEXT_BOXES = 56  # PlcftxbxTxt
    LISTS = 73  # PlfLst
    LIST_OVERRIDES = 74  # PlfLfo


class Story(IntEnum):
    """The kinds of text, in the order in which they follow each other."""

    MAIN = 0
    FOOTNOTES = 1
    HEADERS = 2
    MACROS = 3
    COMMENTS = 4
    ENDNOTES = 5
    TEXT_BOXES = 6


@dataclass(frozen=True)
class WordFile:
    """The streams of one document, with the parts of its header that we use."""

    main: bytes  # WordDocument
    table: bytes  # 0Table or 1Table
    data: bytes  # Data; empty where there is none
    version: int  # nFib
    encrypted: bool
    stories: tuple[int, ...]  # their lengths, see Story
    parts: tuple[tuple[int, int], ...]  # (position, length) in `table`

    @property
    def is_old(self) -> bool:
        """Written by Word 6 or 95: other structures, no Unicode."""
        return self.version < _WORD_97

    def stretch(self, story: Story) -> tuple[int, int]:
        """First position of a story, and the one behind its last."""
        start = sum(self.stories[:story])
        return start, start + self.stories[story]

    def part(self, part: Part) -> bytes:
        """The bytes of one part; empty where the file has none."""
        if part >= len(self.parts):
            return b""
        start, length = self.parts[part]
        return self.table[start : start + length]

    def part_onwards(self, part: Part) -> bytes:
        """From one part to the end of the stream: some parts are followed by what belongs to them."""
        start, length = self.parts[part] if part < len(self.parts) else (0, 0)
        return self.table[start:] if length else b""


def open_word(data: bytes) -> WordFile:
    """The document in a compound file. Raises DamagedFile."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            main = _stream(container, "WordDocument")
            flags = struct.unpack_from("<H", main, _FLAGS_AT)[0]
            table = _stream(container, "1Table" if flags & _FLAG_TABLE_1 else "0Table")
            return _word_file(main, table, _stream(container, "Data"))
    except (OSError, struct.error, ValueError, IndexError, TypeError) as error:  # what olefile raises
        raise DamagedFile(DAMAGED) from error


def _stream(container: olefile.OleFileIO, name: str) -> bytes:
    """The whole stream; empty where there is none."""
    return bytes(container.openstream(name).read()) if container.exists(name) else b""


def _word_file(main: bytes, table: bytes, data: bytes) -> WordFile:
    """Follow the header: fixed part, 16-bit numbers, 32-bit numbers, pairs, each with its own count."""
    magic, version = struct.unpack_from("<HH", main)
    flags = struct.unpack_from("<H", main, _FLAGS_AT)[0]
    if magic != _MAGIC:
        raise DamagedFile(DAMAGED)
    if version < _WORD_97 or flags & _FLAG_ENCRYPTED:
        return WordFile(main, table, data, version, bool(flags & _FLAG_ENCRYPTED), (), ())
    at = _COUNTS_AT
    at += 2 + 2 * struct.unpack_from("<H", main, at)[0]
    numbers = struct.unpack_from("<H", main, at)[0]
    longs = struct.unpack_from(f"<{numbers}i", main, at + 2)
    at += 2 + 4 * numbers
    pairs = struct.unpack_from("<H", main, at)[0]
    positions = struct.unpack_from(f"<{2 * pairs}I", main, at + 2)
    parts = tuple(zip(positions[::2], positions[1::2], strict=True))
    stories = longs[_FIRST_STORY : _FIRST_STORY + len(Story)]
    if len(stories) < len(Story) or min(stories) < 0:
        raise DamagedFile(DAMAGED)
    return WordFile(main, table, data, version, False, stories, parts)
