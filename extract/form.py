"""From a document to its forms: the rooms of this stage put together, and the account closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract import bands, block, header, scoring, title, totals, vocabulary
from extract.alignment import place_in_order
from extract.collector import paused
from extract.damage import (
    unread_form,
    with_cut,
    with_misplaced,
    with_uncertain_joins,
    with_unsure_texts,
    without_indicators,
)
from extract.fields import FieldReader
from extract.header import Column, Header
from extract.indicators import Block, BlockReader, goal_of
from extract.ledger import Ledger
from extract.paired import paired
from extract.placed import Placed
from extract.row import Grid, Row
from extract.rows import rows
from extract.segment import Segment, segments
from jixiao.forms.document import Cell, Document, Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Extraction, RawAmount, RawField, RawForm, RawGoal, RawIndicator, RawText, Use
from jixiao.forms.text import one_line, squeeze

# What tells two projects of a list apart.
_KEY_OF_PROJECT = ("unit_code", "unit_name", "project_code", "project")
_FIELD_OF_LIST = {"unit_code": "department_code"}
_MOST_LISTED = 200  # unread cells of one form that are listed one by one


@paused()
def forms(document: Document) -> Extraction:
    """All forms of the document, and what each of its cells and lines was read as. Never raises on odd tables."""
    ledger = Ledger()
    found: list[RawForm] = []
    uses: list[Use] = []
    before: Segment | None = None
    for segment in segments(rows(document)):
        made = _forms_of(segment, ledger, len(found) + 1) if segment.is_form() else []
        if found and before is not None and _goes_on(before, segment):
            made = [_like_the_one_above(found[-1], form) for form in made]
        before = segment
        found += made
        for row in segment.rows:
            uses += ledger.uses(row, inside=bool(made) and row.table is not None)
    if document.cut and found:
        found[-1] = with_cut(found[-1], document)
    found = [with_unsure_texts(form, document.findings) for form in found]
    found = [with_misplaced(with_uncertain_joins(form, document.findings)) for form in found]
    return Extraction(tuple(found), tuple(uses), tuple(unread_form(document, found)))


@dataclass(slots=True)
class _Parts:
    """What the rows of one segment came to."""

    reader: FieldReader
    blocks: list[tuple[Header, Block]]

    def take(self, head: Header, found: Block) -> None:
        """One more block of indicators; what only gives points becomes fields."""
        self.reader.goals += found.goals
        if scoring.is_scoring(head.columns):
            self.reader.fields += scoring.fields(head.columns, found)
            self.reader.findings += [replace(finding, indicator_no=None) for finding in found.findings]
            found = Block()
        self.blocks.append((head, found))


def _forms_of(segment: Segment, ledger: Ledger, number: int) -> list[RawForm]:
    if segment.title is None:
        segment.title = _heading(segment)
    parts = _read_rows(segment, ledger)
    for cell in [*segment.titles, *([segment.title] if segment.title else [])]:
        ledger.furniture(cell, "title")
    form = without_indicators(
        _form(segment, parts, number),
        (cell for row in segment.rows if row.table is not None for cell in row.filled),
    )
    is_list = any(head.is_list and found.indicators for head, found in parts.blocks)
    made = _listed(form, [found for _, found in parts.blocks], ledger) if is_list else [form]
    return _with_unread(made, segment, ledger)


def _like_the_one_above(above: RawForm, form: RawForm) -> RawForm:
    """The form, for the year and in the unit of money of the one above, where it states none."""
    return replace(form, year=form.year or above.year, money_unit=form.money_unit or above.money_unit)


def _goes_on(before: Segment, segment: Segment) -> bool:
    """A form without a title in the table of the one before it: they share its title, and so its year."""
    table = segment.rows[0].table
    return segment.title is None and table is not None and table is before.rows[-1].table


def _heading(segment: Segment) -> Cell | None:
    """What stands as a title over a form that has none: alone in its row, above the first label."""
    for row in segment.rows:
        if any(vocabulary.label(cell.text) for cell in row.filled) or header.is_header(row):
            return None
        if len(row.filled) == 1 and title.is_heading(row.filled[0].text):
            return row.filled[0]
    return None


def _read_rows(segment: Segment, ledger: Ledger) -> _Parts:
    parts = _Parts(FieldReader(ledger), [])
    grids = block.grids(segment.rows)
    index, head = 0, None
    while index < len(segment.rows):
        head = _next_head(segment, index, head, grids)
        until = head.body - len(head.rows) if head else len(segment.rows)
        over = bands.above(segment.rows[index:until], head) if head else ()
        _read_outside(segment.rows[index : until - len(over)], segment, parts, ledger)
        if head is None:
            break
        index = _read_block(head, over, segment, parts, ledger, grids)
    parts.reader.finish()
    return parts


def _next_head(segment: Segment, index: int, last: Header | None, grids: Mapping[int, Grid]) -> Header | None:
    """The head of the next block from `index` on; the first one of a form may go on under that above, or have none."""
    head = header.under_caption(segment.rows, index, last) or header.find(segment.rows, index, grids)
    if head is not None or last is not None:
        return head
    above = segment.before.header if segment.before else None
    return header.continued(segment.rows, above) or header.inferred(segment.rows, grids)


def _read_outside(rows: Sequence[Row], segment: Segment, parts: _Parts, ledger: Ledger) -> None:
    """The rows between two blocks: below one they may begin with its total."""
    for row in totals.gathered(rows) if parts.blocks else rows:
        if not (parts.blocks and _total(row, parts, ledger, below=True)):
            _outside_block(row, segment, parts.reader, ledger)


def _read_block(
    head: Header,
    over: Sequence[Row],
    segment: Segment,
    parts: _Parts,
    ledger: Ledger,
    grids: Mapping[int, Grid],
) -> int:
    """Read the block under the head, `over` which bands stand; return the index of the first row below it."""
    for column, cell in head.goals:
        parts.reader.goals.append(goal_of(column, cell))
        ledger.read(cell, "goal")
    for cell in (cell for row in head.rows for cell in row.filled):
        ledger.furniture(cell, "head")
    inside, between, below = block.body(segment.rows, head, ledger)
    columns, placed = _placed([*over, *inside], head, ledger, grids)
    segment.header = replace(head, columns=columns)
    parts.take(segment.header, BlockReader(columns, ledger).read(placed))
    for row in between:
        if totals.is_total(row.filled[0].text):
            _total(row, parts, ledger, below=False)
        else:
            parts.reader.read(row)
    parts.reader.total_below = "other" if head.is_list else "self_score"
    return below


def _placed(
    inside: Sequence[Row], head: Header, ledger: Ledger, grids: Mapping[int, Grid]
) -> tuple[tuple[Column, ...], list[Placed]]:
    """The rows of a block with each cell in its column, by the grid or by the order; a head that was inferred shows."""
    found = bands.find(inside, head)
    inside = found.without(inside)
    table = next((row.table for row in [*inside, *head.rows]), None)
    if table is not None and table.number in grids:
        columns, placed = block.place_exact(inside, head, grids)
    else:
        columns, placed = place_in_order(inside, head)
    columns, placed = paired(*found.put_back(columns, placed), ledger)
    inferred = not head.rows or any(column.deduced for column in columns)
    return columns, [replace(entry, inferred=True) for entry in placed] if inferred else placed


def _total(row: Row, parts: _Parts, ledger: Ledger, *, below: bool) -> bool:
    """Read a row that adds up the points of the last block; say whether it is one. A subtotal always is."""
    head = parts.blocks[-1][0]
    sums = totals.sums_of(row)
    if below and not (sums and head.of(*totals.POINTS)):
        return False
    fields, findings = totals.points(row, head.columns, below=below)
    ledger.furniture(row.filled[0], "label")
    for cell, field in zip(sums, fields, strict=True):
        ledger.read(cell, field.field)
    parts.reader.fields += fields
    parts.reader.findings += findings
    return True


def _outside_block(row: Row, segment: Segment, reader: FieldReader, ledger: Ledger) -> None:
    """A row above or below the indicator block: the title and what belongs to it, or fields."""
    for cell in row.filled:
        if title.is_title(cell.text) or title.is_serial(cell.text) or title.is_year_line(cell.text):
            ledger.furniture(cell, "title")
    if any(not ledger.knows(cell) for cell in row.filled):
        reader.read(row)


def _form(segment: Segment, parts: _Parts, number: int) -> RawForm:
    heading = None if segment.title is None else RawText(segment.title.text, segment.title.place)
    indicators = tuple(i for head, found in parts.blocks for i in _timed(head, found, len(parts.blocks)))
    reader = parts.reader
    return RawForm(
        number=number,
        kind=_kind(heading, parts),
        title=heading,
        place=heading.place if heading else segment.rows[0].cells[0].place,
        year=_year(segment),
        money_unit=reader.money_unit or _money_unit(segment),
        fields=tuple(reader.fields),
        amounts=tuple(reader.amounts),
        goals=tuple(reader.goals),
        indicators=indicators,
        findings=(*reader.findings, *_block_findings(parts.blocks)),
    )


def _timed(head: Header, found: Block, blocks: int) -> list[RawIndicator]:
    """Of blocks one under the other, the caption says which time they are for: `长期绩效指标`."""
    captions = [column.horizon for column in (*head.of("caption"), *head.of("value")) if column.horizon]
    if blocks < 2 or not captions:
        return found.indicators
    return [replace(indicator, horizon=captions[0]) for indicator in found.indicators]


def _block_findings(blocks: Iterable[tuple[Header, Block]]) -> Iterable[Finding]:
    """The findings of each block, their row numbers counted on from block to block."""
    before = 0
    for _, found in blocks:
        for finding in found.findings:
            yield replace(finding, indicator_no=(finding.indicator_no or 0) + before)
        before += len(found.indicators)


def _kind(heading: RawText | None, parts: _Parts) -> str:
    """The kind by the title's words; where they say too little, by the labels and columns of the form."""
    said = title.kind(heading.text) if heading else "unknown"
    columns = {column.role for head, _ in parts.blocks for column in head.columns}
    if parts.blocks and all(scoring.is_scoring(head.columns) for head, _ in parts.blocks):
        return "scoring"
    if said != "unknown":
        return said
    act = (title.act(heading.text) if heading else None) or (
        "evaluation" if "actual" in columns else "target"
    )
    codes = {field.field for field in parts.reader.fields}
    if codes & {"central_department", "provincial_department", "finance_department", "local_department"}:
        return f"transfer_{act}"
    if "duties" in codes or any(
        amount.item in ("by_income", "by_expenditure") for amount in parts.reader.amounts
    ):
        return f"department_{act}"
    if "project" in codes or "list.project" in columns:
        return f"project_{act}"
    return "unknown"


