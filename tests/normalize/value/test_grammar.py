"""What the grammar can write is read back to itself: comparator, number, scale, unit, denominators, period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.value import read

WIDE = str.maketrans("0123456789.%<>=()", "０１２３４５６７８９．％＜＞＝（）")

BEFORE = {
    "ge": ["≥", "≧", ">=", "＞＝", "不低于", "不少于", "至少", "大于等于", "不小于"],
    "le": ["≤", "≦", "<=", "不超过", "不高于", "小于等于", "最多", "不大于"],
    "gt": [">", "＞", "超过", "大于", "高于"],
    "lt": ["<", "＜", "低于", "小于", "少于"],
    "eq": ["", "=", "＝", "等于"],
}
AFTER = {"ge": ["以上", "及以上", "（含）以上"], "le": ["以下", "以内", "之内"], "approx": ["左右", "上下"]}
SCALES = {"": 0, "万": 4, "亿": 8}
MEASURE_WORDS = [
    "件",
    "人次",
    "个",
    "户",
    "台",
    "场次",
    "批次",
    "辆",
    "株",
    "册",
    "公里",
    "平方米",
    "亩",
    "吨",
    "头",
]
PER = ["人", "户", "亩", "公里", "村", "生", "平方米", "场"]
PERIODS = {"年": "P1Y", "月": "P1M", "天": "P1D", "季度": "P3M", "周": "P1W"}
HAN_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Written:
    """A text and what it says."""

    text: str
    number: Decimal


def han(number: int) -> str:
    """Below 10,000, as it is spoken."""
    text, zero = "", False
    for power, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + HAN_DIGITS[digit] + word
            zero = False
        else:
            zero = True
    return text.removeprefix("一") if text.startswith("一十") else text


plain = st.decimals("0.01", "99999", places=2).map(lambda value: Written(f"{value.normalize():f}", value))
padded = st.decimals("0.01", "99999", places=2).map(lambda value: Written(f"{value:.2f}", value))
grouped = st.integers(1000, 99_999_999).map(lambda value: Written(f"{value:,}", Decimal(value)))
wide = st.integers(1, 99_999).map(lambda value: Written(str(value).translate(WIDE), Decimal(value)))
spoken = st.integers(1, 9_999).map(lambda value: Written(han(value), Decimal(value)))
numbers = st.one_of(plain, padded, grouped, wide)


@st.composite
def bound(draw: st.DrawFn, body: str) -> tuple[str, str]:
    """The body with a comparator before or after it, and that comparator's name."""
    if draw(st.booleans()):
        name = draw(st.sampled_from(sorted(AFTER)))
        return body + draw(st.sampled_from(AFTER[name])), name
    name = draw(st.sampled_from(sorted(BEFORE)))
    return draw(st.sampled_from(BEFORE[name])) + body, name


def assert_bounds(text: str, comparator: str, number: Decimal) -> None:
    value = read(text)
    assert value.status == "ok", (text, value)
    assert value.comparator == comparator, (text, value)
    lower = number if comparator in ("ge", "gt", "eq", "approx") else None
    upper = number if comparator in ("le", "lt", "eq", "approx") else None
    assert (value.lower, value.upper) == (lower, upper), (text, value)


@given(st.data(), numbers | spoken, st.sampled_from(sorted(SCALES)), st.sampled_from(MEASURE_WORDS))
def test_comparator_number_scale_and_unit(
    data: st.DataObject, number: Written, scale: str, unit: str
) -> None:
    gap = data.draw(st.sampled_from(["", " ", "　"]))
    text, comparator = data.draw(bound(f"{number.text}{gap}{scale}{unit}"))
    assert_bounds(text, comparator, number.number * 10 ** SCALES[scale])
    assert read(text).unit == unit


