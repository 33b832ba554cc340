"""The goals that one cell holds: a list mark begins a goal, an unmarked text is one goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jixiao.forms.text import fold

# A list mark: `目标1：`, `1、`, `（1）`, `①`, `一、`, `第一，`. A dot before a digit is a decimal point.
_MARK = re.compile(
    r"""
      (?:目标|任务)\s*(?P<goal>\d{1,2}|[一二三四五六七八九十]{1,3})(?:\s*[:.、)]|\s)
    | \(\s*(?P<round>\d{1,2}|[一二三四五六七八九十]{1,3})\s*\)[、.:]?
    | (?P<ring>[①-⑳])
    | (?P<arabic>\d{1,2})(?:[、)]|\.(?!\d))
    | (?P<chinese>[一二三四五六七八九十]{1,3})[、.]
    | 第(?P<ordinal>[一二三四五六七八九十]{1,3})[、,:]
    """,
    re.VERBOSE,
)
_LINE_START = re.compile(r"(?:^|\n)\s*")
_SENTENCE_END = re.compile(r"[。;；]\s*")
_NUMERALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)}


@dataclass(frozen=True, slots=True)
class Statement:
    """One goal, and the number that its mark prints."""

    text: str
    number: int | None = None


def split(text: str) -> tuple[Statement, ...]:
    """The goals of a cell, in order, without their marks; white space at the ends removed, blanks left out.

    Inside a line a mark counts only where it goes on counting: `…。2、` after 1.

    >>> [goal.text for goal in split("目标1：保运转。\\n目标2：修路3公里。")]
    ['保运转。', '修路3公里。']
    >>> [goal.text for goal in split("修路3公里，绿化1.5公里。")]
    ['修路3公里，绿化1.5公里。']
    """
    marks = list(_marks(text))
    if not marks:
        return _statements([(text, None)])
    ends = [start for start, _, _ in marks[1:]] + [len(text)]
    pieces: list[tuple[str, int | None]] = [(text[: marks[0][0]], None)]
    pieces += [(text[after:end], number) for (_, after, number), end in zip(marks, ends, strict=True)]
    return _statements(pieces)


def _statements(pieces: list[tuple[str, int | None]]) -> tuple[Statement, ...]:
    return tuple(Statement(piece.strip(), number) for piece, number in pieces if piece.strip())


def _marks(text: str) -> Iterator[tuple[int, int, int]]:
    """(start, end, number) of each mark that begins a goal."""
    folded = _same_length(text)
    starts = {match.end(): True for match in _LINE_START.finditer(folded)}
    starts |= {match.end(): False for match in _SENTENCE_END.finditer(folded) if match.end() not in starts}
    counted: dict[str, int] = {}
    for start, at_line_start in sorted(starts.items()):
        if match := _MARK.match(folded, start):
            style = str(match.lastgroup)
            number = _number(match[style])
            if at_line_start or number == counted.get(style, 0) + 1:
                counted[style] = number
                yield start, match.end(), number


def _same_length(text: str) -> str:
    """Folded character by character, so that positions stay; rings stay rings."""
    return "".join(
        letter if "①" <= letter <= "⑳" or len(fold(letter)) != 1 else fold(letter) for letter in text
    )


def _number(mark: str) -> int:
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    if mark.isdigit():
        return int(mark)
    tens, _, ones = mark.rpartition("十")
    if "十" not in mark:
        return _NUMERALS.get(mark, 0)
    return (_NUMERALS.get(tens, 1) if tens else 1) * 10 + _NUMERALS.get(ones, 0)
