"""Which dialect of a table dump a text is in: one module each, chosen by how many lines it explains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from extract.text import antiword, catdoc, drawn, html2text, markdown, pipes, ruled, tabs, tika, tika_rows
from extract.text.pieces import Piece, Reading


class Dialect(Protocol):
    """The shape of a dialect module."""

    def claims(self, lines: Sequence[Piece]) -> float:
        """How many of the lines the dialect explains; 0 where its marks are missing."""

    def read(self, lines: Sequence[Piece]) -> Reading:
        """The tables and lines in document order; lines that the dialect does not explain are pieces."""


DIALECTS: tuple[Dialect, ...] = (
    tika,
    tika_rows,
    tabs,
    catdoc,
    pipes,
    html2text,
    drawn,
    ruled,
    markdown,
    antiword,
)


def read(lines: Sequence[Piece]) -> Reading:
    """What the dialect that explains most of the lines reads; `lines` where none explains any."""
    scores = [dialect.claims(lines) for dialect in DIALECTS]
    best = max(range(len(DIALECTS)), key=scores.__getitem__)
    return DIALECTS[best].read(lines) if scores[best] else Reading("lines", list(lines))
