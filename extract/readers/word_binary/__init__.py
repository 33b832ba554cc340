"""Word 97 to 2003 .doc, and WPS .wps, which is the same format; read from [MS-DOC], without Word.

Cells have their true edges and merges. Deleted text and field codes are left out, hidden text is read and
marked, text boxes follow the paragraph that they hang on, page headers stand before the text of their section,
footers behind it, footnotes and endnotes come last. Not read: comments, pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from extract.readers import doubts, emptiness, encrypted, libreoffice
from extract.readers.flow import Flow
from extract.readers.flow_layout import lay_out
from extract.readers.running import RunningTexts
from extract.readers.word_binary.boxes import read_boxes
from extract.readers.word_binary.container import Story, WordFile, open_word
from extract.readers.word_binary.lists import Lists
from extract.readers.word_binary.pieces import Text, read_text
from extract.readers.word_binary.properties import Properties
from extract.readers.word_binary.sections import read_sections
from extract.readers.word_binary.shown import Shown
from extract.readers.word_binary.story import Reading, tell
from extract.source import Source
from jixiao.forms.document import Document
from jixiao.forms.finding import Finding

_PICTURES = ("\x01", "\x08")  # units that stand for a picture in the text, and for a drawing
_NOTES = (Story.FOOTNOTES, Story.ENDNOTES)


def accepts(source: Source) -> bool:
    """A compound file with a WordDocument stream, whatever its extension."""
    return "WordDocument" in source.streams


def read(source: Source) -> Document:
    """Every table and line of the text.

    A file of Word 6 or 95 goes through LibreOffice. Raises DamagedFile, EncryptedFile, TooLarge, EmptyFile,
    NeedsOcr, and what `libreoffice.read_through` raises.
    """
    file = open_word(source.data)
    if file.encrypted:
        source = encrypted.decrypted(source)
        file = open_word(source.data)
    if file.is_old:
        return libreoffice.read_through(source, "doc", ".doc")
    text = read_text(file)
    document = _document(file, text)
    document = replace(document, findings=(*_left_alone(source), *document.findings))
    pictures = sum(map(text.units.count, _PICTURES)) - len(_objects(source))
    return emptiness.judge(document, max(0, pictures))


def _document(file: WordFile, text: Text) -> Document:
    """The text of an open file."""
    properties = Properties(file, text)
    reading = Reading(Shown(file, text, properties), properties, read_boxes(file), Lists(file))
    flow = Flow()
    for stretch in chain(_text_and_pages(file, reading), map(file.stretch, _NOTES)):
        tell(reading, flow, *stretch)
    findings = list(reading.signs.findings(text, *file.stretch(Story.MAIN)))
    if deletions := reading.shown.deletions:
        findings.append(doubts.tracked_changes(deletions))
    if struck := reading.shown.struck:
        findings.append(doubts.struck_text(len(struck), struck[0]))
    blocks, doubted = lay_out(flow.parts)
    return Document("doc", "jixiao-doc", blocks, findings=(*findings, *doubted))


def _text_and_pages(file: WordFile, reading: Reading) -> Iterator[tuple[int, int]]:
    """The sections of the text, each between the headers and footers of its pages, as far as these say something."""
    running = RunningTexts()
    for section in read_sections(file):
        yield from (header for header in section.headers if running.is_new(reading.shown.words(*header).seen))
        yield section.text
        yield from (footer for footer in section.footers if running.is_new(reading.shown.words(*footer).seen))


def _left_alone(source: Source) -> Iterator[Finding]:
    """What the file holds besides its text."""
    if any(name.startswith("Macros/") for name in source.streams):
        yield doubts.macros()
    for name in _objects(source):
        yield doubts.embedded_file(f"对象 {name}")


def _objects(source: Source) -> list[str]:
    """Names of the documents inside the document; each shows a picture of itself."""
    streams = (name.split("/") for name in source.streams)
    return sorted({parts[1] for parts in streams if parts[0] == "ObjectPool" and len(parts) > 2})