def _year(segment: Segment) -> RawText | None:
    """The text that states the year: the title, or a line about it before the first label."""
    if segment.title is not None and title.states_year(segment.title.text):
        return RawText(segment.title.text, segment.title.place)
    begin = next((n for n, row in enumerate(segment.rows) if segment.title in row.cells), 0)
    for row in segment.rows[begin : begin + 4]:
        for cell in row.filled:
            if title.is_year_line(cell.text) and title.states_year(cell.text):
                return RawText(cell.text, cell.place)
    return next(
        (RawText(cell.text, cell.place) for cell in segment.titles if title.states_year(cell.text)),
        None,
    )


def _money_unit(segment: Segment) -> RawText | None:
    """The unit that the label of the amounts declares, where no `单位：万元` stands apart."""
    for row in segment.rows:
        for cell in row.filled:
            label = vocabulary.label(cell.text)
            if (
                label.section == "amounts" or label.amount or vocabulary.list_role(cell.text) == "amount"
            ) and (unit := vocabulary.money_unit(cell.text)):
                return RawText(unit, cell.place)
    return None


# ---------------------------------------------------------------- a list with one project per row


def _listed(form: RawForm, blocks: Iterable[Block], ledger: Ledger) -> list[RawForm]:
    """One form for each project of the list, in order of first appearance."""
    groups: dict[tuple[str, ...], list[int]] = {}  # numbers of the form's indicators, from 1
    projects: dict[tuple[str, ...], Mapping[str, Cell]] = {}
    headings: dict[str, str] = {}
    number = 0
    for found in blocks:
        headings |= found.headings
        for project in found.projects:
            number += 1
            key = tuple(squeeze(project[role].text) for role in _KEY_OF_PROJECT if role in project)
            groups.setdefault(key, []).append(number)
            projects.setdefault(key, project)
            for role, cell in project.items():
                ledger.read(cell, role)
        for summary in found.summaries:
            form = _with_summary(form, summary, ledger)
    about = _by_indicator(form.findings)
    listed = [
        replace(
            _project_form(form, numbers, projects[key], headings),
            number=form.number + position,
            findings=tuple(_findings_about(numbers, about)),
        )
        for position, (key, numbers) in enumerate(groups.items())
    ]
    listed[0] = replace(listed[0], findings=(*about.get(None, ()), *listed[0].findings))
    return listed


