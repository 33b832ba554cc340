"""What must hold for every text: nothing raises, nothing is invented, what was written is read back."""

import re
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.forms.text import fold
from normalize import amount, body, code, goal, level, period, points
from normalize.amount import NO_UNIT, Unit

# The letters of the subject, so that contrived texts come near real ones.
LETTERS = "0123456789０１９.,，。；;-—~至到年月日季度半上下前底起（）()[]/:：万亿元千百整约共目标指"
LETTERS += "一二三十①②★* \n\t%≥县局"
TEXTS = st.one_of(st.text(alphabet=LETTERS, max_size=40), st.text(max_size=40))
FORM = Unit("万元", "form")


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_no_text_raises(text: str) -> None:
    for read in (
        amount.read,
        period.read,
        goal.split,
        level.name,
        level.level1,
        level.level2,
        body.read,
        code.split,
    ):
        read(text)  # type: ignore[operator]
    points.read(text)
    period.fiscal_year(text, text, period.read(text, 2024))


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_an_amount_without_a_numeral_is_none_and_no_unit_is_invented(text: str) -> None:
    reading = amount.read(text)
    assert reading.number is None or re.search(
        r"[\d一二三四五六七八九十百千两〇零壹贰叁肆伍陆柒捌玖拾]", fold(text)
    )
    assert reading.yuan is None or reading.unit.source == "cell"
    assert reading.unit == NO_UNIT or reading.unit.source == "cell"


@given(st.decimals(min_value=0, max_value=10**10, places=2), st.sampled_from(["元", "万元", "亿元", "万"]))
def test_an_amount_that_is_written_is_read_back(number: Decimal, unit: str) -> None:
    power = {"元": 0, "万元": 4, "亿元": 8, "万": 4}[unit]
    for text in (f"{number}{unit}", f"{number:,} {unit}", f"：{number}（{unit}）", f"共{number}{unit}整"):
        assert amount.read(text, FORM).yuan == number * 10**power
    assert amount.read(f"{number:,}", FORM).yuan == number * 10**4


@given(st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_a_period_that_is_written_is_read_back(start: date, end: date) -> None:
    start, end = sorted((start, end))
    written = [
        f"{start.isoformat()}至{end.isoformat()}",
        f"{start.year}年{start.month}月{start.day}日—{end.year}年{end.month}月{end.day}日",
        f"{start.year}.{start.month}.{start.day}-{end.year}.{end.month}.{end.day}",
        f"{start:%Y/%m/%d}~{end:%Y/%m/%d}",
        f"{start:%Y%m%d}-{end:%Y%m%d}",
    ]
    for text in written:
        assert period.read(text) == period.Period(start, end), text


@given(
    st.lists(st.text(alphabet="修路绿化，保障运转三公里", min_size=1, max_size=12), min_size=1, max_size=6)
)
def test_goals_that_are_listed_are_read_back(goals: list[str]) -> None:
    for mark in ("目标{}：", "{}、", "（{}）", "{}. "):
        for end in ("。\n", "；", "。"):
            text = "".join(mark.format(number) + text + end for number, text in enumerate(goals, start=1))
            found = goal.split(text)
            assert [statement.text.rstrip("。；") for statement in found] == goals
            assert [statement.number for statement in found] == list(range(1, len(goals) + 1))


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_goals_lose_nothing_but_marks_and_blanks(text: str) -> None:
    kept = "".join(statement.text for statement in goal.split(text))
    letters = [
        letter
        for letter in text
        if "\u4e00" <= letter <= "\u9fff" and letter not in "目标任务第一二三四五六七八九十"
    ]
    assert [letter for letter in kept if letter in letters] == [
        letter for letter in text if letter in letters
    ]
