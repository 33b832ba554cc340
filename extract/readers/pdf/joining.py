"""Tables joined over pages: repeated headers dropped, labels continued, rows cut in two made whole.

The rule, as measured on forms whose joined tables were known: only the last table of a page and the first of
the next, with the same outer edges and nothing but page furniture between them. What a person could read in
two ways is joined in the likelier one and told in a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import chain, takewhile
from statistics import fmean
from typing import NamedTuple

from extract.readers.pdf.grid import nearest
from extract.readers.pdf.layout import Fragment, Piece
from extract.readers.pdf.segments import clusters
from extract.readers.pdf.text import padding_of, seam, wraps
from jixiao.forms.text import squeeze

EDGE = 4.0  # points by which the same edge may differ from page to page
_SHARED_EDGES = (
    0.75  # of the next page's edges that must be edges here: a page may show fewer columns, or others
)
_LONG = 0.4  # of the table's width: a cell of running text, not of a name or a value
_HEADER_CELLS = 3  # texts that a row of a printed header has; a title and a label with its value have fewer
_ALIKE = 0.4  # of the texts in the same places: two forms of one kind share their labels, at the least


class Slot(NamedTuple):
    """One cell of a joined table; rows and columns from 0."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    last: Piece  # its piece on the last page that shows it
    crossed: bool  # on some page its text runs over a rule
    score: float | None  # of recognition
    shown: tuple[Piece, ...]  # what each page shows of it

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


class Relation(Enum):
    """What the first table of a page is to the last one of the page before."""

    APART = "apart"
    ONE = "one"
    UNSURE = "unsure"  # kept apart, though they may be one


def relation(run: list[Fragment], lower: Fragment, *, same_heading: bool, has_room: bool) -> Relation:
    """Say whether `lower` goes on with the table that `run` has so far.

    same_heading: lines stand above it, the same as above the first page's table: the print titles of
    a spreadsheet, or the next form of the same kind.
    has_room: `lower` might have begun on the page before, and did not.
    """
    if not _has_edges_of(run[-1], lower):
        return Relation.APART
    edges = _common_edges([*run, lower])
    head, slots = _slots(run[0], edges), _slots(lower, edges)
    repeated = _repeated_rows(head, slots)
    if _is_left_open(run[-1]) or (repeated and _begins_blank(slots, repeated)):
        return Relation.ONE
    has_header = any(_texts(slots, row) >= _HEADER_CELLS for row in range(repeated))
    new_form = repeated and (not has_header or _is_alike(head, slots, repeated))
    if same_heading or has_room or new_form:
        return Relation.UNSURE if has_header else Relation.APART
    return Relation.ONE


def _has_edges_of(upper: Fragment, lower: Fragment) -> bool:
    mine, theirs = upper.grid.box, lower.grid.box
    if abs(mine.left - theirs.left) > EDGE or abs(mine.right - theirs.right) > EDGE:
        return False
    first = [region for region in lower.grid.regions if region.row == 0]
    edges = [lower.grid.xs[region.column] for region in first]
    shared = sum(any(abs(edge - x) <= EDGE for x in upper.grid.xs) for edge in edges)
    return shared >= _SHARED_EDGES * len(edges)


def _is_left_open(fragment: Fragment) -> bool:
    """Say whether the table's foot closes some cells and leaves others open, as only a page break does."""
    rows = len(fragment.grid.ys) - 1
    foot = [piece for piece in fragment.pieces if piece.region.row + piece.region.row_span == rows]
    return 0 < sum(piece.open_below for piece in foot) < len(foot)


def _begins_blank(slots: list[Slot], row: int) -> bool:
    """Say whether the first cell of a row has nothing to say; labels always have."""
    first = min((slot for slot in slots if slot.row == row), key=lambda slot: slot.column, default=None)
    return first is not None and not first.text


def _texts(slots: list[Slot], row: int) -> int:
    return sum(bool(slot.text) for slot in slots if slot.row <= row < slot.foot)


def _is_alike(head: list[Slot], slots: list[Slot], below: int) -> bool:
    """Say whether two pages have many texts in the same places under their first rows, as two forms do."""
    known = {(slot.row, slot.column, squeeze(slot.text)) for slot in head}
    texts = [(slot.row, slot.column, squeeze(slot.text)) for slot in slots if slot.text and slot.row >= below]
    return sum(text in known for text in texts) >= _ALIKE * max(len(texts), 1)


