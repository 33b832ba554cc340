"""Numerals that say which one (一类幼儿园, 十二届全会), changes that last, shares of something: none is how many."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.forms.record import Value
from normalize.value import read

READ = [
    ("一类幼儿园5所", "count 5 所 «一类幼儿园» !remark_unread"),
    ("二期项目5个", "count 5 个 «二期项目» !remark_unread"),
    ("三级医院2家", "count 2 家 «三级医院» !remark_unread"),
    ("三期培训200人次", "count 200 人次 «三期培训» !remark_unread"),
    ("三期叠加", "unparsed"),
    ("十二届全会", "unparsed"),
    ("五类人员", "unparsed"),
    ("一等奖2个", "count 2 个 «一等奖»"),
    ("二等功1人", "count 1 人 «二等功»"),
    ("获一等奖1项，二等奖2项", "multi{count 1 项 «获一等奖»; count 2 项 «二等奖»}"),
    ("获得二等奖", "unparsed"),
    # A verb of holding, a comparator, 两, Arabic digits and a lone class do count.
    ("举办三期培训班", "count 3 期 «举办…培训班»"),
    ("分三期实施", "count 3 期 «分…实施»"),
    ("≥三期培训", "count [3,) 期 «培训»"),
    ("两类人群", "count 2 类 «人群»"),
    ("3类人群", "count 3 类 «人群»"),
    ("共三类", "count 3 类 «共»"),
    ("三类", "count 3 类"),
    ("三次产业结构优化", "trend improve «三次产业结构»"),
    ("持续提升3年", "duration 3 年 «持续提升»"),
    ("连续增长3年", "duration 3 年 «连续增长»"),
    ("持续缩短3天", "duration 3 天 decrease «持续»"),
    ("90%的村达到95%", "unparsed"),
    ("200人的培训班3期", "unparsed"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_which_one_is_not_how_many(text: str, expected: str, notation: Callable[[Value], str]) -> None:
    assert notation(read(text)) == expected
