"""Does a text go on with the cell above it? For dumps that wrap cells and draw no line between rows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from extract.shape import is_blank, list_marked, value_likeness
from extract.text.display import width
from extract.text.pieces import joined
from extract.vocabulary import column_role, is_caption, label, level1, level2
from jixiao.forms.text import fold, squeeze
from jixiao.forms.words import raw

_SHORT = 4  # characters of the last line of a wrapped name
_NAME = -0.7  # likeness to a value of a text that ends as names do
# What a line is not broken within: a Latin word, units with strokes, and the punctuation behind.
_FIRST_WORD = re.compile(r"(?:[≥≤≧≦＞＜＝]*[!-~]+|.(?:/.)*)[，。、；：！？）》”％‰℃]*")


def is_known(text: str) -> bool:
    """A label, a heading, a class, a caption."""
    return bool(label(text) or column_role(text) or level1(text) or level2(text)) or is_caption(text)


def cell_text(lines: Sequence[str]) -> str:
    """The lines of a cell as its text: wrapped lines joined, each item of a list a paragraph.

    >>> cell_text(["1.清扫主干", "道路。", "2.清运垃圾。"])
    '1.清扫主干道路。\\n2.清运垃圾。'
    """
    paragraphs: list[list[str]] = []
    for line in lines:
        if not paragraphs or (list_marked(line) and list_marked(lines[0])):
            paragraphs.append([])
        paragraphs[-1].append(line)
    return "\n".join(map(joined, paragraphs))


def goes_on(above: Sequence[str], text: str, room: float, *, caption: bool) -> bool:
    """The text goes on with the cell above it: as a part of it, or because the cell was full.

    `room` is what is left behind the last line of the cell, in columns of characters.
    """
    if is_part(above, text, caption=caption):
        return True
    another = (
        is_blank(text)
        or is_known(text)
        or (caption and len(text) > 1 and begins_known(text))
        or (_is_whole_name(above[-1]) and _is_whole_name(text))
    )
    return not another and first_word(text) > room


def _is_whole_name(text: str) -> bool:
    """Ends as names of indicators do, and is long enough to be one."""
    return len(text) > _SHORT and value_likeness(text) <= _NAME


def first_word(text: str) -> int:
    """How wide the first word is that a line is not broken within.

    >>> first_word("元/人/年"), first_word("大，活动"), first_word("97％；合格")
    (8, 4, 6)
    """
    word = _FIRST_WORD.match(text)
    return width(word[0]) if word else 0


def is_part(above: Sequence[str], text: str, *, caption: bool) -> bool:
    """The text is another paragraph of the cell above it.

    A bracket is closed or follows, together they are a known word, or the cell is a list; in the column of
    captions, together they begin a known word, as captions stand upright.
    """
    together = joined([*above, text])
    if is_known(together) or text.startswith(("（", "(")) or closes_bracket(above, text):
        return True
    if is_known(text):
        return False
    if list_marked(text):
        return list_marked(above[0])
    return caption and begins_known(together)


def closes_bracket(above: Sequence[str], text: str) -> bool:
    """Does the text close a bracket that the lines above have left open?"""
    before = fold("".join(above))
    return before.count("(") > before.count(")") and ")" in fold(text)


def begins_known(text: str) -> bool:
    """A known word begins with the text: `年度总体` of 年度总体目标."""
    words, (key, bracket, rest) = _known_words(), squeeze(text).partition("(")
    if bracket:
        return key in words and ")" not in rest
    place = bisect_left(words, key)
    return place < len(words) and words[place].startswith(key)


@cache
def _known_words() -> tuple[str, ...]:
    columns, classes = raw("columns"), raw("classes")
    sections = [
        *raw("labels").values(),
        columns["roles"],
        columns["caption"],
        classes["level1"],
        classes["level2"],
    ]
    return tuple(
        sorted({squeeze(word) for section in sections for words in section.values() for word in words})
    )
