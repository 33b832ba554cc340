"""Signs that a file is damaged although it can be read: parts of it contradict each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extract.readers.word_binary.pieces import Text
from extract.readers.word_binary.properties import Properties
from jixiao.forms.finding import About, Finding, Severity

_MARK = re.compile("[\r\x07]")
_NOTHING = "\0"  # a block of zeros in place of text
_ADVICE = "表格可能错位或缺失；请用 Word 或 WPS 打开后核对、另存，或向填报单位重新索取。"


def signs(text: Text, properties: Properties, start: int, end: int) -> Iterator[Finding]:
    """A finding for each kind of contradiction in a stretch of text."""
    if text.is_short:
        expected, found = text.pieces[-1].end, len(text.units)
        yield _finding(f"文件不完整：正文应有 {expected} 个字符，只找到 {found} 个。")
    if zeros := text.units.count(_NOTHING, start, end):
        yield _finding(f"正文中有 {zeros} 个字符是空字节。")
    marks = (match for match in _MARK.finditer(text.units, start, end))
    counts = Counter(_contradiction(properties, match) for match in marks)
    if lost := counts["no properties"]:
        yield _finding(f"有 {lost} 个段落找不到版式说明。")
    if outside := counts["outside"]:
        yield _finding(f"有 {outside} 个单元格标记不在任何表格里。")


def _contradiction(properties: Properties, mark: re.Match[str]) -> str:
    paragraph = properties.paragraph(mark.start())
    if not paragraph.is_described:
        return "no properties"
    return "outside" if mark[0] == "\x07" and not paragraph.depth else ""


def _finding(what: str) -> Finding:
    return Finding(About.READING, Severity.ERROR, "partly-read", what + _ADVICE)
