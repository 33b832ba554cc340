"""Signs that a file is damaged although it can be read: parts of it contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.word_binary.pieces import Text
from extract.readers.word_binary.properties import Paragraph
from jixiao.forms.finding import About, Finding, Severity

_CELL = "\x07"
_NOTHING = "\0"  # a block of zeros in place of text
_ADVICE = "表格可能错位或缺失；请用 Word 或 WPS 打开后核对、另存，或向填报单位重新索取。"


@dataclass(slots=True)
class Signs:
    """Contradictions counted while a story is told."""

    without_properties: int = 0  # paragraphs
    outside_tables: int = 0  # ends of cells

    def count(self, paragraph: Paragraph, mark: str) -> None:
        """One paragraph and the mark that ends it."""
        if not paragraph.is_described:
            self.without_properties += 1
        elif mark == _CELL and not paragraph.depth:
            self.outside_tables += 1

    def findings(self, text: Text, start: int, end: int) -> Iterator[Finding]:
        """A finding for each kind of contradiction, and for holes in a stretch of text."""
        if text.is_short:
            expected, found = text.pieces[-1].end, len(text.units)
            yield _finding(f"文件不完整：正文应有 {expected} 个字符，只找到 {found} 个。")
        if zeros := text.units.count(_NOTHING, start, end):
            yield _finding(f"正文中有 {zeros} 个字符是空字节。")
        if self.without_properties:
            yield _finding(f"有 {self.without_properties} 个段落找不到版式说明。")
        if self.outside_tables:
            yield _finding(f"有 {self.outside_tables} 个单元格标记不在任何表格里。")


def _finding(what: str) -> Finding:
    return Finding(About.READING, Severity.ERROR, "partly-read", what + _ADVICE)
