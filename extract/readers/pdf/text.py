"""From glyphs to text as it is read: lines by their baselines, wrapped lines joined as a person would.

Lines are told apart by the glyphs' origins, never by their ink: 一 and ， have so little of it that a
grouping by ink boxes moves them to another line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import dropwhile, pairwise
from operator import attrgetter

import msgspec
import regex

from extract.readers.pdf.objects import Box, Glyph, frame

_SAME_LINE = 0.45  # em between baselines: superscripts and mixed fonts are within, the next line is not
_SAME_GLYPH = 0.12  # em between two equal glyphs: drawn twice to look bold
_BLANK_IN_LATIN = 0.2  # em of gap that stand for a blank which was not written
_BLANK = 0.55  # the same beside a Chinese character: programs put a quarter em between scripts by themselves
_WIDE = 2.0  # em: columns of a line that has no table around it
_PADDING = 6.0  # points: cells keep no more free at each side
_FULL = 0.3  # em that may be left in a full line
_CENTRED = 2.0  # points by which the blanks at both ends of a centred line may differ
_INDENT_LEAST = 1.5  # em: what a first line is indented by, at the least
_INDENT = 2.6  # em: a first line is not indented further

# A number, letter or sign that starts an item of a list: 1、 (1) （一） ① 目标1： 2. but not 2.5
_MARK = regex.compile(
    r"\s*(?:[（(]?[0-9０-９]{1,2}[)）、．]|[0-9]{1,2}\.(?![0-9])|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、．.]|\p{Han}{2,4}\s?[0-9]{1,2}[：:]|[\u2460-\u2473\u25a0-\u25cf★◆])"
)
_OPENING = "（(《〈“‘「『【〔["
_BINDING = "/／-－~～"
_CLOSING = "，。、；：？！,;:?!）)》〉”’」』】〕]%％…"


class TextLine(msgspec.Struct, frozen=True, gc=False):
    """One line as printed. Numbers along and across its direction of reading, blanks at its ends left out."""

    text: str  # blanks at the end kept: they may stand between two words
    left: float
    right: float
    baseline: float
    size: float
    turn: int
    glyphs: tuple[Glyph, ...]
    overlaid: bool = False  # some glyph is in the place of another

    @property
    def lead(self) -> float:
        """Width of what is not parted at its start: a word, a character with its punctuation."""
        end, last = 0, len(self.glyphs) - 1
        while end < last and _hold_together(self.glyphs[end].text, self.glyphs[end + 1].text):
            end += 1
        return self.glyphs[end].right - self.left


def lines(glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of the glyphs, downwards; those in another direction of reading after the level ones."""
    if _is_one_line(glyphs):
        return list(_line(list(glyphs)))
    found: list[TextLine] = []
    for turn in sorted({glyph.turn for glyph in glyphs if glyph.turn is not None}):
        alike = [glyph for glyph in glyphs if glyph.turn == turn]
        for group in by_baseline(sorted(alike, key=_BASELINE)):
            found += _line(sorted(group, key=_LEFT))
    return found


def _is_one_line(glyphs: Sequence[Glyph]) -> bool:
    """Say whether they were drawn as one line, from its start to its end; most cells are."""
    if not glyphs:
        return False
    turn, baseline, left = glyphs[0].turn, glyphs[0].baseline, glyphs[0].left
    for glyph in glyphs:
        if glyph.baseline != baseline or glyph.left < left or glyph.turn != turn:
            return False
        left = glyph.left
    return turn is not None


_LEFT, _BASELINE, _SIZE = attrgetter("left"), attrgetter("baseline"), attrgetter("size")


