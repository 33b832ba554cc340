"""What the dialects read and write: pieces of text with their line, tables not yet numbered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from jixiao.forms.document import Geometry
from jixiao.forms.finding import Finding


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A line, or the text of a cell, and the line of the file (from 1) on which it begins.

    `column` and spans only where the dialect shows them; else the order in the row is the column.
    """

    text: str
    line: int
    column: int | None = None
    column_span: int = 1
    row_span: int = 1

    @property
    def blank(self) -> bool:
        """Nothing but white space."""
        return not self.text.strip()


Row = list[Piece]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table as a dialect reads it."""

    geometry: Geometry
    rows: Sequence[Row]


Block = Piece | Rows


@dataclass(frozen=True, slots=True)
class Reading:
    """What one dialect made of some lines: its name, blocks in order, its doubts."""

    dialect: str
    blocks: list[Block]
    findings: list[Finding] = field(default_factory=list)


def usual_length(rows: Iterable[Sequence[object]]) -> int:
    """The most frequent number of cells of a row, the greater of two that tie; 0 without rows.

    >>> usual_length(["ab", "abcde", "abcde", "a"])
    5
    """
    counts = Counter(map(len, rows))
    return max(counts, key=lambda length: (counts[length], length), default=0)


_APART = re.compile(
    r"[!-)+-~] (?<!\d )[!-)+-~]|\d [!-)+-/:-~]"
)  # of words; not of a number, nor of marks for bold


def joined(parts: Iterable[str]) -> str:
    """Wrapped lines as one: a blank between Latin words, none in a number or beside a Chinese character.

    >>> joined(["部门整体支出年度绩效指", "标"]), joined(["Windows", "Server"]), joined(["150", "0批次"])
    ('部门整体支出年度绩效指标', 'Windows Server', '1500批次')
    """
    text = ""
    for part in filter(None, map(str.strip, parts)):
        between = " " if text and _APART.fullmatch(f"{text[-1]} {part[0]}") else ""
        text += between + part
    return text
