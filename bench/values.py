"""Speed of the value reader, beside bare tokenising with `re`, in one run; JioNLP too where it happens to be installed.

    python bench/values.py [--values 1000000] [--repeats 200000]

Distinct values are drawn from a fixed seed over comparators, numbers, scales, units, denominators and dates, in the
proportions in which forms print them. The floor is one `re` pattern that only cuts numbers, signs and words apart.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterable

from normalize.value import Context, read
from normalize.value.reading import read_once

FLOOR = re.compile(r"\d+(?:\.\d+)?|[≥≤<>=]+|[年月日]|[\u4e00-\u9fff]+?|.")
UNITS = [
    "件",
    "人次",
    "个",
    "户",
    "台",
    "公里",
    "平方米",
    "亩",
    "万元",
    "元",
    "元/人·月",
    "次/年",
    "天",
    "个工作日",
    "%",
]
BEFORE = ["≥", "≧", "≤", "不低于", "不超过", "", "", "=", "约", "大于等于"]
AFTER = ["", "", "", "以上", "以内", "左右"]


def distinct(count: int) -> list[str]:
    """So many different values; the same ones in every run."""
    chance = random.Random(7)
    texts: set[str] = set()
    while len(texts) < count:
        texts.add(one(chance))
    return sorted(texts)


def one(chance: random.Random) -> str:
    draw = chance.random()
    if draw < 0.05:
        year, month, day = chance.randint(2000, 2040), chance.randint(1, 12), chance.randint(1, 28)
        return f"{year}年{month}月{day}日前完成{chance.randint(1, 999)}项"
    if draw < 0.12:
        low = chance.randint(1, 99_999)
        return f"{low}-{low + chance.randint(1, 9_999)}{chance.choice(UNITS)}"
    number = f"{chance.randint(1, 9_999_999) / 100:.2f}" if draw < 0.6 else str(chance.randint(1, 9_999_999))
    before = chance.choice(BEFORE)
    return f"{before}{number}{chance.choice(UNITS)}{'' if before else chance.choice(AFTER)}"


def seconds(work: Callable[[str], object], texts: Iterable[str]) -> float:
    """Processor time, so that other work on the machine does not count."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--values", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=200_000)
    arguments = parser.parse_args()
    texts = distinct(arguments.values)
    context = Context(category="output.quantity", money_unit="万元", year=2024)
    floor = seconds(FLOOR.findall, texts)
    ours = seconds(lambda text: read_once(text, context), texts)
    cached = seconds(lambda text: read(text, context), ["≥500件"] * arguments.repeats)
    empty = seconds(lambda text: None, ["≥500件"] * arguments.repeats)
    print(f"{len(texts):,} distinct values")
    print(f"re tokens only  {floor:8.2f} s   1.0")
    print(f"jixiao          {ours:8.2f} s   {ours / floor:.1f}   ({ours / len(texts) * 1e6:.1f} µs a value)")
    print(f"jixiao, again   {(cached - empty) / arguments.repeats * 1e6:8.3f} µs a repeated value")
    peer(texts, floor)


def peer(texts: list[str], floor: float) -> None:
    """JioNLP's money and time extractors, on a sample; it is GPL, so never a dependency of ours."""
    try:
        import jionlp  # noqa: PLC0415 - only for those who installed it
    except ImportError:
        return
    sample = texts[:: max(1, len(texts) // 20_000)]
    extractors = {"money": jionlp.ner.extract_money, "time": jionlp.ner.extract_time}
    for name, extract in extractors.items():
        theirs = seconds(extract, sample) * len(texts) / len(sample)
        print(f"JioNLP {name:<8} {theirs:8.2f} s   {theirs / floor:.1f}   (from {len(sample):,})")


if __name__ == "__main__":
    main()
