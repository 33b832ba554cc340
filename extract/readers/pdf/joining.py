"""Tables joined over pages: repeated headers dropped, labels continued, rows cut in two made whole.

The rule, as measured on forms whose joined tables were known: only the last table of a page and the first of the
next, with the same outer edges and nothing but page furniture between them. What a person could read in two ways
is joined in the likelier one and told in a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from statistics import fmean

from extract.readers.pdf.layout import Fragment, Piece
from extract.readers.pdf.segments import clusters
from extract.readers.pdf.text import padding_of, seam, wraps
from jixiao.forms.text import squeeze

EDGE = 4.0  # points by which the same edge may differ from page to page
_SHARED_EDGES = (
    0.75  # of the next page's edges that must be edges here: a page may show fewer columns, or others
)
_LONG = 0.4  # of the table's width: a cell of running text, not of a name or a value
_HEADER_CELLS = 3  # texts that a header below the first row must have, to be known again


@dataclass(frozen=True)
class Slot:
    """One cell of a joined table; rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    last: Piece  # its piece on the last page that shows it

    @property
    def foot(self) -> int:
        """The row under it."""
        return self.row + self.row_span

    def covers(self, column: int, column_span: int) -> bool:
        """Say whether the columns are all its own."""
        return self.column <= column and column + column_span <= self.column + self.column_span


@dataclass(frozen=True)
class Joined:
    """A table from one page or several."""

    slots: tuple[Slot, ...]
    doubts: tuple[tuple[int, str], ...] = ()  # row from 0, and what was assumed there


def is_continued(upper: Fragment, lower: Fragment) -> bool:
    """Say whether the edges of two tables are such that the second may go on with the first."""
    mine, theirs = upper.grid.box, lower.grid.box
    if abs(mine.left - theirs.left) > EDGE or abs(mine.right - theirs.right) > EDGE:
        return False
    first = [region for region in lower.grid.regions if region.row == 0]
    edges = [lower.grid.xs[region.column] for region in first]
    shared = sum(any(abs(edge - x) <= EDGE for x in upper.grid.xs) for edge in edges)
    return shared >= _SHARED_EDGES * len(edges)


def join(fragments: list[Fragment]) -> Joined:
    """The fragments, each on a page of its own, as one table."""
    groups = clusters(chain.from_iterable(fragment.grid.xs for fragment in fragments), EDGE)
    edges = [fmean(group) for group in groups]
    growing = _Growing(_slots(fragments[0], edges))
    head = list(growing.slots)
    for fragment in fragments[1:]:
        growing.add(_without_header(head, _slots(fragment, edges)))
    slots = sorted(growing.slots, key=lambda slot: (slot.row, slot.column))
    return Joined(tuple(slots), tuple(growing.doubts))


def _slots(fragment: Fragment, edges: list[float]) -> list[Slot]:
    columns = [min(range(len(edges)), key=lambda n, x=x: abs(edges[n] - x)) for x in fragment.grid.xs]  # type: ignore[misc]
    return [_slot(piece, columns, fragment.page) for piece in fragment.pieces]


def _slot(piece: Piece, columns: list[int], page: int) -> Slot:
    region = piece.region
    column, end = columns[region.column], columns[region.column + region.column_span]
    return Slot(region.row, column, region.row_span, end - column, piece.text, page, piece)


def _without_header(head: list[Slot], slots: list[Slot]) -> list[Slot]:
    """The slots of a later page less the leading rows that repeat rows of the first page, as printed headers do."""
    rows = max((slot.foot for slot in slots), default=0)
    repeated = max((depth for depth in range(1, rows + 1) if _repeats(head, slots, depth)), default=0)
    return [replace(slot, row=slot.row - repeated) for slot in slots if slot.row >= repeated]


def _repeats(head: list[Slot], slots: list[Slot], depth: int) -> bool:
    """Say whether the first `depth` rows stand on the first page too, in one block."""
    block = _block(slots, 0, depth)
    if not block or not any(text for *_, text in block):
        return False
    if block == _block(head, 0, depth):
        return True
    texts = sum(bool(text) for *_, text in block)
    last = max(slot.foot for slot in head)
    starts = range(1, last - depth + 1) if texts >= _HEADER_CELLS * depth else ()
    return any(block == _block(head, start, depth) for start in starts)


def _block(slots: list[Slot], start: int, depth: int) -> set[tuple[int, int, int, int, str]] | None:
    """What whole rows hold; None where a cell crosses their border."""
    end = start + depth
    inside = [slot for slot in slots if slot.row < end and slot.foot > start]
    if any(slot.row < start or slot.foot > end for slot in inside):
        return None
    return {(s.row - start, s.column, s.row_span, s.column_span, squeeze(s.text)) for s in inside}


