"""What the words in a cell say: label, column heading, class, caption. Questions to the vocabularies, no position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from extract import composed
from jixiao.forms.text import fold, squeeze
from jixiao.forms.words import load, raw

# Fields that say whose form it is: a second one after an indicator block begins another form.
IDENTITY = frozenset({"project", "department_name", "unit_name", "budget_department"})
# `一、`, `(一)`, `1.`, `2、`, `*`, `★` before a label: no part of it.
_MARKS = re.compile(r"^(?:[*★☆●■◆▲]+|\(?[一二三四五六七八九十]{1,3}[、)]|\(?\d{1,2}(?:[、)]|\.(?!\d)))+")
_TRAILING_BRACKETS = re.compile(r"\([^()]*\)$")
_OF_WHICH = re.compile(r"^(?:其中|包括)[:、]?")
_POINTS = re.compile(r"[:]?\d+(?:\.\d+)?(?:-\d+)?分$")
_BETWEEN_LEVELS = re.compile(r"[-—–－/、>→|:：\n]+")
_LEVELS = 2
_TRAILING_MARKS = re.compile(r"[①-⑳*★]+\s*$")
_GOAL_MARK = re.compile(r"目标[0-9一二三四五六七八九十]{1,2}:?")
_MONTHS = re.compile(r"1-\d{1,2}月")
_MONEY_UNIT = re.compile(r"(?:单位[:]?|[(:])\s*(?:人民币)?(亿元|千万元|百万元|万元|千元|元)\)?")


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """The text squeezed, less marks in front, a colon behind and `其中：`: what labels are compared by.

    >>> bare(" *其中：1.财政拨款：")
    '财政拨款'
    """
    key = _MONTHS.sub("1-n月", _MARKS.sub("", squeeze(text)))
    return _MARKS.sub("", _OF_WHICH.sub("", key)).strip(":").lower()


@lru_cache(maxsize=65536)
def _keys(text: str) -> tuple[str, ...]:
    """The bare text and what is left of it as brackets at its end are taken off, longest first."""
    keys = [bare(text)]
    while keys[-1].endswith(")") and (shorter := _TRAILING_BRACKETS.sub("", keys[-1]).rstrip(":")):
        if shorter == keys[-1]:
            break
        keys.append(shorter)
    return tuple(keys)


def _find(vocabulary: str, section: str, text: str) -> str | None:
    words = load(vocabulary, section)
    return next((words[key] for key in _keys(text) if key in words), None)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label may stand for; a label may be in several groups, and its value decides (fields.py)."""

    field: str | None = None
    goal: str | None = None
    amount: str | None = None
    amount_column: str | None = None
    section: str | None = None

    def __bool__(self) -> bool:
        """Is the text a known label at all?"""
        return any((self.field, self.goal, self.amount, self.amount_column, self.section))


@lru_cache(maxsize=65536)
def label(text: str) -> Label:
    """The label in `text`, in each group that knows it.

    >>> label("项目资金（万元）").amount, label("项目资金（万元）").section
    ('total', 'amounts')
    >>> bool(label("清扫道路"))
    False
    """
    if len(text) > 60:
        return Label()
    listed = Label(
        field=_find("labels", "field", text),
        goal=_find("labels", "goal", text),
        amount=_find("labels", "amount", text),
        amount_column=_find("labels", "amount_column", text),
        section=_find("labels", "section", text),
    )
    return listed or _composed_label(_keys(text)[-1])


def _composed_label(key: str) -> Label:
    """The label that known words make, where no list knows the whole."""
    if composed.goal(key):
        return Label(goal=horizon(key) or "overall")
    made = Label(amount=composed.amount(key), section=composed.section(key))
    return made or Label(field=composed.field(key))


@lru_cache(maxsize=65536)
def column_role(text: str) -> str | None:
    """The role of the indicator column under this heading; None where the heading is not known.

    >>> column_role("*指标值"), column_role("指标性质"), column_role("三级 指标（20分）")
    ('value', 'comparator?', 'name')
    >>> column_role("2024年度目标值"), column_role("上年度指标值"), column_role("清扫道路")
    ('value', 'history', None)
    """
    if len(text) > 40:
        return None
    unmarked = _TRAILING_MARKS.sub("", text)
    return _find("columns", "roles", unmarked) or composed.heading(_keys(unmarked)[-1])


@lru_cache(maxsize=65536)
def list_role(text: str) -> str | None:
    """The role of a column of a list with one project per row; None where the heading is not known."""
    return _find("columns", "list", text) if len(text) <= 40 else None


@lru_cache(maxsize=65536)
def which(text: str) -> str | None:
    """`target` or `actual`, of a cell that says which of them its row states; None for all else."""
    return _find("columns", "which", text) if len(text) <= 40 else None


@lru_cache(maxsize=65536)
def is_caption(text: str) -> bool:
    """A cell that only says "here are the indicators", whole or what is left of it."""
    if len(text) > 60:
        return False
    return _find("columns", "caption", text) is not None or composed.is_caption(_keys(text)[-1])


@lru_cache(maxsize=65536)
def is_task_column(text: str) -> str | None:
    """The role of a column of the tasks block."""
    return _find("labels", "task_column", text) if len(text) <= 40 else None


