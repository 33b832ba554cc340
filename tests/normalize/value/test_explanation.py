"""`jixiao value --why`: the pieces of the text, the rule, the assumptions in words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import normalize.value
from jixiao.forms.words import raw
from normalize.value import Context, explain, read
from normalize.value import chunk as c
from normalize.value.rules import RULES

SOURCES = sorted(Path(normalize.value.__file__).parent.glob("*.py"))


def test_pieces_together_are_the_text() -> None:
    explained = explain("验收合格率≥９５％以上", Context())
    assert "".join(text for text, _ in explained.pieces) == "验收合格率≥95%以上"
    assert [role for _, role in explained.pieces] == ["说明文字", "比较词（在前）", "数量", "比较词（在后）"]


def test_assumptions_are_sentences_with_the_text_in_them() -> None:
    explained = explain("9月前", Context(year=2024))
    assert explained.assumptions == ("“9月前”没有写年份，按本表所属年度理解。",)
    assert str(explained).endswith("依据：“9月前”没有写年份，按本表所属年度理解。")


def test_parts_are_listed_one_by_one() -> None:
    lines = str(explain("450件、≥95%")).splitlines()
    assert lines[-2].startswith("  第1项：kind=count")
    assert lines[-1].startswith("  第2项：kind=percent")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "450件",
        "好",
        "2024年底前",
        "M.8万元",
        "说" * 500,
        "9" * 500,
        "450件、≥95%",
        "是/否",
        "≥**%",
        "每月10日前",
    ],
)
def test_every_kind_of_value_has_an_explanation(text: str) -> None:
    explained = explain(text)
    assert explained.value == read(text)
    assert explained.rule in raw("value_rules")["rules"].values()


def test_every_piece_has_a_name() -> None:
    letters = {value for name, value in vars(c).items() if name.isupper() and isinstance(value, str)}
    assert letters == set(raw("value_rules")["pieces"])


def test_every_rule_has_a_name() -> None:
    made = {
        call.args[0].value for call in calls("Draft") if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert made | {rule.name for rule in RULES} <= set(raw("value_rules")["rules"])


def test_every_issue_has_its_sentence() -> None:
    named = {call.args[0].value for call in calls("doubt", "refuse", "append") if constant(call)}
    assert {"year_from_form", "suspicious", "comparator_twice"} <= named
    assert named - {"suspicious", ""} - set(raw("issues")) == set()


def constant(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)


def calls(*names: str) -> list[ast.Call]:
    """Calls of these names in the package's sources."""
    nodes = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    found = [node for node in nodes if isinstance(node, ast.Call)]
    return [call for call in found if getattr(call.func, "id", getattr(call.func, "attr", "")) in names]
