"""Units: spellings to canonical names, their kind, their UCUM or ISO 4217 code (vocab/units.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from jixiao.forms.text import squeeze
from jixiao.forms.words import BadVocabulary, raw

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit. `times`: what one of it is in the canonical unit (‰ is 0.1 %)."""

    name: str  # canonical, Chinese
    kind: str  # count, physical, duration, money, percent, score
    code: str | None  # UCUM, ISO 4217, "1" for measure words; None where there is none
    times: Decimal = _ONE
    iso: str = ""  # ISO 8601 duration of one, of a unit of time


@cache
def units() -> MappingProxyType[str, Unit]:
    """{spelling, squeezed: Unit}. Raises BadVocabulary where one spelling has two meanings."""
    table: dict[str, Unit] = {}
    for spelling, unit in _entries():
        word = squeeze(spelling)
        if table.setdefault(word, unit) != unit:
            raise BadVocabulary(f"units.toml: {word!r} is both {table[word].name} and {unit.name}")
    return MappingProxyType(table)


def _entries() -> list[tuple[str, Unit]]:
    vocabulary = raw("units")
    entries = [(word, Unit(word, "count", "1")) for word in vocabulary["count"]["words"]]
    for name, spellings in vocabulary["count_spellings"].items():
        entries += [(spelling, Unit(name, "count", "1")) for spelling in spellings]
    for kind in ("physical", "duration", "money", "percent", "score"):
        for key, entry in vocabulary[kind].items():
            unit = Unit(
                name=entry.get("name", key),
                kind=kind,
                code=entry["code"] or None,
                times=Decimal(entry.get("times", "1")),
                iso=entry.get("iso", ""),
            )
            entries += [(spelling, unit) for spelling in entry["spellings"]]
    return entries
