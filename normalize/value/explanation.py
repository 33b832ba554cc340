"""Why a value was read as it was: its pieces, the rule, the assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.forms.record import Value
from jixiao.forms.words import raw
from normalize.value.chunks import chunks
from normalize.value.context import Context
from normalize.value.prepare import LONGEST, prepare
from normalize.value.reading import read
from normalize.value.tokens import tokenise


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one text was read. `str()` is a rendering for people, in Chinese."""

    text: str
    pieces: tuple[tuple[str, str], ...]  # (text, what it was taken for)
    rule: str  # in words
    assumptions: tuple[str, ...]  # full sentences
    value: Value

    def __str__(self) -> str:
        """Lines: the text, each piece, the rule, what was read, each assumption."""
        lines = [f"原文：{self.text}"]
        lines += [f"  {piece}：{role}" for piece, role in self.pieces]
        lines.append(f"规则：{self.rule}（{self.value.rule}）")
        lines.append(f"读作：{_stated(self.value)}")
        lines += [f"  第{number}项：{_stated(part)}" for number, part in enumerate(self.value.parts, start=1)]
        lines += [f"依据：{assumption}" for assumption in self.assumptions]
        return "\n".join(lines)


def explain(text: str, context: Context = Context()) -> Explanation:  # noqa: B008 - frozen
    """The value of a cell with its grounds.

    >>> print(explain("≥500件"))
    原文：≥500件
      ≥：比较词（在前）
      500件：数量
    规则：一个数，连同比较词、单位、分母（measure）
    读作：kind=count status=ok comparator=ge lower=500 lower_inclusive=True unit=件 unit_code=1
    """
    value = read(text, context)
    vocabulary = raw("value_rules")
    found = chunks(tokenise(prepare(text))) if len(text) <= LONGEST else []
    return Explanation(
        text=text,
        pieces=tuple((chunk.text, vocabulary["pieces"][chunk.letter]) for chunk in found),
        rule=vocabulary["rules"][value.rule],
        assumptions=tuple(_sentence(issue, text) for issue in value.issues),
        value=value,
    )


def _sentence(issue: str, text: str) -> str:
    listed = raw("issues")
    return str(listed.get(issue, listed["unlisted"])["message"]).format(text=text)


def _stated(value: Value) -> str:
    """The fields that hold something."""
    hidden = ("raw", "rule", "parts", "issues")
    pairs = ((name, getattr(value, name)) for name in Value.__dataclass_fields__ if name not in hidden)
    return " ".join(f"{name}={content}" for name, content in pairs if content not in (None, (), False, ""))
