"""One page put together: its tables with their text, and the lines around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.pdf.borderless import ruled_by_levels
from extract.readers.pdf.grid import Grid, Region, grid
from extract.readers.pdf.objects import Box, Glyph, Page
from extract.readers.pdf.placing import Placed, place, struck
from extract.readers.pdf.segments import Ruling, outlines, ruling, tables
from extract.readers.pdf.text import TextLine, lines, paragraphs, wraps

_FRAME = 0.5  # of the page: a single box so large frames it
_DIGIT = re.compile(r"\d")
_COLUMNS = re.compile(r"\t|\s{3}")  # blanks that set texts apart: such a line is no running text
_SAME_HEIGHT = 2.0  # points: baselines of lines beside each other
_LEADING = 2.2  # em from line to line within a paragraph


@dataclass(frozen=True, eq=False)
class Piece:
    """A cell on its page: which slots it covers, and its lines as printed."""

    region: Region
    space: Box
    printed: tuple[TextLine, ...]
    text: str  # of its lines, wrapped ones joined
    open_below: bool  # no rule closes it at the table's foot
    crossed: bool  # a rule goes through its text, or the text through a rule or another text
    score: float | None  # of its worst character, where the text was recognised


@dataclass(frozen=True, eq=False)
class Fragment:
    """What one page shows of a table."""

    page: int
    grid: Grid
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, eq=False)
class Paragraph:
    """Text outside tables."""

    text: str
    printed: tuple[TextLine, ...]

    @property
    def top(self) -> float:
        """Roughly where its first line begins."""
        return self.printed[0].baseline - self.printed[0].size


@dataclass(frozen=True, eq=False)
class Sheet:
    """One page: what it holds, from top to bottom."""

    number: int
    width: float
    height: float
    blocks: tuple[Fragment | Paragraph, ...]
    watermark: str = ""  # slanted text that lies over the page, and text that is hidden
    doubtful: bool = False  # the rules do not vouch for the tables that were found


def sheet(page: Page) -> Sheet:
    """The page's tables and lines."""
    rules = ruling(page)
    return compose(page, found_grids(page, rules), rules)


def found_grids(page: Page, rules: Ruling) -> list[Grid]:
    """The tables that the page's rules draw, or, where there are none, its backgrounds; less frames."""
    parts, lonely = tables(rules)
    found = _grids(parts, page)
    if not found:
        parts, _ = tables(outlines(page))
        found = [made for made in _grids(parts, page) if len(made.xs) > 2 and len(made.ys) > 2]
    found = [made for made in found if not _is_frame(made, found, page)]
    inside = [made.box for made in found]
    free = [rule for rule in lonely if not any(box.top <= rule.at <= box.bottom for box in inside)]
    return [*found, *ruled_by_levels(page, free)]


def _grids(parts: list[Ruling], page: Page) -> list[Grid]:
    def is_written(box: Box) -> bool:
        return any(box.holds(glyph.x, glyph.y) for glyph in page.glyphs if glyph.clip is None)

    return [made for part in parts if (made := grid(part, is_written))]


def _is_frame(made: Grid, others: list[Grid], page: Page) -> bool:
    if len(made.regions) > 1:
        return False
    area = made.box.width * made.box.height
    holds_another = any(other is not made and made.box.covers(other.box) for other in others)
    return holds_another or area > _FRAME * page.width * page.height


def compose(page: Page, grids: list[Grid], rules: Ruling) -> Sheet:
    """The page with its text in these tables; what stands in none becomes paragraphs."""
    placed = place(page.glyphs, grids)
    placed.doubtful.update(struck(placed, grids, rules.level))
    fragments = [
        _fragment(page, number, made, placed)
        for number, made in enumerate(grids)
        if _is_table(number, made, placed)
    ]
    doubtful = any(made.irregular for made in grids) or _spilled(placed.outside, fragments)
    blocks: list[Fragment | Paragraph] = [*fragments, *_paragraphs(placed.outside, fragments, page)]
    watermark = "".join(glyph.text for glyph in placed.outside if glyph.turn is None).strip()
    return Sheet(page.number, page.width, page.height, tuple(sorted(blocks, key=_top)), watermark, doubtful)


