"""What the columns of a block hold, where their headings only claim it or say nothing: the cells below decide.

The same words head different things in different provinces (指标性质, 指标方向, 绩效标准, 单位); headings may be blank
or in no vocabulary; and of what an indicator has once there may be two columns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extract import shape, vocabulary
from extract.header import Column, count
from jixiao.forms.text import one_line, squeeze
from jixiao.forms.words import load, raw

_HALF = 0.5
_MOST = 0.6  # share of class words that makes a level of a column with another heading
_SOME = 0.3  # share of values that decides what stands under 绩效标准, if no other column holds values
_LONGEST_UNIT = 6  # characters; a longer text without a number under 单位 is a body's name
# Roles that an indicator has once; a second column of one (自评得分 and 复核得分) is delivered in the note.
_ONCE = frozenset(
    {
        "level1",
        "level2",
        "comparator",
        "unit",
        "weight",
        "actual",
        "score",
        "standard",
        "explanation",
        "deviation",
    }
)
_OF_EVALUATION = frozenset({"score", "deviation"})
_YEAR = re.compile(r"20\d\d")


def resolve(columns: Sequence[Column], contents: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Each claim that ends in `?`, and each unknown heading, decided by the texts below it.

    contents: for each column the texts of its filled cells, as far as they are known.
    """
    resolved = [
        replace(c, role=_beside_list(c, texts) or _resolved(c, texts, columns))
        for c, texts in zip(columns, contents, strict=True)
    ]
    resolved = _filled_values(_fourth_level(_shift_levels(resolved, contents)), contents)
    if not any(column.role in ("name", "name?") for column in resolved):
        resolved = _name_without_heading(resolved, contents)
    if not any(column.role == "value" for column in resolved):
        resolved = _values_without_heading(resolved, contents)
    else:
        resolved = _values_beside(resolved, contents)
    resolved = _units_of_actual([_past(column, resolved) for column in resolved])
    return tuple(_noted_doubles(resolved))


def _fourth_level(columns: list[Column]) -> list[Column]:
    """Under a fourth level the third is the parent; without a third level it is the name itself."""
    if not count(columns, "fourth"):
        return columns
    lowered = {"fourth": "name", "name": "parent"}
    return [replace(column, role=lowered.get(column.role, column.role)) for column in columns]


def _filled_values(columns: list[Column], contents: Sequence[Sequence[str]]) -> list[Column]:
    """A value column in which nothing stands is none, where others hold the values."""
    filled = [bool(texts) for column, texts in zip(columns, contents, strict=True) if column.role == "value"]
    if all(filled) or not any(filled):
        return columns
    return [
        replace(column, role="unknown") if column.role == "value" and not texts else column
        for column, texts in zip(columns, contents, strict=True)
    ]


def _past(column: Column, columns: Sequence[Column]) -> Column:
    """`2023年实际值` in a form that evaluates nothing: a value of years before, unless the target is for that year."""
    year = _YEAR.search(column.heading)
    if column.role != "actual" or not year or any(other.role in _OF_EVALUATION for other in columns):
        return column
    same = any(year[0] in other.heading for other in columns if other.role == "value")
    return column if same else replace(column, role="history")


def _units_of_actual(columns: list[Column]) -> list[Column]:
    """Of several columns of units those right behind what was reached are the units of that."""
    if count(columns, "unit") < 2:
        return columns
    before = [None, *columns]
    return [
        replace(column, role="actual_unit")
        if column.role == "unit" and left is not None and left.role == "actual"
        else column
        for left, column in zip(before, columns, strict=False)
    ]


def _noted_doubles(columns: Sequence[Column]) -> Iterator[Column]:
    """The columns; those that nobody knows go to the note, and so does a second one of what an indicator has once."""
    paired = count(columns, "actual") == count(columns, "value")  # each value column has its own
    taken: set[tuple[str, int]] = set()
    for number, column in enumerate(columns):
        once = column.role in _ONCE and not (paired and column.role == "actual")
        gives_way = once and (_belongs_to_level(columns, number) or _is_of_a_part(columns, number))
        double = once and (column.role, column.group) in taken
        if not gives_way:
            taken.add((column.role, column.group))
        noted = double or gives_way or column.role == "unknown"
        yield replace(column, role="note") if noted else column


