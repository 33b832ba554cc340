"""The pages of a file that has pages, as pictures with the spaces of its cells.

In: a Source that `read` could read. Out: Papers.
"""

from __future__ import annotations

from collections.abc import Iterator

from extract.readers import pdf, picture
from extract.readers.pdf import drawing
from extract.source import Source
from jixiao.forms.paper import Paper


def papers(source: Source) -> Iterator[Paper]:
    """Each page of a PDF or a picture; nothing for other formats, which know no pages.

    Raises what `read` raises.
    """
    if pdf.accepts(source):
        yield from drawing.papers(source)
    elif picture.accepts(source):
        yield from drawing.papers(picture.as_pdf(source))
