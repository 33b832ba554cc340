"""Text files: dumps of forms by Tika, antiword, pandoc …, the clipboard, web pages; and prose."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from extract.collector import paused
from extract.readers import delimited, spreadsheet_xml, web
from extract.source import Source
from extract.text import dialects
from extract.text.encoding import LOST, damage, decode, readable
from extract.text.markdown_marks import plain
from extract.text.pieces import Block, Piece, Row
from jixiao.forms.document import Cell, Document, Line, Place, Table
from jixiao.forms.errors import DamagedFile, EmptyFile, TooLarge
from jixiao.forms.limits import LIMITS

_MARKUP = re.compile(r"<table\b.*?</table\s*>", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"\r*\n|\r|[\x0b\x85\u2028\u2029]")
_MARKS = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"{\\rtf",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
)
# How a last line ends that was not cut off: a page, a cell, a sentence, a bracket.
_WHOLE = ("\f", "|", "。", "；", "！", "？", ")", "）", "%", "％", "〕", "】", "…")
# Dropped: NUL and the other control characters that nobody sees. Kept: tab, form feed (a page's end).
# The bell is Word's mark at the end of a cell; dumps print it as a bar.
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\f"} | {
    7: "|"
}


def accepts(source: Source) -> bool:
    """Text that no other reader of text knows: no page, no comma-separated table, no spreadsheet of XML."""
    head = source.head
    if head.startswith(_MARKS) or head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<?xml", b"<!DOCTYPE")):
        return False
    others = (delimited, spreadsheet_xml, web)
    return readable(decode(head)[0]) and not any(other.accepts(source) for other in others)


@paused()
def read(source: Source) -> Document:
    """The document; raises TooLarge, EmptyFile, DamagedFile."""
    if len(source.data) > LIMITS.text_size:
        raise TooLarge(f"文本有 {len(source.data):,} 字节，超过上限 {LIMITS.text_size:,}；请拆分后重试。")
    text, _ = decode(source.data)
    if not readable(text):
        raise DamagedFile("文件内容不像文字（编码无法识别或已损坏）；请另存为 UTF-8 文本后重试。")
    if tables := _tables_of_markup(text):
        return _marked_up(source.name, text, tables)
    lines = _lines(text)
    if all(line.blank for line in lines):
        raise EmptyFile("文件里只有空白；请向填报单位重新索取。")
    reading = dialects.read(lines)
    findings = (*damage(text), *reading.findings)
    cut = _ends_amid_a_line(text)
    return Document("txt", "jixiao-text", _numbered(reading.blocks), reading.dialect, findings, cut)


def _tables_of_markup(text: str) -> list[re.Match[str]]:
    """The tables in HTML, as pandoc and notebooks write them into a text."""
    last = text.lower().rfind("</table")  # behind it nothing is sought, so that the search stays linear
    return list(_MARKUP.finditer(text, 0, last + len("</table>"))) if last >= 0 else []


def _marked_up(name: str, text: str, tables: Sequence[re.Match[str]]) -> Document:
    """A text with tables in HTML; its other lines become paragraphs."""
    pieces: list[str] = []
    end = 0
    for table in tables:
        pieces.extend([*_paragraphs(text[end : table.start()]), table[0]])
        end = table.end()
    page = "".join(["<html>", *pieces, *_paragraphs(text[end:]), "</html>"])
    document = web.read(Source(name, page.encode()))
    return replace(
        document, format="txt", dialect="html-tables", findings=(*damage(text), *document.findings)
    )


def _paragraphs(text: str) -> list[str]:
    lines = filter(None, map(str.strip, _BREAK.split(text.translate(_CONTROLS))))
    return [f"<p>{html.escape(plain(line))}</p>" for line in lines]


def _ends_amid_a_line(text: str) -> bool:
    """Is there something on the last line, and no sign that it is complete?"""
    last = text[max(text.rfind("\n"), text.rfind("\r")) + 1 :]
    return bool(last.strip()) and not last.endswith(_WHOLE)


def _lines(text: str) -> list[Piece]:
    lines = [line.translate(_CONTROLS) for line in _BREAK.split(text.strip(LOST))]
    longest = max(map(len, lines))
    if longest > LIMITS.line_length:
        raise TooLarge(f"有一行长 {longest:,} 字，超过上限 {LIMITS.line_length:,}；请检查文件或拆分后重试。")
    return [Piece(line, number) for number, line in enumerate(lines, start=1)]


def _numbered(blocks: list[Block]) -> tuple[Line | Table, ...]:
    """The blocks with their places: tables counted from 1, blank lines left out."""
    numbered: list[Line | Table] = []
    tables = 0
    for block in blocks:
        if not isinstance(block, Piece):
            tables += 1
            numbered.append(Table(tables, block.geometry, tuple(_cells(block.rows, tables))))
        elif not block.blank:
            numbered.append(Line(block.text, Place(line=block.line)))
    return tuple(numbered)


def _cells(rows: Sequence[Row], table: int) -> list[Cell]:
    cells = []
    for row, pieces in enumerate(rows, start=1):
        for order, piece in enumerate(pieces, start=1):
            column = piece.column or order
            place = Place(line=piece.line, table=table, row=row, column=column)
            cells.append(Cell(row, column, piece.text, place, piece.row_span, piece.column_span))
    return cells
