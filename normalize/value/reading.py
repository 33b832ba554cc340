"""From a cell's text and its neighbours to the typed value: the order in which the rules are asked."""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.forms.record import Value
from normalize.value import boxes, prepare, qualities, rules, several
from normalize.value.chunk import Chunk
from normalize.value.chunks import chunks
from normalize.value.completion import complete
from normalize.value.context import Context
from normalize.value.draft import Draft
from normalize.value.numerals import HAN
from normalize.value.tokens import tokenise

_NOTHING = Context()
# 10% read as IO%, M.8万元: letters where digits stood.
_LOOK_ALIKE = re.compile(
    r"(?<![A-Za-z\d])[IlOo]{1,3}(?=[%\d])|\d[IO](?![A-Za-z])|\d[lo](?=[%\d\u4e00-\u9fff])|(?<![A-Za-z])[A-Z]\.\d"
    r"|(?<![A-Za-z\d])(?=[IlO]*[lO])[IlO]{2,3}(?=[万亿元个人件次天年月日])"
)
_LETTER = re.compile("[A-Za-z]")
# A cell of so many pieces is a paragraph or damage.
_MOST_CHUNKS = 90
# With one of these a number beside it is not read: damage, a vague number, a turned sense, a place left open, a
# misused sign.
_NEVER = frozenset("Xy!TZ")
# No number, no time, no place left open: what remains is words.
_WORDS = frozenset("LCGBUQTAVKkJNZ!")


@lru_cache(maxsize=65536)
def read(text: str, context: Context = _NOTHING) -> Value:
    """The typed value of one cell; docs/values.md says what each field holds.

    >>> value = read("≧500件")
    >>> value.kind, value.comparator, value.lower, value.unit
    ('count', 'ge', Decimal('500'), '件')
    """
    return read_once(text, context)


def read_once(text: str, context: Context = _NOTHING) -> Value:
    """As `read`, without the cache."""
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
    offered = boxes.options(text)
    if offered is not None:
        return _chosen(offered)
    if prepare.APART in text or (_LETTER.search(text) and _LOOK_ALIKE.search(text)):
        return Draft("look_alike").refuse("suspicious")
    classed = qualities.classed(text)
    if classed is not None:
        return classed
    if text[0] in "[(":
        text = _as_bounds(text)
    found = chunks(tokenise(text))
    if len(found) > _MOST_CHUNKS:
        return _too_long(text)
    letters = {chunk.letter for chunk in found}
    if letters <= _WORDS:
        return qualities.read(text, found)
    draft = _numbers(text, found, letters)
    if draft.status == "unparsed" and "\n" in text:
        return read_text(text.replace("\n", ""))
    return draft


def _chosen(options: boxes.Options) -> Draft:
    """The value of the option that is ticked; with none ticked a scale; several are not one value."""
    left = [read_text(option) for option in options.offered if option not in options.ticked]
    in_words = all(draft.kind in _IN_WORDS for draft in left)
    if not options.ticked and in_words:
        return Draft("scale", kind="scale", grade_scale=options.offered, issues=["scale_not_grade"])
    if len(options.ticked) != 1:
        return Draft("no_rule").refuse()
    draft = read_text(options.ticked[0])
    if draft.kind in ("text", "none"):
        draft = Draft("ticked", kind="grade", grade=options.ticked[0])  # a word that no scale has
    if not in_words:
        draft.doubt("remark_unread")
    return draft


_IN_WORDS = frozenset({"text", "grade", "boolean", "trend", "none"})


_INTERVAL = re.compile(r"(\[|\()([^()\[\],]+),([^()\[\],]+)(\]|\))")


def _as_bounds(text: str) -> str:
    """[80%,90%) in words: `≥80%且<90%`; two round brackets alone may be a list."""
    match = _INTERVAL.fullmatch(text)
    if match is None or match[1] + match[4] == "()":
        return text
    low, high = "≥" if match[1] == "[" else ">", "≤" if match[4] == "]" else "<"
    return f"{low}{match[2]}且{high}{match[3]}"


def _numbers(text: str, found: list[Chunk], letters: set[str]) -> Draft:
    if not letters & _NEVER:
        draft = rules.single(found) or several.read(found)
        if draft is not None:
            return draft
    aside = _graded(found) or _in_bracket(found)
    if aside is not None:
        return aside
    if letters & (several.STATING | _NEVER | {"u"}) or any(
        _counts(chunk.text) for chunk in found if chunk.letter == "E"
    ):
        left = qualities.template(found)
        return left or Draft("no_rule").refuse("suspicious" if letters & {"X", "Z"} else "")
    return qualities.read(text, found)


def _graded(found: list[Chunk]) -> Draft | None:
    """优秀（90分以上）: a grade, and a remark with numbers that is not read."""
    if len(found) != 2 or found[1].letter != "I":
        return None
    draft = qualities.whole(found[0].text)
    if draft is None or draft.kind != "grade":
        return None
    draft.label.append(found[1].text)
    draft.doubt("remark_unread")
    return draft


def _in_bracket(found: list[Chunk]) -> Draft | None:
    """全部（100%）: words, and in brackets the value that they stand for."""
    if [chunk.letter for chunk in found] != ["L", "I"]:
        return None
    draft = read_text(found[1].text[1:-1])
    if draft.number is None or draft.label:
        return None
    draft.label.append(found[0].text)
    return draft


def _counts(text: str) -> bool:
    """Does 每百人, 每10个 hold a numeral?"""
    return any(character in HAN or character.isdigit() for character in text)
