"""Headers and footers of the pages of an OpenDocument text: around what stands on the first pages that show them.

A paragraph or table may begin a page of another master; a master may name the one that follows it.
Source: OpenDocument 1.3 part 3, 16.9 (master pages), 19.504 (style:master-page-name).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from extract.readers.opendocument_names import EXTENSION, STYLE, TABLE, TEXT
from extract.readers.running import RunningTexts

_FIRST = "Standard"  # the master of a text that names none
_HEADERS = (f"{STYLE}header", f"{STYLE}header-first", f"{EXTENSION}header-first", f"{STYLE}header-left")
_FOOTERS = (f"{STYLE}footer", f"{STYLE}footer-first", f"{EXTENSION}footer-first", f"{STYLE}footer-left")
_MASTER = f"{STYLE}master-page-name"


def insert_headers(body: etree._Element, roots: Sequence[etree._Element]) -> None:
    """Put the content of the headers and footers that some page shows into the body, in place."""
    masters = {
        master.get(f"{STYLE}name", ""): master
        for root in roots
        for master in root.iter(f"{STYLE}master-page")
    }
    named = {
        style.get(f"{STYLE}name", ""): style.get(_MASTER, "")
        for style in roots[0].iter(f"{STYLE}style")
        if style.get(_MASTER)
    }
    running = RunningTexts()
    for children, master in list(_stretches(body, named)):
        start, end = body.index(children[0]), body.index(children[-1]) + 1
        pages = list(_chain(masters, master))
        headers = _content(pages, _HEADERS, running)
        body[end:end] = _content(pages, _FOOTERS, running)
        body[start:start] = headers


def _stretches(body: etree._Element, named: dict[str, str]) -> Iterator[tuple[list[etree._Element], str]]:
    """What stands on the pages of one master, and the master's name."""
    master, children = _FIRST, list[etree._Element]()
    for child in body.iterchildren("*"):
        style = child.get(f"{TEXT}style-name") or child.get(f"{TABLE}style-name") or ""
        if style in named:
            if children:
                yield children, master
            master, children = named[style], []
        children.append(child)
    if children:
        yield children, master


def _chain(masters: dict[str, etree._Element], name: str) -> Iterator[etree._Element]:
    """The master and those that follow it, each once."""
    seen: set[str] = set()
    while name in masters and name not in seen:
        seen.add(name)
        yield masters[name]
        name = masters[name].get(f"{STYLE}next-style-name", "")


def _content(
    pages: Sequence[etree._Element], kinds: Sequence[str], running: RunningTexts
) -> list[etree._Element]:
    """The paragraphs and tables of these headers, or footers, as far as they say something new."""
    found: list[etree._Element] = []
    for part in (part for page in pages for part in page.iterchildren(*kinds)):
        is_shown = part.get(f"{STYLE}display") != "false"
        if is_shown and running.is_new("".join(map(str, part.itertext()))):
            found += part
    return found
