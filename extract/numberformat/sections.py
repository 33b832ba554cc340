"""A number format taken apart: sections, tokens, conditions. Source: ECMA-376 part 1, 18.8.31."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from jixiao.forms.words import raw

GENERAL = "General"
_LONGEST_CODE = 255  # Excel takes no longer one; what is longer is read as General


class Token(NamedTuple):
    """A piece of a format; its kind is a name in the pattern below."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """One of the parts between semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None  # [>=100]
    numerals: str = ""  # "DBNum1" …
    chinese: bool = False  # names of days and months in Chinese

    @cached_property
    def kind(self) -> str:
        """What it shows: `date` (times of day too), `text` or `number`."""
        kinds = {token.kind for token in self.tokens}
        if kinds & {"date", "elapsed", "half"}:
            return "date"
        return "text" if "text" in kinds else "number"


_TOKEN = re.compile(
    r"""
      (?P<general>{general})
    | (?P<quoted>"[^"]*"?)
    | [\\!](?P<escaped>.)  # Chinese and Japanese Excel write `!`
    | (?P<pad>_.)
    | (?P<fill>\*.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<half>AM/PM|A/P|{halves})
    | (?P<exponent>E[+-])
    | (?P<split>(?<=[sS\]])\.0+)
    | (?P<date>y+|m+|d+|h+|s+|a{{3,4}}|e+)
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@)
    | (?P<end>;)
    | (?P<literal>.)
    """.format(
        general="|".join(map(re.escape, raw("numberformat")["words"]["general"])),
        halves="/".join(raw("numberformat")["words"]["halves"]),
    ),
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_LOCALE = re.compile(r"\$([^-]*)(?:-(.+))?")  # [$¥-804], [$-zh-CN]
_CHINESE = re.compile(
    r"(?:.*(?:0804|1004|0404|0c04))|zh-.*"
)  # a locale's number, to four digits; or its name


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """The parts of a format code, at most four; of a code that Excel would not take those of General.

    >>> [section.kind for section in sections('0.00;[Red]-0.00;;@')]
    ['number', 'number', 'number', 'text']
    """
    code = code if code.strip() and len(code) <= _LONGEST_CODE else GENERAL
    found: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = str(match.lastgroup)
        if kind == "end":
            found.append([])
        else:
            found[-1].append(Token(kind, match[kind]))
    return tuple(map(_section, found[:4]))


def _section(tokens: list[Token]) -> Section:
    plain: list[Token] = []
    traits: dict[str, Any] = {}
    for kind, text in tokens:
        if kind == "bracket":
            plain += _bracket(text, traits)
        elif kind in ("quoted", "escaped"):
            plain.append(Token("literal", text.strip('"') if kind == "quoted" else text))
        elif kind == "pad":
            plain.append(Token("pad", " "))
        elif kind != "fill":
            plain.append(Token(kind, text))
    system = traits.pop("system", None)
    if system:
        return sections(system)[0]
    return Section(tuple(plain), **traits)


def _bracket(text: str, traits: dict[str, Any]) -> list[Token]:
    """What stands in brackets: [h] and [$¥-804] are shown, the rest are traits of the section."""
    if re.fullmatch(r"h+|m+|s+", text, re.IGNORECASE):
        return [Token("elapsed", text.lower())]
    if condition := _CONDITION.fullmatch(text):
        traits["condition"] = (condition[1], Decimal(condition[2]))
    elif text.upper().startswith("DBNUM") and text[5:] in ("1", "2", "3"):
        traits["numerals"] = f"DBNum{text[5:]}"
    elif locale := _LOCALE.fullmatch(text):
        name = (locale[2] or "").lower()
        traits["system"] = raw("numberformat")["system"].get(name)
        traits["chinese"] = _CHINESE.fullmatch(name.zfill(4)) is not None
        return [Token("literal", locale[1])]
    return []


def choose(parts: tuple[Section, ...], number: Decimal) -> tuple[Section | None, Decimal]:
    """The section that shows the number, and what it shows: one that is for negatives only drops the sign.

    None where every section has a condition and none holds.
    """
    numeric = parts[:3]
    if len(numeric) > 1 and numeric[-1].kind == "text":
        numeric = numeric[:-1]
    if any(section.condition for section in numeric):
        chosen = next((s for s in numeric if s.condition is None or _holds(s.condition, number)), None)
        return chosen, abs(number) if chosen is not None and _is_for_negatives(chosen) else number
    if number < 0 and len(numeric) > 1:
        return numeric[1], -number
    if number == 0 and len(numeric) > 2:
        return numeric[2], number
    return numeric[0], number


def _is_for_negatives(section: Section) -> bool:
    if section.condition is None:
        return False
    sign, bound = section.condition
    return sign in ("<", "<=") and bound <= 0


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]
