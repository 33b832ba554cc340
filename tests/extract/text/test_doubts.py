"""Rows of dumps that have lost what tells them apart: what is not certain is marked."""

import pytest

import extract
from jixiao.forms.raw import Certainty

HEAD = "2024年项目支出绩效目标表\n一级指标 二级指标 三级指标 指标值\n"


@pytest.fixture
def doubted(document):
    """The names of a text's indicators, each with whether its row is doubted."""

    def of(text: str) -> dict[str, bool]:
        [form] = extract.forms(document(text)).forms
        return {
            row.name.text: row.certainty is Certainty.AMBIGUOUS
            for row in form.indicators
            if row.name is not None
        }

    return of


def test_rows_above_the_first_class_of_the_first_level(doubted) -> None:
    text = HEAD + "质量指标 合格率 95%\n效益指标 社会效益指标 受益人数 12人\n生态效益指标 绿化率 45%\n"
    assert doubted(text) == {"合格率": True, "受益人数": False, "绿化率": False}


def test_rows_without_any_first_level_are_not_doubted_for_it(doubted) -> None:
    text = "2024年项目支出绩效目标表\n二级指标 三级指标 指标值\n质量指标 合格率 95%\n数量指标 道路 12公里\n"
    assert doubted(text) == {"合格率": False, "道路": False}


def test_a_name_of_one_character_and_the_row_above_it(doubted) -> None:
    text = HEAD + "产出指标 质量指标 合格率 98%以上，合格\n率 95%\n"
    text += "".join(
        f"效益指标 社会效益指标 受益{group} {n}人\n" for n, group in enumerate("老幼妇青", start=10)
    )
    assert doubted(text) == {
        "合格率": True,
        "率": True,
        "受益老": False,
        "受益幼": False,
        "受益妇": False,
        "受益青": False,
    }


def test_a_grade_in_the_place_of_a_name(doubted) -> None:
    text = HEAD + "产出指标 数量指标 道路 12公里\n质量指标 合格率 95%\n优良 6.5\n时效指标 完成时间 9月\n"
    assert doubted(text) == {"道路": False, "合格率": False, "优良": True, "完成时间": False}


def test_a_value_among_the_remarks(doubted) -> None:
    text = HEAD.replace("指标值", "指标值 得分 备注") + (
        "产出指标 数量指标 道路 12公里 10 按计划\n质量指标 合格率 95% 8 ≥91%\n时效指标 完成时间 9月 5 按计划\n"
        "效益指标 社会效益指标 受益人数 12人 5 按计划\n"
    )
    assert doubted(text) == {"道路": False, "合格率": True, "完成时间": False, "受益人数": False}


def test_a_block_that_ends_before_its_first_class(doubted) -> None:
    assert doubted(HEAD + "评分标准 度量单\n填表人：张三\n") == {"评分标准": True}


def test_a_name_without_a_value_over_a_row_without_a_class(doubted) -> None:
    text = HEAD + "产出指标 质量指标 路面完\n好率 95%\n"
    text += "".join(
        f"效益指标 社会效益指标 受益{group}童 {n}人\n" for n, group in enumerate("老幼妇青", start=10)
    )
    assert {name for name, doubt in doubted(text).items() if doubt} == {"路面完", "好率"}


def test_what_stands_behind_a_form_on_one_line(doubted) -> None:
    text = "2024年项目支出绩效目标表 一级指标 二级指标 三级指标 指标值 产出指标 数量指标 道路 12公里"
    text += " 质量指标 合格率 95% 效益指标 社会效益指标 受益人数 12人 打印 关闭\n"
    assert {name for name, doubt in doubted(text).items() if doubt} == {"打印"}


def test_a_value_below_a_whole_one_is_another(grid) -> None:
    text = """
    一级指标    二级指标     三级指标            指标值
    产出指标    数量指标     清扫道路            ≥12公里
                                             每月10日前
                时效指标     完成时间
                成本指标     清扫单价            3元
"""
    assert grid(text)[1:3] == [
        ["产出指标", "数量指标", "清扫道路", "≥12公里"],
        ["", "时效指标", "完成时间", "每月10日前"],
    ]
