"""Properties of paragraphs and characters: which table, which row, deleted, hidden, a symbol.

Source: [MS-DOC] 2.4.6, 2.9.33 (ChpxFkp), 2.9.175 (PapxFkp).
"""

from __future__ import annotations

import struct
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from extract.readers import symbols
from extract.readers.word_binary.container import Part, WordFile
from extract.readers.word_binary.pieces import Piece, Text
from extract.readers.word_binary.sprm import IN_DATA, Sprm, sprms
from extract.readers.word_binary.styles import Styles

DEEPEST = 16  # tables in tables; what lies deeper is read as if it lay there
_PAGE = 512  # bytes of a page of properties
_OF_TABLES = 5  # kind of property (sgc) that describes a row
_SUPERSCRIPT = b"\x01"
_ON = (b"\x01", b"\x81")  # 0x81 is "the opposite of the style", and no style deletes or hides


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph's mark says about it."""

    is_described: bool = True  # the file says something about it
    depth: int = 0  # of tables: 0 is outside, 1 in a cell, 2 in a table in a cell
    row_end: bool = False
    inner_cell_end: bool = False
    inner_row_end: bool = False
    list_number: int = 0  # index of its list, from 1; 0: in none
    list_level: int = 0
    row: tuple[tuple[int, bytes], ...] = ()  # properties of the row, in order

    @property
    def ends_row(self) -> bool:
        """The mark after the last cell of a row."""
        return self.row_end or self.inner_row_end


@dataclass(frozen=True, slots=True)
class Characters:
    """How a run of characters differs from plain text."""

    deleted: bool = False
    hidden: bool = False
    raised: bool = False
    struck: bool = False  # a line through it, or two
    symbol: tuple[int, int] | None = None  # font and code of a character that stands for a symbol
    font: int | None = None  # number of the font; kept for characters of symbol fonts only
    data: int | None = None  # offset in the Data stream: a picture, or a form field


_PLAIN = Characters()


class Run(NamedTuple):
    """Where characters stand: first position, and the one behind the last."""

    start: int
    end: int
    characters: Characters


