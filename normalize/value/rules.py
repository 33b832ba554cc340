"""Rules that read a value off the letters of its chunks (chunks.py). The order is that in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from normalize.value import calendar_rules, frequency_rules, pair_rules, quantity_rules
from normalize.value.chunk import Chunk
from normalize.value.draft import Draft


class Rule(NamedTuple):
    """`pattern` must cover the letters of all chunks; `build` may still refuse by returning None."""

    name: str
    pattern: re.Pattern[str]
    build: Callable[[Sequence[Chunk]], Draft | None]


# Tried in order; the first whose pattern covers all chunks, and that does not refuse, wins.
RULES = (
    Rule("measure", re.compile("[LCANGBEWVIQ]*M[SALEIGUQW]*"), quantity_rules.measure),
    Rule("date", re.compile("[LkCAQ]*Y[KJALU]*Q?L?"), calendar_rules.date),
    Rule("habit", re.compile("[LEH]*[EH]L?U?"), frequency_rules.habit),
    Rule("range", re.compile("[LCANGBEW]*Mi?DMi?[SALEGUW]*"), pair_rules.from_to),
    Rule("said_twice", re.compile("L?M[QL]MS+L?"), pair_rules.said_twice),
    Rule("between", re.compile("L?M[DQ]ML"), pair_rules.between),
    Rule("whole_year", re.compile("WL?"), calendar_rules.whole_year),
    Rule("interval", re.compile("[Lk]*YJ?DYK?L?"), calendar_rules.interval),
    Rule("two_sided", re.compile("L?MC[VL]?CML?|L?(?:CM|MS)[LQ]?(?:CM|MS)L?"), pair_rules.two_sided),
    Rule("tolerance", re.compile("[LCEBG]*M?PM[SL]*"), pair_rules.tolerance),
    Rule("recurring_deadline", re.compile("L?E+L?[MY][KJS]L?|L?E+[MY]L?"), calendar_rules.recurring),
    Rule("once_a_quarter", re.compile("L?YL?[CA]?M(?:DM)?[SL]*"), frequency_rules.once_a_quarter),
    Rule("times_in_span", re.compile("L?ML?[CA]?M(?:DM)?[SL]*"), frequency_rules.times_in_span),
    Rule("when", re.compile("L?YL?[LCANGBEW]*M[SALEIGU]*"), quantity_rules.when),
    Rule("ratio", re.compile("[LCA]*R[SAL]*"), quantity_rules.ratio),
    Rule("rank", re.compile("[LCkYW]*O[SL]*"), quantity_rules.rank),
)  # fmt: skip


def single(found: Sequence[Chunk]) -> Draft | None:
    """The value that all the chunks together state; None where no rule covers them."""
    letters = "".join(chunk.letter for chunk in found)
    for rule in RULES:
        if rule.pattern.fullmatch(letters):
            draft = rule.build(found)
            if draft is not None:
                return draft
    return None
