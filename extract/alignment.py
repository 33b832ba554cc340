"""Which cell stands in which column, where a dump has kept only their order.

Rows may have lost cells on the left, in the middle or at the end; in a stream even the ends of rows are lost.
Each placing of all cells of a block has a score: how well each text fits its column (fit.py), less what each
missing column costs. The best placing of the whole block is found by dynamic programming over (cell, column),
in time linear in the number of cells. A cell whose second-best column scores almost as high makes its row doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.block import contents
from extract.fit import fit
from extract.header import Column, Header
from extract.placed import Placed
from extract.regrouping import doubted_fragments, doubted_together, doubted_under_levels, regrouped
from extract.resolving import resolve
from extract.row import Row
from jixiao.forms.text import squeeze

_NEVER = -1e9
_JOIN = 3.0  # two cells in one column: a cell that the dump has cut
_JOIN_BLANK = 1.0
_WHOLE = 3.0  # a text that fits its column so well is no piece of a cell
_BROKEN_ROW = 3.0  # a row of the dump that goes on with the row before
_SUM_OF_LIST = 3.0
_BLANK_CLASS = {"level1": 4.0, "level2": 2.5}
_LEADING = {"caption": 0.0, "level1": 0.1, "level2": 0.2, "name": 10.0, "number": 0.2}
_MISSING = {
    "caption": 0.0,
    "value": 2.5,
    "name": 10.0,
    "level1": 1.0,
    "level2": 1.5,
    "unit": 1.2,
    "weight": 2.0,
}


def place_in_order(rows: Sequence[Row], header: Header) -> tuple[tuple[Column, ...], list[Placed]]:
    """The rows of a table of which only the order of cells is known, each cell given to a column."""
    if not rows:
        return resolve(header.columns, [[] for _ in header.columns]), []
    placed, columns = max(
        ((_placed(rows, columns), columns) for columns in _readings(header.columns)),
        key=lambda option: option[0].score,
    )
    resolved = resolve(columns, contents(columns, placed.rows))
    if [column.role for column in resolved] != [column.role for column in columns]:
        placed = _placed(rows, resolved)
    doubted = doubted_together(doubted_fragments(placed.rows, resolved))
    return resolved, doubted_under_levels(doubted, resolved)


def _readings(columns: tuple[Column, ...]) -> Iterator[tuple[Column, ...]]:
    """The head as it claims to be, and as it must be meant where its levels do not fit what stands below."""
    yield columns
    roles = [column.role for column in columns]
    if "name" not in roles and "name?" not in roles and {"level1", "level2"} <= set(roles):
        one_lower = {"level1": "level2", "level2": "name"}
        yield tuple(replace(column, role=one_lower.get(column.role, column.role)) for column in columns)
    if {"level1", "level2"} & set(roles) or "name" not in roles:
        return
    for n in range(roles.index("name")):
        if roles[n] in ("explanation", "caption", "unknown", "name?"):
            for level in ("level1", "level2"):
                yield (*columns[:n], replace(columns[n], role=level), *columns[n + 1 :])


@dataclass(frozen=True, slots=True)
class _Costs:
    """What it costs to go from one column to another, within a row and into the next row."""

    within: list[list[float]]  # [from][to]
    across: list[list[float]]
    first: list[float]  # to begin the block in this column
    last: list[float]  # to end the block in this column


@dataclass(frozen=True, slots=True)
class _Placing:
    """All rows of a block placed, and how well it fits."""

    score: float
    rows: list[Placed]


def _placed(rows: Sequence[Row], columns: Sequence[Column]) -> _Placing:
    cells = [cell for row in rows for cell in row.cells]
    starts = [start for row in rows for start in _starts(row, len(columns))]
    scores = [[_score(cell.text, column) for column in columns] for cell in cells]
    blank = [not squeeze(cell.text) for cell in cells]
    path, margins, score = _best(_Lattice(scores, blank, starts, rows[0].stream, _costs(columns)))
    return _Placing(score, regrouped(rows, path, margins, columns))


def _score(text: str, column: Column) -> float:
    """How well a text fits a column; the second of two blocks side by side may be blank where the first goes on."""
    if column.group > 1 and not squeeze(text):
        return 0.0
    return fit(text, column.role)


# ---------------------------------------------------------------- what missing columns cost


def _costs(columns: Sequence[Column]) -> _Costs:
    leading, missing = [0.0], [0.0]
    for column in columns:
        leading.append(
            leading[-1] + (0.0 if column.role.startswith("list.") else _LEADING.get(column.role, 4.0))
        )
        missing.append(missing[-1] + _missing(column))
    count = len(columns)
    within = [
        [-(missing[to] - missing[start + 1]) if to > start else _NEVER for to in range(count)]
        for start in range(count)
    ]
    last = [-_ending(columns[start], missing[count] - missing[start + 1]) for start in range(count)]
    across = [[last[start] - leading[to] for to in range(count)] for start in range(count)]
    return _Costs(within, across, [-leading[to] for to in range(count)], last)


def _ending(column: Column, rest: float) -> float:
    """What it costs that a row ends here: a class may be blank, a row of a list only a body and its sum."""
    if column.role == "list.amount":
        return min(rest, _SUM_OF_LIST)
    return min(rest, _BLANK_CLASS.get(column.role, rest))


def _missing(column: Column) -> float:
    """What it costs that a row lacks this column; levels of a second side-by-side block are often merged away."""
    if column.group > 1 and column.role in ("level1", "level2"):
        return _LEADING[column.role]
    return _MISSING.get(column.role, 0.8)


# ---------------------------------------------------------------- the best placing of the whole block


def _starts(row: Row, columns: int) -> list[bool]:
    """Which cells may begin a row: the first; in a row of more cells than columns also those behind a blank."""
    overlong = len(row.cells) > columns
    blank = [not squeeze(cell.text) for cell in row.cells]
    return [n == 0 or (overlong and blank[n - 1] and not blank[n]) for n in range(len(row.cells))]


@dataclass(frozen=True, slots=True)
class _Lattice:
    """All placings of the cells of a block: the scores of each cell in each column, and the costs between."""

    scores: Sequence[Sequence[float]]
    blank: Sequence[bool]
    starts: Sequence[bool]  # does the cell stand first in a row of the dump?
    free: bool  # the dump has no rows at all
    costs: _Costs

    def steps(self, cell: int, before: int, column: int) -> tuple[float, float]:
        """What it gains to put `cell` into `column` after its predecessor in `before`: same row, new row."""
        score = self.scores[cell][column]
        within = self.costs.within[before][column]
        same = self._joined(cell, score) if before == column else within + score
        if self.free:
            return same, self.costs.across[before][column] + score
        if self.starts[cell]:
            return same - _BROKEN_ROW, self.costs.across[before][column] + score
        return same, _NEVER

    def _joined(self, cell: int, score: float) -> float:
        """A further piece of the same column's text; one that fits by itself is a cell of its own."""
        if self.blank[cell]:
            return -_JOIN_BLANK
        if self.blank[cell - 1]:
            return score - _JOIN_BLANK
        return min(score, 0.0) - _JOIN if score < _WHOLE else -score - _JOIN