def _is_of_a_part(columns: Sequence[Column], number: int) -> bool:
    """What was reached in a part of the year, where another column says it for the whole."""
    if columns[number].role != "actual" or _says_whole_year(columns[number].heading):
        return False
    return any(column.role == "actual" and _says_whole_year(column.heading) for column in columns)


def _says_whole_year(heading: str) -> bool:
    return any(word in squeeze(heading) for word in raw("columns")["composed"]["whole_year"])


def _belongs_to_level(columns: Sequence[Column], number: int) -> bool:
    """`一级指标 | 权重 | … | 三级指标 | 权重`: the points of a class, those of the indicator stand farther right."""
    behind_level = number > 0 and columns[number - 1].role in ("level1", "level2")
    farther_right = any(column.role == "weight" for column in columns[number + 1 :])
    return columns[number].role == "weight" and behind_level and farther_right


def _beside_list(column: Column, texts: Sequence[str]) -> str | None:
    """`unread`, for a column of projects that holds labels of fields: it is no list, but stands beside the block.

    `单位名称` over units is no column of bodies.
    """
    if column.role == "list.unit_name" and _share(texts, shape.is_unit) > _HALF:
        return "unit"
    of_labels = _share(texts, lambda text: bool(vocabulary.label(text))) > _HALF
    return "unread" if column.role.startswith("list.") and of_labels else None


def _resolved(column: Column, texts: Sequence[str], columns: Sequence[Column]) -> str:
    """The role that a column turns out to have, by its heading and by what stands below it."""
    claimed = column.role
    has_name = any(other.role == "name" and other.group in (0, column.group) for other in columns)
    has_value = any(other.role == "value" for other in columns)
    if claimed != "name" and (level := _level_by_contents(texts, columns)):
        return level
    if claimed == "level1?":
        return _class_or_direction(texts, columns)
    if claimed == "number?" and _share(texts, lambda text: shape.list_marked(f"{text}:")) <= _HALF:
        claimed = "unknown"
    if claimed == "comparator?":
        return _comparator_or_direction(texts)
    if claimed == "unit?":
        return _unit_or_body(texts, columns)
    if claimed == "name?":
        return "explanation" if has_name else "name"
    if claimed == "unknown" or (claimed == "value" and not vocabulary.column_role(column.heading)):
        return _by_contents(texts, columns, claimed)
    if claimed == "standard?":
        return "value" if not has_value and _share(texts, shape.is_like_value) > _SOME else "standard"
    return claimed


def _level_by_contents(texts: Sequence[str], columns: Sequence[Column]) -> str | None:
    """A column whose cells are mostly class words is a level, whatever its heading says, if that level is not there."""
    roles = {column.role for column in columns}
    first = _share(texts, lambda text: bool(vocabulary.level1(text) or vocabulary.both_levels(text)))
    second = _share(texts, lambda text: bool(vocabulary.level2(text)))
    if second > _MOST and second > first and "level2" not in roles:
        return "level2"
    return "level1" if first > _MOST and "level1" not in roles else None


def _by_contents(texts: Sequence[str], columns: Sequence[Column], claimed: str) -> str:
    """The role of a column whose heading is blank or unknown; what is `claimed` where its cells do not tell either."""
    roles = {column.role for column in columns}
    if _share(texts, shape.is_rule) > _HALF:
        return "standard"
    if _share(texts, shape.is_comparator) > _HALF and not roles & {"comparator", "comparator?"}:
        return _comparator_or_direction(texts)
    if _share(texts, _is_unit) > _HALF and "value" in roles and not roles & {"unit", "unit?"}:
        return "unit"
    if {vocabulary.which(text) for text in texts} == {"target", "actual"}:
        return "which"
    return "caption" if _share(texts, vocabulary.is_caption) > _HALF else claimed


def _is_unit(text: str) -> bool:
    """A unit; 无 is the unit of nothing, and a remark too."""
    return shape.is_unit(text) and squeeze(text) != "无"


def _class_or_direction(texts: Sequence[str], columns: Sequence[Column]) -> str:
    """`指标类型` over anything but classes: 定性 or 定量, ticked or not; else a first level, if no other is there."""
    directed = _share(texts, lambda text: any(word in squeeze(text) for word in load("shapes", "direction")))
    if directed > _HALF:
        return "direction"
    return "unknown" if count(columns, "level1") else "level1"


