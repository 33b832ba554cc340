"""OpenDocument texts .odt, and flat .fodt: tables with their spans, lists with their numbers.

Deleted text of tracked changes is not read, hidden text is read and marked; page headers and footers stand around
the text of their pages; comments are not read. Source: OpenDocument 1.3 part 3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import repeat

from lxml import etree

from extract.readers import boxes, doubts, grid, symbols
from extract.readers.opendocument_lists import Lists
from extract.readers.opendocument_names import DRAW, OFFICE, STYLE, TABLE, TEXT
from extract.readers.opendocument_package import content, is_kind
from extract.readers.opendocument_pages import insert_headers
from extract.readers.package import Package, number, parse_xml
from extract.source import Source
from jixiao.forms.document import Document, Line, Place, Table
from jixiao.forms.errors import DamagedFile, EmptyFile, TooLarge
from jixiao.forms.finding import Finding
from jixiao.forms.limits import LIMITS

_KIND = b"application/vnd.oasis.opendocument.text"
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
_BOXES = tuple(f"{DRAW}{name}" for name in ("text-box", "custom-shape", "rect", "ellipse", "circle"))
_UNSHOWN = (
    *(f"{OFFICE}annotation", f"{OFFICE}forms", f"{TEXT}tracked-changes", f"{TEXT}ruby-text"),
    *(f"{TEXT}note-citation", f"{TEXT}number"),
)
_ROWS = tuple(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
_BLANKS = re.compile(r"[ \t\r\n]+")
_TWIPS = {"in": 1440.0, "cm": 566.93, "mm": 56.693, "pt": 20.0, "pc": 240.0, "px": 15.0}
_LONGEST_GAP = 1_000  # blanks that one element may stand for


def accepts(source: Source) -> bool:
    """A package, or one XML file, that says it is a text."""
    return is_kind(source, _KIND)


def read(source: Source) -> Document:
    """All tables and paragraphs, in document order. Raises DamagedFile, EncryptedFile, TooLarge."""
    roots = _roots(source)
    body = roots[0].find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise DamagedFile("文件里没有正文；请用 LibreOffice 或 WPS 打开修复后另存。")
    insert_headers(body, roots)
    findings = _make_plain(body)
    walk = _Walk(roots)
    walk.read(body)
    if not walk.blocks:
        raise EmptyFile("文件里没有文字；请向填报单位重新索取。")
    return Document("odt", "jixiao-odt", tuple(walk.blocks), findings=(*findings, *walk.findings))


def _roots(source: Source) -> list[etree._Element]:
    """The content, then the styles where they are a part of their own."""
    if not source.is_zip:
        return [parse_xml(source.data, "office:document")]
    package = Package(source.data)
    styles = [package.xml("styles.xml")] if "styles.xml" in package else []
    return [parse_xml(content(package), "content.xml"), *styles]


def _make_plain(body: etree._Element) -> tuple[Finding, ...]:
    """Deleted text goes, text boxes follow their paragraph, notes follow the text."""
    deletions = sum(1 for _ in body.iter(f"{TEXT}deletion"))
    etree.strip_elements(body, *_UNSHOWN, with_tail=False)
    boxes.lift(body, _BOXES, _PARAGRAPHS)
    for note in list(body.iter(f"{TEXT}note-body")):
        body.extend(list(note))
    return (doubts.tracked_changes(deletions),) if deletions else ()


@dataclass(frozen=True, slots=True)
class _Paragraph:
    element: etree._Element
    number: str  # of the list that it is an item of
    hidden: bool


class _Walk:
    """One walk through a plain body: it counts blocks, tables and cells, and keeps what it found."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self.blocks: list[Line | Table] = []
        self.findings: list[Finding] = []
        self._block = 0
        self._table = 0
        self._cells = 0
        self._lists = Lists(*roots)
        self._hidden = _styles(roots, f"{TEXT}display", "none")
        self._raised = _styles(roots, f"{STYLE}text-position", "super")
        self._fonts = _fonts(roots)
        self.findings += _struck(roots)
        self._widths = _column_widths(roots)

    def read(self, body: etree._Element) -> None:
        """Take the paragraphs and tables, each in its order."""
        for part in self._parts(body, hidden=False):
            self._block += 1
            if isinstance(part, _Paragraph):
                self._line(part)
            else:
                self._read_table(part)

    def _line(self, paragraph: _Paragraph) -> None:
        text = self._text([paragraph])
        place = Place(block=self._block)
        if text.text.strip():
            self.blocks.append(Line(text.text, place, hidden=text.hidden))
        if text.left_out:
            self.findings.append(doubts.hidden_text(text.left_out, place))

    def _parts(self, parent: etree._Element, *, hidden: bool) -> Iterator[_Paragraph | etree._Element]:
        """Paragraphs and tables under `parent`, through sections, lists and whatever else holds them."""
        hidden = hidden or _is_hidden(parent)
        for child in parent.iterchildren("*"):
            if child.tag in _PARAGRAPHS:
                yield _Paragraph(child, "", hidden)
            elif child.tag == f"{TEXT}list":
                yield from self._items(child, "", 1, hidden=hidden)
            elif child.tag == f"{TABLE}table":
                yield child
            else:
                yield from self._parts(child, hidden=hidden)

    def _items(
        self, element: etree._Element, style: str, depth: int, *, hidden: bool
    ) -> Iterator[_Paragraph | etree._Element]:
        """The paragraphs of a list; the first of each item has its number."""
        style = element.get(f"{TEXT}style-name", style)
        if depth == 1:
            self._lists.begin(element, style)
        for item in element.iterchildren("*"):
            numbered = item.tag == f"{TEXT}list-item"
            for part in item.iterchildren("*"):
                if part.tag in _PARAGRAPHS:
                    start = item.get(f"{TEXT}start-value")
                    prefix = self._lists.prefix(style, depth, start) if numbered else ""
                    numbered = False
                    yield _Paragraph(part, prefix, hidden)
                elif part.tag == f"{TEXT}list":
                    yield from self._items(part, style, depth + 1, hidden=hidden)
                else:
                    yield from self._parts(part, hidden=hidden)

    def _read_table(self, table: etree._Element) -> None:
        """The table, then the tables in its cells, each a table of its own."""
        self._table += 1
        nested: list[etree._Element] = []
        areas = grid.on_grid_lines(self._areas(table, nested), self._edges(table))
        built, findings = grid.finish(self._table, areas)
        self.findings += findings
        if built.cells:
            self.blocks.append(built)
        for inner in nested:
            self._read_table(inner)

    def _areas(self, table: etree._Element, nested: list[etree._Element]) -> list[grid.Area]:
        """The cells where they stand; the tables in them go to `nested`."""
        rows = list(_rows(table))
        hidden = any(_is_hidden(element) for element in (table, *table.iterancestors()))
        slots = grid.Slots()
        areas: list[grid.Area] = []
        for number_of_row, row in enumerate(rows, start=1):
            for column, cell in self._cells_of(row, number_of_row):
                area = self._area(cell, nested, hidden=hidden or _is_hidden(row))
                start = slots.first_free(row=number_of_row, column=column)
                height = min(_count(cell, "number-rows-spanned"), len(rows) - number_of_row + 1)
                columns = _count(cell, "number-columns-spanned", LIMITS.span)
                width = slots.take(row=number_of_row, column=start, rows=height, columns=columns)
                area.put(row=number_of_row, column=start, rows=height, columns=width)
                areas.append(area)
        return areas

    def _cells_of(self, row: etree._Element, number_of_row: int) -> Iterator[tuple[int, etree._Element]]:
        """Each cell with its column; the places that a merge covers are counted and left out."""
        column = 1
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            for _ in range(_count(cell, "number-columns-repeated", LIMITS.columns)):
                if cell.tag == f"{TABLE}table-cell":
                    self._count_cell()
                    yield column, cell
                elif covered := "".join(map(str, cell.itertext())).strip():
                    place = Place(table=self._table, row=number_of_row, column=column)
                    self.findings.append(doubts.covered_text(covered, place))
                column += 1

    def _area(self, cell: etree._Element, nested: list[etree._Element], *, hidden: bool) -> grid.Area:
        paragraphs = []
        for part in self._parts(cell, hidden=hidden):
            if isinstance(part, _Paragraph):
                paragraphs.append(part)
            else:
                nested.append(part)
        return self._text(paragraphs)

    def _count_cell(self) -> None:
        self._cells += 1
        if self._cells > LIMITS.cells:
            raise TooLarge(f"文件的单元格超过上限 {LIMITS.cells} 个；请拆分后重试。")

    def _text(self, paragraphs: list[_Paragraph]) -> grid.Area:
        """The paragraphs joined by line breaks, hidden text apart; not yet placed."""
        shown, hidden = [], []
        for paragraph in paragraphs:
            runs = list(self._runs(paragraph.element, paragraph.hidden, raised=False, font=""))
            text = _collapsed(text for text, is_hidden in runs if not is_hidden)
            shown.append(paragraph.number + text if text else paragraph.number.rstrip())
            hidden.append(_collapsed(text for text, is_hidden in runs if is_hidden))
        text, unshown = "\n".join(shown), "\n".join(hidden)
        if text.strip() or not unshown.strip():
            return grid.Area(text, left_out=unshown.strip("\n"))
        return grid.Area(unshown, hidden=True)

    def _runs(
        self, element: etree._Element, hidden: bool, *, raised: bool, font: str
    ) -> Iterator[tuple[str, bool]]:
        """Pieces of text under `element`, each with whether it is hidden."""
        style = element.get(f"{TEXT}style-name", "")
        hidden = hidden or style in self._hidden
        raised = raised or style in self._raised
        font = self._fonts.get(style, font)

        def piece(text: str | None) -> tuple[str, bool]:
            text = symbols.written(font, _BLANKS.sub(" ", text or ""))
            return (symbols.raised(text) if raised else text), hidden

        yield piece(element.text)
        for child in element.iterchildren("*"):
            instead = _INSTEAD.get(str(child.tag))
            if instead is None:
                yield from self._runs(child, hidden, raised=raised, font=font)
            else:
                yield instead(child), hidden
            yield piece(child.tail)

    def _edges(self, table: etree._Element) -> Callable[[int], int]:
        """Where the column with that number begins, in twips."""
        widths: list[int] = []
        for column in table.iter(f"{TABLE}table-column"):
            width = self._widths.get(column.get(f"{TABLE}style-name", ""), 0)
            widths += [width] * _count(column, "number-columns-repeated", LIMITS.columns)
        return grid.column_edges(widths)


