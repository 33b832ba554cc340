"""Numbers as people write them, to exact Decimals: `1,030,700.00`, `１.2万`, `十二万三千`, `壹佰`, `二〇二四`."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact
from functools import lru_cache

from jixiao.forms.text import squeeze
from jixiao.forms.words import load

# Every product below is exact or it raises: the process's own decimal context (28 digits) would round.
EXACT = Context(prec=100, traps=[Inexact])
# More digits than any form prints: such a text is no number of ours.
LONGEST = 24
# 千万亿 is 15; scales that go on say nothing.
HIGHEST_POWER = 16

DIGITS = {word: int(digit) for word, digit in load("numerals", "digits").items()}
SCALES = {word: int(power) for word, power in load("numerals", "scales").items()}
TENS = dict(load("numerals", "tens"))
HAN = "".join((*DIGITS, *SCALES, *TENS))

ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d.])|\d+(?:\.\d+)?(?![\d.])")
_WITH_SCALE = re.compile(rf"([-+]?)({ARABIC.pattern})([{''.join(SCALES)}]*)", re.VERBOSE)


def number(text: str) -> Decimal | None:
    """The number that the whole text states; None where it states anything else, or nothing.

    >>> number("1,030,700.00"), number("1.2万"), number("十二万三千"), number("二〇二四")
    (Decimal('1030700.00'), Decimal('12000.0'), Decimal('123000'), Decimal('2024'))
    >>> number("一流"), number("12,34"), number("")
    (None, None, None)
    """
    text = squeeze(text)
    if len(text) > LONGEST:
        return None
    if match := _WITH_SCALE.fullmatch(text):
        sign, digits, scales = match.groups()
        return times_ten(Decimal(sign + digits.replace(",", "")), sum(SCALES[scale] for scale in scales))
    return han(text)


def times_ten(value: Decimal, power: int) -> Decimal:
    """The value times a power of ten, exact, without exponent.

    >>> times_ten(Decimal("17.92"), 4)
    Decimal('179200.00')
    """
    if not power:
        return value
    return EXACT.multiply(value, Decimal(10) ** power) if power > 0 else EXACT.scaleb(value, power)


@lru_cache(maxsize=4096)
def han(text: str) -> Decimal | None:
    """The number that a Chinese numeral states; None where it is none, or is not well formed.

    Digits one by one are read from three on (`二〇二四`): two of them mean `about` (`三五个`).

    >>> han("二十"), han("壹佰零五"), han("两百"), han("三亿五千万"), han("一百二")
    (Decimal('20'), Decimal('105'), Decimal('200'), Decimal('350000000'), None)
    """
    if len(text) > LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    if point:
        return _with_decimals(whole, decimals)
    if not text or any(character not in HAN for character in text):
        return None
    for word, tens in TENS.items():
        text = text.replace(word, tens)
    if all(character in DIGITS for character in text):
        return _one_by_one(text)
    return _by_sections(text)


def _with_decimals(whole: str, decimals: str) -> Decimal | None:
    """`九十七点五`."""
    value = han(whole)
    if value is None or not decimals or any(digit not in DIGITS for digit in decimals):
        return None
    return value + Decimal("0." + "".join(str(DIGITS[digit]) for digit in decimals))


def _one_by_one(text: str) -> Decimal | None:
    """`二〇二四` -> 2024; a single digit is itself."""
    if len(text) == 2 or (len(text) > 1 and "两" in text):
        return None
    return Decimal("".join(str(DIGITS[digit]) for digit in text))


def _by_sections(text: str) -> Decimal | None:
    """`三亿五千万零六` : sections of at most four digits, each times 亿, 万 or one."""
    total = 0
    for power in (8, 4):
        split = max(text.rfind(word) for word in SCALES if SCALES[word] == power)
        if split < 0:
            continue
        head, text = text[:split], text[split + 1 :]
        high = han(head) if power == 8 else _section(head)
        if high is None or not high or total % 10 ** (power + 4):
            return None
        total += int(high) * 10**power
        if not text:
            return Decimal(total)
        if DIGITS.get(text[0]) != 0 and total and SCALES.get(text[1:2], 0) not in (3, 4, 2, 1):
            return None  # 三万五: colloquial for 35000
    low = _section(text.lstrip("零〇")) if text.strip("零〇") else None
    return None if low is None else Decimal(total + int(low))


def _section(text: str) -> Decimal | None:
    """A numeral below 10,000: `三千零五十`, `十二`, `二百五十`."""
    total, power_above, zero = 0, 4, False
    position = 0
    while position < len(text):
        character = text[position]
        if DIGITS.get(character) == 0:
            zero, position = True, position + 1
            continue
        if SCALES.get(character) == 1 and total == 0 and not zero:  # 十二: the one is left out
            digit, power, position = 1, 1, position + 1
        elif character in DIGITS:
            digit = DIGITS[character]
            power = SCALES.get(text[position + 1 : position + 2], 0)
            position += 2 if power else 1
        else:
            return None
        if power >= power_above or power > 3 or (power < power_above - 1 and power_above < 4 and not zero):
            return None  # 一百二 or 二百千
        total, power_above, zero = total + digit * 10**power, power, False
    return Decimal(total) if total and not zero else None