@dataclass
class _Growing:
    """A table while pages are added to its foot."""

    slots: list[Slot]
    doubts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return max((slot.foot for slot in self.slots), default=0)

    def add(self, lower: list[Slot]) -> None:
        """Put the next page's slots under the table."""
        foot = self.rows
        first = sorted((slot for slot in lower if slot.row == 0), key=lambda slot: slot.column)
        partners = {slot.column: self._partner(slot, foot) for slot in first}
        pairs = [(slot, partner) for slot in first if (partner := partners[slot.column])]
        cut = len(pairs) == len(first) and self._is_cut(pairs, foot)
        continued = pairs if cut else list(self._continued(pairs, foot))
        shift = foot - 1 if cut else foot
        for slot, partner in continued:
            self._prolong(partner, slot, slot.row_span - cut)
        taken = {slot.column for slot, _ in continued}
        self.slots += [
            replace(slot, row=slot.row + shift) for slot in lower if slot.row > 0 or slot.column not in taken
        ]

    def _partner(self, slot: Slot, foot: int) -> Slot | None:
        """The cell right above, if it has the same columns."""
        above = (other for other in self.slots if other.foot == foot)
        same = (slot.column, slot.column_span)
        return next((other for other in above if (other.column, other.column_span) == same), None)

    def _prolong(self, upper: Slot, lower: Slot, rows: int) -> None:
        text = _text_over_pages(upper, lower)
        last = lower.last if lower.last.printed else replace(upper.last, open_below=lower.last.open_below)
        longer = replace(upper, row_span=upper.row_span + rows, text=text, last=last)
        self.slots[self.slots.index(upper)] = longer

    def _continued(self, pairs: list[tuple[Slot, Slot]], foot: int) -> Iterator[tuple[Slot, Slot]]:
        """The cells of the new first row that go on with the cell above them."""
        at_foot = [slot for slot in self.slots if slot.foot == foot]
        some_open = not all(slot.last.open_below for slot in at_foot)
        leading = True
        for slot, upper in pairs:
            leading = leading and not slot.text
            left_open = some_open and upper.last.open_below
            if left_open or leading:
                yield slot, upper
            elif not slot.text and upper.row_span > 1:
                self.doubts.append((foot, f"空白单元格视为上一页“{upper.text[:20]}”的延续"))
                yield slot, upper

    def _is_cut(self, pairs: list[tuple[Slot, Slot]], foot: int) -> bool:
        """Say whether the new first row is the rest of the last one."""
        written = [(slot, upper) for slot, upper in pairs if slot.text]
        if not written or any(upper.row_span > 1 and slot.text for slot, upper in written):
            return False
        if all(_runs_over(slot, upper) for slot, upper in written):
            if pairs[0][0].text:
                self.doubts.append((foot - 1, "本行文字视为从上一页续下来的"))
            return True
        if self._is_cut_between_paragraphs(pairs, written):
            self.doubts.append((foot - 1, "本行文字视为从上一页另起一段续下来的"))
            return True
        return False

    def _is_cut_between_paragraphs(
        self, pairs: list[tuple[Slot, Slot]], written: list[tuple[Slot, Slot]]
    ) -> bool:
        """Say whether one long text goes on beside labels that are one row high and have nothing to say."""
        if len(written) > 1 or pairs[0][0].text or any(u.row_span > 1 or s.row_span > 1 for s, u in pairs):
            return False
        [(slot, upper)] = written
        width = sum(s.last.space.width for s, _ in pairs)
        return len(upper.last.printed) > 1 and slot.last.space.width >= _LONG * width


def _runs_over(lower: Slot, upper: Slot) -> bool:
    """Say whether the text above is full to its last line, so that it had to go on."""
    if not (upper.last.printed and lower.last.printed):
        return False
    space = upper.last.space
    padding = padding_of(list(upper.last.printed), space)
    return wraps(upper.last.printed[-1], lower.last.printed[0], space, padding)


def _text_over_pages(upper: Slot, lower: Slot) -> str:
    """The text of a cell that two pages show. Some programs draw it whole on both, and let each show a part."""
    if not lower.text or squeeze(lower.text) == squeeze(upper.text):
        return upper.text
    if not upper.text:
        return lower.text
    if _runs_over(lower, upper):
        return upper.text + seam(upper.text, lower.text) + lower.text
    return f"{upper.text}\n{lower.text}"
