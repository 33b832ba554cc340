"""The text that a person sees: without deleted text and field codes, hidden text set apart, symbols in place.

Source: [MS-DOC] 2.4.1 and 2.8.25 (fields), 2.6.1 (sprmCFRMarkDel, sprmCFVanish, sprmCSymbol).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers import field_codes, symbols
from extract.readers.flow import Words, join_surrogates
from extract.readers.word_binary import form_fields
from extract.readers.word_binary.container import WordFile
from extract.readers.word_binary.pieces import Text
from extract.readers.word_binary.properties import Characters, Properties, Run

_REMOVED, _HIDDEN, _REPLACED = 1, 2, 4  # what is said about a position
_DEEPEST_FIELD = 20  # fields in fields
_FIELD = re.compile("[\x07\x13\x14\x15]")  # end of a cell; a field begins, its result begins, it ends
_CONTROLS: dict[int, str | None] = dict.fromkeys(range(0x20)) | {
    0x09: "\t",
    0x0B: "\n",  # line break
    0x0E: "\n",  # column break
    0x1E: "-",  # the hyphen that does not break
}


class Shown:
    """The shown text of any stretch of the document."""

    def __init__(self, file: WordFile, text: Text, properties: Properties) -> None:
        self.units = text.units
        self._file = file
        self._properties = properties
        self._said = bytearray(len(self.units))
        self._instead: dict[int, str] = {}  # position: what stands there on the page
        self._data: dict[int, int] = {}  # position of a picture or form field: its offset in the Data stream
        for run in properties.runs:
            self._note(run)
        for field in _fields(self.units):
            self._note_field(field)

    def words(self, start: int, end: int) -> Words:
        """The text from one position up to another."""
        text, said = self.units[start:end], self._said[start:end]
        if not said.strip(b"\0"):
            return Words(_characters(text))
        seen: list[str] = []
        hidden: list[str] = []
        for n, state in enumerate(said):
            if not state & _REMOVED:
                unit = self._instead[start + n] if state & _REPLACED else text[n]
                (hidden if state & _HIDDEN else seen).append(unit)
        return Words(_characters("".join(seen)), _characters("".join(hidden)))

    def is_removed(self, position: int) -> bool:
        """A change that a person made and recorded takes this character out."""
        return position < len(self._said) and bool(self._said[position] & _REMOVED)

    @property
    def deletions(self) -> int:
        """How many runs recorded changes took out."""
        return sum(run.characters.deleted for run in self._properties.runs)

    @property
    def struck(self) -> list[str]:
        """The texts with a line through them that are seen."""
        runs = (run for run in self._properties.runs if run.characters.struck)
        texts = (self.words(run.start, run.end).seen for run in runs)
        return [text for text in texts if text.strip()]

    def _note(self, run: Run) -> None:
        """What the properties of a run say about its positions."""
        characters = run.characters
        said = _REMOVED * characters.deleted | _HIDDEN * characters.hidden
        for position in range(run.start, min(run.end, len(self._said))):
            self._said[position] |= said
            if characters.data is not None:
                self._data[position] = characters.data
            if (instead := self._instead_of(self.units[position], characters)) is not None:
                self._replace(position, instead)

    def _instead_of(self, unit: str, characters: Characters) -> str | None:
        """What is seen in place of a unit; None where the unit itself is."""
        if characters.symbol is not None:
            font, code = characters.symbol
            return symbols.shown(self._properties.font_name(font), code)
        if characters.font is not None and unit > " ":  # not a tab, nor a mark
            return symbols.shown(self._properties.font_name(characters.font), ord(unit))
        return symbols.raised(unit) if characters.raised else None

    def _note_field(self, field: _Field) -> None:
        """The code of a field is not seen; where there is no result, what the code says is."""
        shown = "" if field.has_result else self._worked_out(field)
        if shown and not self.is_removed(field.code_end):
            self._replace(field.code_end, shown)
        for position in range(field.start, field.code_end):
            self._said[position] |= _REMOVED

    def _worked_out(self, field: _Field) -> str:
        """What a field shows whose result is not in the text."""
        for position in range(field.start, field.code_end):
            if position in self._data:
                return form_fields.shown(self._file.data, self._data[position])
        return field_codes.shown(self.units[field.start + 1 : field.code_end])

    def _replace(self, position: int, text: str) -> None:
        self._instead[position] = text
        self._said[position] |= _REPLACED


@dataclass(frozen=True, slots=True)
class _Field:
    """A field: where it begins, and the mark that ends its code: the result begins, or the field ends."""

    start: int
    code_end: int
    has_result: bool


def _fields(units: str) -> Iterator[_Field]:
    """The fields, inner ones first. A begin without an end in its cell is damage: its text stays."""
    starts: list[int | None] = []  # of the open fields; None: we are past its code
    for mark in _FIELD.finditer(units):
        if mark[0] == "\x13":
            starts.append(mark.start() if len(starts) < _DEEPEST_FIELD else None)
        elif mark[0] == "\x07":
            starts = [None for _ in starts]
        elif starts:
            start = starts.pop()
            if start is not None:
                has_result = mark[0] == "\x14" and units[mark.end() : mark.end() + 1] != "\x15"
                yield _Field(start, mark.start(), has_result)
            if mark[0] == "\x14":
                starts.append(None)


def _characters(text: str) -> str:
    """The characters of some units, without those of control."""
    return join_surrogates(text.translate(_CONTROLS))
