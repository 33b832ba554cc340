"""Sections of the main text, each with the headers and footers of its pages, which form a story of their own.

Source: [MS-DOC] 2.8.22 (Plcfhdd), 2.8.26 (PlcfSed), 2.9.244 (Sepx), 2.7.2 (DopBase).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import pairwise

from extract.readers.word_binary import plc
from extract.readers.word_binary.container import Part, Story, WordFile
from extract.readers.word_binary.sprm import Sprm, sprms

Stretch = tuple[int, int]  # first position, and the one behind the last

_SECTION_BYTES = 12
_SEPARATORS = 6  # texts that part notes from the text, before those of the first section
_OF_A_SECTION = 6  # even header, header, even footer, footer, first header, first footer
_HEADERS, _FOOTERS = (1, 4, 0), (3, 5, 2)  # each: of most pages, of the first, of the even ones
_FACING_PAGES = 0x01  # in the first byte of the Dop: even pages have headers of their own


@dataclass(frozen=True)
class Section:
    """A part of the main text, and the headers and footers that some page of it shows."""

    text: Stretch
    headers: tuple[Stretch, ...] = ()
    footers: tuple[Stretch, ...] = ()


def read_sections(file: WordFile) -> list[Section]:
    """All sections, in order; they cover the main text. One, where the file tells of none."""
    start, end = file.stretch(Story.MAIN)
    entries = [entry for entry in plc.entries(file.part(Part.SECTIONS), _SECTION_BYTES) if entry[0] < end]
    firsts = [start, *(first for first, _, _ in entries[1:]), end]
    texts = _page_texts(file)
    own: dict[int, Stretch] = {}
    sections = []
    for number in range(max(1, len(entries))):
        stated = texts[_SEPARATORS + _OF_A_SECTION * number :][:_OF_A_SECTION]
        own |= {n: stretch for n, stretch in enumerate(stated) if stretch[0] < stretch[1]}
        shown = _shown(file, entries[number][2] if entries else b"")
        sections.append(
            Section(
                (firsts[number], firsts[number + 1]),
                *(_told(own, which, shown) for which in (_HEADERS, _FOOTERS)),
            )
        )
    return sections


def _page_texts(file: WordFile) -> list[Stretch]:
    """The stretches of the story of headers; an empty one is as in the section before, or none."""
    table, (start, end) = file.part(Part.HEADERS), file.stretch(Story.HEADERS)
    positions = struct.unpack_from(f"<{len(table) // 4}i", table)
    # the last mark of a text only guards it
    return [
        (start + first, start + behind - 1) if 0 <= first < behind <= end - start else (start, start)
        for first, behind in pairwise(positions)
    ]


def _shown(file: WordFile, entry: bytes) -> tuple[bool, bool, bool]:
    """Have most pages, the first one, the even ones headers of their own?"""
    facing = bool(file.part(Part.DOCUMENT)[:1] and file.part(Part.DOCUMENT)[0] & _FACING_PAGES)
    return True, _has_title_page(file, entry), facing


def _has_title_page(file: WordFile, entry: bytes) -> bool:
    """Is the first page of the section another than the rest?"""
    at = int.from_bytes(entry[2:6], "little")
    size = int.from_bytes(file.main[at : at + 2], "little") if 0 < at < len(file.main) else 0
    return dict(sprms(file.main[at + 2 : at + 2 + size])).get(Sprm.TITLE_PAGE, b"\0")[:1] == b"\1"


def _told(
    own: dict[int, Stretch], which: tuple[int, int, int], shown: tuple[bool, bool, bool]
) -> tuple[Stretch, ...]:
    return tuple(own[n] for n, is_shown in zip(which, shown, strict=True) if is_shown and n in own)
