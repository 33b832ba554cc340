"""Several values in one cell: `450件、≥95%`, `上半年≥91%，下半年≥91%`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalize.value import chunk as c
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft
from normalize.value.quantity_rules import PARTS_OF_YEAR, doubt_age
from normalize.value.rules import single
from normalize.value.units import units

# Letters that state a value, or may.
STATING = frozenset((c.MEASURE, c.DATE, c.RATIO, c.RANK, c.REMARK, c.DAMAGE, c.UNCLEAR))


def read(found: Sequence[Chunk]) -> Draft | None:
    """One draft with its parts; None where some part cannot be read, or there is but one."""
    clauses = _clauses(found)
    if len(clauses) < 2:
        return None
    parts = [single(clause) for clause in clauses]
    if any(part is None for part in parts):
        return None  # what one part means may depend on another
    drafts = [part for part in parts if part is not None]
    for draft, clause in zip(drafts, clauses, strict=True):
        draft.text = "".join(chunk.text for chunk in clause)
        doubt_age(draft, beside=True)
    if all(chunk.letter != c.SEPARATOR for chunk in found):
        _doubt_size(drafts, clauses)
    if (
        _bare(drafts)
        or _one_thing(drafts, found)
        or any(draft.rule == "recurring_deadline" for draft in drafts)
    ):
        return None
    return Draft("several", kind="multi", parts=drafts)


def _doubt_size(drafts: list[Draft], clauses: list[list[Chunk]]) -> None:
    """20吨压路机2台, 3年生苗木5000株: the first may say what kind of thing is counted."""
    first, second = drafts[0], clauses[1]
    sized = first.unit is not None and first.unit.kind in ("physical", "duration") and not first.label
    if (
        sized
        and second[0].letter == c.LABEL
        and drafts[1].unit is not None
        and drafts[1].unit.kind == "count"
    ):
        first.doubt("within_sentence")


def _clauses(found: Sequence[Chunk]) -> list[list[Chunk]]:
    """Cut at separators, and between two measures side by side; clauses of words alone go to a neighbour's label."""
    clauses: list[list[Chunk]] = [[]]
    for chunk in found:
        if chunk.letter == c.SEPARATOR:
            clauses.append([])
        else:
            clauses[-1].append(chunk)
    clauses = [piece for clause in clauses for piece in _side_by_side(clause)]
    return [clause for clause in clauses if any(chunk.letter in STATING for chunk in clause)]


def _side_by_side(clause: list[Chunk]) -> list[list[Chunk]]:
    """3次5期, 培训3期200人次, 2024年12月底前完成100%."""
    stating = [index for index, chunk in enumerate(clause) if chunk.letter in (c.MEASURE, c.DATE, c.RATIO)]
    if len(stating) < 2 or any(chunk.letter in (c.DASH, c.PLUS_MINUS) for chunk in clause):
        return [clause]
    cuts = [0]
    for first, second in pairwise(stating):
        if second == first + 1 and _belong_together(clause[first], clause[second]):
            return [clause]
        if any(chunk.text.startswith(("或", "各")) for chunk in clause[first + 1 : second]):
            return [clause]  # one or the other; 春秋两季各1次: so many in each
        if clause[first].letter == c.MEASURE and clause[first + 1].text.startswith("的"):
            return [clause]  # 90%的村达到95%: the first says who is meant
        if (
            second == first + 1
            and _lasts(clause[second])
            and (clause[first].letter == c.DATE or _lasts(clause[first]))
        ):
            return [clause]  # 2024年13月, 13月31日
        if clause[first].letter == c.DATE and not _deadline(clause, first) and _says_when(clause, first):
            continue  # 上半年≥91%: when, not another value
        behind = first + 1
        while behind < second and clause[behind].letter in (c.AFTER, c.ABOUT, c.UNTIL, c.SINCE):
            behind += 1
        if behind < second and clause[behind].letter == c.LABEL and clause[first].letter == c.DATE:
            behind += 1
        if behind < second and clause[behind].text in units():
            behind += 1  # 8个村3200人
        cuts.append(behind)
    return [clause[start:end] for start, end in pairwise([*cuts, len(clause)])]


def _belong_together(first: Chunk, second: Chunk) -> bool:
    """1村1个: one for each; 12元5角: one sum; 六个100%: the name of a rule."""
    if first.letter != c.MEASURE or second.letter != c.MEASURE:
        return False
    one, other = first.meaning, second.meaning
    slogan = one.unit_text == "个" and other.kind == "percent"
    return slogan or bool(one.number == 1) or one.kind == other.kind == "money"


def _lasts(chunk: Chunk) -> bool:
    return chunk.letter == c.MEASURE and chunk.meaning.kind == "duration"


def _says_when(clause: list[Chunk], at: int) -> bool:
    return clause[at].meaning.shape in PARTS_OF_YEAR or (
        at > 0 and clause[at - 1].text.endswith(("较", "比"))
    )


def _deadline(clause: list[Chunk], at: int) -> bool:
    return at + 1 < len(clause) and clause[at + 1].letter in (c.UNTIL, c.SINCE)


def _one_thing(drafts: Sequence[Draft], found: Sequence[Chunk]) -> bool:
    """Bounds of one quantity that contradict each other (≥95%≤90%), or a share (5人/20人), rather than two values."""
    separators = {chunk.text for chunk in found if chunk.letter == c.SEPARATOR}
    units = {draft.unit.name if draft.unit else "" for draft in drafts if draft.span is None}
    if len(units) != 1 or any(draft.label or draft.span for draft in drafts):
        return False
    opposed = {(draft.comparator or "eq")[0] for draft in drafts} == {"g", "l"}
    return opposed or not separators or (separators == {"/"} and units != {"%"})


def _bare(drafts: Sequence[Draft]) -> bool:
    """A number without unit and comparator beside values that have them (`20、≥95%`) may be a list mark."""
    return any(
        draft.number is not None and draft.unit is None and draft.comparator is None for draft in drafts
    )
