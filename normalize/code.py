"""Codes that information systems glue to names: `[042]某某局`, `155-某某局`, `某某局116422210101621779`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CODE = "[0-9A-Za-z]"
# In front: in brackets, before a dash, or long enough to be nothing else (110指挥中心 is a name).
_FRONT = re.compile(
    rf"""
      [\[［【]\s*(?P<square>{_CODE}[0-9A-Za-z-]+)\s*[\]］】]\s*[-—_]?
    | [(（]\s*(?P<round>{_CODE}{{3,}})\s*[)）]\s*[-—_]?
    | (?P<dash>{_CODE}{{3,}})\s*[-—_]\s*(?=[^0-9])
    | (?P<glued>[0-9]{_CODE}{{5,}})\s*(?=[一-鿿])
    """,
    re.VERBOSE,
)
# Behind: longer, because names end with numbers of their own: 国道(G312), 热线(12345).
_BEHIND = re.compile(
    rf"""
    (?:
      [\[［【]\s*(?P<square>{_CODE}[0-9A-Za-z-]+)\s*[\]］】]
    | [(（]\s*(?P<round>{_CODE}{{6,}})\s*[)）]
    | [-—_]\s*(?P<dash>{_CODE}{{6,}})
    | (?<=[一-鿿）)])\s*(?P<glued>[0-9]{_CODE}{{5,}})
    )$
    """,
    re.VERBOSE,
)
# A year, a month, a day: part of the name.
_DATE = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?")


@dataclass(frozen=True, slots=True)
class Coded:
    """A name, and the code that was glued to it; blank where there is none."""

    name: str
    code: str = ""


def split(text: str) -> Coded:
    """The name without the code in front of it, or else behind it.

    >>> split("[042]某某局"), split("2024年道路工程")
    (Coded(name='某某局', code='042'), Coded(name='2024年道路工程', code=''))
    """
    for match in (_FRONT.match(text), _BEHIND.search(text)):
        if match and _is_code(code := match[match.lastgroup or 0]):
            name = (text[: match.start()] + text[match.end() :]).strip()
            if name:
                return Coded(name, code)
    return Coded(text)


def _is_code(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and not _DATE.fullmatch(text)
