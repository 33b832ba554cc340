"""Which dialect of a table dump a text is in: one module each, chosen by how many lines it explains."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import chain, groupby
from typing import Protocol

from extract.text import (
    antiword,
    catdoc,
    drawn,
    html2text,
    layout,
    markdown,
    pipes,
    ruled,
    tabs,
    tika,
    tika_rows,
    unmarked,
)
from extract.text.pieces import Block, Piece, Reading


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
    antiword,
    drawn,
    ruled,
    markdown,
    html2text,
    layout,
    pipes,
)
_OTHER = re.compile(r"[\W_]+")
_ANOTHER = 3  # lines from which what a dialect leaves over may be a table in another one


def read(lines: Sequence[Piece]) -> Reading:
    """What the dialect that explains most of the lines reads, and others what it leaves over.

    The name is that of the first; `lines` where none explains any.
    """
    return _read(lines, (*DIALECTS, unmarked), least=0.1)


def _read(lines: Sequence[Piece], dialects: Sequence[Dialect], *, least: float) -> Reading:
    best = _best(lines, dialects, least)
    if best is None:
        return Reading("lines", list(lines))
    reading = best.read(lines)
    others = [dialect for dialect in dialects if dialect is not best]
    if not _keeps_all(lines, reading):  # its marks are there by chance: what they seem to part is lost
        return _read(lines, others, least=least)
    blocks: list[Block] = []
    findings = list(reading.findings)
    for is_line, group in groupby(reading.blocks, lambda block: isinstance(block, Piece)):
        run = list(group)
        if is_line and len(run) >= _ANOTHER:
            rest = _read([block for block in run if isinstance(block, Piece)], others, least=_ANOTHER)
            run, findings = rest.blocks, [*findings, *rest.findings]
        blocks.extend(run)
    return Reading(reading.dialect, blocks, findings)


def _keeps_all(lines: Sequence[Piece], reading: Reading) -> bool:
    """Is every letter and digit of the lines in the blocks? Entities of Markdown are one character, then."""
    before = html.unescape("\n".join([line.text for line in lines]))
    return _letters(before) <= _letters("\n".join([p.text for b in reading.blocks for p in _pieces(b)]))


def _letters(text: str) -> int:
    return len(_OTHER.sub("", text))


def _pieces(block: Block) -> Iterable[Piece]:
    return (block,) if isinstance(block, Piece) else chain.from_iterable(block.rows)


def _best(lines: Sequence[Piece], dialects: Sequence[Dialect], least: float) -> Dialect | None:
    """The dialect with the highest claim; plain lines, which claim half of them at most, are asked last."""
    half = 0.5 * sum(not line.blank for line in lines)
    best: Dialect | None = None
    for dialect in dialects:
        if dialect is unmarked and least > half:
            break
        if (claim := dialect.claims(lines)) >= least:
            best, least = dialect, claim + 1e-6  # the first of two that tie
    return best