def _unit_or_body(texts: Sequence[str], columns: Sequence[Column]) -> str:
    """`单位` over the units of values, or in a list of projects over the body of each."""
    bodies = _share(texts, lambda text: len(one_line(text)) > _LONGEST_UNIT and not shape.has_number(text))
    of_list = any(column.role == "list.project" for column in columns)
    return "list.unit_name" if of_list and bodies > _HALF else "unit"


def _comparator_or_direction(texts: Sequence[str]) -> str:
    comparing = sum(1 for text in texts if shape.is_comparator(text) and not shape.is_direction(text))
    directed = sum(1 for text in texts if shape.is_direction(text))
    if comparing or not texts:
        return "comparator"
    return "direction" if directed else "note"


def _shift_levels(columns: list[Column], contents: Sequence[Sequence[str]]) -> list[Column]:
    """The headings say one level too high: 数量指标 under 一级指标, names under 二级指标."""
    first = next((n for n, c in enumerate(columns) if c.role == "level1"), None)
    second = next((n for n, c in enumerate(columns) if c.role == "level2"), None)
    if first is None or second is None or any(c.role == "name" for c in columns):
        return columns
    only_second = _share(contents[first], lambda t: bool(vocabulary.level2(t)) and not vocabulary.level1(t))
    names = _share(contents[second], lambda t: not vocabulary.level2(t))
    if only_second > _HALF and names > _HALF:
        columns[first] = replace(columns[first], role="level2")
        columns[second] = replace(columns[second], role="name")
    return columns


def _name_without_heading(columns: list[Column], contents: Sequence[Sequence[str]]) -> list[Column]:
    """No column is headed as the name: the one behind the last level is it, if names stand in it."""
    last = max((n for n, column in enumerate(columns) if column.role in ("level1", "level2")), default=-1)
    behind = last + 1
    if (
        last < 0
        or behind == len(columns)
        or columns[behind].role not in ("unknown", "caption", "explanation")
    ):
        return columns
    if _share(contents[behind], _is_like_a_name) <= _HALF:
        return columns
    return [*columns[:behind], replace(columns[behind], role="name", deduced=True), *columns[behind + 1 :]]


def _is_like_a_name(text: str) -> bool:
    return shape.list_marked(text) or not (
        shape.is_numeric(text) or shape.is_comparator(text) or shape.is_unit(text) or shape.is_rule(text)
    )


def _values_without_heading(columns: list[Column], contents: Sequence[Sequence[str]]) -> list[Column]:
    """No column is headed as the value: those under unknown headings whose cells look like values are it.

    Where some of them hold numbers with signs and units, those of bare numbers are points, those of words remarks.
    """
    like = {
        n
        for n, (column, texts) in enumerate(zip(columns, contents, strict=True))
        if column.role in ("unknown", "goal") and _share(texts, _is_like_a_value) > _HALF
    }
    rich = {n for n in like if _share(contents[n], _holds_quantity) > _HALF}
    return [
        replace(column, role="value", deduced=True) if n in (rich or like) else column
        for n, column in enumerate(columns)
    ]


def _holds_quantity(text: str) -> bool:
    return shape.has_number(text) and not shape.is_points(text)


def _values_beside(columns: list[Column], contents: Sequence[Sequence[str]]) -> list[Column]:
    """Beside a column of values another one is too, if its heading ends with their word and values stand in it."""
    words = raw("columns")["composed"]
    ends, other = tuple(words["value_end"]), (*words["history"]["before"], *words["no_value"])
    return [
        replace(column, role="value")
        if column.role == "unknown"
        and squeeze(column.heading).endswith(ends)
        and not any(word in column.heading for word in other)
        and _share(texts, _is_like_a_value) > _HALF
        else column
        for column, texts in zip(columns, contents, strict=True)
    ]


def _is_like_a_value(text: str) -> bool:
    return shape.is_like_value(text) and not any(mark in squeeze(text) for mark in ",。;")


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    """Which part of the texts the predicate holds for; 0 where there are none."""
    return sum(1 for text in texts if holds(text)) / len(texts) if texts else 0.0
