"""Rows out of lines that are only laid out: which text goes on with which, and where a row begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.text.display import width
from extract.text.wrapped import is_known, is_part

_FIRST_WORD = re.compile(r"[!-~]+|.")
_NEAR = 2  # lines within which a text may go on; another cell's line may stand between


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of a line: where it stands (in grid columns, or in characters), and the room left behind it."""

    text: str
    first: int
    last: int
    room: float


@dataclass(slots=True)
class OpenCell:
    """A cell while its lines are read."""

    first: int
    last: int
    line: int  # of the file, of its first text
    lines: list[str]
    seen: int  # number of the line that its last text stands on
    room: float

    def takes(self, placed: Placed, number: int, *, caption: bool) -> bool:
        """Does the text go on with this cell?"""
        if number - self.seen > _NEAR or self.last < placed.first or placed.last < self.first:
            return False
        if is_part(self.lines, placed.text, caption=caption):
            return True
        word = _FIRST_WORD.match(placed.text)
        return word is not None and width(word[0]) > self.room and not is_known(placed.text)

    def add(self, placed: Placed, number: int) -> None:
        """Go on with the text."""
        self.lines.append(placed.text)
        self.first, self.last = min(self.first, placed.first), max(self.last, placed.last)
        self.seen, self.room = number, placed.room


@dataclass(slots=True)
class Assembly:
    """Rows of cells; `names` is the first position of cells that belong to one row, left of it are merged ones."""

    names: int
    rows: list[list[OpenCell]] = field(default_factory=list)
    latest: list[OpenCell] = field(default_factory=list)

    def add(self, number: int, line: int, texts: Sequence[Placed]) -> None:
        """The next line: texts go on with cells above, or begin a row together."""
        goes_on = {text: self._above(text, number) for text in texts}
        own = [text for text in texts if text.first >= self.names]
        begins = any(goes_on[text] is None for text in texts)
        if any(goes_on[text] is None for text in own):
            goes_on.update(dict.fromkeys(own))
        new = []
        for text in texts:
            if above := goes_on[text]:
                above.add(text, number)
            else:
                new.append(OpenCell(text.first, text.last, line, [text.text], number, text.room))
        if begins and self._is_waiting(new):
            self.rows[-1].extend(new)
        elif new:
            self.rows.append(new)
        self.latest = [*reversed(new), *self.latest][:60]

    def _above(self, text: Placed, number: int) -> OpenCell | None:
        nearest = next((c for c in self.latest if c.first <= text.last and text.first <= c.last), None)
        caption = text.first < self.names
        return nearest if nearest and nearest.takes(text, number, caption=caption) else None

    def _is_waiting(self, new: Sequence[OpenCell]) -> bool:
        """The last row has merged cells only, wrapped ones, and these are its name and value."""
        if not self.rows or any(cell.first < self.names for cell in new):
            return False
        last = self.rows[-1]
        return all(cell.first < self.names for cell in last) and any(cell.room < 2 for cell in last)
