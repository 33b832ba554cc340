"""No table, however odd, makes the extraction raise, hang or lose a cell."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extract
from jixiao.forms.document import Cell, Document, Geometry, Line, Place, Table

WORDS = st.sampled_from(
    [
        *("", "", " ", "……", "/", "一级指标", "二级指标", "三级指标", "指标值", "年度指标值", "分值", "得分"),
        *("指标性质", "度量单位", "实际完成值", "绩效指标", "产出指标", "数量指标", "质量指标", "效益指标"),
        *("社会效益指标", "满意度指标", "成本指标", "清扫道路", "≥12公里", "95%", "10", "≥", "公里", "定性"),
        *("项目名称", "主管部门", "资金总额：110.19", "其中：财政拨款", "年初预算数", "全年执行数", "执行率"),
        *("总体目标", "年度目标", "目标1：修路。\n目标2：造林。", "2024年项目支出绩效目标表", "（2024年度）"),
        *(
            "注：本表一式两份。",
            "合计",
            "单位：万元",
            "项目名称：修路 单位：元",
            "年度主要任务",
            "任务名称",
            "其他",
        ),
    ]
) | st.text(max_size=6)


@st.composite
def tables(draw: st.DrawFn, number: int = 1) -> Table:
    """Cells with random spans (they may overlap), some positions empty, in every geometry."""
    geometry = draw(st.sampled_from(Geometry))
    rows, columns = draw(st.integers(1, 9)), draw(st.integers(1, 7))
    cells = []
    for row in range(1, rows + 1):
        for column in range(1, 2 if geometry is Geometry.STREAM else columns + 1):
            if draw(st.integers(0, 9)) == 0:
                continue
            spans = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
            row_span, column_span = spans if geometry is Geometry.EXACT else (1, 1)
            place = Place(table=number, row=row, column=column)
            cells.append(Cell(row, column, draw(WORDS), place, row_span, column_span))
    return Table(number, geometry, tuple(cells))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Lines and tables in any order."""
    blocks: list[Line | Table] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        blocks += [Line(text, Place(block=number)) for text in draw(st.lists(WORDS, max_size=3))]
        blocks.append(draw(tables(number)))
    return Document("test", "hypothesis", tuple(blocks))


@given(documents())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_cell_and_line_is_accounted_for_exactly_once(document: Document) -> None:
    expected = Counter(line.place for line in document.lines)
    expected.update(cell.place for table in document.tables for cell in table.cells)
    extraction = extract.forms(document)
    assert Counter(use.place for use in extraction.uses) == expected


@given(documents())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_unread_cell_is_a_finding(document: Document) -> None:
    extraction = extract.forms(document)
    unread = {str(use.place) for use in extraction.uses if use.role == "unread"}
    listed = {f.place for form in extraction.forms for f in form.findings if f.rule == "unread-cell"}
    assert unread == listed


@given(documents())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_finding_names_a_row_that_exists(document: Document) -> None:
    for form in extract.forms(document).forms:
        numbers = {finding.indicator_no for finding in form.findings} - {None}
        assert numbers <= set(range(1, len(form.indicators) + 1))
