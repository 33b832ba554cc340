"""The head of an indicator block: which rows are it, which column holds what.

The words over a column are a claim; where the same words head different things in different provinces
(指标性质, 指标方向, 绩效标准, 单位), or where no heading says it, the cells below decide (resolving.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extract import composed, shape, vocabulary
from extract.row import Grid, Row
from jixiao.forms.document import Cell, Table
from jixiao.forms.text import one_line, squeeze
from jixiao.forms.words import load

CORE = frozenset({"level1", "level1?", "level2", "name", "name?", "fourth", "value"})
LEVELS = frozenset({"level1", "level1?", "level2", "name", "fourth"})
NAMING = LEVELS | {"name?"}  # without one of these no row of headings is a head
_FEW_CLASSES = 2  # classes that no head holds; rows with classes that make a block without a head
_FEW_HEADINGS = 2  # different ones that make a head
_MOST_HEADINGS = 60  # cells of a row that may be a head
_LONGEST_HEADING = 10  # squeezed characters
_MOSTLY = 0.4  # share of headings among the cells of a head in a dump
# Headings that stand beside the levels; a row over the head with one of them is part of it.
_BESIDE_LEVELS = frozenset({"value", "actual", "weight", "score", "standard", "deviation"})
_OF_ACTUAL = {"value": "actual", "unit?": "actual_unit"}  # 数值 and 单位 under 实际完成值
_OF_WHICH = {"target": "value", "actual": "actual"}  # 计划 and 实际 under 指标值
# Roles that a group heading gives to all headings under it: towns, halves of a year.
_DIVIDED = ("value", "actual")
_VALUE_PARTS = frozenset({"comparator?", "value", "unit?", "direction"})


@dataclass(frozen=True, slots=True)
class Column:
    """One logical column of the block; it may cover several grid columns."""

    role: str  # "level1", "value", "unit?" …; "list.project" …; "caption"; "unknown"
    heading: str
    first: int = 0  # grid columns that it covers; in a ragged table its number, twice
    last: int = 0
    horizon: str | None = None  # what the heading, or the heading over it, says
    group: int = 0  # side-by-side blocks: 0 for what all share, then 1, 2
    deduced: bool = False  # its role follows from the cells below alone

    def noted(self, text: str) -> str:
        """A text of this column as it stands in a note: with the heading, unless that only says "remarks"."""
        plain = not self.heading or vocabulary.column_role(self.heading) in (
            "note",
            "direction",
            "comparator?",
        )
        return text if plain else f"{self.heading}：{text}"


@dataclass(frozen=True, slots=True)
class Header:
    """The head of one indicator block."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]  # the rows that it takes up
    body: int  # index, in the rows that were searched, of the first row after it

    def of(self, *roles: str) -> list[Column]:
        """The columns with one of these roles."""
        return [column for column in self.columns if column.role in roles]

    @property
    def goals(self) -> list[tuple[Column, Cell]]:
        """The texts of goals that stand beside the head, each with its column."""
        return [
            (column, cell)
            for column in self.of("goal")
            for row in self.rows
            for cell in row.filled
            if cell.column == column.first
            and not (vocabulary.label(cell.text) or vocabulary.is_no_text(cell.text))
        ]

    @property
    def is_list(self) -> bool:
        """A list with one project per row, or group of rows."""
        return bool(self.of("list.project"))


def role(text: str) -> str | None:
    """The role that a heading claims, in the block or in a list around it."""
    if found := vocabulary.column_role(text):
        return found
    if found := vocabulary.list_role(text):
        return f"list.{found}"
    return "caption" if vocabulary.is_caption(text) else None


def is_header(row: Row) -> bool:
    """Do at least two different headings of levels, names or values stand in the row, and no class?"""
    if len(row.filled) > _MOST_HEADINGS or not claims_head(row.filled):
        return False
    if not (row.exact or _mostly_headings(row)):
        return False
    return sum(1 for cell in row.filled if vocabulary.is_level(cell.text)) < _FEW_CLASSES


