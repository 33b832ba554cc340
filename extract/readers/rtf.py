"""Rich Text Format, through LibreOffice."""

from __future__ import annotations

from extract.readers import libreoffice
from extract.source import Source
from jixiao.forms.document import Document


def accepts(source: Source) -> bool:
    """A file that begins as RTF, whatever its extension."""
    return source.head.startswith(b"{\\rtf")


def read(source: Source) -> Document:
    """Every table and line. Raises what `libreoffice.read_through` raises."""
    return libreoffice.read_through(source, "rtf", ".rtf")
