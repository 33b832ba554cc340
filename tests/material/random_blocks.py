"""Blocks of indicators in random habits, with truth: heads known and unknown, one value column and several.

A block starts plain: every cell filled, one head row. Each habit of real forms is one function under `@habit`
that changes the block in place; a new one needs nothing else. They are tried in the order of this file.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from drawn_forms import LEFT, UP
from drawn_truth import Aim, DrawnForm, Row, Stated, Sum, Truth
from random_words import (
    CELLS,
    HEADS,
    INDICATORS,
    MEDIUM_TERM,
    NEW_COST,
    ODD_HEADS,
    OLD_COST,
    TITLES,
    VALUE_COLUMNS,
)

T = TypeVar("T")
LEVELS = ("level1", "level2")
PROJECT, OFFICE, BODY, AIM = "村级综合服务提升", "白鹭县民政局", "白鹭县社会服务中心", "提升村级服务水平。"


class Chance:
    """The decisions of one form. Each topic has a stream of its own: a new habit leaves the others as they are."""

    def __init__(self, name: str) -> None:
        self.name = name

    def of(self, topic: str) -> random.Random:
        """The stream of a topic."""
        return random.Random(f"{self.name} {topic}")

    def falls(self, topic: str, probability: float) -> bool:
        """Does it happen in this form?"""
        return self.of(topic).random() < probability

    def choice(self, topic: str, options: Sequence[T]) -> T:
        """One of the options."""
        return self.of(topic).choice(options)


@dataclass
class Column:
    """A column of the block."""

    role: str
    head: str
    group: str = ""  # printed over it and its neighbours of the same group
    width: int = 1  # in grid columns
    key: str = ""  # of its texts; the role, unless there are several of the role

    def __post_init__(self) -> None:
        self.key = self.key or self.role


@dataclass
class Line:
    """A row of the block: an indicator with its class, or something between indicators."""

    texts: dict[str, str] = field(default_factory=dict)  # by the columns' keys
    level1: str = ""
    level2: str = ""
    name: str = ""  # blank: no indicator
    across: str = ""  # a text over all columns instead of texts
    is_head: bool = False  # the head once more


@dataclass
class Block:
    """Columns and lines; `rows` draws them, `truth` reads them."""

    columns: list[Column]
    lines: list[Line]

    def column(self, role: str) -> Column | None:
        """The first column of this role."""
        return next((column for column in self.columns if column.role == role), None)

    def of_role(self, role: str) -> list[Column]:
        """All columns of this role."""
        return [column for column in self.columns if column.role == role]

    @property
    def indicators(self) -> list[Line]:
        """The lines that hold one."""
        return [line for line in self.lines if line.name]

    def rows(self) -> list[list[str]]:
        """The block in the notation of drawn_forms.py."""
        return self._head() + [row for line in self.lines for row in self._drawn(line)]

    def _head(self) -> list[list[str]]:
        grouped = any(column.group for column in self.columns)
        over: list[str] = []
        last = ""
        for column in self.columns:
            text = (LEFT if column.group == last else column.group) if column.group else column.head
            over += [text, *[LEFT] * (column.width - 1)]
            last = column.group
        under = self._spread([column.head if column.group else UP for column in self.columns])
        return [over, under] if grouped else [over]

    def _drawn(self, line: Line) -> list[list[str]]:
        if line.is_head:
            return self._head()
        if line.across:
            return [[line.across, *[LEFT] * (sum(column.width for column in self.columns) - 1)]]
        return [self._spread([line.texts.get(column.key, "") for column in self.columns])]

    def _spread(self, texts: Sequence[str]) -> list[str]:
        """The texts over the columns' widths."""
        return [
            cell
            for column, text in zip(self.columns, texts, strict=True)
            for cell in [text, *[text if text == UP else LEFT] * (column.width - 1)]
        ]

    def truth(self) -> Iterator[Row]:
        """The indicators as they are to be delivered."""
        values = self.of_role("value")
        for line in self.indicators:
            filled = [column for column in values if line.texts[column.key]]
            for column in filled or values[:1]:
                yield self._row(line, column, several=len(values) > 1 and bool(filled))

    def _row(self, line: Line, value: Column, *, several: bool) -> Row:
        keys = {column.key for column in self.columns}
        texts = {key: text.replace("¶", "") for key, text in line.texts.items() if key in keys}
        stated = {key: texts.get(key, "") for key in ("comparator", "unit", "actual", "weight", "score")}
        horizon = "medium_term" if value.head in MEDIUM_TERM else "annual"
        return Row(
            line.level1,
            line.level2,
            line.name,
            value=texts[value.key],
            value_column=value.head if several else "",
            horizon=horizon,
            **stated,
        )


