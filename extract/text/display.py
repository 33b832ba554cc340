"""How wide a text is on a terminal, where a Chinese character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

FILLER = "\0"  # the second column of a wide character; control characters are gone from the text


def columns(text: str, *, ambiguous: bool = False) -> str:
    """The text with one character for each column; `ambiguous`: `…`, `≥`, `①` and their like are wide too.

    >>> columns("指标:5").replace(FILLER, "_")
    '指_标_:5'
    """
    if text.isascii():
        return text
    return _wide(ambiguous).sub(_filled, text)


def width(text: str) -> int:
    """Number of columns."""
    return len(columns(text))


def text_of(shown: str) -> str:
    """What was cut out of columns, as text again."""
    return shown.replace(FILLER, "")


def _filled(run: re.Match[str]) -> str:
    return FILLER.join([*run[0], ""])


@cache
def _wide(ambiguous: bool) -> re.Pattern[str]:
    """A run of wide characters."""
    classes = "WFA" if ambiguous else "WF"
    small = "".join(
        chr(code) for code in range(0x80, 0x2E80) if unicodedata.east_asian_width(chr(code)) in classes
    )
    return re.compile(
        f"[{re.escape(small)}\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
        "\uff01-\uff60\uffe0-\uffe6\U0001f300-\U0001f64f\U00020000-\U0003fffd]+"
    )