def by_baseline(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs sorted by their baselines, line by line."""
    group: list[Glyph] = []
    for glyph in glyphs:
        if group:
            step, first = glyph.baseline - group[0].baseline, group[0].size
            if step > _SAME_LINE * first and step > _SAME_LINE * glyph.size:
                yield group
                group = []
        group.append(glyph)
    if group:
        yield group


def _line(glyphs: list[Glyph]) -> Iterator[TextLine]:
    """The line that the glyphs make, if not all are blank."""
    glyphs = list(dropwhile(_is_blank, glyphs))
    if not glyphs:
        return
    kept, texts, overlaid = glyphs[:1], [glyphs[0].text], False
    for glyph in glyphs[1:]:
        before = kept[-1]
        if glyph.text == before.text and _is_again(before, glyph):
            continue
        gap = glyph.left - before.right
        if gap > _BLANK_IN_LATIN * glyph.size:
            texts.append(_gap(before, glyph))
        elif gap < -_SAME_GLYPH * glyph.size:
            overlaid = overlaid or _is_over(before, glyph)
        kept.append(glyph)
        texts.append(glyph.text)
    right = next(glyph.right for glyph in reversed(kept) if not _is_blank(glyph))
    first, size = kept[0], max(kept, key=_SIZE).size
    text, turn = "".join(texts), first.turn or 0
    yield TextLine(text, first.left, right, first.baseline, size, turn, tuple(kept), overlaid)


def _is_blank(glyph: Glyph) -> bool:
    return glyph.text.isspace()


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    """Say whether the same glyph is drawn again in the same place, to look bold."""
    return glyph.left - before.left < _SAME_GLYPH * glyph.size and not _is_blank(glyph)


def _is_over(before: Glyph, glyph: Glyph) -> bool:
    """Say whether two glyphs are in one place, as where a text was typed over another."""
    slight = _SAME_GLYPH * glyph.size
    both_wide = min(before.right - before.left, glyph.right - glyph.left) > slight
    return both_wide and glyph.left < (before.left + before.right) / 2 - slight


def _gap(before: Glyph, after: Glyph) -> str:
    """The blank that the space between two glyphs stands for."""
    gap, size = after.left - before.right, max(before.size, after.size)
    if gap <= _BLANK_IN_LATIN * size or before.text.isspace() or after.text.isspace():
        return ""
    if gap > _WIDE * size:
        return "\t"
    latin = not (is_wide(before.text) or is_wide(after.text))
    return " " if latin or gap > _BLANK * size else ""


def is_wide(text: str) -> bool:
    """Say whether a character is as wide as a Chinese one, and so needs no blank beside it.

    >>> is_wide("县"), is_wide("，"), is_wide("a")
    (True, True, False)
    """
    return unicodedata.east_asian_width(text) in "WFA"


def _hold_together(before: str, after: str) -> bool:
    """Say whether no line is broken between two characters."""
    if before.isspace() or after.isspace():
        return False
    if before in _OPENING or before in _BINDING or after in _CLOSING or after in _BINDING:
        return True
    return not (is_wide(before) or is_wide(after))


def paragraphs(printed: list[TextLine], space: Box) -> str:
    """The text of the lines in a space: wrapped ones joined, a line break where the writer made one."""
    text = printed[0].text if printed else ""
    if len(printed) < 2:
        return text.strip()
    padding = padding_of(printed, space)
    for line, following in pairwise(printed):
        if line.turn == following.turn and wraps(line, following, space, padding):
            text += seam(line.text, following.text) + following.text
        else:
            text = text.rstrip() + "\n" + following.text
    return text.strip()


def padding_of(printed: list[TextLine], space: Box) -> float:
    """How far from the sides of the space the lines begin and end."""
    free = [min(_free(line, space)) for line in printed]
    return max(0.0, min([_PADDING, *free]))


def wraps(line: TextLine, following: TextLine, space: Box, padding: float) -> bool:
    """Say whether `line` is full, so that its text had to go on in the next one."""
    if _MARK.match(following.text):
        return False
    if _is_stacked(line) and _is_stacked(following):
        return True
    before, after = (free - padding for free in _free(line, space))
    if before < line.size and _is_indented(following, line.left, space):
        return False
    return _room(before, after, line.size) < following.lead + _FULL * line.size


def _is_indented(line: TextLine, left: float, space: Box) -> bool:
    """Say whether the line begins a paragraph, two characters from where the others begin."""
    before, after = _free(line, space)
    centred = abs(before - after) <= _CENTRED
    return not centred and _INDENT_LEAST < (line.left - left) / line.size < _INDENT


def _is_stacked(line: TextLine) -> bool:
    """One Chinese character by itself, as in a label written downwards."""
    return len(line.text.strip()) == 1 and is_wide(line.text.strip())


def _free(line: TextLine, space: Box) -> tuple[float, float]:
    """What is free before and after the line, along its direction of reading."""
    corners = frame(line.turn, space.left, space.top), frame(line.turn, space.right, space.bottom)
    start, end = sorted(along for along, _ in corners)
    return line.left - start, end - line.right


def _room(before: float, after: float, size: float) -> float:
    """What more would fit into the line, by how it seems to be set."""
    if abs(before - after) <= _CENTRED:
        return before + after
    flush_right = before > after and before > _INDENT * size
    return before if flush_right else after


def seam(before: str, after: str) -> str:
    """What stands between two lines that are one: a blank between words, else nothing.

    >>> seam("Open", "Document"), seam("1,2", "50.00"), seam("绩效", "目标"), seam("Word ", "2016")
    (' ', '', '', '')
    """
    words = before[-1:].isalpha() and after[:1].isalpha()
    return " " if words and not (is_wide(before[-1]) or is_wide(after[0])) else ""