@given(
    st.data(),
    numbers,
    st.permutations(["person", "time"]),
    st.sampled_from(PER),
    st.sampled_from(sorted(PERIODS)),
)
def test_money_with_denominators_in_any_order(
    data: st.DataObject, number: Written, order: list[str], per: str, period: str
) -> None:
    words = {"person": per, "time": period}
    first, second = (words[part] for part in order)
    template = data.draw(
        st.sampled_from(["{n}元/{a}/{b}", "{n}元/{a}·{b}", "每{a}每{b}{n}元", "{n}元每{a}每{b}"])
    )
    text, comparator = data.draw(bound(template.format(n=number.text, a=first, b=second)))
    if template.startswith("每") and text[0] != "每":
        text = f"每{first}每{second}" + text.replace(f"每{first}每{second}", "")
    assert_bounds(text, comparator, number.number)
    value = read(text)
    assert (value.kind, value.unit, value.per, value.period) == ("money", "元", (per,), PERIODS[period]), text


@given(
    plain,
    plain,
    st.sampled_from(["-", "—", "～", "~", "至", "到", "--", "－"]),
    st.sampled_from(MEASURE_WORDS),
)
def test_range(first: Written, second: Written, dash: str, unit: str) -> None:
    low, high = sorted((first, second), key=lambda written: written.number)
    value = read(f"{low.text}{dash}{high.text}{unit}")
    assert (value.status, value.comparator, value.lower, value.upper, value.unit) == (
        "ok",
        "range",
        low.number,
        high.number,
        unit,
    )


@given(plain, plain, st.sampled_from("≤<"), st.sampled_from("≤<"), st.sampled_from(["X", "x", "满意度", ""]))
def test_two_sided_bounds(first: Written, second: Written, left: str, right: str, between: str) -> None:
    low, high = sorted((first, second), key=lambda written: written.number)
    value = read(
        f"{low.text}%{left}{between}{right}{high.text}%"
        if between
        else f"{_up(left)}{low.text}%且{right}{high.text}%"
    )
    assert (value.comparator, value.lower, value.upper) == ("range", low.number, high.number)
    assert (value.lower_inclusive, value.upper_inclusive) == (left == "≤", right == "≤")


def _up(sign: str) -> str:
    return {"≤": "≥", "<": ">"}[sign]


@given(st.data(), st.integers(1, 12), st.sampled_from(sorted(PERIODS)))
def test_so_many_times_a_period(data: st.DataObject, times: int, period: str) -> None:
    number = data.draw(st.sampled_from([str(times), han(times)]))
    shape = data.draw(
        st.sampled_from(
            ["每{p}{n}次", "{n}次/{p}", "每{p}开展{n}次", "每个{p}{n}次", "每{p}不少于{n}次", "≥{n}次/{p}"]
        )
    )
    value = read(shape.format(p=period, n=number))
    assert (value.kind, value.status, value.lower, value.unit, value.period) == (
        "frequency",
        "ok",
        Decimal(times),
        "次",
        PERIODS[period],
    )


@given(
    st.dates(
        min_value=__import__("datetime").date(2000, 1, 1), max_value=__import__("datetime").date(2049, 12, 31)
    ),
    st.data(),
)
def test_days_and_deadlines(day: object, data: st.DataObject) -> None:
    from datetime import date

    assert isinstance(day, date)
    shape = data.draw(
        st.sampled_from(
            [
                "{0.year}年{0.month}月{0.day}日",
                "{0.year}.{0.month}.{0.day}",
                "{0.year}-{0.month:02d}-{0.day:02d}",
                "{0.year}/{0.month}/{0.day}",
                "{0:%Y%m%d}",
            ]
        )
    )
    text = shape.format(day)
    value, before = read(text), read(text + data.draw(st.sampled_from(["前", "之前", "前完成"])))
    assert (value.kind, value.comparator, value.start, value.end) == ("date", "eq", day, day), text
    assert (before.kind, before.comparator, before.start, before.end) == ("date", "le", None, day), text


settings.register_profile("value", deadline=None)
