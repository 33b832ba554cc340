"""What all sheets of an Excel workbook share: the parts of its package, strings, styles.

Source: ECMA-376 part 1, 18.4 (shared strings), 18.8 (styles); part 2, 9.3 (relationships).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from extract.numberformat import GENERAL, builtin
from extract.readers.fonts import Font, Run
from extract.readers.package import Package
from extract.readers.sheet import check_cells
from extract.readers.xml_stream import elements, local
from jixiao.forms.errors import DamagedFile

WORKBOOK = "xl/workbook.xml"
_SUPERSCRIPT = "superscript"
_PLAIN = Font()
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Style:
    """What the style of a cell says about its text."""

    code: str = GENERAL
    font: Font = _PLAIN


@dataclass(frozen=True, slots=True)
class Book:
    """What all sheets of a workbook share."""

    strings: list[tuple[Run, ...]]
    styles: list[Style]
    date1904: bool
    recalculated: bool  # whoever wrote it left the formulas to be computed when it is opened

    def string(self, number: str) -> tuple[Run, ...]:
        """A shared string. Raises DamagedFile."""
        return _item(self.strings, number)

    def style(self, number: str | None) -> Style:
        """The style of a cell that names it by number, or names none. Raises DamagedFile."""
        return Style() if number is None or not self.styles else _item(self.styles, number)


def open_book(package: Package, workbook: etree._Element) -> Book:
    """Read what the sheets share. Raises DamagedFile, EncryptedFile."""
    parts = dict(related(package, WORKBOOK).values())
    return Book(
        _strings(package, parts.get("sharedStrings")),
        list(_styles(package, parts.get("styles"))),
        is_true(_attribute(workbook, "workbookPr", "date1904")),
        is_true(_attribute(workbook, "calcPr", "fullCalcOnLoad")),
    )


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """{id: (kind, name)} of the parts that a part refers to: `worksheet`, `styles`, `drawing` …"""
    folder, _, name = part.rpartition("/")
    listing = f"{folder}/_rels/{name}.rels"
    if listing not in package:
        return {}
    names = {known.lower(): known for known in package.names}  # some programs write another case here
    found = {}
    for entry in package.xml(listing).iterfind("{*}Relationship"):
        target = entry.get("Target", "").replace("\\", "/")
        path = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        kind = entry.get("Type", "").rpartition("/")[2]
        found[entry.get("Id", "")] = (kind, names.get(path.lower(), path))
    return found


def runs(entry: etree._Element) -> tuple[Run, ...]:
    """The runs of a string; phonetic runs (`rPh`) are no part of it."""
    found = []
    for child in entry.iterchildren("{*}t", "{*}r"):
        text = child.text if local(child) == "t" else child.findtext("{*}t")
        found.append(Run(unescape(text or ""), _run_font(child.find("{*}rPr"))))
    return tuple(found)


def _run_font(properties: etree._Element | None) -> Font | None:
    if properties is None:
        return None
    return _font(properties, "rFont")


def _font(properties: etree._Element, name: str) -> Font:
    return Font(
        _attribute(properties, name, "val") or "",
        raised=_attribute(properties, "vertAlign", "val") == _SUPERSCRIPT,
        struck=(line := properties.find("{*}strike")) is not None and is_true(line.get("val", "1")),
    )


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")  # a character that XML cannot hold, 22.9.2.19


def unescape(text: str) -> str:
    r"""The text with its escaped characters, and one kind of line break.

    >>> unescape("一_x000D_\n二_x005F_x")
    '一\n二_x'
    """
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")


def _strings(package: Package, part: str | None) -> list[tuple[Run, ...]]:
    found: list[tuple[Run, ...]] = []
    if part is not None and part in package:
        for entry in elements(package.part(part), part, ("si",)):
            found.append(runs(entry))
            check_cells(len(found))
    return found


def _styles(package: Package, part: str | None) -> Iterator[Style]:
    if part is None or part not in package:
        return
    root = package.xml(part)
    own = {f.get("numFmtId"): f.get("formatCode", GENERAL) for f in root.iterfind("{*}numFmts/{*}numFmt")}
    fonts = [_font(font, "name") for font in root.iterfind("{*}fonts/{*}font")]
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number, font = style.get("numFmtId", "0"), integer(style.get("fontId", "0"))
        code = own.get(number) or builtin(integer(number))
        yield Style(code, fonts[font] if 0 <= font < len(fonts) else _PLAIN)


def _item(items: list[_Item], number: str) -> _Item:
    position = integer(number)
    if not 0 <= position < len(items):
        raise DamagedFile(f"工作簿缺少编号为 {number} 的文字或格式；请用 Excel 打开修复后另存。")
    return items[position]


def integer(text: str) -> int:
    """A number that is an attribute. Raises DamagedFile."""
    try:
        return int(text)
    except ValueError as error:
        raise DamagedFile(f"工作簿内部的编号“{text}”不是数；请用 Excel 或 WPS 打开修复后另存。") from error


def is_true(text: str | None) -> bool:
    """An attribute that is yes or no; no where it is not written."""
    return text in ("1", "true", "on")


def _attribute(root: etree._Element, child: str, name: str) -> str | None:
    found = root.find(f"{{*}}{child}")
    return None if found is None else found.get(name)
