"""What a page draws, as plain data: glyphs, straight strokes, filled boxes, pictures. Here pdfium is asked.

All numbers are points of 1/72 inch, seen as a reader holds the page: x to the right, y down, from the upper
left corner of the visible part. A page whose text runs upwards is turned first, whatever its /Rotate says.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

# From the baseline to the centre of the em box, in em. Ascent and descent of CJK fonts are not to be trusted.
_EM_CENTRE = 0.38
_FORM_DEPTH = 12  # forms inside forms; a loop ends here
_STRAIGHT = 1.0  # points that a level line may rise
_WHITE = 250  # of 255, in each colour


class Box(NamedTuple):
    """An axis-parallel box; a straight stroke is a box without thickness."""

    left: float
    top: float
    right: float
    bottom: float

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


class Glyph(NamedTuple):
    """One character. `left`, `right` and `baseline` are measured along its own direction of reading."""

    text: str
    left: float
    right: float
    baseline: float
    size: float  # the em
    turn: int | None  # quarter turns clockwise against the page; None: slanted, as watermarks are
    x: float  # centre of the em box on the page
    y: float
    clip: Box | None  # where it would be seen, if its centre is outside that
    score: float | None = None  # of recognition, 0 to 1


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


class Overfull(Exception):
    """The page draws more than a reader may be asked to hold; the argument says of what, and how much."""


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _multiply(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


class _Drawing(NamedTuple):
    """A path in user space: its pieces, each a list of points, and how it is painted."""

    pieces: list[list[tuple[float, float]]]
    curved: int
    stroked: bool
    filled: bool


class _Writing(NamedTuple):
    """A text object: how its glyphs lie, in user space."""

    direction: tuple[float, float]
    size: float
    clip: Box | None  # with y up: its top is below its bottom
    painted: bool


class _Walk:
    """Everything on a page with its place in user space, forms inside forms included."""

    def __init__(self, page: Any, most_paths: int) -> None:
        self.drawings: list[_Drawing] = []
        self.pictures: list[list[tuple[float, float]]] = []
        self.writings: dict[bytes, _Writing] = {}  # by the key of the text object
        self._most_paths = most_paths
        count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
        self._enter(count, lambda number: get(page, number), _IDENTITY, 0)

    def _enter(self, count: int, get: Callable[[int], Any], matrix: Matrix, depth: int) -> None:
        for number in range(count):
            thing = get(number)
            kind = pdfium.FPDFPageObj_GetType(thing)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self.writings[_key(thing)] = _writing(thing, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._draw(thing, matrix)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                unit = _multiply(_matrix(thing), matrix)
                self.pictures.append([_apply(unit, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))])
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
                self._enter_form(thing, _multiply(_matrix(thing), matrix), depth + 1)

    def _enter_form(self, form: Any, matrix: Matrix, depth: int) -> None:
        get = pdfium.FPDFFormObj_GetObject
        self._enter(pdfium.FPDFFormObj_CountObjects(form), lambda number: get(form, number), matrix, depth)

    def _draw(self, path: Any, matrix: Matrix) -> None:
        fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, fill_mode, stroke)
        stroked = bool(stroke.value) and _is_seen(path, pdfium.FPDFPageObj_GetStrokeColor)
        filled = bool(fill_mode.value) and _is_seen(path, pdfium.FPDFPageObj_GetFillColor)
        if stroked or filled:
            if len(self.drawings) >= self._most_paths:
                raise Overfull(f"图形超过 {self._most_paths} 个")
            pieces, curved = _pieces(path, _multiply(_matrix(path), matrix))
            self.drawings.append(_Drawing(pieces, curved, stroked, filled))


def _key(thing: Any) -> bytes:
    """What tells one of pdfium's objects from another: its address, in the quickest form to be had."""
    return bytes(thing)


def _matrix(thing: Any) -> Matrix:
    numbers = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, numbers):
        return _IDENTITY
    return (numbers.a, numbers.b, numbers.c, numbers.d, numbers.e, numbers.f)


