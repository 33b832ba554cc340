"""Tables that give points and set no targets: 评价指标表, and the scoring part before the indicators of some forms.

They are no indicators: each of their texts becomes a field `scoring`, labelled by what is scored and its column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.header import Column
from extract.indicators import Block
from extract.totals import POINTS
from jixiao.forms.raw import RawField, RawIndicator
from jixiao.forms.text import one_line

_TEXTS = ("weight", "comparator", "unit", "explanation", "standard", "score", "deviation", "note")


def is_scoring(columns: Sequence[Column]) -> bool:
    """Do the columns give points, and neither targets nor what became of them?"""
    roles = {column.role for column in columns}
    return bool(roles & set(POINTS)) and not roles & {"value", "actual"}


def fields(columns: Sequence[Column], block: Block) -> Iterator[RawField]:
    """Each text of the block with its label: `投入 目标设定 目标合理性 分值`."""
    headings = {column.role: one_line(column.heading) for column in columns}
    for row in block.indicators:
        for role in _TEXTS:
            text = getattr(row, role)
            if text is not None:
                yield RawField("scoring", f"{_scored(row)} {headings.get(role, '')}".strip(), text)


def _scored(row: RawIndicator) -> str:
    first, second, name = (
        "" if text is None else one_line(text.text) for text in (row.level1, row.level2, row.name)
    )
    return " ".join(text for text in (first, second, row.parent, name) if text)
