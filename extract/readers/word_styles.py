"""What the styles of a Word document say about its text: which are hidden, which are numbered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extract.readers.wordml import W, is_on, value

_LONGEST_CHAIN = 20  # styles that are based on each other; Word stops at about ten


@dataclass(frozen=True, slots=True)
class NumberReference:
    """Which list, and which of its levels (from 0), None where not stated."""

    list_id: str | None
    level: str | None


def number_reference(properties: etree._Element | None) -> NumberReference | None:
    """The `w:numPr` of paragraph properties; None where there is none."""
    reference = None if properties is None else properties.find(f"{W}numPr")
    if reference is None:
        return None
    return NumberReference(value(reference, f"{W}numId"), value(reference, f"{W}ilvl"))


class Styles:
    """The styles part; without one, nothing is hidden or numbered by style."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = () if root is None else root.iterfind(f"{W}style")
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        self.default = next((name for name, style in self._styles.items() if _is_default(style)), None)

    def hidden(self) -> frozenset[str]:
        """The ids of the styles whose text is not shown."""
        return frozenset(name for name in self._styles if self._is_hidden(name))

    def number_reference(self, name: str | None) -> NumberReference | None:
        """The list of a paragraph style, its own or inherited; list and level may come from two styles."""
        list_id = level = None
        found = False
        for style in self._chain(name):
            reference = number_reference(style.find(f"{W}pPr"))
            if reference is not None:
                found = True
                list_id = list_id if list_id is not None else reference.list_id
                level = level if level is not None else reference.level
        return NumberReference(list_id, level) if found else None

    def _is_hidden(self, name: str) -> bool:
        for style in self._chain(name):
            mark = style.find(f"{W}rPr/{W}vanish")
            if mark is not None:
                return is_on(mark)
        return False

    def _chain(self, name: str | None) -> Iterator[etree._Element]:
        """The style, then what it is based on."""
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(name or "")
            if style is None:
                return
            yield style
            name = value(style, f"{W}basedOn")


def _is_default(style: etree._Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