def _top(block: Fragment | Paragraph) -> float:
    return block.grid.box.top if isinstance(block, Fragment) else block.top


def _is_table(number: int, made: Grid, placed: Placed) -> bool:
    """A single box without text is a tick box, or nothing."""
    return len(made.regions) > 1 or (number, made.regions[0]) in placed.inside


def _fragment(page: Page, number: int, made: Grid, placed: Placed) -> Fragment:
    return Fragment(page.number, made, tuple(_piece(made, number, region, placed) for region in made.regions))


def _piece(made: Grid, number: int, region: Region, placed: Placed) -> Piece:
    printed = tuple(lines(placed.inside.get((number, region), ())))
    space = made.space(region)
    if made.deduced and printed:  # no rule says how far its lines might have gone
        left, right = min(line.left for line in printed), max(line.right for line in printed)
        space = Box(left, space.top, right, space.bottom)
    text = paragraphs(list(printed), space)
    crossed = (number, region) in placed.doubtful or any(line.overlaid for line in printed)
    scores = [score for line in printed for glyph in line.glyphs if (score := glyph.score) is not None]
    return Piece(region, space, printed, text, region in made.open_below, crossed, min(scores, default=None))


_SPILLED = 0.02


def _spilled(outside: list[Glyph], fragments: list[Fragment]) -> bool:
    """Say whether too much text stands beside the tables, as it does when a side border was missed."""
    boxes = [fragment.grid.box for fragment in fragments]
    beside = sum(any(box.top < glyph.y < box.bottom for box in boxes) for glyph in outside if glyph.turn == 0)
    within = sum(len(line.text) for f in fragments for piece in f.pieces for line in piece.printed)
    return beside > _SPILLED * (beside + within)


def _paragraphs(outside: list[Glyph], fragments: list[Fragment], page: Page) -> Iterator[Paragraph]:
    printed = lines(outside)
    area = _text_area(printed, fragments, page)
    group: list[TextLine] = []
    for line in printed:
        if group and not _goes_on(group[-1], line, area, fragments):
            yield Paragraph(paragraphs(group, area), tuple(group))
            group = []
        group.append(line)
    if group:
        yield Paragraph(paragraphs(group, area), tuple(group))


def _text_area(printed: list[TextLine], fragments: list[Fragment], page: Page) -> Box:
    boxes = [fragment.grid.box for fragment in fragments]
    lefts = [line.left for line in printed if line.turn == 0] + [box.left for box in boxes]
    rights = [line.right for line in printed if line.turn == 0] + [box.right for box in boxes]
    return Box(min(lefts, default=0.0), 0.0, max(rights, default=page.width), page.height)


def _goes_on(line: TextLine, following: TextLine, area: Box, fragments: list[Fragment]) -> bool:
    """Say whether the second line carries on the paragraph of the first."""
    if line.turn or following.turn or abs(line.size - following.size) > 0.1 * line.size:
        return False
    if _COLUMNS.search(line.text) or _COLUMNS.search(following.text):
        return False
    if following.baseline - line.baseline > _LEADING * line.size:
        return False
    between = any(line.baseline < fragment.grid.box.top < following.baseline for fragment in fragments)
    return not between and wraps(line, following, area, 0.0)


def unruled_rows(fragment: Fragment) -> Iterator[str]:
    """The first line of each row that may be several: cells beside each other with line for line alike.

    Labels are often set in two lines, side by side: of so few, one cell must have a number in each.
    """
    rows: dict[tuple[int, int, tuple[int, ...]], list[Piece]] = {}
    for piece in fragment.pieces:
        if len(piece.printed) > 1 and piece.text.count("\n") == len(piece.printed) - 1:
            baselines = tuple(round(line.baseline / _SAME_HEIGHT) for line in piece.printed)
            rows.setdefault((piece.region.row, piece.region.row_span, baselines), []).append(piece)
    for (*_, baselines), pieces in rows.items():
        if len(pieces) > 1 and (len(baselines) > 2 or any(map(_is_numbers, pieces))):
            yield pieces[0].printed[0].text


def _is_numbers(piece: Piece) -> bool:
    return all(_DIGIT.search(line.text) for line in piece.printed)