class Properties:
    """The properties of one file, looked up by position."""

    def __init__(self, file: WordFile, text: Text) -> None:
        self._file = file
        self._text = text
        self._styles = Styles(file.part(Part.STYLES))
        self._paragraphs: dict[tuple[bytes | None, bytes], Paragraph] = {}
        self._looks: dict[bytes, Characters | None] = {}

    def paragraph(self, mark: int) -> Paragraph:
        """The properties of the paragraph whose mark stands at this position."""
        piece = self._text.piece_at(mark)
        key = self._at(piece.offset_of(mark)), piece.changes
        if key not in self._paragraphs:
            own, laid_over = key
            style = b"" if own is None else self._styles.changes(int.from_bytes(own[:2], "little"))
            changes = style + (own or b"")[2:] + laid_over
            described = _paragraph(list(self._resolved(changes)))
            self._paragraphs[key] = replace(described, is_described=own is not None)
        return self._paragraphs[key]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The runs that are not plain text, in order of position."""
        bins = _side_by_side(_pages(self._file, Part.CHARACTER_BINS, 1, _character_changes))
        starts = [start for start, _, _ in bins]
        found: list[Run] = []
        for piece in self._text.pieces:
            if laid_over := self._characters(piece.changes):
                found.append(Run(piece.start, piece.end, laid_over))
            first = max(0, bisect_right(starts, piece.offset) - 1)
            behind = bisect_left(starts, piece.offset_of(piece.end))
            for start, end, changes in islice(bins, first, behind):
                if end > piece.offset and (characters := self._characters(changes)):
                    found.append(Run(*_positions(piece, start, end), characters))
        return tuple(found)

    @cached_property
    def fonts(self) -> tuple[str, ...]:
        """Names of the fonts, in the order of their numbers."""
        return tuple(_font_names(self._file.part(Part.FONTS)))

    def _characters(self, changes: bytes) -> Characters | None:
        """What the changes of a run say, a font only where it is of symbols; None for plain text."""
        if changes not in self._looks:
            look = _characters(self._style_of(changes) + changes)
            is_of_symbols = look.font is not None and symbols.is_font(self.font_name(look.font))
            look = look if is_of_symbols else replace(look, font=None)
            self._looks[changes] = None if look == _PLAIN else look
        return self._looks[changes]

    def _style_of(self, changes: bytes) -> bytes:
        """The properties of the style of characters that a run has."""
        style = dict(sprms(changes)).get(Sprm.CHARACTER_STYLE)
        return b"" if style is None else self._styles.changes(int.from_bytes(style, "little"))

    def font_name(self, number: int) -> str:
        """The name of a font; blank where the file lists none of that number."""
        return self.fonts[number] if number < len(self.fonts) else ""

    @cached_property
    def _paragraph_runs(self) -> tuple[list[int], list[int], list[bytes]]:
        """FC of start and end, and changes, of each paragraph of the bins, in order."""
        runs = _side_by_side(_pages(self._file, Part.PARAGRAPH_BINS, 13, _paragraph_changes))
        return [run[0] for run in runs], [run[1] for run in runs], [run[2] for run in runs]

    def _at(self, offset: int) -> bytes | None:
        """Style and changes of the paragraph that holds an offset; None where the file says nothing of it."""
        starts, ends, changes = self._paragraph_runs
        n = bisect_right(starts, offset) - 1
        return changes[n] if n >= 0 and offset < ends[n] else None

    def _resolved(self, changes: bytes, *, inside: bool = False) -> Iterator[tuple[int, bytes]]:
        """The properties, those that are kept in the Data stream put where they are named."""
        for number, operand in sprms(changes):
            if number not in IN_DATA:
                yield number, operand
            elif not inside and len(operand) == 4:  # no chains: a damaged file could point to itself
                at = int.from_bytes(operand, "little")
                size = int.from_bytes(self._file.data[at : at + 2], "little")
                yield from self._resolved(self._file.data[at + 2 : at + 2 + size], inside=True)


def _pages(
    file: WordFile, part: Part, entry: int, changes_at: Callable[[bytes, int], bytes]
) -> Iterator[tuple[int, int, bytes]]:
    """(first FC, last FC, changes) of each run in the pages that a bin table lists.

    A page: offsets of the runs; for each an entry of `entry` bytes, of which the first is the place of its
    changes, in words; the changes; in the last byte the number of runs.
    """
    bins = file.part(part)
    count = max(0, (len(bins) - 4) // 8)
    numbers = struct.unpack(f"<{count}I", bins[4 * (count + 1) : 4 * (2 * count + 1)])
    for number in dict.fromkeys(numbers):  # a damaged file may list one page a million times
        at = (number & 0x3F_FFFF) * _PAGE
        page = file.main[at : at + _PAGE]
        if len(page) < _PAGE:
            continue
        runs = min(page[-1], (_PAGE - 5) // (4 + entry))
        offsets = struct.unpack_from(f"<{runs + 1}I", page)
        for n in range(runs):
            place = 2 * page[4 * (runs + 1) + entry * n]
            yield offsets[n], offsets[n + 1], changes_at(page, place) if place else b""


def _side_by_side(runs: Iterable[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """The runs in order; where damage makes one begin within another, it begins behind that."""
    placed: list[tuple[int, int, bytes]] = []
    behind = 0
    for start, end, changes in sorted(runs, key=lambda run: run[0]):
        if end > max(start, behind):
            placed.append((max(start, behind), end, changes))
            behind = end
    return placed


def _paragraph_changes(page: bytes, at: int) -> bytes:
    """PapxInFkp: a size in words, odd or (after a 0) even; the number of the style and the changes."""
    start, size = (at + 1, 2 * page[at] - 1) if page[at] else (at + 2, 2 * page[at + 1])
    return page[start : start + size]


def _character_changes(page: bytes, at: int) -> bytes:
    """Chpx: a size in bytes, the changes."""
    return page[at + 1 : at + 1 + page[at]]


def _paragraph(changes: list[tuple[int, bytes]]) -> Paragraph:
    """The properties put together, later ones over earlier ones."""
    last = dict(changes)
    flag = {number: bool(operand[:1].strip(b"\0")) for number, operand in last.items()}
    depth = int(flag.get(Sprm.IN_TABLE, False))
    for number, operand in changes:
        value = int.from_bytes(operand, "little", signed=True)
        depth = value if number == Sprm.DEPTH else depth + value if number == Sprm.DEPTH_CHANGE else depth
    return Paragraph(
        depth=min(max(depth, 0), DEEPEST),
        row_end=flag.get(Sprm.ROW_END, False),
        inner_cell_end=flag.get(Sprm.INNER_CELL, False),
        inner_row_end=flag.get(Sprm.INNER_ROW_END, False),
        list_number=int.from_bytes(last.get(Sprm.LIST, b""), "little"),
        list_level=int.from_bytes(last.get(Sprm.LIST_LEVEL, b""), "little"),
        row=tuple(change for change in changes if change[0] >> 10 & 7 == _OF_TABLES),
    )


def _characters(changes: bytes) -> Characters:
    """What the changes of a run say."""
    last = dict(sprms(changes))
    symbol = last.get(Sprm.SYMBOL, b"")
    return Characters(
        deleted=last.get(Sprm.DELETED) in _ON,
        hidden=last.get(Sprm.HIDDEN) in _ON,
        raised=last.get(Sprm.RAISED) == _SUPERSCRIPT,
        struck=last.get(Sprm.STRUCK) in _ON or last.get(Sprm.STRUCK_TWICE) in _ON,
        symbol=struct.unpack("<HH", symbol) if len(symbol) == 4 else None,
        font=_number(last.get(Sprm.FONT)),
        data=_number(last.get(Sprm.DATA)),
    )


def _number(operand: bytes | None) -> int | None:
    return None if operand is None else int.from_bytes(operand, "little")


def _font_names(table: bytes) -> Iterator[str]:
    """SttbfFfn: a count, a size of extra data; each font a size, 39 bytes, its name up to a zero."""
    at = 4
    while at < len(table):
        name = table[at + 40 : at + 1 + table[at]]
        yield name[: len(name) & ~1].decode("utf-16-le", "replace").partition("\0")[0]
        at += 1 + table[at]


def _positions(piece: Piece, start: int, end: int) -> tuple[int, int]:
    """First position and the one behind the last, of a stretch of the file that lies in the piece."""
    first = piece.start + max(0, start - piece.offset) // piece.width
    return first, min(piece.start + (end - piece.offset) // piece.width, piece.end)
