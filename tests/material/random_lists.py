"""Lists with several projects, each a group of rows with its body, sums and goal, and the truth of each project."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from drawn_forms import LEFT, UP
from drawn_truth import Aim, DrawnForm, Stated, Sum, Truth
from random_blocks import STATED_IN, Block, Chance, Column, Line, indicators, level_cells, line_of
from random_words import BODIES, HEADS, LIST_HEADS, OVERALL_GOAL, PROJECTS, TOTAL_ALONE

# Sums of a project: the columns' items; `grouped` has a head over them.
SUM_COLUMNS = {
    "none": [],
    "one": ["total"],
    "three": ["total", "fiscal_appropriation", "other"],
    "grouped": ["total", "fiscal_appropriation", "other"],
}
OPTIONAL = {"serial": 0.4, "code": 0.3, "body": 0.5, "category": 0.3}  # before or behind the project's name


@dataclass(frozen=True)
class Project:
    """One project of the list: its lines, and the texts of its own columns."""

    texts: dict[str, str]
    sums: dict[str, Decimal]  # in yuan
    lines: list[Line]


def lists(seed: int) -> DrawnForm:
    """A list of two to four projects."""
    chance = Chance(f"lists {seed}")
    unit = chance.choice("unit", ["万元", "元"])
    stated = chance.choice("stated in", STATED_IN)
    columns = _columns(chance, stated)
    names = chance.of("projects").sample(PROJECTS, chance.choice("how many", [2, 3, 4]))
    projects = [_project(chance, number, name, stated, unit) for number, name in enumerate(names, start=1)]
    truth = tuple(_truth(columns, project) for project in projects)
    shown = chance.choice("repeated", [UP, "", None])  # None: written again on each row
    for project in projects:
        _show_once(project, shown)
        if shown is not None:
            level_cells(Block(columns, project.lines), chance.choice("level cells", [shown, None]))
    lines = [line for project in projects for line in project.lines]
    if chance.falls("total row", 0.3):
        lines.append(_total(columns))
    rows = tuple(tuple(row) for row in Block(columns, lines).rows())
    return DrawnForm(("2024年项目支出绩效目标表", f"单位：{unit}"), rows, truth, chance.name)


def _columns(chance: Chance, stated: list[str]) -> list[Column]:
    kind = chance.choice("sums", list(SUM_COLUMNS))
    before = [role for role in ("serial", "code", "body") if chance.falls(role, OPTIONAL[role])]
    behind = ["category"] if chance.falls("category", OPTIONAL["category"]) else []
    own = [Column(role, chance.choice(role, LIST_HEADS[role])) for role in [*before, "project", *behind]]
    group = chance.choice("head over sums", LIST_HEADS["sums"]) if kind == "grouped" else ""
    sums = [Column(item, chance.choice(item, LIST_HEADS[item]), group) for item in SUM_COLUMNS[kind]]
    if sums and not group:
        sums[0].head = chance.choice("total alone", TOTAL_ALONE)
    goal = (
        [Column("goal", chance.choice("goal", LIST_HEADS["goal"]))]
        if chance.falls("goal column", 0.6)
        else []
    )
    roles = ["level1", "level2", "name", *stated]
    block = [Column(role, chance.choice(f"head of {role}", HEADS[role])) for role in roles]
    if group and chance.falls("head over indicators", 0.5):
        for column in block:
            column.group = "绩效指标"
    weight = [Column("weight", "分值")] if chance.falls("weight", 0.3) else []
    return [*own, *sums, *goal, *block, *weight]


def _project(chance: Chance, number: int, name: str, stated: list[str], unit: str) -> Project:
    some = chance.of(f"project {name}")
    own = Chance(f"{chance.name} {name}")
    tenths = Decimal(some.randint(100, 9999)) / 10
    fiscal = (tenths * Decimal("0.8")).quantize(Decimal("0.1"))
    ten_thousands = {"total": tenths, "fiscal_appropriation": fiscal, "other": tenths - fiscal}
    sums = {item: value * 10000 for item, value in ten_thousands.items()}
    printed = {item: f"{sums[item]:.2f}" if unit == "元" else f"{ten_thousands[item]}" for item in sums}
    texts = {"serial": str(number), "code": f"2024{number:04d}", "category": "特定目标类", "project": name}
    texts |= {"body": some.choice(BODIES), "goal": f"完成{name}任务。"} | printed
    return Project(texts, sums, [line_of(own, stated, *facts) for facts in indicators(own)])


def _truth(columns: list[Column], project: Project) -> Truth:
    keys = [column.key for column in columns]
    sums = {item: format(value.normalize(), "f") for item, value in project.sums.items() if item in keys}
    stated = {"project": project.texts["project"], "total_yuan": sums.get("total", "")}
    if "body" in keys:
        stated["department"] = project.texts["body"]
    return Truth(
        tuple(Block(columns, project.lines).truth()),
        tuple(Stated(*item) for item in stated.items()),
        tuple(Sum(*item) for item in sums.items()),
        tuple(
            Aim("overall" if column.head == OVERALL_GOAL else "annual", project.texts["goal"])
            for column in columns
            if column.role == "goal"
        ),
    )


def _show_once(project: Project, shown: str | None) -> None:
    """Write the project's own cells into its first line, and this into those below; None: the same again."""
    for number, line in enumerate(project.lines):
        again = number and shown is not None
        line.texts |= dict.fromkeys(project.texts, shown) if again else project.texts


def _total(columns: list[Column]) -> Line:
    own = [
        column.key for column in columns if column.role in ("serial", "code", "body", "project", "category")
    ]
    texts = dict.fromkeys(SUM_COLUMNS["three"], "9999")
    return Line(texts | dict.fromkeys(own, LEFT) | {own[0]: "合计"})
