"""Fields, sums of money and goals above a short block, laid out as forms do, with truth.

Each way to lay out money or goals is one function that gives rows and what they state; a new one is added to
`MONEY` or `GOALS` with the least width that it needs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from drawn_forms import LEFT, UP
from drawn_truth import Aim, DrawnForm, Named, Row, Stated, Sum, Truth
from random_blocks import Chance
from random_words import FIELD_LABELS, MONEY_LABELS, PERIODS, TITLES

OFFICE, BODY, PROJECT = "白鹭县交通局", "清远乡人民政府", "农村公路养护"
GOAL, EFFECT, THREE_YEARS = "完成公路养护36公里", "改善群众出行条件", "三年养护108公里"
INDICATORS = [
    ("产出指标", "数量指标", "养护里程", "36公里"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]
Rows = list[list[str]]


@dataclass(frozen=True)
class Style:
    """How a form writes: its width in columns, where values stand, where the unit of money is declared."""

    chance: Chance
    width: int
    labels: str  # "beside", "inside", "spaced", "broken"
    unit: str
    declared: str  # "line", "label", "cell", "caption"

    def row(self, *cells: str, ends: list[int] | None = None) -> list[str]:
        """The cells over the whole width, each up to its end; else each label one column, values the rest."""
        half = self.width // 2
        if ends is None:
            ends = {1: [], 2: [1], 4: [1, half, half + 1]}[len(cells)]
        spans = [end - start for start, end in pairwise([0, *ends, self.width])]
        return [
            text
            for cell, span in zip(cells, spans, strict=True)
            for text in [cell, *[cell if cell == UP else LEFT] * (span - 1)]
        ]

    def fields(self, *pairs: tuple[str, str]) -> list[str]:
        """One or two labels with their values."""
        if self.labels == "inside":
            ends = [self.width // 2] if len(pairs) == 2 else []
            return self.row(*(f"{label}：{text}" for label, text in pairs), ends=ends)
        return self.row(*(text for label, value in pairs for text in (self._label(label), value)))

    def _label(self, label: str) -> str:
        if self.labels == "spaced" and len(label) <= 4:
            return " ".join(label)
        return label[:2] + "¶" + label[2:] if self.labels == "broken" else label

    def caption(self, text: str) -> str:
        """A caption of money."""
        return text + f"（{self.unit}）" * (self.declared == "caption")

    def money_label(self, label: str) -> str:
        """A label of money."""
        return label + f"（{self.unit}）" * (self.declared == "label")

    def money(self, ten_thousands: Decimal) -> str:
        """An amount as printed."""
        number = f"{ten_thousands * 10000:,.2f}" if self.unit == "元" else f"{ten_thousands}"
        return number + self.unit * (self.declared == "cell")


@dataclass(frozen=True)
class Money:
    """The total of a form and its parts, each with its label and item; amounts in 万元."""

    total: Decimal
    parts: tuple[tuple[str, str, Decimal], ...]  # the total first

    def sums(self, column: str = "") -> tuple[Sum, ...]:
        """As they are to be delivered."""
        return tuple(Sum(item, yuan(amount), column) for _, item, amount in self.parts)


def yuan(ten_thousands: Decimal) -> str:
    """In yuan, as the tables print it."""
    return format((ten_thousands * 10000).normalize(), "f")


def _money(chance: Chance, *shares: tuple[str, str, str]) -> Money:
    """A random total, and parts of it: head in `MONEY_LABELS` or label, item, share."""
    places = chance.choice("decimal places", [0, 1, 2])
    total = Decimal(chance.of("total").randint(100, 99999)).scaleb(-places)
    parts = [
        (label, item, (total * Decimal(share)).quantize(Decimal("0.01"))) for label, item, share in shares
    ]
    return Money(total, tuple(parts))


def _three(style: Style) -> Money:
    labels = {item: style.chance.choice(item, MONEY_LABELS[item]) for item in ("total", "fiscal", "rest")}
    shares = {"total": "1", "fiscal": "0.8", "rest": "0.2"}
    return _money(style.chance, *((*labels[part], share) for part, share in shares.items()))


def _caption(style: Style) -> str:
    return style.caption(style.chance.choice("caption", MONEY_LABELS["caption"]))


def money_in_rows(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """A label and an amount to a row, below a caption at the side."""
    money = _three(style)
    rows = [[UP, style.money_label(label), style.money(amount)] for label, _, amount in money.parts]
    rows[0][0] = _caption(style)
    return [style.row(*row, ends=[1, 2]) for row in rows], money.sums()


def money_in_a_stack(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """All labels in one cell, all amounts in the next."""
    money = _three(style)
    labels = "¶".join(style.money_label(label) for label, _, _ in money.parts)
    amounts = "¶".join(style.money(amount) for _, _, amount in money.parts)
    return [style.row(_caption(style), labels, amounts, ends=[1, 2])], money.sums()


def money_inside(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """Label and amount in one cell."""
    money = _three(style)
    cells = [f"{style.money_label(label)}：{style.money(amount)}" for label, _, amount in money.parts]
    sides = [_caption(style), *[UP] * (len(cells) - 1)]
    return [style.row(*row, ends=[1]) for row in zip(sides, cells, strict=True)], money.sums()


def money_of_two_terms(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """The sums of the whole project on the left, those of the year on the right."""
    year = _three(style)
    whole = Money(year.total * 3, tuple((label, item, amount * 3) for label, item, amount in year.parts))
    heads = [style.chance.choice("whole", MONEY_LABELS["whole"]), *MONEY_LABELS["year"]]
    rows = []
    for number, parts in enumerate(zip(whole.parts, year.parts, strict=True)):
        cells = [UP if number else _caption(style)]
        for head, (label, _, amount) in zip(heads, parts, strict=True):
            cells += [style.money_label(label if number else head), style.money(amount)]
        rows.append(style.row(*cells, ends=[1, 2, 3, 4]))
    return rows, (*whole.sums("whole_project"), *year.sums("annual"))


def money_under_heads(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """A row of labels over a row of amounts."""
    heads = style.chance.choice("heads", MONEY_LABELS["heads"])
    money = _money(style.chance, ("合计", "total", "1"), *heads)
    over = style.row(
        _caption(style), *(style.money_label(label) for label, _, _ in money.parts), ends=[1, 2, 3, 4]
    )
    under = style.row(UP, *(style.money(amount) for _, _, amount in money.parts), ends=[1, 2, 3, 4])
    return [over, under], money.sums()


INCOME = [
    ("一般公共预算", "general_public_budget", "0.7"),
    ("政府性基金拨款", "government_fund", "0.2"),
    ("其他资金", "other", "0.1"),
]
SPENDING = [("基本支出", "basic_expenditure", "0.6"), ("项目支出", "project_expenditure", "0.4")]


def money_by_income_and_spending(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """Income on the left, spending on the right, label and amount in one cell."""
    money = _money(style.chance, ("资金总额", "total", "1"), *INCOME, *SPENDING)
    total, *parts = [f"{style.money_label(label)}：{style.money(amount)}" for label, _, amount in money.parts]
    parts[0], parts[3] = "其中：" + parts[0], "其中：" + parts[3]
    pairs = [("按收入性质分：", "按支出性质分："), *zip(parts[:3], [*parts[3:], ""], strict=True)]
    half = [1, 1 + (style.width - 1) // 2]
    top = style.row(style.caption("年度预算申请"), total, ends=[1])
    return [top, *(style.row(UP, *pair, ends=half) for pair in pairs)], money.sums()


def money_by_income_and_spending_in_cells(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """The same, each amount beside its label."""
    money = _money(style.chance, ("资金总额", "total", "1"), *INCOME, *SPENDING)
    total, *parts = [(style.money_label(label), style.money(amount)) for label, _, amount in money.parts]
    pairs = zip(parts[:3], [*parts[3:], ("", "")], strict=True)
    rows = [style.row(style.caption("年度预算申请"), *total, ends=[1, 2])]
    rows.append(style.row(UP, "按收入性质分", "按支出性质分", ends=[1, 3]))
    return rows + [style.row(UP, *left, *right, ends=[1, 2, 3, 4]) for left, right in pairs], money.sums()


def money_of_an_evaluation(style: Style) -> tuple[Rows, tuple[Sum, ...]]:
    """Planned, adjusted and executed sums of the total and of a part, with the rate."""
    three = _three(style)
    columns = {"initial": "1", "adjusted": "0.95", "executed": "0.855"}
    heads = [style.money_label(style.chance.choice(column, MONEY_LABELS[column])) for column in columns]
    ends = [1, 2, 3, 4, 5]
    rows = [style.row(_caption(style), "", *heads, "执行率", ends=ends)]
    sums: list[Sum] = []
    for label, item, amount in three.parts[:2]:
        shares = [(amount * Decimal(share)).quantize(Decimal("0.01")) for share in columns.values()]
        rows.append(style.row(UP, label, *map(style.money, shares), "90%", ends=ends))
        sums += [Sum(item, yuan(share), column) for column, share in zip(columns, shares, strict=True)]
    return rows, tuple(sums)


def goal_beside(style: Style) -> tuple[Rows, tuple[Aim, ...]]:
    """The text right of its label."""
    text = f"{GOAL}，{EFFECT}。"
    return [style.row("年度绩效目标", text)], (Aim("annual", text),)


def goal_inside(style: Style) -> tuple[Rows, tuple[Aim, ...]]:
    """Label and text in one cell."""
    text = f"{GOAL}，{EFFECT}。"
    return [style.row(f"当年绩效目标：{text}")], (Aim("annual", text),)


def goal_below(style: Style) -> tuple[Rows, tuple[Aim, ...]]:
    """The text in the row below its label."""
    text = f"{GOAL}，{EFFECT}。"
    return [style.row("年度绩效目标"), style.row(text)], (Aim("annual", text),)


def numbered_goals(style: Style) -> tuple[Rows, tuple[Aim, ...]]:
    """Several goals in one cell."""
    cell = f"目标1：{GOAL}；¶目标2：{EFFECT}。"
    return [style.row("总体目标", cell)], (Aim("overall", f"{GOAL}；"), Aim("overall", f"{EFFECT}。"))


def goals_of_two_terms(style: Style) -> tuple[Rows, tuple[Aim, ...]]:
    """The goal of the project's term beside that of the year."""
    half = [1, style.width // 2]
    rows = [style.row("总体目标", "实施期目标", "年度目标", ends=half)]
    rows.append(style.row(UP, f"{THREE_YEARS}。", f"{GOAL}。", ends=half))
    return rows, (Aim("implementation", f"{THREE_YEARS}。"), Aim("annual", f"{GOAL}。"))


def goal_and_what_was_reached(style: Style) -> tuple[Rows, tuple[Aim, ...]]:
    """The goal beside what was reached."""
    heads = style.chance.choice(
        "reached", [("预期目标", "实际完成情况"), ("年初设定目标", "全年实际完成情况")]
    )
    half = [1, style.width // 2]
    rows = [
        style.row("年度总体目标", *heads, ends=half),
        style.row(UP, f"{GOAL}。", f"已{GOAL}。", ends=half),
    ]
    return rows, (Aim("annual", f"{GOAL}。"), Aim("achieved", f"已{GOAL}。"))


# Each with the least width of a form that can hold it.
MONEY: list[tuple[Callable[[Style], tuple[Rows, tuple[Sum, ...]]], int]] = [
    (money_in_rows, 4),
    (money_in_a_stack, 4),
    (money_inside, 4),
    (money_by_income_and_spending, 4),
    (money_by_income_and_spending_in_cells, 5),
    (money_of_two_terms, 5),
    (money_under_heads, 5),
]
GOALS: list[Callable[[Style], tuple[Rows, tuple[Aim, ...]]]] = [
    goal_beside,
    goal_inside,
    goal_below,
    numbered_goals,
    goals_of_two_terms,
]


def fields(seed: int) -> DrawnForm:
    """A form that is mostly fields, sums and goals."""
    chance = Chance(f"fields {seed}")
    kind = chance.choice("kind", ["project_target", "department_target", "project_evaluation"])
    style = Style(
        chance,
        chance.choice("width", [6, 8] if kind == "project_evaluation" else [4, 4, 5, 6, 8]),
        chance.choice("labels", ["beside", "beside", "inside", "spaced", "broken"]),
        chance.choice("unit", ["万元", "万元", "元"]),
        chance.choice("declared", ["line", "label", "cell", "caption"]),
    )
    rows, stated, named = _fields(style, kind)
    if kind == "project_evaluation":
        (money, sums), (goals, aims) = money_of_an_evaluation(style), goal_and_what_was_reached(style)
    else:
        layouts = [layout for layout, least in MONEY if style.width >= least]
        money, sums = chance.choice("money", layouts)(style)
        goals, aims = chance.choice("goals", GOALS)(style)
    stated |= {"kind": kind, "fiscal_year": "2024", "total_yuan": _year_total(sums)}
    truth = Truth(
        tuple(Row(level1, level2, name, "", value, "") for level1, level2, name, value in INDICATORS),
        tuple(Stated(*item) for item in stated.items()),
        sums,
        aims,
        tuple(Named(*item) for item in named.items()),
    )
    lines = [chance.choice("title", TITLES[kind])] + [f"单位：{style.unit}"] * (style.declared == "line")
    drawn = [*rows, *money, *goals, *_block(style)]
    return DrawnForm(tuple(lines), tuple(tuple(row) for row in drawn), (truth,), chance.name)


def _fields(style: Style, kind: str) -> tuple[Rows, dict[str, str], dict[str, str]]:
    """Rows of fields, what they state for forms.csv, and what for fields.csv."""

    def label(name: str) -> str:
        return style.chance.choice(name, FIELD_LABELS[name])

    if kind == "department_target":
        return [style.fields((label("department"), BODY))], {"department": BODY}, {}
    rows = [style.fields((label("project"), PROJECT))]
    rows.append(style.fields((label("competent_department"), OFFICE), (label("implementing_unit"), BODY)))
    stated = {"project": PROJECT, "competent_department": OFFICE, "department": BODY}
    named = {"project": PROJECT, "competent_department": OFFICE}
    if style.chance.falls("person", 0.5):
        named |= {"person": "王小明", "phone": "0700-6612345"}
        rows.append(style.fields((label("person"), named["person"]), ("联系电话", named["phone"])))
    if style.chance.falls("period", 0.5):
        named |= {"period": style.chance.choice("term", PERIODS), "project_attribute": "□新增 ☑延续"}
        rows.append(
            style.fields((label("period"), named["period"]), ("项目属性", named["project_attribute"]))
        )
        stated |= {"period_start": "2024-01-01", "period_end": "2024-12-31"}
    return rows, stated, named


def _year_total(sums: tuple[Sum, ...]) -> str:
    """The total of the year: adjusted where it was, never the whole project's."""
    totals = {each.column: each.yuan for each in sums if each.item == "total"}
    return next(totals[column] for column in ("adjusted", "annual", "") if column in totals)


def _block(style: Style) -> Rows:
    ends = [1, 2, 3]
    rows = [style.row("一级指标", "二级指标", "三级指标", "指标值", ends=ends)]
    above = ""
    for level1, *others in INDICATORS:
        rows.append(style.row(UP if level1 == above else level1, *others, ends=ends))
        above = level1
    return rows
