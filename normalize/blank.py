"""What stands in a cell that states nothing: blanks, dashes, dots."""

from __future__ import annotations

from normalize import value


def is_blank(text: str) -> bool:
    """True for nothing, and for a placeholder such as `……`, `/`, `—`, `（分级填报）`; false for a template's remains.

    >>> is_blank(" ____ "), is_blank("0"), is_blank("县水务局"), is_blank("XX县道路工程")
    (True, False, False, False)
    """
    if not any(letter.isalnum() for letter in text):
        return True
    read = value.read(text)
    return read.kind == "none" and not read.issues
