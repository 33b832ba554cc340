"""Row definitions: `\\trowd`, then for each cell its merges and its right edge (`\\cellx`, in twips).

Source: Rich Text Format Specification 1.9.1, "Table Definitions".
"""

from __future__ import annotations

from extract.readers.flow import CellDefinition, RowDefinition
from jixiao.forms.errors import TooLarge
from jixiao.forms.limits import LIMITS

_POSITIONS = (
    "tposx",
    "tposy",
    "tposnegx",
    "tposnegy",
    "tphmrg",
    "tphpg",
    "tphcol",
    "tpvmrg",
    "tpvpara",
    "tpvpg",
)
_ALIGNMENTS = {"trql": 0, "trqc": 1, "trqr": 2}
_MERGES = {  # word: (property, value), the values as .doc has them
    "clmgf": ("horizontal", 1),
    "clmrg": ("horizontal", 2),
    "clvmgf": ("vertical", 3),
    "clvmrg": ("vertical", 1),
}


class RowBuilder:
    """The definition that is being read; the last whole one holds until another begins."""

    def __init__(self) -> None:
        self._begin()

    @property
    def definition(self) -> RowDefinition:
        """The row as it is defined by now."""
        row = self._row
        edges = list(row.edges) if row.cells else []
        return RowDefinition(edges, list(row.cells), row.alignment, row.position)

    def take(self, word: str, number: int | None) -> None:
        """A word of control, if it is about rows. Raises TooLarge."""
        if word == "trowd":
            self._begin()
        elif word == "trleft":
            self._row.edges[0] = number or 0
        elif word == "cellx":
            self._end_cell(number or 0)
        elif word in _MERGES:
            setattr(self._cell, *_MERGES[word])
        elif word in _ALIGNMENTS:
            self._row.alignment = _ALIGNMENTS[word]
        elif word in _POSITIONS:
            self._row.position += f"{word}{number} "

    def _begin(self) -> None:
        self._row = RowDefinition(edges=[0])
        self._cell = CellDefinition()

    def _end_cell(self, edge: int) -> None:
        if len(self._row.cells) >= LIMITS.columns:
            raise TooLarge(f"表格一行的单元格超过上限 {LIMITS.columns} 个；请拆分表格后再试。")
        self._row.edges.append(edge)
        self._row.cells.append(self._cell)
        self._cell = CellDefinition()


WORDS = frozenset({"trowd", "trleft", "cellx", *_MERGES, *_ALIGNMENTS, *_POSITIONS})
