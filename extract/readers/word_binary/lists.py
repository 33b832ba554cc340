"""Automatic list numbers: `1.`, `（一）`, `①` stand in no text of the file, and yet on the page.

Source: [MS-DOC] 2.9.147 (LSTF), 2.9.150 (LVL), 2.9.131 (LFO), 2.9.135 (LFOLVL).
"""

from __future__ import annotations

import struct
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial

from extract.readers.list_counter import Level, ListCounter
from extract.readers.word_binary.container import Part, WordFile

_KINDS = {  # MSONFC: the name in WordprocessingML; all others are counted in digits
    **{1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal"},
    **{
        10: "ideographDigital",
        11: "japaneseCounting",
        14: "decimalFullWidth",
        17: "japaneseDigitalTenThousand",
    },
    **{18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet"},
    **{26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese"},
    **{29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac"},
    **{33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand"},
    **{36: "taiwaneseDigital", 37: "chineseCounting", 38: "chineseLegalSimplified"},
    **{39: "chineseCountingThousand", 42: "koreanCounting", 255: "none"},
}
_FOLLOWED_BY = ("\t", " ", "")
_LEVELS = 9
_LONGEST = 64  # characters of a level's text; Word allows 31
_SIMPLE, _DIGITS_ONLY, _OWN_RESTART = 0x01, 0x04, 0x08  # flags of a list; of a level
_START_STATED, _LEVEL_STATED = 0x10, 0x20  # flags of a list's own level


@dataclass(frozen=True, slots=True)
class _List:
    """A list that paragraphs point to: the definition that it is made from, levels that it says itself."""

    definition: int
    own: dict[int, Level]


class Lists:
    """The lists of a document; it counts, so each paragraph is asked for once, in document order."""

    def __init__(self, file: WordFile) -> None:
        self._file = file
        self._definitions: dict[int, list[Level]] = {}
        self._counter = ListCounter()

    def prefix(self, number: int, depth: int) -> str:
        """The number printed before a paragraph of a list (from 1; 0 is none), with the tab or blank behind."""
        if not 0 < number <= len(self._lists):
            return ""
        listed = self._lists[number - 1]
        return self._counter.next(str(number), str(listed.definition), depth, partial(self._level, listed))

    def _level(self, listed: _List, depth: int) -> Level | None:
        levels = self._definitions.get(listed.definition, [])
        return listed.own.get(depth) or (levels[depth] if depth < len(levels) else None)

    @cached_property
    def _lists(self) -> list[_List]:
        """All lists, in the order of their numbers; read when the first is asked for."""
        lists: list[_List] = []
        with suppress(struct.error, IndexError):  # of a damaged table what was read holds
            self._read_definitions(self._file.part_onwards(Part.LISTS))
            self._read_lists(self._file.part_onwards(Part.LIST_OVERRIDES), lists)
        return lists

    def _read_definitions(self, table: bytes) -> None:
        """A count, definitions of 28 bytes, then the levels of all of them."""
        if not table:
            return
        count = struct.unpack_from("<H", table)[0]
        at = 2 + 28 * count
        for n in range(count):
            identity = struct.unpack_from("<i", table, 2 + 28 * n)[0]
            is_simple = table[2 + 28 * n + 26] & _SIMPLE
            levels = self._definitions[identity] = []
            for depth in range(1 if is_simple else _LEVELS):
                level, at = _level(table, at, depth)
                levels.append(level)

    def _read_lists(self, table: bytes, lists: list[_List]) -> None:
        """A count, lists of 16 bytes, then what each says itself about its levels."""
        if not table:
            return
        count = struct.unpack_from("<I", table)[0]
        at = 4 + 16 * count
        for n in range(count):
            identity, own_levels = struct.unpack_from("<i8xB", table, 4 + 16 * n)
            listed = _List(identity, {})
            lists.append(listed)
            at += 4
            for _ in range(own_levels):
                start, flags = struct.unpack_from("<iI", table, at)
                at += 8
                depth = flags & 0xF
                level = self._level(listed, depth)
                if flags & _LEVEL_STATED:
                    level, at = _level(table, at, depth)
                elif flags & _START_STATED and level is not None:
                    level = replace(level, start=start)
                if level is not None:
                    listed.own[depth] = replace(level, has_own_start=bool(flags & _START_STATED))


def _level(table: bytes, at: int, depth: int) -> tuple[Level, int]:
    """A level, and where the next one begins: 28 bytes, two lists of properties, a text with its length."""
    start, kind, flags, follow = struct.unpack_from("<iBB9xB", table, at)
    characters, paragraph, limit = struct.unpack_from("<BBB", table, at + 24)
    at += 28 + characters + paragraph
    length = struct.unpack_from("<H", table, at)[0]
    text = table[at + 2 : at + 2 + 2 * min(length, _LONGEST)].decode("utf-16-le", "replace")
    level = Level(
        start=start,
        kind=_KINDS.get(kind, "decimal"),
        text="".join(f"%{ord(unit) + 1}" if ord(unit) < _LEVELS else unit for unit in text),
        suffix=_FOLLOWED_BY[follow] if follow < len(_FOLLOWED_BY) else "",
        restarts_after=limit if flags & _OWN_RESTART else depth,
        in_digits=bool(flags & _DIGITS_ONLY),
    )
    return level, at + 2 + 2 * length
