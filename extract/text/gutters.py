"""Columns of a table that is only laid out with blanks: where nearly all lines are blank, there is a gutter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_STRAY = 0.03  # share of the lines that may cross a gutter


@dataclass(frozen=True, slots=True)
class Token:
    """A text within a line and the columns of characters that it takes up, the end excluded."""

    text: str
    start: int
    end: int

    def overlap(self, start: int, end: int) -> int:
        """How many columns of characters it shares with a stretch; negative is the distance."""
        return min(self.end, end) - max(self.start, start)


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of characters between two gutters."""

    start: int
    end: int
    headed: bool  # a heading stands in it
    filled: bool  # texts stand below


def tokens(text: str, gap: int) -> list[Token]:
    """The texts of a line that at least `gap` blanks part.

    >>> [token.text for token in tokens("  产出指标     ≥59 个", 2)]
    ['产出指标', '≥59 个']
    """
    pattern = re.compile(rf"\S+(?:\s{{1,{gap - 1}}}\S+)*" if gap > 1 else r"\S+")
    return [Token(match[0], match.start(), match.end()) for match in pattern.finditer(text)]


def columns(heading: Sequence[Token], body: Sequence[Sequence[Token]]) -> list[Column]:
    """The columns under a line of headings, left to right; empty where the gutters do not part the headings."""
    narrow = [[token for token in line if _headings_covered(token, heading) < 2] for line in body]
    parts = [
        Column(
            start,
            end,
            any(token.overlap(start, end) > 0 for token in heading),
            any(token.overlap(start, end) > 0 for line in narrow for token in line),
        )
        for start, end in stretches([heading, *narrow])
    ]
    found = _united(parts)
    parted = all(sum(token.overlap(c.start, c.end) > 0 for token in heading) <= 1 for c in found)
    return found if parted else []


def _headings_covered(token: Token, heading: Sequence[Token]) -> int:
    return sum(token.overlap(head.start, head.end) > 0 for head in heading)


def stretches(lines: Sequence[Iterable[Token]]) -> list[tuple[int, int]]:
    """Where more than a stray few of the lines have text."""
    width = max((token.end for line in lines for token in line), default=0)
    changes = [0] * (width + 1)
    for line in lines:
        for token in line:
            changes[token.start] += 1
            changes[token.end] -= 1
    found: list[tuple[int, int]] = []
    count, start = 0, -1
    for position, change in enumerate(changes):
        count += change
        if count > _STRAY * len(lines) and start < 0:
            start = position
        elif count <= _STRAY * len(lines) and start >= 0:
            found.append((start, position))
            start = -1
    return found


def _united(found: list[Column]) -> list[Column]:
    """The columns, a heading united with the texts beside it that have none: it is centred over them."""
    columns = list(found)
    while pairs := [
        (right.start - left.end, number)
        for number, (left, right) in enumerate(pairwise(columns))
        if {(left.headed, left.filled), (right.headed, right.filled)} == {(True, False), (False, True)}
    ]:
        _, number = min(pairs)
        left, right = columns[number : number + 2]
        columns[number : number + 2] = [Column(left.start, right.end, headed=True, filled=True)]
    return columns