def _by_indicator(findings: Iterable[Finding]) -> Mapping[int | None, list[Finding]]:
    """The findings by the number of the indicator that they are about; None: about no indicator."""
    about: dict[int | None, list[Finding]] = {}
    for finding in findings:
        about.setdefault(finding.indicator_no, []).append(finding)
    return about


def _findings_about(
    numbers: Sequence[int], about: Mapping[int | None, Sequence[Finding]]
) -> Iterator[Finding]:
    """The findings about these indicators, which are numbered anew."""
    for new, old in enumerate(numbers, start=1):
        yield from (replace(finding, indicator_no=new) for finding in about.get(old, ()))


def _common_fields(form: RawForm, project: Mapping[str, Cell]) -> list[RawField]:
    """What stands above the list holds for each project; the body there is the one that filled the list in."""
    if "unit_name" not in project:
        return list(form.fields)
    return [
        replace(field, field="reporting_unit") if field.field == "department_name" else field
        for field in form.fields
    ]


def _with_summary(form: RawForm, summary: Mapping[str, Cell], ledger: Ledger) -> RawForm:
    """A row of the list that names no project: the sum of a body. It is kept as a field under the body's name."""
    *names, last = summary.values()
    for cell in summary.values():
        ledger.read(cell, "other")
    label = "".join(one_line(cell.text) for cell in names)
    return replace(form, fields=(*form.fields, RawField("other", label, RawText(last.text, last.place))))


