"""Counting the paragraphs of lists, and printing their numbers; for every format of Word.

Source: ECMA-376 part 1, 17.9. Bullets are decoration and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from extract.readers.numerals import numeral


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int
    kind: str  # as `numeral` has them
    text: str  # "%1.%2"
    suffix: str
    restarts_after: int  # a number of this level, from 1, or of one above it, begins this level anew; 0: none
    in_digits: bool  # all numbers of the levels above in digits
    has_own_start: bool = (
        False  # the list says where it starts, not the definition that it shares with others
    )


Levels = Callable[[int], Level | None]  # the level of a list at a depth, from 0


class ListCounter:
    """The numbers reached by now; it is asked once for each paragraph, in document order."""

    def __init__(self) -> None:
        self._counts: dict[str, dict[int, int]] = {}  # definition: {depth: its last number}
        self._begun: set[tuple[str, int]] = set()  # lists and depths whose own start was used

    def next(self, list_id: str, definition: str, depth: int, levels: Levels) -> str:
        """Count one on, and print, with the tab or blank that follows; lists of one definition count together."""
        level = levels(depth)
        if level is None or level.kind == "bullet":
            return ""
        counts = self._counts.setdefault(definition, {})
        if (list_id, depth) not in self._begun:
            self._begun.add((list_id, depth))
            if level.has_own_start:
                counts.pop(depth, None)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            if (below := levels(deeper)) is None or depth < below.restarts_after:
                del counts[deeper]
        text = re.sub(
            "%([1-9])", lambda match: _printed(level, int(match[1]) - 1, counts, levels), level.text
        )
        return text + level.suffix if text else ""


def _printed(level: Level, depth: int, counts: dict[int, int], levels: Levels) -> str:
    """The number of one level, as that level prints it."""
    other = levels(depth)
    if other is None:
        return ""
    kind = "decimal" if level.in_digits and other.kind != "none" else other.kind
    return numeral(counts.get(depth, other.start), kind)