def claims_head(cells: Iterable[Cell]) -> bool:
    """Do at least two different headings of levels, names or values stand in the cells, and not of values alone?"""
    claimed = {vocabulary.column_role(cell.text) for cell in cells}
    return len(claimed & CORE) >= _FEW_HEADINGS and bool(claimed & NAMING)


def _mostly_headings(row: Row) -> bool:
    """A row of a dump may hold much more than a head."""
    return sum(role(cell.text) is not None for cell in row.filled) >= _MOSTLY * len(row.filled)


def find(rows: Sequence[Row], start: int, grids: Mapping[int, Grid]) -> Header | None:
    """The first head of an indicator block at or after `start`; None where there is none."""
    for index in range(start, len(rows)):
        if is_header(rows[index]):
            first, last = _extent(rows, start, index)
            head = rows[first : last + 1]
            columns = _columns(head, rows[index].table, grids)
            return Header(_grouped(_of_list(columns)), tuple(head), last + 1)
    return None


def _columns(head: Sequence[Row], table: Table | None, grids: Mapping[int, Grid]) -> Sequence[Column]:
    """The columns under a head; a caption over all of them says no more than their time."""
    caption = head[0] if is_lone_caption(head[0]) else None
    headings = head[1:] if caption else head
    if headings[0].exact and table is not None:
        columns = _grid_columns(headings, grids[table.number])
    else:
        columns = _ordered_columns(headings)
    return _timed(columns, caption) if caption else columns


def _timed(columns: Iterable[Column], caption: Row) -> list[Column]:
    """The columns, for the time that the caption says where their own headings say none."""
    time = vocabulary.horizon(caption.filled[0].text)
    return [replace(column, horizon=column.horizon or time) for column in columns]


def under_caption(rows: Sequence[Row], start: int, above: Header | None) -> Header | None:
    """The head above once more, where a caption with classes right below it has no head of its own.

    `年度绩效指标` between the rows of a table begins its second half, and says its time. In a stream of
    cells it may have stood at the side of the rows.
    """
    if above is None:
        return None
    for index in range(start, len(rows) - 1):
        if is_header(rows[index]):
            return None
        if not rows[index].stream and is_lone_caption(rows[index]) and _begins_with_level(rows[index + 1]):
            columns = _timed((replace(column, horizon=None) for column in above.columns), rows[index])
            return Header(tuple(columns), (rows[index],), index + 1)
    return None


def _begins_with_level(row: Row) -> bool:
    return row.table is not None and bool(row.filled) and vocabulary.is_level(row.filled[0].text)


def is_lone_caption(row: Row) -> bool:
    """Does the row say that indicators stand below, and nothing else?"""
    return len(row.filled) == 1 and vocabulary.is_caption(row.filled[0].text)


def continued(rows: Sequence[Row], above: Header | None) -> Header | None:
    """The head of the form above in the same table, for rows of a second project that have none of their own."""
    first = next(
        (n for n, row in enumerate(rows) if any(vocabulary.is_level(cell.text) for cell in row.filled)), None
    )
    if above is None or first is None or not rows[first].exact:
        return None
    return Header(above.columns, (), first)


def inferred(rows: Sequence[Row], grids: Mapping[int, Grid]) -> Header | None:
    """The head that a block without one would have: the text begins in the middle of a form.

    There must be rows with class words. Where columns can be trusted, the classes tell the columns of the levels,
    and what stands right of them is the name and the value; else the usual four columns are assumed.
    """
    marked = [
        n
        for n, row in enumerate(rows)
        if row.table is not None and any(vocabulary.is_level(c.text) for c in row.filled)
    ]
    if len(marked) < _FEW_CLASSES:
        return None
    first = rows[marked[0]]
    if first.exact and first.table is not None:
        grid = grids[first.table.number]
        columns = _columns_by_classes(rows, grid)
        above = rows[marked[0] - 1] if marked[0] else None
        if above is not None and above.table is first.table and _may_be_head(above):
            return Header(tuple(_under_headings(columns, above, grid)), (above,), marked[0])
    else:
        columns = [
            Column(name, "", n, n) for n, name in enumerate(("level1", "level2", "name", "value"), start=1)
        ]
    return Header(tuple(columns), (), marked[0])


