"""What a browser shows of a piece of a page: text, line ends, and the tables in between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extract.readers import symbols
from extract.readers.numerals import numeral

_BLANK = " \t\n\r\f"  # a no-break space is text
_BLANKS = re.compile(f"[{_BLANK}]+")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FONT = re.compile(r"(?<![\w-])font(?:-family\s*:\s*[\"']?([^;,\"']*)|\s*:)", re.IGNORECASE)
_UNNUMBERED = re.compile(r"list-style[^;]*\bnone\b", re.IGNORECASE)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "textarea", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_UNSHOWN = frozenset((
    "datalist", "del", "noscript", "object", "rp", "rt", "script", "style", "template", "title",
))  # fmt: skip
_BUTTONS = frozenset(["button", "hidden", "image", "reset", "submit"])
_VERBATIM = frozenset(("pre", "textarea"))
_LIST_KINDS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class Text(NamedTuple):
    """A run of text; `hidden` by a style."""

    text: str
    hidden: bool


class Break(NamedTuple):
    """The end of a line; a forced one ends an empty line too."""

    forced: bool


def is_hidden(element: etree._Element) -> bool:
    """Does the element say of itself that it is not shown?"""
    return "hidden" in element.attrib or _INVISIBLE.search(element.get("style", "")) is not None


def _font(element: etree._Element) -> str | None:
    """The font that the element names, "" where its name is not read; None where it names none."""
    stated = _FONT.search(element.get("style", ""))
    name = stated[1] or "" if stated else element.get("face")
    return name and name.partition(",")[0].strip()  # the first of several


class Flow:
    """Text and line ends under `root`, in order; an element that is `passed` on comes as it is, unread."""

    def __init__(
        self, root: etree._Element, passed: Callable[[etree._Element], bool], *, hidden: bool = False
    ) -> None:
        self._root = root
        self._passed = passed
        self._hidden = hidden
        self._hiders: list[etree._Element] = []
        self._verbatim: list[etree._Element] = []
        self._fonts: list[tuple[etree._Element, str]] = []
        self._counts: dict[etree._Element | None, int] = {}  # list: the number of its last item
        self._walker = etree.iterwalk(root, events=("start", "end"))

    def __iter__(self) -> Iterator[Text | Break | etree._Element]:
        for event, node in self._walker:
            yield from self._start(node) if event == "start" else self._end(node)

    def _start(self, node: etree._Element) -> Iterator[Text | Break | etree._Element]:
        if node is not self._root and self._passed(node):
            self._walker.skip_subtree()
            yield node
            return
        if node.tag in _UNSHOWN:
            self._walker.skip_subtree()
            return
        if is_hidden(node):
            self._hiders.append(node)
        if node.tag in _VERBATIM:
            self._verbatim.append(node)
        if (font := _font(node)) is not None:
            self._fonts.append((node, font))
        if node.tag in _BLOCKS or node.tag == "br":
            yield Break(forced=node.tag == "br")
        if node.tag == "li":
            yield from self._text(self._list_number(node))
        text = self._instead(node)
        if text is not None:
            self._walker.skip_subtree()
        yield from self._text(node.text if text is None else text)

    def _end(self, node: etree._Element) -> Iterator[Text | Break]:
        if node.tag in _BLOCKS:
            yield Break(forced=False)
        for stack in (self._hiders, self._verbatim):
            if stack and stack[-1] is node:
                stack.pop()
        if self._fonts and self._fonts[-1][0] is node:
            self._fonts.pop()
        if node is not self._root:
            yield from self._text(node.tail)

    def _text(self, text: str | None) -> Iterator[Text | Break]:
        hidden = self._hidden or bool(self._hiders)
        if text and self._fonts:
            text = symbols.written(self._fonts[-1][1], text)
        lines = (text or "").splitlines() if self._verbatim else [text or ""]
        for number, line in enumerate(lines):
            if number:
                yield Break(forced=True)
            if line:
                yield Text(line, hidden)

    def _list_number(self, item: etree._Element) -> str:
        """`3. ` before an item of a numbered list."""
        owner = item.getparent()
        if owner is None or owner.tag != "ol" or _UNNUMBERED.search(owner.get("style", "")):
            return ""
        before = self._counts.get(owner, _whole(owner.get("start"), 1) - 1)
        number = self._counts[owner] = _whole(item.get("value"), before + 1)
        return numeral(number, _LIST_KINDS.get(owner.get("type", "1"), "decimal")) + ". "

    def _instead(self, node: etree._Element) -> str | None:
        """What is shown instead of the element's own text; None where that is shown."""
        match node.tag:
            case "input":
                return _typed(node)
            case "select":
                return _chosen(node)
            case "sup":
                return symbols.raised("".join(map(str, node.itertext())))
        return None


def _whole(text: str | None, default: int) -> int:
    match = re.match(r"\s*(-?\d{1,9})", text or "")
    return int(match[1]) if match else default


def _typed(node: etree._Element) -> str:
    """What a field of a form shows."""
    kind = node.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return symbols.TICKED if "checked" in node.attrib else symbols.UNTICKED
    return "" if kind in _BUTTONS else node.get("value", "")


def _chosen(node: etree._Element) -> str:
    """The entry of a list that is shown: the selected, else the first."""
    entries = list(node.iter("option"))
    selected = [entry for entry in entries if "selected" in entry.attrib] or entries[:1]
    return "".join("".join(map(str, entry.itertext())) for entry in selected)


@dataclass
class Lines:
    """Text as it comes, ordered into lines as they are shown: runs of blanks are one, none at the ends."""

    finished: list[tuple[str, str]] = field(default_factory=list)  # what is shown, what is hidden
    _shown: list[str] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)

    def add(self, part: Text | Break) -> None:
        """Take the next piece."""
        if isinstance(part, Text):
            pieces = self._hidden if part.hidden else self._shown
            if pieces or part.text.strip(_BLANK):
                pieces.append(part.text)
        elif part.forced or self._shown or self._hidden:
            self.end()

    def end(self) -> None:
        """End the line, an empty one too."""
        shown, hidden = (
            _BLANKS.sub(" ", "".join(pieces)).strip(" ") for pieces in (self._shown, self._hidden)
        )
        self.finished.append((shown, hidden))
        self._shown, self._hidden = [], []

    def text(self) -> tuple[str, str]:
        """All lines, what is shown and what is hidden; no empty lines at the ends."""
        self.add(Break(forced=False))
        shown, hidden = zip(*self.finished, strict=True) if self.finished else ((), ())
        return "\n".join(shown).strip("\n"), "\n".join(hidden).strip("\n")
