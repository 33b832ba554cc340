"""Documents out of drawings, so that a test shows the table it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.raw import Extraction


def _table(drawing: list[str], number: int, geometry: Geometry) -> Table:
    """One table: cells between `|`; `^` goes on the cell above, `<` the cell to the left, `/` is a line break."""
    cells: dict[tuple[int, int], Cell] = {}
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(drawing, start=1):
        texts = [text.strip() for text in line.strip().strip("|").split("|")]
        for column, text in enumerate(texts, start=1):
            if text == "^":
                owner = owners[row - 1, column]
                cells[owner] = replace(cells[owner], row_span=row - owner[0] + 1)
            elif text == "<":
                owner = owners[row, column - 1]
                cells[owner] = replace(cells[owner], column_span=column - owner[1] + 1)
            else:
                owner = (row, column)
                place = Place(table=number, row=row, column=column)
                cells[owner] = Cell(row, column, text.replace("/n", "\n"), place)
            owners[row, column] = owner
    return Table(number, geometry, tuple(cells.values()))


def draw(drawing: str, geometry: Geometry = Geometry.EXACT) -> Document:
    """A document: lines that begin with `|` are rows of a table, others stand outside; a blank line parts tables."""
    blocks: list[Line | Table] = []
    rows: list[str] = []

    def close() -> None:
        if rows:
            number = sum(isinstance(block, Table) for block in blocks) + 1
            blocks.append(_table(list(rows), number, geometry))
            rows.clear()

    for number, line in enumerate(drawing.strip("\n").split("\n"), start=1):
        if line.strip().startswith("|"):
            rows.append(line)
            continue
        close()
        if line.strip():
            blocks.append(Line(line.strip(), Place(block=number)))
    close()
    return Document("test", "drawing", tuple(blocks))


@pytest.fixture
def drawn() -> Callable[..., Document]:
    """`draw`, for tests."""
    return draw


@pytest.fixture
def rows_of() -> Callable[[Extraction], list[str]]:
    """The indicators of all forms, each as `level1 > level2 > name = comparator value unit`, in order."""
    return indicator_rows


def indicator_rows(extraction: Extraction) -> list[str]:
    """What `rows_of` gives."""

    def text(piece: object) -> str:
        return "" if piece is None else str(getattr(piece, "text", "")).replace("\n", "")

    return [
        f"{text(i.level1)} > {text(i.level2)} > {text(i.name)} = {text(i.comparator)}{text(i.value)}{text(i.unit)}"
        for form in extraction.forms
        for i in form.indicators
    ]
