"""The text of a Word document: pieces of the file put one after the other.

A position (CP) counts UTF-16 units over all pieces; an offset (FC) counts bytes in the WordDocument stream.
Source: [MS-DOC] 2.4.1 (retrieving text), 2.8.35 (PlcPcd), 2.9.38 (Clx).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass

from extract.readers.word_binary.container import DAMAGED, Part, WordFile
from jixiao.forms.errors import DamagedFile, TooLarge
from jixiao.forms.limits import LIMITS

_PROPERTIES, _PIECE_TABLE = 1, 2  # what a block of the Clx is
_SHORT_PROPERTIES = {  # Prm0.isprm: the property; those that we read
    0x18: 0x2416,  # sprmPFInTable
    0x19: 0x2417,  # sprmPFTtp
    0x41: 0x0800,  # sprmCFRMarkDel
    0x5C: 0x083C,  # sprmCFVanish
}
_WINDOWS_1252 = {n: bytes([n]).decode("cp1252", "ignore") or chr(n) for n in range(0x80, 0xA0)}
_COMPRESSED = 0x4000_0000  # in a piece's offset: 8-bit text, at half the offset


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands in one place of the file."""

    start: int  # CP
    end: int  # CP
    offset: int  # FC of its first character
    width: int  # bytes of a character: 1 or 2
    changes: bytes  # properties that a quick save laid over the piece

    def offset_of(self, position: int) -> int:
        """FC of the character at `position`."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True)
class Text:
    """All stories as one string of UTF-16 units (a character outside the BMP is two), with its pieces."""

    units: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]  # CP of each piece

    def piece_at(self, position: int) -> Piece:
        """The piece that holds a position."""
        return self.pieces[max(0, bisect_right(self.starts, position) - 1)]

    @property
    def is_short(self) -> bool:
        """The file ends before its text does."""
        return bool(self.pieces) and len(self.units) < self.pieces[-1].end


def read_text(file: WordFile) -> Text:
    """Follow the piece table. Raises DamagedFile, TooLarge."""
    pieces: list[Piece] = []
    units: list[str] = []
    length = 0
    for piece in _pieces(file.part(Part.PIECES)):
        text = _decode(file.main[piece.offset : piece.offset_of(piece.end)], piece.width)
        length += len(text)
        if length * 2 > LIMITS.text_size:
            raise TooLarge(f"文档正文超过 {LIMITS.text_size // 1_000_000} MB 的上限；请拆分后再试。")
        pieces.append(piece)
        units.append(text)
        if len(text) < piece.end - piece.start:  # the file was cut here: positions after it would be wrong
            break
    if not length:
        raise DamagedFile(DAMAGED)
    return Text("".join(units), tuple(pieces), tuple(piece.start for piece in pieces))


def _decode(data: bytes, width: int) -> str:
    """One character of the result for each position of the piece."""
    if width == 1:
        return data.decode("latin-1").translate(_WINDOWS_1252)
    units = len(data) // 2
    text = data[: 2 * units].decode("utf-16-le", "surrogatepass")
    if len(text) == units:
        return text
    return "".join(map(chr, struct.unpack_from(f"<{units}H", data)))


def _pieces(clx: bytes) -> tuple[Piece, ...]:
    """The piece table, with the properties that its entries point to."""
    changes: list[bytes] = []
    at = 0
    try:
        while clx[at] == _PROPERTIES:
            size = struct.unpack_from("<H", clx, at + 1)[0]
            changes.append(clx[at + 3 : at + 3 + size])
            at += 3 + size
        size = struct.unpack_from("<I", clx, at + 1)[0]
        is_table = clx[at] == _PIECE_TABLE
    except (IndexError, struct.error) as error:
        raise DamagedFile(DAMAGED) from error
    if not is_table:
        raise DamagedFile(DAMAGED)
    return _entries(clx[at + 5 : at + 5 + size], changes)


def _entries(table: bytes, changes: list[bytes]) -> tuple[Piece, ...]:
    """PlcPcd: n + 1 positions, then n entries of 8 bytes. Positions that do not go on end it."""
    count = (len(table) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}i", table) if count > 0 else ()
    pieces: list[Piece] = []
    for n in range(max(count, 0)):
        offset, prm = struct.unpack_from("<IH", table, 4 * (count + 1) + 8 * n + 2)
        width = 1 if offset & _COMPRESSED else 2
        offset &= _COMPRESSED - 1
        start, end = positions[n : n + 2]
        if end <= start or start != (pieces[-1].end if pieces else 0):
            break
        offset = offset // 2 if width == 1 else offset
        pieces.append(Piece(start, end, offset, width, _changes(prm, changes)))
    return tuple(pieces)


def _changes(prm: int, changes: list[bytes]) -> bytes:
    """The properties that an entry names: a block of the Clx, or one short property packed in 15 bits."""
    if prm & 1:
        return changes[prm >> 1] if prm >> 1 < len(changes) else b""
    sprm = _SHORT_PROPERTIES.get((prm >> 1) & 0x7F)
    return struct.pack("<HB", sprm, prm >> 8) if sprm else b""