def _common_edges(fragments: list[Fragment]) -> list[float]:
    groups = clusters(chain.from_iterable(fragment.grid.xs for fragment in fragments), EDGE)
    return [fmean(group) for group in groups]


def join(fragments: list[Fragment]) -> Joined:
    """The fragments, each on a page of its own, as one table."""
    edges = _common_edges(fragments)
    head = _slots(fragments[0], edges)
    growing = _Growing(list(head))
    for fragment in fragments[1:]:
        slots = _slots(fragment, edges)
        repeated = _repeated_rows(head, slots)
        growing.add([slot for slot in slots if slot.row >= repeated], first_row=repeated)
    slots = sorted(growing.slots, key=lambda slot: (slot.row, slot.column))
    return Joined(tuple(slots), tuple(growing.doubts))


def _slots(fragment: Fragment, edges: list[float]) -> list[Slot]:
    columns = [nearest(x, edges) for x in fragment.grid.xs]
    return [_slot(piece, columns, fragment.page) for piece in fragment.pieces]


def _slot(piece: Piece, columns: list[int], page: int) -> Slot:
    region = piece.region
    column, end = columns[region.column], columns[region.column + region.column_span]
    return Slot(
        region.row,
        column,
        region.row_span,
        end - column,
        piece.text,
        page,
        piece,
        piece.crossed,
        piece.score,
        (piece,),
    )


def _repeated_rows(head: list[Slot], slots: list[Slot]) -> int:
    """How many rows at the head of a later page stand at the head of the first too: a printed header."""
    first, later = _by_row(head), _by_row(slots)
    starts = [0]
    while [slot.row_span for slot in first.get(starts[-1], ())] == [1]:
        starts.append(starts[-1] + 1)  # a title above the header may not be printed again
    return max(_equal_rows(first, later, start) for start in starts)


def _by_row(slots: list[Slot]) -> dict[int, list[Slot]]:
    rows: dict[int, list[Slot]] = {}
    for slot in slots:
        rows.setdefault(slot.row, []).append(slot)
    return rows


def _equal_rows(first: dict[int, list[Slot]], later: dict[int, list[Slot]], start: int) -> int:
    """How many whole rows from `start` on the first page are those at the head of the later one."""
    equal, foot, written = 0, 0, False
    for row in sorted(later):
        if _contents(first.get(row + start, []), start) != _contents(later[row], 0):
            break
        foot = max(foot, *(slot.foot for slot in later[row]))
        written = written or any(slot.text for slot in later[row])
        if foot == row + 1 and written:
            equal = foot
    return equal


def _contents(slots: list[Slot], start: int) -> set[tuple[int, int, int, int, str]]:
    return {(s.row - start, s.column, s.row_span, s.column_span, squeeze(s.text)) for s in slots}


