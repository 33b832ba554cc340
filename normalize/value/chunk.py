"""A chunk: some tokens that belong together, under one letter. rules.py reads values off the sequence of letters."""

from __future__ import annotations

from typing import Any, NamedTuple

# Letters of chunks; those of tokens that stay as they are: c e g b d p x k K.
MEASURE = "M"  # Measure
DATE = "Y"  # Span
BEFORE = "C"  # ge, le, gt, lt, eq
AFTER = "S"
ABOUT = "A"  # 约 before, 左右 after
NEARLY = "N"
CHANGE = "G"
BASIS = "B"
EACH = "E"  # Shared
HABIT = "H"
WHOLE_YEAR = "W"
DASH = "D"
PLUS_MINUS = "P"
VARIABLE = "V"
RATIO = "R"  # (Decimal, Decimal)
RANK = "O"  # (comparator, Decimal, Unit or None)
UNTIL = "K"
UNTIL_PREFIX = "k"
SINCE = "J"
SEPARATOR = "Q"
UNIT = "U"  # a unit without a number
SCALED_UNIT = "u"  # 万元 without a number
LABEL = "L"
REMARK = "I"  # a bracket that holds numbers
TEMPLATE = "T"
INCLUSION = "i"  # (含), (不含) behind one end of a range: is the end itself included
NEGATION = "!"
DAMAGE = "X"
UNCLEAR = "y"  # a number that no rule could tell
MISUSED = "Z"


class Chunk(NamedTuple):
    """Some tokens that belong together; `meaning` depends on the letter."""

    letter: str
    text: str
    meaning: Any = None
