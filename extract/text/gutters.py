"""Columns of a table that is only laid out with blanks, found between its headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise

import msgspec

from extract.shape import is_blank
from extract.vocabulary import column_role, level1, level2

_STRAY = 0.05  # share of the lines that may cross the line between two columns; one line always may
_SHARED, _BACK = 20.0, 100.0  # what it costs that two texts share a column, or change their order
_AT_BLANK = 0.3  # weight of a crossing at a single blank, that of a crossing within a word being 1
_ROUNDING = 0.01  # costs are sums of fractions


class Token(msgspec.Struct, frozen=True, gc=False):
    """A text within a line and the columns of characters that it takes up, the end excluded."""

    text: str
    start: int
    end: int

    def overlap(self, start: int, end: int) -> int:
        """How many columns of characters it shares with a stretch; negative is the distance."""
        return min(self.end, end) - max(self.start, start)


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of characters, the end excluded."""

    start: int
    end: int


def tokens(text: str, gap: int) -> list[Token]:
    """The texts of a line that at least `gap` blanks part.

    >>> [token.text for token in tokens("  产出指标     ≥59 个", 2)]
    ['产出指标', '≥59 个']
    """
    return [Token(match[0], *match.span()) for match in _pattern(gap).finditer(text)]


@cache
def _pattern(gap: int) -> re.Pattern[str]:
    return re.compile(rf"\S+(?:\s{{1,{gap - 1}}}\S+)*" if gap > 1 else r"\S+")


