"""From a cell's text and its neighbours to the typed value: the order in which the rules are asked."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.forms.record import Value
from normalize.value import prepare, qualities, rules, several
from normalize.value.chunks import Chunk, chunks
from normalize.value.completion import complete
from normalize.value.context import Context
from normalize.value.draft import Draft
from normalize.value.tokens import tokenise

_NOTHING = Context()
# 10% read as IO%, M.8万元: letters where digits stood.
_LOOK_ALIKE = re.compile(r"(?<![A-Za-z0-9])[IlOo]{1,3}(?=[%\d\u4e00-\u9fff])|\d[IlOo](?![A-Za-z])|(?<![A-Za-z])[A-Z]\.\d")
# No number, no time, no place left open: what remains is words.
_WORDS = frozenset("LCGBUQTAVWKkJN")


@lru_cache(maxsize=65536)
def read(text: str, context: Context = _NOTHING) -> Value:
    """The typed value of one cell; docs/values.md says what each field holds.

    >>> value = read("≧500件")
    >>> value.kind, value.comparator, value.lower, value.unit
    ('count', 'ge', Decimal('500'), '件')
    """
    draft = read_text(prepare.prepare(text)) if len(text) <= prepare.LONGEST else _too_long(text)
    return complete(draft, text, context)


def _too_long(text: str) -> Draft:
    """Prose is text; with digits in it nobody can say that it states no value."""
    if re.search("[0-9０-９]", text):
        return Draft("too_long").refuse("too_long")
    return Draft("words", kind="text")


def read_text(text: str) -> Draft:
    """What the prepared text says by itself."""
    draft = qualities.whole(text)
    if draft is not None:
        return draft
    if _LOOK_ALIKE.search(text) and not text.isascii() or prepare.APART in text:
        return Draft("look_alike").refuse("suspicious")
    found = chunks(tokenise(text))
    letters = {chunk.letter for chunk in found}
    if letters <= _WORDS or "T" in letters:
        return qualities.read(text, found)
    return _numbers(text, found, letters)


def _numbers(text: str, found: list[Chunk], letters: set[str]) -> Draft:
    draft = rules.single(found) if not letters & {"X", "!"} else None
    draft = draft or several.read(found)
    if draft is not None:
        return draft
    quality = qualities.read(text, found)
    if quality.kind not in ("text", ""):
        return quality
    if letters & several.STATING:
        return Draft("no_rule").refuse("suspicious" if "X" in letters else "")
    return quality
