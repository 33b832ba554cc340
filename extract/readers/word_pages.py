"""Headers and footers of the pages of a Word document: a form's title or `单位：万元` may stand there alone.

Each is taken once, before or behind the text of the first section that shows it; one that only counts pages is not,
nor one for the first or the even pages where none of these has one of its own: Word keeps it and nobody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from extract.readers import doubts
from extract.readers.wordml import PARAGRAPH, RELATIONSHIP_ID, TABLE, TEXT, W, WordPackage, is_on, parse
from jixiao.forms.errors import JixiaoError
from jixiao.forms.finding import Finding

_SECTION, _CHANGED = f"{W}sectPr", f"{W}sectPrChange"
_HEADER, _FOOTER = f"{W}headerReference", f"{W}footerReference"
_PAGE_NUMBER = re.compile(r"[\d\s第页共/~·-]|[-—–－]")


def insert_headers(body: etree._Element, package: WordPackage) -> list[Finding]:
    """Put the paragraphs and tables of headers and footers into the body; a finding for each that cannot be read."""
    seen: set[str] = set()
    findings: list[Finding] = []
    before: etree._Element | None = None  # the last element of the section before
    even = is_on(_child(package.related("settings"), "evenAndOddHeaders"))
    for section, last in list(_sections(body)):
        for reference in _shown(section, even=even):
            try:
                found = _texts(reference, package, seen)
            except JixiaoError:
                findings.append(doubts.unread_part("页眉或页脚"))
                continue
            behind = last if reference.tag == _FOOTER else before
            position = len(body) if reference.tag == _FOOTER else 0
            _insert(body, found, position if behind is None else body.index(behind) + 1)
        before = last
    return findings


def _sections(body: etree._Element) -> Iterator[tuple[etree._Element, etree._Element | None]]:
    """The properties of each section, and the element of the body that ends it; None: the end of the body."""
    for section in body.iter(_SECTION):
        parents = list(section.iterancestors())
        if parents[0].tag != _CHANGED:
            yield section, next((parent for parent in parents if parent.getparent() is body), None)


def _shown(section: etree._Element, *, even: bool) -> Iterator[etree._Element]:
    """The references that some page can show; `even`: the even pages have headers and footers of their own."""
    shown = {"default": True, "first": is_on(_child(section, "titlePg")), "even": even}
    for reference in section.iterchildren(_HEADER, _FOOTER):
        if shown.get(reference.get(f"{W}type", "default"), True):
            yield reference


def _child(parent: etree._Element | None, name: str) -> etree._Element | None:
    return None if parent is None else parent.find(f"{W}{name}")


def _texts(reference: etree._Element, package: WordPackage, seen: set[str]) -> list[etree._Element]:
    """The paragraphs and tables behind a reference; none where they say nothing, or were seen before."""
    relation = reference.get(RELATIONSHIP_ID, "")
    if relation not in package.relations:
        return []
    name, data = package.target(relation)
    found = [child for child in parse(data, name) if child.tag in (PARAGRAPH, TABLE)]
    said = "".join(text.text or "" for child in found for text in child.iter(TEXT))
    if not _PAGE_NUMBER.sub("", said) or said in seen:
        return []
    seen.add(said)
    return found


def _insert(body: etree._Element, found: list[etree._Element], position: int) -> None:
    for offset, child in enumerate(found):
        body.insert(position + offset, child)
