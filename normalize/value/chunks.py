"""Tokens to chunks: a number with its scale, unit and denominators becomes one measure, the rest gets its part.

What a word is depends on its neighbours: 以上 binds only right after a measure, 近 only right before a number,
至 is a dash only between two of them. Words that find no such place are label.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from normalize.value import binding, brackets, changes, naming, numbers, sharing, unit_words
from normalize.value import chunk as c
from normalize.value import tokens as t
from normalize.value.chunk import Chunk
from normalize.value.chunker import Chunker
from normalize.value.tokens import Token


def chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """The chunks of a text's tokens."""
    chunker = Chunker(tokens)
    while chunker.at < len(chunker.tokens):
        token = chunker.tokens[chunker.at]
        reader = _READERS.get(token.letter)
        if reader is not None:
            reader(chunker, token)
        elif token.letter in _AS_IT_STANDS:
            chunker.add(_AS_IT_STANDS[token.letter], token.text, token.meaning)
        else:
            chunker.label(token.text)
    return chunker.found


# What a token is wherever it stands.
_AS_IT_STANDS = {
    t.BASIS: c.BASIS,
    t.HABIT: c.HABIT,
    t.WHOLE_YEAR: c.WHOLE_YEAR,
    t.DATE: c.DATE,
    t.PLUS_MINUS: c.PLUS_MINUS,
    t.BLANKS: c.TEMPLATE,
    t.NEGATION: c.NEGATION,
    t.SEVERAL: c.UNCLEAR,
    t.UNCLEAR: c.UNCLEAR,
    t.DAMAGE: c.DAMAGE,
    t.MISUSED: c.MISUSED,
}

# What reads the chunk that begins with a token.
_READERS: dict[str, Callable[[Chunker, Token], object]] = {
    t.LABEL: naming.words,
    t.NUMBER: numbers.number,
    t.SCALE: unit_words.scale,
    t.UNIT: unit_words.unit,
    t.SHARE: numbers.share,
    t.BEFORE: binding.before,
    t.AFTER: binding.after,
    t.NEARLY: binding.nearly,
    t.CHANGE: changes.change,
    t.EACH: sharing.each,
    t.AVERAGE: sharing.average,
    t.AVERAGE_PERIOD: sharing.average_period,
    t.UNTIL: binding.until,
    t.UNTIL_PREFIX: binding.until_prefix,
    t.SINCE: binding.beginning,
    t.CURRENCY: unit_words.currency,
    t.DASH: binding.dash,
    t.OPEN: brackets.bracket,
    t.SLASH: sharing.slash,
    t.SEPARATOR: binding.separator,
    t.VARIABLE: binding.variable,
    t.ORDINAL: naming.ordinal,
    t.HALF: numbers.half,
    t.HALVES: numbers.halves,
}
