"""A Plc: n + 1 positions in the text, then n entries of one size. Source: [MS-DOC] 2.2.2."""

from __future__ import annotations

import struct
from itertools import pairwise


def entries(table: bytes, size: int) -> list[tuple[int, int, bytes]]:
    """Each entry with its first position and that of the next.

    Positions only rise: an entry of a damaged file that goes back is left out.
    """
    count = max(0, (len(table) - 4) // (4 + size))
    if not count:
        return []
    positions = struct.unpack_from(f"<{count + 1}i", table)
    found, reached = [], 0
    for n, (first, behind) in enumerate(pairwise(positions)):
        if reached <= first < behind:
            found.append((first, behind, table[4 * (count + 1) + size * n :][:size]))
            reached = behind
    return found
