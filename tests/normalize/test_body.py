"""Bodies lose seals, brackets and codes; numbers that belong to a name stay."""

import pytest

from jixiao.forms.text import unbroken
from normalize import body, code

CODES = [
    ("[042]某某县体育局", "某某县体育局", "042"),
    ("155-某某县教育局", "某某县教育局", "155"),
    ("155009001某某镇中心小学", "某某镇中心小学", "155009001"),
    ("某某区宗教事务局116422210101621779", "某某区宗教事务局", "116422210101621779"),
    ("某某局[776001]", "某某局", "776001"),
    ("某某局（776001）", "某某局", "776001"),
    ("43098124T000000123456-图书购置", "图书购置", "43098124T000000123456"),
    ("110指挥中心", "110指挥中心", ""),
    ("12345热线办公室", "12345热线办公室", ""),
    ("第42中学", "第42中学", ""),
    ("2024年道路工程", "2024年道路工程", ""),
    ("2024-2025年道路工程", "2024-2025年道路工程", ""),
    ("20240615龙舟赛", "20240615龙舟赛", ""),
    ("国道改造（G312）", "国道改造（G312）", ""),
    ("[2024]年度维修", "[2024]年度维修", ""),
    ("123456", "123456", ""),
]


@pytest.mark.parametrize(("text", "name", "expected"), CODES)
def test_codes_are_taken_off_and_names_are_left_whole(text: str, name: str, expected: str) -> None:
    assert code.split(text) == code.Coded(name, expected)


def test_layout_blanks_inside_a_chinese_name_are_no_part_of_it() -> None:
    assert unbroken("某某县\n水务 局　") == "某某县水务局"


BODIES = [
    ("某某县教育局（盖章）", "某某县教育局"),
    ("某某县教育局【盖章】", "某某县教育局"),
    ("某某县教育局(单位签章)", "某某县教育局"),
    ("单位：某某县教育局", "某某县教育局"),
    ("填报单位（公章）：某某县教育局", "某某县教育局"),
    ("某某县教育局（本级）", "某某县教育局（本级）"),
    ("（盖章）", ""),
    ("无", ""),
]


@pytest.mark.parametrize(("text", "name"), BODIES)
def test_seals_and_the_name_of_the_field_are_no_part_of_a_body(text: str, name: str) -> None:
    assert body.read(text).name == name
