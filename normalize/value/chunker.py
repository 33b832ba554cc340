"""The walk over the tokens of a text: the token at hand, and the chunks found so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from normalize.value import measures
from normalize.value import tokens as t
from normalize.value.chunk import ABOUT, AFTER, INCLUSION, LABEL, MEASURE, RANK, RATIO, REMARK, Chunk
from normalize.value.cursor import Cursor
from normalize.value.measures import Measure
from normalize.value.tokens import Token

# Letters of tokens with which a value begins; a comparator may stand before it.
VALUE_STARTS = frozenset((t.NUMBER, t.SHARE, t.SCALE, t.HALVES, t.HALF, t.CURRENCY))
NUMBER_STARTS = VALUE_STARTS | {t.BEFORE}
PROSE = (t.LABEL, t.WORD)
# 路 and 站 are units, and parts of nouns.
_NOUN = (*PROSE, t.UNIT)
# Letters of chunks that a word behind a number may bind to.
AFTER_MEASURE = frozenset((MEASURE, AFTER, ABOUT, RATIO, RANK, REMARK, INCLUSION))


class Chunker(Cursor):
    """Each reader takes what begins at the token at hand, adds its chunk and moves on."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self.found: list[Chunk] = []

    def last(self) -> str:
        """The letter of the chunk before; blank at the start."""
        return self.found[-1].letter if self.found else ""

    def add(self, letter: str, text: str, meaning: Any = None, used: int = 1) -> None:
        """A chunk of so many tokens."""
        self.found.append(Chunk(letter, text, meaning))
        self.at += used

    def label(self, text: str, used: int = 1) -> None:
        """Words beside the value; neighbours make one label."""
        if self.found and self.found[-1].letter == LABEL:
            self.found[-1] = Chunk(LABEL, self.found[-1].text + text)
        else:
            self.found.append(Chunk(LABEL, text))
        self.at += used

    def noun_ends(self, ahead: int) -> int:
        """How many tokens ahead the words and units that begin there end: 幼儿园, 变电站."""
        while self.letter(ahead) in _NOUN:
            ahead += 1
        return ahead

    def measure(self, first: Token, *, skipped: int = 0, used: int = 1) -> Measure:
        """The measure whose number is `first`, `skipped` tokens ahead; `used` 0 where no token states the number."""
        start = self.at
        self.at += skipped + used
        measure = measures.read(self, first)
        self.found.append(Chunk(MEASURE, self.since(start), measure))
        return measure
