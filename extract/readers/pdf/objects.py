"""What a page draws, as plain data: glyphs, straight strokes, filled boxes, pictures. Here pdfium is asked.

All numbers are points of 1/72 inch, seen as a reader holds the page: x to the right, y down, from the upper
left corner of the visible part. A page whose text runs upwards is turned first, whatever its /Rotate says.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, groupby, pairwise, repeat
from typing import Any, NamedTuple

import msgspec
import pypdfium2.raw as pdfium
from msgspec import structs

from extract.readers.pdf import calls
from extract.readers.pdf.calls import IDENTITY, Characters, Handle, Matrix

# From the baseline to the centre of the em box, in em. Ascent and descent of CJK fonts are not to be trusted.
_EM_CENTRE = 0.38
_FORM_DEPTH = 12  # forms inside forms; a loop ends here
_STRAIGHT = 1.0  # points that a level line may rise
_WHITE = 250  # of 255, in each colour
_OPAQUE = 255
_MOST_BOXES = 200  # behind or over text that are asked about each text: more are the cells' backgrounds
_MOVE, _CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO


class Box(msgspec.Struct, frozen=True, gc=False):
    """An axis-parallel box; a straight stroke is a box without thickness."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Say whether the point is inside, or outside by at most `slack`."""
        return self.left - slack <= x <= self.right + slack and self.top - slack <= y <= self.bottom + slack

    def covers(self, other: Box, slack: float = 0.0) -> bool:
        """Say whether the whole of `other` is inside."""
        return self.holds(other.left, other.top, slack) and self.holds(other.right, other.bottom, slack)

    def cut(self, other: Box) -> Box:
        """The part that both share; without size where they share none."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        return Box(
            left, top, max(left, min(self.right, other.right)), max(top, min(self.bottom, other.bottom))
        )


class Glyph(msgspec.Struct, frozen=True, gc=False):
    """One character. `left`, `right` and `baseline` are measured along its own direction of reading."""

    text: str
    left: float
    right: float
    baseline: float
    size: float  # the em
    turn: int | None  # quarter turns clockwise against the page; None: slanted as watermarks are, or hidden
    x: float  # centre of the em box on the page
    y: float
    clip: Box | None  # where it would be seen, if its centre is outside that
    score: float | None = None  # of recognition, 0 to 1
    hidden: bool = False  # white on white paper, or painted over


class Page(NamedTuple):
    """What one page draws."""

    number: int  # from 1
    width: float
    height: float
    glyphs: list[Glyph]
    strokes: list[Box]
    fills: list[Box]  # other than white
    pictures: list[Box]
    curves: int  # painted curves: text drawn as outlines has thousands
    unmapped: int  # glyphs whose font does not say which character they are
    unseen: int  # glyphs that are not painted: text recognised under a scan
    turn: int = 0  # quarter turns clockwise from how /Rotate shows the page to how its text is read


class Overfull(Exception):
    """The page draws more than a reader may be asked to hold; the argument says of what, and how much."""


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    if then is IDENTITY:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _between(corner: tuple[float, float], opposite: tuple[float, float]) -> Box:
    """The box with these two corners."""
    (x, y), (to_x, to_y) = corner, opposite
    if x > to_x:
        x, to_x = to_x, x
    if y > to_y:
        y, to_y = to_y, y
    return Box(x, y, to_x, to_y)


class _Drawing(NamedTuple):
    """A path in user space: its pieces, each a list of points, and how it is painted."""

    pieces: list[list[tuple[float, float]]]
    curved: int
    stroked: bool
    filled: bool


class _Writing(NamedTuple):
    """A text object: how its glyphs lie, in user space."""

    turn: int | None  # quarter turns clockwise on the paper; None: slanted
    origin: tuple[float, float]  # where it begins
    size: float
    clip: Box | None  # with y up: its top is below its bottom
    painted: bool
    seen: bool  # on white paper
    number: int  # in the order of painting, from 0


class _Walk:
    """Everything on a page with its place in user space, forms inside forms included."""

    def __init__(self, page: Handle, most_paths: int) -> None:
        self.drawings: list[_Drawing] = []
        self.pictures: list[list[tuple[float, float]]] = []
        self.shaded = False  # a part of the page is painted in changing colours
        self.writings: dict[Handle, _Writing] = {}  # by text object
        self.covers: list[tuple[int, Box]] = []  # white boxes, and how many text objects were painted before
        self._most_paths = most_paths
        self._enter(calls.page_objects(page), IDENTITY, 0)

    def _enter(self, things: Iterator[Handle], matrix: Matrix, depth: int) -> None:
        for thing in things:
            kind = calls.kind_of(thing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.writings[thing] = _writing(thing, matrix, len(self.writings))
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._draw(thing, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                unit = _multiply(calls.matrix(thing), matrix)
                self.pictures.append([_apply(unit, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))])
            elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
                self.shaded = True
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                inner = _multiply(calls.matrix(thing), matrix)
                self._enter(calls.form_objects(thing), inner, depth + 1)

    def _draw(self, path: Handle, matrix: Matrix) -> None:
        painted, stroked = calls.draw_mode(path)
        stroked = stroked and _is_seen(calls.stroke_colour(path))
        filled = painted and _is_seen(colour := calls.fill_colour(path))
        if painted and not filled and colour and colour[3] == _OPAQUE:
            self._cover(path, matrix)
        if stroked or filled:
            if len(self.drawings) >= self._most_paths:
                raise Overfull(f"图形超过 {self._most_paths} 个")
            pieces, curved = _pieces(path, _multiply(calls.matrix(path), matrix))
            self.drawings.append(_Drawing(pieces, curved, stroked, filled))

    def _cover(self, path: Handle, matrix: Matrix) -> None:
        if not self.writings or len(self.covers) >= _MOST_BOXES:
            return
        pieces, _ = _pieces(path, _multiply(calls.matrix(path), matrix))
        box, clip = _filled_box(pieces[0]) if len(pieces) == 1 else None, _clip(path, matrix)
        if box:
            self.covers.append((len(self.writings), box.cut(clip) if clip else box))

    def covers_over(self, writing: _Writing, area: Box) -> list[Box]:
        """The white boxes that were painted over some of a text object, whose glyphs are in the area."""
        return [box for before, box in self.covers if before > writing.number and _share(area, box)]

    @cached_property
    def backgrounds(self) -> list[Box]:
        """What white text may be seen on: the boxes around all that is filled, and pictures."""
        filled = (drawing.pieces for drawing in self.drawings if drawing.filled)
        return [_box(points) for points in chain(self.pictures, *filled)]


def _share(one: Box, other: Box) -> bool:
    """Say whether two boxes overlap."""
    level = one.left < other.right and other.left < one.right
    return level and one.top < other.bottom and other.top < one.bottom


def _is_seen(colour: list[int] | None) -> bool:
    """Say whether the paint shows on white paper; a pattern has no colour and does."""
    return colour is None or (colour[3] > 0 and min(colour[:3]) < _WHITE)


def _pieces(path: Handle, matrix: Matrix) -> tuple[list[list[tuple[float, float]]], int]:
    """The path's connected pieces and its number of curves; a curve is taken as its chord."""
    a, b, c, d, e, f = matrix
    pieces: list[list[tuple[float, float]]] = []
    curve_points = 0
    for kind, x, y, closed in calls.segments(path):
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == _MOVE or not pieces:
            piece = [point]
            pieces.append(piece)
            continue
        piece.append(point)
        curve_points += kind == _CURVE
        if closed:
            piece.append(piece[0])
    return pieces, curve_points // 3


