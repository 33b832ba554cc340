"""How well a text fits a column of the indicator block, by its words and its shape: evidence that is weighed."""

from __future__ import annotations

from functools import lru_cache

from extract import shape, vocabulary
from jixiao.forms.text import squeeze

_FIT_CLASS_AS_NAME = {True: -3.5, False: -0.5}  # 满意度指标 is hardly a name, 服务对象满意度 may be one


@lru_cache(maxsize=65536)
def fit(text: str, role: str) -> float:
    """How well a text fits a column of this role, from -6 (hardly) to 6 (surely); 0 is indifferent.

    >>> fit("数量指标", "level2") > 0 > fit("数量指标", "value")
    True
    >>> fit("≥95%", "value") > fit("≥95%", "name")
    True
    """
    if not squeeze(text):
        return {"name": -3.5, "value": -0.2, "level1": -0.1, "level2": -0.1}.get(role, 0.0)
    if role in ("level1", "level2"):
        return _fit_level(text, role)
    if role == "level1?":
        return max(_fit_level(text, "level1"), _fit_level(text, "level2"), _fit_direction(text))
    if role == "caption":
        return 3.0 if vocabulary.is_caption(text) else -6.0
    if vocabulary.is_class(text):
        return _FIT_CLASS_AS_NAME[vocabulary.ends_like_class(text)] if role in ("name", "name?") else -6.0
    return _FITS.get(role, _fit_any)(text)


def _fit_level(text: str, role: str) -> float:
    first, second = vocabulary.level1(text), vocabulary.level2(text)
    mine, other = (first or vocabulary.level1_other(text), second) if role == "level1" else (second, first)
    if mine and other:
        return 6.0 if vocabulary.usual_place(text) == role else 5.5
    if mine:
        return 6.0
    if other:
        return -6.0
    if shape.is_blank(text):
        return -1.5
    return -2.0 if vocabulary.ends_like_class(text) else -4.0


def _fit_name(text: str) -> float:
    if shape.is_blank(text):
        return 0.5
    if shape.is_comparator(text) or shape.is_direction(text) or shape.is_points(text):
        return -6.0
    if shape.is_rule(text):
        return -4.0
    likeness = shape.value_likeness(text)
    if likeness > 0.95:
        return -5.0
    return 1.0 - 1.5 * likeness


def _fit_value(text: str) -> float:
    if shape.is_blank(text):
        return 0.0
    if shape.is_comparator(text):
        return -3.0
    if shape.is_rule(text):
        return -4.0
    return 2.5 * shape.value_likeness(text) if shape.value_likeness(text) > 0 else shape.value_likeness(text)


def _fit_comparator(text: str) -> float:
    return 5.0 if shape.is_comparator(text) else 0.5 if shape.is_direction(text) else -6.0


def _fit_direction(text: str) -> float:
    return 5.0 if shape.is_direction(text) else -6.0


def _fit_claimed_comparator(text: str) -> float:
    return max(_fit_comparator(text), _fit_direction(text))


def _fit_unit(text: str) -> float:
    key = squeeze(text)
    if shape.is_unit(text):
        return 4.0
    if shape.has_number(text) or len(key) > 8 or shape.is_comparator(text):
        return -6.0
    return -0.5 if len(key) <= 4 else -3.0


def _fit_points(text: str) -> float:
    return 3.0 if shape.is_points(text) else 0.0 if shape.is_blank(text) else -6.0


def _fit_actual(text: str) -> float:
    return 0.8 * _fit_value(text) if _fit_value(text) > 0 else 0.0


def _fit_rule(text: str) -> float:
    if shape.is_rule(text):
        return 4.0
    return -3.0 if shape.is_numeric(text) else 0.0


def _fit_remark(text: str) -> float:
    if shape.is_points(text):
        return -3.0
    return -1.0 if shape.is_numeric(text) else 0.2


def _fit_text(text: str) -> float:
    return -2.0 if shape.is_pure_value(text) else 0.2 if len(squeeze(text)) < 12 else 0.8


def _fit_code(text: str) -> float:
    return 4.0 if shape.has_number(text) and len(squeeze(text)) <= 24 and squeeze(text).isascii() else -5.0


def _fit_amount(text: str) -> float:
    return 3.0 if shape.is_amount(text) else -4.0


def _fit_goal(text: str) -> float:
    key = squeeze(text)
    if len(key) > 20 or any(mark in key for mark in "。,;"):
        return 3.0
    return 0.5 if len(key) > 12 else -1.5


def _fit_any(text: str) -> float:
    return -0.5


_FITS = {
    "name": _fit_name,
    "name?": _fit_name,
    "fourth": _fit_name,
    "parent": _fit_name,
    "value": _fit_value,
    "comparator": _fit_comparator,
    "comparator?": _fit_claimed_comparator,
    "direction": _fit_direction,
    "unit": _fit_unit,
    "unit?": _fit_unit,
    "weight": _fit_points,
    "score": _fit_points,
    "actual": _fit_actual,
    "expected": _fit_actual,
    "history": _fit_actual,
    "standard": _fit_rule,
    "standard?": _fit_rule,
    "deviation": _fit_remark,
    "note": _fit_remark,
    "explanation": _fit_text,
    "number": _fit_points,
    "list.number": _fit_points,
    "code": _fit_code,
    "list.unit_code": _fit_code,
    "list.project_code": _fit_code,
    "list.amount": _fit_amount,
    "list.goal": _fit_goal,
    "list.project": _fit_text,
    "list.unit_name": _fit_text,
}
