"""The rows of an indicator block, each cell already given to a column, become indicators with true levels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract import shape, vocabulary
from extract.header import Column
from extract.hierarchy import Levels, Step
from extract.ledger import Ledger
from extract.row import Row
from jixiao.forms.document import Cell, Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawGoal, RawIndicator, RawText
from jixiao.forms.text import one_line, squeeze

_MARK = re.compile(
    r"^\s*(?:(?:指标|目标)\s*[0-9０-９一二三四五六七八九十]+\s*[::：.．、]|[①-⑳]|[(（]\s*[0-9０-９]{1,2}\s*[)）]|[0-9０-９]{1,2}\s*(?:[、．]|\.(?!\d)))"
)
_POINTS_BEHIND = re.compile(r"[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]\s*$")
_TWO = 2  # blocks side by side: two times of the same indicators, or two halves of one list
_NOTED = (
    "note",
    "code",
    "direction",
    "expected",
    "history",
)  # roles of columns that are delivered in the note
_BODY_OF_LIST = frozenset({"unit_name", "unit_code", "competent_department"})
_HEADER_UNIT = re.compile(r"[(（]\s*(?:单位[::：])?\s*([^()（）]{1,8})\s*[)）]\s*$")


@dataclass(frozen=True, slots=True)
class Placed:
    """One row of the block: for each column (by its number) the cells that cover it in this row."""

    row: Row
    cells: Mapping[int, tuple[Cell, ...]]
    fresh: frozenset[int]  # the columns in which a cell starts in this row
    inferred: bool = False  # the columns were deduced from the contents
    doubtful: bool = False  # another placing is as good


@dataclass(slots=True)
class Block:
    """What one indicator block came to."""

    indicators: list[RawIndicator] = field(default_factory=list)
    projects: list[Mapping[str, Cell]] = field(default_factory=list)  # of a list: each row's project
    headings: Mapping[str, str] = field(
        default_factory=dict
    )  # of a list: what stands over each of these cells
    summaries: list[Mapping[str, Cell]] = field(default_factory=list)  # of a list: rows that only add up
    goals: list[RawGoal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class BlockReader:
    """Turns placed rows into indicators, side-by-side blocks one after another within each row."""

    def __init__(self, columns: Sequence[Column], ledger: Ledger) -> None:
        self._columns = columns
        self._ledger = ledger
        self._project: Mapping[str, Cell] = {}
        groups = sorted({column.group for column in columns} - {0}) or [0]
        self._sides = [_Side(columns, group, ledger, len(groups)) for group in groups]

    def read(self, placed: Sequence[Placed]) -> Block:
        """All indicators of the block, in the order of the form."""
        block = Block(
            headings={c.role.removeprefix("list."): c.heading for c in self._columns if "list." in c.role}
        )
        for entry in placed:
            project = self._project_of(entry, block)
            self._take_goals(entry, block)
            for side in self._sides:
                if (actual := side.actual_of_row_above(entry)) is not None and block.indicators:
                    block.indicators[-1] = replace(block.indicators[-1], actual=actual)
                    continue
                for indicator in side.indicators(entry):
                    block.indicators.append(indicator)
                    block.projects.append(project)
                    if indicator.certainty is Certainty.AMBIGUOUS:
                        block.findings.append(ambiguous_row(indicator, len(block.indicators)))
            self._account(entry)
        return _without_parents(block)

    def _take_goals(self, entry: Placed, block: Block) -> None:
        """The goals that stand beside the indicators, each over several rows."""
        for number, column in enumerate(self._columns):
            if column.role == "goal" and number in entry.fresh:
                block.goals += [goal_of(column, cell) for cell in entry.cells[number] if squeeze(cell.text)]

    def _project_of(self, entry: Placed, block: Block) -> Mapping[str, Cell]:
        """The cells that say which project the row belongs to, by role; blank ones go on from the row above.

        A new project keeps the body that stood above it, and nothing else.
        """
        here = {
            column.role.removeprefix("list."): cell
            for number, column in enumerate(self._columns)
            if column.role.startswith("list.")
            for cell in entry.cells.get(number, ())
            if not shape.is_blank(cell.text)
        }
        if here and "project" not in here and "name" not in self._roles_in(entry):
            block.summaries.append(here)
        elif "project" in here:
            kept = {role: cell for role, cell in self._project.items() if role in _BODY_OF_LIST}
            self._project = {**kept, **here}
        else:
            self._project = {**self._project, **here}
        return self._project

    def _roles_in(self, entry: Placed) -> set[str]:
        return {
            self._columns[number].role
            for number, cells in entry.cells.items()
            if any(not shape.is_blank(cell.text) for cell in cells)
        }

    def _account(self, entry: Placed) -> None:
        for number, column in enumerate(self._columns):
            for cell in entry.cells.get(number, ()):
                if column.role in ("caption", "list.number", "number", "which"):
                    self._ledger.furniture(cell, column.role)
                elif not column.role.startswith("list.") and not shape.is_blank(cell.text):
                    self._claim(cell, column.role)

    def _claim(self, cell: Cell, role: str) -> None:
        if role in ("unknown", "unread"):
            return
        if role not in ("level1", "level2"):
            self._ledger.read(cell, role)
        elif shape.is_points(cell.text):
            self._ledger.furniture(cell, "points")
        elif (
            vocabulary.level1(cell.text) or vocabulary.level2(cell.text) or vocabulary.level1_other(cell.text)
        ):
            self._ledger.furniture(cell, role)


def goal_of(column: Column, cell: Cell) -> RawGoal:
    """The goal that stands in a column beside the indicators."""
    scope = vocabulary.label(column.heading).goal or "annual"
    return RawGoal(scope, column.heading, RawText(cell.text, cell.place))


class _Side:
    """The columns of one side-by-side block, with the levels that hold there."""

    def __init__(self, columns: Sequence[Column], group: int, ledger: Ledger, sides: int) -> None:
        self._ledger = ledger
        self._numbers: dict[str, list[int]] = {}
        for number, column in enumerate(columns):
            if column.group in (0, group):
                self._numbers.setdefault(column.role, []).append(number)
        self._columns = columns
        self._levels = Levels()
        self._level_cells: dict[Place, Cell] = {}
        self._time: str | None = None  # of the last caption down the left side
        self._side = group
        self._sides = sides
        self._values = self._numbers.get("value", [])
        actuals = self._numbers.get("actual", [])
        paired = len(self._values) > 1 and len(actuals) == len(self._values)
        self._actual_of = dict(zip(self._values, actuals, strict=True)) if paired else {}
        shared = any(column.role in ("level1", "level2") and not column.group for column in columns)
        self._of_two_times = sides == _TWO and (shared or any(column.horizon for column in columns))

    def indicators(self, entry: Placed) -> Iterator[RawIndicator]:
        """The indicators that this row states on this side."""
        if (name := self._without_class(entry)) is not None:
            entry = self._outside_classes(entry, name)
        first, second = self._cells(entry, "level1"), self._cells(entry, "level2")
        self._level_cells |= {cell.place: cell for cell in first + second}
        levels = self._levels.step(first, second, ended=self._covered_levels(entry))
        fresh = any(
            number in entry.fresh for role in ("name", "value") for number in self._numbers.get(role, ())
        )
        if not fresh:
            return
        stated = [i for number in self._values or (None,) for i in self._of_value(entry, levels, number)]
        for indicator in stated or self._of_value(entry, levels, None):
            self._read_levels(indicator)
            yield indicator

    def actual_of_row_above(self, entry: Placed) -> RawText | None:
        """The value of a row that says what was reached of the target in the row above it."""
        which = [vocabulary.which(cell.text) for cell in self._cells(entry, "which")]
        return _joined(self._cells(entry, "value")) if which == ["actual"] else None

    def _covered_levels(self, entry: Placed) -> frozenset[str]:
        """The levels whose place a text of the next column takes in this row: none holds there."""
        if not entry.row.exact:
            return frozenset()
        pairs = (("level1", "level2"), ("level2", "name"))
        return frozenset(left for left, right in pairs if self._reaches_over(entry, left, right))

    def _reaches_over(self, entry: Placed, left: str, right: str) -> bool:
        """Does a cell of the right column cover the left one too, in which no cell stands?"""
        columns = [self._columns[number] for number in self._numbers.get(left, ())]
        return not self._cells(entry, left) and any(
            _covers(cell, column) for cell in self._filled(entry, right) for column in columns
        )

    def _without_class(self, entry: Placed) -> Cell | None:
        """The name of an indicator that stands in no class: `预算执行率` over or in front of the columns of levels.

        Nothing else stands in these columns in its row, and a value stands beside them.
        """
        levels = [number for role in ("level1", "level2") for number in self._numbers.get(role, ())]
        if not entry.row.exact or not levels or "name" not in self._numbers:
            return None
        in_front = [*levels, *self._numbers.get("name", ())]
        here = {
            id(cell): cell
            for number in in_front
            for cell in entry.cells.get(number, ())
            if cell.row == entry.row.number and not shape.is_blank(cell.text)
        }
        valued = any(not shape.is_blank(cell.text) for cell in self._cells(entry, "value"))
        if len(here) != 1 or not valued:
            return None
        [cell] = here.values()
        in_place = _covers(cell, self._columns[min(levels)])
        return cell if in_place and not vocabulary.is_class(cell.text) else None

    def _outside_classes(self, entry: Placed, name: Cell) -> Placed:
        """The row with its name in the column of names, and the classes that stood above it at an end."""
        self._levels = Levels()
        self._ledger.read(name, "name")
        emptied = {number: () for role in ("level1", "level2") for number in self._numbers.get(role, ())}
        number = self._numbers["name"][0]
        moved = number not in entry.cells or name not in entry.cells[number]
        return replace(
            entry,
            cells={**entry.cells, **emptied, number: (name,)},
            fresh=entry.fresh | {number},
            inferred=entry.inferred or moved,
        )

    def _read_levels(self, indicator: RawIndicator) -> None:
        for role, text in (("level1", indicator.level1), ("level2", indicator.level2)):
            if text is not None:
                self._ledger.read(self._level_cells[text.place], role)

    def _of_value(self, entry: Placed, levels: Step, number: int | None) -> Iterator[RawIndicator]:
        value_cells = entry.cells.get(number, ()) if number is not None else ()
        parent, name = _joined(self._cells(entry, "parent")), _joined(_unnumbered(self._cells(entry, "name")))
        if _blank(name):
            parent, name = None, name if _blank(parent) else parent
        value = _joined(value_cells)
        comparator, unit = self._plain(entry, "comparator"), self._plain(entry, "unit")
        if len(value_cells) > 1:
            comparator, value, unit = _parts_of_value(value_cells, comparator, unit)
        if _numbers(value_cells) > 1 or self._shares_a_place(entry):
            entry = replace(entry, doubtful=True)  # two numbers under one heading are no parts of one
        if _blank(name) and _blank(value):
            return
        if number is not None and len(self._values) > 1 and self._sides == 1 and _blank(value):
            return
        whole = RawIndicator(
            name=name,
            value=None if value is None or not squeeze(value.text) else value,
            level1=levels.level1,
            level2=levels.level2,
            parent="" if parent is None else one_line(parent.text),
            certainty=self._certainty(entry, levels),
            comparator=comparator,
            unit=unit,
            standard=self._plain(entry, "standard"),
            explanation=self._plain(entry, "explanation"),
            note=self._note(entry),
            weight=self._points(entry, "weight") if "weight" in self._numbers else _points_of(name),
            actual=self._actual(entry, number),
            score=self._points(entry, "score"),
            deviation=self._plain(entry, "deviation"),
        )
        yield from _unstacked(self._with_column(whole, number, self._time_beside(entry)))

    def _time_beside(self, entry: Placed) -> str | None:
        """The time that a caption down the left side says: `中期指标` over some rows, `年度指标` over the others."""
        captions = [cell for cell in self._cells(entry, "caption") if not shape.is_blank(cell.text)]
        if captions:
            self._time = vocabulary.horizon(captions[0].text)
        return self._time

    def _shares_a_place(self, entry: Placed) -> bool:
        """Do two texts stand where an indicator has one: two signs, two scores, two numbers of what was reached?"""
        once = ("comparator", "unit", "weight", "score")
        return _numbers(self._cells(entry, "actual")) > max(1, len(self._actual_of)) or any(
            len(self._filled(entry, role)) > 1 for role in once
        )

    def _with_column(self, indicator: RawIndicator, number: int | None, beside: str | None) -> RawIndicator:
        """What the value column's own heading says: unit, horizon, and its name where there are several."""
        if number is None:
            return indicator
        column = self._columns[number]
        unit = _HEADER_UNIT.search(column.heading)
        several = len(self._values) > 1 or self._sides > 1
        default = "medium_term" if self._of_two_times and self._side == 1 else "annual"
        return replace(
            indicator,
            header_unit=unit[1] if unit and shape.is_unit(unit[1]) else "",
            horizon=(column.horizon or default) if several else beside or "annual",
            value_column=column.heading if several and self._sides == 1 else "",
        )

    def _certainty(self, entry: Placed, levels: Step) -> Certainty:
        damaged = any(
            level and vocabulary.is_damaged_class(level.text) for level in (levels.level1, levels.level2)
        )
        if entry.doubtful or damaged or (entry.inferred and levels.repeated):
            return Certainty.AMBIGUOUS
        if entry.inferred:
            return Certainty.INFERRED
        return Certainty.INHERITED if levels.inherited else Certainty.EXACT

    def _cells(self, entry: Placed, role: str) -> tuple[Cell, ...]:
        return tuple(cell for number in self._numbers.get(role, ()) for cell in entry.cells.get(number, ()))

    def _filled(self, entry: Placed, role: str) -> list[Cell]:
        return [cell for cell in self._cells(entry, role) if squeeze(cell.text)]

    def _plain(self, entry: Placed, role: str) -> RawText | None:
        """The text of the cells with this role."""
        return _joined(self._filled(entry, role))

    def _actual(self, entry: Placed, number: int | None) -> RawText | None:
        """The actual value; where each of several value columns has one of its own, that of column `number`."""
        if number not in self._actual_of:
            return _joined([*self._filled(entry, "actual"), *self._filled(entry, "actual_unit")])
        return _joined([cell for cell in entry.cells.get(self._actual_of[number], ()) if squeeze(cell.text)])

    def _points(self, entry: Placed, role: str) -> RawText | None:
        """Points, in the first of the rows that share them: they are given once."""
        begun = any(number in entry.fresh for number in self._numbers.get(role, ()))
        return self._plain(entry, role) if begun else None

    def _note(self, entry: Placed) -> RawText | None:
        """What has no place but the note: remarks, 正向 or 定性, and with its heading what stands in other columns."""
        numbers = sorted(number for role in _NOTED for number in self._numbers.get(role, ()))
        said = [
            (self._columns[number].noted(cell.text), cell.place)
            for number in numbers
            for cell in entry.cells.get(number, ())
            if squeeze(cell.text)
        ]
        return RawText("；".join(text for text, _ in said), said[0][1]) if said else None


