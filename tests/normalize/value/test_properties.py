"""What must hold for any text whatever: no crash, nothing swallowed, nothing slow, the same answer twice."""

from __future__ import annotations

import re
import time
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from jixiao.forms.record import Value
from normalize.value import Context, actual, attained, explain, read
from normalize.value.prepare import LONGEST, prepare
from normalize.value.reading import read_once
from normalize.value.tokens import BASIS, EACH, WORD, lexicon
from normalize.value.units import units

STATUSES = {"ok", "partial", "unparsed"}
KINDS = {
    "count", "number", "percent", "money", "quantity", "ratio", "duration", "date", "interval", "frequency", "score",
    "rank", "grade", "scale", "trend", "boolean", "text", "none", "multi",
}  # fmt: skip
QUALITATIVE = {"text", "trend", "scale", "none", "boolean"}
NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万亿两几]")
# Parts of the year in a label say when a number holds: 上半年≥91%.
WHEN = re.compile("第?[一二三四1-4]季度|[上下]半年|前[二三两23]个?季度|(?:19|20)[0-9]{2}年度?|二[〇零].{2}年")


@cache
def listed() -> re.Pattern[str]:
    """Words of the vocabularies that hold a numeral and are none: 三公经费, 5G, 百分点, 千瓦."""
    innocent = (WORD, BASIS, EACH)
    entries = [entry for _, words in lexicon().values() for entry in words.items()]
    words = [word for word, token in entries if token.letter in innocent]
    longest_first = sorted([*words, *units(), "百分比", "万元"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def leftover(text: str) -> str | None:
    """A numeral outside listed words, which a line break may part: 万 and, on the next line, 一 are 万一."""
    match = NUMERAL.search(listed().sub("", WHEN.sub("", "".join(text.split()))))
    return match[0] if match else None


NUMBERS = """1 2 3 5 12 95 98.5 100 2024 1,200 三 十 二十 两 百 千 万 亿 半 几 零 2024年 12月 6月底 31日 第一季度
上半年 3-5 10~15 80% 1:2 １０"""
numbers = st.sampled_from(NUMBERS.split())
words = st.sampled_from(sorted(word for _, entries in lexicon().values() for word in entries))
others = st.sampled_from(
    ["合格率", "乡镇", "群众", "任务", "的", "率", " ", "\n", "Q", "7", ".", "+", "口", "③", "²"]
)
texts = st.lists(numbers | words | others, min_size=1, max_size=7).map("".join)


@settings(max_examples=1000, deadline=None)
@given(texts)
@example("万\n一以贯之")
def test_no_numeral_is_left_over_in_a_value_that_is_ok(text: str) -> None:
    value = read(text)
    if value.status != "ok":
        return
    for part in (value, *value.parts):
        assert leftover(part.label or "") is None, (text, part)
    if value.kind in QUALITATIVE and value.rule != "template":
        assert leftover(prepare(text)) is None, (text, value)


@settings(max_examples=500, deadline=None)
@given(
    texts | st.text(max_size=30), texts, st.sampled_from(["", "cost", "output.timeliness", "satisfaction"])
)
def test_any_text_has_a_value_and_an_explanation(text: str, unit: str, category: str) -> None:
    context = Context(
        comparator=unit, unit=unit, name=f"名称（{unit}）", category=category, money_unit="万元", year=2024
    )
    value = read(text, context)
    assert value.raw == text
    assert (value.status in STATUSES, value.kind in KINDS) == (True, True)
    assert value == read_once(text, context)
    assert attained(value, actual(text, value, context)) in (True, False, None)
    assert str(explain(text, context))
    for part in (value, *value.parts):
        check_bounds(part)


def check_bounds(value: Value) -> None:
    if value.lower is not None and value.upper is not None:
        assert value.lower <= value.upper
    if value.start is not None and value.end is not None:
        assert value.start <= value.end
    if value.status == "unparsed":
        assert (value.lower, value.upper, value.start, value.end, value.parts) == (None, None, None, None, ())


LONG = [
    "9" * 4000,
    "1," * 2000,
    "≥" * 4000,
    "一" * 4000,
    "每" * 4000,
    "(" * 4000,
    "1年" * 2000,
    "-" * 4000,
    "1/" * 1500,
]
REPEATED = [
    "1年1月",
    "≥5%、",
    "每人",
    "3-5",
    "（1）",
    "1:2",
    "第一",
    "2024.1-",
    "百分之",
    "X≤",
    "不低于",
    "1件或",
]


def test_no_value_takes_longer_than_a_few_milliseconds() -> None:
    for text in [*LONG, *(pattern * (LONGEST // len(pattern)) for pattern in REPEATED)]:
        assert quickest(text) < 0.008, text[:20]


def quickest(text: str) -> float:
    """Processor seconds, the best of three: other work on the machine does not count."""
    return min(timed(text) for _ in range(3))


def timed(text: str) -> float:
    start = time.process_time()
    read_once(text, Context())
    return time.process_time() - start


pieces = st.lists(numbers | words | others, min_size=1, max_size=4).map("".join)


@settings(max_examples=300, deadline=None)
@given(pieces)
def test_no_repetition_makes_a_rule_slow(piece: str) -> None:
    text = piece * (LONGEST // len(piece))
    assert quickest(text) < 0.05, piece  # hypothesis watches each line that runs


digits = st.text("0123456789", min_size=1, max_size=30) | st.text("一二三九〇", min_size=1, max_size=80)
towers = st.text("十百千万亿", max_size=40)


@settings(max_examples=500, deadline=None)
@given(digits, towers, st.sampled_from(["", "元", "%", "‰", "个", "年半", "分之3", "几次", "±0.1", "-9万人"]))
def test_no_number_is_too_large_to_be_read_or_refused(number: str, scales: str, behind: str) -> None:
    context = Context(category="cost.economic", money_unit="亿元", unit=scales + "人")
    for around in (Context(category="cost.economic", money_unit="亿元"), context):
        assert read_once(number + scales + behind, around).status in STATUSES
