"""Word .docx and .docm: python-docx's knowledge of the package, our own walk over the text.

`python-docx` leaves out content controls, insertions, ticked boxes, text boxes and list numbers, and raises
on irregular merges; so the tree is made plain (word_final.py), what is no plain text is written as such (word_text.py),
and the whole is walked once. Page headers stand before the text of their section, footers behind it (word_pages.py);
comments are not read. Strict OOXML is read too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from lxml import etree
from msgspec import structs

from extract.collector import paused
from extract.readers import doubts, emptiness, grid, web
from extract.readers.package import Package, number
from extract.readers.word_final import Unshown, make_final, remove
from extract.readers.word_flat import is_flat, open_flat
from extract.readers.word_numbers import Numbers
from extract.readers.word_pages import insert_headers
from extract.readers.word_styles import Styles
from extract.readers.word_text import write_inline, write_numbers
from extract.readers.wordml import (
    CELL,
    PARAGRAPH,
    RELATIONSHIP_ID,
    ROW,
    TABLE,
    TEXT,
    VALUE,
    W,
    WordPackage,
    owner,
    text_of,
)
from extract.source import Source
from jixiao.forms.document import Document, Line, Place, Table
from jixiao.forms.errors import EmptyFile, JixiaoError, TooLarge, UnknownFormat
from jixiao.forms.finding import Finding
from jixiao.forms.limits import LIMITS

_CHUNK = f"{W}altChunk"
_CONTINUES = ("", "continue")  # a merge flag without a value means "continue"

_Cell = tuple[etree._Element, list[str]]  # a cell and its texts, line breaks among them


def accepts(source: Source) -> bool:
    """A package with a Word document in it, or the same in one XML file."""
    members = source.members
    if not members:
        return is_flat(source.head)
    return "[Content_Types].xml" in members and any(name.startswith("word/") for name in members)


@paused()
def read(source: Source) -> Document:
    """All tables and paragraphs, in document order. Raises DamagedFile, EncryptedFile, TooLarge."""
    return _read(source, chunks=True)


def _read(source: Source, *, chunks: bool) -> Document:
    """The document; of one that is part of another, inserted parts are not read."""
    package = WordPackage(Package(source.data) if source.is_zip else open_flat(source.data))
    body = package.body()
    unread = insert_headers(body, package)
    _append_notes(body, package)
    styles = _styles(body, package)
    unshown = make_final(body, styles.hidden())
    write_inline(body)
    write_numbers(body, _numbers(body, package, styles))
    walk = _Walk(body, unshown, partial(_chunk, package) if chunks else _no_chunk)
    walk.read(body)
    findings = (*unread, *unshown.findings, *walk.findings, *doubts.left_alone(package.names))
    document = Document("docx", "jixiao-docx", tuple(walk.blocks), findings=findings)
    return emptiness.judge(document, pictures=sum("/media/" in name for name in package.names))


def _chunk(package: WordPackage, relation: str) -> Document:
    """The document that stands whole in a part of this one, as it was inserted. Raises JixiaoError."""
    name, data = package.target(relation)
    source = Source(name, data)
    if accepts(source):
        return _read(source, chunks=False)
    if web.accepts(source):
        return web.read(source)
    raise UnknownFormat(name)


def _no_chunk(relation: str) -> Document:
    raise UnknownFormat(relation)


def _append_notes(body: etree._Element, package: WordPackage) -> None:
    """Footnotes and endnotes follow the text; the lines that separate them are no notes."""
    for kind in ("footnote", "endnote"):
        part = package.related(f"{kind}s")
        for note in () if part is None else part.iterfind(f"{W}{kind}"):
            if note.get(f"{W}type") in (None, "normal"):
                body.extend(list(note))


def _styles(body: etree._Element, package: WordPackage) -> Styles:
    """The styles, where the text uses any: the part is often larger than the text."""
    used = next(body.iter(f"{W}pStyle", f"{W}rStyle"), None) is not None
    return Styles(package.related("styles") if used else None)


def _numbers(body: etree._Element, package: WordPackage, styles: Styles) -> Numbers:
    """The lists, where the text can use any."""
    used = next(body.iter(f"{W}pStyle", f"{W}numPr"), None) is not None
    return Numbers(package.related("numbering") if used else None, styles)


class _Walk:
    """One walk through a plain body: it counts blocks, tables and cells, and keeps what it found."""

    def __init__(self, body: etree._Element, unshown: Unshown, chunk: Callable[[str], Document]) -> None:
        self.blocks: list[Line | Table] = []
        self.findings: list[Finding] = []
        self._block = 0
        self._tables = 0
        self._cells = 0
        self._chunk = chunk
        self._hidden = unshown.hidden
        self._left_out = unshown.left_out
        self._before = _marks(body, f"{W}gridBefore")
        self._widths = {cell: _span(span) or 1 for cell, span in _marks(body, f"{W}gridSpan").items()}
        self._vertical = _marks(body, f"{W}vMerge")
        self._horizontal = _marks(body, f"{W}hMerge")
        self._special = {*self._vertical, *self._horizontal, *unshown.hidden, *unshown.left_out}

    def read(self, parent: etree._Element) -> None:
        """Take the paragraphs and tables under `parent`, each in its order."""
        for child in parent:
            if child.tag == PARAGRAPH:
                self._block += 1
                self._line(child)
            elif child.tag == TABLE:
                self._block += 1
                self._read_table(child)
            elif child.tag == _CHUNK:
                self._take_over(child)

    def _line(self, paragraph: etree._Element) -> None:
        place = Place(block=self._block)
        if paragraph in self._left_out:
            self.findings.append(doubts.hidden_text(self._left_out[paragraph], place))
        text = text_of(paragraph)
        if text.strip():
            self.blocks.append(Line(text, place, hidden=paragraph in self._hidden))

    def _read_table(self, table: etree._Element) -> None:
        """The table, then the tables in its cells, each a table of its own."""
        self._tables += 1
        inside = _taken_out(table)
        edge = _edges(table)
        rows = [list(self._pieces(row, cells, edge)) for row, cells in _rows(table)]
        built, findings = grid.build(self._tables, rows)
        self.findings += findings
        if built.cells:
            self.blocks.append(built)
        for inner in inside:
            if inner.tag == TABLE:
                self._read_table(inner)
            else:
                self._take_over(inner)

    def _take_over(self, chunk: etree._Element) -> None:
        """Lines and tables of a document that was inserted whole, counted on."""
        relation = chunk.get(RELATIONSHIP_ID, "")
        try:
            inserted = self._chunk(relation)
        except EmptyFile:
            return
        except JixiaoError:
            self.findings.append(doubts.unread_part(relation))
            return
        self.findings += [replace(finding, place="") for finding in inserted.findings]
        for block in inserted.blocks:
            if isinstance(block, Table):
                self._tables += 1
                self.blocks.append(_renumbered(block, self._tables))
            else:
                self._block += 1
                self.blocks.append(structs.replace(block, place=Place(block=self._block)))

    def _pieces(
        self, row: etree._Element, cells: list[_Cell], edge: Callable[[int], int]
    ) -> Iterator[grid.Piece]:
        """The cells of a row, in the grid columns where they stand."""
        self._count_cells(len(cells))
        column = 1 + _span(self._before.get(row, "0"))
        left = edge(column)
        row_hidden = row in self._hidden
        for cell, texts in cells:
            column += self._widths.get(cell, 1)
            right = edge(column)
            piece = grid.Piece(left, right, "".join(texts), row_hidden, closed=True)
            if cell in self._special:
                self._set_special(piece, cell)
            yield piece
            left = right

    def _set_special(self, piece: grid.Piece, cell: etree._Element) -> None:
        """What most cells are not: hidden, part of a merge over rows or of one flagged in its row."""
        vertical = self._vertical.get(cell)
        piece.hidden = piece.hidden or cell in self._hidden
        piece.left_out = self._left_out.get(cell, "")
        piece.continues_above = vertical in _CONTINUES
        piece.closed = vertical is None
        piece.continues_left = self._horizontal.get(cell) in _CONTINUES

    def _count_cells(self, count: int) -> None:
        self._cells += count
        if self._cells > LIMITS.cells:
            raise TooLarge(f"文件的单元格超过上限 {LIMITS.cells} 个；请拆分后重试。")


def _rows(table: etree._Element) -> list[tuple[etree._Element, list[_Cell]]]:
    """Each row with its cells; one pass through a table that holds no other table."""
    texts: list[str] = []
    cells: list[_Cell] = []
    rows: list[tuple[etree._Element, list[_Cell]]] = []
    is_first = True
    for node in table.iter(ROW, CELL, PARAGRAPH, TEXT):
        tag = node.tag
        if tag == TEXT:
            texts.append(node.text or "")
        elif tag == PARAGRAPH:
            if not is_first:
                texts.append("\n")
            is_first = False
        elif tag == CELL:
            texts, is_first = [], True
            cells.append((node, texts))
        else:
            cells = []
            rows.append((node, cells))
    return rows


def _taken_out(table: etree._Element) -> list[etree._Element]:
    """The tables and the documents inserted whole that stand in its own cells, no longer in the tree."""
    parts = [
        part
        for part in table.iterdescendants(TABLE, _CHUNK)
        if next(part.iterancestors(TABLE), None) is table
    ]
    for part in parts:
        remove(part)
    return parts


def _renumbered(table: Table, number: int) -> Table:
    """The table as one of another document."""
    cells = tuple(
        structs.replace(cell, place=structs.replace(cell.place, table=number)) for cell in table.cells
    )
    return replace(table, number=number, cells=cells)


def _marks(body: etree._Element, tag: str) -> dict[etree._Element, str]:
    """{row or cell: value} of one property, wherever it is stated; looked for once, not cell by cell."""
    marks = {}
    for mark in body.iter(tag):
        holder = owner(mark)
        if holder is not None:
            marks[holder] = mark.get(VALUE, "")
    return marks


def _span(text: str) -> int:
    """A number of grid columns. Raises TooLarge."""
    span = max(number(text, 0), 0)
    if span > LIMITS.span:
        raise TooLarge(f"有单元格横跨 {span} 列，超过上限 {LIMITS.span} 列。")
    return span


def _edges(table: etree._Element) -> Callable[[int], int]:
    """Where the grid column with that number begins, in twips."""
    columns = table.iterfind(f"{W}tblGrid/{W}gridCol")
    return grid.column_edges(number(column.get(f"{W}w"), 0) for column in columns)