@dataclass
class _Growing:
    """A table while pages are added to its foot."""

    slots: list[Slot]
    doubts: list[tuple[int, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return max((slot.foot for slot in self.slots), default=0)

    def add(self, lower: list[Slot], first_row: int) -> None:
        """Put the next page's slots, from its first row that is no header, under the table."""
        foot = self.rows
        first = sorted((slot for slot in lower if slot.row == first_row), key=lambda slot: slot.column)
        at_foot = {(slot.column, slot.column_span): slot for slot in self.slots if slot.foot == foot}
        pairs = [(slot, at_foot.get((slot.column, slot.column_span))) for slot in first]
        partners = [(slot, upper) for slot, upper in pairs if upper]
        cut = len(partners) == len(pairs) and self._is_cut(partners, foot)
        some_open = not all(slot.last.open_below for slot in at_foot.values())
        continued = partners if cut else list(self._continued(pairs, foot, some_open=some_open))
        for slot, upper in continued:
            self._prolong(upper, slot, slot.row_span - cut)
        taken = {slot.column for slot, _ in continued}
        rest = (slot for slot in lower if slot.row > first_row or slot.column not in taken)
        self.slots += [slot._replace(row=slot.row - first_row + foot - cut) for slot in rest]

    def _prolong(self, upper: Slot, lower: Slot, rows: int) -> None:
        text = _text_over_pages(upper, lower)
        last = lower.last if lower.last.printed else replace(upper.last, open_below=lower.last.open_below)
        crossed = upper.crossed or lower.crossed
        score = min((s.score for s in (upper, lower) if s.score is not None), default=None)
        longer = upper._replace(
            row_span=upper.row_span + rows,
            text=text,
            last=last,
            crossed=crossed,
            score=score,
            shown=upper.shown + lower.shown,
        )
        self.slots[self.slots.index(upper)] = longer

    def _continued(
        self, pairs: list[tuple[Slot, Slot | None]], foot: int, *, some_open: bool
    ) -> Iterator[tuple[Slot, Slot]]:
        """The cells of the new first row that go on with the cell above them.

        some_open: some cells at the foot are closed, so that an open one means something.
        """
        leading, blank = True, not any(slot.text for slot, _ in pairs)
        for slot, upper in pairs:
            leading = leading and not slot.text
            if upper is None:
                continue
            merged = upper.row_span > 1
            if (some_open and upper.last.open_below) or (leading and (merged or not blank)):
                yield slot, upper
            elif len(slot.text) == 1 and slot.column == 0 and _runs_over(slot, upper):
                self.doubts.append((foot, f"“{slot.text}”视为上一页“{upper.text}”的续文"))
                yield slot, upper
            elif merged and not slot.text and not blank:
                self.doubts.append((foot, f"空白单元格视为上一页“{upper.text[:20]}”的延续"))
                yield slot, upper

    def _is_cut(self, pairs: list[tuple[Slot, Slot]], foot: int) -> bool:
        """Say whether the new first row is the rest of the last one."""
        again = len(list(takewhile(_is_printed_again, pairs)))
        written = [(slot, upper) for slot, upper in pairs[again:] if slot.text]
        if not written or any(upper.row_span > 1 and slot.text for slot, upper in written):
            return False
        if all(_runs_over(slot, upper) for slot, upper in written):
            if pairs[0][0].text or (len(written) == 1 and not _is_long(written[0][1], pairs)):
                self.doubts.append((foot - 1, "本行文字视为从上一页续下来的"))
            return True
        if self._is_cut_between_paragraphs(pairs, written) or _is_without_name(pairs[again:]):
            self.doubts.append((foot - 1, "本行文字视为从上一页另起一段续下来的"))
            return True
        return False

    def _is_cut_between_paragraphs(
        self, pairs: list[tuple[Slot, Slot]], written: list[tuple[Slot, Slot]]
    ) -> bool:
        """Say whether one long text goes on beside labels that are one row high and have nothing to say."""
        if len(written) > 1 or pairs[0][0].text or any(u.row_span > 1 or s.row_span > 1 for s, u in pairs):
            return False
        return _is_long(written[0][1], pairs)


def _is_printed_again(pair: tuple[Slot, Slot]) -> bool:
    """Say whether a label over several rows is printed on the next page too."""
    slot, upper = pair
    return bool(slot.text) and upper.row_span > 1 and squeeze(slot.text) == squeeze(upper.text)


def _is_without_name(pairs: list[tuple[Slot, Slot]]) -> bool:
    """Say whether all that a row says is in one cell, and the cell before it, one row high, has nothing to say.

    Labels go on in blank cells; what a value is of does not.
    """
    written = [position for position, (slot, _) in enumerate(pairs) if slot.text]
    if len(written) != 1 or written[0] == 0:
        return False
    before, upper = pairs[written[0] - 1]
    return before.column > 0 and before.row_span == upper.row_span == 1 and bool(upper.text)


def _is_long(slot: Slot, pairs: list[tuple[Slot, Slot]]) -> bool:
    """Say whether a cell holds running text, in several lines and over much of the table's width."""
    width = sum(other.last.space.width for other, _ in pairs)
    return len(slot.last.printed) > 1 and slot.last.space.width >= _LONG * width


def _runs_over(lower: Slot, upper: Slot) -> bool:
    """Say whether the text above is full to its last line, so that it had to go on."""
    if not (upper.last.printed and lower.last.printed):
        return False
    space = upper.last.space
    padding = padding_of(list(upper.last.printed), space)
    return wraps(upper.last.printed[-1], lower.last.printed[0], space, padding)


def _text_over_pages(upper: Slot, lower: Slot) -> str:
    """The text of a cell that two pages show. Some programs draw it whole on both, each shows a part."""
    if not lower.text or squeeze(lower.text) == squeeze(upper.text):
        return upper.text
    if not upper.text:
        return lower.text
    if _runs_over(lower, upper):
        return upper.text + seam(upper.text, lower.text) + lower.text
    return f"{upper.text}\n{lower.text}"
