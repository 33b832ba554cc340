"""Properties as a Word file writes them: a number ("sprm"), then an operand whose size the number tells.

Source: [MS-DOC] 2.2.5.1 and 2.6.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum


class Sprm(IntEnum):
    """The properties that we read."""

    DELETED = 0x0800
    HIDDEN = 0x083C
    CHARACTER_STYLE = 0x4A30
    DATA = 0x6A03
    FONT = 0x4A4F
    RAISED = 0x2A48
    STRUCK = 0x0837
    STRUCK_TWICE = 0x2A53
    SYMBOL = 0x6A09
    TITLE_PAGE = 0x300A
    LIST_LEVEL = 0x260A
    LIST = 0x460B
    IN_TABLE = 0x2416
    ROW_END = 0x2417
    INNER_CELL = 0x244B
    INNER_ROW_END = 0x244C
    DEPTH = 0x6649
    DEPTH_CHANGE = 0x664A
    IN_DATA_OLD = 0x6645
    IN_DATA = 0x6646
    TABLE_IN_DATA = 0x646B
    ROW_OLD = 0xD606
    ROW = 0xD608
    CELLS_INSERTED = 0x7621
    CELLS_DELETED = 0x5622
    CELL_WIDTH = 0x7623
    CELLS_MERGED = 0x5624
    CELLS_SPLIT = 0x5625
    CELL_VERTICAL_MERGE = 0xD62B
    ALIGNMENT = 0x548A
    ALIGNMENT_OLD = 0x5400
    POSITION_KIND = 0x360D
    POSITION_X = 0x940E
    POSITION_Y = 0x940F


IN_DATA = (Sprm.IN_DATA, Sprm.IN_DATA_OLD, Sprm.TABLE_IN_DATA)  # their properties are kept in the Data stream
_WITH_LONG_SIZE = (Sprm.ROW, Sprm.ROW_OLD)
_TABS_CHANGED = 0xC615  # its length byte may be 255: "count yourself"
_OPERAND_SIZES = (
    1,
    1,
    2,
    4,
    2,
    2,
    None,
    3,
)  # by the top 3 bits of the number; None: a length byte comes first


def sprms(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """Each (number, operand) of a list of properties; what is cut at the end is left out."""
    at = 0
    while at + 2 < len(changes):
        number = changes[at] | changes[at + 1] << 8
        at += 2
        size = _OPERAND_SIZES[number >> 13]
        if number in _WITH_LONG_SIZE:  # two bytes of size, one more than what follows
            size = 1 + (changes[at] | changes[at + 1] << 8 if at + 1 < len(changes) else 0)
        elif size is None:
            size = 1 + (_size_of_tabs(changes, at) if number == _TABS_CHANGED else changes[at])
        yield number, changes[at : at + size]
        at += size


def _size_of_tabs(changes: bytes, at: int) -> int:
    """Length of sprmPChgTabs: deleted tabs of 4 bytes, then added ones of 3, where the length byte is 255."""
    if changes[at] < 0xFF or at + 1 >= len(changes):
        return changes[at]
    deleted = 1 + 4 * changes[at + 1]
    added = 1 + 3 * changes[at + 1 + deleted] if at + 1 + deleted < len(changes) else 0
    return deleted + added