def _covers(cell: Cell, column: Column) -> bool:
    return cell.column <= column.first and column.last < cell.column + cell.column_span


def _joined(cells: Sequence[Cell]) -> RawText | None:
    filled = [cell for cell in cells if squeeze(cell.text)] or list(cells)
    if not filled:
        return None
    return RawText("".join(cell.text for cell in filled), filled[0].place)


def _blank(text: RawText | None) -> bool:
    return text is None or shape.is_blank(text.text)


def _unnumbered(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells under the heading of names, less one that only counts them: `1 | 培训人数`."""
    named = [cell for cell in cells if not shape.is_points(cell.text)]
    return named if any(squeeze(cell.text) for cell in named) else cells


def _numbers(cells: Sequence[Cell]) -> int:
    """How many of the cells hold numbers of their own."""
    return sum(1 for cell in cells if shape.is_numeric(cell.text))


def _points_of(name: RawText | None) -> RawText | None:
    """The points that a name carries, in a block without a column of them: `造林面积（10分）`."""
    found = _POINTS_BEHIND.search(name.text) if name else None
    return RawText(found[1], name.place) if name and found else None


def _parts_of_value(
    cells: Sequence[Cell], comparator: RawText | None, unit: RawText | None
) -> tuple[RawText | None, RawText | None, RawText | None]:
    """A value whose comparator, number and unit stand in cells of their own under one heading."""
    filled = [cell for cell in cells if squeeze(cell.text)]
    if comparator is None and len(filled) > 1 and shape.is_comparator(filled[0].text):
        comparator = _joined([filled.pop(0)])
    if (
        unit is None
        and len(filled) == 2
        and shape.is_numeric(filled[0].text)
        and not shape.has_number(filled[1].text)
    ):
        unit = _joined([filled.pop()])
    return comparator, _joined(filled), unit


# ---------------------------------------------------------------- indicators stacked in one cell


def _unstacked(whole: RawIndicator) -> Iterator[RawIndicator]:
    """Several names in one cell with as many values beside them become as many indicators."""
    if whole.name is None or whole.value is None:
        yield whole
        return
    names, values = _stack(whole.name.text), _stack(whole.value.text)
    if len(names) < 2 or len(values) != len(names):
        yield (
            whole if len(names) < 2 or not _numbered(names) else replace(whole, certainty=Certainty.AMBIGUOUS)
        )
        return
    if not (_numbered(names) or all(shape.value_likeness(value) > 0.3 for value in values)):
        yield whole
        return
    doubtful = whole.certainty is Certainty.AMBIGUOUS or _maybe_numbered(values)
    classes = _stacked_classes(whole.level2, len(names))
    weakest = Certainty.AMBIGUOUS if doubtful else Certainty.INFERRED
    for position, (name, value) in enumerate(zip(names, values, strict=True)):
        piece = _piece(len(names), position)
        yield replace(
            whole,
            name=RawText(name, whole.name.place),
            level2=classes[position] if classes else whole.level2,
            value=RawText(_MARK.sub("", value) if _numbered(values) else value, whole.value.place),
            actual=piece(whole.actual),
            weight=piece(whole.weight),
            score=piece(whole.score),
            comparator=piece(whole.comparator),
            unit=piece(whole.unit),
            certainty=weakest,
        )


def _stacked_classes(level: RawText | None, count: int) -> list[RawText]:
    """The classes stacked in a level cell, one for each name; empty where it is not such a stack."""
    lines = _stack(level.text) if level is not None else []
    if level is None or len(lines) != count or not all(vocabulary.level2(line) for line in lines):
        return []
    return [RawText(line, level.place) for line in lines]


def _stack(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if squeeze(line)]
    joined: list[str] = []
    marked = sum(1 for line in lines if _MARK.match(line)) >= 2
    for line in lines:
        if joined and marked and not _MARK.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _numbered(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and all(_MARK.match(line) for line in lines)


def _maybe_numbered(values: Sequence[str]) -> bool:
    """`1.12公里`, `2.3座`: list marks before 12 and 3, or decimals? Nobody can tell."""
    return all(squeeze(value).startswith(f"{number}.") for number, value in enumerate(values, start=1))


def _piece(count: int, position: int) -> Callable[[RawText | None], RawText | None]:
    """The part of a stacked cell that belongs to one indicator; the whole cell where it is not stacked alike."""

    def of(text: RawText | None) -> RawText | None:
        if text is None:
            return None
        lines = _stack(text.text)
        return RawText(lines[position], text.place) if len(lines) == count else text

    return of


# ---------------------------------------------------------------- parents that carry only points


def _without_parents(block: Block) -> Block:
    """A name with points and nothing else, over rows of the same class without points, is their parent."""
    kept = replace(block, indicators=[], projects=[])
    parent: RawIndicator | None = None
    for position, (indicator, project) in enumerate(zip(block.indicators, block.projects, strict=True)):
        follower = block.indicators[position + 1] if position + 1 < len(block.indicators) else None
        if _is_parent(indicator) and follower is not None and _is_child(follower, indicator):
            parent = indicator
            continue
        if parent is not None and _is_child(indicator, parent) and parent.name is not None:
            kept.indicators.append(replace(indicator, parent=one_line(parent.name.text)))
        else:
            parent = None
            kept.indicators.append(indicator)
        kept.projects.append(project)
    if len(kept.indicators) != len(block.indicators):
        kept.findings = [f for f in kept.findings if f.indicator_no is None] + _doubts(kept.indicators)
    return kept


def _is_parent(indicator: RawIndicator) -> bool:
    return (
        not _blank(indicator.name)
        and indicator.weight is not None
        and _blank(indicator.value)
        and _blank(indicator.actual)
    )


def _is_child(indicator: RawIndicator, parent: RawIndicator) -> bool:
    return (
        indicator.weight is None
        and not _blank(indicator.value)
        and (indicator.level1, indicator.level2) == (parent.level1, parent.level2)
    )


def _doubts(indicators: Sequence[RawIndicator]) -> list[Finding]:
    return [
        ambiguous_row(indicator, number)
        for number, indicator in enumerate(indicators, start=1)
        if indicator.certainty is Certainty.AMBIGUOUS
    ]


def ambiguous_row(indicator: RawIndicator, number: int) -> Finding:
    """The finding of a row whose cells may stand in other columns; `number`: of the row, from 1."""
    name = one_line(indicator.name.text) if indicator.name else ""
    return Finding(
        About.READING,
        Severity.WARNING,
        "ambiguous-row",
        f"指标“{name}”这一行还可以有另一种读法，请对照原文核对。",
        str(indicator.place),
        "按用词和形态推断，另一种归列或拆分的结果同样说得通。",
        number,
    )
