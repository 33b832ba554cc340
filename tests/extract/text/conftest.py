"""Texts as the text reader sees them, in a notation that fits into a test."""

from collections.abc import Callable

import pytest

from extract.readers import plain_text
from extract.source import Source
from jixiao.forms.document import Cell, Document, Table

Shown = list[str | list[list[str]]]


def text_document(text: str) -> Document:
    """The document in a text; `→` stands for a tab."""
    return plain_text.read(Source("a.txt", text.replace("→", "\t").encode()))


@pytest.fixture
def document() -> Callable[[str], Document]:
    return text_document


@pytest.fixture
def blocks() -> Callable[[str], Shown]:
    """Each line as its text, each table as the texts of its rows."""
    return lambda text: [
        _rows(block) if isinstance(block, Table) else block.text for block in text_document(text).blocks
    ]


@pytest.fixture
def grid() -> Callable[[str], list[list[str]]]:
    """The one table of a text, whose columns must be trusted; `<2>` behind a cell that covers two columns."""

    def read(text: str) -> list[list[str]]:
        [table] = text_document(text).tables
        assert table.geometry == "exact"
        return _rows(table)

    return read


def _rows(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row - 1].append(cell.text + _span(cell))
    return rows


def _span(cell: Cell) -> str:
    across = f"<{cell.column_span}>" if cell.column_span > 1 else ""
    down = f"^{cell.row_span}^" if cell.row_span > 1 else ""
    return across + down
