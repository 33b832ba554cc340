"""Titles: is a text the title of such a form, and of which kind, for which year?"""

from __future__ import annotations

import re
from functools import lru_cache

from jixiao.forms.text import squeeze
from jixiao.forms.words import load, raw

_TRAILING_BRACKETS = re.compile(r"\([^()]*\)$")
_TRAILING_YEAR = re.compile(r"(?:\(?20[\dxX]{2}\)?年?度?|\(?年度\)?)$")
_LISTED = re.compile(r"^\(?\d{1,2}[.、)](?!\d)")  # `2.绩效目标表` in a list of annexes
_SERIAL_IN_FRONT = re.compile(r"^(?:附件|附表|附)\d*(?:[-.]\d+)*[:、.]?")
_YEAR = re.compile(r"(20\d\d)\)?(?:年|[-—]\d|\b|$)")
_YEAR_LINE = re.compile(r"^\(?(?:20\d\d)?\)?年?度?\)?$")
_SERIAL_LINE = re.compile(r"^(?:附件|附表|公开|表|附|样表|附录)[0-9一二三四五六七八九十-]*表?[:]?$|^报表编号")
_LONGEST = 60


@lru_cache(maxsize=65536)
def core(text: str) -> str:
    """The title squeezed, less a serial in front and years and remarks in brackets behind; blank: no title.

    >>> core("附件2：2024年项目支出绩效目标表（2024 年度）"), core("绩效目标")
    ('2024年项目支出绩效目标表', '')
    """
    if len(text) > 3 * _LONGEST:
        return ""
    key = _SERIAL_IN_FRONT.sub("", squeeze(text))
    while (shorter := _TRAILING_BRACKETS.sub("", _TRAILING_YEAR.sub("", key))) != key:
        key = shorter
    words = raw("titles")["words"]
    if _LISTED.match(key):
        return ""
    if not (4 < len(key) <= _LONGEST and key.endswith(tuple(words["ends"]))):
        return ""
    if any(mark in key for mark in "。;,!?") or any(word in key for word in words["never"]):
        return ""
    return key if any(subject in key for subject in words["subjects"]) else ""


def is_heading(text: str) -> bool:
    """Words of a title without the word 表 at its end, for a form that has no better one: `…资金绩效目标自评`."""
    key = squeeze(text)
    sentence = any(mark in key for mark in "。;,!?:")
    return (
        4 < len(key) <= _LONGEST
        and not sentence
        and any(s in key for s in raw("titles")["words"]["subjects"])
    )


def is_title(text: str) -> bool:
    """Is the text the title of a form?"""
    return bool(core(text))


def kind(title: str) -> str:
    """The kind of form that the title's words say: `department_target` …; `unknown` where they say too little."""
    key = squeeze(title)
    act = _first(key, "act")
    if act in ("monitoring", "scoring"):
        return act
    found = _first(key, "object")
    return f"{found}_{act}" if act and found else "unknown"


def act(title: str) -> str | None:
    """`target`, `evaluation`, `monitoring`, `scoring`; None where the title says too little."""
    return _first(squeeze(title), "act")


def _first(key: str, section: str) -> str | None:
    return next((name for word, name in load("titles", section).items() if word in key), None)


def states_year(text: str) -> bool:
    """Does the text say which year it is about: `（2024年度）`, `2024年项目…`?

    >>> states_year("（ 2021 年度）"), states_year("2024年项目支出绩效目标表"), states_year("第2021号")
    (True, True, False)
    """
    return bool(_YEAR.search(squeeze(text)))


def is_year_line(text: str) -> bool:
    """Nothing but a year, or the blank for one: `（2024年度）`, `( 年度)`."""
    key = squeeze(text)
    return bool(key) and bool(_YEAR_LINE.match(key)) and ("年" in key or "20" in key)


def is_serial(text: str) -> bool:
    """An annex number or table number: `附件2-1`, `公开14表`, `表11`."""
    return bool(_SERIAL_LINE.match(squeeze(text)))