def _is_hidden(element: etree._Element) -> bool:
    """Does a section or a row say of itself that it is not shown?"""
    return (
        element.get(f"{TEXT}display") == "none" or element.get(f"{TABLE}visibility", "visible") != "visible"
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows, through the groups that hold them, each as often as it is repeated."""
    for child in table.iterchildren("*"):
        if child.tag == f"{TABLE}table-row":
            yield from repeat(child, _count(child, "number-rows-repeated", LIMITS.rows))
        elif child.tag in _ROWS:
            yield from _rows(child)


def _count(element: etree._Element, name: str, limit: int | None = None) -> int:
    """How often, or over how many columns; at least 1. Raises TooLarge."""
    count = max(number(element.get(f"{TABLE}{name}"), 1), 1)
    if limit is not None and count > limit:
        raise TooLarge(f"表格有 {count} 个重复或合并的行列，超过上限 {limit}；请拆分后重试。")
    return count


def _collapsed(pieces: Iterable[str]) -> str:
    """One text; a blank after a blank, or at the beginning, is markup and no text."""
    text: list[str] = []
    for piece in pieces:
        previous = text[-1] if text else " "
        text.append(piece.removeprefix(" ") if previous.endswith(" ") else piece)
    return "".join(text)


def _blanks(element: etree._Element) -> str:
    return " " * min(number(element.get(f"{TEXT}c"), 1), _LONGEST_GAP)


_INSTEAD: dict[str, Callable[[etree._Element], str]] = {
    f"{TEXT}s": _blanks,
    f"{TEXT}tab": lambda _: "\t",
    f"{TEXT}line-break": lambda _: "\n",
}


def _styles(roots: list[etree._Element], attribute: str, value: str) -> frozenset[str]:
    """The names of the styles whose text has a property that begins with `value`."""
    return frozenset(
        style.get(f"{STYLE}name", "")
        for root in roots
        for style in root.iter(f"{STYLE}style")
        for properties in style.iterchildren(f"{STYLE}text-properties")
        if properties.get(attribute, "").startswith(value)
    )


def _fonts(roots: list[etree._Element]) -> dict[str, str]:
    """{style: its font}, where it states one."""
    return {
        style.get(f"{STYLE}name", ""): properties.get(f"{STYLE}font-name", "")
        for root in roots
        for style in root.iter(f"{STYLE}style")
        for properties in style.iterchildren(f"{STYLE}text-properties")
        if f"{STYLE}font-name" in properties.attrib
    }


def _struck(roots: list[etree._Element]) -> Iterator[Finding]:
    """A finding where text has a line through it: it is shown, and yet meant to go."""
    styles = _styles(roots, f"{STYLE}text-line-through-style", "solid")
    pieces = roots[0].iter(f"{TEXT}span", *_PARAGRAPHS) if styles else ()
    texts = [
        "".join(map(str, piece.itertext())) for piece in pieces if piece.get(f"{TEXT}style-name") in styles
    ]
    if shown := [text for text in texts if text.strip()]:
        yield doubts.struck_text(len(shown), shown[0])


def _column_widths(roots: list[etree._Element]) -> dict[str, int]:
    """{style of columns: width in twips}, where it is stated as a length."""
    widths = {}
    for root in roots:
        for style in root.iter(f"{STYLE}style"):
            properties = style.find(f"{STYLE}table-column-properties")
            length = "" if properties is None else properties.get(f"{STYLE}column-width", "")
            if match := re.fullmatch(r"([\d.]+)([a-z]{2})", length):
                widths[style.get(f"{STYLE}name", "")] = round(float(match[1]) * _TWIPS.get(match[2], 0))
    return widths