Habit = Callable[[Block, Chance], None]
HABITS: list[tuple[float, Habit]] = []


def habit(probability: float) -> Callable[[Habit], Habit]:
    """A habit that so large a share of the forms has, where it applies."""

    def kept(function: Habit) -> Habit:
        HABITS.append((probability, function))
        return function

    return kept


def _apply_habits(block: Block, chance: Chance) -> None:
    for probability, function in HABITS:
        if chance.falls(function.__name__, probability):
            function(block, chance)


@habit(0.15)
def serial_numbers(block: Block, chance: Chance) -> None:
    block.columns.insert(0, Column("serial", chance.choice("serial", HEADS["serial"])))
    for number, line in enumerate(block.lines, start=1):
        line.texts["serial"] = str(number)


@habit(0.08)
def codes(block: Block, chance: Chance) -> None:
    block.columns.insert(0, Column("code", chance.choice("code", HEADS["code"])))
    for number, line in enumerate(block.lines):
        line.texts["code"] = f"0{1 + number // 9}0{number % 9 + 1}"


@habit(0.35)
def group_head_over_sign_value_unit(block: Block, chance: Chance) -> None:
    parts = [column for column in block.columns if column.role in ("comparator", "value", "unit")]
    apart = len(block.of_role("value")) == 1 < len(parts)
    for column in parts if apart else ():
        column.group = chance.choice("group", HEADS["values"])


@habit(0.07)
def circled_numbers_in_heads(block: Block, chance: Chance) -> None:
    if len(block.of_role("value")) == 1:
        for number, column in enumerate(block.columns):
            column.head += chr(ord("①") + number)


@habit(0.5)
def marks_before_names(block: Block, chance: Chance) -> None:
    mark = chance.choice("mark", ["指标{}：", "{}.", "★", "（{}）"])
    counts: Counter[tuple[str, str]] = Counter()
    for line in block.indicators:
        counts[line.level1, line.level2] += 1
        line.texts["name"] = mark.format(counts[line.level1, line.level2]) + line.texts["name"]


@habit(0.15)
def line_breaks_in_names(block: Block, chance: Chance) -> None:
    for line in block.indicators:
        line.texts["name"] = line.texts["name"][:-2] + "¶" + line.texts["name"][-2:]


@habit(0.1)
def level1_written_downwards(block: Block, chance: Chance) -> None:
    for line in block.indicators:
        line.texts["level1"] = "¶".join([line.level1[:2], line.level1[2:4], line.level1[4:]]).strip("¶")


@habit(0.2)
def points_of_a_class(block: Block, chance: Chance) -> None:
    points: Counter[str] = Counter()
    for line in block.indicators:
        points[line.level1] += int(line.texts["weight"])
    for line in block.indicators:
        line.texts["level1"] += f"（{points[line.level1]}分）"


@habit(0.1)
def hints_in_level2(block: Block, chance: Chance) -> None:
    for line in block.indicators:
        line.texts["level2"] += "（必填）"


@habit(0.15)
def dots_for_more(block: Block, chance: Chance) -> None:
    _insert(block, Line({"name": "……"}), chance.of("dots"))


@habit(0.1)
def blank_row(block: Block, chance: Chance) -> None:
    _insert(block, Line(), chance.of("blank row"))


@habit(0.1)
def head_repeated(block: Block, chance: Chance) -> None:
    _insert(block, Line(is_head=True), chance.of("head repeated"))


@habit(0.1)
def note_between(block: Block, chance: Chance) -> None:
    _insert(block, Line(across="注：以上指标为核心指标。"), chance.of("note between"))


@habit(0.12)
def subtotals(block: Block, chance: Chance) -> None:
    if not block.column("weight"):
        return
    lines: list[Line] = []
    points = 0
    for line, following in zip(block.lines, [*block.lines[1:], Line()], strict=True):
        lines.append(line)
        points += int(line.texts.get("weight", 0)) if line.name else 0
        if line.name and following.name and following.level1 != line.level1:
            lines.append(Line({block.columns[0].key: "小计", "weight": str(points)}))
            points = 0
    block.lines = lines


@habit(1)
def levels(block: Block, chance: Chance) -> None:
    """Levels repeat on each row, or are shown in one of the other ways."""
    shown = chance.choice(
        "levels", [_merged, _merged, _blank, None, _in_bands, _without_level1, _without_level2]
    )
    if shown:
        shown(block)