def columns(heading: Sequence[Token], body: Sequence[Sequence[Token]]) -> list[Column]:
    """A column for each heading, and one for texts left of them all; empty where texts do not keep to columns.

    >>> heading = tokens("        二级指标    指标值", 2)
    >>> body = [tokens("绩效    数量指标    12 公里", 2), tokens("        质量      95%", 2)]
    >>> [(column.start, column.end) for column in columns(heading, body)]
    [(0, 4), (4, 12), (12, 20)]
    """
    lines = [[token for token in line if _tells(token, heading)] for line in body]
    width = max(token.end for line in [heading, *lines] for token in line) + 1
    edges = [0]
    crossings = _crossings(lines, width)
    first = heading[0].start
    if any(token.end <= first for line in lines for token in line):  # a caption without a heading
        heading = [Token("", 0, 1), *heading]
    for left, right in pairwise(heading):
        middle = range((left.start + left.end + 1) // 2, (right.start + right.end) // 2 + 1)
        under = [token for line in body for token in line if _belongs(token, left, heading)]
        edge, cost = _edge(lines, edges[-1], middle, crossings, under)
        if cost > max(1, _STRAY * len(lines)) + _ROUNDING:
            return []
        edges.append(edge)
    return [Column(start, end) for start, end in pairwise([*edges, width])]


def _belongs(token: Token, head: Token, heading: Sequence[Token]) -> bool:
    """A class of the second level, and this the nearest of the headings of that level."""
    if column_role(head.text) != "level2" or not level2(token.text) or level1(token.text):
        return False
    level = [other for other in heading if column_role(other.text) == "level2"]
    return max(level, key=lambda other: token.overlap(other.start, other.end)) == head


def _tells(token: Token, heading: Sequence[Token]) -> bool:
    """Does the text say where its column is? Not under two headings, nor as a placeholder, which floats."""
    return sum(token.overlap(head.start, head.end) > 0 for head in heading) < 2 and not is_blank(token.text)


def _crossings(lines: Sequence[Sequence[Token]], width: int) -> list[float]:
    """How much more it costs to cut the texts at a place than at the place before it."""
    changes = [0.0] * (width + 2)
    for line in lines:
        for token in line:
            _add(changes, token.start + 1, token.end, _AT_BLANK)
            for word in tokens(token.text, 1):
                _add(changes, token.start + word.start + 1, token.start + word.end, 1 - _AT_BLANK)
    return changes


def _edge(
    lines: Sequence[Sequence[Token]],
    start: int,
    places: range,
    crossings: Sequence[float],
    under: Sequence[Token],
) -> tuple[int, float]:
    """The place where the column from `start` on ends best, and what it costs.

    It costs to cut texts, to leave two of a line in the column, and to leave out what must be `under` its heading.
    """
    changes = list(crossings)
    for token in under:
        _add(changes, start, token.start + 1, 1)
    for line in lines:
        inside = [token.end for token in line if token.start >= start]
        if len(inside) > 1:
            _add(changes, inside[1], len(changes) - 1, 1)
    costs = list(accumulate(changes))
    least = min(costs[place] for place in places)
    runs = _runs([place for place in places if costs[place] <= least + _ROUNDING])
    longest = max(runs, key=len)
    return longest[len(longest) // 2], least


def _add(changes: list[float], start: int, end: int, weight: float) -> None:
    """Count `weight` at each place from start to end, the end excluded."""
    if start < end:
        changes[start] += weight
        changes[end] -= weight


def _runs(places: Sequence[int]) -> list[list[int]]:
    """The places in runs without a gap."""
    runs: list[list[int]] = []
    for place in places:
        if not runs or place > runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(place)
    return runs


def span(token: Token, found: Sequence[Column]) -> tuple[int, int]:
    """The first and last column of a text: the one that it shares most with; all that it covers by half."""
    shares = [token.overlap(column.start, column.end) for column in found]
    covered = [
        n
        for n, (share, column) in enumerate(zip(shares, found, strict=True))
        if 2 * share > column.end - column.start
    ]
    if len(covered) > 1:
        return covered[0], covered[-1]
    best = shares.index(max(shares))
    return best, best


def assign(
    parts: Sequence[Token], found: Sequence[Column], allowed: Sequence[set[int]]
) -> list[tuple[int, int]]:
    """The first and last column of each text of a line, which may be shifted: the nearest that is allowed, in order.

    >>> shifted, found = tokens("          时效    完成时间", 2), [Column(0, 8), Column(8, 16), Column(16, 30)]
    >>> assign(shifted, found, [{0}, {0, 1, 2}])
    [(0, 0), (2, 2)]
    """
    ways: dict[int, tuple[float, list[tuple[int, int]]]] = {-1: (0.0, [])}
    for token, may in zip(parts, allowed, strict=True):
        following: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for first, last, off in _choices(token, found, may):
            for before, (cost, path) in ways.items():
                total = cost + off + (_SHARED if first <= before else 0) + (_BACK if first < before else 0)
                if last not in following or total < following[last][0]:
                    following[last] = (total, [*path, (first, last)])
        ways = following
    return min(ways.values(), key=lambda way: way[0])[1]


def _choices(token: Token, found: Sequence[Column], may: set[int]) -> list[tuple[int, int, float]]:
    """Where a text may stand, and how many columns of characters it is off there."""
    first, last = span(token, found)
    choices = [(n, n, max(0.0, 1.0 - token.overlap(found[n].start, found[n].end))) for n in sorted(may)]
    return [(first, last, 0.0), *choices] if may.issuperset(range(first, last + 1)) else choices


def split(token: Token, found: Sequence[Column]) -> list[Token]:
    """The text cut where a single blank of it stands at an edge.

    >>> parts = split(Token("数量指标 清扫道路", 4, 13), [Column(2, 8), Column(8, 14)])
    >>> [(part.text, part.start) for part in parts]
    [('数量指标', 4), ('清扫道路', 9)]
    """
    for column in found[:-1]:
        if token.start < column.end < token.end:
            cuts = (column.end - token.start + shift for shift in (0, -1, 1))
            cut = next((n for n in cuts if 0 < n < len(token.text) - 1 and token.text[n] == " "), None)
            if cut is not None:
                rest = Token(token.text[cut + 1 :], token.start + cut + 1, token.end)
                return [Token(token.text[:cut], token.start, token.start + cut), *split(rest, found)]
    return [token]


def stretches(lines: Sequence[Iterable[Token]]) -> list[Column]:
    """Where more than a stray few of the lines have text."""
    width = max((token.end for line in lines for token in line), default=0)
    changes = [0.0] * (width + 2)
    for line in lines:
        for token in line:
            _add(changes, token.start, token.end, 1)
    filled = [place for place, count in enumerate(accumulate(changes)) if count > 0.03 * len(lines)]
    return [Column(run[0], run[-1] + 1) for run in _runs(filled)]
