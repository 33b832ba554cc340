"""The levels over an indicator: out of merged, blank, dropped or repeated cells, carried from row to row."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extract import shape, vocabulary
from jixiao.forms.document import Cell
from jixiao.forms.raw import RawText
from jixiao.forms.text import squeeze


@dataclass(frozen=True, slots=True)
class Step:
    """The levels that hold in one row."""

    level1: RawText | None
    level2: RawText | None
    inherited: bool  # at least one of them was carried down
    repeated: bool = False  # the first level stands there once more, without the second: it may be the second


class Levels:
    """The first and second level that hold in the current row.

    A filled cell sets its level. A blank or missing one inherits; a new first level ends the second.
    """

    def __init__(self) -> None:
        self._level1: RawText | None = None
        self._level2: RawText | None = None

    def step(
        self, first: Sequence[Cell], second: Sequence[Cell], *, ended: Collection[str] = frozenset()
    ) -> Step:
        """Go on to the next row, whose level cells are `first` and `second`; `ended`: levels that do not hold in it."""
        self._level1 = None if "level1" in ended else self._level1
        self._level2 = None if "level2" in ended else self._level2
        level1, level2 = _apart(_text(first), _text(second))
        if level1 is not None and shape.is_points(level1.text):
            self._level1, self._level2, level1 = None, None, None  # a class of which only the points are left
        if level1 is None and level2 is not None and self._opens_first(level2):
            level1, level2 = level2, None
        elif level2 is None and level1 is not None and self._opens_second(level1):
            level1, level2 = None, level1
        inherited = False
        repeated = self._level2 is not None and level1 is not None and level2 is None
        repeated = repeated and self._same(level1, self._level1)
        if level1 is not None and not self._same(level1, self._level1):
            self._level1, self._level2 = level1, None
        elif level1 is None and self._level1 is not None:
            inherited = True
        if level2 is not None:
            self._level2 = level2
        elif self._level2 is not None:
            inherited = True
        return Step(self._level1, self._level2, inherited, repeated)

    def _opens_first(self, level2: RawText) -> bool:
        """A first-level word that slipped into the second level's column."""
        return _is_first(level2) and not vocabulary.level2(level2.text)

    def _opens_second(self, level1: RawText) -> bool:
        """A second-level word in the first level's column, which both levels share: below a class of the first."""
        return self._level1 is not None and bool(vocabulary.level2(level1.text)) and not _is_first(level1)

    @staticmethod
    def _same(level: RawText | None, before: RawText | None) -> bool:
        """The same cell again, or the same class repeated on the next row."""
        return level is not None and before is not None and squeeze(level.text) == squeeze(before.text)


def _apart(first: RawText | None, second: RawText | None) -> tuple[RawText | None, RawText | None]:
    """The two levels; a cell that holds both (`产出指标-数量指标`) is each of them."""
    one = first or second
    if one is None or (first and second) or (both := vocabulary.both_levels(one.text)) is None:
        return first, second
    return RawText(both[0], one.place), RawText(both[1], one.place)


def _is_first(text: RawText) -> bool:
    return bool(vocabulary.level1(text.text))


def _text(cells: Sequence[Cell]) -> RawText | None:
    filled = [cell for cell in cells if not shape.is_blank(cell.text)]
    if not filled:
        return None
    return RawText("".join(cell.text for cell in filled), filled[0].place)
