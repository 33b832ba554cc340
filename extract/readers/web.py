"""Web pages .html, web archives .mht, and pages that were saved as .doc or .xls.

Text is read as a browser shows it (web_text.py). Tables that only lay out the page are passed through; each
other table is a table of its own, a nested one after the one that holds it.
Source: HTML Living Standard, 4.9.12 (the table model).
"""

from __future__ import annotations

import codecs
import email
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from lxml import etree, html

from extract.readers import doubts, grid
from extract.readers.web_text import Break, Flow, Lines, Text, is_hidden
from extract.source import Source
from extract.text.encoding import damage, decode
from jixiao.forms.document import Document, Line, Place, Table
from jixiao.forms.errors import DamagedFile, EmptyFile, TooLarge
from jixiao.forms.finding import Finding
from jixiao.forms.limits import LIMITS, MEGABYTE

_BEGINNING = re.compile(
    r"[\s\x00]*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*"
    r"<(!doctype\s+html|html|head|meta|title|body|table|tr|td|div|p|center|font|span|style|script|h[1-6]|form)\b",
    re.IGNORECASE | re.DOTALL,
)
_ARCHIVE = re.compile(rb"\s*(mime-version|from|subject|date|content-type|snapshot-[\w-]+):", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Declarations that are believed, each read as the wider encoding that browsers take for it. Others are often what
# a program writes into every page, whatever the bytes are.
_DECLARED = {
    **dict.fromkeys(("gb2312", "gb_2312-80", "gbk", "x-gbk", "gb18030", "euc-cn"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
}
_STRUCK = re.compile(r"text-decoration[^;:]*:[^;]*line-through", re.IGNORECASE)
_WIDEST = 1_000  # columns of a cell, by the table model
_ROW_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")


def accepts(source: Source) -> bool:
    """Markup of a web page at the beginning, or a web archive."""
    return is_markup(source.head) or is_archive(source.head)


def is_markup(head: bytes) -> bool:
    """Do these bytes begin as a web page does?"""
    return _BEGINNING.match(_roughly(head)) is not None


def is_archive(head: bytes) -> bool:
    """Do these bytes begin as a message does that holds a web page?"""
    return _ARCHIVE.match(head) is not None and (b"multipart/related" in head or b"text/html" in head)


def read(source: Source) -> Document:
    """All tables and lines, in order. Raises DamagedFile, EmptyFile, TooLarge."""
    if len(source.data) > LIMITS.text_size:
        raise TooLarge(f"网页超过上限 {LIMITS.text_size // MEGABYTE} MB；请拆分后重试。")
    pages = _pages_of_archive(source.data) if is_archive(source.head) else [source.data]
    reading = _Reading()
    for data in pages:
        reading.read(data)
    if len(pages) == 1:
        reading.report_frames()
    if not reading.blocks and not reading.findings:
        raise EmptyFile("网页里没有文字；请用浏览器打开后另存为完整网页，再重试。")
    return Document("html", "jixiao-html", tuple(reading.blocks), findings=tuple(reading.findings))


def _roughly(head: bytes) -> str:
    """The text as far as markup needs it."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1")


def _pages_of_archive(data: bytes) -> list[bytes]:
    """The pages of a web archive (MHTML, RFC 2557)."""
    try:
        parts = [
            part for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/html"
        ]
    except RecursionError as error:
        raise TooLarge("网页存档嵌套过深；请用浏览器打开后另存为网页，再重试。") from error
    pages = [page for part in parts if isinstance(page := part.get_payload(decode=True), bytes)]
    if not pages:
        raise DamagedFile("网页存档里没有网页，可能已损坏；请重新另存后再试。")
    return pages


def _decoded(data: bytes) -> str:
    """The text: as UTF-8 where it is that, else as the page says, else as it reads most familiarly."""
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii", "ignore").lower() if declared else ""
    for candidate in filter(None, ("utf-8-sig", _DECLARED.get(name))):
        with suppress(UnicodeDecodeError):
            return data.decode(candidate)
    return decode(data)[0]


def _tree(text: str) -> etree._Element | None:
    """The root of the page; None of an empty one. Raises TooLarge where the parser gave up."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise TooLarge("网页的标签嵌套过深，读不完整；请用浏览器打开后另存为 .docx 或复制到 Word，再重试。")
    return root


class _Reading:
    """The pages of one file, read one after the other."""

    def __init__(self) -> None:
        self.blocks: list[Line | Table] = []
        self.findings: list[Finding] = []
        self._block = 0
        self._table = 0
        self._cells = 0
        self._frames: list[str] = []
        self._inside: dict[etree._Element, list[etree._Element]] = {}
        self._layouts: set[etree._Element] = set()

    def read(self, data: bytes) -> None:
        """Take all of one page."""
        text = _decoded(data)
        self.findings += damage(text)
        root = _tree(text)
        if root is None:
            return
        self._frames += [frame.get("src", "frame") for frame in root.iter("frame")]
        self.findings += _struck(root)
        self._inside, self._layouts = _survey(root)
        self._flow(Flow(root, self._is_table))

    def report_frames(self) -> None:
        """The page shows other files, which are not here."""
        self.findings += map(doubts.unread_part, self._frames)

    def _is_table(self, node: etree._Element) -> bool:
        return node.tag == "table" and node not in self._layouts

    def _flow(self, flow: Iterable[Text | Break | etree._Element]) -> None:
        """Each line is a block, and so is each table."""
        lines = Lines()
        for part in flow:
            if isinstance(part, Text | Break):
                lines.add(part)
                continue
            lines.add(Break(forced=False))
            self._take(lines)
            self._block += 1
            self._read_table(part)
        lines.add(Break(forced=False))
        self._take(lines)

    def _take(self, lines: Lines) -> None:
        """The finished lines that hold text become blocks."""
        for shown, hidden in lines.finished:
            if shown.strip() or hidden.strip():
                self._block += 1
                place = Place(block=self._block)
                self.blocks.append(Line(shown or hidden, place, hidden=not shown))
                if shown and hidden:
                    self.findings.append(doubts.hidden_text(hidden, place))
        lines.finished.clear()

    def _read_table(self, table: etree._Element) -> None:
        """What stands in the table beside its cells, then the table, then the tables in it."""
        if table in self._layouts:
            self._flow(Flow(table, self._is_table))
            return
        hidden = any(map(is_hidden, (table, *table.iterancestors())))
        beside = Flow(table, lambda node: node.tag in (*_CELLS, "table"), hidden=hidden)
        self._flow(part for part in beside if isinstance(part, Text | Break))
        self._table += 1
        built, findings = grid.finish(self._table, self._areas(table, hidden))
        self.findings += findings
        if built.cells:
            self.blocks.append(built)
        for inner in self._inside.get(table, ()):
            self._read_table(inner)

    def _areas(self, table: etree._Element, hidden: bool) -> list[grid.Area]:
        """The cells in the grid that their spans make."""
        areas: list[grid.Area] = []
        slots = grid.Slots()
        for number, row in enumerate(_rows(table), start=1):
            column = 1
            for cell in row.cells:
                self._count_cell()
                column = slots.first_free(row=number, column=column)
                rows = min(_span(cell, "rowspan", row.last), row.last - number + 1)
                columns = min(_span(cell, "colspan", 1), _WIDEST)
                width = slots.take(row=number, column=column, rows=rows, columns=columns)
                areas.append(_area(cell, hidden or row.hidden))
                areas[-1].put(row=number, column=column, rows=rows, columns=width)
                column += width
        return grid.on_grid_lines(areas, grid.column_edges())

    def _count_cell(self) -> None:
        self._cells += 1
        if self._cells > LIMITS.cells:
            raise TooLarge(f"网页的单元格超过上限 {LIMITS.cells} 个；请拆分后重试。")


@dataclass
class _Row:
    """A row of a table; `last` is the number of the last row of its group, where every span ends."""

    hidden: bool = False
    cells: list[etree._Element] = field(default_factory=list)
    last: int = 0

    @property
    def width(self) -> int:
        """The number of columns that its own cells take."""
        return sum(min(_span(cell, "colspan", 1), _WIDEST) for cell in self.cells)


def _rows(table: etree._Element) -> list[_Row]:
    """The rows as they are shown, the foot last; cells outside a row make one."""
    groups: list[list[_Row]] = [[]]
    feet: list[list[_Row]] = []
    group = groups[0]
    walker = etree.iterwalk(table, events=("start",))
    for _, node in walker:
        if node is table:
            continue
        if node.tag in _ROW_GROUPS:
            group = []
            (feet if node.tag == "tfoot" else groups).append(group)
        elif node.tag == "tr":
            parent = node.getparent()
            group.append(_Row(is_hidden(node) or (parent is not None and is_hidden(parent))))
        elif node.tag in _CELLS:
            if not group:
                group.append(_Row())
            group[-1].cells.append(node)
        if node.tag == "table" or node.tag in _CELLS:
            walker.skip_subtree()
    return _numbered([group for group in (*groups, *feet) if group])


def _numbered(groups: list[list[_Row]]) -> list[_Row]:
    """All rows; spans end with their group, unless the first row of the next leaves room for them.

    By the table model they always end; but LibreOffice cuts tables between the rows of a merged heading.
    """
    rows = [row for group in groups for row in group]
    width = max((row.width for row in rows), default=0)
    start = end = len(rows)
    for group in reversed(groups):
        start -= len(group)
        for row in group:
            row.last = end
        if group[0].width >= width:
            end = start
    return rows


def _span(cell: etree._Element, name: str, to_the_end: int) -> int:
    """The number of an attribute, as leniently as browsers read it; 0 means to the end of the group."""
    match = re.match(r"\s*\+?(\d{1,9})", cell.get(name, "1"))
    return int(match[1]) or to_the_end if match else 1


def _area(cell: etree._Element, hidden: bool) -> grid.Area:
    """The cell's text, not yet placed: lines joined, tables in it left out."""
    lines = Lines()
    for part in Flow(cell, lambda node: node.tag == "table"):
        lines.add(part if isinstance(part, Text | Break) else Break(forced=False))
    shown, unshown = lines.text()
    if shown.strip() or not unshown.strip():
        return grid.Area(shown, hidden=hidden, left_out=unshown)
    return grid.Area(unshown, hidden=True)


def _struck(root: etree._Element) -> Iterator[Finding]:
    """A finding where text has a line through it: it is shown, and yet meant to go."""
    nodes = list(root.iter("s", "strike"))
    nodes += (node for node in root.iterfind(".//*[@style]") if _STRUCK.search(node.get("style", "")))
    texts = [text for node in nodes if (text := "".join(map(str, node.itertext())).strip())]
    if texts:
        yield doubts.struck_text(len(texts), texts[0])


def _survey(root: etree._Element) -> tuple[dict[etree._Element, list[etree._Element]], set[etree._Element]]:
    """{table: the tables in it}, and the tables that only lay out: those around more cells than their own."""
    tables = list(root.iter("table"))
    own: Counter[etree._Element | None] = Counter(map(_table_around, root.iter(*_CELLS)))
    around = {table: _table_around(table) for table in tables}
    total, inside = own.copy(), defaultdict(list)
    for table in reversed(tables):
        total[around[table]] += total[table]
    for table, outer in around.items():
        if outer is not None:
            inside[outer].append(table)
    return inside, {table for table in inside if total[table] > 2 * own[table]}


def _table_around(node: etree._Element) -> etree._Element | None:
    return next(node.iterancestors("table"), None)
