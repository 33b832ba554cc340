"""A number under one section of a format."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from itertools import takewhile

from extract.numberformat.numerals import digits_in, numeral
from extract.numberformat.sections import Section, Token

WIDE = Context(prec=2000)  # 1E308 under a format with 255 places


def general(number: Decimal) -> str:
    """A number in the format General: a fraction within 11 characters, a whole number in full.

    >>> general(Decimal(1) / 3), general(Decimal("123456789012")), general(Decimal("-2.50"))
    ('0.333333333', '123456789012', '-2.5')
    """
    size = number.adjusted()
    if size > 20:  # no amount and no code is that long
        return f"{number:.5E}"
    places = 9 - max(0, size) if size > -5 else 5 - size
    text = f"{rounded(number, max(0, places)):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def rounded(number: Decimal, places: int) -> Decimal:
    """The number to so many places, halves away from zero, as Excel rounds."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, WIDE)


def number_text(section: Section, number: Decimal) -> str:
    """The number as the section shows it, blanks that align it included."""
    tokens = section.tokens
    kinds = [token.kind for token in tokens]
    if "slash" in kinds and "digit" in kinds:
        return _fraction_text(section, number)
    number = number.scaleb(2 * kinds.count("percent"), WIDE)
    if "digit" not in kinds:
        text = "".join(_general_token(section, token, abs(number)) for token in tokens)
        return _signed(number, text, size=number)
    if "exponent" in kinds:
        return _exponent_text(section, number)
    return _fixed_text(section, number)


def _general_token(section: Section, token: Token, number: Decimal) -> str:
    if token.kind == "general":
        return numeral(general(number), section.numerals)
    return token.text


def _signed(number: Decimal, text: str, *, size: Decimal | Fraction) -> str:
    """The text with its minus; none where what is shown of the size is zero."""
    return f"-{text}" if number < 0 and size else text


def _fixed_text(section: Section, number: Decimal) -> str:
    """A number with a fixed count of places: `#,##0.00`, `0`, `000-0000`, `0.0,`."""
    tokens = section.tokens
    point = next((at for at, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    whole, places = [at for at in digits if at < point], [at for at in digits if at > point]
    between = range(whole[0], whole[-1]) if whole else range(0)
    commas = [at for at, token in enumerate(tokens) if token.kind == "comma"]
    scale = sum(at not in between for at in commas)  # each comma behind the digits divides by a thousand
    size = rounded(abs(number).scaleb(-3 * scale, WIDE), len(places))
    before, _, after = f"{size:f}".partition(".")
    grouped = len(commas) > scale
    texts = _whole_digits(tokens, whole, before.lstrip("0"), grouped) | _place_digits(tokens, places, after)
    if not any(texts[at].strip() for at in places):
        texts[point] = ""
    shown = (texts.get(at, _beside(token)) for at, token in enumerate(tokens))
    return _signed(number, digits_in("".join(shown), section.numerals), size=size)


def _beside(token: Token) -> str:
    """What a token that is no digit shows in a number."""
    return "" if token.kind == "comma" else token.text


_BLANK_DIGIT = {"0": "0", "#": "", "?": " "}  # what a placeholder shows where the number has no digit


def _whole_digits(tokens: tuple[Token, ...], at: list[int], digits: str, grouped: bool) -> dict[int, str]:
    """{token: its digits} before the point, from the right; the first placeholder takes all that is left."""
    texts: dict[int, str] = {}
    count = 0
    for position in reversed(at):
        take = digits if position == at[0] else digits[-1:]
        digits = digits[: len(digits) - len(take)]
        piece = ""
        for digit in reversed(take or _BLANK_DIGIT[tokens[position].text]):
            comma = "," if grouped and count and count % 3 == 0 and digit != " " else ""
            piece = digit + comma + piece
            count += 1
        texts[position] = piece
    return texts


def _place_digits(tokens: tuple[Token, ...], at: list[int], digits: str) -> dict[int, str]:
    """{token: its digit} after the point; zeros at the end show as their placeholders want."""
    kept = len(digits.rstrip("0"))
    pairs = enumerate(zip(at, digits, strict=True))
    return {p: digit if n < kept else _BLANK_DIGIT[tokens[p].text] for n, (p, digit) in pairs}


def _exponent_text(section: Section, number: Decimal) -> str:
    """`0.00E+00`; digits before the point (`##0.0E+0`) make the exponent a multiple of their number."""
    tokens = section.tokens
    at = next(n for n, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, tail = tokens[:at], tokens[at + 1 :]
    point = next((n for n, token in enumerate(mantissa) if token.kind == "point"), at)
    step = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    places = sum(token.kind == "digit" for token in mantissa[point:])
    power = _power(number, step, places)
    small = _fixed_text(Section(mantissa), number.scaleb(-power, WIDE))
    sign = "-" if power < 0 else tokens[at].text[1:].replace("-", "")
    width = sum(token.kind == "digit" for token in tail)
    end = "".join(token.text for token in tail if token.kind != "digit")
    return f"{small}E{sign}{abs(power):0{width}d}{end}"


def _power(number: Decimal, step: int, places: int) -> int:
    if number == 0:
        return 0
    power = number.adjusted() // step * step
    mantissa = rounded(number.scaleb(-power, WIDE), places)
    return power if mantissa.adjusted() < step else power + step  # 9.996 shows as 1.00E+01


def _fraction_text(section: Section, number: Decimal) -> str:
    """`# ?/?`, `?/?`, `# ??/16`: the nearest fraction whose denominator is as long, or is the one given."""
    tokens = section.tokens
    slash = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    below = "".join(takewhile(_BELOW.__contains__, (token.text for token in tokens[slash + 1 :])))
    above = [at for at, token in enumerate(tokens[:slash]) if token.kind == "digit"]
    mixed = bool(above) and above[-1] - above[0] >= len(above)  # a blank parts the whole from the fraction
    size = _nearest(Fraction(abs(number)), below)
    whole, rest = divmod(size, 1) if mixed else (0, size)
    denominator = int(below) if below.isdigit() and int(below) else rest.denominator
    pieces = [str(whole)] if whole or not rest else []
    if rest:
        pieces.append(f"{int(rest * denominator)}/{denominator}")
    before = "".join(token.text for token in tokens[: above[0] if above else slash])
    after = "".join(token.text for token in tokens[slash + 1 + len(below) :])
    return _signed(number, before + digits_in(" ".join(pieces), section.numerals) + after, size=size)


_BELOW = frozenset("0123456789#?")


def _nearest(size: Fraction, below: str) -> Fraction:
    if below.isdigit() and int(below):
        return Fraction(round(size * int(below)), int(below))
    return size.limit_denominator(10 ** min(max(1, len(below)), 9) - 1)
