"""Characters of symbol fonts: what a person sees where the file gives a font and a code."""

from __future__ import annotations

TICKED, UNTICKED = "☑", "□"
_PRIVATE_USE = 0xF000  # Word adds this to the codes of symbol fonts
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")

_FONTS: dict[str, dict[int, str]] = {
    "symbol": {
        **{0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "•"},
        **{code: chr(code) for code in b" !%()+,./0123456789:;<=>?[]{|}"},
        **{0x2D: "-", 0x61: "α", 0x62: "β", 0x6D: "μ", 0xA5: "∞", 0xAE: "→"},
    },
    "wingdings": {
        **{0xFE: TICKED, 0xFD: "☒", 0xA8: UNTICKED, 0x6F: UNTICKED, 0x71: UNTICKED, 0x72: UNTICKED},
        **{0xFC: "✓", 0xFB: "✗", 0xAB: "★", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xA1: "○", 0xD8: "➢", 0xE0: "→"},
        **{0x80 + number: character for number, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    },
    "wingdings 2": {
        **{0x52: TICKED, 0x53: "☒", 0x54: "☒", 0x51: "☒", 0xA3: UNTICKED, 0x2A: UNTICKED},
        **{0x50: "✓", 0x4F: "✗", 0x97: "●", 0x98: "•"},
        **{0x69 + number: character for number, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
    },
}


def is_font(name: str) -> bool:
    """A font of symbols whose characters are known here."""
    return name.lower() in _FONTS


def shown(font: str, code: int) -> str:
    """The character that stands for `code` in `font`; where that is not known, the code's own character.

    >>> shown("Wingdings 2", 0xF052), shown("Symbol", 0xB3)
    ('☑', '≥')
    """
    low = code - _PRIVATE_USE if _PRIVATE_USE <= code <= _PRIVATE_USE + 0xFF else code
    known = _FONTS.get(font.lower(), {}).get(low)
    if known is not None:
        return known
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def written(font: str, text: str) -> str:
    """A text as it is seen in a font; what the font is not known to change stays.

    >>> written("Wingdings 2", "R\\t"), written("宋体", "R")
    ('☑\\t', 'R')
    """
    if not is_font(font):
        return text
    return "".join(shown(font, ord(character)) or character for character in text)


def raised(text: str) -> str:
    """Raised digits as characters of their own: `10` with a raised `4` is not 104.

    >>> raised("4"), raised("注1")
    ('⁴', '注¹')
    """
    return text.translate(_RAISED)
