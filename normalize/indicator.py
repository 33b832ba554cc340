"""A row of the indicator block becomes typed: levels, name, values, points."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from jixiao.forms.finding import Finding
from jixiao.forms.raw import RawIndicator, RawText
from jixiao.forms.record import Indicator, Level, Value
from normalize import doubt, level, points, value
from normalize.blank import is_blank


def indicator(
    row: RawIndicator, number: int, money_unit: str, year: int | None
) -> tuple[Indicator, tuple[Finding, ...]]:
    """The typed row, and the doubts about its values and points."""
    level1, level2 = _level(row.level1, level.level1), _level(row.level2, level.level2)
    level3 = _level(row.name, level.name)
    category = level.category(level1.name, level2.name)
    context = value.Context(
        comparator=_raw(row.comparator),
        unit=_raw(row.unit).strip() or row.header_unit,
        name=level3.name,
        category=category,
        money_unit=money_unit,
        year=year,
    )
    target = value.read(_raw(row.value), context)
    actual = value.actual(row.actual.text, target, context) if row.actual else None
    typed = Indicator(
        number=number,
        level1=level1,
        level2=level2,
        level3=level3,
        category=category,
        value=target,
        place=row.place,
        certainty=row.certainty,
        horizon=row.horizon,
        value_column=row.value_column,
        parent=row.parent,
        comparator_raw=_raw(row.comparator),
        unit_raw=_raw(row.unit),
        standard=_raw(row.standard),
        explanation=_raw(row.explanation),
        note=_raw(row.note),
        weight=points.read(_raw(row.weight)),
        actual=actual,
        attained=value.attained(target, actual) if actual else None,
        score=points.read(_raw(row.score)),
        deviation=_raw(row.deviation),
    )
    findings = (
        *_value_findings(target, row.value, number),
        *_value_findings(actual, row.actual, number),
        *_points_findings(row, number),
    )
    return typed, findings


def _raw(text: RawText | None) -> str:
    return text.text if text else ""


def _level(text: RawText | None, standard: Callable[[str], str]) -> Level:
    return Level(standard(text.text), text.text, text.place) if text else Level()


def _value_findings(read: Value | None, text: RawText | None, number: int) -> Iterator[Finding]:
    """One for each assumption of the reading, its parts included, and one where it gave up."""
    if read is None or text is None:
        return
    issues = dict.fromkeys(issue for part in (read, *read.parts) for issue in part.issues)
    if any(part.status == "unparsed" for part in (read, *read.parts)):
        issues["value-unparsed"] = None
    for issue in issues:
        yield doubt.finding(issue, text.text, text.place, number)


def _points_findings(row: RawIndicator, number: int) -> Iterator[Finding]:
    for text in (row.weight, row.score):
        if text and points.read(text.text) is None and not is_blank(text.text):
            yield doubt.finding("points-unread", text.text, text.place, number)
