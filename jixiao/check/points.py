"""Points: weights that make the whole, scores that stay within them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.numbers import decimal_text
from jixiao.forms.record import Form

# All indicators together; or without the 10 points of budget execution; or as shares of 1.
WHOLES = (Decimal(100), Decimal(90), Decimal(1))
USUAL_KINDS = frozenset({"output", "benefit", "satisfaction"})


def weights_make_the_whole(form: Form) -> Iterator[Finding]:
    """The weights of all indicators make 100, or 90 where budget execution has 10 points of its own.

    Silent where a weight is missing or stands elsewhere: on a parent row, once for several value columns; where
    the reading of the form is in doubt; and where points are short on a form that may have been cut, because it
    lacks one of the usual kinds.
    """
    weights = [indicator.weight for indicator in form.indicators if indicator.weight is not None]
    total = sum(weights, Decimal(0))
    may_be_cut = total < max(WHOLES) and not _has_usual_kinds(form)
    if total in WHOLES or may_be_cut or form.status == "review" or not _all_weighed(form):
        return
    yield Finding(
        about=About.CONTENT,
        severity=Severity.INFO,
        rule="weights-make-the-whole",
        message=f"{len(weights)} 个指标的权重合计 {decimal_text(total)}，"
        f"不是 100，也不是不含预算执行率的 90。",
        place=str(form.indicators[0].place),
        basis="《项目支出绩效评价管理办法》（财预〔2020〕10号）：预算执行率 10%，各级指标 90%，合计 100%。",
    )


def _all_weighed(form: Form) -> bool:
    """Whether there are indicators, and each has its own weight in the only place for it."""
    return bool(form.indicators) and not any(
        indicator.weight is None or indicator.parent or indicator.value_column
        for indicator in form.indicators
    )


def _has_usual_kinds(form: Form) -> bool:
    """Whether output, benefit and satisfaction are all there, as the rules want of every form."""
    kinds = {indicator.category.partition(".")[0] for indicator in form.indicators}
    return kinds >= USUAL_KINDS


def score_within_weight(form: Form) -> Iterator[Finding]:
    """No indicator scores more than its weight."""
    for indicator in form.indicators:
        if indicator.score is None or indicator.weight is None or indicator.score <= indicator.weight:
            continue
        yield Finding(
            about=About.CONTENT,
            severity=Severity.WARNING,
            rule="score-within-weight",
            message=f"“{indicator.level3.name}”得分 {decimal_text(indicator.score)}，"
            f"高于分值 {decimal_text(indicator.weight)}。",
            place=str(indicator.place),
            basis="得分以分值为限。",
            indicator_no=indicator.number,
        )
