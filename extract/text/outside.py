"""Lines that stand outside a table, whatever they seem to continue: a form's title, a note, a signature."""

from __future__ import annotations

from functools import cache, lru_cache

from extract.title import is_title
from jixiao.forms.text import squeeze
from jixiao.forms.words import raw


@lru_cache(maxsize=65536)
def is_outside(text: str) -> bool:
    """The line is the title of a form, or begins as a note or a signature does.

    >>> [is_outside(text) for text in ("2024年项目支出绩效目标表", "注：不少于3个。", "填表人：", "12条")]
    [True, True, True, False]
    """
    return is_title(text.strip()) or is_note(text)


def is_note(text: str) -> bool:
    """The line begins as a note or a signature does."""
    return squeeze(text).startswith(_note_starts())


@cache
def _note_starts() -> tuple[str, ...]:
    labels = raw("labels")
    signatures = [f"{person}{end}" for person in labels["field"]["person"] for end in ":("]
    words = map(squeeze, (*labels["furniture"]["note"], *signatures))
    return tuple(word for word in words if len(word) > 1)  # a star also opens the names of core indicators
