"""How a decimal is written, in tables and in sentences."""

from __future__ import annotations

from decimal import Decimal


def decimal_text(number: Decimal) -> str:
    """A decimal without exponent, thousands separator or trailing zeros; every digit kept.

    >>> decimal_text(Decimal("1.10E+6")), decimal_text(Decimal("0.500")), decimal_text(Decimal("-0.0"))
    ('1100000', '0.5', '0')
    """
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
