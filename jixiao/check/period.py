"""The period that a form states."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.record import Form

PERIOD_FIELDS = ("period_end", "period", "period_start")  # where a doubt about it is shown, by preference


def period_runs_forward(form: Form) -> Iterator[Finding]:
    """A period does not end before it starts."""
    start, end = form.period_start, form.period_end
    if start is None or end is None or start <= end:
        return
    places = {field.field: field.place for field in form.fields}
    place = next((places[name] for name in PERIOD_FIELDS if name in places), form.place)
    yield Finding(
        about=About.CONTENT,
        severity=Severity.ERROR,
        rule="period-runs-forward",
        message=f"实施期的结束日期 {end} 早于开始日期 {start}。",
        place=str(place),
        basis="结束日期不能早于开始日期。",
    )
