"""Points: weights (分值, 权重) and scores (得分)."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.forms.text import squeeze

_POINTS = re.compile(r"\(?(\d+(?:\.\d+)?)(?:分|%)?\)?")


def read(text: str) -> Decimal | None:
    """The number of points; None where the text is not one number. Percent are points of 100.

    >>> read("10分"), read("９.５"), read("优")
    (Decimal('10'), Decimal('9.5'), None)
    """
    match = _POINTS.fullmatch(squeeze(text))
    return Decimal(match[1]) if match else None
