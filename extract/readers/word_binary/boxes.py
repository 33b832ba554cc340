"""Text boxes: their texts form a story of their own; each box hangs on a place of the main text.

Source: [MS-DOC] 2.8.30 (PlcfSpa), 2.8.32 (PlcftxbxTxt), 2.9.86 (FTXBXS).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from extract.readers.word_binary import plc
from extract.readers.word_binary.container import Part, Story, WordFile

_SHAPE_BYTES, _BOX_BYTES = 26, 22
_SHAPE_ID, _BOX_SHAPE_ID, _BOX_SPARE = 0, 14, 8  # where they stand in the entries


@dataclass(frozen=True)
class Boxes:
    """Stretches of text (first position, one past the last), sorted by the position that each hangs on."""

    anchors: tuple[int, ...] = ()
    stretches: tuple[tuple[int, int], ...] = ()

    def within(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        """The boxes that hang on a stretch of text, `last` included."""
        return self.stretches[bisect_left(self.anchors, first) : bisect_right(self.anchors, last)]


def read_boxes(file: WordFile) -> Boxes:
    """All boxes of the main text; one whose place the file does not tell hangs on the end of the text."""
    start, end = file.stretch(Story.TEXT_BOXES)
    last = file.stretch(Story.MAIN)[1] - 1
    shapes = plc.entries(file.part(Part.SHAPES), _SHAPE_BYTES)
    places = {entry[_SHAPE_ID : _SHAPE_ID + 4]: position for position, _, entry in shapes}
    found = sorted(
        (min(places.get(entry[_BOX_SHAPE_ID : _BOX_SHAPE_ID + 4], last), last), start + first, start + behind)
        for first, behind, entry in plc.entries(file.part(Part.TEXT_BOXES), _BOX_BYTES)
        if not entry[_BOX_SPARE] and behind <= end - start
    )
    return Boxes(tuple(box[0] for box in found), tuple(box[1:] for box in found))
