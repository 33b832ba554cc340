"""The text that a person sees: deleted text and field codes taken out, hidden text marked, symbols in place.

Source: [MS-DOC] 2.4.1 and 2.8.25 (fields), 2.6.1 (sprmCFRMarkDel, sprmCFVanish, sprmCSymbol).
"""

from __future__ import annotations

import re

from extract.readers.word_binary.pieces import Text
from extract.readers.word_binary.properties import Characters

_REMOVED, _HIDDEN = 1, 2  # what is said about a position
_FIELD = re.compile("[\x07\x13\x14\x15]")  # end of a cell; a field begins, its result begins, it ends
_CONTROLS: dict[int, str | None] = dict.fromkeys(range(0x20)) | {
    0x09: "\t",
    0x0B: "\n",  # line break
    0x0E: "\n",  # column break
    0x1E: "-",  # the hyphen that does not break
}
_SURROGATE = re.compile("[\ud800-\udfff]")


class Shown:
    """The shown text of any stretch of the document."""

    def __init__(self, text: Text, characters: tuple[Characters, ...]) -> None:
        self.units = _with_symbols(text.units, characters)
        self._said = bytearray(len(self.units))
        for run in characters:
            if run.hidden or run.deleted:
                self._say(run.start, run.end, _REMOVED if run.deleted else _HIDDEN)
        for start, end in _field_codes(self.units):
            self._say(start, end, _REMOVED)

    def text(self, start: int, end: int) -> tuple[str, bool]:
        """The shown text, and whether some of it has the property "hidden"."""
        text = self.units[start:end]
        said = self._said[start:end].strip(b"\0")
        if said:
            said = self._said[start:end]
            text = "".join(unit for unit, state in zip(text, said, strict=True) if not state & _REMOVED)
        return _characters(text.translate(_CONTROLS)), _HIDDEN in said

    def is_removed(self, position: int) -> bool:
        """A change that a person made and recorded takes this character out."""
        return position < len(self._said) and bool(self._said[position] & _REMOVED)

    def _say(self, start: int, end: int, what: int) -> None:
        """Say one thing about a stretch; removed wins over hidden."""
        for position in range(start, min(end, len(self._said))):
            self._said[position] = what if self._said[position] != _REMOVED else _REMOVED


def _with_symbols(units: str, characters: tuple[Characters, ...]) -> str:
    """The units, the stand-in of each symbol replaced by the symbol."""
    symbols = [run for run in characters if run.symbol]
    if not symbols:
        return units
    replaced = list(units)
    for run in symbols:
        for position in range(run.start, min(run.end, len(replaced))):
            replaced[position] = run.symbol
    return "".join(replaced)


def _field_codes(units: str) -> list[tuple[int, int]]:
    """Where codes of fields stand, from the begin mark to the mark of the result, or to the end of the field.

    A begin that finds neither before its cell ends is damage: its text stays.
    """
    codes: list[tuple[int, int]] = []
    open_fields: list[int | None] = []  # where the code began; None: we are in the result
    for mark in _FIELD.finditer(units):
        match mark[0]:
            case "\x13":
                open_fields.append(mark.start())
            case "\x14" if open_fields:
                start = open_fields[-1]
                if start is not None:
                    codes.append((start, mark.end()))
                open_fields[-1] = None
            case "\x15" if open_fields:
                start = open_fields.pop()
                if start is not None:
                    codes.append((start, mark.end()))
            case "\x07":
                open_fields = [None for _ in open_fields]
    return codes


def _characters(text: str) -> str:
    """Pairs of surrogates joined to characters; one that stands alone becomes the replacement character."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
