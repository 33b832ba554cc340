"""Tokens to chunks: a number with its scale, unit and denominators becomes one measure, the rest gets its part.

What a word is depends on its neighbours: 以上 binds only right after a measure, 近 only right before a number,
至 is a dash only between two of them. Words that find no such place are label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, Inexact
from typing import Any, NamedTuple

from jixiao.forms.words import load, raw
from normalize.value import measures
from normalize.value import tokens as t
from normalize.value.cursor import Cursor
from normalize.value.measures import Measure, Shared
from normalize.value.numerals import EXACT
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


_VALUE_STARTS = frozenset((t.NUMBER, t.SHARE, t.SCALE, t.HALVES, t.HALF, t.CURRENCY))
_NUMBER_STARTS = _VALUE_STARTS | {t.BEFORE}
_PROSE = (t.LABEL, t.WORD)
_LONGEST_COMPOUND = 7  # 元/人/次/月
_AFTER_MEASURE = frozenset((MEASURE, AFTER, ABOUT, RATIO, RANK, REMARK, INCLUSION))
_SYMBOLS = frozenset("≥≤<>=≈")
# Signs of money, arrows, signs of mathematics but the tick √, triangles that mean minus.
_SIGN = re.compile("[\u20a0-\u20cf¢£\u2190-\u2219\u221b-\u22ff△▽▲▼]")
_STATES = tuple(raw("value_words")["states"]["words"])


def chunks(tokens: Sequence[Token]) -> list[Chunk]:
    """The chunks of a text's tokens."""
    return _Chunker(tokens).run()


