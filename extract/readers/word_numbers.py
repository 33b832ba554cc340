"""Automatic list numbers: `1.`, `（一）`, `①` stand in no text of the file, and yet on the page.

Source: ECMA-376 part 1, 17.9. Bullets are decoration and are left out.
"""

from __future__ import annotations

from functools import partial

from lxml import etree

from extract.readers.list_counter import Level, ListCounter
from extract.readers.package import number
from extract.readers.word_styles import Styles, number_reference
from extract.readers.wordml import W, is_on, value

_SUFFIXES = {"tab": "\t", "space": " ", "nothing": ""}


class Numbers:
    """The lists of a document; it counts, so each paragraph is asked for once, in document order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        definitions = () if root is None else root.iterfind(f"{W}abstractNum")
        self._definitions = {item.get(f"{W}abstractNumId", ""): item for item in definitions}
        lists = () if root is None else root.iterfind(f"{W}num")
        self._lists = {item.get(f"{W}numId", ""): item for item in lists}
        self._levels: dict[tuple[str, int], Level | None] = {}
        self._counter = ListCounter()

    def __bool__(self) -> bool:
        """Is there any list?"""
        return bool(self._lists)

    def prefix(self, paragraph: etree._Element) -> str:
        """The number printed before the text, with the tab or blank that follows; "" where none is."""
        properties = paragraph.find(f"{W}pPr")
        style = value(properties, f"{W}pStyle") or self._styles.default
        direct = number_reference(properties)
        inherited = self._styles.number_reference(style)
        list_id = (direct and direct.list_id) or (inherited and inherited.list_id)
        if not list_id or list_id not in self._lists:
            return ""
        stated = (direct and direct.level) or (inherited and inherited.level)
        level = number(stated, 0) if stated else self._level_of_style(list_id, style)
        levels = partial(self._level, list_id)
        return self._counter.next(list_id, self._definition_id(list_id), level, levels)

    def _level(self, list_id: str, depth: int) -> Level | None:
        key = (list_id, depth)
        if key not in self._levels:
            self._levels[key] = self._read_level(list_id, depth)
        return self._levels[key]

    def _read_level(self, list_id: str, depth: int) -> Level | None:
        override = _at_level(self._lists[list_id], "lvlOverride", depth)
        own = None if override is None else override.find(f"{W}lvl")
        definition = self._definitions.get(self._definition_id(list_id))
        element = own if own is not None else _at_level(definition, "lvl", depth)
        if element is None:
            return None
        start = self._start_override(list_id, depth)
        return Level(
            start=number(value(element, f"{W}start"), 0) if start is None else start,
            kind=value(element, f"{W}numFmt") or "decimal",
            text=value(element, f"{W}lvlText") or "",
            suffix=_SUFFIXES.get(value(element, f"{W}suff") or "tab", "\t"),
            restarts_after=number(value(element, f"{W}lvlRestart"), depth),
            in_digits=is_on(element.find(f"{W}isLgl")),
            has_own_start=start is not None,
        )

    def _start_override(self, list_id: str, depth: int) -> int | None:
        override = _at_level(self._lists[list_id], "lvlOverride", depth)
        start = value(override, f"{W}startOverride")
        return None if start is None else number(start, 1)

    def _definition_id(self, list_id: str) -> str:
        """Of the list; a definition may only name the style whose list it shares."""
        name = value(self._lists[list_id], f"{W}abstractNumId") or ""
        link = value(self._definitions.get(name), f"{W}numStyleLink")
        shared = self._styles.number_reference(link) if link else None
        if shared is None or shared.list_id not in self._lists:
            return name
        return value(self._lists[shared.list_id], f"{W}abstractNumId") or name

    def _level_of_style(self, list_id: str, style: str | None) -> int:
        """The level that the list keeps for this paragraph style, else the first."""
        definition = self._definitions.get(self._definition_id(list_id))
        for element in () if definition is None else definition.iterfind(f"{W}lvl"):
            if style and value(element, f"{W}pStyle") == style:
                return number(element.get(f"{W}ilvl"), 0)
        return 0


def _at_level(parent: etree._Element | None, name: str, depth: int) -> etree._Element | None:
    """The child of that name for one level, from 0."""
    children = () if parent is None else parent.iterfind(f"{W}{name}")
    return next((child for child in children if child.get(f"{W}ilvl") == str(depth)), None)
