"""Which dialect of a table dump a text is in: one module each, chosen by how many lines it explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extract.text import tika
from extract.text.pieces import Piece, Reading


class Dialect(Protocol):
    """The shape of a dialect module."""

    def claims(self, lines: Sequence[Piece]) -> float:
        """How many of the lines the dialect explains; 0 where its marks are missing."""

    def read(self, lines: Sequence[Piece]) -> Reading:
        """The tables and lines in document order; lines that the dialect does not explain are pieces."""


DIALECTS: dict[str, Dialect] = {
    "tika-docx": tika,
}


def read(lines: Sequence[Piece]) -> tuple[str, Reading]:
    """The dialect that explains most of the lines, and what it reads; `lines` where none explains any."""
    scores = {name: dialect.claims(lines) for name, dialect in DIALECTS.items()}
    best = max(scores, key=lambda name: scores[name])
    if not scores[best]:
        return "lines", Reading(list(lines))
    return best, DIALECTS[best].read(lines)
