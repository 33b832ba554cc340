"""Forms with random columns in random order, each with the rows that a person would read: for tests and bench.

One form can be seen in five ways: `exact`, a true grid; `blank`, a dump that shows merged cells as blanks; `dropped`,
one that leaves them out; `stream`, one cell after another; `bare`, the same without blank cells.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from extract.row import Grid
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table
from jixiao.forms.raw import Extraction

VIEWS = ("exact", "blank", "dropped", "stream", "bare")

CLASSES = {
    "产出指标": ["数量指标", "质量指标", "时效指标"],
    "成本指标": ["经济成本指标", "社会成本指标"],
    "效益指标": ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"],
    "满意度指标": ["服务对象满意度指标"],
}
NAMES = [
    *(
        "清扫村道里程",
        "发放宣传资料",
        "开展巡回演出",
        "新建灌溉水渠",
        "改造旧房户数",
        "举办技能培训",
        "购置图书",
    ),
    *(
        "工程验收合格率",
        "资料归档完整率",
        "补助发放准确率",
        "设备完好率",
        "到位及时率",
        "任务完成时间",
        "维修响应时限",
    ),
    *(
        "每公里养护成本",
        "人均补助标准",
        "财政资金节约率",
        "带动农户增收",
        "减少经济损失",
        "群众知晓率",
        "人居环境",
    ),
    *(
        "村级集体经济",
        "水质改善情况",
        "化肥使用量下降率",
        "长效管护机制",
        "人才队伍建设",
        "村民满意度",
        "学员满意度",
    ),
]
NUMBERS = [
    ("≥", "12", "公里"),
    ("≥", "95", "%"),
    ("≤", "2.5", "万元"),
    ("=", "100", "%"),
    ("≤", "300", "元/人·天"),
]
NUMBERS += [
    ("≥", "1,200", "人次"),
    ("＝", "3", "期"),
    ("≤", "0.5", "‰"),
    ("≥", "4", "次/年"),
    ("≥", "35", "平方米"),
]
WORDS = [
    "有效改善",
    "逐步提高",
    "健全",
    "长期",
    "合格",
    "基本建立",
    "优良中低差",
    "2024年11月底前",
    "每季度一次",
]
HEADINGS = {
    "number": ["序号"],
    "level1": ["一级指标", "一级绩效指标"],
    "level2": ["二级指标", "二级绩效指标"],
    "name": ["三级指标", "三级指标名称", "指标内容", "指标名称"],
    "value": ["指标值", "年度指标值", "目标值", "指标值及单位"],
    "comparator": ["指标性质", "计算符号", "指标方向"],
    "unit": ["度量单位", "计量单位", "单位"],
    "direction": ["指标方向性", "指标值类型"],
    "weight": ["分值", "权重"],
    "actual": ["实际完成值", "全年实际值"],
    "score": ["得分", "自评得分"],
    "explanation": ["指标解释", "指标说明"],
    "rule": ["评分标准", "评（扣）分标准"],
    "standard": ["绩效标准"],
    "note": ["备注"],
    "deviation": ["偏差原因分析及改进措施", "未完成原因分析"],
}
FILLERS = {
    "direction": ["正向", "反向", "定性"],
    "weight": ["5", "10", "7.5"],
    "score": ["5", "9.5", "7"],
    "explanation": ["反映工作完成的情况", "考核实施效果", ""],
    "rule": ["完成得满分，未完成按比例扣分", "按实际完成比例计分"],
    "standard": ["计划标准", "历史标准", ""],
    "note": ["", "", "新增"],
    "deviation": ["", "", "资金下达较晚"],
}


@dataclass(frozen=True)
class RandomForm:
    """A form as a table of texts, and what its rows state: (level 1, level 2, name, value with sign and unit)."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # the head first
    merged: bool  # levels merged downwards; else repeated on each row
    caption: bool  # a cell 绩效指标 down the left side
    truth: tuple[tuple[str, str, str, str], ...]

    def seen(self, view: str) -> Document:
        """The form in one of VIEWS."""
        exact = Table(1, Geometry.EXACT, tuple(self._cells()))
        table = exact if view == "exact" else _dumped(exact, view)
        return Document("test", "random", (Line(self.title, Place(block=1)), table))

    def _cells(self) -> list[Cell]:
        cells = [_cell(1, 1, "绩效指标", len(self.rows))] if self.caption else []
        shift = 1 + self.caption
        for number, role in enumerate(self.columns):
            row = 0
            while row < len(self.rows):
                span = self._span(row, number) if self.merged and role in ("level1", "level2") else 1
                cells.append(_cell(row + 1, number + shift, self.rows[row][number], span))
                row += span
        return sorted(cells, key=lambda cell: (cell.row, cell.column))

    def _span(self, row: int, number: int) -> int:
        """How far down the cell goes: as long as it and the levels before it stay the same."""
        levels = [n for n in range(number + 1) if self.columns[n] in ("level1", "level2")]
        last = row
        while (
            row
            and last + 1 < len(self.rows)
            and all(self.rows[last + 1][n] == self.rows[row][n] for n in levels)
        ):
            last += 1
        return last - row + 1


