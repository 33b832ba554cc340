"""Rich Text Format, as Word, WPS, LibreOffice and WordPad write it.

Cells have their true edges and merges. Deleted text and field codes are left out, hidden text is read and
marked, text boxes follow the paragraph that they hang on, page headers stand before the text of their section,
footers behind it, notes come last. Not read: comments, pictures.
"""

from __future__ import annotations

from extract.readers import emptiness
from extract.readers.flow import Flow
from extract.readers.flow_layout import lay_out
from extract.readers.rich_text.parser import Parser
from extract.source import Source
from jixiao.forms.document import Document


def accepts(source: Source) -> bool:
    """A file that begins as RTF, whatever its extension."""
    return source.head.startswith(b"{\\rtf")


def read(source: Source) -> Document:
    """Every table and line. Raises TooLarge, DamagedFile, EmptyFile, NeedsOcr."""
    parser = Parser(source.data)
    parser.run()
    flow = Flow()
    parser.tell(flow)
    blocks, doubted = lay_out(flow.parts)
    document = Document("rtf", "jixiao-rtf", blocks, findings=(*parser.findings, *doubted))
    return emptiness.judge(document, parser.pictures)