def _may_be_head(row: Row) -> bool:
    """A row of short words right above the first class, none of them a value or the label of a field."""
    return len(row.filled) > _FEW_HEADINGS and not any(
        (_is_value(cell) and shape.has_number(cell.text))  # 二级维度 is none
        or len(squeeze(cell.text)) > _LONGEST_HEADING
        or (vocabulary.label(cell.text).field and not vocabulary.column_role(cell.text))
        for cell in row.filled
    )


def _under_headings(columns: Sequence[Column], head: Row, grid: Grid) -> list[Column]:
    """The columns under a head of which no heading of levels is known: the classes tell these."""
    levels = {c.first: c.role for c in columns if c.role in ("level1", "level2")}
    return [
        replace(column, role=levels[at], deduced=True)
        if (at := next((p for p in range(column.first, column.last + 1) if p in levels), 0))
        else column
        for column in _of_list(_grid_columns([head], grid))
    ]


def _columns_by_classes(rows: Sequence[Row], grid: Grid) -> list[Column]:
    cells = [cell for row in rows for cell in row.filled if row.table is not None]
    firsts = {
        cell.column for cell in cells if vocabulary.level1(cell.text) and not vocabulary.level2(cell.text)
    }
    seconds = {cell.column for cell in cells if vocabulary.level2(cell.text)} - firsts
    columns = [Column("level1", "", min(firsts), min(firsts))] if firsts else []
    columns += [Column("level2", "", min(seconds), min(seconds))] if seconds else []
    right = max((column.last for column in columns), default=0)
    others = sorted({cell.column for cell in cells if cell.column > right})
    roles = ["name", "value", *["unknown"] * len(others)]
    return columns + [Column(name, "", at, at) for name, at in zip(roles, others, strict=False)]


def _extent(rows: Sequence[Row], start: int, index: int) -> tuple[int, int]:
    """First and last row of the head around the row that has the level words."""
    first, last = index, index
    head = rows[index]
    if index > start and rows[index - 1].table is head.table and _is_upper_row(rows[index - 1], head):
        first -= 1
    after = index + 1
    if after < len(rows) and rows[after].table is head.table:
        spanned = head.exact and _levels_reach(head, rows[after].number)
        last += spanned or _is_lower_row(rows[after]) or _divides(rows[after], head)
    return first, last


def _levels_reach(row: Row, number: int) -> bool:
    """Do the merged headings of the levels go down to this row?"""
    levels = [cell for cell in row.filled if vocabulary.column_role(cell.text) in LEVELS]
    return bool(levels) and all(cell.row + cell.row_span > number for cell in levels)


def _is_upper_row(row: Row, head: Row) -> bool:
    """A row of group headings over the head: `绩效指标 | 年度指标值 | 分值`, `项目名称 | 资金总额 | 绩效指标`.

    Some heading that we know must stand in it, and nothing that is a value.
    """
    if len(row.filled) < _FEW_HEADINGS:
        return is_lone_caption(row)
    roles = {role(cell.text) for cell in row.filled}
    known = all(
        role(cell.text) or (head.exact and (cell.row_span > 1 or vocabulary.label(cell.text)))
        for cell in row.filled
    )
    if known and {"caption", "value", "list.project"} & roles:
        return True
    short = all(len(squeeze(cell.text)) <= _LONGEST_HEADING for cell in row.filled)
    return head.exact and short and bool(_BESIDE_LEVELS & roles) and not any(_is_value(c) for c in row.filled)