def _cell(row: int, column: int, text: str, span: int = 1) -> Cell:
    return Cell(row, column, text, Place(table=1, row=row, column=column), span)


def _dumped(table: Table, view: str) -> Table:
    grid = Grid(table)
    rows: list[list[str]] = []
    for row in range(1, table.rows + 1):
        covering = grid.covering(row, 1, table.columns)
        if view == "blank":
            rows.append([cell.text if cell.row == row else "" for cell in covering])
        else:
            rows.append([cell.text for cell in covering if cell.row == row])
    if view in ("blank", "dropped"):
        cells = [_cell(r, c, text) for r, row in enumerate(rows, 1) for c, text in enumerate(row, 1)]
        return Table(1, Geometry.RAGGED, tuple(cells))
    texts = [text for row in rows for text in row if text or view == "stream"]
    return Table(1, Geometry.STREAM, tuple(_cell(row, 1, text) for row, text in enumerate(texts, 1)))


def random_form(seed: int) -> RandomForm:
    """The form of this number; the same number gives the same form."""
    chance = random.Random(seed)
    apart = chance.random() < 0.5
    evaluated = chance.random() < 0.4
    columns = _columns(chance, apart=apart, evaluated=evaluated)
    rows, truth = [], []
    for number, (first, second, name) in enumerate(_indicators(chance), start=1):
        sign, value, unit = (
            chance.choice(NUMBERS) if chance.random() < 0.7 else ("", chance.choice(WORDS), "")
        )
        if not apart:
            sign, value, unit = "", sign + value + unit, ""
        texts = {"number": str(number), "level1": first, "level2": second, "name": name}
        texts |= {"comparator": sign, "value": value, "unit": unit, "actual": chance.choice([value, "完成"])}
        texts |= {role: chance.choice(options) for role, options in FILLERS.items()}
        rows.append(tuple(texts[role] for role in columns))
        truth.append((first, second, name, sign + value + unit))
    head = tuple(chance.choice(HEADINGS[role]) for role in columns)
    title = "2023年项目支出绩效自评表" if evaluated else "2023年项目支出绩效目标表"
    merged, caption = chance.random() < 0.7, chance.random() < 0.6
    return RandomForm(title, tuple(columns), (head, *rows), merged, caption, tuple(truth))


def _columns(chance: random.Random, *, apart: bool, evaluated: bool) -> list[str]:
    stated = ["comparator", "value", "unit"] if apart else ["value"]
    if apart and chance.random() < 0.4:
        stated = chance.choice([["unit", "comparator", "value"], ["value", "comparator", "unit"]])
    if evaluated:
        extra = chance.choice([["actual", "weight", "score", "deviation"], ["actual", "weight", "score"]])
    else:
        extra = [
            role for role in ("weight", "direction", "rule", "standard", "note") if chance.random() < 0.2
        ]
        chance.shuffle(extra)
    before = ["explanation"] if chance.random() < 0.15 else []
    front = ["number"] if chance.random() < 0.15 else []
    return [*front, "level1", "level2", "name", *before, *stated, *extra]


def _indicators(chance: random.Random) -> list[tuple[str, str, str]]:
    names = iter(chance.sample(NAMES, len(NAMES)))
    return [
        (first, second, next(names))
        for first, seconds in CLASSES.items()
        if first != "成本指标" or chance.random() < 0.4
        for second in seconds
        for _ in range(chance.choice([1, 1, 2]))
    ]


def read_rows(extraction: Extraction) -> list[tuple[tuple[str, str, str, str], bool]]:
    """The rows as `truth` has them, each with: is it doubted?"""
    return [
        (
            (
                _text(row.level1),
                _text(row.level2),
                _text(row.name),
                _text(row.comparator) + _text(row.value) + _text(row.unit),
            ),
            row.certainty == "ambiguous",
        )
        for form in extraction.forms
        for row in form.indicators
    ]


def _text(piece: object) -> str:
    return "" if piece is None else str(getattr(piece, "text", ""))


@dataclass(frozen=True)
class Tally:
    """How rows were read: all of them, right ones, wrong ones that nobody doubted, right ones that were doubted."""

    rows: int = 0
    read: int = 0
    right: int = 0
    silent: int = 0
    false: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            *(
                getattr(self, name) + getattr(other, name)
                for name in ("rows", "read", "right", "silent", "false")
            )
        )

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / max(1, self.rows + self.read)


def tally(
    truth: Sequence[tuple[str, str, str, str]], got: Sequence[tuple[tuple[str, str, str, str], bool]]
) -> Tally:
    """Compare the rows that were read with the truth, each used once."""
    left = list(truth)
    right = silent = false = 0
    for row, doubted in got:
        if row in left:
            left.remove(row)
            right, false = right + 1, false + doubted
        else:
            silent += not doubted
    return Tally(len(truth), len(got), right, silent, false)