def _merged(block: Block) -> None:
    level_cells(block, UP)


def _blank(block: Block) -> None:
    level_cells(block, "")


def level_cells(block: Block, below: str | None) -> None:
    """Say a level only where it begins, and this below; None: again on each row.

    After anything between indicators a level begins anew.
    """
    if below is None:
        return
    roles = [level for level in LEVELS if block.column(level)]
    above: tuple[str, ...] = ()
    for line in block.lines:
        present = tuple(getattr(line, role) for role in roles) if line.name else ()
        for depth, role in enumerate(roles, start=1):
            if present and present[:depth] == above[:depth]:
                line.texts[role] = below
        above = present


def _in_bands(block: Block) -> None:
    """Each class of level 1 stands in a row of its own, over all columns."""
    _remove(block, "level1")
    lines: list[Line] = []
    above = ""
    for line in block.lines:
        if line.name and line.level1 != above:
            lines.append(Line(across=line.level1))
        above = line.level1
        lines.append(line)
    block.lines = lines
    _merged(block)


def _without_level1(block: Block) -> None:
    _remove(block, "level1")
    _merged(block)
    for line in block.indicators:
        line.level1 = ""


def _without_level2(block: Block) -> None:
    _remove(block, "level2")
    _merged(block)
    for line in block.indicators:
        line.level2 = ""


@habit(0.1)
def blank_column(block: Block, chance: Chance) -> None:
    where = chance.of("blank column").randrange(2, len(block.columns))
    before, behind = block.columns[where - 1 : where + 1]
    block.columns.insert(where, Column("blank", "", before.group if before.group == behind.group else ""))


@habit(0.5)
def wide_columns(block: Block, chance: Chance) -> None:
    for column in block.columns:
        column.width = chance.choice(f"width of {column.key}", [1, 1, 1, 2])


@habit(0.4)
def caption_down_the_side(block: Block, chance: Chance) -> None:
    if any(line.across for line in block.lines):
        return
    block.columns.insert(0, Column("caption", chance.choice("caption", HEADS["caption"])))
    for line in block.lines:
        line.texts["caption"] = UP


@habit(0.5)
def total_row(block: Block, chance: Chance) -> None:
    if not block.column("weight"):
        return
    total = sum(int(line.texts["weight"]) for line in block.indicators)
    keys = [column.key for column in block.columns if column.role != "caption"]
    last = keys.index("name")
    texts = {"weight": str(total), "score": "97.5"}
    block.lines.append(Line(texts | {keys[0]: "总分"} | dict.fromkeys(keys[1 : last + 1], LEFT)))


def _remove(block: Block, role: str) -> None:
    block.columns = [column for column in block.columns if column.role != role]


def _insert(block: Block, line: Line, chance: random.Random) -> None:
    block.lines.insert(chance.randrange(1, len(block.lines)), line)


def known_heads(seed: int) -> DrawnForm:
    """A form whose heads the vocabulary knows."""
    chance = Chance(f"known_heads {seed}")
    evaluated = chance.falls("evaluated", 0.4)
    block = _plain_block(chance, evaluated=evaluated)
    _apply_habits(block, chance)
    return _form(block, chance, "project_evaluation" if evaluated else "project_target")


def unknown_heads(seed: int) -> DrawnForm:
    """A form of which two heads in five stand in no vocabulary: what is below them tells what they are."""
    chance = Chance(f"unknown_heads {seed}")
    evaluated = chance.falls("evaluated", 0.4)
    block = _plain_block(chance, evaluated=evaluated)
    for column in block.columns:
        if chance.falls(f"odd {column.role}", 0.4):
            column.head = chance.choice(f"odd head of {column.role}", ODD_HEADS[column.role])
    _apply_habits(block, chance)
    return _form(block, chance, "project_evaluation" if evaluated else "project_target")


def several_values(seed: int) -> DrawnForm:
    """A form with a value column for each town, year, quarter or term."""
    chance = Chance(f"several_values {seed}")
    block = _plain_block(chance, evaluated=False)
    _split_values(block, chance)
    _apply_habits(block, chance)
    return _form(block, chance, "project_target")


def _plain_block(chance: Chance, *, evaluated: bool) -> Block:
    stated = chance.choice("stated in", STATED_IN)
    lines = [line_of(chance, stated, *facts) for facts in indicators(chance)]
    roles = _roles(chance, stated, evaluated=evaluated)
    return Block([Column(role, chance.choice(f"head of {role}", HEADS[role])) for role in roles], lines)


