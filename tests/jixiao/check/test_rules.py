"""The rules beyond the budget, and how findings join a result."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle
from pathlib import Path

import msgspec
import pytest
from msgspec import structs

from jixiao import check
from jixiao.check.__main__ import main
from jixiao.forms.document import Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty
from jixiao.forms.record import Field, FileRecord, Form, Indicator, Level, Result, Value

DOCS = Path(__file__).parents[3] / "docs"
Budget = Callable[..., Form]


def indicator(number: int, level1: str, level2: str, **others: object) -> Indicator:
    place = Place(table=1, row=10 + number, column=4)
    levels = (Level(level1, level1), Level(level2, level2), Level(f"指标{number}"))
    row = Indicator(number, *levels, "other", Value(), place, Certainty.EXACT)
    return replace(row, **others)  # type: ignore[arg-type]


def rules(form: Form) -> list[str]:
    return [finding.rule for finding in check.form(form)]


KINDS = ("output.quantity", "benefit.social", "satisfaction")


def with_weights(form: Form, *weights: str | None) -> Form:
    rows = (
        indicator(n, "", "", category=kind, weight=None if weight is None else Decimal(weight))
        for n, (weight, kind) in enumerate(zip(weights, cycle(KINDS), strict=False), start=1)
    )
    return replace(form, indicators=tuple(rows))


MAKE_THE_WHOLE = [("50", "50"), ("50", "30", "10"), ("0.5", "0.5"), ("50", None), (None, None), ()]


@pytest.mark.parametrize("weights", MAKE_THE_WHOLE)
def test_weights_that_make_the_whole_or_are_missing_pass(budget: Budget, weights: tuple[str | None]) -> None:
    assert rules(with_weights(budget(), *weights)) == []


def test_weights_that_make_something_else_are_a_finding(budget: Budget) -> None:
    [finding] = check.form(with_weights(budget(), "50", "40", "5.5"))
    assert (finding.rule, finding.severity) == ("weights-make-the-whole", "info")
    assert "合计 95.5" in finding.message


def test_points_that_are_short_on_a_form_that_may_be_cut_are_not_a_finding(budget: Budget) -> None:
    assert rules(with_weights(budget(), "50", "20")) == []
    assert rules(with_weights(budget(), "80", "40")) == ["weights-make-the-whole"]


def test_weights_on_a_parent_or_once_for_several_columns_are_not_added(budget: Budget) -> None:
    form = with_weights(budget(), "80", "40")
    for change in ({"parent": "道路"}, {"value_column": "云溪镇"}):
        changed = tuple(replace(row, **change) for row in form.indicators)
        assert rules(replace(form, indicators=changed)) == []


SCORES = [("10", "10", []), ("10", "9.5", []), ("10", "10.5", ["score-within-weight"]), ("10", None, [])]


@pytest.mark.parametrize(("weight", "score", "expected"), SCORES)
def test_a_score_stays_within_its_weight(
    budget: Budget, weight: str, score: str | None, expected: list[str]
) -> None:
    row = indicator(1, "产出指标", "数量指标", weight=Decimal(weight), score=score and Decimal(score))
    rest = indicator(2, "产出指标", "数量指标", weight=100 - Decimal(weight))
    assert rules(replace(budget(), indicators=(row, rest))) == expected


CLASSES = [
    ("产出指标", "数量指标", []),
    ("效益指标", "数量指标", ["class-under-wrong-level1"]),
    ("产出指标", "社会效益指标", ["class-under-wrong-level1"]),
    ("效益指标", "服务对象满意度指标", []),  # as older forms had it
    ("产出指标", "成本指标", []),  # before 2021
    ("", "数量指标", []),
    ("管理指标", "数量指标", []),  # a first level of older rules
    ("产出指标", "制度指标", []),  # a class that nobody knows
]


@pytest.mark.parametrize(("level1", "level2", "expected"), CLASSES)
def test_a_class_hangs_under_its_level1(
    budget: Budget, level1: str, level2: str, expected: list[str]
) -> None:
    assert rules(replace(budget(), indicators=(indicator(1, level1, level2),))) == expected


def test_a_misplaced_class_is_one_finding_for_all_its_indicators(budget: Budget) -> None:
    rows = tuple(indicator(n, "效益指标", "数量指标") for n in (1, 2))
    [finding] = check.form(replace(budget(), indicators=rows))
    assert "“数量指标”列在“效益指标”之下，按规定应属“产出指标”；共 2 个指标。" in finding.message
    assert (finding.indicator_no, finding.related) == (1, ("0123456789abcdef-1 t1 r12 c4",))


@pytest.mark.parametrize("certainty", [Certainty.INHERITED, Certainty.INFERRED])
def test_a_misplaced_class_under_a_level_that_was_not_printed_there_doubts_each_row(
    budget: Budget, certainty: Certainty
) -> None:
    rows = tuple(indicator(n, "产出指标", "社会效益指标", certainty=certainty) for n in (1, 2))
    found = check.form(replace(budget(), indicators=rows))
    assert [(each.about, each.severity, each.indicator_no) for each in found] == [
        ("reading", "warning", 1),
        ("reading", "warning", 2),
    ]


def test_weights_of_a_form_whose_reading_is_in_doubt_are_not_added(budget: Budget) -> None:
    doubt = Finding(About.READING, Severity.WARNING, "unread-cell", "…", place="t1 r9 c1")
    assert rules(replace(with_weights(budget(), "50", "40", "5"), findings=(doubt,))) == []


def test_an_ambiguous_row_is_no_basis_for_a_claim(budget: Budget) -> None:
    row = replace(indicator(1, "效益指标", "数量指标"), certainty=Certainty.AMBIGUOUS)
    assert rules(replace(budget(), indicators=(row,))) == []


COSTS = [
    ("cost", "money", "ge", ["cost-has-a-ceiling"]),
    ("cost.economic", "money", "gt", ["cost-has-a-ceiling"]),
    ("cost", "money", "le", []),
    ("cost", "money", "eq", []),
    ("cost", "percent", "ge", []),  # a rate of saving
    ("benefit.economic", "money", "ge", []),
    ("cost", "none", None, []),
]


@pytest.mark.parametrize(("category", "kind", "comparator", "expected"), COSTS)
def test_a_cost_has_a_ceiling(
    budget: Budget, category: str, kind: str, comparator: str | None, expected: list[str]
) -> None:
    value = Value("≥26万元", kind, comparator=comparator, lower=Decimal(260000))
    form = replace(budget(), indicators=(indicator(1, "", "", category=category, value=value),))
    assert rules(form) == expected
    several = Value("…", "multi", parts=(value,))
    assert rules(replace(form, indicators=(replace(form.indicators[0], value=several),))) == expected


SHARES = [
    ("satisfaction", "101", None, ["share-within-the-whole"]),
    ("output.quality", "120", None, ["share-within-the-whole"]),
    ("satisfaction", "100", None, []),
    ("output.quality", "120", "increase", []),
    ("benefit.economic", "120", None, []),
    ("satisfaction", None, None, []),
]


@pytest.mark.parametrize(("category", "lower", "change", "expected"), SHARES)
def test_a_share_is_within_the_whole(
    budget: Budget, category: str, lower: str | None, change: str | None, expected: list[str]
) -> None:
    value = Value("…", "percent", lower=None if lower is None else Decimal(lower), change=change)
    row = indicator(1, "", "", category=category, value=value)
    assert rules(replace(budget(), indicators=(row,))) == expected
    for doubt in ({"value": replace(value, status="partial")}, {"certainty": Certainty.AMBIGUOUS}):
        assert rules(replace(budget(), indicators=(replace(row, **doubt),))) == []


DEADLINES = [
    (date(2024, 12, 31), date(2024, 11, 30), ["deadline-within-period"]),
    (date(2024, 11, 30), date(2024, 11, 30), []),
    (date(2024, 12, 31), None, []),
    (None, date(2024, 11, 30), []),
]


@pytest.mark.parametrize(("end", "period_end", "expected"), DEADLINES)
def test_a_deadline_is_within_the_period(
    budget: Budget, end: date | None, period_end: date | None, expected: list[str]
) -> None:
    row = indicator(1, "", "", value=Value("…", "date", comparator="le", end=end))
    assert rules(replace(budget(), indicators=(row,), period_end=period_end)) == expected


PERIODS = [
    (date(2024, 1, 1), date(2024, 12, 31), []),
    (date(2024, 1, 1), date(2024, 1, 1), []),
    (date(2024, 12, 31), date(2024, 1, 1), ["period-runs-forward"]),
    (None, date(2024, 1, 1), []),
    (date(2024, 1, 1), None, []),
]


@pytest.mark.parametrize(("start", "end", "expected"), PERIODS)
def test_a_period_runs_forward(
    budget: Budget, start: date | None, end: date | None, expected: list[str]
) -> None:
    assert rules(replace(budget(), period_start=start, period_end=end)) == expected


RATES = [
    ("90%", []),
    ("90.00%", []),
    ("89.9%", []),  # cut off or rounded in its last digit
    ("0.9", []),
    ("90", []),
    ("75%", []),  # of the adjusted budget
    ("80%", ["rate-is-executed-by-budget"]),
    ("80", ["rate-is-executed-by-budget"]),
    ("—", []),
    ("已完成", []),
]


@pytest.mark.parametrize(("rate", "expected"), RATES)
def test_a_rate_is_executed_by_budget(budget: Budget, rate: str, expected: list[str]) -> None:
    form = budget("total 100 initial", "total 120 adjusted", "total 90 executed")
    row = Place(table=1, row=1)
    amounts = tuple(
        replace(amount, place=structs.replace(row, column=n))
        for n, amount in enumerate(form.amounts, start=2)
    )
    field = Field(9, "rate", "执行率", rate, structs.replace(row, column=5))
    assert rules(replace(form, amounts=amounts, fields=(field,))) == expected


def test_a_rate_in_another_row_than_the_amounts_is_not_judged(budget: Budget) -> None:
    form = budget("total 100 initial", "total 90 executed")
    field = Field(9, "rate", "执行率", "50%", Place(table=1, row=7, column=5))
    assert rules(replace(form, fields=(field,))) == []


def test_a_result_gets_the_findings_and_a_content_finding_leaves_the_status(budget: Budget) -> None:
    form = budget("total 100", "fiscal_appropriation 80", "other 10")
    checked = check.result(Result(FileRecord("a.docx", format="docx"), (form,)))
    assert [finding.rule for finding in checked.forms[0].findings] == ["sources-make-total"]
    assert (checked.record.findings, checked.record.forms, checked.record.status) == (1, 1, "ok")


def test_the_findings_of_the_reading_stay_in_front(budget: Budget) -> None:
    doubt = Finding(About.READING, Severity.WARNING, "unread-cell", "…", place="t1 r9 c1")
    form = replace(budget("total 100", "by_income 90"), findings=(doubt,))
    [checked] = check.result(Result(FileRecord("a.docx", format="docx"), (form,))).forms
    assert [finding.rule for finding in checked.findings] == ["unread-cell", "sides-equal-total"]


def test_a_second_check_finds_nothing_new(budget: Budget) -> None:
    once = check.result(Result(FileRecord("a.docx", format="docx"), (budget("total 100", "by_income 90"),)))
    assert check.result(once) == once


def test_the_stage_reads_typed_lines_and_writes_checked_ones(budget: Budget, tmp_path: Path) -> None:
    typed = Result(FileRecord("a.docx", format="docx"), (budget("total 100", "by_income 90"),))
    (tmp_path / "typed.jsonl").write_bytes(msgspec.json.encode(typed) + b"\n")
    assert main([str(tmp_path / "typed.jsonl"), "-o", str(tmp_path / "checked.jsonl")]) == 0
    [line] = (tmp_path / "checked.jsonl").read_bytes().splitlines()
    assert msgspec.json.decode(line, type=Result) == check.result(typed)


def test_the_stage_refuses_a_file_of_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "typed.jsonl").write_text('{"甲": 1}\n', "utf-8")
    assert main([str(tmp_path / "typed.jsonl"), "-o", str(tmp_path / "checked.jsonl")]) == 2
    assert "第 1 行" in capsys.readouterr().err
    assert not (tmp_path / "checked.jsonl").exists()


@pytest.mark.parametrize("rule", check.RULES, ids=lambda rule: rule.__name__)
def test_each_rule_is_explained_on_the_page_of_checks(rule: Callable[..., object]) -> None:
    assert f"`{rule.__name__.replace('_', '-')}`" in (DOCS / "checks.md").read_text("utf-8")
