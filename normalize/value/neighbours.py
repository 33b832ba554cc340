"""What the cells around a value say: unit column, name, form's money unit, comparator column. The cell itself wins."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jixiao.forms.text import squeeze
from jixiao.forms.words import load
from normalize.value import qualities
from normalize.value.chunk import AFTER, MEASURE
from normalize.value.chunks import chunks
from normalize.value.context import Context
from normalize.value.draft import Draft
from normalize.value.measures import NOT_SHARED, Measure, Shared
from normalize.value.numerals import EXACT, times_ten
from normalize.value.tokens import tokenise
from normalize.value.units import Unit

_COMPARATORS = {**load("comparators", "before"), **load("comparators", "after")}
_CLASSES = load("comparators", "column_only")


# ------------------------------------------------------------------ units


def settle_unit(draft: Draft, context: Context) -> str:
    """The unit out of the cell, the column, the name, the form; returns where the scale came from."""
    if draft.kind in ("ratio", "rank"):
        return "inline"
    column = column_unit(context.unit) if context.unit else None
    if draft.unit is not None:
        if column is not None:
            _compare(draft, column)
        return "inline"
    if column is not None:
        if draft.bare_scale and column.scale:
            draft.doubt("unit_conflict")
            _apply(draft, replace(column, scale=None))
            return "inline"
        inline = draft.scale is not None
        if column.unit is None and column.scale:  # 万 alone: of money, of people, or a cut 万元
            draft.doubt("unit_missing")
        _apply(draft, column)
        return "inline" if inline else "column"
    if context.unit and not _says_nothing(context.unit):
        draft.doubt("unit_unknown")
    named = _name_unit(context.name) if context.name else None
    if named is not None:
        if draft.bare_scale and named.scale:
            draft.doubt("unit_conflict")
            named = replace(named, scale=None)
        draft.doubt("unit_from_name")
        _apply(draft, named)
        return "header"
    return _money_of_the_form(draft, context)


def _compare(draft: Draft, column: Measure) -> None:
    """The cell wins; a column that says something else is a doubt, one that adds a denominator is not."""
    ours, theirs = draft.unit, column.unit
    if ours is None or theirs is None:
        return
    alike = ours.name == theirs.name or (ours.code == theirs.code and ours.code not in (None, "1"))
    if not alike or not _nested(draft.shared, column.shared):
        draft.doubt("unit_conflict")
    else:
        draft.shared = draft.shared + column.shared


def _nested(one: Shared, other: Shared) -> bool:
    """Does one of the two only add denominators to the other: 元/人 and 元/人·月?"""
    times = {period for period in (one.period, other.period) if period}
    ours, theirs = set(one.per), set(other.per)
    return len(times) < 2 and (ours <= theirs or theirs <= ours)


def _apply(draft: Draft, measure: Measure) -> None:
    """A unit that stands outside the cell, to the numbers in it."""
    factor = measure.unit.times if measure.unit else Decimal(1)
    for name in ("number", "lower", "upper", "nominal", "tolerance"):
        value = getattr(draft, name)
        if value is not None:
            setattr(draft, name, times_ten(EXACT.multiply(value, factor), measure.scale or 0))
    draft.unit, draft.unit_text = measure.unit, measure.unit_text
    draft.shared = draft.shared + measure.shared
    if measure.scale:
        draft.scale = (draft.scale or 0) + measure.scale


@lru_cache(maxsize=4096)
def column_unit(text: str) -> Measure | None:
    """What a unit column says; None where it holds nothing that could be a unit.

    A word that no vocabulary lists is taken as a measure word, and marked.
    """
    text = _HINT.sub("", _TITLE.sub("", _bare(text)), count=1)
    found = chunks(tokenise(f"0{text}")) if text else []
    if [chunk.letter for chunk in found] in ([MEASURE], [MEASURE, AFTER]):
        measure: Measure = found[0].meaning
        return measure if measure.unit is not None or measure.scale is not None else None
    if _MEASURE_WORD.fullmatch(text) and text not in _CLASSES:
        return Measure(Decimal(0), Unit(text, "count", None), shared=Shared(unknown=True))
    return None


@lru_cache(maxsize=4096)
def _unit_comparator(text: str) -> str | None:
    """What a unit column says beside its unit: `≥%`, `%以上`; None where it says nothing of the kind."""
    text = _TITLE.sub("", _bare(text))
    before = _SIGNS.match(text)
    if before:
        return _COMPARATORS.get(before[0])
    found = chunks(tokenise(f"0{text}")) if text else []
    return found[1].meaning if [chunk.letter for chunk in found] == [MEASURE, AFTER] else None


def _bare(column: str) -> str:
    """Without brackets around the whole."""
    text = squeeze(column)
    return text[1:-1] if text.startswith("(") and text.endswith(")") else text


def _says_nothing(column: str) -> bool:
    """A placeholder, or the class of the indicator."""
    text = squeeze(column)
    word = qualities.whole(text)
    return text in _CLASSES or (word is not None and word.kind in ("none", "boolean"))


_MEASURE_WORD = re.compile(r"[\u4e00-\u9fff]{1,4}(?:[(/][\u4e00-\u9fff]{1,3}\)?)?")
_BRACKETS = re.compile(r"\(([^()]*(?:\([^()]*\))?[^()]*)\)")
_TITLE = re.compile(r"^(?:(?:计量|度量|金额)?单位:)?")
_NAME_TITLE = re.compile(r"^(?:计量)?单位:?")
_SIGNS = re.compile(r"(?:[≥≤<>=]|不低于|不超过|不少于)+")
_HINT = re.compile(rf"(?:{_SIGNS.pattern})?[*×xX_…]*")


@lru_cache(maxsize=4096)
def _name_unit(name: str) -> Measure | None:
    """The unit that an indicator's name states in brackets: `道路里程（公里）`, `完成率（≥**%）`."""
    for inner in reversed(_BRACKETS.findall(squeeze(name))):
        unit = _HINT.sub("", _NAME_TITLE.sub("", inner), count=1)
        found = chunks(tokenise(f"0{unit}")) if unit else []
        if len(found) == 1 and found[0].letter == MEASURE and found[0].meaning.unit is not None:
            return found[0].meaning  # type: ignore[no-any-return]
    return None


