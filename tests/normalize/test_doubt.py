"""Each doubt is a full Chinese sentence that quotes the text in question."""

import re
from pathlib import Path

import pytest

import normalize
from jixiao.forms.document import Place
from jixiao.forms.words import raw
from normalize import doubt

HOME = Path(normalize.__file__).parent


def raised() -> set[str]:
    """The codes of issues that stand in the source of the room."""
    source = "\n".join(path.read_text("utf-8") for path in HOME.rglob("*.py"))
    calls = re.findall(r'\b(?:doubt|refuse|issues\.append)\("([a-z_-]+)"', source)
    lists = re.findall(r'issues=[\[(](?:\*[\w.]+, )?"([a-z_]+)"', source)
    budget = re.findall(r'"((?:amount|money-unit|period|date-order)-[a-z]+)"', source)
    return {*calls, *lists, *budget}


def test_every_issue_that_can_be_raised_has_its_sentence() -> None:
    assert len(raised()) > 20
    assert raised() - set(raw("issues")) == set()


@pytest.mark.parametrize("code", sorted(raw("issues")))
def test_a_finding_is_one_sentence_with_the_text_in_it(code: str) -> None:
    found = doubt.finding(code, "3\n个", Place(line=7), indicator_no=2)
    assert "“3 个”" in found.message
    assert found.message.endswith("。")
    assert (found.rule, found.place, found.indicator_no, found.about) == (code, "l7", 2, "reading")


def test_a_long_text_is_quoted_in_part() -> None:
    found = doubt.finding("amount-unread", "5" + "长" * 200, Place())
    assert "长…”" in found.message
    assert len(found.message) < 120


def test_what_only_says_where_something_came_from_is_info() -> None:
    codes = ("year_from_form", "scale_from_header", "unit_from_name", "quarter_as_frequency")
    assert {doubt.finding(code, "1", Place()).severity for code in codes} == {"info"}
