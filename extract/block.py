"""Where an indicator block ends, and which cell of its rows stands in which column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extract import shape, title, vocabulary
from extract.fields import is_furniture
from extract.fit import fit
from extract.header import Column, Header, is_header, is_lone_caption
from extract.inline import pairs
from extract.ledger import Ledger
from extract.placed import Placed
from extract.resolving import resolve
from extract.row import Grid, Row
from extract.totals import is_total
from jixiao.forms.document import Cell
from jixiao.forms.text import squeeze
from jixiao.forms.words import raw

_LONGEST_NAME = 10  # squeezed characters; a longer text is a sentence
_HALF = 0.5
_FEW_COLUMNS = 3
_LEVEL_CELLS = 2  # of a row, in which a class may stand: first, or behind its number
# Fields whose labels end a block wherever they stand: they are never the name of an indicator.
_ENDING = frozenset(
    {
        "remarks",
        "review_opinion",
        "person",
        "phone",
        "person_and_phone",
        "reporting_date",
        "problems",
        "improvement",
    }
)


def body(rows: Sequence[Row], header: Header, ledger: Ledger) -> tuple[list[Row], list[Row], int]:
    """The rows of the block, subtotals and fields between them, and the index of the first row after it.

    Repeated heads are furniture.
    """
    kept: list[Row] = []
    between: list[Row] = []
    head = [[squeeze(cell.text) for cell in row.filled] for row in header.rows]
    classes = _Ahead(_rows_with_class(rows, header, head))
    filled = _Ahead(n for n in range(header.body, len(rows)) if rows[n].filled)
    index = header.body
    while index < len(rows):
        row = rows[index]
        goes_on = classes.has_after(index) if row.exact else _begins_with_class(rows, filled.after(index))
        if not row.filled:
            kept += [row] if row.stream else []  # a blank cell of a stream holds the place of a column
        elif [squeeze(cell.text) for cell in row.filled] in head or (
            index == header.body and _numbers_columns(row)
        ):
            _take_as_furniture(row, "head", ledger)
        elif goes_on and (is_total(row.filled[0].text) or _is_field(row)):
            between.append(row)
        elif (goes_on and row.exact and _is_note(row)) or (
            _says_only_that_it_goes_on(row) and (row.table is not None or classes.has_after(index))
        ):
            _take_as_furniture(row, "note", ledger)
        elif is_header(row) or (not (goes_on and row.exact) and ends(row, header)):
            break
        else:
            kept.append(row)
        index += 1
    return kept, between, index


def _says_only_that_it_goes_on(row: Row) -> bool:
    """A line between two tables, or the first row of the second, that says no more: `（续表）`."""
    words = raw("labels")["furniture"]["form"]
    return len(row.filled) == 1 and squeeze(row.filled[0].text).strip("()") in words


def _is_note(row: Row) -> bool:
    """A note or the like; a star in front of a name, with its value beside it, is none."""
    [first, *others] = row.filled
    return is_furniture(first.text) and not (others and shape.list_marked(first.text))


def _is_field(row: Row) -> bool:
    """A label with its value, alone in its row: `项目名称：修路    预算金额：72.5`."""
    inline = pairs(row.filled[0].text)
    return len(row.filled) == 1 and bool(inline) and vocabulary.label(inline[0].label).field is not None


def _numbers_columns(row: Row) -> bool:
    """A row right below the head that only counts the columns: `1 | 2 | 3 | 4`."""
    texts = [squeeze(cell.text).strip("()") for cell in row.filled]
    return len(texts) >= _FEW_COLUMNS and texts == [str(number) for number in range(1, len(texts) + 1)]


def _take_as_furniture(row: Row, read_as: str, ledger: Ledger) -> None:
    for cell in row.filled:
        ledger.furniture(cell, read_as)


class _Ahead:
    """Rising numbers, of which the next one is asked for positions that rise too: each is made once, when needed."""

    def __init__(self, numbers: Iterator[int]) -> None:
        self._numbers = numbers
        self._next: int | None = -1

    def after(self, position: int) -> int | None:
        """The first number above the position; None where there is none."""
        while self._next is not None and self._next <= position:
            self._next = next(self._numbers, None)
        return self._next

    def has_after(self, position: int) -> bool:
        """Is there a number above the position?"""
        return self.after(position) is not None


def _begins_with_class(rows: Sequence[Row], index: int | None) -> bool:
    """Does the row of a table that has this index begin with a class? None: there is no row."""
    if index is None or rows[index].table is None:
        return False
    return vocabulary.is_class(rows[index].filled[0].text)


def _rows_with_class(rows: Sequence[Row], header: Header, head: Sequence[Sequence[str]]) -> Iterator[int]:
    """The indices of the rows with a class at their left, before another head: until the last the block goes on."""
    for index in range(header.body, len(rows)):
        row = rows[index]
        if row.table is None or not row.filled:
            continue
        if is_header(row) and [squeeze(cell.text) for cell in row.filled] not in head:
            return
        if not row.stream and is_lone_caption(row):
            return  # of another block under the same head
        if any(vocabulary.is_class(cell.text) for cell in row.filled[:_LEVEL_CELLS]):
            yield index


def ends(row: Row, header: Header) -> bool:
    """Does the row belong to what stands below the block?"""
    first = row.filled[0]
    if row.table is None or title.is_title(first.text) or _is_note(row) or is_total(first.text):
        return True
    if vocabulary.is_class(first.text) or (vocabulary.is_caption(first.text) and len(row.filled) > 1):
        return False
    if vocabulary.is_caption(first.text):
        return True
    label = vocabulary.label(first.text)
    if row.exact:
        left = min((c.last for c in header.columns if c.role in ("level1", "level2", "name")), default=1)
        wide = first.column_span >= max(2, row.table.columns - 1)
        in_front = first.column <= left and not header.is_list and not _is_named_like_a_label(row, header)
        return (bool(label) and in_front) or (wide and not shape.value_likeness(first.text) > 0.9)
    if label.field in _ENDING or (label.goal and len(row.filled) > 1 and _is_long(row.filled[1].text)):
        return True
    found = pairs(first.text)
    return bool(found) and bool(vocabulary.label(found[0].label).field)


def _is_named_like_a_label(row: Row, header: Header) -> bool:
    """An indicator whose name is a label's word too, its value in the column of values.

    In a block that begins with the names any label may be one (`项目资金总额`), else only a rate's (`预算执行率`).
    """
    label = vocabulary.label(row.filled[0].text)
    if label.field in _ENDING or (header.of("level1", "level2") and label.amount_column != "rate"):
        return False
    values = header.of("value")
    return any(
        column.first <= cell.column <= cell.column + cell.column_span - 1 <= column.last
        and shape.value_likeness(cell.text) > 0
        for cell in row.filled
        for column in values
    )


def _is_long(text: str) -> bool:
    """A sentence rather than a name: the text of a goal."""
    return len(squeeze(text)) > _LONGEST_NAME


def place_exact(
    rows: Sequence[Row], header: Header, grids: Mapping[int, Grid]
) -> tuple[tuple[Column, ...], list[Placed]]:
    """The rows of a table with trustworthy columns: a cell stands in the column whose grid columns it covers."""
    placed: list[Placed] = []
    for row in rows:
        width = max(column.last for column in header.columns)
        grid = grids.get(row.table.number) if row.table is not None else None
        covering = grid.covering(row.number, 1, width) if grid is not None else row.cells
        cells = _by_column(covering, header.columns)
        fresh = (n for n, mine in cells.items() if any(cell.row == row.number for cell in mine))
        placed.append(Placed(row, cells, frozenset(fresh)))
    columns = resolve(header.columns, contents(header.columns, placed))
    return columns, placed


def _by_column(covering: Sequence[Cell], columns: Sequence[Column]) -> dict[int, tuple[Cell, ...]]:
    """The cells of one row by column. Those within one column go first; a cell over several takes a free one.

    As many cells as columns stand in them one by one, if each touches its own.
    """
    if len(covering) == len(columns) and all(map(_share, covering, columns)):
        return {number: (cell,) for number, cell in enumerate(covering)}
    options = [(cell, _covered(cell, columns)) for cell in covering]
    cells: dict[int, list[Cell]] = {}
    for cell, covered in sorted(options, key=lambda option: len(option[1])):
        if covered:
            free = [number for number in covered if number not in cells] or covered
            cells.setdefault(_fitting(cell, free, columns), []).append(cell)
    return {number: tuple(sorted(mine, key=lambda cell: cell.column)) for number, mine in cells.items()}


def _covered(cell: Cell, columns: Sequence[Column]) -> list[int]:
    """The columns that the cell covers by half or more; where it covers none so far, the one it covers most.

    Borders of tables drawn by hand are not quite below each other.
    """
    shares = {number: share for number, column in enumerate(columns) if (share := _share(cell, column))}
    most = max(shares.values(), default=0.0)
    return [number for number, share in shares.items() if share >= min(most, _HALF)]


def _share(cell: Cell, column: Column) -> float:
    """Which part of the column the cell covers."""
    last = cell.column + cell.column_span - 1
    width = column.last - column.first + 1
    return max(0, min(last, column.last) - max(cell.column, column.first) + 1) / width


def _fitting(cell: Cell, numbers: Sequence[int], columns: Sequence[Column]) -> int:
    """The column, of several that a cell covers, in which its text fits best; the leftmost of equals."""
    if len(numbers) == 1 or not squeeze(cell.text):
        return numbers[0]
    return max(numbers, key=lambda number: (fit(cell.text, columns[number].role), -number))


def contents(columns: Sequence[Column], placed: Sequence[Placed]) -> list[list[str]]:
    """The filled texts under each column, a merged cell once."""
    texts: list[list[str]] = [[] for _ in columns]
    for entry in placed:
        for number, cells in entry.cells.items():
            if number in entry.fresh:
                texts[number] += [cell.text for cell in cells if not shape.is_blank(cell.text)]
    return texts


def grids(rows: Sequence[Row]) -> Mapping[int, Grid]:
    """The grids of the tables with trustworthy columns among the rows, by table number."""
    tables = {row.table.number: row.table for row in rows if row.table is not None and row.exact}
    return {number: Grid(table) for number, table in tables.items()}
