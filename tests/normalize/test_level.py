"""Classes become standard words; names lose their list marks and nothing else."""

import pytest

from normalize import level

LEVEL1 = [
    ("产出指标", "产出指标"),
    ("产 出\n指 标（50分）", "产出指标"),
    ("产出指标(40-50)分", "产出指标"),
    ("产出指标（必填）(40分)", "产出指标"),
    ("一、产出指标", "产出指标"),
    ("*效果指标", "效益指标"),
    ("部门效益", "效益指标"),
    ("满意度", "满意度指标"),
    ("服务对象满意度指标", "满意度指标"),
    ("成本", "成本指标"),
    ("投入", "投入指标"),
    ("制度建设（10分）", "制度建设"),
    ("(50分)", "(50分)"),  # only the points are left: as written
    ("", ""),
]

LEVEL2 = [
    ("数量指标", "数量指标"),
    ("产出数量指标", "数量指标"),
    ("社会效益指标（必填硬性指标）", "社会效益指标"),
    ("生态环境效益指标", "生态效益指标"),
    ("服务对象满意度", "服务对象满意度指标"),
    ("社会公众或服务对象\n满意度指标", "社会公众或服务对象满意度指标"),
    ("满意度指标", "满意度指标"),
    ("（1）质量指标：", "质量指标"),
    ("具体 指标", "具体指标"),
]

CATEGORIES = [
    ("产出指标", "数量指标", "output.quantity"),
    ("产出指标", "成本指标", "cost"),
    ("产出指标", "经济成本指标", "cost.economic"),  # under the wrong parent: the notion is the same
    ("成本指标", "生态环境成本指标", "cost.environment"),
    ("成本指标", "", "cost"),
    ("成本指标", "人均成本", "cost"),
    ("效益指标", "生态效益指标", "benefit.ecological"),
    ("效益指标", "可持续影响指标", "benefit.sustainable"),
    ("效益指标", "服务对象满意度指标", "satisfaction"),
    ("效益指标", "种植户满意率", "satisfaction"),  # unknown class, known notion
    ("满意度指标", "", "satisfaction"),
    ("效益指标", "", "other"),
    ("产出指标", "具体指标", "other"),
    ("", "", "other"),
]

NAMES = [
    ("指标1：清扫道路", "清扫道路"),
    ("指标 1: 清扫道路", "清扫道路"),
    ("指标一：清扫道路", "清扫道路"),
    ("1.清扫道路", "清扫道路"),
    ("１．清扫道路", "清扫道路"),
    ("1、清扫道路", "清扫道路"),
    ("(1)清扫道路", "清扫道路"),
    ("（12）清扫道路", "清扫道路"),
    ("①清扫道路", "清扫道路"),
    ("一、清扫道路", "清扫道路"),
    ("★★★清扫道路", "清扫道路"),
    ("★1.清扫道路*", "清扫道路"),
    ("清扫\n道路　里程", "清扫道路里程"),
    ("清扫道路（≥**%）", "清扫道路（≥**%）"),
    ("1.5米道路", "1.5米道路"),
    ("1、2号楼改造", "2号楼改造"),
    ("2024年招生人数", "2024年招生人数"),
    ("12345热线办结率", "12345热线办结率"),
    ("3.15宣传活动", "3.15宣传活动"),
    ("（2024）号文件落实", "（2024）号文件落实"),
    ("一级公路里程", "一级公路里程"),
    ("指标完成率", "指标完成率"),
    ("指标2：", ""),
    ("指标2", ""),
    ("", ""),
]


@pytest.mark.parametrize(("printed", "standard"), LEVEL1)
def test_level_1_is_the_standard_word_or_as_written(printed: str, standard: str) -> None:
    assert level.level1(printed) == standard


@pytest.mark.parametrize(("printed", "standard"), LEVEL2)
def test_level_2_is_the_standard_word_or_as_written(printed: str, standard: str) -> None:
    assert level.level2(printed) == standard


@pytest.mark.parametrize(("level1", "level2", "category"), CATEGORIES)
def test_category_is_one_notion_whatever_branch_it_hangs_on(level1: str, level2: str, category: str) -> None:
    assert level.category(level1, level2) == category


@pytest.mark.parametrize(("printed", "name"), NAMES)
def test_name_loses_list_marks_and_keeps_its_own_numbers(printed: str, name: str) -> None:
    assert level.name(printed) == name
