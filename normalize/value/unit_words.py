"""Units and scales that have no number before them: RMB500元, 万元, 季度/次."""

from __future__ import annotations

from decimal import Decimal

from normalize.value import binding, sharing
from normalize.value import tokens as t
from normalize.value.chunk import (
    AFTER,
    BEFORE,
    DATE,
    EACH,
    LABEL,
    MISUSED,
    NEARLY,
    SCALED_UNIT,
    SEPARATOR,
    SINCE,
    TEMPLATE,
    UNCLEAR,
    UNIT,
)
from normalize.value.chunker import AFTER_MEASURE, PROSE, VALUE_STARTS, Chunker
from normalize.value.measures import PERSON_TIME, Shared
from normalize.value.tokens import Token
from normalize.value.units import Unit, units

_LONGEST_COMPOUND = 7  # 元/人/次/月


def unit(chunker: Chunker, token: Token) -> None:
    """A unit that no number precedes."""
    if chunker.last() == DATE and token.text in binding.SINCE_WORDS:
        chunker.add(SINCE, token.text)
        return
    if (
        chunker.last() in AFTER_MEASURE
        and token.text in binding.AFTER_WORDS
        and chunker.letter() not in PROSE
    ):
        chunker.add(AFTER, token.text, binding.AFTER_WORDS[token.text])  # 100元起, but not 3人起火
        return
    misplaced = token.text in ("%", "‰") and chunker.letter() in VALUE_STARTS  # %95
    if misplaced or (chunker.last() == SEPARATOR and chunker.at + 1 == len(chunker.tokens)):  # 元/人、次
        chunker.add(UNCLEAR, token.text)
        return
    if sharing.leading_period(chunker, token):
        chunker.add(EACH, token.text, Shared(period=token.meaning.iso))
        return
    if token.text in PERSON_TIME and chunker.text().startswith("均"):  # 人月均3500元
        chunker.add(EACH, token.text, PERSON_TIME[token.text])
        return
    if _coded_currency(chunker, token):
        amount(chunker, token.meaning)
        return
    used = _compound(chunker)
    text = chunker.ahead(used)
    if used == 3 and token.meaning.iso and chunker.text(2) == "次":  # 季度/次: once a quarter
        chunker.add(EACH, token.text, Shared(period=token.meaning.iso))
        chunker.add(UNIT, chunker.text(), chunker.tokens[chunker.at + 1].meaning, used=2)
    elif chunker.at + used == len(chunker.tokens) and chunker.last() != LABEL:
        chunker.add(UNIT, text, token.meaning, used=used)
    else:
        chunker.label(token.text)


def _compound(chunker: Chunker) -> int:
    """How many tokens the unit at hand has with those below strokes: 元/人/月."""
    used = 1
    while used < _LONGEST_COMPOUND and chunker.letter(used) in (t.SLASH, t.EACH):
        if chunker.letter(used + 1) != t.UNIT:
            break
        used += 2
    return used


def _coded_currency(chunker: Chunker, token: Token) -> bool:
    """RMB500万: the code of a currency before its number."""
    return token.meaning.kind == "money" and token.text.isascii() and chunker.letter() == t.NUMBER


def currency(chunker: Chunker, token: Token) -> None:
    """¥, RMB before an amount."""
    if chunker.letter() in (t.NUMBER, t.SCALE):
        amount(chunker, units()[token.meaning])
    else:
        chunker.label(token.text)


def amount(chunker: Chunker, currency: Unit) -> None:
    """The amount behind the sign or code of its currency."""
    measure = chunker.measure(chunker.tokens[chunker.at + 1], skipped=1)
    measure.unit = measure.unit or currency


def scale(chunker: Chunker, token: Token) -> None:
    """万, 百 without a number: 百余场, 万元, or nothing that can be told."""
    if chunker.letter() == t.VAGUE or chunker.last() == NEARLY:
        chunker.measure(Token(t.NUMBER, "", Decimal(1)), used=0)
    elif _unit_of_nothing(chunker, token):
        chunker.add(SCALED_UNIT, token.text + chunker.text(), chunker.tokens[chunker.at + 1].meaning, used=2)
    else:
        chunker.add(UNCLEAR, token.text)


def _unit_of_nothing(chunker: Chunker, token: Token) -> bool:
    """万元, ≥ 万人: the unit of a template; 百人 may be a hundred."""
    last = chunker.letter() == t.UNIT and chunker.at + 2 >= len(chunker.tokens)
    scaled = last and (token.meaning >= 4 or chunker.tokens[chunker.at + 1].meaning.kind == "money")
    return scaled and chunker.last() in ("", TEMPLATE, BEFORE, MISUSED)
