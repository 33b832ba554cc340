"""How well and how fast tables become forms: random forms with known rows, in every way that a dump may show them.

    python bench/layouts.py [FORMS]

Prints three tables for RESULTS.md: accuracy by view, faults of drawn forms by family and view, and processor time by
the number of rows.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path += [str(Path(__file__).parents[1] / folder) for folder in (".", "tests/material")]

import drawn_truth
from random_drawings import FAMILIES
from random_forms import VIEWS, RandomForm, Tally, random_form, read_rows, tally

import extract


def accuracy(forms: int) -> None:
    """Rows right, wrong and not doubted, right and doubted, for each view."""
    print("| view | rows | F1 | wrong, not doubted | right, doubted |\n|---|---|---|---|---|")
    for view in VIEWS:
        total = Tally()
        for seed in range(forms):
            form = random_form(seed)
            total += tally(form.truth, read_rows(extract.forms(form.seen(view))))
        print(f"| {view} | {total.rows} | {total.f1:.4f} | {total.silent} | {total.false} |")


def faults(forms: int) -> None:
    """What drawn forms state that was read wrong without doubt, wrong and doubted, right and doubted."""
    print("\n| drawn forms | view | facts | wrong, not doubted | wrong, doubted | right, doubted |")
    print("|---|---|---|---|---|---|")
    for name, family in FAMILIES.items():
        for view in drawn_truth.VIEWS:
            verdict = drawn_truth.judged(map(family, range(forms)), view)
            counts = (verdict.facts, *map(len, (verdict.silent, verdict.said, verdict.doubted)))
            print(f"| {name} | {view} | {' | '.join(map(str, counts))} |")


def speed() -> None:
    """Milliseconds to extract a form of many rows: linear, if the last column stays the same."""
    print("\n| view | rows | CPU ms | µs a row |\n|---|---|---|---|")
    for view in ("exact", "blank", "stream"):
        for rows in (1_000, 10_000):
            document = long_form(rows).seen(view)
            begun = time.process_time()
            extract.forms(document)
            spent = time.process_time() - begun
            print(f"| {view} | {rows} | {spent * 1e3:.0f} | {spent / rows * 1e6:.0f} |")


def long_form(rows: int) -> RandomForm:
    """A plain form of so many rows, no two alike."""
    columns = ("level1", "level2", "name", "value")
    body = [(f"产出指标{n // 40}", "数量指标", f"事项{n}完成数", f"≥{n}件") for n in range(rows)]
    head = ("一级指标", "二级指标", "三级指标", "指标值")
    return RandomForm("项目支出绩效目标表", columns, (head, *body), merged=True, caption=False, truth=())


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    accuracy(number)
    faults(number)
    speed()