def _project_form(
    form: RawForm,
    indicators: Sequence[int],
    project: Mapping[str, Cell],
    headings: Mapping[str, str],
) -> RawForm:
    """One project of the list as a form: what stands above the list, its own cells, and its indicators by number."""
    fields, amounts, goals = _common_fields(form, project), list(form.amounts), list(form.goals)
    for role, cell in project.items():
        text, heading = RawText(cell.text, cell.place), headings[role]
        if role == "amount" or role.startswith("amount."):
            unit = vocabulary.money_unit(heading)
            item = role.removeprefix("amount").lstrip(".") or "total"
            amounts.append(RawAmount(item, heading, text, unit=unit, unit_source="column" if unit else ""))
        elif role == "goal":
            goals.append(RawGoal(vocabulary.label(heading).goal or "annual", heading, text))
        elif role != "number":
            code = vocabulary.label(heading).field or _FIELD_OF_LIST.get(role, role)
            fields.append(RawField(code, heading, text))
    place = next((cell.place for role, cell in project.items() if role == "project"), form.place)
    return replace(
        form,
        fields=tuple(fields),
        amounts=tuple(amounts),
        goals=tuple(goals),
        indicators=tuple(form.indicators[indicator - 1] for indicator in indicators),
        place=place,
    )


# ---------------------------------------------------------------- what is left


def _with_unread(made: Sequence[RawForm], segment: Segment, ledger: Ledger) -> list[RawForm]:
    """Each cell that nobody claimed is a finding of the form that it stands in."""
    left = ledger.unread(row for row in segment.rows if row.table is not None)
    findings = [_unread(cell) for cell in left[:_MOST_LISTED]]
    if len(left) > _MOST_LISTED:
        findings.append(_unread_more(len(left) - _MOST_LISTED, left[_MOST_LISTED].place))
    return [replace(made[0], findings=(*made[0].findings, *findings)), *made[1:]]


def _unread(cell: Cell) -> Finding:
    return Finding(
        About.READING,
        Severity.WARNING,
        "unread-cell",
        f"这个单元格没有读懂，内容未进入任何一列：“{one_line(cell.text)[:60]}”。",
        str(cell.place),
        "表内有文字的单元格，要么读入结果，要么认出是标题、说明之类，要么列在这里。",
    )


def _unread_more(count: int, place: Place) -> Finding:
    return Finding(
        About.READING,
        Severity.ERROR,
        "unread-cell",
        f"另有 {count} 个单元格没有读懂，不再逐一列出；这张表的版式可能不受支持。",
        str(place),
    )