def _is_lower_row(row: Row) -> bool:
    """A row of headings under the head: `指标性质 | 指标值 | 度量单位`."""
    roles = [vocabulary.column_role(cell.text) for cell in row.filled]
    return (
        len(roles) >= _FEW_HEADINGS
        and None not in roles
        and not any(vocabulary.is_level(cell.text) for cell in row.filled)
    )


def _divides(row: Row, head: Row) -> bool:
    """Does the row divide columns of a head that has lost its merges: nothing under the levels, no value in it?"""
    levels = {cell.column for cell in head.filled if vocabulary.column_role(cell.text) in NAMING}
    if not head.exact or len(row.filled) < _FEW_HEADINGS or not levels:
        return False
    under = {cell.column for cell in head.filled}
    divided = [cell for cell in row.filled if cell.column not in under]
    return (
        bool(divided)
        and not any(cell.column in levels for cell in row.filled)
        and not any(_is_value(cell) or vocabulary.is_level(cell.text) for cell in row.filled)
    )


def _is_value(cell: Cell) -> bool:
    """Like a value, and no time: a year or half of one may head a column."""
    return shape.is_like_value(cell.text) and not composed.is_time(squeeze(cell.text))


def _grid_columns(head: Sequence[Row], grid: Grid) -> list[Column]:
    """Columns of a head whose table has trustworthy columns: the lowest heading over each grid column counts."""
    numbers = [row.number for row in head]
    width = max(cell.column + cell.column_span - 1 for row in head for cell in row.cells)
    columns: list[Column] = []
    owner: Cell | None = None
    group: Cell | None = None
    for position in range(1, width + 1):
        stack = [cell for number in numbers if (cell := grid.at(number, position)) is not None]
        filled = [cell for cell in stack if not shape.is_blank(cell.text)]
        group = filled[0] if len(filled) > 1 else group if filled == stack[1:] else None
        if group is not None and filled == stack[1:]:
            filled = [group, *filled]  # a group heading that has lost its merge
        lowest = filled[-1] if filled else None
        if lowest is not None and lowest is owner:
            columns[-1] = replace(columns[-1], last=position)
        elif lowest is not None:
            columns.append(_column(lowest, filled, position))
        elif not columns and stack:
            columns.append(Column("unknown", "", position, position))  # captions may stand below
        elif columns and owner is not None and stack and stack[-1] is not owner:
            columns.append(Column("unknown", "", position, position))
        owner = lowest
    return columns


def _column(lowest: Cell, stack: Sequence[Cell], position: int) -> Column:
    """The column under these headings; under the label of a goal it holds goals."""
    of_goal = [
        cell for cell in stack if vocabulary.label(cell.text).goal and not vocabulary.column_role(cell.text)
    ]
    if of_goal and not vocabulary.column_role(lowest.text):
        return Column("list.goal", one_line(of_goal[-1].text), position, position)
    horizons = [found for cell in reversed(stack) if (found := vocabulary.horizon(cell.text))]
    above = role(stack[-2].text) if len(stack) > 1 else None
    if above == "actual" and (part := _OF_ACTUAL.get(role(lowest.text) or "")):
        return Column(part, one_line(lowest.text), position, position)
    return Column(
        role(lowest.text) or _divided(above, lowest.text) or "unknown",
        one_line(lowest.text),
        position,
        position,
        horizons[0] if horizons else None,
    )


def _divided(above: str | None, heading: str) -> str | None:
    """The role of a column under a group heading, where its own says which part it is: a town, 上半年, 实际."""
    if above not in _DIVIDED:
        return None
    return _OF_WHICH.get(vocabulary.which(heading) or "", above)


