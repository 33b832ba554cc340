"""The rows of an indicator block, each cell already given to a column, become indicators with true levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from extract import shape, vocabulary
from extract.block_side import Side
from extract.header import Column
from extract.ledger import Ledger
from extract.placed import Placed
from jixiao.forms.document import Cell
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawGoal, RawIndicator, RawText
from jixiao.forms.text import one_line, squeeze

_BODY_OF_LIST = frozenset({"unit_name", "unit_code", "competent_department"})


@dataclass(slots=True)
class Block:
    """What one indicator block came to."""

    indicators: list[RawIndicator] = field(default_factory=list)
    # Of a list: the project of each indicator, the headings over its cells by role, and the rows that only add up.
    projects: list[Mapping[str, Cell]] = field(default_factory=list)
    headings: Mapping[str, str] = field(default_factory=dict)
    summaries: list[Mapping[str, Cell]] = field(default_factory=list)
    goals: list[RawGoal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class BlockReader:
    """Turns placed rows into indicators, side-by-side blocks one after another within each row."""

    def __init__(self, columns: Sequence[Column], ledger: Ledger) -> None:
        self._columns = columns
        self._ledger = ledger
        self._project: Mapping[str, Cell] = {}
        groups = sorted({column.group for column in columns} - {0}) or [0]
        self._sides = [Side(columns, group, ledger, len(groups)) for group in groups]

    def read(self, placed: Sequence[Placed]) -> Block:
        """All indicators of the block, in the order of the form."""
        block = Block(
            headings={c.role.removeprefix("list."): c.heading for c in self._columns if "list." in c.role}
        )
        for entry in placed:
            project = self._project_of(entry, block)
            self._take_goals(entry, block)
            for side in self._sides:
                for indicator in side.indicators(entry):
                    block.indicators.append(indicator)
                    block.projects.append(project)
                    if indicator.certainty is Certainty.AMBIGUOUS:
                        block.findings.append(ambiguous_row(indicator, len(block.indicators)))
            self._account(entry)
        return _without_parents(block)

    def _take_goals(self, entry: Placed, block: Block) -> None:
        """The goals that stand beside the indicators, each over several rows."""
        for number, column in enumerate(self._columns):
            if column.role == "goal" and number in entry.fresh:
                block.goals += [
                    goal_of(column, cell)
                    for cell in entry.cells[number]
                    if squeeze(cell.text) and not vocabulary.is_no_text(cell.text)
                ]

    def _project_of(self, entry: Placed, block: Block) -> Mapping[str, Cell]:
        """The cells that say which project the row belongs to, by role; blank ones go on from the row above.

        A new project keeps the body that stood above it, and nothing else.
        """
        here = {
            column.role.removeprefix("list."): cell
            for number, column in enumerate(self._columns)
            if column.role.startswith("list.")
            for cell in entry.cells.get(number, ())
            if not shape.is_blank(cell.text)
        }
        if here and "project" not in here and "name" not in self._roles_in(entry):
            block.summaries.append(here)
        elif "project" in here:
            kept = {role: cell for role, cell in self._project.items() if role in _BODY_OF_LIST}
            self._project = {**kept, **here}
        else:
            self._project = {**self._project, **here}
        return self._project

    def _roles_in(self, entry: Placed) -> set[str]:
        return {
            self._columns[number].role
            for number, cells in entry.cells.items()
            if any(not shape.is_blank(cell.text) for cell in cells)
        }

    def _account(self, entry: Placed) -> None:
        for number, column in enumerate(self._columns):
            for cell in entry.cells.get(number, ()):
                if column.role in ("list.number", "number", "which"):
                    self._ledger.furniture(cell, column.role)
                elif not column.role.startswith("list.") and not shape.is_blank(cell.text):
                    self._claim(cell, column.role)

    def _claim(self, cell: Cell, role: str) -> None:
        if role in ("unknown", "unread") or (role == "caption" and not vocabulary.is_caption(cell.text)):
            return
        if role == "caption":
            self._ledger.furniture(cell, role)
        elif role not in ("level1", "level2"):
            self._ledger.read(cell, role)
        elif shape.is_points(cell.text):
            self._ledger.furniture(cell, "points")
        elif vocabulary.is_class(cell.text):
            self._ledger.furniture(cell, role)


def goal_of(column: Column, cell: Cell) -> RawGoal:
    """The goal that stands in a column beside the indicators."""
    scope = vocabulary.label(column.heading).goal or "annual"
    return RawGoal(scope, column.heading, RawText(cell.text, cell.place))


# ---------------------------------------------------------------- parents that carry only points


def _without_parents(block: Block) -> Block:
    """A name with points and nothing else, over rows of the same class without points, is their parent."""
    kept = replace(block, indicators=[], projects=[])
    parent: RawIndicator | None = None
    for position, (indicator, project) in enumerate(zip(block.indicators, block.projects, strict=True)):
        follower = block.indicators[position + 1] if position + 1 < len(block.indicators) else None
        if _is_parent(indicator) and follower is not None and _is_child(follower, indicator):
            parent = indicator
            continue
        if parent is not None and _is_child(indicator, parent) and parent.name is not None:
            kept.indicators.append(replace(indicator, parent=one_line(parent.name.text)))
        else:
            parent = None
            kept.indicators.append(indicator)
        kept.projects.append(project)
    if len(kept.indicators) != len(block.indicators):
        kept.findings = [f for f in kept.findings if f.indicator_no is None] + _doubts(kept.indicators)
    return kept


def _is_parent(indicator: RawIndicator) -> bool:
    return (
        not _blank(indicator.name)
        and indicator.weight is not None
        and _blank(indicator.value)
        and _blank(indicator.actual)
    )


def _is_child(indicator: RawIndicator, parent: RawIndicator) -> bool:
    return (
        indicator.weight is None
        and not _blank(indicator.value)
        and (indicator.level1, indicator.level2) == (parent.level1, parent.level2)
    )


def _doubts(indicators: Sequence[RawIndicator]) -> list[Finding]:
    return [
        ambiguous_row(indicator, number)
        for number, indicator in enumerate(indicators, start=1)
        if indicator.certainty is Certainty.AMBIGUOUS
    ]


def ambiguous_row(indicator: RawIndicator, number: int) -> Finding:
    """The finding of a row whose cells may stand in other columns; `number`: of the row, from 1."""
    name = one_line(indicator.name.text) if indicator.name else ""
    return Finding(
        About.READING,
        Severity.WARNING,
        "ambiguous-row",
        f"指标“{name}”这一行还可以有另一种读法，请对照原文核对。",
        str(indicator.place),
        "按用词和形态推断，另一种归列或拆分的结果同样说得通。",
        number,
    )


def _blank(text: RawText | None) -> bool:
    return text is None or shape.is_blank(text.text)
