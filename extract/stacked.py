"""Several indicators in one row: their names stacked in one cell, their values beside them in another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract import shape, vocabulary
from jixiao.forms.raw import Certainty, RawIndicator, RawText
from jixiao.forms.text import squeeze

_MARK = re.compile(
    r"^\s*(?:(?:指标|目标)\s*[0-9０-９一二三四五六七八九十]+\s*[::：.．、]|[①-⑳]|[(（]\s*[0-9０-９]{1,2}\s*[)）]|[0-9０-９]{1,2}\s*(?:[、．]|\.(?!\d)))"
)


def unstacked(whole: RawIndicator) -> Iterator[RawIndicator]:
    """Several names in one cell with as many values beside them become as many indicators."""
    if whole.name is None or whole.value is None:
        yield whole
        return
    names, values = _stack(whole.name.text), _stack(whole.value.text)
    if len(names) < 2 or len(values) != len(names):
        yield (
            whole if len(names) < 2 or not _numbered(names) else replace(whole, certainty=Certainty.AMBIGUOUS)
        )
        return
    if not (_numbered(names) or all(shape.is_like_value(value) for value in values)):
        yield whole
        return
    doubtful = whole.certainty is Certainty.AMBIGUOUS or _maybe_numbered(values)
    classes = _stacked_classes(whole.level2, len(names))
    weakest = Certainty.AMBIGUOUS if doubtful else Certainty.INFERRED
    for position, (name, value) in enumerate(zip(names, values, strict=True)):
        piece = _piece(len(names), position)
        yield replace(
            whole,
            name=RawText(name, whole.name.place),
            level2=classes[position] if classes else whole.level2,
            value=RawText(_MARK.sub("", value) if _numbered(values) else value, whole.value.place),
            actual=piece(whole.actual),
            weight=piece(whole.weight),
            score=piece(whole.score),
            comparator=piece(whole.comparator),
            unit=piece(whole.unit),
            certainty=weakest,
        )


def _stacked_classes(level: RawText | None, count: int) -> list[RawText]:
    """The classes stacked in a level cell, one for each name; empty where it is not such a stack."""
    lines = _stack(level.text) if level is not None else []
    if level is None or len(lines) != count or not all(vocabulary.level2(line) for line in lines):
        return []
    return [RawText(line, level.place) for line in lines]


def _stack(text: str) -> list[str]:
    lines = [line for line in text.split("\n") if squeeze(line)]
    joined: list[str] = []
    marked = sum(1 for line in lines if _MARK.match(line)) >= 2
    for line in lines:
        if joined and marked and not _MARK.match(line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _numbered(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and all(_MARK.match(line) for line in lines)


def _maybe_numbered(values: Sequence[str]) -> bool:
    """`1.12公里`, `2.3座`: list marks before 12 and 3, or decimals? Nobody can tell."""
    return all(squeeze(value).startswith(f"{number}.") for number, value in enumerate(values, start=1))


def _piece(count: int, position: int) -> Callable[[RawText | None], RawText | None]:
    """The part of a stacked cell that belongs to one indicator; the whole cell where it is not stacked alike."""

    def of(text: RawText | None) -> RawText | None:
        if text is None:
            return None
        lines = _stack(text.text)
        return RawText(lines[position], text.place) if len(lines) == count else text

    return of