def _best(lattice: _Lattice) -> tuple[list[tuple[int, bool]], list[float], float]:
    """For each cell its column and whether it begins a row; by how much it beats the next best; and the score."""
    columns = range(len(lattice.costs.last))
    forward = [[lattice.costs.first[j] + lattice.scores[0][j] for j in columns]]
    came: list[list[tuple[int, bool]]] = [[(-1, True) for _ in columns]]
    for i in range(1, len(lattice.scores)):
        before, now, steps = forward[-1], [], []
        for j in columns:
            best, step = 2 * _NEVER, (0, False)
            for k in columns:
                same, new = lattice.steps(i, k, j)
                if before[k] + same > best:
                    best, step = before[k] + same, (k, False)
                if before[k] + new > best:
                    best, step = before[k] + new, (k, True)
            now.append(best)
            steps.append(step)
        forward.append(now)
        came.append(steps)
    path = _trace(forward, came, lattice.costs)
    score = max(forward[-1][j] + lattice.costs.last[j] for j in columns)
    return path, _margins(lattice, forward, path), score


def _trace(
    forward: Sequence[Sequence[float]], came: Sequence[Sequence[tuple[int, bool]]], costs: _Costs
) -> list[tuple[int, bool]]:
    column = max(range(len(costs.last)), key=lambda j: forward[-1][j] + costs.last[j])
    path: list[tuple[int, bool]] = []
    for i in range(len(forward) - 1, -1, -1):
        before, starts = came[i][column]
        path.append((column, starts))
        column = before
    return path[::-1]


def _margins(
    lattice: _Lattice, forward: Sequence[Sequence[float]], path: Sequence[tuple[int, bool]]
) -> list[float]:
    """For each cell, by how much its column beats every other column that the whole block allows it."""
    columns = range(len(lattice.costs.last))
    backward = list(lattice.costs.last)
    margins = [0.0] * len(forward)
    for i in range(len(forward) - 1, -1, -1):
        whole = [forward[i][j] + backward[j] for j in columns]
        chosen = path[i][0]
        margins[i] = whole[chosen] - max((whole[j] for j in columns if j != chosen), default=_NEVER)
        if i:
            backward = [max(max(lattice.steps(i, k, j)) + backward[j] for j in columns) for k in columns]
    return margins
