"""Headers and footers of the pages of a Word document, around the text of the first section that shows them.

One for the first or the even pages is not taken where these have none of their own: Word keeps it and nobody sees it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from lxml import etree

from extract.readers import doubts
from extract.readers.running import RunningTexts
from extract.readers.wordml import PARAGRAPH, RELATIONSHIP_ID, TABLE, W, WordPackage, is_on, parse, text_of
from jixiao.forms.errors import JixiaoError
from jixiao.forms.finding import Finding

_SECTION, _CHANGED = f"{W}sectPr", f"{W}sectPrChange"
_HEADER, _FOOTER = f"{W}headerReference", f"{W}footerReference"


def insert_headers(body: etree._Element, package: WordPackage) -> list[Finding]:
    """Put the paragraphs and tables of headers and footers into the body; a finding for each that cannot be read."""
    if next(body.iter(_HEADER, _FOOTER), None) is None:
        return []
    running = RunningTexts()
    findings: list[Finding] = []
    before: etree._Element | None = None  # the last element that belongs to the section before
    even = is_on(_child(package.related("settings"), "evenAndOddHeaders"))
    current: dict[tuple[str, str], etree._Element] = {}  # by kind and pages; what a section lacks it inherits
    for section, last in list(_sections(body)):
        current |= {_kind(reference): reference for reference in section.iterchildren(_HEADER, _FOOTER)}
        headers, footers = list[etree._Element](), list[etree._Element]()
        for reference in _shown(section, current, even=even):
            try:
                found = _texts(reference, package, running)
            except JixiaoError:
                findings.append(doubts.unread_part("页眉或页脚"))
                continue
            (footers if reference.tag == _FOOTER else headers).extend(found)
        start = 0 if before is None else body.index(before) + 1
        body[start:start] = headers
        end = len(body) if last is None else body.index(last) + 1
        body[end:end] = footers
        before = footers[-1] if footers else last
    return findings


def _sections(body: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """The properties of each section, and the element of the body that ends it; None: the end of the body."""
    for section in body.iter(_SECTION):
        parents = list(section.iterancestors())
        if parents[0].tag != _CHANGED:
            yield section, next((parent for parent in parents if parent.getparent() is body), None)


def _kind(reference: etree._Element) -> tuple[str, str]:
    """Header or footer, and of which pages."""
    return str(reference.tag), reference.get(f"{W}type", "default")


def _shown(
    section: etree._Element, current: dict[tuple[str, str], etree._Element], *, even: bool
) -> Iterator[etree._Element]:
    """The references that some page can show, each once.

    `even`: the even pages have headers and footers of their own.
    """
    shown = {"default": True, "first": is_on(_child(section, "titlePg")), "even": even}
    for kind in product((_HEADER, _FOOTER), (pages for pages, is_shown in shown.items() if is_shown)):
        if kind in current:
            yield current.pop(kind)  # it is taken: sections behind need it no more


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return None if parent is None else parent.find(f"{W}{name}")


def _texts(reference: etree._Element, package: WordPackage, running: RunningTexts) -> list[etree._Element]:
    """The paragraphs and tables behind a reference; none where they say nothing, or were seen before."""
    relation = reference.get(RELATIONSHIP_ID, "")
    if relation not in package.relations:
        return []
    name, data = package.target(relation)
    found = [child for child in parse(data, name) if child.tag in (PARAGRAPH, TABLE)]
    return found if running.is_new("".join(map(text_of, found))) else []
