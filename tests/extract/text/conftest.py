"""Texts as the text reader sees them, in a notation that fits into a test."""

from collections.abc import Callable

import pytest

from extract.readers import plain_text
from extract.source import Source
from jixiao.forms.document import Document, Table

Shown = list[str | list[list[str]]]


@pytest.fixture
def document() -> Callable[[str], Document]:
    """The document in a text; `→` stands for a tab."""
    return lambda text: plain_text.read(Source("a.txt", text.replace("→", "\t").encode()))


@pytest.fixture
def blocks(document: Callable[[str], Document]) -> Callable[[str], Shown]:
    """Each line as its text, each table as the texts of its rows."""
    return lambda text: [
        _rows(block) if isinstance(block, Table) else block.text for block in document(text).blocks
    ]


def _rows(table: Table) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row - 1].append(cell.text)
    return rows
