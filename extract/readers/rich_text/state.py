"""What holds at a place of an RTF file: within a group, within a field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from extract.readers import field_codes, symbols
from extract.readers.rich_text.manuscript import Manuscript
from extract.readers.rich_text.rows import RowBuilder

FORM_WORDS = frozenset({"fftype", "ffres", "ffdefres"})  # words about an old form field
_CHECK_BOX, _LIST = 1, 2  # \\fftype
_DEFAULT = 25  # a result that says "what the default says"


class Into(Enum):
    """Where text goes."""

    STORY = auto()
    NOWHERE = auto()
    FONT_NAME = auto()
    FIELD_CODE = auto()
    CHOICE = auto()  # of a list in a form
    LIST_NUMBER = auto()


@dataclass(slots=True)
class State:
    """What holds within a group; a group inside begins with a copy."""

    story: Manuscript
    rows: RowBuilder
    into: Into = Into.STORY
    font: int = 0
    hidden: bool = False
    deleted: bool = False
    raised: bool = False
    struck: bool = False
    fallback: int = 1  # how many characters stand for a Unicode one, for older readers (\uc)
    depth: int = 0  # of tables
    at_end: Callable[[], None] | None = None  # what to do when the group ends


@dataclass(slots=True)
class Field:
    """A field that is open: its code, and for old form fields what is chosen."""

    written: int  # by the story before the field
    code: str = ""
    form: dict[str, int] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)

    def shown(self) -> str:
        """What the field shows where it has no result."""
        kind = self.form.get("fftype")
        result = self.form.get("ffres", _DEFAULT)
        chosen = self.form.get("ffdefres", 0) if result == _DEFAULT else result
        if kind == _CHECK_BOX:
            return symbols.TICKED if chosen else symbols.UNTICKED
        if kind == _LIST:
            return self.choices[chosen] if 0 <= chosen < len(self.choices) else ""
        return field_codes.shown(self.code)
