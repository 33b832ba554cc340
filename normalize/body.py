"""The name of a body (局, 中心, 乡镇 …) out of the cell that states it."""

from __future__ import annotations

import re

from jixiao.forms.text import squeeze, unbroken
from jixiao.forms.words import load
from normalize import code
from normalize.blank import is_blank

_BRACKETED = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
_BEFORE_COLON = re.compile(r"^([^:：]{0,6})[:：]")


def read(text: str) -> code.Coded:
    """The body less seals, brackets and codes; a blank name where nobody is named.

    >>> read("155-某某县教育局（盖章）")
    Coded(name='某某县教育局', code='155')
    """
    name = _BRACKETED.sub(_without_seal, unbroken(text))
    if (colon := _BEFORE_COLON.match(name)) and (_is_seal(colon[1]) or _is_label(colon[1])):
        name = name[colon.end() :]
    name = name.strip()
    if is_blank(name) or _is_seal(name):
        return code.Coded("")
    return code.split(name)


def _without_seal(match: re.Match[str]) -> str:
    return "" if _is_seal(match[1]) or not match[1].strip() else match[0]


def _is_label(text: str) -> bool:
    """Nothing, or the name of the field (填报单位)."""
    return not text or squeeze(text).endswith(tuple(load("bodies", "label")))


def _is_seal(text: str) -> bool:
    return squeeze(text) in load("bodies", "seal")