_NOT_MONEY = re.compile(
    "(?:率|比例|比重|占比|度|数量|人数|次数|户数|个数|面积|里程|长度|天数|时间|时限)(?:\\(.*)?$"
)


def _money_of_the_form(draft: Draft, context: Context) -> str:
    """A bare number in a cost row takes the form's money unit; 250万 takes yuan."""
    unit = column_unit(context.money_unit) if context.money_unit else None
    costs = context.category.startswith("cost") and not _NOT_MONEY.search(squeeze(context.name))
    if not costs or unit is None or unit.kind != "money" or draft.kind or draft.change:
        if draft.shared.per:
            draft.doubt("unit_missing")
        return "inline"
    if draft.bare_scale:
        draft.doubt("unit_from_form")
        draft.unit = unit.unit
        return "inline"
    if draft.shared != NOT_SHARED:
        draft.doubt("unit_missing")
        return "inline"
    draft.doubt("scale_from_header")
    _apply(draft, unit)
    draft.scale = unit.scale or 0
    return "header"


# ------------------------------------------------------------------ comparators


def column_comparator(text: str) -> str | None:
    """Our name of the comparator in a column; None for a class (定性), a placeholder, a blank.

    >>> column_comparator("大于等于"), column_comparator("正向（≥）"), column_comparator("≥/≤")
    ('ge', 'ge', None)
    """
    if not text:
        return None
    whole = _COMPARATORS.get(squeeze(text))
    named = {_COMPARATORS[piece] for piece in _PIECES.split(squeeze(text)) if piece in _COMPARATORS}
    return whole or (named.pop() if len(named) == 1 else None)


_PIECES = re.compile("[()/:、]")


def settle_comparator(draft: Draft, context: Context) -> str:
    """The cell's; else the column's; else equal. A column that says something else is a doubt."""
    column = column_comparator(context.comparator)
    beside = _unit_comparator(context.unit) if context.unit else None
    if beside and column and beside != column:
        draft.doubt("comparator_conflict")
    column = column or beside
    cell = draft.comparator
    if cell is None:
        if column == "approx":
            draft.approximate = True
        return column or "eq"
    if column is not None and not _agree(draft, cell, column):
        draft.doubt("comparator_conflict")
    return cell


def _agree(draft: Draft, cell: str, column: str) -> bool:
    """`=` goes with a range or 约, `≥` with 500余."""
    if column == "eq" and cell in ("range", "approx"):
        return True
    return cell == column or (draft.approximate and column in ("ge", "le") and cell[0] == column[0])
