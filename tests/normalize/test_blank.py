"""A blank states nothing; a name, a number, a template's remains do."""

import pytest

from normalize.blank import is_blank


@pytest.mark.parametrize(
    "text", ["", " \n　", "/", "——", "……", "_________", "（ ）", "**", "（分级填报）", "□"]
)
def test_a_placeholder_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text", ["0", "县水务局", "XX县道路工程", "=SUM(A1)", "无偿献血补助", "**县道路", "按时完成"]
)
def test_what_states_something_is_not_blank(text: str) -> None:
    assert not is_blank(text)
