"""What stands in a paragraph beside its plain text, written into the tree as text: numbers, breaks, boxes, formulas.

After it the text of a paragraph is what its `w:t` hold, in their order.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from extract.readers import symbols
from extract.readers.package import number
from extract.readers.word_numbers import Numbers
from extract.readers.wordml import MATH, PARAGRAPH, TEXT, VALUE, W, is_on, text_of, value


def write_inline(root: etree._Element) -> None:
    """Breaks, tabs, symbols, form fields and the parts of formulas become text, in place."""
    for node in root.iter(*_INLINE):
        node.text = _INLINE[str(node.tag)](node)
        node.tag = TEXT


def write_numbers(root: etree._Element, numbers: Numbers) -> None:
    """Each automatic number becomes the first text of its paragraph, in place."""
    for paragraph in root.iter(PARAGRAPH) if numbers else ():
        prefix = numbers.prefix(paragraph)
        if prefix:
            first = etree.Element(TEXT)
            # what separates number and text goes where there is no text
            first.text = prefix if text_of(paragraph) else prefix.rstrip()
            paragraph.insert(0, first)


def _symbol(node: etree._Element) -> str:
    try:
        code = int(node.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbols.shown(node.get(f"{W}font", ""), code)


def _check_box(node: etree._Element) -> str:
    """A ticked or empty box of an old form field, which has no text of its own."""
    checked = node.find(f"{W}checked")
    ticked = is_on(checked if checked is not None else node.find(f"{W}default"))
    return symbols.TICKED if ticked else symbols.UNTICKED


def _drop_down(node: etree._Element) -> str:
    """The chosen entry of an old form field."""
    entries = [entry.get(VALUE, "") for entry in node.iterchildren(f"{W}listEntry")]
    chosen = number(value(node, f"{W}result") or value(node, f"{W}default"), 0)
    return entries[chosen] if 0 <= chosen < len(entries) else ""


_INLINE: dict[str, Callable[[etree._Element], str]] = {
    f"{MATH}t": lambda node: node.text or "",
    f"{W}tab": lambda _: "\t",
    f"{W}ptab": lambda _: "\t",
    f"{W}br": lambda _: "\n",
    f"{W}cr": lambda _: "\n",
    f"{W}noBreakHyphen": lambda _: "-",
    f"{W}sym": _symbol,
    f"{W}checkBox": _check_box,
    f"{W}ddList": _drop_down,
    f"{MATH}den": lambda _: "/",  # a half is 1/2, not 12
    f"{MATH}sup": lambda _: "^",
}