def indicators(chance: Chance) -> Iterator[tuple[str, ...]]:
    """Level 1, level 2, name, sign, number and unit of each indicator of a form."""
    new = chance.falls("new classes", 0.5)
    classes = [key for key in INDICATORS if (key != OLD_COST if new else key[0] != NEW_COST)]
    kept = [key for key in classes if chance.falls(f"class {key}", 0.75)] or classes[:4]
    for key in kept:
        some = chance.of(f"indicators of {key}")
        for facts in some.sample(INDICATORS[key], min(len(INDICATORS[key]), some.choice([1, 1, 2, 3]))):
            yield (*key, *facts)


def line_of(chance: Chance, stated: list[str], *facts: str) -> Line:
    """An indicator with a text for each column that a form may have; `stated`: those of sign, value and unit."""
    level1, level2, name, sign, number, unit = facts
    some = chance.of(name)
    weight = some.choice([5, 10, 15, 20])
    in_words = sign == "定性"
    texts = {
        "level1": level1,
        "level2": level2,
        "name": name,
        "comparator": sign,
        "value": number,
        "unit": unit,
    }
    texts |= {"weight": str(weight), "score": f"{weight - some.choice([0, 0, 0, 0.5, 1]):g}"}
    texts["actual"] = number + unit if in_words or some.random() < 0.8 else "达成预期指标"
    texts["history"] = some.choice(["", "较好" if in_words else number + unit])
    texts["kind"] = "定性" if in_words else "定量"
    texts |= {role: some.choice(options).format(name=name) for role, options in CELLS.items()}
    if "comparator" not in stated:
        texts["value"] = texts["comparator"].replace("定性", "") + texts["value"]
    if "unit" not in stated:
        texts["value"] += unit
    return Line(texts, level1, level2, name)


STATED_IN = [
    ["value"],
    ["value"],
    ["value"],
    ["comparator", "value"],
    ["comparator", "value", "unit"],
    ["unit", "comparator", "value"],
    ["value", "unit"],
]
OPTIONAL = {
    "explanation": 0.2,
    "standard": 0.2,
    "note": 0.25,
    "history": 0.2,
    "body": 0.12,
    "source": 0.12,
    "kind": 0.15,
    "weight": 0.35,
}


def _roles(chance: Chance, stated: list[str], *, evaluated: bool) -> list[str]:
    """The columns in their order."""
    groups = [[role] for role, share in OPTIONAL.items() if chance.falls(f"column {role}", share)]
    if "comparator" in stated:
        groups = [group for group in groups if group != ["kind"]]
    if evaluated:
        groups = [group for group in groups if group != ["weight"]] + [["actual"], ["weight"], ["score"]]
        groups += [["deviation"]] if chance.falls("deviation", 0.5) else []
    groups.insert(0, stated)
    if chance.falls("shuffled", 0.5):
        chance.of("order").shuffle(groups)
    return [*LEVELS, "name", *(role for group in groups for role in group)]


def _split_values(block: Block, chance: Chance) -> None:
    heads, groups = chance.choice("value columns", VALUE_COLUMNS)
    group = chance.choice("value group", groups)
    block.columns = [column for column in block.columns if column.role != "comparator"]
    where = block.columns.index(block.of_role("value")[0])
    block.columns[where : where + 1] = [Column("value", head, group, key=head) for head in heads]
    for line in block.lines:
        some = chance.of(f"values of {line.name}")
        line.texts |= {head: "" if some.random() < 0.12 else line.texts["value"] for head in heads}


def _form(block: Block, chance: Chance, kind: str) -> DrawnForm:
    """The block below the fields that every form has."""
    rows = block.rows()
    width = len(rows[0])
    fields = [
        ["项目名称", PROJECT],
        ["主管部门", OFFICE],
        ["实施单位", BODY],
        ["年度资金总额（万元）", "86.4"],
        ["年度绩效目标", AIM],
    ]
    drawn = [[*pair, *[LEFT] * (width - 2)] for pair in fields] + rows
    stated = {"kind": kind, "fiscal_year": "2024", "project": PROJECT, "competent_department": OFFICE}
    stated |= {"department": BODY, "implementing_unit": BODY, "total_yuan": "864000"}
    truth = Truth(
        tuple(block.truth()),
        tuple(Stated(*item) for item in stated.items()),
        (Sum("total", "864000"),),
        (Aim("annual", AIM),),
    )
    title = chance.choice("title", TITLES[kind])
    return DrawnForm((title,), tuple(tuple(row) for row in drawn), (truth,), chance.name)