def _of_list(columns: Sequence[Column]) -> Sequence[Column]:
    """The columns; in a list of projects those under the label of a field or an amount hold it for each project.

    Without projects a column of goals holds those of the form.
    """
    if not any(column.role == "list.project" for column in columns):
        return [replace(c, role="goal") if c.role == "list.goal" else c for c in columns]
    listed = [replace(c, role=_role_in_list(c.heading)) if c.role == "unknown" else c for c in columns]
    if any(c.role in ("list.amount", "list.amount.total") for c in listed):
        return listed
    return [
        replace(c, role="list.amount") if squeeze(c.heading) in load("columns", "totals") else c
        for c in listed
    ]


def _role_in_list(heading: str) -> str:
    label = vocabulary.label(heading)
    if label.field:
        return f"list.{label.field}"
    return f"list.amount.{label.amount}" if label.amount else "unknown"


def _ordered_columns(head: Sequence[Row]) -> list[Column]:
    """Columns of a head of which only the order is known; group headings give way to those under them."""
    upper, lower = _upper_and_lower(head)
    values_follow = any(role(cell.text) == "value" for cell in upper)
    times = [cell for cell in upper if role(cell.text) == "caption" and vocabulary.horizon(cell.text)]
    columns: list[Column] = []
    for cell in upper:
        claimed = role(cell.text)
        taken: list[Cell] = []
        if len(times) > 1 and claimed == "caption":
            taken = _take_block(lower) if cell in times else []
        elif lower and claimed == "caption":
            taken = _take(lower, LEVELS | {"name?"}) if values_follow else _take(lower, None)
        elif lower and claimed == "value":
            taken = _take(lower, _VALUE_PARTS)
        columns += [_column(sub, [cell, sub], 0) for sub in taken] or [_column(cell, [cell], 0)]
    columns += [_column(cell, [cell], 0) for cell in lower]
    columns = [column for n, column in enumerate(columns) if column.role != "caption" or n == 0]
    return [replace(column, first=n, last=n) for n, column in enumerate(columns, start=1)]


def _upper_and_lower(head: Sequence[Row]) -> tuple[list[Cell], list[Cell]]:
    """The group headings and those under them; a dump may have put both rows into one, one after the other."""
    if len(head) == 2:
        return list(head[0].filled), list(head[1].filled)
    cells = list(head[0].filled)
    first = next((n for n, cell in enumerate(cells) if vocabulary.column_role(cell.text) in LEVELS), 0)
    before = {role(cell.text) for cell in cells[:first]} - {"caption", "number", "list.number"}
    return (cells[:first], cells[first:]) if before else (cells, [])


def _take(lower: list[Cell], roles: frozenset[str] | None) -> list[Cell]:
    """Take from the front of `lower` the cells with these roles (None: all)."""
    taken: list[Cell] = []
    while lower and (roles is None or vocabulary.column_role(lower[0].text) in roles):
        taken.append(lower.pop(0))
    return taken


def _take_block(lower: list[Cell]) -> list[Cell]:
    """Take from the front of `lower` the headings up to where the first of them stands once more."""
    first = role(lower[0].text) if lower else None
    again = next((n for n, cell in enumerate(lower) if n and role(cell.text) == first), len(lower))
    taken, lower[:] = lower[:again], lower[again:]
    return taken


def _grouped(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Number the side-by-side blocks: where the names and the values both stand twice, each value ends a block."""
    names = [column for column in columns if column.role in ("name", "name?")]
    values = [column for column in columns if column.role == "value"]
    if len(names) < 2 or len(values) != len(names):
        return tuple(columns)
    group = 0
    seen: set[str] = set()
    grouped: list[Column] = []
    repeated = {column.role for column in columns if count(columns, column.role) >= 2}
    for column in columns:
        if column.role in repeated and (group == 0 or column.role in seen):
            group += 1
            seen = set()
        seen.add(column.role)
        grouped.append(replace(column, group=group if column.role in repeated else 0))
    return tuple(grouped)


def count(columns: Sequence[Column], wanted: str) -> int:
    """How many columns have this role."""
    return sum(1 for column in columns if column.role == wanted)
