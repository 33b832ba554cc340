"""Headers and footers of pages: stated at the start of a section, told around the text of the first that shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.flow import Flow, FlowTable, Words
from extract.readers.rich_text.manuscript import Manuscript
from extract.readers.running import RunningTexts

_HEADERS = ("header", "headerr", "headerf", "headerl")
_FOOTERS = ("footer", "footerr", "footerf", "footerl")
WORDS = frozenset({*_HEADERS, *_FOOTERS})


@dataclass(frozen=True, slots=True)
class _Section:
    """Which steps of the main text it is, and what stands on its pages besides."""

    start: int
    end: int
    headers: tuple[Manuscript, ...]
    footers: tuple[Manuscript, ...]


class Pages:
    """The sections of the main text, so far."""

    def __init__(self) -> None:
        self.facing = False  # left pages have headers of their own
        self.title = False  # so has the first page of the section
        self._stated: dict[str, Manuscript] = {}  # what a section does not state it inherits
        self._running = RunningTexts()
        self._sections: list[_Section] = []

    def state(self, name: str) -> Manuscript:
        """The story of a header or footer that the section states."""
        self._stated[name] = Manuscript()
        return self._stated[name]

    def end_section(self, steps: int) -> None:
        """The section ends with so many steps of the main text told."""
        start = self._sections[-1].end if self._sections else 0
        self._sections.append(
            _Section(start, steps, tuple(self._take(_HEADERS)), tuple(self._take(_FOOTERS)))
        )

    def tell(self, flow: Flow, main: Manuscript) -> None:
        """The main text, each section between its headers and footers."""
        for section in self._sections:
            for header in section.headers:
                header.tell(flow)
                flow.end_tables()
            for step in main.steps[section.start : section.end]:
                step(flow, 0)
            for footer in section.footers:
                flow.end_tables()
                footer.tell(flow)

    def _take(self, names: tuple[str, ...]) -> Iterator[Manuscript]:
        """Those that some page shows and that say something new."""
        shown = (True, True, self.title, self.facing)
        for name in (name for name, is_shown in zip(names, shown, strict=True) if is_shown):
            story = self._stated.pop(name, None)
            if story is not None and self._running.is_new(_said(story)):
                yield story


def _said(story: Manuscript) -> str:
    flow = Flow()
    story.tell(flow)
    flow.end_tables()
    return "".join(words.seen for part in flow.parts for words in _words(part))


def _words(part: Words | FlowTable) -> Iterator[Words]:
    if isinstance(part, Words):
        yield part
        return
    for cell in (cell for row in part.rows for cell in row.cells):
        yield cell.words
        for table in cell.tables:
            yield from _words(table)
