"""Rows out of lines that are only laid out: which text goes on with which, and where a row begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from extract.shape import is_blank, is_numeric, is_pure_value, value_likeness
from extract.text.pieces import joined
from extract.text.wrapped import begins_known, goes_on, is_known, is_part

_FULL = 2  # columns left in a cell that is full
_OPEN = 60  # cells that may go on
_SHORT = 4  # characters of a name's last line
_GOES_ON = ("年", "月", *"，、；,;-—~至到或及和")  # how a value ends whose next line begins with a number
_NEAR = 2  # lines within which a text may go on; another cell's line may stand between


class Placed(msgspec.Struct, frozen=True, gc=False):
    """A text of a line: where it stands (in grid columns, or in characters), and the room left behind it."""

    text: str
    first: int
    last: int
    room: float


@dataclass(slots=True, eq=False)
class OpenCell:
    """A cell while its lines are read."""

    first: int
    last: int
    line: int  # of the file, of its first text
    lines: list[str]
    began: int  # number of the line, in the assembly, of its first text
    seen: int  # and of its last
    room: float

    @classmethod
    def of(cls, placed: Placed, line: int, number: int) -> OpenCell:
        """The cell that begins with this text."""
        return cls(placed.first, placed.last, line, [placed.text], number, number, placed.room)

    def touches(self, placed: Placed) -> bool:
        """Do they share a position?"""
        return self.first <= placed.last and placed.first <= self.last

    def takes(self, placed: Placed, *, caption: bool) -> bool:
        """Does the text go on with this cell?"""
        return goes_on(self.lines, placed.text, self.room, caption=caption)

    @property
    def is_incomplete(self) -> bool:
        """Full, or the beginning of a known word: more of it is to come."""
        text = joined(self.lines)
        return self.room < _FULL or (begins_known(text) and not is_known(text))

    def add(self, placed: Placed, number: int) -> None:
        """Go on with the text."""
        self.lines.append(placed.text)
        self.seen, self.room = number, placed.room


@dataclass(slots=True)
class Assembly:
    """Rows of cells. A name, its value and what belongs to them begin a row together; other cells may be merged."""

    is_merged: Callable[[int], bool]  # of the first position of a text: may its cell cover several rows?
    pairs: Sequence[tuple[int, int]] = ()  # positions of names and of their values, where headings tell them
    headings: int = 0  # number of lines that hold the headings
    rows: list[list[OpenCell]] = field(default_factory=list)
    latest: list[OpenCell] = field(default_factory=list)
    number: int = 0  # of lines so far, blank ones too

    def add(self, line: int, texts: Sequence[Placed], *, after: int = 1) -> None:
        """The next line, `after` lines below the last one: texts go on with cells above, or begin a row together."""
        self.number += after
        goes_on = {text: None if self._completes(text) else self._above(text) for text in texts}
        own = [text for text in texts if not self.is_merged(text.first)]
        classed = any(is_known(text.text) for text in texts if text not in own)
        if own and self._begins(own, goes_on, classed=classed):
            goes_on.update(dict.fromkeys(own))
        elif own:
            goes_on.update({text: goes_on[text] or self.in_row(text) for text in own})
        if None in goes_on.values():
            goes_on.update(
                {text: None for text, cell in goes_on.items() if cell and self._is_unlike(cell, text)}
            )
        new = []
        for text in texts:
            if above := goes_on[text]:
                above.add(text, self.number)
            else:
                new.append(OpenCell.of(text, line, self.number))
        self._place(new)

    def add_heading(self, line: int, texts: Sequence[Placed]) -> None:
        """Headings that a new page repeats: rows of their own; cells of the page before go on after them."""
        new = []
        for text in texts:
            above = self.in_row(text)
            if above and is_part(above.lines, text.text, caption=False):
                above.add(text, self.number)
            else:
                new.append(OpenCell.of(text, line, self.number))
        if new:
            self.rows.append(new)

    def resume(self, texts: Sequence[Placed]) -> bool:
        """Go on, on a new page where positions have shifted, with cells of the last row that the texts complete."""
        found: list[OpenCell] = []
        for text in texts:
            free = (cell for cell in (self.rows[-1] if self.rows else []) if cell not in found)
            cell = next((cell for cell in free if is_known(joined([*cell.lines, text.text]))), None)
            if cell is None:
                return False
            found.append(cell)
        for cell, text in zip(found, texts, strict=True):
            cell.add(text, self.number)
        return True

    def _begins(
        self, own: Sequence[Placed], goes_on: Mapping[Placed, OpenCell | None], *, classed: bool
    ) -> bool:
        """Do these texts, no merged cells, begin a row?

        Not where all go on, unless they look like another name and value; nor where all stand below texts of the row
        and are neither names nor values, or one goes on and no value is among them.
        """
        values_at = {value for _, value in self.pairs}
        if any(self._is_another_number(text) for text in own if text.first not in values_at):
            return True
        if any(self._is_another_value(text) for text in own if text.first in values_at):
            return True
        if self._finishes(own, goes_on, classed=classed):
            return False
        if all(goes_on[text] for text in own):
            return any(self._are_another(own, name, value) for name, value in self.pairs)
        if not self.pairs or not all(self.in_row(text) for text in own):
            return True
        names, values = zip(*self.pairs, strict=True)
        if any(_at(own, value) for value in values):
            return True
        return any(_at(own, name) for name in names) and not any(goes_on[text] for text in own)

    def _finishes(
        self, own: Sequence[Placed], goes_on: Mapping[Placed, OpenCell | None], *, classed: bool
    ) -> bool:
        """The last row has a name and no value; here stands the value, and at most the rest of the name.

        Beside a class (`classed`) the rest of a name may as well be a name.
        """
        if not self.rows or self.number <= self.headings:
            return False
        for name, value in self.pairs:
            rest = _at(own, name)
            ends = rest is None or (goes_on[rest] and len(rest.text) <= _SHORT and not classed)
            if ends and _at(own, value) and _half(self.rows[-1], name, value):
                return True
        return False

    def _are_another(self, own: Sequence[Placed], name_at: int, value_at: int) -> bool:
        name, value = _at(own, name_at), _at(own, value_at)
        if name is None or value is None:
            return False
        return value_likeness(value.text) > 0.5 or len(name.text) > _SHORT

    def _is_another_number(self, text: Placed) -> bool:
        """A number below a number: of points, say."""
        above = self.in_row(text)
        return above is not None and value_likeness(text.text) > 0.5 and value_likeness(above.lines[-1]) > 0.5

    def _is_another_value(self, text: Placed) -> bool:
        """A value in numbers below one that is whole, and neither a list nor a date that goes on."""
        above = self.in_row(text)
        if above is None or not is_numeric(text.text):
            return False
        value = joined(above.lines)
        return is_pure_value(value) and not value.endswith(_GOES_ON)

    def in_row(self, text: Placed) -> OpenCell | None:
        """The cell of the last row that stands over the text."""
        return next((cell for cell in self.rows[-1] if cell.touches(text)), None) if self.rows else None

    def _is_unlike(self, heading: OpenCell, text: Placed) -> bool:
        """A heading and a text that is no part of it; a row has begun beside it."""
        return heading.began <= self.headings and not is_part(heading.lines, text.text, caption=True)

    def _completes(self, text: Placed) -> bool:
        """Is it the name that the last row lacks?"""
        if not self.rows or self.number <= self.headings:
            return False
        cell = OpenCell.of(text, 0, self.number)
        return any(
            _half(self.rows[-1], value, name) and _half([cell], name, value) for name, value in self.pairs
        )

    def _place(self, new: list[OpenCell]) -> None:
        if new and self._is_waiting(new):
            self.rows[-1].extend(new)
        elif new:
            self.rows.append(new)
        self.latest = [*reversed(new), *self.latest][:_OPEN]

    def _above(self, text: Placed) -> OpenCell | None:
        nearest = next((cell for cell in self.latest if cell.touches(text)), None)
        if nearest is None or self.number - nearest.seen > _NEAR:
            return None
        return nearest if nearest.takes(text, caption=self.is_merged(text.first)) else None

    def _is_waiting(self, new: Sequence[OpenCell]) -> bool:
        """The last row has merged cells only, wrapped ones, and these are its name and value; or each is a half."""
        if not self.rows or self.number <= self.headings:
            return False
        last = self.rows[-1]
        if any(_in_halves(last, new, name, value) for name, value in self.pairs):
            return True
        if any(self.is_merged(cell.first) for cell in new):
            return False
        return all(self.is_merged(cell.first) for cell in last) and any(cell.is_incomplete for cell in last)


def _at(texts: Sequence[Placed], position: int) -> Placed | None:
    return next((text for text in texts if text.first <= position <= text.last), None)


def _in_halves(row: Sequence[OpenCell], new: Sequence[OpenCell], name: int, value: int) -> bool:
    """One has the name without the value, the other the value: each stands in the middle of the other's lines."""
    return (_half(row, value, name) and _half(new, name, value)) or (
        _half(row, name, value) and _half(new, value, name)
    )


def _half(cells: Sequence[OpenCell], there: int, missing: int) -> bool:
    """A text that is no placeholder stands at the one position, and nothing at the other."""
    found = [cell for cell in cells if cell.first <= there <= cell.last]
    if not found or is_blank(found[0].lines[0]):
        return False
    return not any(cell.first <= missing <= cell.last for cell in cells)
