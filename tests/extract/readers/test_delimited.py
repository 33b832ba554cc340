"""Comma-separated files: what is one, and its cells."""

from __future__ import annotations

import pytest

import extract
from extract.readers import delimited
from extract.source import Source
from jixiao.forms.document import Geometry

TABLES = {
    "as Excel writes it": "目标表,,\r\n一级,三级,指标值\r\n产出指标,培训人次,≥500人次\r\n,期数,3期\r\n",
    "quoted, with line breaks": '"名称","说明，含逗号"\n"培训\n人次","500,000"\n',
    "quoted, rows of any length": '"部门名称","某县农业局"\n"产出指标","数量指标","培训人次","500"\n"满意度","≥95%"\n',
    "semicolons": "名称;值;单位\n培训人次;1,5;万人\n期数;3;期\n",
    "a title without its commas": "绩效目标表\n名称,值,单位\na,1,件\nb,2,件\nc,3,件\nd,4,件\n",
}
TEXTS = {
    "prose": "本年度共培训500人次, 完成率100%。\n满意度较高, 群众反映良好, 无投诉。\n",
    "tabs": "\t资金总额\t1,234.00\n\t其中\t1,000.00\n",
    "one field a line": "一级指标\n二级指标\n",
    "one line": "a,b,c\n",
    "unbalanced quotes": '"a,b\nc,d\n',
    "a page": "<p>a,b</p>\n<p>c,d</p>\n",
    "prose in quotes": '"要做好工作, 抓好落实", 他说。\n会议强调, 要"提质, 增效"。\n',
    "a list of sentences": "1.培训500人次;\n2.完成率100%;\n3.满意度95%;\n",
    "bars": "|资金,总额|100|\n|其,中|100|x,|\n",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_records_of_equal_length_are_a_table(text: str) -> None:
    assert delimited.accepts(Source("a", text.encode()))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_other_text_is_left_to_the_other_readers(text: str) -> None:
    assert not delimited.accepts(Source("a.csv", text.encode()))


def test_a_comma_between_semicolons_is_part_of_a_number() -> None:
    [table] = extract.read(Source("a.csv", TABLES["semicolons"].encode("gb18030"))).tables
    assert [cell.text for cell in table.cells][3:6] == ["培训人次", "1,5", "万人"]


def test_rows_of_different_lengths_are_ragged() -> None:
    [table] = extract.read(Source("a", TABLES["quoted, rows of any length"].encode())).tables
    assert (table.geometry, table.columns, len(table.cells)) == (Geometry.RAGGED, 4, 8)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_cells_have_their_row_column_and_line(encoding: str) -> None:
    text = '标题,,\r\n"培训\n人次",500,\r\n,,\r\n满意度,"≥95%, 含",\r\n'
    found = extract.read(Source("a.csv", text.encode(encoding)))
    [table] = found.tables
    assert (found.format, table.geometry) == ("csv", Geometry.EXACT)
    assert [(c.text, str(c.place)) for c in table.cells] == [
        ("标题", "l1 t1 r1 c1"),
        ("", "l1 t1 r1 c2"),
        ("培训\n人次", "l2 t1 r2 c1"),
        ("500", "l2 t1 r2 c2"),
        ("满意度", "l5 t1 r4 c1"),
        ("≥95%, 含", "l5 t1 r4 c2"),
    ]
