"""Tokens to chunks: a number with its scale, unit and denominators becomes one measure, the rest gets its part.

What a word is depends on its neighbours: 以上 binds only right after a measure, 近 only right before a number,
至 is a dash only between two of them. Words that find no such place are label.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.forms.words import load, raw
from normalize.value import tokens as t
from normalize.value.numerals import EXACT, times_ten
from normalize.value.tokens import Token
from normalize.value.units import Unit, units

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
LABEL = "L"
REMARK = "I"  # a bracket that holds numbers
TEMPLATE = "T"
NEGATION = "!"
DAMAGE = "X"
MISUSED = "Z"


class Chunk(NamedTuple):
    """Some tokens that belong together; `meaning` depends on the letter."""

    letter: str
    text: str
    meaning: Any = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What a quantity is shared among: denominators that are not time, and the time one."""

    per: tuple[str, ...] = ()
    period: str | None = None

    def __add__(self, other: Shared) -> Shared:
        return Shared(self.per + other.per, self.period or other.period)


NOT_SHARED = Shared()


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as printed with its unit: 1.2万人次 is 12000 with scale 4, unit 人次."""

    number: Decimal
    unit: Unit | None = None
    scale: int | None = None
    shared: Shared = NOT_SHARED
    vague: str = ""  # gt (余, 多), approx (来)
    highest: Decimal | None = None  # 十几: 11 to 19
    exact: str | None = None
    unit_text: str = ""
    aside: str = ""  # another unit in brackets, 12个（套）
    unknown: bool = False  # a denominator that no vocabulary lists
    bare_scale: bool = False  # 3万: the scale may belong to a unit that is left out

    @property
    def kind(self) -> str:
        """Of its unit; blank where it has none."""
        return self.unit.kind if self.unit else ""


_VALUE_STARTS = frozenset((t.NUMBER, t.SHARE, t.SCALE, t.HALVES, t.HALF, t.CURRENCY))
_AFTER_MEASURE = frozenset((MEASURE, AFTER, ABOUT, RATIO, RANK, REMARK))
_SYMBOLS = frozenset("≥≤<>=≈")


def chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """The chunks of a text's tokens."""
    return _Chunker(tokens).run()


