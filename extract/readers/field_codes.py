r"""Fields that keep no result in the file: what a person sees is worked out from their code.

In Chinese forms `EQ \o\ac(○,1)` draws ①, `EQ \o\ac(□,√)` a ticked box ("enclosed characters"), `SYMBOL 254 \f
Wingdings` a ticked box too, `EQ \o\ad(\s\up 9(jì),绩)` a character with its reading above, which is left out.
All other fields show the result that the file holds.
"""

from __future__ import annotations

import re

from extract.readers import symbols

_RUBY = re.compile(r"\\o\\a[a-z]\(\\s\\up\s*\d+\([^()]*\)[,;]([^()]*)\)", re.IGNORECASE)
_FORMAT = re.compile(r'\\\*\s*(?:"[^"]*"|\w+)')  # \* jc2 \* "Font:宋体": how, not what
_SWITCH = re.compile(r"\\[a-z]+\d*", re.IGNORECASE)
_INNERMOST = re.compile(r"(\\[a-z0-9\\ ]*)?\(([^()]*)\)", re.IGNORECASE)
_SEPARATOR = re.compile("[,;]")
_SYMBOL = re.compile(
    r"SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s+(?:\"([^\"]*)\"|(\S+)))?", re.IGNORECASE | re.DOTALL
)
_LONGEST = 500  # characters of a code; real ones have some 30
_RINGS, _BOXES, _TICKS = "○〇◯O", "□口", "√✓✔"


def shown(code: str) -> str:
    r"""What a field without a result shows; "" for a code that shows nothing.

    >>> shown(r" EQ \o\ac(○,2) "), shown(r"eq \o(□,√)"), shown(r"EQ \f(1,2)")
    ('②', '☑', '1/2')
    >>> shown(r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(jì),绩)')
    '绩'
    >>> shown(r'SYMBOL 254 \f "Wingdings" \s 12'), shown(" PAGE ")
    ('☑', '')
    """
    code = code.strip()[:_LONGEST]
    if code[:2].upper() == "EQ":
        return _equation(_RUBY.sub(r"\1", _FORMAT.sub("", code[2:])))
    if match := _SYMBOL.match(code):
        return symbols.shown(match[2] or match[3] or "", int(match[1], 0))
    return ""


def _equation(code: str) -> str:
    """The arguments of an EQ field, from the innermost out."""
    previous = None
    while code != previous:
        previous, code = code, _INNERMOST.sub(_combined, code)
    return _SWITCH.sub("", code).strip()


def _combined(match: re.Match[str]) -> str:
    """The arguments of one switch as they are drawn together."""
    switch = (match[1] or "").replace(" ", "").lower()
    arguments = [argument.strip() for argument in _SEPARATOR.split(match[2])]
    if switch.startswith("\\f"):
        return "/".join(arguments)
    if switch.startswith("\\o") and len(arguments) == 2:
        return _enclosed(*arguments)
    return "".join(arguments) if switch else f"（{match[2]}）"


def _enclosed(frame: str, content: str) -> str:
    """A character in a ring or a box."""
    if frame in _RINGS and content.isdecimal() and 1 <= int(content) <= 20:
        return chr(ord("①") + int(content) - 1)
    if frame in _BOXES and content in _TICKS:
        return symbols.TICKED
    return content if frame in _RINGS + _BOXES else frame + content
