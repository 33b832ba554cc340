"""A number with what belongs to it: scale, unit, denominators. `1.2万人次`, `2000元/人·月`, `一年半`, `186例/10万`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.forms.words import raw
from normalize.value import tokens as t
from normalize.value.cursor import Cursor
from normalize.value.numerals import EXACT, HIGHEST_POWER, times_ten
from normalize.value.tokens import Token
from normalize.value.units import Unit, units

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Shared:
    """What a quantity is shared among: denominators that are not time, and the time one."""

    per: tuple[str, ...] = ()
    period: str | None = None
    unknown: bool = False  # a denominator that no vocabulary lists

    def __add__(self, other: Shared) -> Shared:
        new = tuple(noun for noun in other.per if noun not in self.per)  # 人均12平方米/人
        return Shared(self.per + new, self.period or other.period, self.unknown or other.unknown)


NOT_SHARED = Shared()


@dataclass(slots=True)
class Measure:
    """A number as printed with its unit: 1.2万人次 is 12000 with scale 4, unit 人次. Filled while it is read."""

    number: Decimal
    unit: Unit | None = None
    scale: int | None = None
    shared: Shared = NOT_SHARED
    vague: str = ""  # gt (余, 多), approx (来)
    highest: Decimal | None = None  # 十几: 11 to 19
    exact: str | None = None
    unit_text: str = ""
    aside: str = ""  # another unit in brackets, 12个（套）

    @property
    def kind(self) -> str:
        """Of its unit; blank where it has none."""
        return self.unit.kind if self.unit else ""

    @property
    def bare_scale(self) -> bool:
        """3万: the scale may belong to a unit that is left out."""
        return self.scale is not None and self.unit is None


def read(cursor: Cursor, first: Token) -> Measure:
    """The measure whose number is `first`; the cursor stands behind it, and afterwards behind the measure."""
    measure = _number(cursor, first)
    if cursor.letter(0) == t.UNIT:
        _unit(cursor, measure)
        _more_time(cursor, measure, half=first.letter == t.HALF)
        _divide(cursor, measure)
        if _bracketed_unit(cursor):
            _aside(cursor, measure)
            cursor.at += 3
            _divide(cursor, measure)
    elif cursor.letter(0) == t.OPEN and cursor.letter() in (t.UNIT, t.SCALE):
        _unit_in_brackets(cursor, measure)
    else:
        _divide(cursor, measure)
    return measure


# ------------------------------------------------------------------ number


def _number(cursor: Cursor, first: Token) -> Measure:
    """The number times the scales after it; 1万2千 adds up; 余 before, between or after; 十几 is a range."""
    number: Decimal = first.meaning
    vague = _vague(cursor)
    power = None
    while cursor.letter(0) == t.SCALE and (power or 0) + cursor.tokens[cursor.at].meaning <= HIGHEST_POWER:
        power = (power or 0) + cursor.tokens[cursor.at].meaning
        cursor.at += 1
    if power:
        number = times_ten(number, power)
        if cursor.letter(0) == t.NUMBER and cursor.letter() == t.SCALE:
            number, power = _added(cursor, number, power)
    highest = None
    if cursor.letter(0) == t.SEVERAL and number and EXACT.remainder(number, Decimal(10)) == 0:
        cursor.at += 1
        number, highest = EXACT.add(number, Decimal(1)), EXACT.add(number, Decimal(9))
    return Measure(number, scale=power, vague=vague or _vague(cursor), highest=highest)


def _added(cursor: Cursor, number: Decimal, power: int) -> tuple[Decimal, int | None]:
    """1万 and 2千, 1亿 and 2千万: the sum, which has no one scale."""
    digits, scale, used = cursor.tokens[cursor.at].meaning, 0, 1
    while cursor.letter(used) == t.SCALE:
        scale += cursor.tokens[cursor.at + used].meaning
        used += 1
    if scale >= power:
        return number, power
    cursor.at += used
    return EXACT.add(number, times_ten(digits, scale)), None


def _vague(cursor: Cursor) -> str:
    if cursor.letter(0) != t.VAGUE:
        return ""
    cursor.at += 1
    return str(cursor.tokens[cursor.at - 1].meaning)


# ------------------------------------------------------------------ unit


def _unit(cursor: Cursor, measure: Measure) -> None:
    """The unit at hand: 3‰ is 0.3 %."""
    unit: Unit = cursor.tokens[cursor.at].meaning
    measure.unit, measure.unit_text = unit, cursor.text(0)
    if unit.times != 1:
        measure.number = EXACT.multiply(measure.number, unit.times)
    cursor.at += 1
    if measure.unit_text == "成" and cursor.letter(0) == t.NUMBER and cursor.tokens[cursor.at].meaning < 10:
        measure.number = EXACT.add(measure.number, cursor.tokens[cursor.at].meaning)  # 九成五
        cursor.at += 1
    measure.vague = measure.vague or _vague(cursor)


def _unit_in_brackets(cursor: Cursor, measure: Measure) -> None:
    """17.92（万元）, 2000（元/人·月）; brackets with anything else stay where they are."""
    start = cursor.at
    trial = replace(measure)
    cursor.at += 1
    while cursor.letter(0) == t.SCALE and (trial.scale or 0) < HIGHEST_POWER:
        trial.scale = (trial.scale or 0) + cursor.tokens[cursor.at].meaning
        trial.number = times_ten(trial.number, cursor.tokens[cursor.at].meaning)
        cursor.at += 1
    if cursor.letter(0) == t.UNIT:
        _unit(cursor, trial)
        _divide(cursor, trial)
        if cursor.letter(0) == t.CLOSE:
            cursor.at += 1
            measure.number, measure.scale, measure.unit = trial.number, trial.scale, trial.unit
            measure.shared, measure.unit_text, measure.vague = trial.shared, trial.unit_text, trial.vague
            return
    cursor.at = start


def _bracketed_unit(cursor: Cursor) -> bool:
    return cursor.letter(0) == t.OPEN and cursor.letter() == t.UNIT and cursor.letter(2) == t.CLOSE


def _aside(cursor: Cursor, measure: Measure) -> None:
    """12个（套）: another unit, beside; 5天（工作日） says which days."""
    named: Unit = cursor.tokens[cursor.at + 1].meaning
    if measure.unit is not None and {measure.unit.name, named.name} == {"天", "工作日"}:
        measure.unit = units()["工作日"]
    else:
        measure.aside = cursor.text()


_SMALLER = {"年": ("月", 12), "小时": ("分钟", 60)}


def _more_time(cursor: Cursor, measure: Measure, *, half: bool) -> None:
    """一年半, 一个半月, 2小时30分; 半年 is 6 months, 半小时 30 minutes, other units keep the half."""
    unit = measure.unit
    if unit is None:
        return
    if unit.name == "个" and cursor.letter(0) == t.HALF and cursor.letter() == t.UNIT:
        below: Unit = cursor.tokens[cursor.at + 1].meaning
        if below.kind == "duration":
            cursor.at += 2
            measure.unit, measure.number, half = below, EXACT.add(measure.number, _HALF), True
    elif unit.kind == "duration" and cursor.letter(0) == t.HALF and cursor.letter() != t.UNIT:
        cursor.at += 1
        measure.number, half = EXACT.add(measure.number, _HALF), True
    elif unit.name == "小时" and cursor.letter(0) == t.NUMBER and cursor.text() in ("分", "分钟"):
        minutes: Decimal = cursor.tokens[cursor.at].meaning
        cursor.at += 2
        measure.number = EXACT.add(EXACT.multiply(measure.number, Decimal(60)), minutes)
        measure.unit = units()["分钟"]
    if half and measure.unit is not None and measure.unit.name in _SMALLER:
        name, many = _SMALLER[measure.unit.name]
        measure.number, measure.unit = EXACT.multiply(measure.number, Decimal(many)), units()[name]


# ------------------------------------------------------------------ denominators


def _divide(cursor: Cursor, measure: Measure) -> None:
    """/人·月, /(人·月), 每人每年, (每人每月), /10万人."""
    inside = False
    before = cursor.at, measure.shared
    while _another(cursor, measure):
        start = cursor.at
        if _share_of_time(cursor, measure):
            continue
        bracket = cursor.letter(0) == t.OPEN or cursor.letter() == t.OPEN
        cursor.at += 1 + bracket
        found = denominator(cursor)
        if found is None:
            cursor.at = start
            break
        if bracket:
            inside, before = True, (start, measure.shared)
        measure.shared = measure.shared + found
        if inside and cursor.letter(0) == t.CLOSE:
            cursor.at, inside = cursor.at + 1, False
    if inside:  # 4次（每季度一次）: more than a denominator
        cursor.at, measure.shared = before
    if measure.unit is not None and measure.shared.per:
        _compound(measure, measure.unit)


def _another(cursor: Cursor, measure: Measure) -> bool:
    """Does a denominator begin at hand?"""
    if cursor.letter(0) in (t.SLASH, t.EACH):
        return True
    return (cursor.letter(0) == t.OPEN and cursor.letter() == t.EACH) or _goes_on(cursor, measure)


def _goes_on(cursor: Cursor, measure: Measure) -> bool:
    """元/人.月, 元/人、月: a time behind a denominator, with a dot or a comma for the stroke."""
    if measure.shared == NOT_SHARED or cursor.text(0) not in (".", "、") or cursor.letter() != t.UNIT:
        return False
    return bool(cursor.tokens[cursor.at + 1].meaning.iso)


def _share_of_time(cursor: Cursor, measure: Measure) -> bool:
    """小时/周: a time over a time is a share of it, not a recurrence."""
    below = cursor.tokens[cursor.at + 1].meaning if cursor.letter() == t.UNIT else None
    if below is None or measure.unit is None or cursor.letter(0) != t.SLASH:
        return False
    if not below.kind == measure.kind == "duration":
        return False
    cursor.at += 2
    measure.unit = _over(measure.unit, below)
    return True


def denominator(cursor: Cursor) -> Shared | None:
    """What a quantity is shared among; None where the tokens at hand name nothing of the kind.

    A count stands only before a time (每两年) or ends in a scale (/10万): `10场/5人` is two values, not a rate.
    """
    cursor.at += cursor.letter(0) == t.EACH
    count, words = Decimal(1), ""
    if cursor.letter(0) in (t.NUMBER, t.HALF):
        count, words = cursor.tokens[cursor.at].meaning, cursor.text(0)
        cursor.at += 1
    while cursor.letter(0) == t.SCALE:
        words += cursor.text(0)
        cursor.at += 1
    scaled = words.endswith(("万", "千", "亿", "百"))
    if cursor.letter(0) == t.UNIT:
        token = cursor.tokens[cursor.at]
        cursor.at += 1
        if token.meaning.iso and not scaled:
            period = times_iso(token.meaning.iso, count)
            return Shared(period=period) if period else None
        if token.text in PERSON_TIME and not words:
            return PERSON_TIME[token.text]
        return Shared((words + token.meaning.name,)) if scaled or not words else None
    if scaled and cursor.letter(0) in (t.LABEL, t.WORD):
        return Shared((words,), unknown=True)  # 每千老年人口床位: a thousand of what, nobody lists
    if cursor.letter(0) in (t.LABEL, t.WORD) and not words:
        return _unlisted(cursor)
    return Shared((words,)) if scaled else None


def _unlisted(cursor: Cursor) -> Shared:
    """每检测点: a noun of its own, with the measure word that may end it."""
    start = cursor.at
    cursor.at += 1
    unknown = cursor.letter(-1) == t.LABEL
    if unknown and cursor.letter(0) == t.UNIT and cursor.tokens[cursor.at].meaning.kind == "count":
        cursor.at += 1
    return Shared((cursor.since(start),), unknown=unknown)


PERSON_TIME = {word: Shared((noun,), period) for word, (noun, period) in raw("units")["person_time"].items()}


def times_iso(iso: str, count: Decimal) -> str | None:
    """An ISO duration so many times; None where no whole number of anything is left.

    >>> times_iso("P1Y", Decimal(2)), times_iso("P1Y", Decimal("0.5")), times_iso("P3M", Decimal("0.5"))
    ('P2Y', 'P6M', None)
    """
    if count == _HALF:
        return {"P1Y": "P6M", "P1D": "PT12H"}.get(iso)
    digits = "".join(character for character in iso if character.isdigit())
    total = int(digits) * count
    return iso.replace(digits, str(int(total))) if total == int(total) else None


def _compound(measure: Measure, unit: Unit) -> None:
    """毫克/升: two units of measurement with codes make one unit."""
    below = units().get(measure.shared.per[0])
    if (
        below is None
        or unit.kind != "physical"
        or below.kind != "physical"
        or not unit.code
        or not below.code
    ):
        return
    measure.unit = _over(unit, below)
    measure.shared = Shared(measure.shared.per[1:], measure.shared.period)


def _over(unit: Unit, below: Unit) -> Unit:
    code = f"{unit.code}/{below.code}" if unit.code and below.code else None
    return replace(unit, name=f"{unit.name}/{below.name}", code=code, kind="physical", iso="")