def _is_seen(path: Any, colour: Callable[..., bool]) -> bool:
    """Say whether the paint shows on white paper; a pattern has no colour and does."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour(path, red, green, blue, alpha):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _pieces(path: Any, matrix: Matrix) -> tuple[list[list[tuple[float, float]]], int]:
    """The path's connected pieces and its number of curves; a curve is taken as its chord."""
    pieces: list[list[tuple[float, float]]] = []
    curve_points = 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not pieces:
            pieces.append([point])
            continue
        pieces[-1].append(point)
        curve_points += kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetClose(segment):
            pieces[-1].append(pieces[-1][0])
    return pieces, curve_points // 3


def _clip(thing: Any, matrix: Matrix) -> Box | None:
    """The box that a text object is seen through; None where it is not clipped."""
    clip = pdfium.FPDFPageObj_GetClipPath(thing)
    seen: Box | None = None
    for number in range(pdfium.FPDFClipPath_CountPaths(clip) if clip else 0):
        box = _box(list(_clip_corners(clip, number, matrix)))
        seen = box if seen is None else seen.cut(box)
    return seen


def _clip_corners(clip: Any, number: int, matrix: Matrix) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFClipPath_CountPathSegments(clip, number)
    # A rectangle, as nearly all clips are, is told by two opposite corners.
    for corner in (0, 2) if count in (4, 5) else range(count):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, corner)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        yield _apply(matrix, x.value, y.value)


def _writing(thing: Any, form: Matrix) -> _Writing:
    a, b, c, d, _, _ = _multiply(_matrix(thing), form)
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(thing, size)
    length = math.hypot(a, b) or 1.0
    painted = pdfium.FPDFTextObj_GetTextRenderMode(thing) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    return _Writing((a / length, b / length), abs(size.value) * math.hypot(c, d), _clip(thing, form), painted)


# Quarter turns clockwise of a direction of reading, as seen on the paper (user space has y up).
_DIRECTIONS = {0: (1, 0), 1: (0, -1), 2: (-1, 0), 3: (0, 1)}


def _turn(direction: tuple[float, float]) -> int | None:
    """Quarter turns of the direction; None where it is slanted by more than about 6 degrees."""
    for turn, (x, y) in _DIRECTIONS.items():
        if direction[0] * x + direction[1] * y > 0.995:
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


class _Hand(NamedTuple):
    """A text object as the page is read: what its glyphs share."""

    lie: int
    turn: int | None
    size: float
    clip: Box | None
    frame: Matrix  # from user space to along and across the direction of reading
    painted: bool
    baseline: float | None  # None in vertical writing, where each glyph has its own


class _View:
    """The page as it is held, and how user space lies on it."""

    def __init__(self, page: Any, writings: dict[bytes, _Writing]) -> None:
        bounds = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, bounds)
        edges = (bounds.left, bounds.bottom, bounds.right, bounds.top)
        self._turn = _page_turn(writings.values(), pdfium.FPDFPage_GetRotation(page))
        self.matrix = _upright(self._turn, *edges)
        self.paper = self.box(Box(*edges))

    def box(self, box: Box) -> Box:
        """A box of user space on the page."""
        return _box([_apply(self.matrix, box.left, box.top), _apply(self.matrix, box.right, box.bottom)])

    def hand(self, writing: _Writing, origin: tuple[float, float], ends: Ends) -> _Hand:
        """How a text object lies on the page, by its first glyph."""
        turn = _turn(writing.direction)
        lie = 0 if turn is None else (turn - self._turn) % 4
        along = _multiply(self.matrix, _FRAMES[lie])
        start, baseline = _apply(along, *origin)
        corners = _apply(along, *ends[:2])[0], _apply(along, *ends[2:])[0]
        vertical = start - min(corners) > 0.25 * writing.size  # the origin is above the glyph, not before it
        clip = writing.clip and self.box(writing.clip).cut(self.paper)
        shown = None if turn is None else lie
        baseline_of_all = None if vertical else baseline
        return _Hand(lie, shown, writing.size, clip, along, writing.painted, baseline_of_all)


Ends = tuple[float, float, float, float]  # left, bottom, right, top
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


