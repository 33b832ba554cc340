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

    Where a level was carried down or deduced, it is our reading that the misplaced class speaks against: then each
    row is doubted. Satisfaction and cost moved between the generations of the rules, so nothing is said about them.
    """
    printed: dict[tuple[str, str], list[Indicator]] = {}
    for indicator in filter(_is_misplaced, form.indicators):
        if indicator.certainty is Certainty.EXACT:
            printed.setdefault((indicator.level1.name, indicator.level2.name), []).append(indicator)
        elif indicator.certainty is not Certainty.AMBIGUOUS:
            yield _finding(
                form, About.READING, [indicator], "一级指标是由上方沿用或推出的，可能读错，请对照原文核对。"
            )
    for indicators in printed.values():
        yield _finding(form, About.CONTENT, indicators, f"共 {len(indicators)} 个指标。")


def _finding(form: Form, about: About, indicators: list[Indicator], rest: str) -> Finding:
    first, *others = indicators
    level1, level2 = first.level1.name, first.level2.name
    return Finding(
        about=about,
        severity=Severity.WARNING,
        rule="class-under-wrong-level1",
        message=f"“{level2}”列在“{level1}”之下，按规定应属“{_parent(level2)}”；{rest}",
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
