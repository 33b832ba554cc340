"""Word 97 to 2003 .doc, and WPS .wps, which is the same format; read from [MS-DOC], without Word.

Cells have their true edges and merges. Deleted text and field codes are left out, hidden text is read and
marked. Not read: page headers and footers, footnotes, comments, pictures.
"""

from __future__ import annotations

from itertools import count

from extract.readers import encrypted, libreoffice
from extract.readers.word_binary.container import WordFile, open_word
from extract.readers.word_binary.layout import lay_out
from extract.readers.word_binary.pieces import Text, read_text
from extract.readers.word_binary.properties import Properties
from extract.readers.word_binary.shown import Shown
from extract.readers.word_binary.story import StoryLine, read_story
from extract.source import Source
from jixiao.forms.document import Document, Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity


def accepts(source: Source) -> bool:
    """A compound file with a WordDocument stream, whatever its extension."""
    return "WordDocument" in source.streams


def read(source: Source) -> Document:
    """Every table and line of the main text.

    A file of Word 6 or 95 goes through LibreOffice. Raises DamagedFile, EncryptedFile, TooLarge, and what
    `libreoffice.read_through` raises.
    """
    file = open_word(source.data)
    if file.is_old:
        return libreoffice.read_through(source, "doc", ".doc")
    if file.encrypted:
        file = open_word(encrypted.decrypted(source).data)
    return _document(file)


def _document(file: WordFile) -> Document:
    """The main text of an open file."""
    text = read_text(file)
    properties = Properties(file, text)
    shown = Shown(text, properties.characters)
    numbers = count(1)
    blocks: list[Line | Table] = []
    findings: list[Finding] = list(_cut(text))
    for block in read_story(shown, properties, 0, file.stories[0]):
        if isinstance(block, StoryLine):
            blocks.append(Line(block.text, Place(block=len(blocks) + 1), hidden=block.hidden))
            continue
        for table, doubts in lay_out(block, numbers):
            blocks.append(table)
            findings += doubts
    return Document("doc", "jixiao-doc", tuple(blocks), findings=tuple(findings))


def _cut(text: Text) -> list[Finding]:
    """A finding where the file ends before its text."""
    if not text.is_short:
        return []
    expected, found = text.pieces[-1].end, len(text.units)
    message = f"文件不完整：正文应有 {expected} 个字符，只找到 {found} 个；请向填报单位重新索取。"
    return [Finding(About.READING, Severity.ERROR, "partly-read", message)]
