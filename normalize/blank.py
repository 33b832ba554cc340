"""What stands in a cell that states nothing: blanks, dashes, dots, template remains."""

from __future__ import annotations

from normalize import value


def is_blank(text: str) -> bool:
    """True for nothing, and for a placeholder such as `……`, `/`, `—`, `**`, `（分级填报）`.

    >>> is_blank(" —— "), is_blank("0"), is_blank("县水务局")
    (True, False, False)
    """
    return value.read(text).kind == "none"
