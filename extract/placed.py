"""A row of an indicator block, each of its cells given to a column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extract.row import Row
from jixiao.forms.document import Cell


@dataclass(frozen=True, slots=True)
class Placed:
    """One row of the block: for each column (by its number) the cells that cover it in this row."""

    row: Row
    cells: Mapping[int, tuple[Cell, ...]]
    fresh: frozenset[int]  # the columns in which a cell starts in this row
    inferred: bool = False  # the columns were deduced from the contents
    doubtful: bool = False  # another placing is as good
