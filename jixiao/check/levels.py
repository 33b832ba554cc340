"""Where the classes of indicators hang."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty
from jixiao.forms.record import Form, Indicator
from jixiao.forms.text import squeeze
from jixiao.forms.words import load


def class_under_wrong_level1(form: Form) -> Iterator[Finding]:
    """A second-level class hangs under the first level that the rules give it; one finding for each pair.

    Satisfaction and cost moved between the generations of the rules, so nothing is said about them.
    """
    misplaced: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in form.indicators:
        if indicator.certainty is not Certainty.AMBIGUOUS and _is_misplaced(indicator):
            misplaced.setdefault((indicator.level1.name, indicator.level2.name), []).append(indicator)
    for (level1, level2), indicators in misplaced.items():
        first, *others = indicators
        yield Finding(
            about=About.CONTENT,
            severity=Severity.WARNING,
            rule="class-under-wrong-level1",
            message=f"“{level2}”列在“{level1}”之下（{len(indicators)} 个指标），"
            f"按规定应属“{_parent(level2)}”。",
            place=str(first.level2.place or first.place),
            basis="《中央部门预算绩效目标管理办法》（财预〔2015〕88号）规定的指标分类。",
            indicator_no=first.number,
            related=tuple(f"{form.form_id} {other.place}" for other in others),
        )


def _is_misplaced(indicator: Indicator) -> bool:
    parent = _parent(indicator.level2.name)
    return bool(parent) and indicator.level1.name in _known_levels() and indicator.level1.name != parent


def _parent(level2: str) -> str:
    return load("classes", "parent").get(squeeze(level2), "")


def _known_levels() -> frozenset[str]:
    return frozenset(load("classes", "level1").values())
