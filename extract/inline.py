"""Labels and values inside one text: `填报单位：某局     单位：万元`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from extract import shape, vocabulary
from jixiao.forms.text import fold

_COLON = re.compile(r"[:：﹕]")
_MONEY_UNIT = re.compile(r"[(（]?\s*((?:金额|资金|货币)?单位)\s*[:：]\s*(亿元|千元|万元|元)\s*[)）]?\s*$")
_SPACED = re.compile(r"\s*(\S{2,24})\s+(\S+)\s*")
_BRACKETED = re.compile(r"\s*[(（]([^()（）:：]{2,12})[)）]\s*([^()（）:：\s][^:：]{0,20})")
_BETWEEN_SUMS = re.compile(r"[;；，。\n]|,(?!\d)")
_LABELLED_SUM = re.compile(
    r"\s*((?:其中[:：]?\s*)?[^\d:：]{2,20}?)\s*[:：]?\s*(\d[\d,.]*\s*(?:[千百]?万|亿)?元?)\s*"
)
_TOKEN = re.compile(r"\S+")
_SENTENCE = re.compile(r"[。；;，,！!？?]")
_OF_WHICH = re.compile(r"^\s*其\s*中\s*$")
_LONGEST_LABEL = 24  # characters, white space included, of a label that no vocabulary knows


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and the value behind its colon, both as written less white space at the ends."""

    label: str
    value: str


def pairs(text: str) -> list[Pair]:
    """The labelled values in a text, in order; none where its first label is not one.

    >>> pairs("填报单位：（盖章）      单位：万元")
    [Pair(label='填报单位', value='（盖章）'), Pair(label='单位', value='万元')]
    >>> pairs("资金总额：50万元；其中：财政拨款 45万元")
    [Pair(label='资金总额', value='50万元'), Pair(label='其中：财政拨款', value='45万元')]
    >>> pairs("其他资金 5"), pairs("（自评等级）优")
    ([Pair(label='其他资金', value='5')], [Pair(label='自评等级', value='优')])
    >>> pairs("目标1：及时发放工资"), pairs("清扫道路")
    ([], [])
    """
    if (apart := _without_colon(text)) is not None:
        return [apart]
    if listed := _listed_amounts(text):
        return listed
    if (unit := _MONEY_UNIT.search(text)) and (stated := pairs(text[: unit.start()])):
        return [*stated, Pair(unit[1], unit[2])]
    colons = [match.start() for match in _COLON.finditer(text) if not _in_brackets(text, match.start())]
    if colons and _OF_WHICH.match(text[: colons[0]]):
        colons.pop(0)
    if not colons or not _is_first_label(text[: colons[0]]):
        return []
    starts = [(0, colons[0])]
    for before, colon in pairwise(colons):
        start = _label_start(text, before + 1, colon)
        if start is not None:
            starts.append((start, colon))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return [
        Pair(text[start:colon].strip(), text[colon + 1 : end].strip())
        for (start, colon), end in zip(starts, ends, strict=True)
    ]


def _without_colon(text: str) -> Pair | None:
    """A label and its value without a colon: `其他资金 5`, `（自评等级）优`."""
    if (spaced := _SPACED.fullmatch(text)) and shape.is_amount(spaced[2]):
        label = vocabulary.label(spaced[1])
        return Pair(spaced[1], spaced[2]) if label.amount or label.amount_column else None
    if (bracketed := _BRACKETED.fullmatch(text)) and vocabulary.label(bracketed[1]).field:
        return Pair(bracketed[1], bracketed[2])
    return None


def _listed_amounts(text: str) -> list[Pair]:
    """Sums one after the other, each behind its label: `资金总额：50万元；其中：财政拨款 45万元，其他资金 5万元`."""
    pieces = [piece for piece in _BETWEEN_SUMS.split(text) if piece.strip()]
    found = [_LABELLED_SUM.fullmatch(piece) for piece in pieces]
    sums = [Pair(match[1].strip(), match[2].strip()) for match in found if match]
    if not 1 < len(sums) == len(pieces):
        return []
    return sums if all(vocabulary.label(pair.label).amount for pair in sums) else []


def _in_brackets(text: str, position: int) -> bool:
    """Does a bracket stand open before the position: `项目金额(单位:元)`?"""
    before = fold(text[:position])
    return before.count("(") > before.count(")")


def _is_first_label(text: str) -> bool:
    """A known label; or a short text that reads like one: no sentence, no list mark, no number."""
    if vocabulary.label(text):
        return True
    short = 0 < len(text.strip()) <= _LONGEST_LABEL // 2
    return short and not (_SENTENCE.search(text) or shape.list_marked(text + ":") or shape.has_number(text))


def _label_start(text: str, begin: int, colon: int) -> int | None:
    """Where the label before the colon begins: the longest run of whole words that is a known label."""
    tokens = [match.start() for match in _TOKEN.finditer(text, begin, colon)]
    for start in tokens:
        if (
            colon - start <= _LONGEST_LABEL
            and vocabulary.label(text[start:colon])
            and _stands_apart(text, start)
        ):
            return start
    return None


def _stands_apart(text: str, start: int) -> bool:
    return start == 0 or text[start - 1].isspace()
