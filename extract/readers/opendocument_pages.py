"""Headers and footers of the pages of an OpenDocument file.

In a text they go around what stands on the first pages that show them: a paragraph or table may begin a page of
another master, a master may name the one that follows it. A sheet has one master.
Source: OpenDocument 1.3 part 3, 16.9 (master pages), 19.504 (style:master-page-name).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from extract.readers.opendocument_names import EXTENSION, STYLE, TABLE, TEXT
from extract.readers.running import RunningTexts
from extract.readers.xml_stream import elements, local

_FIRST = "Standard"  # the master of a text that names none
_HEADERS = (f"{STYLE}header", f"{STYLE}header-first", f"{EXTENSION}header-first", f"{STYLE}header-left")
_FOOTERS = (f"{STYLE}footer", f"{STYLE}footer-first", f"{EXTENSION}footer-first", f"{STYLE}footer-left")
_REGIONS = tuple(f"{STYLE}region-{side}" for side in ("left", "center", "right"))
# Fields of a sheet's pages that say nothing of what is on it.
_FIELDS = ("page-number", "page-count", "sheet-name", "date", "time", "file-name", "title")
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
    for part in (part for page in pages for part in _shown(page, kinds)):
        if running.is_new("".join(map(str, part.itertext()))):
            found += part
    return found


def _shown(page: etree._Element, kinds: Sequence[str]) -> Iterator[etree._Element]:
    """The headers, or footers, of a master that are not switched off."""
    return (part for part in page.iterchildren(*kinds) if part.get(f"{STYLE}display") != "false")


class PageTexts(NamedTuple):
    """What the pages of one master say, piece by piece."""

    headers: list[str]
    footers: list[str]


def page_texts(styles: bytes) -> dict[str, PageTexts]:
    """{master: its headers and footers}, of a spreadsheet; `styles` is the part that holds them. Raises DamagedFile."""
    masters = elements(styles, "styles.xml", ("master-page",))
    return {
        master.get(f"{STYLE}name", ""): PageTexts(
            *(
                [text for part in _shown(master, kinds) for text in _texts(part)]
                for kinds in (_HEADERS, _FOOTERS)
            )
        )
        for master in masters
    }


def _texts(part: etree._Element) -> Iterator[str]:
    for region in list(part.iterchildren(*_REGIONS)) or [part]:
        if text := "\n".join(map(_text, region.iter(f"{TEXT}p"))).strip():
            yield text


def _text(element: etree._Element) -> str:
    """The text under an element; fields are left out, a run of blanks is one."""
    text = element.text or ""
    for child in element:
        name = local(child)
        text += " " if name == "s" else "" if name in _FIELDS else _text(child)
        text += child.tail or ""
    return text
