"""Word documents that are one XML file: Flat OPC ("Word XML 文档"), and Word 2003 XML, often saved as .doc.

Both are turned into the parts of a package, which word.py reads. Source: Word 2003 XML Reference Schemas.
"""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from extract.readers.package import parse_xml
from extract.readers.wordml import PARAGRAPH, RUN, TEXT, W
from jixiao.forms.errors import DamagedFile

_PACKAGE = b"http://schemas.microsoft.com/office/2006/xmlPackage"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_PART = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_CHANGE = "{http://schemas.microsoft.com/aml/2001/core}"
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
_DOCUMENT = "word/document.xml"


class FlatParts:
    """The parts of a document that is one XML file."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    @property
    def names(self) -> tuple[str, ...]:
        """Of all parts."""
        return tuple(self._parts)

    def part(self, name: str) -> bytes:
        """The bytes of one part. Raises DamagedFile."""
        if name not in self._parts:
            raise DamagedFile(f"文件内缺少部件 {name}；请用 Word 或 WPS 打开修复后另存。")
        return self._parts[name]


def is_flat(head: bytes) -> bool:
    """Do these bytes begin as one of the two does?"""
    return b"<" in head[:8] and (_WORD_2003 in head or (_PACKAGE in head and b"/word/" in head))


def open_flat(data: bytes) -> FlatParts:
    """The parts of the file. Raises DamagedFile."""
    root = parse_xml(data, "XML")
    if root.tag == f"{_PART}package":
        return FlatParts({part.get(f"{_PART}name", "").lstrip("/"): _content(part) for part in root})
    return FlatParts({_DOCUMENT: etree.tostring(_as_in_packages(root))})


def _content(part: etree._Element) -> bytes:
    """Of a part of Flat OPC: markup, or bytes in Base64."""
    markup = part.find(f"{_PART}xmlData/*")
    if markup is not None:
        return etree.tostring(markup)
    try:
        return base64.b64decode(part.findtext(f"{_PART}binaryData", ""))
    except (binascii.Error, ValueError) as error:
        raise DamagedFile("文件已损坏，内嵌部件读不出；请向填报单位重新索取。") from error


def _as_in_packages(root: etree._Element) -> etree._Element:
    """Word 2003 XML in the words of the later dialect: names, changes, list numbers."""
    for element in root.iter(f"{_OLD}*"):
        name = etree.QName(element).localname
        element.tag = W + _RENAMED.get(name, name)
        for key, text in [(str(key), text) for key, text in element.items()]:
            if key.startswith(_OLD):
                del element.attrib[key]
                element.set(W + key.removeprefix(_OLD), text)
    _accept_changes(root)
    etree.strip_tags(root, f"{_HINT}sect", f"{_HINT}sub-section")
    for paragraph in root.iter(PARAGRAPH):
        _write_number(paragraph)
    return root


def _accept_changes(root: etree._Element) -> None:
    """Deleted text becomes what it is in the later dialect, inserted text is text."""
    for change in root.iter(f"{_CHANGE}annotation"):
        if change.get(f"{W}type") == "Word.Deletion":
            change.tag = f"{W}del"
    etree.strip_tags(root, f"{_CHANGE}annotation", f"{_CHANGE}content")


def _write_number(paragraph: etree._Element) -> None:
    """The number of a list stands in the file; it becomes text at the beginning."""
    hint = paragraph.find(f"{W}pPr/{W}listPr/{_HINT}t")
    number = "" if hint is None else hint.get(f"{_HINT}val", "")
    if number and not any("\ue000" <= character <= "\uf8ff" or character == "·" for character in number):
        run = etree.Element(RUN)
        etree.SubElement(run, TEXT).text = number
        etree.SubElement(run, f"{W}tab")
        paragraph.insert(1, run)
