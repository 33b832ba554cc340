"""pdfium asked with plain numbers: a handle is an address, and what it tells comes back as a tuple.

pypdfium2 makes an object of every pointer that goes in or comes out. On a page with a thousand characters that
takes more time than pdfium itself, so its functions are called here without those objects.
"""

from __future__ import annotations

import ctypes
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count as count_from
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

Handle = int | None  # None is no object
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _plain(function: Any) -> Callable[..., Any]:
    """A function of pdfium with addresses in place of pointers; pypdfium2 says what else it takes and gives."""
    result, *kinds = map(_number, (function.restype, *function.argtypes))
    return ctypes.PYFUNCTYPE(result, *kinds)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _number(kind: Any) -> Any:
    return ctypes.c_void_p if hasattr(kind, "contents") else kind


# Where pdfium puts what it tells: read at once, overwritten by the next call.
_FLOATS = (ctypes.c_float * 6)()
_INTEGERS = (ctypes.c_uint * 4)()
_FLOAT, _INTEGER = (
    [ctypes.addressof(numbers) + position * ctypes.sizeof(numbers._type_) for position in range(len(numbers))]
    for numbers in (_FLOATS, _INTEGERS)
)

kind_of: Callable[[Handle], int] = _plain(pdfium.FPDFPageObj_GetType)
render_mode: Callable[[Handle], int] = _plain(pdfium.FPDFTextObj_GetTextRenderMode)
is_unmapped: Callable[[Handle, int], int] = _plain(pdfium.FPDFText_HasUnicodeMapError)

_count_page_objects, _page_object = _plain(pdfium.FPDFPage_CountObjects), _plain(pdfium.FPDFPage_GetObject)
_count_form_objects = _plain(pdfium.FPDFFormObj_CountObjects)
_form_object = _plain(pdfium.FPDFFormObj_GetObject)
_matrix = _plain(pdfium.FPDFPageObj_GetMatrix)
_font_size = _plain(pdfium.FPDFTextObj_GetFontSize)
_text_object, _unicode = _plain(pdfium.FPDFText_GetTextObject), _plain(pdfium.FPDFText_GetUnicode)
_char_box = _plain(pdfium.FPDFText_GetLooseCharBox)
_draw_mode = _plain(pdfium.FPDFPath_GetDrawMode)
_fill_colour = _plain(pdfium.FPDFPageObj_GetFillColor)
_stroke_colour = _plain(pdfium.FPDFPageObj_GetStrokeColor)
_count_segments, _segment = _plain(pdfium.FPDFPath_CountSegments), _plain(pdfium.FPDFPath_GetPathSegment)
_segment_kind, _is_closed = _plain(pdfium.FPDFPathSegment_GetType), _plain(pdfium.FPDFPathSegment_GetClose)
_point = _plain(pdfium.FPDFPathSegment_GetPoint)
_clip, _count_clips = _plain(pdfium.FPDFPageObj_GetClipPath), _plain(pdfium.FPDFClipPath_CountPaths)
_count_clip_points = _plain(pdfium.FPDFClipPath_CountPathSegments)
_clip_point = _plain(pdfium.FPDFClipPath_GetPathSegment)


def address(pointer: Any) -> Handle:
    """The handle of an object that pypdfium2 gave."""
    return ctypes.cast(pointer, ctypes.c_void_p).value


def page_objects(page: Handle) -> Iterator[Handle]:
    """What the page draws, in order."""
    return (_page_object(page, number) for number in range(_count_page_objects(page)))


def form_objects(form: Handle) -> Iterator[Handle]:
    """What a form draws, in order."""
    return (_form_object(form, number) for number in range(_count_form_objects(form)))


def matrix(thing: Handle) -> Matrix:
    """From an object's own space to that of its page or form."""
    return tuple(_FLOATS[:]) if _matrix(thing, _FLOAT[0]) else IDENTITY  # type: ignore[return-value]


def font_size(text: Handle) -> float:
    """Of a text object, in its own space."""
    return _FLOATS[0] if _font_size(text, _FLOAT[0]) else 0.0


