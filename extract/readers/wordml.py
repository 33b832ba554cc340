"""Names of WordprocessingML (ECMA-376), and the questions that every part of the .docx reader asks."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Protocol

from docx.opc.packuri import PackURI
from lxml import etree

from extract.readers.package import parse_xml
from jixiao.forms.errors import DamagedFile

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
VML: Final = "{urn:schemas-microsoft-com:vml}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
RELATIONSHIP_ID: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

PARAGRAPH, RUN, TEXT = f"{W}p", f"{W}r", f"{W}t"
TABLE, ROW, CELL = f"{W}tbl", f"{W}tr", f"{W}tc"
VALUE = f"{W}val"

_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (_STRICT + b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (
        _STRICT + b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


def parse(data: bytes, name: str) -> etree._Element:
    """The root of a part; the names of Strict OOXML (ISO 29500) become those of the common dialect."""
    if _STRICT in data:
        for strict, transitional in _TRANSITIONAL:
            data = data.replace(strict, transitional)
    return parse_xml(data, name)


def value(parent: etree._Element | None, tag: str) -> str | None:
    """The `w:val` of a child; None where there is no such child; "" where it has no value."""
    child = None if parent is None else parent.find(tag)
    return None if child is None else child.get(VALUE, "")


def text_of(element: etree._Element) -> str:
    """Its `w:t` run together."""
    return "".join([text.text or "" for text in element.iter(TEXT)])


def owner(mark: etree._Element) -> etree._Element | None:
    """The run, paragraph, row or cell that has a property: of `w:vMerge`, which stands in `w:tcPr`, the `w:tc`."""
    properties = mark.getparent()
    return None if properties is None else properties.getparent()


def is_on(element: etree._Element | None) -> bool:
    """Is a toggle such as `w:vanish` there and not switched off?"""
    return element is not None and element.get(VALUE, "true") not in ("0", "false", "off")


class Parts(Protocol):
    """Where the parts of a document come from."""

    def __contains__(self, name: str) -> bool:
        """Is there a part of that name?"""

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parts."""

    def part(self, name: str) -> bytes:
        """The bytes of one part. Raises DamagedFile, EncryptedFile."""


class WordPackage:
    """The parts of one Word document, found by their relations; python-docx knows how these are written."""

    def __init__(self, package: Parts) -> None:
        self._package = package
        self._main = self._find_main()

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parts."""
        return self._package.names

    def body(self) -> etree._Element:
        """The body of the document. Raises DamagedFile."""
        body = self._root(self._main).find(f"{W}body")
        if body is None:
            raise DamagedFile("文件里没有正文；请用 Word 或 WPS 打开修复后另存。")
        return body

    def target(self, relation: str) -> tuple[str, bytes]:
        """Name and bytes of the part that a relation of this id points to. Raises DamagedFile, EncryptedFile."""
        _, name = self.relations.get(relation, ("", relation))
        return name, self._package.part(name)

    def related(self, kind: str) -> etree._Element | None:
        """The root of the part that stands in this relation to the document; None where there is none."""
        names = [name for relation, name in self.relations.values() if relation.endswith(f"/{kind}")]
        return self._root(names[0]) if names and names[0] in self._package else None

    @cached_property
    def relations(self) -> dict[str, tuple[str, str]]:
        """{id: (kind, name of the part)} of the document; what lies outside the package is left out."""
        return self._relations(PackURI(f"/{self._main}"))

    def _find_main(self) -> str:
        for kind, name in self._relations(PackURI("/")).values():
            if kind.endswith("/officeDocument"):
                return name
        return "word/document.xml"

    def _relations(self, owner: PackURI) -> dict[str, tuple[str, str]]:
        name = owner.rels_uri.membername
        if name not in self._package:
            return {}
        return {
            relation.get("Id", ""): (relation.get("Type", ""), _target(owner, relation.get("Target", "")))
            for relation in self._root(name)
            if relation.get("TargetMode") != "External"
        }

    def _root(self, name: str) -> etree._Element:
        return parse(self._package.part(name), name)


def _target(owner: PackURI, reference: str) -> str:
    """The name of the part that a relation of `owner` points to."""
    return str(PackURI.from_rel_ref(owner.baseURI, reference).membername)
