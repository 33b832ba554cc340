"""What the reader does not read yet, and should: each turns red on the day it does."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.forms.record import Value
from normalize.value import Context, read

WANTED = [
    ("三五个", "count [3,5] 个 ~"),
    ("数十人", "count [20,) 人 ~"),
    ("每年3月和9月", "frequency 2 P1Y «3月和9月»"),
    ("每季度末月20日前", "date le P3M «末月20日» !recurring_deadline"),
    ("每月5日、20日", "multi{date eq P1M ---05 !recurring_deadline; date eq P1M ---20 !recurring_deadline}"),
    ("三万五", "number 35000"),
    ("不低于第5名", "rank (,5] 名"),
    ("3天-1周", "duration [3,7] 天"),
    ("100+", "number (100,)"),
    ("450、500件", "multi{count 450 件; count 500 件}"),
    ("9:00-17:00", "text"),
]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize(("text", "expected"), WANTED)
def test_wanted(text: str, expected: str, notation: Callable[[Value], str]) -> None:
    assert notation(read(text, Context(year=2024))) == expected