def _clip(thing: Handle, matrix: Matrix) -> Box | None:
    """The box that a text object is seen through; None where it is not clipped."""
    seen: Box | None = None
    for corners in calls.clips(thing):
        points = [_apply(matrix, x, y) for x, y in corners]
        box = _between(*points) if len(points) == 2 else _box(points)
        seen = box if seen is None else seen.cut(box)
    return seen


def _writing(thing: Handle, form: Matrix, number: int) -> _Writing:
    a, b, c, d, *origin = _multiply(calls.matrix(thing), form)
    size = abs(calls.font_size(thing)) * math.hypot(c, d)
    painted = calls.render_mode(thing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    seen = _is_seen(calls.fill_colour(thing))
    return _Writing(_turn(a, b), (origin[0], origin[1]), size, _clip(thing, form), painted, seen, number)


# Quarter turns clockwise of a direction of reading, as seen on the paper (user space has y up).
_DIRECTIONS = {0: (1, 0), 1: (0, -1), 2: (-1, 0), 3: (0, 1)}


def _turn(x: float, y: float) -> int | None:
    """Quarter turns of a direction; None where it is slanted by more than about 6 degrees."""
    if x > 0 and not y:
        return 0
    straight = 0.995 * math.hypot(x, y)
    for turn, (along_x, along_y) in _DIRECTIONS.items():
        if x * along_x + y * along_y > straight:
            return turn
    return None


def _upright(turn: int, left: float, bottom: float, right: float, top: float) -> Matrix:
    """From user space to the page as it is read, when text that runs in `turn` is to be level."""
    return {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        1: (0.0, -1.0, -1.0, 0.0, top, right),
        2: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        3: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
    }[turn]


class _View:
    """The page as it is held, and how user space lies on it."""

    def __init__(self, page: Any, writings: Iterable[_Writing]) -> None:
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        edges = (bounds.left, bounds.bottom, bounds.right, bounds.top)
        self.turn = _page_turn(writings, pdfium.FPDFPage_GetRotation(page))
        self.matrix = _upright(self.turn, *edges)
        self.paper = self.box(Box(*edges))
        self._frames = [_multiply(self.matrix, lie) for lie in _FRAMES]

    def box(self, box: Box) -> Box:
        """A box of user space on the page."""
        return _between(_apply(self.matrix, box.left, box.top), _apply(self.matrix, box.right, box.bottom))

    def glyphs(self, characters: Characters, writing: _Writing) -> list[Glyph]:
        """The glyphs of one text object."""
        turn, origin, size, clip, *_ = writing
        lie = 0 if turn is None else (turn - self.turn) % 4
        shown, seen = None if turn is None else lie, clip and self.box(clip).cut(self.paper)
        matrix = self._frames[lie]
        spans = _along(characters, matrix)
        first, baseline = _apply(matrix, *origin)
        rise = _EM_CENTRE * size
        baselines: Iterable[float] = repeat(baseline)
        if first - spans[0][0] > 0.25 * size:  # the origin is above the glyph, not before it
            baselines = (middle + rise for middle in _across(characters, matrix))
        glyphs = []
        for text, (start, end), baseline in zip(characters.texts, spans, baselines, strict=False):
            x, y = (start + end) / 2, baseline - rise
            if lie:
                x, y = frame(4 - lie, x, y)
            hidden = seen if seen and not seen.holds(x, y) else None
            if text:
                glyphs.append(Glyph(text, start, end, baseline, size, shown, x, y, hidden))
        return glyphs


def _along(characters: Characters, matrix: Matrix) -> list[tuple[float, float]]:
    """Where each begins and ends, along the direction of reading."""
    a, _, c, _, e, _ = matrix
    _, _, lefts, tops, rights, bottoms = characters
    if not c and a > 0:
        return [(a * left + e, a * right + e) for left, right in zip(lefts, rights, strict=True)]
    ends = zip(lefts, tops, rights, bottoms, strict=True)
    both = [(a * left + c * bottom + e, a * right + c * top + e) for left, top, right, bottom in ends]
    return [(min(pair), max(pair)) for pair in both]


def _across(characters: Characters, matrix: Matrix) -> Iterator[float]:
    """The middle of each, across the direction of reading."""
    _, b, _, d, _, f = matrix
    _, _, *edges = characters
    for left, top, right, bottom in zip(*edges, strict=True):
        yield (b * (left + right) + d * (bottom + top)) / 2 + f


# From the page to along and across the reading of text turned so many quarters; across grows downwards.
_FRAMES: tuple[Matrix, ...] = (
    (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
    (0.0, -1.0, 1.0, 0.0, 0.0, 0.0),
    (-1.0, 0.0, 0.0, -1.0, 0.0, 0.0),
    (0.0, 1.0, -1.0, 0.0, 0.0, 0.0),
)


def frame(turn: int, x: float, y: float) -> tuple[float, float]:
    """A point of the page along and across the reading of text turned so; across grows downwards."""
    return _apply(_FRAMES[turn], x, y)


class _Text(NamedTuple):
    """The glyphs of a page, and how many of them are no text that can be seen and understood."""

    glyphs: list[Glyph]
    unmapped: int
    unseen: int


def _text(page: Any, walk: _Walk, view: _View, most_glyphs: int) -> _Text:
    """The page's characters as they are drawn, less those that pdfium adds."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > most_glyphs:
            raise Overfull(f"文字 {count} 个，超过 {most_glyphs} 个")
        return _read_text(calls.address(text), count, walk, view)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _read_text(text: Handle, count: int, walk: _Walk, view: _View) -> _Text:
    glyphs: list[Glyph] = []
    unmapped = unseen = 0
    width, height = view.paper.width, view.paper.height
    everything = calls.characters(text, count)
    end = 0
    for thing, group in groupby(everything.things):
        start, end = end, end + len(list(group))
        if not thing:
            continue  # blanks and line breaks that pdfium made up
        characters = everything.part(start, end)
        writing = walk.writings.get(thing) or _writing(thing, IDENTITY, len(walk.writings))
        unmapped += (end - start) * (calls.is_unmapped(text, start) == 1)
        unseen += (end - start) * (not writing.painted)
        drawn = view.glyphs(characters, writing)
        if not writing.seen and not _has_background(characters, walk):
            drawn = list(map(_hidden, drawn))
        elif walk.covers:
            over = walk.covers_over(writing, _area(characters))
            drawn = _less_covered(drawn, list(map(view.box, over)))
        glyphs += [g for g in drawn if g.clip or (0 <= g.x <= width and 0 <= g.y <= height)]
    return _Text(glyphs, unmapped, unseen)


def _area(characters: Characters) -> Box:
    """Where the glyphs of a text object are, in user space."""
    _, _, lefts, tops, rights, bottoms = characters
    ends = ((lefts[n], tops[n], rights[n], bottoms[n]) for n in (0, -1))
    return _box([point for left, top, right, bottom in ends for point in ((left, top), (right, bottom))])


def _less_covered(glyphs: Sequence[Glyph], covers: list[Box]) -> list[Glyph]:
    """The glyphs; those under a box that was painted over them are no text of their place."""
    return [
        _hidden(glyph) if any(box.holds(glyph.x, glyph.y) for box in covers) else glyph for glyph in glyphs
    ]


def _hidden(glyph: Glyph) -> Glyph:
    return structs.replace(glyph, turn=None, hidden=True)


def _has_background(characters: Characters, walk: _Walk) -> bool:
    """Say whether something is painted where the first character is, so that a white one may be seen."""
    _, _, lefts, tops, rights, bottoms = characters
    x, y = (lefts[0] + rights[0]) / 2, (tops[0] + bottoms[0]) / 2
    many = walk.shaded or len(walk.backgrounds) > _MOST_BOXES
    return many or any(box.holds(x, y) for box in walk.backgrounds)


def read_page(page: Any, number: int, *, most_glyphs: int, most_paths: int) -> Page:
    """Everything that the pdfium page draws. Raises Overfull."""
    walk = _Walk(calls.address(page), most_paths)
    view = _View(page, walk.writings.values())
    text = _text(page, walk, view, most_glyphs)
    strokes: list[Box] = []
    fills: list[Box] = []
    for drawing in walk.drawings:
        _sort_drawing(drawing, view.matrix, strokes, fills)
    return Page(
        number=number,
        width=view.paper.width,
        height=view.paper.height,
        glyphs=text.glyphs,
        strokes=strokes,
        fills=fills,
        pictures=[
            _box([_apply(view.matrix, *p) for p in corners]).cut(view.paper) for corners in walk.pictures
        ],
        curves=sum(drawing.curved for drawing in walk.drawings),
        unmapped=text.unmapped,
        unseen=text.unseen,
        turn=-(view.turn + pdfium.FPDFPage_GetRotation(page)) % 4,
    )


def _page_turn(writings: Iterable[_Writing], rotation: int) -> int:
    """How the page must be held to read most of its text; without text, as its /Rotate says."""
    turns = Counter(writing.turn for writing in writings if writing.turn is not None)
    # /Rotate 90 shows the page turned clockwise, so text that is to be read ran upwards.
    return turns.most_common(1)[0][0] if turns else (-rotation) % 4


def _sort_drawing(drawing: _Drawing, upright: Matrix, strokes: list[Box], fills: list[Box]) -> None:
    for piece in drawing.pieces:
        points = [_apply(upright, x, y) for x, y in piece]
        if drawing.filled and (box := _filled_box(points)):
            fills.append(box)
        if drawing.stroked:
            edges = pairwise(points)
            strokes.extend(edge for edge in map(_stroke, edges) if edge)


def _stroke(edge: tuple[tuple[float, float], tuple[float, float]]) -> Box | None:
    """The line between two points, made exactly level or upright; None where it is slanted."""
    (x, y), (to_x, to_y) = edge
    width, height = abs(x - to_x), abs(y - to_y)
    if height <= _STRAIGHT and width > height:
        return Box(min(x, to_x), (y + to_y) / 2, max(x, to_x), (y + to_y) / 2)
    if width <= _STRAIGHT and height > width:
        return Box((x + to_x) / 2, min(y, to_y), (x + to_x) / 2, max(y, to_y))
    return None


def _filled_box(points: list[tuple[float, float]]) -> Box | None:
    """The outline as a box; None where it is of another shape."""
    box = _box(points)
    if min(box.width, box.height) <= _STRAIGHT:
        return box
    square = all(
        min(abs(x - box.left), abs(x - box.right)) <= _STRAIGHT
        and min(abs(y - box.top), abs(y - box.bottom)) <= _STRAIGHT
        for x, y in points
    )
    return box if square and len(points) >= 4 else None