@lru_cache(maxsize=65536)
def is_plain_head(text: str) -> bool:
    """A head that says no more than that labels, or sums, stand below: `项目`, `金额（万元）`."""
    return len(text) <= 40 and _find("labels", "plain_head", text) is not None


@lru_cache(maxsize=65536)
def _class_keys(text: str) -> tuple[str, ...]:
    """The keys of the text, then those that end in points without them: `产出指标50分`."""
    keys = _keys(text)
    return (*keys, *(shorter for key in keys if (shorter := _POINTS.sub("", key)) not in ("", key)))


@lru_cache(maxsize=65536)
def level1(text: str) -> str | None:
    """The first-level class in standard words, or None.

    >>> level1("产 出 指 标（50分）"), level1("清扫道路")
    ('产出指标', None)
    """
    return _class(text, "level1")


@lru_cache(maxsize=65536)
def level1_other(text: str) -> str | None:
    """A first-level class of old and scoring forms (投入指标 …), or None."""
    return _class(text, "level1_other")


@lru_cache(maxsize=65536)
def level2(text: str) -> str | None:
    """The second-level class in standard words, or None.

    >>> level2("数量指标（必填硬性指标）")
    '数量指标'
    """
    return _class(text, "level2")


@lru_cache(maxsize=65536)
def both_levels(text: str) -> tuple[str, str] | None:
    """A class of the first level and one of the second in one cell, as written; None for all else.

    >>> both_levels("产出指标-数量指标"), both_levels("产出指标")
    (('产出指标', '数量指标'), None)
    """
    parts = [part for part in _BETWEEN_LEVELS.split(text) if squeeze(part)]
    if len(parts) != _LEVELS or not level1(parts[0]) or not level2(parts[1]):
        return None
    return parts[0].strip(), parts[1].strip()


def is_level(text: str) -> bool:
    """A class of the first or the second level.

    >>> [is_level(text) for text in ("产出指标", "数量", "投入", "清扫道路")]
    [True, True, False, False]
    """
    return bool(level1(text) or level2(text))


def is_class(text: str) -> bool:
    """A class of either level, one of old and scoring forms too.

    >>> is_class("投入"), is_class("清扫道路")
    (True, False)
    """
    return is_level(text) or level1_other(text) is not None


def _class(text: str, section: str) -> str | None:
    if len(text) > 40:
        return None
    words = load("classes", section)
    return next((words[key] for key in _class_keys(text) if key in words), None)


def ends_like_class(text: str) -> bool:
    """Ends as the full words of classes do, known or not: `产出指标`, `履职目标`; not `产出`."""
    return squeeze(text).endswith(tuple(raw("classes")["ending"]["class"]))


@lru_cache(maxsize=65536)
def is_damaged_class(text: str) -> bool:
    """A piece of a class word, or two of them in one: a cell that was cut, or cells that ran together.

    >>> [is_damaged_class(text) for text in ("社会效益指", "质量指标时效指标", "社会效益", "清扫道路")]
    [True, True, False, False]
    """
    key = bare(text)
    if not key or is_level(text):
        return False
    words = _class_words()
    return key in _class_pieces() or any(key[:n] in words and key[n:] in words for n in range(1, len(key)))


@cache
def _class_words() -> frozenset[str]:
    return frozenset({*load("classes", "level1"), *load("classes", "level2")})


@cache
def _class_pieces() -> frozenset[str]:
    """Each word of a class cut at its end, and at its beginning."""
    cuts = ((word[:n], word[n:]) for word in _class_words() for n in range(1, len(word)))
    return frozenset(piece for cut in cuts for piece in cut)


@lru_cache(maxsize=65536)
def usual_place(text: str) -> str | None:
    """`level1` or `level2`, for a word that is a class of both; None for all else."""
    return _class(text, "usual_place")


@lru_cache(maxsize=4096)
def horizon(text: str) -> str | None:
    """`medium_term` or `annual`, where a heading says so.

    >>> horizon("实施周期目标值"), horizon("年度指标值"), horizon("指标值")
    ('medium_term', 'annual', None)
    """
    key = squeeze(text)
    for word, name in load("columns", "horizon").items():
        if word in key:
            return name
    return None


def is_no_text(text: str) -> bool:
    """A heading, a class, a caption or the number of a goal: never the text of a goal."""
    return bool(column_role(text) or is_class(text)) or is_caption(text) or is_goal_mark(text)


def is_goal_mark(text: str) -> bool:
    """The number of a goal in a cell of its own: `目标1`, `目标二：`."""
    return bool(_GOAL_MARK.fullmatch(squeeze(text)))


def is_of_money(text: str) -> bool:
    """A label that no list knows, of a sum of money: it says the unit, or ends with a word of money."""
    return bool(money_unit(text)) or composed.is_of_money(_keys(text)[-1])


def money_unit(text: str) -> str:
    """The money unit that a caption or label declares; blank where it declares none.

    >>> money_unit("填报单位：（盖章）      单位：万元"), money_unit("资金情况（万元）"), money_unit("资金总额")
    ('万元', '万元', '')
    """
    match = _MONEY_UNIT.search(fold(text))
    return match[1] if match else ""