class _Chunker(Cursor):
    """Walks over the tokens once; each method reads what begins at hand and moves on."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        super().__init__(tokens)
        self.found: list[Chunk] = []

    def run(self) -> list[Chunk]:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            reader = _READERS.get(token.letter)
            if reader is None:
                self.label(token.text)
            else:
                reader(self, token)
        return self.found

    # -------------------------------------------------------------- what was found

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
        elif self.last() == DATE and token.meaning == "approx":
            self.add(ABOUT, token.text)
        elif self.last() == DATE and token.text in _UNTIL_WORDS:
            self.add(UNTIL, token.text)
        elif self.last() == DATE and token.text in _SINCE_WORDS:
            self.add(SINCE, token.text)
        else:
            self.label(token.text)

    def nearly(self, token: Token) -> None:
        if self.letter(2) == t.UNIT and self.tokens[self.at + 2].meaning.name in _RECENT:
            self.add(UNCLEAR, token.text)  # 近三年: the last three years
        elif self.letter() in _VALUE_STARTS:
            self.add(NEARLY, token.text)
        else:
            self.label(token.text)

    def change(self, token: Token) -> None:
        near = self.letter() in _VALUE_STARTS or self.letter() in (t.BEFORE, t.NEARLY, t.PLUS_MINUS)
        if len(token.text) == 1 and self.last() not in ("", BASIS, SEPARATOR):
            self.label(token.text)  # 增 in 亩均增
        elif self.lasts():
            self.label(token.text)
        elif near or (self.letter() == "" and self.last() == MEASURE):
            self.add(CHANGE, token.text, token.meaning)
        else:
            self.label(token.text)

    def lasts(self) -> bool:
        """持续提升3年: is it told how long the change goes on?"""
        lasting = self.last() == LABEL and self.found[-1].text.endswith(_LASTING)
        return lasting and self.letter(2) == t.UNIT and self.tokens[self.at + 2].meaning.name in _LONG_TIMES

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

    def beginning(self, token: Token) -> None:
        if self.last() == DATE:
            self.add(SINCE, token.text)
        else:
            self.label(token.text)

    def dash(self, token: Token) -> None:
        negative = self.text() == "-" and self.letter(2) == t.NUMBER and token.text != "-"
        follows = self.letter() in _VALUE_STARTS or self.letter() == t.DATE or negative
        if self.last() in (MEASURE, DATE, AFTER, SINCE, INCLUSION) and follows:
            self.add(DASH, token.text)
        elif token.text == "-" and self.letter() == t.NUMBER and self.last() in ("", BEFORE, SEPARATOR, DASH):
            measure = self.measure(self.tokens[self.at + 1], skipped=1)
            measure.number = -measure.number
        elif token.text[0] in "-~" and (
            self.letter() in _VALUE_STARTS or (self.last() == MEASURE and self.letter() in ("", t.UNIT))
        ):
            self.add(DAMAGE, token.text)  # the other end is missing
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
        if token.meaning == "hard" or ((self.last() in _AFTER_MEASURE or self.last() == DATE) and starts):
            self.add(SEPARATOR, token.text)
        else:
            self.label(token.text)

    def each(self, token: Token) -> None:
        """每人, 每两年, 每个季度: what follows is shared among."""
        start = self.at
        self.at += 1
        if self.letter(0) == t.DATE and self.tokens[self.at].meaning.shape == "end_of_this_year":
            self.add(EACH, token.text, Shared(period="P1Y"), used=0)  # 每年底前
            return
        shared = measures.denominator(self)
        if (
            shared is None
            and self.tokens[start + 1 : start + 2]
            and self.tokens[start + 1].letter in _VALUE_STARTS
        ):
            self.at = start
            self.add(UNCLEAR, token.text)  # 每10人
        elif shared is None:
            self.at = start
            self.label(token.text)
        else:
            self.add(EACH, self.since(start), shared, used=0)

    def words(self, token: Token) -> None:
        """Unlisted words; a sign that touches the number may change it (€500, △3%)."""
        before = self.letter() in _NUMBER_STARTS and _SIGN.match(token.text[-1])
        behind = self.last() in _AFTER_MEASURE and (token.text[0] == "+" or _SIGN.match(token.text))
        if before or behind:
            self.add(UNCLEAR, token.text)
        else:
            self.label(token.text)

    def average(self, token: Token) -> None:
        if self.counts_percent():  # 人均收入增长10%: a rate, which nobody shares
            self.label(token.text)
        else:
            self.add(EACH, token.text, Shared((token.meaning,)))

    def counts_percent(self) -> bool:
        """Is it a percentage that the next number states?"""
        ahead = 1
        while self.letter(ahead) not in ("", t.NUMBER):
            ahead += 1
        return self.letter(ahead + 1) == t.UNIT and self.tokens[self.at + ahead + 1].meaning.kind == "percent"

    def average_period(self, token: Token) -> None:
        rate = self.letter() == t.CHANGE  # 年均增长5%: no sum for each year
        if rate or self.text().startswith(_STATES):  # 年均浓度: neither
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
            self.amount(units()[token.meaning])
        else:
            self.label(token.text)

    def amount(self, currency: Unit) -> None:
        """The amount behind the sign or code of its currency."""
        measure = self.measure(self.tokens[self.at + 1], skipped=1)
        measure.unit = measure.unit or currency

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
            self.add(UNCLEAR, text, used=2)  # 第5期, 前5项: which one, not how many

    def slash(self, token: Token) -> None:
        """Behind a measure it parts two values (10场/1000人), or says nothing that we know."""
        if self.shares_over_words():
            self.each(token)
        elif self.last() in _AFTER_MEASURE and self.letter() == t.WHOLE_YEAR:
            self.at += 1  # 6次/全年
        elif self.last() not in _AFTER_MEASURE:
            self.label(token.text)
        elif self.last() in (AFTER, ABOUT) and self.letter() == t.UNIT:
            self.each(token)  # 2次以上/年
        elif token.text == "/" and self.letter() in _NUMBER_STARTS and not self.price_of_several():
            self.add(SEPARATOR, token.text)
        else:
            self.add(UNCLEAR, token.text)  # 300元/人*100人

    def shares_over_words(self) -> bool:
        """500元补助/人, 500元补助/人/年, 每人/年500元; 15个村居/社区, 每村/社区 name two things."""
        if self.letter() != t.UNIT:
            return False
        time = bool(self.tokens[self.at + 1].meaning.iso)
        if self.last() == EACH:
            return time
        if "".join(chunk.letter for chunk in self.found[-2:]) != MEASURE + LABEL:
            return False
        return time or self.found[-2].meaning.kind not in ("", "count")

    def price_of_several(self) -> bool:
        """3300元/2期: for two of them, no second value."""
        money = self.last() == MEASURE and self.found[-1].meaning.kind == "money"
        return money and self.letter(2) == t.UNIT and self.tokens[self.at + 2].meaning.kind == "count"

    def unit(self, token: Token) -> None:
        if self.last() == DATE and token.text in _SINCE_WORDS:
            self.add(SINCE, token.text)
            return
        if self.last() in _AFTER_MEASURE and token.text in _AFTER_WORDS and self.letter() not in _PROSE:
            self.add(AFTER, token.text, _AFTER_WORDS[token.text])  # 100元起, but not 3人起火
            return
        misplaced = token.text in ("%", "‰") and self.letter() in _VALUE_STARTS  # %95
        if misplaced or (self.last() == SEPARATOR and self.at + 1 == len(self.tokens)):  # 元/人、次
            self.add(UNCLEAR, token.text)
            return
        if self.leading_period(token):
            self.add(EACH, token.text, Shared(period=token.meaning.iso))
            return
        if self.coded_currency(token):
            self.amount(token.meaning)
            return
        used = self.compound()
        text = "".join(piece.text for piece in self.tokens[self.at : self.at + used])
        if used == 3 and token.meaning.iso and self.text(2) == "次":  # 季度/次: once a quarter
            self.add(EACH, token.text, Shared(period=token.meaning.iso))
            self.add(UNIT, self.text(), self.tokens[self.at + 1].meaning, used=2)
        elif self.at + used == len(self.tokens) and self.last() != LABEL:
            self.add(UNIT, text, token.meaning, used=used)
        else:
            self.label(token.text)

    def coded_currency(self, token: Token) -> bool:
        """RMB500万: the code of a currency before its number."""
        return token.meaning.kind == "money" and token.text.isascii() and self.letter() == t.NUMBER

    def compound(self) -> int:
        """How many tokens the unit at hand has with those below strokes: 元/人/月."""
        used = 1
        while used < _LONGEST_COMPOUND and self.letter(used) in (t.SLASH, t.EACH):
            if self.letter(used + 1) != t.UNIT:
                break
            used += 2
        return used

    def leading_period(self, token: Token) -> bool:
        """季度1次, 年人均3000元: a time in front of what is counted in each; 周3天 and 月30日 are none."""
        counted = next(
            (piece.meaning for piece in self.tokens[self.at + 1 :] if piece.letter == t.UNIT), None
        )
        starts = self.last() in ("", SEPARATOR) and self.letter() in _NUMBER_STARTS
        return (
            token.meaning.iso[:2] not in ("", "PT")
            and (starts or self.letter() == t.AVERAGE)
            and counted is not None
            and counted.kind != "duration"
        )

    def scale(self, token: Token) -> None:
        if self.letter() == t.VAGUE or self.last() == NEARLY:
            self.measure(Token(t.NUMBER, "", Decimal(1)), used=0)
        elif self.unit_of_nothing(token):
            self.add(SCALED_UNIT, token.text + self.text(), self.tokens[self.at + 1].meaning, used=2)
        else:
            self.add(UNCLEAR, token.text)

    def unit_of_nothing(self, token: Token) -> bool:
        """万元, ≥ 万人: the unit of a template; 百人 may be a hundred."""
        last = self.letter() == t.UNIT and self.at + 2 >= len(self.tokens)
        scaled = last and (token.meaning >= 4 or self.tokens[self.at + 1].meaning.kind == "money")
        return scaled and self.last() in ("", TEMPLATE, BEFORE, MISUSED)

    def half(self, token: Token) -> None:
        unit = self.tokens[self.at + 1].meaning if self.letter() == t.UNIT else None
        if unit is not None and unit.kind == "duration":
            self.measure(token)
        else:
            self.add(UNCLEAR, token.text)

    def halves(self, token: Token) -> None:
        self.add(MEASURE, token.text, Measure(token.meaning, units()["%"]))

    def damage(self, token: Token) -> None:
        self.add(DAMAGE, token.text)

    def unclear(self, token: Token) -> None:
        self.add(UNCLEAR, token.text)

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
        elif all(piece.letter in _UNIT_PIECES for piece in inner):
            self.label(text, used=used)  # 面积(万亩)
        elif any(piece.letter in _COUNTS for piece in inner):
            self.add(REMARK, text, used=used)
        elif all(piece.letter == t.WHOLE_YEAR for piece in inner) and self.last() in _AFTER_MEASURE:
            self.add(WHOLE_YEAR, text, used=used)  # 6次（全年）
        elif words in _INCLUSION and self.last() == DATE:
            self.at += used  # 6月30日（含）前
        elif words in _INCLUSION and self.last() == AFTER:
            after = self.found.pop()
            self.add(AFTER, after.text + text, _INCLUSION[words](after.meaning), used=used)
        elif words in _INCLUSION and "".join(chunk.letter for chunk in self.found[-2:]) == BEFORE + MEASURE:
            before = self.found[-2]  # 大于3人（含）
            self.found[-2] = before._replace(meaning=_INCLUSION[words](before.meaning))
            self.label(text, used=used)
        elif words in _INCLUSION and self.ends_range(used):
            self.add(INCLUSION, text, _INCLUSION[words]("ge") == "ge", used=used)
        elif words in _INCLUSION and self.letter(used) == t.AFTER:
            after_token = self.tokens[self.at + used]
            self.add(AFTER, text + after_token.text, _INCLUSION[words](after_token.meaning), used=used + 1)
        else:
            self.label(text, used=used)

    def ends_range(self, used: int) -> bool:
        """60%（含）-80%（不含）: is it an end of a range that stands before the bracket?"""
        return self.last() == MEASURE and (
            self.letter(used) == t.DASH or (len(self.found) > 1 and self.found[-2].letter == DASH)
        )

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
        elif self.joined() and not self.equipment():
            self.add(UNCLEAR, token.text)  # GB50378, T+1, 7×24
        elif self.names_class(token):
            self.class_name(token)
        else:
            self.measure(token)

    def joined(self) -> bool:
        """Does the text before the number hold on to it?"""
        return (
            self.last() == LABEL
            and not self.listed()
            and self.found[-1].text[-1] in _JOINED
            and self.found[-1].text != "+"
        )

    def equipment(self) -> bool:
        """CT1台, 智能LED200盏: at least two capitals, and a measure word of equipment."""
        return bool(_NAME_IN_LETTERS.search(self.found[-1].text)) and self.text() in _EQUIPMENT

    def names_class(self, token: Token) -> bool:
        """一类幼儿园, 十二届全会, 二级公路: which one, not how many; 两类 always counts."""
        if self.last() not in _CLASS_MAY_FOLLOW or not set(token.text) <= _CLASS_NUMERALS:
            return False
        if self.last() == LABEL and self.found[-1].text.endswith(_COUNTED):
            return False
        if self.letter() == t.UNIT and self.text() in _CLASS_UNITS:
            return self.letter(2) in _PROSE or self.letter(2) == t.UNIT
        return self.letter() == t.LABEL and self.text().startswith(_CLASS_STARTS)

    def class_name(self, token: Token) -> None:
        """Words beside a count, certain for 等 only; without a count nobody knows."""
        certain = self.text().startswith(_CERTAIN_CLASS)
        counted = any(piece.letter == t.NUMBER for piece in self.tokens[self.at + 1 :])
        used = 1
        while self.letter(used) in _PROSE or self.letter(used) == t.UNIT:
            used += 1
        text = "".join(piece.text for piece in self.tokens[self.at : self.at + used])
        if certain and counted:
            self.label(text, used=used)
        else:
            self.add(REMARK, text, used=used)

    def listed(self) -> bool:
        """Is the token before a listed word (pH 6)?"""
        return self.at > 0 and self.tokens[self.at - 1].letter == t.WORD

    def bound_fraction(self) -> bool:
        """2/3以上 is a fraction; 2/3 alone may be a date."""
        bound = self.last() == BEFORE or self.letter(3) == t.AFTER
        return bound and self.text() == "/" and self.letter(3) in ("", t.AFTER)

    def ratio(self) -> None:
        left, right = self.tokens[self.at].meaning, self.tokens[self.at + 2].meaning
        text = f"{self.text(0)}:{self.text(2)}"
        if not right or self.letter(3) == t.COLON:
            self.add(UNCLEAR, text, used=3)
        else:
            self.add(RATIO, text, (left, right), used=3)

    def fraction(self, whole: Decimal, part: Decimal) -> None:
        """三分之二: percent, rounded to two places, the fraction kept."""
        text = "".join(piece.text for piece in self.tokens[self.at : self.at + 3])
        if not whole or part > whole:
            self.add(UNCLEAR, text, used=3)
            return
        percent, exact = _percent(part, whole)
        self.add(MEASURE, text, Measure(percent, units()["%"], exact=exact), used=3)

    def share(self, token: Token) -> None:
        """百分之九十五."""
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if following is None or following.letter not in (t.NUMBER, t.SCALE):
            self.add(UNCLEAR, token.text)
            return
        number = following.meaning if following.letter == t.NUMBER else Decimal(10) ** following.meaning
        self.add(MEASURE, token.text + following.text, Measure(number * token.meaning, units()["%"]), used=2)

    def measure(self, first: Token, *, skipped: int = 0, used: int = 1) -> Measure:
        """The measure whose number is `first`, `skipped` tokens ahead; `used` 0 where no token states the number."""
        start = self.at
        self.at += skipped + used
        measure = measures.read(self, first)
        self.found.append(Chunk(MEASURE, self.since(start), measure))
        return measure


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


def _strict(comparator: str) -> str:
    return {"ge": "gt", "le": "lt"}.get(comparator, comparator)


def _inclusive(comparator: str) -> str:
    return {"gt": "ge", "lt": "le"}.get(comparator, comparator)


_INCLUSION = {
    "含": _inclusive, "含本数": _inclusive, "包含": _inclusive, "包括": _inclusive, "包含本数": _inclusive,
    "不含": _strict, "不包含": _strict, "不含本数": _strict, "不包括": _strict,
}  # fmt: skip
_COUNTS = frozenset((t.NUMBER, t.SCALE, t.DATE, t.HALF, t.HALVES, t.SHARE, t.DAMAGE, t.UNCLEAR, t.BLANKS))
_UNIT_PIECES = frozenset((t.SCALE, t.UNIT, t.SLASH, t.EACH))
_AFTER_WORDS = load("comparators", "after")
_UNTIL_WORDS = load("value_words", "until")
_SINCE_WORDS = load("value_words", "since")
_JOINED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+^×=#&@.$_<>/")
_RECENT = frozenset({"年", "月", "周", "天", "季度"})
_CLASSES = raw("value_words")["classes"]
_CLASS_UNITS = frozenset(_CLASSES["units"])
_CLASS_STARTS = tuple(_CLASSES["starts"])
_CERTAIN_CLASS = tuple(_CLASSES["certain"])
_COUNTED = tuple(_CLASSES["counted"])
_CLASS_MAY_FOLLOW = frozenset(("", LABEL, SEPARATOR, DATE, WHOLE_YEAR))
_CLASS_NUMERALS = frozenset("一二三四五六七八九十")
_NAME_IN_LETTERS = re.compile("[A-Z]{2}$")
_EQUIPMENT = frozenset(raw("value_words")["equipment"]["units"])
_LONG_TIMES = frozenset({"年", "季度", "月"})  # 持续缩短3天 is by three days
_LASTING = tuple(raw("value_words")["lasting"]["words"])
_RANKS = frozenset(raw("value_words")["ordinal_units"]["words"])

_READERS = {
    t.LABEL: _Chunker.words,
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
    t.SINCE: _Chunker.beginning,
    t.CURRENCY: _Chunker.currency,
    t.DASH: _Chunker.dash,
    t.PLUS_MINUS: _Chunker.plus_minus,
    t.OPEN: _Chunker.bracket,
    t.SLASH: _Chunker.slash,
    t.SEPARATOR: _Chunker.separator,
    t.VARIABLE: _Chunker.variable,
    t.ORDINAL: _Chunker.ordinal,
    t.HALF: _Chunker.half,
    t.HALVES: _Chunker.halves,
    t.BLANKS: _Chunker.blanks,
    t.NEGATION: _Chunker.negation,
    t.SEVERAL: _Chunker.unclear,
    t.UNCLEAR: _Chunker.unclear,
    t.DAMAGE: _Chunker.damage,
    t.MISUSED: _Chunker.misused,
}
