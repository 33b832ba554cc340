"""Target values that cannot be meant as they are written."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.numbers import decimal_text
from jixiao.forms.record import Form, Indicator, Value
from jixiao.forms.text import one_line

AT_LEAST = frozenset({"ge", "gt"})
SHARES = frozenset({"satisfaction", "output.quality"})  # percentages there are parts of a whole
WHOLE = 100


def cost_has_a_ceiling(form: Form) -> Iterator[Finding]:
    """A cost in money is kept down: `≥26万元` says the opposite."""
    for indicator in form.indicators:
        is_cost = indicator.category.startswith("cost")
        for value in _sure(indicator):
            if is_cost and value.kind == "money" and value.comparator in AT_LEAST:
                yield _finding(
                    indicator,
                    Severity.WARNING,
                    "cost-has-a-ceiling",
                    f"成本指标“{_name(indicator)}”写作“{_written(indicator, value)}”，是下限而不是上限。",
                    "成本指标反映成本控制，目标是不超过某数。",
                )


def share_within_the_whole(form: Form) -> Iterator[Finding]:
    """A share of satisfied people, of work that passed, is at most 100 %."""
    for indicator in form.indicators:
        for value in _sure(indicator):
            is_share = indicator.category in SHARES and value.kind == "percent" and value.change is None
            if is_share and value.lower is not None and value.lower > WHOLE:
                yield _finding(
                    indicator,
                    Severity.WARNING,
                    "share-within-the-whole",
                    f"“{_name(indicator)}”的目标值 {decimal_text(value.lower)}% 超过 100%。",
                    "部分不能超过全体。",
                )


def deadline_within_period(form: Form) -> Iterator[Finding]:
    """What a form wants done lies within the period that it states."""
    for indicator in form.indicators:
        for value in _sure(indicator):
            if form.period_end is None or value.end is None or value.end <= form.period_end:
                continue
            yield _finding(
                indicator,
                Severity.INFO,
                "deadline-within-period",
                f"“{_name(indicator)}”的期限 {value.end} 晚于实施期的结束日期 {form.period_end}。",
                "指标应在实施期内完成。",
            )


def _sure(indicator: Indicator) -> tuple[Value, ...]:
    """The values of an indicator that were read without an assumption."""
    values = (indicator.value, *indicator.value.parts)
    return tuple(value for value in values if value.status == "ok" and indicator.certainty != "ambiguous")


def _name(indicator: Indicator) -> str:
    return one_line(indicator.level3.name)


def _written(indicator: Indicator, value: Value) -> str:
    """The value with what stands in columns of its own: `≥` and `34` and `万元`."""
    return one_line(f"{indicator.comparator_raw}{value.raw}{indicator.unit_raw}")


def _finding(indicator: Indicator, severity: Severity, rule: str, message: str, basis: str) -> Finding:
    return Finding(
        about=About.CONTENT,
        severity=severity,
        rule=rule,
        message=message,
        place=str(indicator.place),
        basis=basis,
        indicator_no=indicator.number,
    )
