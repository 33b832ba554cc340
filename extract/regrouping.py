"""The cells of a block, placed one by one in their columns, as rows again; and which of these rows are doubted.

A doubt needs no other reading that is better, only one that is as good: a cell that might stand elsewhere, one that
hardly fits where it stands, two that share a column, a gap that any neighbour might fill.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import shape
from extract.fit import fit
from extract.header import Column
from extract.placed import Placed
from extract.row import Row
from jixiao.forms.document import Cell
from jixiao.forms.text import squeeze

_MARGIN = 1.0  # below it the second-best column is as good as the best
_GRADE = 0.9  # likeness to a value of the words that are nothing else: `达成预期指标`
_MISFIT = -2.5  # fit of a text that hardly belongs where it stands
_MOST_DOUBTFUL = 1 / 3  # share of doubtful rows from which the whole placing is doubted
_LEVELS = frozenset({"level1", "level2"})
_COUNTING = frozenset({"value", "actual", "weight", "score"})
_REMARKS = frozenset({"deviation", "note"})
_DECIDING = _LEVELS | _COUNTING | {"name", "comparator", "unit"}

Cells = Mapping[int, tuple[Cell, ...]]  # by column


def regrouped(
    rows: Sequence[Row],
    path: Sequence[tuple[int, bool]],
    margins: Sequence[float],
    columns: Sequence[Column],
) -> list[Placed]:
    """The cells of the rows, cut into rows anew where the path begins one.

    path: of each cell its column, and whether it begins a row; margins: by how much its column beats the next best.
    """
    cuts = [n for n, (_, begins) in enumerate(path) if begins] + [len(path)]
    cells = [cell for row in rows for cell in row.cells]
    origins = [row for row in rows for _ in row.cells]
    stream = rows[0].stream
    bare = stream and all(squeeze(cell.text) for cell in cells)
    placed = []
    for begin, end in pairwise(cuts):
        row = Row(tuple(cells[begin:end]), origins[begin].table, cells[begin].row)
        by_column = _by_column(row.cells, [column for column, _ in path[begin:end]])
        doubtful = (
            _as_good_elsewhere(
                by_column, dict(zip(map(id, row.cells), margins[begin:end], strict=True)), columns
            )
            or _shared(by_column, columns)
            or _misplaced(by_column, columns)
            or (stream and _lacks_value(by_column, columns))
            or (bare and _lacks_what_counts(by_column, columns))
        )
        whole = len(row.cells) == len(columns) and not stream
        placed.append(Placed(row, by_column, frozenset(by_column), inferred=not whole, doubtful=doubtful))
    return placed


def doubted_fragments(placed: Sequence[Placed], columns: Sequence[Column]) -> list[Placed]:
    """Where a row may be the end of the one above it, which the dump has cut, both are doubted.

    So is the last row of a stream, where its value is not like one: it may stand behind the form.
    """
    cut = [
        n > 0 and (_holds_fragment(entry, columns) or _may_go_on(placed[n - 1], entry, columns))
        for n, entry in enumerate(placed)
    ]
    doubted = [
        replace(entry, doubtful=entry.doubtful or here or below)
        for entry, here, below in zip(placed, cut, [*cut[1:], False], strict=True)
    ]
    if doubted and doubted[-1].row.stream and not _is_like_a_row(doubted[-1], columns):
        doubted[-1] = replace(doubted[-1], doubtful=True)
    return doubted


def _roles_of(entry: Placed, columns: Sequence[Column], *, filled: bool) -> set[str]:
    """The roles of the columns in which the row has a cell, or a filled one."""
    return {columns[number].role for number, cells in entry.cells.items() if not filled or _filled(cells)}


def _may_go_on(above: Placed, entry: Placed, columns: Sequence[Column]) -> bool:
    """Above no cell, not even a blank one, stands behind the name; here is no class, but a name and a value."""
    named = _roles_of(above, columns, filled=False)
    here = _roles_of(entry, columns, filled=True)
    ends_in_name = "name" in named and named <= _LEVELS | {"name", "caption"}
    return ends_in_name and {"name", "value"} <= here and not here & _LEVELS


def _is_like_a_row(entry: Placed, columns: Sequence[Column]) -> bool:
    """A class stands in the row, or a value that is like one."""
    values = [
        cell.text
        for number, cells in entry.cells.items()
        if columns[number].role == "value"
        for cell in cells
    ]
    likely = any(shape.is_blank(text) or shape.is_like_value(text) for text in values)
    return likely or bool(_roles_of(entry, columns, filled=True) & _LEVELS)


def _holds_fragment(entry: Placed, columns: Sequence[Column]) -> bool:
    return any(
        _is_fragment(cell.text, columns[number].role)
        for number, cells in entry.cells.items()
        for cell in _filled(cells)
    )


def _is_fragment(text: str, role: str) -> bool:
    """A name of one character, or such a value that is no number and no grade."""
    if len(squeeze(text)) > 1:
        return False
    return role == "name" or (role == "value" and not shape.is_like_value(text))


def doubted_under_levels(placed: Sequence[Placed], columns: Sequence[Column]) -> list[Placed]:
    """Rows under a class of the first level that is doubted, or above the first such class, are doubted too.

    Where the second level alone has classes, the first was not in the form; where neither has, the block was cut.
    """
    first = _levels_of(placed, columns, "level1")
    if not any(first) and (any(_levels_of(placed, columns, "level2")) or not _has_levels(columns)):
        return list(placed)
    unsure = True
    doubted = []
    for entry, classes in zip(placed, first, strict=True):
        unsure = len(classes) > 1 if classes else unsure
        doubted.append(replace(entry, doubtful=entry.doubtful or unsure))
    return doubted


def _levels_of(placed: Sequence[Placed], columns: Sequence[Column], role: str) -> list[list[Cell]]:
    """For each row the filled cells of a level; of two blocks side by side, those of the first."""
    number = next((number for number, column in enumerate(columns) if column.role == role), None)
    return [_filled(entry.cells.get(number, ())) if number is not None else [] for entry in placed]


def _has_levels(columns: Sequence[Column]) -> bool:
    return any(column.role in _LEVELS for column in columns)


def doubted_together(placed: list[Placed]) -> list[Placed]:
    """Where many rows could be placed otherwise, the head itself may have been misread: no row is vouched for."""
    doubtful = sum(1 for entry in placed if entry.doubtful)
    if doubtful <= _MOST_DOUBTFUL * len(placed):
        return placed
    return [replace(entry, doubtful=True) for entry in placed]


def _by_column(cells: Sequence[Cell], columns: Sequence[int]) -> Cells:
    by_column: dict[int, tuple[Cell, ...]] = {}
    for cell, column in zip(cells, columns, strict=True):
        by_column[column] = (*by_column.get(column, ()), cell)
    return by_column


def _filled(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if not shape.is_blank(cell.text)]


def _as_good_elsewhere(by_column: Cells, margins: Mapping[int, float], columns: Sequence[Column]) -> bool:
    """A filled cell that another column suits almost as well."""
    return any(
        margins[id(cell)] < _MARGIN
        for number, cells in by_column.items()
        if columns[number].role in _DECIDING
        for cell in _filled(cells)
    )


def _shared(by_column: Cells, columns: Sequence[Column]) -> bool:
    """Two filled cells in one column."""
    return any(len(_filled(cells)) > 1 and columns[n].role in _DECIDING for n, cells in by_column.items())


def _misplaced(by_column: Cells, columns: Sequence[Column]) -> bool:
    """A text where it hardly fits."""
    return any(
        _hardly_fits(cell.text, columns[number].role)
        for number, cells in by_column.items()
        for cell in _filled(cells)
    )


def _hardly_fits(text: str, role: str) -> bool:
    """A class or a grade as a name, a rule as a value, a value as a remark. A level may be a class nobody knows."""
    if role in _REMARKS:
        return shape.is_pure_value(text)
    if role == "name" and shape.value_likeness(text) >= _GRADE:
        return True
    return role in _DECIDING - _LEVELS and fit(text, role) <= _MISFIT


def _lacks_value(by_column: Cells, columns: Sequence[Column]) -> bool:
    """No cell, not even a blank one, stands for the value."""
    return not any(columns[number].role == "value" for number in by_column)


def _lacks_what_counts(by_column: Cells, columns: Sequence[Column]) -> bool:
    """In a dump that drops blank cells: an actual or points are missing, so that a neighbour may be the value.

    A value in words needs neither comparator nor unit; one in numbers that lacks them may have lost them.
    """
    roles = {columns[number].role for number in by_column}
    expected = {column.role for column in columns}
    if not _COUNTING & expected <= roles:
        return True
    value = "".join(
        cell.text for n, cells in by_column.items() if columns[n].role == "value" for cell in cells
    )
    may_be_next_number = "number" in expected and shape.is_points(value)
    return may_be_next_number or (shape.is_amount(value) and not {"comparator", "unit"} & expected <= roles)
