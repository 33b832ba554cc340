"""Options to tick: the ticked one is the value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.forms.record import Value
from normalize.value import read

READ = [
    ("☑是 □否", "boolean 是"),
    ("□是 ☑否", "boolean 否"),
    ("☒是☐否", "boolean 是"),  # as Word prints a box that is ticked
    ("是（√） 否（ ）", "boolean 是"),
    ("是（ ） 否（√）", "boolean 否"),
    ("[√]是 [ ]否", "boolean 是"),
    ("是□、否☑", "boolean 否"),
    ("●是 ○否", "boolean 是"),
    ("√达标 □未达标", "grade 达标"),
    ("□达标√未达标", "grade 未达标"),
    ("■有 □无", "boolean 有"),
    ("□有\n☑无", "grade 无"),
    ("□优 ☑良 □中 □差", "grade 良"),
    ("☑≥95% □≥90%", "percent [95,) % !remark_unread"),
    ("□1次 ☑2次", "count 2 次 !remark_unread"),
    ("□是 □否", "scale 是|否 !scale_not_grade"),
    ("□优□良□差", "scale 优|良|差 !scale_not_grade"),
    ("□95% □90%", "unparsed"),
    ("☑优 ☑良 □差", "unparsed"),
    # No options: places left open, bullets of a list, a lone tick.
    ("□年□月", "none !template_left"),
    ("○○年○○月", "none !template_left"),
    ("≥□%", "none !template_left"),
    ("□", "none !template_left"),
    ("●完成率100%●满意度95%", "multi{percent 100 % «●完成率»; percent 95 % «●满意度»}"),
    ("√", "boolean 是"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_the_ticked_option_is_the_value(text: str, expected: str, notation: Callable[[Value], str]) -> None:
    assert notation(read(text)) == expected
