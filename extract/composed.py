"""Labels and headings put together of known words: what the lists of whole ones cannot foresee.

`2024年目标值` is a value because `目标值` is, and `县级财政补助资金` is the county's money because it is made of a word
for the county and words for money. Keys are squeezed and bare, as extract.vocabulary makes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from jixiao.forms.text import squeeze
from jixiao.forms.words import raw

_AND = re.compile(r"[/、和与]")
_YEAR = re.compile(r"20\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Names, each with a pattern; the first whose pattern is the whole of a key counts."""

    names: tuple[str, ...]
    any_of_them: re.Pattern[str]  # a group for each name: one search is faster than one for each

    @classmethod
    def of(cls, patterns: Mapping[str, str]) -> _Patterns:
        return cls(tuple(patterns), re.compile("|".join(f"({pattern})" for pattern in patterns.values())))

    def name(self, key: str) -> str | None:
        found = self.any_of_them.fullmatch(key)
        return self.names[found.lastindex - 1] if found and found.lastindex else None


def heading(key: str) -> str | None:
    """The role of the column of indicators that the heading makes; None where its words are not known.

    >>> heading("2024年目标值"), heading("上年完成值"), heading("项目单位")
    ('value', 'history', None)
    """
    return _headings().name(_of_any_year(key))


def is_time(key: str) -> bool:
    """Does the text only say which time a column is for: `全年`, `上半年`, `2024年`?

    >>> is_time("上半年"), is_time("2024年"), is_time("东山镇")
    (True, True, False)
    """
    return bool(_times().fullmatch(_of_any_year(key)))


def is_caption(key: str) -> bool:
    """Does it say no more than that indicators stand below: `年度目标绩效指标`?

    >>> is_caption("总体目标绩效指标"), is_caption("数量指标")
    (True, False)
    """
    return bool(_captions().fullmatch(_of_any_year(key)))


def amount(key: str) -> str | None:
    """The item that a label of money makes; None where its words are not known.

    >>> amount("县级财政补助资金"), amount("2024年项目预算总额"), amount("清扫道路")
    ('county', 'total', None)
    """
    return _compounds("amount").name(_of_any_year(key))


def is_of_money(key: str) -> bool:
    """Does a label end with a word of money, whatever stands in front?

    >>> is_of_money("村级整合资金"), is_of_money("培训人数")
    (True, False)
    """
    return key.endswith(_money_ends())


def section(key: str) -> str | None:
    """The block that a label without a value of its own opens; None where its words are not known.

    >>> section("年度预算执行情况"), section("项目概况")
    ('amounts', None)
    """
    return _compounds("section").name(_of_any_year(key))


def field(key: str) -> str | None:
    """The field whose label this is, but for a word in front or behind.

    >>> field("项目起止年份"), field("联系人/电话"), field("清扫道路")
    ('period', 'person_and_phone', None)
    """
    return _fields().name(_AND.sub("及", key))


def goal(key: str) -> bool:
    """Is it a label of a goal: `年度总体工作目标`, and not of a class: `数量目标`?

    >>> goal("年度总体工作目标"), goal("数量目标")
    (True, False)
    """
    return bool(_goals().fullmatch(_of_any_year(key)))


def _of_any_year(key: str) -> str:
    """The key with `nnnn` for the number of a year, as the vocabulary writes it."""
    return _YEAR.sub("nnnn", key)


@cache
def _headings() -> _Patterns:
    """The pattern of each role; values of years before come first, for their words would pass for other ones."""
    roles, composed = raw("columns")["roles"], raw("columns")["composed"]
    history = composed["history"]
    of_history = [*history["core"], *roles["value"], *roles["actual"]]
    patterns = {"history": _pattern(history["before"], of_history, [], least=1)}
    for role, words in composed["words"].items():
        behind = composed["behind"] if role in composed["explained"] else []
        before = [*composed["time"], *composed["whose"], *words]
        patterns[role] = _pattern(before, roles[role], behind)
    return _Patterns.of(patterns)


@cache
def _times() -> re.Pattern[str]:
    return re.compile(_one_of(raw("columns")["composed"]["time"]) + "{1,3}")


@cache
def _compounds(group: str) -> _Patterns:
    """The pattern of each name in a group of labels."""
    composed = raw("labels")["composed"][group]
    return _Patterns.of(
        {
            name: _pattern(composed["before"], cores, composed["behind"])
            for name, cores in composed["core"].items()
        }
    )


@cache
def _fields() -> _Patterns:
    composed = raw("labels")["composed"]["field"]
    return _Patterns.of(
        {
            name: _pattern(composed["before"], labels, composed["behind"])
            for name, labels in raw("labels")["field"].items()
        }
    )


@cache
def _captions() -> re.Pattern[str]:
    goals, caption = raw("labels")["composed"]["goal"], raw("columns")["composed"]["caption"]
    return re.compile(_pattern([*goals["before"], *goals["core"]], caption, [], least=1))


@cache
def _goals() -> re.Pattern[str]:
    composed = raw("labels")["composed"]["goal"]
    return re.compile(_pattern(composed["before"], composed["core"], composed["behind"]))


@cache
def _money_ends() -> tuple[str, ...]:
    return tuple(squeeze(word) for word in raw("labels")["of_money"]["end"])


def _pattern(before: Iterable[str], core: Iterable[str], behind: Iterable[str], *, least: int = 0) -> str:
    """`before` at least so often, one of `core`, `behind` any number of times."""
    front, middle, back = (_one_of(words) for words in (before, core, behind))
    return f"{front}{{{least},6}}{middle}{back}{{0,4}}"


def _one_of(words: Iterable[str]) -> str:
    """One of the words, the longest first; nothing where there are none."""
    known = sorted({squeeze(word).lower() for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, known))})"
