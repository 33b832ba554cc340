"""Automatic list numbers of OpenDocument texts, which stand in no text of the file, and yet on the page.

Source: OpenDocument 1.3 part 3, 5.3 (lists) and 16.30 (list styles). Bullets are decoration and are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from extract.readers.numerals import numeral
from extract.readers.opendocument_names import EXTENSION, STYLE, TEXT
from extract.readers.package import number

_KINDS = {  # the first character of a format: LibreOffice writes `一, 二, 三, ...`
    **{"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"},
    **{"一": "chineseCounting", "壹": "chineseLegalSimplified", "①": "decimalEnclosedCircle"},
    **{"１": "decimalFullWidth", "甲": "ideographTraditional", "子": "ideographZodiac"},
}
_FOLLOWED_BY = {"listtab": "\t", "space": " "}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts and prints; `pattern` is such as `（%1%）`."""

    start: int
    kind: str
    pattern: str
    suffix: str


class Lists:
    """The list styles, and how far each list has counted."""

    def __init__(self, *roots: etree._Element) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        for root in roots:
            for style in root.iter(f"{TEXT}list-style"):
                levels = {
                    number(level.get(f"{TEXT}level"), 1): _level(level)
                    for level in style.iterchildren(f"{TEXT}list-level-style-number")
                }
                self._levels[style.get(f"{STYLE}name", "")] = levels

    def begin(self, element: etree._Element, style: str) -> None:
        """A list that is in no other begins: it counts from its start, unless it goes on with an earlier one."""
        goes_on = (
            element.get(f"{TEXT}continue-numbering") == "true" or f"{TEXT}continue-list" in element.attrib
        )
        if not goes_on:
            self._counts.pop(style, None)

    def prefix(self, style: str, depth: int, start: str | None) -> str:
        """Count one on at this depth, from 1, or from the item's own `start`; what is printed before the text."""
        level = self._levels.get(style, {}).get(depth)
        if level is None:
            return ""
        counts = self._counts.setdefault(style, {})
        counts[depth] = number(start, counts.get(depth, level.start - 1) + 1)
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            other = self._levels[style].get(int(match[1]))
            return "" if other is None else numeral(counts.get(int(match[1]), other.start), other.kind)

        text = re.sub(r"%(\d+)%", printed, level.pattern)
        return text + level.suffix if text else ""


def _level(element: etree._Element) -> _Level:
    depth = number(element.get(f"{TEXT}level"), 1)
    alignment = element.find(f".//{STYLE}list-level-label-alignment")
    followed_by = "" if alignment is None else alignment.get(f"{TEXT}label-followed-by", "")
    kind = element.get(f"{STYLE}num-format", "")
    return _Level(
        start=number(element.get(f"{TEXT}start-value"), 1),
        kind=_KINDS.get(kind[:1], "decimal") if kind else "none",
        pattern=element.get(f"{EXTENSION}num-list-format") or _pattern(element, depth),
        suffix=_FOLLOWED_BY.get(followed_by, ""),
    )


def _pattern(element: etree._Element, depth: int) -> str:
    """The pattern out of prefix, number of levels shown, suffix."""
    shown = min(max(number(element.get(f"{TEXT}display-levels"), 1), 1), depth)
    numbers = ".".join(f"%{level}%" for level in range(depth - shown + 1, depth + 1))
    return element.get(f"{STYLE}num-prefix", "") + numbers + element.get(f"{STYLE}num-suffix", "")