class _Chunker:
    """Walks over the tokens once; each method reads what begins at `self.at` and moves on."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.found: list[Chunk] = []

    def run(self) -> list[Chunk]:
        tokens = self.tokens
        count = len(tokens)
        while self.at < count:
            token = tokens[self.at]
            reader = _READERS.get(token.letter)
            if reader is None:
                self.label(token.text)
            else:
                reader(self, token)
        return self.found

    # -------------------------------------------------------------- helpers

    def letter(self, ahead: int = 1) -> str:
        """The letter of a token ahead; blank at the end."""
        index = self.at + ahead
        return self.tokens[index].letter if index < len(self.tokens) else ""

    def text(self, ahead: int = 1) -> str:
        index = self.at + ahead
        return self.tokens[index].text if index < len(self.tokens) else ""

    def last(self) -> str:
        """The letter of the chunk before; blank at the start."""
        return self.found[-1].letter if self.found else ""

    def add(self, letter: str, text: str, meaning: Any = None, used: int = 1) -> None:
        self.found.append(Chunk(letter, text, meaning))
        self.at += used

    def label(self, text: str, used: int = 1) -> None:
        """Words beside the value; neighbours make one label."""
        if self.found and self.found[-1].letter == LABEL:
            self.found[-1] = Chunk(LABEL, self.found[-1].text + text)
        else:
            self.found.append(Chunk(LABEL, text))
        self.at += used

    # -------------------------------------------------------------- words whose place decides

    def before(self, token: Token) -> None:
        if self.last() in _AFTER_MEASURE and token.text in _AFTER_WORDS:
            self.add(AFTER, token.text, _AFTER_WORDS[token.text])
        elif token.meaning == "approx":
            near = self.letter() in _VALUE_STARTS or self.letter() in (t.BEFORE, t.DATE, t.NEARLY)
            self.add(ABOUT, token.text) if near else self.label(token.text)
        elif len(token.text) == 1 and token.text not in _SYMBOLS and self.letter() not in _VALUE_STARTS:
            self.label(token.text)  # 超 in 超限
        else:
            self.add(BEFORE, token.text, token.meaning)

    def after(self, token: Token) -> None:
        if self.last() in _AFTER_MEASURE:
            if token.meaning == "approx":
                self.add(ABOUT, token.text)
            else:
                self.add(AFTER, token.text, token.meaning)
        elif self.last() == DATE and token.text in _UNTIL_WORDS:
            self.add(UNTIL, token.text)
        elif self.last() == DATE and token.text in _SINCE_WORDS:
            self.add(SINCE, token.text)
        else:
            self.label(token.text)

    def nearly(self, token: Token) -> None:
        if self.letter(2) == t.UNIT and self.tokens[self.at + 2].meaning.name in _RECENT:
            self.add(DAMAGE, token.text)  # 近三年: the last three years
        elif self.letter() in _VALUE_STARTS:
            self.add(NEARLY, token.text)
        else:
            self.label(token.text)

    def change(self, token: Token) -> None:
        near = self.letter() in _VALUE_STARTS or self.letter() in (t.BEFORE, t.NEARLY, t.PLUS_MINUS)
        if near or (self.letter() == "" and self.last() == MEASURE):
            self.add(CHANGE, token.text, token.meaning)
        else:
            self.label(token.text)

    def basis(self, token: Token) -> None:
        self.add(BASIS, token.text, token.meaning)

    def until(self, token: Token) -> None:
        if self.last() == DATE:
            self.add(UNTIL, token.text)
        elif self.last() == MEASURE and token.text in _AFTER_WORDS:
            self.add(AFTER, token.text, _AFTER_WORDS[token.text])
        elif self.last() == MEASURE and "前" in token.text:
            self.add(UNTIL, token.text)
        else:
            self.until_prefix(token)

    def until_prefix(self, token: Token) -> None:
        if self.letter() == t.DATE:
            self.add(UNTIL_PREFIX, token.text)
        else:
            self.label(token.text)

    def since(self, token: Token) -> None:
        if self.last() == DATE:
            self.add(SINCE, token.text)
        else:
            self.label(token.text)

    def dash(self, token: Token) -> None:
        negative = self.text() == "-" and self.letter(2) == t.NUMBER and token.text != "-"
        follows = self.letter() in _VALUE_STARTS or self.letter() == t.DATE or negative
        if self.last() in (MEASURE, DATE, AFTER) and follows:
            self.add(DASH, token.text)
        elif token.text == "-" and self.letter() == t.NUMBER and self.last() in ("", BEFORE, SEPARATOR, DASH):
            self.measure(self.tokens[self.at + 1], negative=True)
        else:
            self.label(token.text)

    def plus_minus(self, token: Token) -> None:
        self.add(PLUS_MINUS, token.text)

    def variable(self, token: Token) -> None:
        if self.last() == BEFORE or self.letter() == t.BEFORE:
            self.add(VARIABLE, token.text)
        else:
            self.label(token.text)

    def separator(self, token: Token) -> None:
        starts = self.letter() in _VALUE_STARTS or self.letter() in (t.BEFORE, t.DATE)
        if token.meaning == "hard" or (self.last() in _AFTER_MEASURE and starts):
            self.add(SEPARATOR, token.text)
        else:
            self.label(token.text)

    def each(self, token: Token) -> None:
        """每人, 每两年, 每个季度: what follows is shared among."""
        start = self.at
        shared, self.at = self.denominator(self.at + 1)
        if shared is None:
            self.at = start
            self.label(token.text)
            return
        text = "".join(piece.text for piece in self.tokens[start : self.at])
        self.add(EACH, text, shared, used=0)

    def average(self, token: Token) -> None:
        self.add(EACH, token.text, Shared((token.meaning,)))

    def average_period(self, token: Token) -> None:
        if self.letter() == t.CHANGE:  # 年均增长5%: a rate, not a sum for each year
            self.label(token.text)
        else:
            self.add(EACH, token.text, Shared(period=token.meaning))

    def habit(self, token: Token) -> None:
        self.add(HABIT, token.text, token.meaning)

    def whole_year(self, token: Token) -> None:
        self.add(WHOLE_YEAR, token.text)

    def date(self, token: Token) -> None:
        self.add(DATE, token.text, token.meaning)

    def currency(self, token: Token) -> None:
        if self.letter() in (t.NUMBER, t.SCALE):
            self.measure(self.tokens[self.at + 1], currency=units()[token.meaning])
        else:
            self.label(token.text)

    def ordinal(self, token: Token) -> None:
        """第3名, 前十."""
        if token.text == "前" and self.last() in (DATE, MEASURE):
            self.until(token)
            return
        number = self.tokens[self.at + 1].meaning if self.letter() == t.NUMBER else None
        if number is None:
            self.label(token.text)
            return
        comparator = "le" if token.text == "前" else "eq"
        unit = self.text(2)
        ranked = unit in _RANKS
        last = not unit or self.letter(2) in (t.AFTER, t.BEFORE, t.SEPARATOR, t.CLOSE)
        text = token.text + self.text(1) + (unit if ranked else "")
        if ranked or last or (token.text == "前" and unit == "%"):
            used = 2 if last and not ranked else 3
            self.add(RANK, text, (comparator, number, unit if used == 3 else None), used=used)
        else:
            self.add(DAMAGE, text, used=2)  # 第5期, 前5项: which one, not how many

    def unit(self, token: Token) -> None:
        if self.last() == DATE and token.text in _SINCE_WORDS:
            self.add(SINCE, token.text)
            return
        used = 1
        while self.letter(used) in (t.SLASH, t.EACH) and self.letter(used + 1) == t.UNIT:
            used += 2
        text = "".join(piece.text for piece in self.tokens[self.at : self.at + used])
        if used == 3 and token.meaning.iso and self.text(2) == "次":  # 季度/次: once a quarter
            self.add(EACH, token.text, Shared(period=token.meaning.iso))
            self.add(UNIT, self.text(), self.tokens[self.at + 1].meaning, used=2)
        elif self.at + used == len(self.tokens) and self.last() != LABEL:
            self.add(UNIT, text, token.meaning, used=used)
        else:
            self.label(text, used=used)

    def scale(self, token: Token) -> None:
        if self.letter() == t.VAGUE or self.last() == NEARLY:
            self.measure(Token(t.NUMBER, "", Decimal(1)), used=0)
        elif self.letter() == t.UNIT and self.at + 2 >= len(self.tokens) and self.last() in ("", TEMPLATE, BEFORE, MISUSED):
            self.add(UNIT, token.text + self.text(), self.tokens[self.at + 1].meaning, used=2)
        else:
            self.add(DAMAGE, token.text)

    def half(self, token: Token) -> None:
        unit = self.tokens[self.at + 1].meaning if self.letter() == t.UNIT else None
        if unit is not None and unit.kind == "duration":
            self.measure(token)
        else:
            self.add(DAMAGE, token.text)

    def halves(self, token: Token) -> None:
        self.add(MEASURE, token.text, Measure(token.meaning, units()["%"]))

    def damage(self, token: Token) -> None:
        self.add(DAMAGE, token.text)

    def misused(self, token: Token) -> None:
        self.add(MISUSED, token.text)

    def blanks(self, token: Token) -> None:
        self.add(TEMPLATE, token.text)

    def negation(self, token: Token) -> None:
        self.add(NEGATION, token.text)

    # -------------------------------------------------------------- brackets

    def bracket(self, token: Token) -> None:
        """A unit, 含, a remark with numbers, or words."""
        close = self.closing()
        if close is None:
            self.label(token.text)
            return
        inner = self.tokens[self.at + 1 : close]
        text = "".join(piece.text for piece in self.tokens[self.at : close + 1])
        used = close + 1 - self.at
        words = text[1:-1]
        if not inner:
            self.add(TEMPLATE, text, used=used)
        elif not self.found and close + 1 == len(self.tokens):
            self.at += 1  # the whole text in brackets
            self.tokens = list(self.tokens[:close])
        elif any(piece.letter in _COUNTS for piece in inner):
            self.add(REMARK, text, used=used)
        elif words in _INCLUSION and self.last() == AFTER:
            after = self.found.pop()
            self.add(AFTER, after.text + text, _INCLUSION[words](after.meaning), used=used)
        elif words in _INCLUSION and self.letter(used) == t.AFTER:
            after_token = self.tokens[self.at + used]
            self.add(AFTER, text + after_token.text, _INCLUSION[words](after_token.meaning), used=used + 1)
        else:
            self.label(text, used=used)

    def closing(self) -> int | None:
        """Index of the bracket that closes the one at hand; None where it stays open or nests."""
        for index in range(self.at + 1, len(self.tokens)):
            letter = self.tokens[index].letter
            if letter == t.CLOSE:
                return index
            if letter == t.OPEN:
                return None
        return None

    # -------------------------------------------------------------- measures

    def number(self, token: Token) -> None:
        if self.letter() == t.COLON and self.letter(2) == t.NUMBER:
            self.ratio()
        elif self.letter() == t.FRACTION and self.letter(2) == t.NUMBER:
            self.fraction(token.meaning, self.tokens[self.at + 2].meaning)
        elif self.letter() == t.SLASH and self.letter(2) == t.NUMBER and self.bound_fraction():
            self.fraction(self.tokens[self.at + 2].meaning, token.meaning)
        elif self.last() == LABEL and self.found[-1].text[-1] in _JOINED and self.found[-1].text != "+":
            self.add(DAMAGE, token.text)  # GB50378, T+1, 7×24
        else:
            self.measure(token)

    def bound_fraction(self) -> bool:
        """2/3以上 is a fraction; 2/3 alone may be a date."""
        bound = self.last() == BEFORE or self.letter(3) == t.AFTER
        return bound and self.text() == "/" and self.letter(3) in ("", t.AFTER)

    def ratio(self) -> None:
        left, right = self.tokens[self.at].meaning, self.tokens[self.at + 2].meaning
        text = f"{self.text(0)}:{self.text(2)}"
        if not right or self.letter(3) == t.COLON:
            self.add(DAMAGE, text, used=3)
        else:
            self.add(RATIO, text, (left, right), used=3)

    def fraction(self, whole: Decimal, part: Decimal) -> None:
        """三分之二: percent, rounded to two places, the fraction kept."""
        text = "".join(piece.text for piece in self.tokens[self.at : self.at + 3])
        if not whole or part > whole:
            self.add(DAMAGE, text, used=3)
            return
        percent = (part * 100 / whole).quantize(Decimal("0.01"))
        exact = None if percent * whole == part * 100 else f"{part}/{whole}"
        self.add(MEASURE, text, Measure(percent, units()["%"], exact=exact), used=3)

    def share(self, token: Token) -> None:
        """百分之九十五."""
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if following is None or following.letter not in (t.NUMBER, t.SCALE):
            self.label(token.text)
            return
        number = following.meaning if following.letter == t.NUMBER else Decimal(10) ** following.meaning
        self.add(MEASURE, token.text + following.text, Measure(number * token.meaning, units()["%"]), used=2)

    def measure(
        self, token: Token, *, negative: bool = False, currency: Unit | None = None, used: int = 1
    ) -> None:
        start = self.at
        self.at += used + (negative or currency is not None)
        number, scale, vague = self.scaled(token.meaning)
        highest = None
        if self.letter(0) == t.SEVERAL and number % 10 == 0 and number:
            self.at += 1
            number, highest = number + 1, number + 9
        measure = Measure(-number if negative else number, currency, scale, vague=vague, highest=highest)
        measure = self.with_unit(measure)
        text = "".join(piece.text for piece in self.tokens[start : self.at])
        self.found.append(Chunk(MEASURE, text, measure))

    def scaled(self, number: Decimal) -> tuple[Decimal, int | None, str]:
        """The number times the scales after it; 1万2千 adds up; 余 before, between or after."""
        vague = self.vague()
        power = None
        while self.letter(0) == t.SCALE:
            power = (power or 0) + self.tokens[self.at].meaning
            self.at += 1
        if power:
            number = times_ten(number, power)
            if self.letter(0) == t.NUMBER and self.letter() == t.SCALE and self.tokens[self.at + 1].meaning < power:
                lower = times_ten(self.tokens[self.at].meaning, self.tokens[self.at + 1].meaning)
                self.at += 2
                number, power = number + lower, None
        return number, power, vague or self.vague()

    def vague(self) -> str:
        if self.letter(0) == t.VAGUE:
            self.at += 1
            return str(self.tokens[self.at - 1].meaning)
        return ""

    def with_unit(self, measure: Measure) -> Measure:
        unit = self.next_unit()
        if unit is not None:
            measure = replace(measure, unit=unit, unit_text=self.tokens[self.at - 1].text)
            measure = self.times(measure)
            vague = self.vague()
            measure = replace(measure, vague=measure.vague or vague)
            measure = self.more(measure)
        elif measure.scale is not None:
            measure = replace(measure, bare_scale=True)
        measure = self.divided(measure)
        return self.alternative(measure)

    def next_unit(self) -> Unit | None:
        """The unit at hand, in brackets or not; None where there is none."""
        if self.letter(0) == t.UNIT:
            self.at += 1
            return self.tokens[self.at - 1].meaning  # type: ignore[no-any-return]
        if self.letter(0) == t.OPEN and self.letter() == t.UNIT and self.letter(2) == t.CLOSE:
            unit = self.tokens[self.at + 1].meaning
            self.at += 3
            return unit  # type: ignore[no-any-return]
        return None

    def times(self, measure: Measure) -> Measure:
        """3‰ is 0.3 %."""
        unit = measure.unit
        if unit is None or unit.times == 1:
            return measure
        return replace(measure, number=EXACT.multiply(measure.number, unit.times))

    def more(self, measure: Measure) -> Measure:
        """一年半, 2小时30分: a second, smaller unit of time."""
        unit = measure.unit
        if unit is not None and unit.name == "个" and self.letter(0) == t.HALF and self.letter() == t.UNIT:
            return self.one_and_a_half(measure)
        if unit is None or unit.kind != "duration":
            return measure
        if self.letter(0) == t.HALF and self.letter() != t.UNIT:
            self.at += 1
            return _in_smaller(replace(measure, number=measure.number + Decimal("0.5")))
        if unit.name == "小时" and self.letter(0) == t.NUMBER and self.text() in ("分", "分钟"):
            minutes = self.tokens[self.at].meaning
            self.at += 2
            return replace(measure, number=measure.number * 60 + minutes, unit=units()["分钟"])
        return _in_smaller(measure) if measure.number == Decimal("0.5") else measure

    def one_and_a_half(self, measure: Measure) -> Measure:
        """一个半月."""
        below: Unit = self.tokens[self.at + 1].meaning
        if below.kind != "duration":
            return measure
        self.at += 2
        return _in_smaller(replace(measure, number=measure.number + Decimal("0.5"), unit=below))

    def divided(self, measure: Measure) -> Measure:
        """Denominators: /人·月, 每人每年, /10万人."""
        shared = measure.shared
        unknown = False
        while self.letter(0) in (t.SLASH, t.EACH):
            start = self.at
            if self.hours_of_a_week(measure):
                return self.share_of_time(measure)
            bracket = self.letter() == t.OPEN
            found, self.at = self.denominator(self.at + 1 + bracket)
            if found is None:
                self.at = start
                break
            unknown = unknown or self.tokens[self.at - 1].letter == t.LABEL
            shared = shared + found
            if self.letter(0) == t.CLOSE and (bracket or not self.opened(start)):
                self.at += 1
        if shared == NOT_SHARED:
            return measure
        return _compound(replace(measure, shared=shared, unknown=unknown))

    def hours_of_a_week(self, measure: Measure) -> bool:
        """小时/周: a time over a time is a share of it, not a recurrence."""
        below = self.tokens[self.at + 1].meaning if self.letter() == t.UNIT else None
        return self.letter(0) == t.SLASH and below is not None and below.kind == measure.kind == "duration"

    def share_of_time(self, measure: Measure) -> Measure:
        below = self.tokens[self.at + 1].meaning
        self.at += 2
        return replace(measure, unit=_over(measure.unit, below)) if measure.unit else measure

    def opened(self, index: int) -> bool:
        """Is a bracket open at this token that began before it?"""
        letters = [token.letter for token in self.tokens[:index]]
        return letters.count(t.OPEN) > letters.count(t.CLOSE)

    def denominator(self, index: int) -> tuple[Shared | None, int]:
        """What the quantity is shared among, read at `index`, and the index after it."""
        if index < len(self.tokens) and self.tokens[index].letter == t.EACH:
            index += 1
        count = Decimal(1)
        words = ""
        tokens = self.tokens
        if index < len(tokens) and tokens[index].letter in (t.NUMBER, t.HALF):
            count, words, index = tokens[index].meaning, tokens[index].text, index + 1
        while index < len(tokens) and tokens[index].letter == t.SCALE:
            words, index = words + tokens[index].text, index + 1
        if index >= len(tokens):
            return (Shared((words,)) if words and words[-1] in "万千亿百" else None), index
        token = tokens[index]
        if token.letter == t.UNIT:
            return _shared(token, count, words), index + 1
        if token.letter in (t.LABEL, t.WORD) and not words:
            return Shared((token.text,)), index + 1
        return (Shared((words,)), index) if words and words[-1] in "万千亿百" else (None, index)

    def alternative(self, measure: Measure) -> Measure:
        """12个（套）: the unit in brackets is another word for the same; it is kept as label."""
        if measure.unit is not None and self.letter(0) == t.OPEN and self.letter() == t.UNIT and self.letter(2) == t.CLOSE:
            word = self.text()
            self.at += 3
            return replace(measure, aside=word)
        return measure


def _shared(token: Token, count: Decimal, words: str) -> Shared | None:
    unit: Unit = token.meaning
    if unit.iso and "万" not in words:
        return Shared(period=times_iso(unit.iso, count))
    if words and not words[-1] in "万千亿百":
        return None  # 10场/5人: two values rather than a rate
    return Shared((words + token.text,))


def times_iso(iso: str, count: Decimal) -> str | None:
    """P1Y, 2 -> P2Y; P1Y, 0.5 -> P6M."""
    if count == Decimal("0.5"):
        return {"P1Y": "P6M", "P1D": "PT12H"}.get(iso)
    digits = "".join(character for character in iso if character.isdigit())
    total = int(digits) * count
    return iso.replace(digits, f"{total:f}") if total == int(total) else None


_SMALLER = {"年": ("月", 12), "小时": ("分钟", 60)}


def _in_smaller(measure: Measure) -> Measure:
    """半年 -> 6 months, 一年半 -> 18 months, 半小时 -> 30 minutes; other units keep the half."""
    unit = measure.unit
    if unit is None or unit.name not in _SMALLER:
        return measure
    name, many = _SMALLER[unit.name]
    return replace(measure, number=measure.number * many, unit=units()[name])


def _compound(measure: Measure) -> Measure:
    """毫克/升: two units of measurement with codes make one unit."""
    unit, per = measure.unit, measure.shared.per
    if unit is None:
        return measure
    below = units().get(per[0]) if per else None
    if below is None or unit.kind != "physical" or below.kind != "physical" or not unit.code or not below.code:
        return measure
    return replace(measure, unit=_over(unit, below), shared=Shared(per[1:], measure.shared.period))


def _over(unit: Unit, below: Unit) -> Unit:
    code = f"{unit.code}/{below.code}" if unit.code and below.code else None
    kind = "physical" if unit.kind == "duration" else unit.kind
    return replace(unit, name=f"{unit.name}/{below.name}", code=code, kind=kind, iso="")


def _strict(comparator: str) -> str:
    return {"ge": "gt", "le": "lt"}.get(comparator, comparator)


def _inclusive(comparator: str) -> str:
    return {"gt": "ge", "lt": "le"}.get(comparator, comparator)


_INCLUSION = {
    "含": _inclusive, "含本数": _inclusive, "包含": _inclusive, "包括": _inclusive, "包含本数": _inclusive, "含本级": _inclusive,
    "不含": _strict, "不包含": _strict, "不含本数": _strict, "不包括": _strict,
}  # fmt: skip
_COUNTS = frozenset((t.NUMBER, t.SCALE, t.DATE, t.HALF, t.HALVES, t.SHARE, t.DAMAGE, t.BLANKS))
_AFTER_WORDS = load("comparators", "after")
_UNTIL_WORDS = load("value_words", "until")
_SINCE_WORDS = load("value_words", "since")
_JOINED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+^×=#&@.$_<>")
_RECENT = frozenset({"年", "月", "周", "天", "季度"})
_RANKS = frozenset(raw("value_words")["ordinal_units"]["words"])

_READERS = {
    t.NUMBER: _Chunker.number,
    t.SCALE: _Chunker.scale,
    t.UNIT: _Chunker.unit,
    t.SHARE: _Chunker.share,
    t.BEFORE: _Chunker.before,
    t.AFTER: _Chunker.after,
    t.NEARLY: _Chunker.nearly,
    t.CHANGE: _Chunker.change,
    t.BASIS: _Chunker.basis,
    t.EACH: _Chunker.each,
    t.AVERAGE: _Chunker.average,
    t.AVERAGE_PERIOD: _Chunker.average_period,
    t.HABIT: _Chunker.habit,
    t.WHOLE_YEAR: _Chunker.whole_year,
    t.DATE: _Chunker.date,
    t.UNTIL: _Chunker.until,
    t.UNTIL_PREFIX: _Chunker.until_prefix,
    t.SINCE: _Chunker.since,
    t.CURRENCY: _Chunker.currency,
    t.DASH: _Chunker.dash,
    t.PLUS_MINUS: _Chunker.plus_minus,
    t.OPEN: _Chunker.bracket,
    t.SEPARATOR: _Chunker.separator,
    t.VARIABLE: _Chunker.variable,
    t.ORDINAL: _Chunker.ordinal,
    t.HALF: _Chunker.half,
    t.HALVES: _Chunker.halves,
    t.BLANKS: _Chunker.blanks,
    t.NEGATION: _Chunker.negation,
    t.SEVERAL: _Chunker.damage,
    t.DAMAGE: _Chunker.damage,
    t.MISUSED: _Chunker.misused,
}
