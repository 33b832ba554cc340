"""A number, alone or as part of a ratio, a fraction, a percentage in words."""

from __future__ import annotations

from decimal import Decimal, Inexact

from normalize.value import naming
from normalize.value import tokens as t
from normalize.value.chunk import BEFORE, MEASURE, RATIO, UNCLEAR
from normalize.value.chunker import Chunker
from normalize.value.measures import Measure
from normalize.value.numerals import EXACT
from normalize.value.tokens import Token
from normalize.value.units import units


def number(chunker: Chunker, token: Token) -> None:
    """What the number at hand begins: a ratio, a fraction, a class, a measure."""
    following = chunker.letter()
    if following == t.COLON and chunker.letter(2) == t.NUMBER:
        _ratio(chunker)
    elif following == t.FRACTION and chunker.letter(2) == t.NUMBER:
        _fraction(chunker, token.meaning, chunker.tokens[chunker.at + 2].meaning)
    elif following == t.SLASH and chunker.letter(2) == t.NUMBER and _bound_fraction(chunker):
        _fraction(chunker, chunker.tokens[chunker.at + 2].meaning, token.meaning)
    elif naming.joined(chunker) and not naming.equipment(chunker):
        chunker.add(UNCLEAR, token.text)  # GB50378, T+1, 7×24
    elif naming.names_class(chunker, token):
        naming.class_name(chunker, token)
    elif following == t.UNIT and naming.names_size(chunker):
        naming.size_name(chunker)
    else:
        chunker.measure(token)


def _bound_fraction(chunker: Chunker) -> bool:
    """2/3以上 is a fraction; 2/3 alone may be a date."""
    bound = chunker.last() == BEFORE or chunker.letter(3) == t.AFTER
    return bound and chunker.text() == "/" and chunker.letter(3) in ("", t.AFTER)


def _ratio(chunker: Chunker) -> None:
    left, right = chunker.tokens[chunker.at].meaning, chunker.tokens[chunker.at + 2].meaning
    text = f"{chunker.text(0)}:{chunker.text(2)}"
    if not right or chunker.letter(3) == t.COLON:
        chunker.add(UNCLEAR, text, used=3)
    else:
        chunker.add(RATIO, text, (left, right), used=3)


def _fraction(chunker: Chunker, whole: Decimal, part: Decimal) -> None:
    """三分之二: percent, rounded to two places, the fraction kept."""
    text = chunker.ahead(3)
    if not whole or part > whole:
        chunker.add(UNCLEAR, text, used=3)
        return
    percent, exact = _percent(part, whole)
    chunker.add(MEASURE, text, Measure(percent, units()["%"], exact=exact), used=3)


def share(chunker: Chunker, token: Token) -> None:
    """百分之九十五."""
    following = chunker.tokens[chunker.at + 1] if chunker.at + 1 < len(chunker.tokens) else None
    if following is None or following.letter not in (t.NUMBER, t.SCALE):
        chunker.add(UNCLEAR, token.text)
        return
    number = following.meaning if following.letter == t.NUMBER else Decimal(10) ** following.meaning
    chunker.add(MEASURE, token.text + following.text, Measure(number * token.meaning, units()["%"]), used=2)


def half(chunker: Chunker, token: Token) -> None:
    """半年, 半天; 半个 is not read."""
    unit = chunker.tokens[chunker.at + 1].meaning if chunker.letter() == t.UNIT else None
    if unit is not None and unit.kind == "duration":
        chunker.measure(token)
    else:
        chunker.add(UNCLEAR, token.text)


def halves(chunker: Chunker, token: Token) -> None:
    """一半, 半数: 50 %."""
    chunker.add(MEASURE, token.text, Measure(token.meaning, units()["%"]))


def _percent(part: Decimal, whole: Decimal) -> tuple[Decimal, str | None]:
    """Percent points, and the fraction itself where they had to be rounded, to 2 places or, below 1 %, to 6.

    >>> _percent(Decimal(2), Decimal(3)), _percent(Decimal(5), Decimal(100000))
    ((Decimal('66.67'), '2/3'), (Decimal('0.005'), None))
    """
    try:
        return EXACT.divide(part * 100, whole), None
    except Inexact:
        places = Decimal("0.01") if part * 100 >= whole else Decimal("0.000001")
        return (part * 100 / whole).quantize(places), f"{part}/{whole}"