class Characters(NamedTuple):
    """The characters of a page, or of one of its text objects: a column for each thing that is known of them."""

    things: Sequence[Handle]  # their text objects; none: pdfium made the character up
    texts: Sequence[str]  # blank: the first half of the character that comes next
    lefts: Sequence[float]  # of the em box, y upwards
    tops: Sequence[float]
    rights: Sequence[float]
    bottoms: Sequence[float]

    def part(self, start: int, end: int) -> Characters:
        """Those from `start` to before `end`."""
        part = slice(start, end)
        return Characters(
            self.things[part],
            self.texts[part],
            self.lefts[part],
            self.tops[part],
            self.rights[part],
            self.bottoms[part],
        )


def characters(text: Handle, count: int) -> Characters:
    """All that pdfium found on the page."""
    boxes, numbers = (ctypes.c_float * (4 * count))(), range(count)
    first, size = ctypes.addressof(boxes), 4 * ctypes.sizeof(ctypes.c_float)
    deque(map(_char_box, repeat(text), numbers, count_from(first, size)), maxlen=0)
    things = list(map(_text_object, repeat(text), numbers))
    texts = _texts(list(map(_unicode, repeat(text), numbers)))
    return Characters(things, texts, *[boxes[edge::4] for edge in range(4)])


# What pdfium reports for a character of unknown meaning, and for a hyphen at the end of a line.
_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_SPECIAL = {0: _UNKNOWN, 0x02: "-", 0xFFFE: "-"}
_HALVES = 0xD800  # the first code of half a character


def _texts(codes: Sequence[int]) -> Sequence[str]:
    """Each character; one that pdfium reports in two halves comes in place of the second, and the first is blank."""
    if max(codes, default=0) < _HALVES:
        return "".join(map(chr, codes)).translate(_SPECIAL)
    return list(_whole(codes))


def _whole(codes: Iterable[int]) -> Iterator[str]:
    high = 0  # the first half
    for code in codes:
        if not _HALVES <= code < 0xE000:
            yield _SPECIAL.get(code) or (chr(code) if code <= sys.maxunicode else _UNKNOWN)
        elif code < 0xDC00:
            high = code
            yield ""
        else:
            yield chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else _UNKNOWN
            high = 0


def draw_mode(path: Handle) -> tuple[bool, bool]:
    """Say whether a path is filled, and whether it is stroked."""
    _draw_mode(path, *_INTEGER[:2])
    return _INTEGERS[0] != 0, _INTEGERS[1] != 0


def fill_colour(path: Handle) -> list[int] | None:
    """Red, green, blue and opacity, each to 255; None for a pattern."""
    return _INTEGERS[:] if _fill_colour(path, *_INTEGER) else None


def stroke_colour(path: Handle) -> list[int] | None:
    """The same of its line."""
    return _INTEGERS[:] if _stroke_colour(path, *_INTEGER) else None


def segments(path: Handle) -> Iterator[tuple[int, float, float, bool]]:
    """The kind of each segment of a path, where it ends, and whether the path is closed there."""
    x, y, *_ = _FLOAT
    for number in range(_count_segments(path)):
        segment = _segment(path, number)
        _point(segment, x, y)
        yield _segment_kind(segment), _FLOATS[0], _FLOATS[1], _is_closed(segment) != 0


def clips(thing: Handle) -> Iterator[list[tuple[float, float]]]:
    """The corners of each outline that an object is seen through; of a rectangle, two opposite ones."""
    clip = _clip(thing)
    for path in range(_count_clips(clip) if clip else 0):
        count = _count_clip_points(clip, path)
        corners = (0, 2) if count in (4, 5) else range(count)
        yield [_clip_corner(clip, path, corner) for corner in corners]


def _clip_corner(clip: Handle, path: int, number: int) -> tuple[float, float]:
    _point(_clip_point(clip, path, number), *_FLOAT[:2])
    return _FLOATS[0], _FLOATS[1]
