"""One of the blocks that stand side by side, mostly the only one: its placed rows become indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract import shape, vocabulary
from extract.header import Column
from extract.hierarchy import Levels, Step
from extract.ledger import Ledger
from extract.placed import Placed
from extract.stacked import unstacked
from jixiao.forms.document import Cell, Place
from jixiao.forms.raw import Certainty, RawIndicator, RawText
from jixiao.forms.text import one_line, squeeze

_POINTS_BEHIND = re.compile(r"[(（]\s*([0-9]+(?:\.[0-9]+)?)\s*分\s*[)）]\s*$")
_TWO = 2  # blocks side by side: two times of the same indicators, or two halves of one list
_NOTED = ("note", "code", "direction", "expected", "history")  # roles of what is delivered in the note
_HEADER_UNIT = re.compile(r"[(（]\s*(?:单位[::：])?\s*([^()（）]{1,8})\s*[)）]\s*$")


class Side:
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
        if not _covers(cell, self._columns[min(levels)]):
            return None
        of_class = vocabulary.is_class(cell.text) or vocabulary.is_damaged_class(cell.text)
        return None if of_class else cell

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
        yield from unstacked(self._with_column(whole, number, self._time_beside(entry)))

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
