"""Options to tick: `☑是 □否`, `√达标 □未达标`, `是（√）否（ ）`. The ticked one is the value."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.forms.words import raw
from normalize.value.units import units

_MARKS = raw("qualities")["boxes"]
_TICKED = frozenset(_MARKS["ticked"])
_STARTS = frozenset(mark[0] for mark in (*_MARKS["ticked"], *_MARKS["empty"]))
_MARK = "|".join(map(re.escape, sorted((*_MARKS["ticked"], *_MARKS["empty"]), key=len, reverse=True)))
_ANY = re.compile(_MARK)
_OPTION = rf"(?:(?!{_MARK}).)+"
_PAIRS = (
    re.compile(rf"(?P<mark>{_MARK})(?P<option>{_OPTION})", re.DOTALL),
    re.compile(rf"(?P<option>{_OPTION})(?P<mark>{_MARK})", re.DOTALL),
)
_BETWEEN = " \n/、,;或"


class Options(NamedTuple):
    """What is offered, and what is ticked of it."""

    offered: tuple[str, ...]
    ticked: tuple[str, ...]


def options(text: str) -> Options | None:
    """The options of a text that holds nothing but two or more of them, all with the mark before or all behind.

    >>> options("☑是□否")
    Options(offered=('是', '否'), ticked=('是',))
    >>> options("□年□月"), options("≥□%")
    (None, None)
    """
    if _STARTS.isdisjoint(text) or not _ANY.search(text):
        return None
    for pairs in _PAIRS:
        found = [(match["option"].strip(_BETWEEN), match["mark"]) for match in pairs.finditer(text)]
        offered = tuple(option for option, _ in found)
        covered = pairs.sub("", text).strip(_BETWEEN) == ""
        if covered and len(found) > 1 and all(offered) and not all(option in units() for option in offered):
            ticked = tuple(option for option, mark in found if mark in _TICKED)
            return Options(offered, ticked) if ticked != offered else None  # ●…●…: a list
    return None
