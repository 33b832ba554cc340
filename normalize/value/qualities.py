"""Values without a number: grades, scales, trends, yes and no, placeholders, left-over templates, plain words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from jixiao.forms.text import squeeze
from jixiao.forms.words import load, raw
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft


def whole(text: str) -> Draft | None:
    """A word that the vocabulary lists as it stands; None for all else."""
    entry = _words().get(text)
    if entry is None:
        return None
    kind, word = entry
    if kind == "grade":
        return Draft("grade", kind="grade", grade=word, grade_scale=_scales_of().get(word, ()))
    if kind == "boolean":
        return Draft("yes_no", kind="boolean", grade=word)
    return Draft("placeholder" if kind == "none" else "words", kind=kind)


@cache
def _words() -> dict[str, tuple[str, str]]:
    """{word: (kind, our word)}; where two lists have one word the first listed here decides."""
    vocabulary = raw("qualities")
    table: dict[str, tuple[str, str]] = {}
    for word in vocabulary["placeholders"]["words"]:
        table.setdefault(squeeze(word), ("none", ""))
    for word, ours in load("qualities", "yes_no").items():
        table.setdefault(word, ("boolean", ours))
    for word in vocabulary["texts"]["words"]:
        table.setdefault(squeeze(word), ("text", ""))
    for grade in (
        *vocabulary["grades"]["words"],
        *(grade for scale in vocabulary["scales"].values() for grade in scale),
    ):
        table.setdefault(squeeze(grade), ("grade", grade))
    return table


@cache
def _scales_of() -> dict[str, tuple[str, ...]]:
    """{grade: its scale} of the grades that stand in one scale only."""
    scales = [tuple(scale) for scale in raw("qualities")["scales"].values()]
    holders = {grade: [scale for scale in scales if grade in scale] for scale in scales for grade in scale}
    return {grade: found[0] for grade, found in holders.items() if len(found) == 1}


def read(text: str, found: Sequence[Chunk]) -> Draft:
    """The value of a text in which no number is left over."""
    return (
        template(found)
        or _scale(text)
        or _grade(text)
        or _trend(text)
        or Draft("words", kind="text", label=[])
    )


_TEMPLATE = re.compile("[LCZEAW]*T[LCTUuSAEI]*|[CZ]+[UuTE]*|[Uu]")


def template(found: Sequence[Chunk]) -> Draft | None:
    """≥**%, ≧ %, **人: what a template left where a number was to stand."""
    if _TEMPLATE.fullmatch("".join(chunk.letter for chunk in found)):
        return Draft("template", kind="none", issues=["template_left"])
    return None


_LIST = re.compile(r"[/、,;|()\\]|或|及")


def _scale(text: str) -> Draft | None:
    """优良中低差, 优/良/差, 是/否: a scale to choose from, and no choice."""
    pieces = tuple(piece for piece in _LIST.split(text) if piece)
    if len(pieces) == 1 and len(text) > 2:
        pieces = tuple(text)
    if len(pieces) < 2 or len(set(pieces)) < len(pieces):
        return None
    if any(set(pieces) <= scale for scale in _offers()):
        return Draft("scale", kind="scale", grade_scale=pieces, issues=["scale_not_grade"])
    return None


@cache
def _offers() -> tuple[frozenset[str], ...]:
    vocabulary = raw("qualities")
    return tuple(map(frozenset, (*vocabulary["scales"].values(), *vocabulary["offers"]["lists"])))


_CLASS = re.compile(
    r"(?:国家|地表水)?"
    r"((?:[一二三四五六1-6甲乙丙]|A{1,5}|B{1,3}|C{1,3}|D|[1-5]A|I{1,3}|IV|V)(?:级甲等|级乙等|级|类水质|类水|类标准|等奖|类)|[一二三四五1-5]星级)"
    r"(?:标准|水质|水平|资质)?((?:及)?以[上内下])?(?:水质|标准)?"
)


def classed(text: str) -> Draft | None:
    """二级及以上, 不低于Ⅲ类, 三级甲等: a class with its number, and what binds it; 三类 may be three kinds."""
    if not _CLASS_NOUNS.search(text):
        return None
    comparator, rest = _bound(text)
    match = _CLASS.fullmatch(rest)
    if match is None or (match[1].endswith("类") and match[1][0] not in "IV"):
        return None
    if comparator and match[2]:
        return None  # 不低于二级以上
    return Draft("class", kind="grade", grade=match[1], comparator=comparator or _direction(match[2]))


def _bound(text: str) -> tuple[str | None, str]:
    """What binds the grade behind it, and the rest: 不低于, ≥, 优于; 达到 binds nothing."""
    match = _bounds().match(text)
    if match is None:
        return None, text
    bound = load("qualities", "grade_bounds")[match[1]]
    return (None if bound == "is" else bound), text[match.end() :]


@cache
def _bounds() -> re.Pattern[str]:
    words = sorted(load("qualities", "grade_bounds"), key=len, reverse=True)
    return re.compile(rf"(?:水质|断面水质|出水水质)?({'|'.join(map(re.escape, words))})")


_CLASS_NOUNS = re.compile("[级类等星]")


def _grade(text: str) -> Draft | None:
    """合格以上, 不低于良好, 达到优秀等次: a grade, with what binds it."""
    comparator, rest = _bound(text)
    ending = next((ending for ending in ("及以上", "以上") if rest.endswith(ending)), "")
    word = rest.removesuffix(ending)
    for noun in ("等次", "等级"):
        word = word.removesuffix(noun)
    kind, grade = _words().get(word, ("", ""))
    if kind != "grade" or word == text or (ending and comparator):
        return None
    return Draft(
        "grade",
        kind="grade",
        grade=grade,
        grade_scale=_scales_of().get(grade, ()),
        comparator="ge" if ending else comparator,
    )


def _direction(ending: str | None) -> str | None:
    return None if ending is None else "ge" if "上" in ending else "le"


_NEGATIONS = re.compile("[未无没非或]|不(?!断|同|良)")


def _trend(text: str) -> Draft | None:
    """逐步提高, 有所改善, 较上年下降, 服务水平显著提升."""
    for verb, direction in _verbs():
        if not text.endswith(verb):
            continue
        head = text.removesuffix(verb)
        basis = next((word for word in _bases() if word in head), None)
        head = head.replace(basis, "") if basis else head
        rest, gradual, adverbs = _without_adverbs(head)
        if (
            _NEGATIONS.search(rest)
            or len(rest) > 10
            or (rest and not adverbs and (direction == "maintain" or len(rest) > 6))
        ):
            return None
        trend = "up_gradual" if gradual and direction == "up" else direction
        label = [rest] if rest else []
        return Draft(
            "trend", kind="trend", trend=trend, label=label, change_basis=_bases()[basis] if basis else None
        )
    return None


def _without_adverbs(head: str) -> tuple[str, bool, bool]:
    """What stands before the adverbs, whether one of them says step by step, whether there was one."""
    gradual = found = False
    while head:
        adverb = next((word for word in _adverbs() if head.endswith(word)), None)
        if adverb is None:
            break
        found = True
        gradual = gradual or _adverbs()[adverb] == "gradual"
        head = head.removesuffix(adverb)
    return head, gradual, found


@cache
def _verbs() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(load("qualities", "trend").items(), key=lambda entry: -len(entry[0])))


@cache
def _adverbs() -> dict[str, str]:
    return dict(sorted(load("qualities", "trend_adverbs").items(), key=lambda entry: -len(entry[0])))


@cache
def _bases() -> dict[str, str]:
    return dict(sorted(load("value_words", "change_basis").items(), key=lambda entry: -len(entry[0])))
