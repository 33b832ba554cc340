"""Brackets: a unit, 含, a remark with numbers, or words."""

from __future__ import annotations

from normalize.value import tokens as t
from normalize.value.chunk import AFTER, BEFORE, DASH, DATE, INCLUSION, MEASURE, REMARK, TEMPLATE, WHOLE_YEAR
from normalize.value.chunker import AFTER_MEASURE, Chunker
from normalize.value.tokens import Token

_COUNTS = frozenset((t.NUMBER, t.SCALE, t.DATE, t.HALF, t.HALVES, t.SHARE, t.DAMAGE, t.UNCLEAR, t.BLANKS))
_UNIT_PIECES = frozenset((t.SCALE, t.UNIT, t.SLASH, t.EACH))


def bracket(chunker: Chunker, token: Token) -> None:
    """A unit, 含, a remark with numbers, or words."""
    close = _closing(chunker)
    if close is None:
        chunker.label(token.text)
        return
    inner = chunker.tokens[chunker.at + 1 : close]
    used = close + 1 - chunker.at
    text = chunker.ahead(used)
    if not inner:
        chunker.add(TEMPLATE, text, used=used)
    elif not chunker.found and close + 1 == len(chunker.tokens):
        chunker.at += 1  # the whole text in brackets
        chunker.tokens = list(chunker.tokens[:close])
    elif all(piece.letter in _UNIT_PIECES for piece in inner):
        chunker.label(text, used=used)  # 面积(万亩)
    elif any(piece.letter in _COUNTS for piece in inner):
        chunker.add(REMARK, text, used=used)
    elif all(piece.letter == t.WHOLE_YEAR for piece in inner) and chunker.last() in AFTER_MEASURE:
        chunker.add(WHOLE_YEAR, text, used=used)  # 6次（全年）
    elif text[1:-1] in _INCLUSION:
        _include(chunker, text, used)
    else:
        chunker.label(text, used=used)


def _include(chunker: Chunker, text: str, used: int) -> None:
    """（含）, （不含）: what stands before or behind it includes its number, or does not."""
    sense = _INCLUSION[text[1:-1]]
    last = "".join(chunk.letter for chunk in chunker.found[-2:])
    if last.endswith(DATE):
        chunker.at += used  # 6月30日（含）前
    elif last.endswith(AFTER):
        after = chunker.found.pop()
        chunker.add(AFTER, after.text + text, sense(after.meaning), used=used)
    elif last == BEFORE + MEASURE:
        before = chunker.found[-2]  # 大于3人（含）
        chunker.found[-2] = before._replace(meaning=sense(before.meaning))
        chunker.label(text, used=used)
    elif last == DASH + MEASURE or (last.endswith(MEASURE) and chunker.letter(used) == t.DASH):
        chunker.add(INCLUSION, text, sense("ge") == "ge", used=used)  # 60%（含）-80%（不含）
    elif chunker.letter(used) == t.AFTER:
        after_token = chunker.tokens[chunker.at + used]
        chunker.add(AFTER, text + after_token.text, sense(after_token.meaning), used=used + 1)
    else:
        chunker.label(text, used=used)


def _closing(chunker: Chunker) -> int | None:
    """Index of the bracket that closes the one at hand; None where it stays open or nests."""
    for index in range(chunker.at + 1, len(chunker.tokens)):
        letter = chunker.tokens[index].letter
        if letter == t.CLOSE:
            return index
        if letter == t.OPEN:
            return None
    return None


def _strict(comparator: str) -> str:
    return {"ge": "gt", "le": "lt"}.get(comparator, comparator)


def _inclusive(comparator: str) -> str:
    return {"gt": "ge", "lt": "le"}.get(comparator, comparator)


_INCLUSION = {
    "含": _inclusive, "含本数": _inclusive, "包含": _inclusive, "包括": _inclusive, "包含本数": _inclusive,
    "不含": _strict, "不包含": _strict, "不含本数": _strict, "不包括": _strict,
}  # fmt: skip
