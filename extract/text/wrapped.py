"""Does a line go on with the cells of the row above it, or begin a new row? For dumps that draw no line between rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from extract.shape import list_marked
from extract.text.display import width
from extract.text.pieces import Piece, joined
from extract.vocabulary import column_role, is_caption, label, level1, level2

_FIRST_WORD = re.compile(r"[!-~]+|.")
_SHORT = 4  # characters of a line of a vertical caption


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


def goes_on(above: Mapping[int, Sequence[str]], line: Mapping[int, str], widths: Mapping[int, int]) -> bool:
    """Each text of the line goes on with the one above it: that one fills its cell, or is only a part of something.

    All are keyed by column; `above` holds the lines of the row so far, `line` and `above` no blank texts,
    `widths` the room in the cells, in columns of characters.
    """
    if not all(column in above for column in line):
        return False
    alone = len(line) == 1
    return all(
        _is_full(above[column][-1], text, widths[column])
        or (alone and _is_part(above[column], text, caption=column == 1))
        for column, text in line.items()
    )


def _is_full(above: str, text: str, room: int) -> bool:
    """There was no room for the first word of the text behind what stands above it."""
    word = _FIRST_WORD.match(text)
    return word is not None and width(above) + width(word[0]) > room


def _is_part(above: Sequence[str], text: str, *, caption: bool) -> bool:
    """Another paragraph of the cell: together they are a known word, the cell is a list, a bracket follows, or a
    caption stands upright in the first column.
    """
    if is_known(joined([*above, text])) or text.startswith(("（", "(")):
        return True
    if is_known(text):
        return False
    if list_marked(text):
        return list_marked(above[0])
    return caption and all(len(part) <= _SHORT for part in (*above, text))