def _glyph(text: str, ends: Ends, hand: _Hand) -> Glyph:
    a, b, c, d, e, f = hand.frame
    left, bottom, right, top = ends
    start, end = a * left + c * bottom + e, a * right + c * top + e
    if start > end:
        start, end = end, start
    baseline = hand.baseline
    if baseline is None:
        baseline = (b * (left + right) + d * (bottom + top)) / 2 + f + _EM_CENTRE * hand.size
    x, y = (start + end) / 2, baseline - _EM_CENTRE * hand.size
    if hand.lie:
        x, y = frame(4 - hand.lie, x, y)
    hidden = hand.clip if hand.clip and not hand.clip.holds(x, y) else None
    return Glyph(text, start, end, baseline, hand.size, hand.turn, x, y, hidden)


# What pdfium reports for a character of unknown meaning, and for a hyphen at the end of a line.
_SPECIAL = {0: "\N{REPLACEMENT CHARACTER}", 0x02: "-", 0xFFFE: "-"}


class _Text(NamedTuple):
    """The glyphs of a page, and how many of them are no text that can be seen and understood."""

    glyphs: list[Glyph]
    unmapped: int
    unseen: int


def _text(page: Any, writings: dict[bytes, _Writing], view: _View, most_glyphs: int) -> _Text:
    """The page's characters as they are drawn, less those that pdfium adds."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > most_glyphs:
            raise Overfull(f"文字 {count} 个，超过 {most_glyphs} 个")
        return _read_text(text, count, writings, view)
    finally:
        pdfium.FPDFText_ClosePage(text)


def _read_text(text: Any, count: int, writings: dict[bytes, _Writing], view: _View) -> _Text:
    glyphs: list[Glyph] = []
    hands: dict[bytes, _Hand] = {}
    unmapped: set[bytes] = set()
    meaningless = unseen = 0
    loose = pdfium.FS_RECTF()
    width, height = view.paper.width, view.paper.height
    high = 0  # the first half of a character that pdfium reports in two
    for number in range(count):
        thing = pdfium.FPDFText_GetTextObject(text, number)
        if not thing:
            continue  # a blank or line break that pdfium made up
        key = _key(thing)
        pdfium.FPDFText_GetLooseCharBox(text, number, loose)
        ends = (loose.left, loose.bottom, loose.right, loose.top)
        hand = hands.get(key)
        if hand is None:
            writing = writings.get(key) or _writing(thing, _IDENTITY)
            hand = hands[key] = view.hand(writing, _origin(text, number), ends)
            if pdfium.FPDFText_HasUnicodeMapError(text, number) == 1:
                unmapped.add(key)
        meaningless += key in unmapped
        unseen += not hand.painted
        code = pdfium.FPDFText_GetUnicode(text, number)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0
            high = 0
        elif code > 0x10FFFF:
            code = 0
        glyph = _glyph(_SPECIAL.get(code) or chr(code), ends, hand)
        if glyph.clip or (0 <= glyph.x <= width and 0 <= glyph.y <= height):
            glyphs.append(glyph)
    return _Text(glyphs, meaningless, unseen)


def _origin(text: Any, number: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, number, x, y)
    return x.value, y.value


def read_page(page: Any, number: int, *, most_glyphs: int, most_paths: int) -> Page:
    """Everything that the pdfium page draws. Raises Overfull."""
    walk = _Walk(page, most_paths)
    view = _View(page, walk.writings)
    text = _text(page, walk.writings, view, most_glyphs)
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
    )


def _page_turn(writings: Iterable[_Writing], rotation: int) -> int:
    """How the page must be held to read most of its text; without text, as its /Rotate says."""
    directions = (_turn(writing.direction) for writing in writings)
    turns = Counter(turn for turn in directions if turn is not None)
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
    left, top, right, bottom = _box(list(edge))
    if bottom - top <= _STRAIGHT and right - left > bottom - top:
        return Box(left, (top + bottom) / 2, right, (top + bottom) / 2)
    if right - left <= _STRAIGHT and bottom - top > right - left:
        return Box((left + right) / 2, top, (left + right) / 2, bottom)
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
