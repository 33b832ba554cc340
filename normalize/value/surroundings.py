"""What stands beside a number in its cell: comparators, changes, denominators, words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jixiao.forms.words import raw
from normalize.value import chunk as c
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft

UP = ("ge", "gt")
DOWN = ("le", "lt")
# A label longer than this is a sentence, and the number in it may be a condition rather than the target.
LONG_LABEL = 24
_CUT = tuple(raw("value_words")["cut_comparator"]["ends"])


class Said(NamedTuple):
    """A comparator that the cell states; `vague` where it is the 余 of 500余件 or the 近 of 近3000人."""

    name: str
    vague: bool = False


def gather(draft: Draft, around: Iterable[Chunk]) -> list[Said]:
    """Put what stands around a number into the draft; the comparators, still to be settled, are returned."""
    said: list[Said] = []
    for chunk in around:
        letter = chunk.letter
        if letter in (c.BEFORE, c.AFTER):
            said.append(Said(chunk.meaning))
        elif letter == c.ABOUT:
            said.append(Said("approx"))
        elif letter == c.NEARLY:
            said.append(Said("lt", vague=True))
        elif letter == c.EACH:
            draft.shared = draft.shared + chunk.meaning
        elif letter == c.CHANGE:
            draft.change = chunk.meaning
        elif letter == c.BASIS:
            draft.change_basis = chunk.meaning
        elif letter in _WORDS:
            draft.label.append(chunk.text)
        _note(draft, chunk)
    return said


_WORDS = frozenset((c.LABEL, c.WHOLE_YEAR, c.DATE, c.REMARK, c.SEPARATOR, c.UNIT))


def _note(draft: Draft, chunk: Chunk) -> None:
    if chunk.letter == c.WHOLE_YEAR:
        draft.period = "P1Y"
    elif chunk.letter == c.REMARK:
        draft.doubt("remark_unread")
    elif chunk.letter == c.UNIT and chunk.meaning.kind != "count":
        draft.doubt("unit_ambiguous")  # 95以上%; 15个乡镇 is clear


def settle(draft: Draft, said: Sequence[Said]) -> bool:
    """One comparator out of those that the cell states; False where they contradict each other, or one was cut."""
    if not said and any(label.endswith(_CUT) for label in draft.label):
        return False
    names = [name for name, _ in said]
    binding = [name for name in names if name not in ("approx", "eq")]
    draft.approximate = draft.approximate or "approx" in names or any(vague for _, vague in said)
    if not binding:
        draft.comparator = "approx" if "approx" in names else "eq" if "eq" in names else None
        return True
    if {name in UP for name in binding} == {True, False}:
        return False
    draft.comparator = next((name for name, vague in said if vague and name != "approx"), binding[0])
    if len(set(binding)) > 1:
        draft.doubt("comparator_mixed")
    elif len(binding) > 1:
        draft.issues.append("comparator_twice")
    return True


def doubt_sentence(draft: Draft) -> None:
    """A long label is a sentence."""
    if sum(map(len, draft.label)) > LONG_LABEL:
        draft.doubt("within_sentence")


def place(found: Sequence[Chunk], letter: str) -> int:
    """Index of the first chunk of a letter."""
    return next(index for index, chunk in enumerate(found) if chunk.letter == letter)


def others(found: Sequence[Chunk], at: int) -> list[Chunk]:
    """All chunks but one."""
    return [*found[:at], *found[at + 1 :]]
