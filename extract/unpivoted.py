"""A table with a row for each project or body and a column for each indicator, the classes heading the columns.

    | 序号 | 项目名称 | 产出指标   | <        | 满意度指标         |
    | ^    | ^        | 数量指标   | 质量指标 | 服务对象满意度指标 |
    | ^    | ^        | 新建道路   | 合格率   | 群众满意度         |
    | 1    | 东村道路 | 2.5公里    | 100%     | ≥95%               |

It is written anew with a row for each value: as a list of projects, or with a value column for each body. Each new cell
remembers the cells of the document that it stands for; a cell that is needed in several rows is accounted for once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from extract import shape, vocabulary
from extract.header import is_header
from extract.row import Grid, Row, rows_of_table
from extract.totals import is_total
from jixiao.forms.document import Cell, Geometry, Place, Table

_FEW_CLASSES = 3  # beside each other; a row of an upright table has no more than two
_HEADINGS = ("一级指标", "二级指标", "三级指标")


@dataclass(frozen=True, slots=True)
class Pivot:
    """Where things stand in such a table; rows and columns count from 1."""

    classes: tuple[int, ...]  # rows that hold classes
    bodies: tuple[int, ...]  # rows of projects or bodies, right below the head
    columns: tuple[int, ...]  # of the indicators
    left: tuple[int, ...]  # columns before them: the project or body of each row
    right: tuple[int, ...]  # columns behind them that are no indicator's: 备注, or one more of a list


def pivot(table: Table) -> Pivot | None:
    """The plan of the table; None where the classes do not head its columns."""
    if table.geometry is not Geometry.EXACT or not _many_classes(table):
        return None
    rows = list(rows_of_table(table))
    if any(is_header(row) for row in rows):
        return None
    classes = [row for row in rows if len(_classes(row.filled)) >= _FEW_CLASSES]
    above = [row for row in rows if row.number == classes[0].number - 1 and _classes(row.filled)]
    numbers = tuple(row.number for row in (*above, *classes))
    first = min(cell.column for row in (*above, *classes) for cell in _classes(row.filled))
    below = dropwhile(lambda row: row.number <= numbers[-1] or not _is_body(row, first), rows)
    bodies = tuple(row.number for row in takewhile(lambda row: _is_body(row, first), below))
    if not bodies:
        return None
    end = table.columns
    while _is_no_indicator(_lowest(Grid(table), range(numbers[0], bodies[0]), end)):
        end -= 1
    left, right = tuple(range(1, first)), tuple(range(end + 1, table.columns + 1))
    return Pivot(numbers, bodies, tuple(range(first, end + 1)), left, right)


def _many_classes(table: Table) -> bool:
    """Do several classes stand beside each other in some row?"""
    return max(Counter(cell.row for cell in _classes(table.cells)).values(), default=0) >= _FEW_CLASSES


def _classes(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if vocabulary.is_level(cell.text)]


def _is_body(row: Row, first: int) -> bool:
    """Does a project or body stand left of the indicators, and values under them?"""
    left = any(cell.column < first for cell in row.filled)
    return left and any(cell.column >= first for cell in row.filled) and not shape.is_note(row.filled[0].text)


def _is_no_indicator(head: Cell | None) -> bool:
    """Is this the heading of a column of remarks, or one of a list?"""
    return head is not None and (
        vocabulary.column_role(head.text) == "note" or vocabulary.list_role(head.text) is not None
    )


def _lowest(grid: Grid, rows: Sequence[int], column: int) -> Cell | None:
    """The lowest filled cell of the column in these rows."""
    stack = (grid.at(row, column) for row in reversed(rows))
    return next((cell for cell in stack if cell and not shape.is_blank(cell.text)), None)


def unpivoted_rows(table: Table, plan: Pivot) -> Iterator[Row]:
    """The rows above the head as they are, a row for each value, and the rows below as they are.

    A cell of the head that no row needs, a blank one mostly, stays where it is.
    """
    upper = tuple(cell for cell in table.cells if cell.row < plan.classes[0])
    lower = tuple(cell for cell in table.cells if cell.row > plan.bodies[-1])
    writer = _Writer(table, plan)
    writer.write()
    yield from rows_of_table(Table(table.number, table.geometry, (*upper, *writer.left(table, plan))))
    yield from rows_of_table(Table(-table.number, table.geometry, tuple(writer.cells)), writer.pieces)
    yield from rows_of_table(Table(table.number, table.geometry, lower))


class _Writer:
    """Writes the table anew."""

    def __init__(self, table: Table, plan: Pivot) -> None:
        self._grid, self._plan = Grid(table), plan
        self._used: set[int] = set()
        self.cells: list[Cell] = []
        self.pieces: dict[int, tuple[Cell, ...]] = {}

    def write(self) -> None:
        """Write all rows: of projects one below the other, of bodies beside each other."""
        beside = (*self._plan.left, *self._plan.right)
        heads = {column: self._head(column) for column in beside}
        named = [
            column for column, head in heads.items() if head and vocabulary.list_role(head.text) == "project"
        ]
        if named:
            self._write_projects(heads, named[0])
        else:
            self._write_bodies([head for column in self._plan.left if (head := heads[column])])

    def left(self, table: Table, plan: Pivot) -> Iterator[Cell]:
        """The cells of the head and of the bodies that were not written."""
        last = plan.bodies[-1]
        return (c for c in table.cells if plan.classes[0] <= c.row <= last and id(c) not in self._used)

    def _write_projects(self, heads: Mapping[int, Cell | None], named: int) -> None:
        """A list of projects; `heads`: over the columns beside the indicators; `named`: the column of their names."""
        width = len(heads)
        for at, head in enumerate(heads.values(), start=1):
            self._put(1, at, head.text if head else "", [head] if head else [])
        for at, heading in enumerate((*_HEADINGS, "指标值"), start=width + 1):
            self._put(1, at, heading, [])
        row = 2
        for body in self._plan.bodies:
            name = self._grid.at(body, named)
            if name is None or shape.is_blank(name.text) or is_total(name.text):
                self._write_sum(row, body, heads, width + len(_HEADINGS) + 1)
                row += 1
                continue
            for at, column in enumerate(heads, start=1):
                self._copy(row, at, self._grid.at(body, column), row_span=len(self._plan.columns))
            for indicator in self._plan.columns:
                self._write_indicator(row, width + 1, indicator)
                self._copy(row, width + 4, self._grid.at(body, indicator))
                row += 1

    def _write_sum(self, row: int, body: int, beside: Iterable[int], width: int) -> None:
        """A row without a project adds up: what stands under the indicators stays outside their columns."""
        for at, column in enumerate(beside, start=1):
            self._copy(row, at, self._grid.at(body, column))
        for at, indicator in enumerate(self._plan.columns, start=width + 1):
            self._copy(row, at, self._grid.at(body, indicator))

    def _write_bodies(self, heads: Sequence[Cell]) -> None:
        self._put(1, 1, _HEADINGS[0], heads, row_span=2)
        self._put(1, 2, _HEADINGS[1], [], row_span=2)
        self._put(1, 3, _HEADINGS[2], [], row_span=2)
        self._put(1, 4, "指标值", [], column_span=len(self._plan.bodies))
        for column, body in enumerate(self._plan.bodies, start=4):
            left = [cell for at in self._plan.left if (cell := self._grid.at(body, at))]
            names = [cell for cell in left if not shape.is_numeric(cell.text)]
            self._put(2, column, "".join(cell.text for cell in names), left)
        for row, indicator in enumerate(self._plan.columns, start=3):
            self._write_indicator(row, 1, indicator)
            for column, body in enumerate(self._plan.bodies, start=4):
                self._copy(row, column, self._grid.at(body, indicator))

    def _write_indicator(self, row: int, column: int, indicator: int) -> None:
        """The levels and the name of the indicator in this column of the document."""
        stack = [self._class_over(number, indicator) for number in self._plan.classes]
        first = next((cell for cell in stack if cell and vocabulary.level1(cell.text)), None)
        second = next(
            (c for c in reversed(stack) if c and c is not first and vocabulary.level2(c.text)), None
        )
        name = self._head(indicator)
        if first and not second and vocabulary.level2(first.text) and not vocabulary.usual_place(first.text):
            first, second = None, first
        self._copy(row, column, first)
        self._copy(row, column + 1, second)
        self._copy(row, column + 2, None if name in stack else name)

    def _class_over(self, row: int, column: int) -> Cell | None:
        """The class over the column: the cell that covers it, or where that is blank the last one to its left."""
        cells = (self._grid.at(row, at) for at in range(column, self._plan.columns[0] - 1, -1))
        return next((cell for cell in cells if cell and not shape.is_blank(cell.text)), None)

    def _head(self, column: int) -> Cell | None:
        """The lowest filled cell of the head over the column."""
        return _lowest(self._grid, range(self._plan.classes[0], self._plan.bodies[0]), column)

    def _copy(self, row: int, column: int, cell: Cell | None, row_span: int = 1) -> None:
        if cell is not None:
            self._put(row, column, cell.text, [cell], row_span=row_span)

    def _put(
        self,
        row: int,
        column: int,
        text: str,
        originals: Sequence[Cell],
        *,
        row_span: int = 1,
        column_span: int = 1,
    ) -> None:
        place = originals[0].place if originals else Place()
        made = Cell(row, column, text, place, row_span=row_span, column_span=column_span)
        self.cells.append(made)
        self.pieces[id(made)] = tuple(cell for cell in originals if id(cell) not in self._used)
        self._used.update(id(cell) for cell in originals)
