"""Where one form ends and the next begins, and what is no form at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import extract
from extract import title
from jixiao.forms.document import Document, Geometry, Place, Table
from jixiao.forms.raw import Certainty, Role

Draw = Callable[..., Document]

BLOCK = """
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 清扫道路 | 12公里 |
"""


def kinds(document: Document) -> list[tuple[str, str, int]]:
    return [
        (form.kind, form.title.text if form.title else "", len(form.indicators))
        for form in extract.forms(document).forms
    ]


def test_each_title_begins_a_form(drawn: Draw) -> None:
    drawing = "2024年部门整体支出绩效目标表" + BLOCK + "2024年项目支出绩效目标表" + BLOCK
    assert kinds(drawn(drawing)) == [
        ("department_target", "2024年部门整体支出绩效目标表", 1),
        ("project_target", "2024年项目支出绩效目标表", 1),
    ]


def test_two_forms_in_one_table(drawn: Draw) -> None:
    drawing = """
        | 部门整体支出绩效目标表 | < | < | < |
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 清扫道路 | 12公里 |
        | 注：据实填写。 | < | < | < |
        | 项目支出绩效目标表 | < | < | < |
        | 项目名称 | 造林 | 项目期 | 2024年 |
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 造林面积 | 200亩 |
        """
    assert [kind for kind, _, _ in kinds(drawn(drawing))] == ["department_target", "project_target"]


def test_a_form_over_two_tables_is_one_and_its_repeated_head_is_furniture(drawn: Draw) -> None:
    drawing = "项目支出绩效目标表" + BLOCK + BLOCK.replace("清扫道路", "清运垃圾")
    extraction = extract.forms(drawn(drawing))
    assert [len(form.indicators) for form in extraction.forms] == [2]
    assert not [use for use in extraction.uses if use.role is Role.UNREAD]


def test_a_covering_notice_and_its_allocation_table_are_outside(drawn: Draw) -> None:
    drawing = """关于下达整治资金的通知
        | 序号 | 乡镇 | 金额（万元） |
        | 1 | 东山镇 | 20 |
        农村环境整治资金绩效目标表"""
    extraction = extract.forms(drawn(drawing + BLOCK))
    assert [form.kind for form in extraction.forms] == ["transfer_target"]
    assert [use.role for use in extraction.uses[:7]] == [Role.OUTSIDE] * 7


def test_a_list_of_annexes_is_no_title(drawn: Draw) -> None:
    drawing = """附件：1.资金分配表
        2.绩效目标表
        附件1
        | 序号 | 乡镇 | 金额 |
        | 1 | 东山镇 | 20 |
        附件2
        改厕资金绩效目标表"""
    extraction = extract.forms(drawn(drawing + BLOCK))
    assert [form.title.text for form in extraction.forms if form.title] == ["改厕资金绩效目标表"]
    assert {use.role for use in extraction.uses[3:9]} == {Role.OUTSIDE}


def test_a_second_project_without_a_title_is_a_second_form(drawn: Draw) -> None:
    one = "\n| 项目名称 | 修路 | 项目期 | 2024年 |" + BLOCK
    document = drawn("项目支出绩效目标表" + one + "\n" + one.replace("修路", "造林"))
    assert [n for _, _, n in kinds(document)] == [1, 1]


def test_another_table_is_no_form(drawn: Draw) -> None:
    assert kinds(drawn("| 序号 | 乡镇 | 金额 |\n| 1 | 东山镇 | 20 |")) == []


TITLES = {
    "2024年部门整体支出绩效目标表": "department_target",
    "县级部门整体支出绩效目标申报表": "department_target",
    "某局2023年度整体绩效目标表": "department_target",
    "财政支出项目绩效目标申报表（2022年度）": "project_target",
    "附件2：林业生态保护恢复资金区域绩效目标申报表": "transfer_target",
    "部门预算项目支出绩效自评表(2021年度)": "project_evaluation",
    "部门整体支出绩效自评表": "department_evaluation",
    "中央对地方转移支付绩效自评表": "transfer_evaluation",
    "项目支出绩效运行监控表": "monitoring",
    "项目支出绩效评价指标表": "scoring",
    "绩效目标申报表": "unknown",
}


@pytest.mark.parametrize(("text", "kind"), TITLES.items())
def test_kind_follows_from_the_words_of_the_title(text: str, kind: str) -> None:
    assert (title.is_title(text), title.kind(text)) == (True, kind)


@pytest.mark.parametrize("text", ["绩效目标", "关于报送绩效目标表的通知", "2024年预算汇总表", "项目名称"])
def test_what_is_no_title(text: str) -> None:
    assert not title.is_title(text)


def test_a_form_whose_title_says_too_little_has_its_kind_from_its_labels(drawn: Draw) -> None:
    drawing = "绩效目标申报表\n| 项目名称 | 修路 | 主管部门 | 交通局 |"
    assert [kind for kind, _, _ in kinds(drawn(drawing + BLOCK))] == ["project_target"]


def test_a_table_of_rules_without_targets_is_scoring(drawn: Draw) -> None:
    drawing = """部门整体支出绩效评价自评表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 自评得分 |
        | 投入（20分） | 目标设定 | 目标合理性 | 5 | 合理得5分，否则不得分 | 5 |"""
    assert [kind for kind, _, _ in kinds(drawn(drawing))] == ["scoring"]


def test_what_only_gives_points_is_fields_and_no_indicator(drawn: Draw) -> None:
    drawing = """部门整体支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 分值 | 评分标准 | 自评得分 |
        | 投入（20分） | 目标设定 | 目标合理性 | 5 | 合理得5分，否则不得分 | 4 |
        | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |
        | 产出指标 | 数量指标 | 办会次数 | 5次 | 6次 | 10 |"""
    [form] = extract.forms(drawn(drawing)).forms
    assert form.kind == "department_evaluation"
    assert [row.name.text for row in form.indicators if row.name] == ["办会次数"]
    assert [(field.field, field.label, field.value.text) for field in form.fields] == [
        ("scoring", "投入（20分） 目标设定 目标合理性 分值", "5"),
        ("scoring", "投入（20分） 目标设定 目标合理性 评分标准", "合理得5分，否则不得分"),
        ("scoring", "投入（20分） 目标设定 目标合理性 自评得分", "4"),
    ]


def test_no_text_of_what_only_gives_points_is_left_out(drawn: Draw) -> None:
    drawing = """部门整体支出绩效自评表
        | 一级指标 | 二级指标 | 三级指标 | 四级指标 | 分值 | 计量单位 | 自评得分 |
        | 投入 | 目标设定 | 目标 | 合理性 | 5 | 分 | 4 |"""
    [form] = extract.forms(drawn(drawing)).forms
    assert [(field.label, field.value.text) for field in form.fields] == [
        ("投入 目标设定 目标 合理性 分值", "5"),
        ("投入 目标设定 目标 合理性 计量单位", "分"),
        ("投入 目标设定 目标 合理性 自评得分", "4"),
    ]


def test_a_block_goes_on_below_a_line_that_says_so(drawn: Draw) -> None:
    drawing = """项目支出绩效目标表
        | 一级指标 | 二级指标 | 三级指标 | 指标值 |
        | 产出指标 | 数量指标 | 办会次数 | 5次 |
        （续表）
        | 效益指标 | 社会效益指标 | 参会人数 | 50人 |"""
    extraction = extract.forms(drawn(drawing))
    [form] = extraction.forms
    assert [row.name.text for row in form.indicators if row.name] == ["办会次数", "参会人数"]
    assert [use for use in extraction.uses if use.role is Role.UNREAD] == []


def test_a_text_that_is_cut_off_doubts_its_last_row(drawn: Draw) -> None:
    whole = drawn("项目支出绩效目标表" + BLOCK, Geometry.RAGGED)
    cut = Document(whole.format, whole.reader, whole.blocks, cut=True)
    [form] = extract.forms(cut).forms
    assert [(f.rule, f.indicator_no) for f in form.findings] == [("text-cut", 1)]
    assert form.indicators[0].certainty is Certainty.AMBIGUOUS


def test_a_form_whose_cells_run_into_each_other_is_said_not_guessed(drawn: Draw) -> None:
    line = "项目支出绩效目标表一级指标二级指标三级指标指标值产出指标数量指标清扫道路≥12公里质量指标整洁率95%"
    extraction = extract.forms(drawn(line))
    assert extraction.forms == ()
    assert [(f.rule, f.severity) for f in extraction.findings] == [("partly-read", "error")]


def test_each_sheet_is_a_form_of_its_own(drawn: Draw) -> None:
    tables = []
    for sheet in (1, 2):
        [table] = drawn("| 项目支出绩效目标表 | < | < | < |" + BLOCK).tables
        cells = tuple(
            type(c)(c.row, c.column, c.text, Place(sheet=sheet, table=sheet, row=c.row, column=c.column))
            for c in table.cells
        )
        tables.append(Table(sheet, table.geometry, cells, name=f"Sheet{sheet}"))
    assert len(extract.forms(Document("xlsx", "test", tuple(tables))).forms) == 2


def test_a_heading_without_the_word_table_is_the_title_where_there_is_no_other(drawn: Draw) -> None:
    drawing = "2022-08-17 来源：交通局\n普通公路建设补助资金绩效目标自评" + BLOCK
    assert kinds(drawn(drawing)) == [("transfer_evaluation", "普通公路建设补助资金绩效目标自评", 1)]
