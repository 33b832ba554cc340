"""Words of change: by how much, or how long."""

from __future__ import annotations

from jixiao.forms.words import raw
from normalize.value import tokens as t
from normalize.value.chunk import BASIS, CHANGE, LABEL, MEASURE, SEPARATOR
from normalize.value.chunker import VALUE_STARTS, Chunker
from normalize.value.tokens import Token

_LASTING = tuple(raw("value_words")["lasting"]["words"])
_LONG_TIMES = frozenset({"年", "季度", "月"})  # 持续缩短3天 is by three days


def change(chunker: Chunker, token: Token) -> None:
    """增长, 下降: beside a number it is by how much; 提高到 and 增 inside a word are label."""
    near = chunker.letter() in VALUE_STARTS or chunker.letter() in (t.BEFORE, t.NEARLY, t.PLUS_MINUS)
    if len(token.text) == 1 and token.text not in "↑↓" and chunker.last() not in ("", BASIS, SEPARATOR):
        chunker.label(token.text)  # 增 in 亩均增
    elif _lasts(chunker):
        chunker.label(token.text)
    elif near or (chunker.letter() == "" and chunker.last() == MEASURE):
        chunker.add(CHANGE, token.text, token.meaning)
    else:
        chunker.label(token.text)


def _lasts(chunker: Chunker) -> bool:
    """持续提升3年: is it told how long the change goes on?"""
    lasting = chunker.last() == LABEL and chunker.found[-1].text.endswith(_LASTING)
    return (
        lasting and chunker.letter(2) == t.UNIT and chunker.tokens[chunker.at + 2].meaning.name in _LONG_TIMES
    )
