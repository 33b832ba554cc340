"""A form that is text becomes a form that a program can use; doubts become findings."""

from datetime import date
from decimal import Decimal

import normalize
from jixiao.forms.document import Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawAmount, RawField, RawForm, RawGoal, RawIndicator, RawText
from jixiao.forms.record import Form

SHA = "0123456789abcdef" * 4


def at(text: str, line: int = 1) -> RawText:
    return RawText(text, Place(line=line))


def form(**parts: object) -> Form:
    """The typed form of a raw one that has these parts and is otherwise empty."""
    whole: dict[str, object] = {"number": 2, "kind": "project_target", "title": None, "place": Place(line=1)}
    return normalize.form(RawForm(**(whole | parts)), file="a.txt", sha256=SHA)  # type: ignore[arg-type]


def field(code: str, text: str) -> RawField:
    return RawField(code, code, at(text))


def money(text: str, **parts: str) -> RawAmount:
    return RawAmount(parts.pop("item", "total"), "资金总额", at(text), **parts)


def rules(found: Form) -> list[str]:
    return [finding.rule for finding in found.findings]


def test_a_form_has_the_id_of_its_document_and_number() -> None:
    found = form(title=at(" 2024年\n项目支出绩效目标表 "))
    assert (found.form_id, found.form_no, found.file) == ("0123456789abcdef-2", 2, "a.txt")
    assert (found.title, found.fiscal_year) == ("2024年 项目支出绩效目标表", 2024)


def test_the_department_is_the_first_body_stated_in_the_contracts_order() -> None:
    found = form(
        fields=(
            field("competent_department", "[042]青山县水利局"),
            field("implementing_unit", "青山县水库\n管理所"),
            field("reporting_unit", "（盖章）"),
        )
    )
    assert found.department == "青山县水库管理所"
    assert found.competent_department == "青山县水利局"
    assert found.implementing_unit == "青山县水库管理所"
    assert found.reporting_unit == ""


def test_a_code_glued_to_the_project_is_the_project_code() -> None:
    found = form(fields=(field("project", "43098124T000000123456-水库维修"),))
    assert (found.project, found.project_code) == ("水库维修", "43098124T000000123456")


def test_a_project_code_of_its_own_wins_over_a_glued_one() -> None:
    found = form(fields=(field("project", "[042]水库维修"), field("project_code", "A77")))
    assert (found.project, found.project_code) == ("水库维修", "A77")


def test_a_period_in_two_fields_is_one_period() -> None:
    found = form(fields=(field("period_start", "2021.1"), field("period_end", "2021.12")))
    assert (found.period_start, found.period_end) == (date(2021, 1, 1), date(2021, 12, 31))
    assert found.fiscal_year == 2021


def test_a_year_left_out_of_the_period_is_the_forms_with_a_finding() -> None:
    found = form(year=at("（2023年度）"), fields=(field("period", "1月至12月"),))
    assert (found.period_start, found.period_end) == (date(2023, 1, 1), date(2023, 12, 31))
    [finding] = found.findings
    assert (finding.rule, finding.severity, finding.about) == ("year_from_form", "info", "reading")
    assert found.status == "ok"


def test_amounts_are_in_yuan_by_the_nearest_unit() -> None:
    found = form(
        money_unit=at("万元"),
        amounts=(
            money("110.19"),
            money("80.5", item="basic_expenditure", unit="元", unit_source="row"),
            money("3亿元", item="other", unit="元", unit_source="column"),
        ),
    )
    assert [(a.yuan, a.unit, a.unit_source) for a in found.amounts] == [
        (Decimal("1101900"), "万元", "form"),
        (Decimal("80.5"), "元", "row"),
        (Decimal("300000000"), "亿元", "cell"),
    ]
    assert found.money_unit == "万元"
    assert found.total_yuan == Decimal("1101900")


def test_an_amount_without_any_unit_has_no_yuan_and_a_finding() -> None:
    found = form(amounts=(money("110.19"), money("80", item="other")))
    assert [amount.yuan for amount in found.amounts] == [None, None]
    assert rules(found) == ["money-unit-missing"]
    assert (found.total_yuan, found.status) == (None, "review")


def test_a_written_zero_is_an_amount_and_a_placeholder_is_only_a_field() -> None:
    found = form(money_unit=at("元"), amounts=(money("0"), money("/", item="other"), money("", item="local")))
    assert [(amount.item, amount.yuan) for amount in found.amounts] == [("total", Decimal(0))]
    assert [(f.field, f.value) for f in found.fields] == [("amount", "0"), ("amount", "/"), ("amount", "")]


def test_the_total_is_the_adjusted_budget_and_never_what_was_spent() -> None:
    amounts = (money("9", column="executed"), money("7", column="initial"), money("8", column="adjusted"))
    assert form(money_unit=at("元"), amounts=amounts).total_yuan == 8
    assert form(money_unit=at("元"), amounts=amounts[:1]).total_yuan is None
    assert form(money_unit=at("元"), amounts=(money("5", item="own_level"),)).total_yuan == 5


def test_goals_are_split_and_numbered_and_the_cell_is_kept_as_a_field() -> None:
    text = "目标1：保障运转。\n目标2：维修水库。"
    found = form(goals=(RawGoal("annual", "年度目标", at(text)), RawGoal("overall", "总体目标", at("绿化"))))
    assert [(g.number, g.scope, g.text, g.printed_number) for g in found.goals] == [
        (1, "annual", "保障运转。", 1),
        (2, "annual", "维修水库。", 2),
        (3, "overall", "绿化", None),
    ]
    assert [(f.number, f.field, f.value) for f in found.fields] == [(1, "goal", text), (2, "goal", "绿化")]


def test_an_indicator_is_typed_with_its_levels_points_and_actual() -> None:
    row = RawIndicator(
        name=at("指标1：维修水库★", 5),
        value=at("≥3", 6),
        level1=at("产 出 指 标（50分）"),
        level2=at("数量指标"),
        unit=at("座"),
        weight=at("10分"),
        actual=at("4"),
        score=at("9.5"),
        certainty=Certainty.INHERITED,
    )
    [found] = form(indicators=(row,)).indicators
    assert (found.level1.name, found.level2.name, found.level3.name) == ("产出指标", "数量指标", "维修水库")
    assert (found.level1.raw, found.level3.raw) == ("产 出 指 标（50分）", "指标1：维修水库★")
    assert found.category == "output.quantity"
    assert (found.value.comparator, found.value.lower, found.value.unit) == ("ge", Decimal(3), "座")
    assert (found.weight, found.score) == (Decimal(10), Decimal("9.5"))
    assert found.actual is not None
    assert (found.actual.lower, found.attained) == (Decimal(4), True)
    assert (found.place, found.certainty) == (Place(line=6), Certainty.INHERITED)


def test_a_form_without_a_column_has_none_of_it() -> None:
    [found] = form(indicators=(RawIndicator(name=at("维修水库"), value=at("3座")),)).indicators
    assert (found.actual, found.attained, found.weight, found.score) == (None, None, None, None)
    assert (found.level1.name, found.level1.place) == ("", None)


def test_points_that_are_no_number_are_blank_and_a_finding() -> None:
    row = RawIndicator(name=at("维修水库"), value=at("3座"), weight=at("优"), score=at("/"))
    found = form(indicators=(row,))
    assert (found.indicators[0].weight, found.indicators[0].score) == (None, None)
    assert [(f.rule, f.indicator_no) for f in found.findings] == [("points-unread", 1)]


def test_each_issue_of_a_value_is_a_finding_of_its_row() -> None:
    rows = (
        RawIndicator(name=at("维修水库"), value=at("3座")),
        RawIndicator(name=at("完成时间"), value=at("11月底前", 9)),
    )
    found = form(year=at("2024"), indicators=rows)
    [finding] = found.findings
    assert (finding.rule, finding.indicator_no, finding.place) == ("year_from_form", 2, "l9")


def test_a_unit_column_that_says_only_a_scale_is_doubted() -> None:
    found = form(indicators=(RawIndicator(name=at("带动消费"), value=at("705"), unit=at("万")),))
    assert (found.indicators[0].value.lower, found.indicators[0].value.status) == (
        Decimal(7050000),
        "partial",
    )
    assert rules(found) == ["unit_missing"]


def test_findings_of_the_extraction_come_first_and_decide_the_status() -> None:
    doubt = Finding(About.READING, Severity.WARNING, "unread-cell", "第3行有内容未读。", "l3")
    found = form(findings=(doubt,), amounts=(money("5"),))
    assert found.findings[0] == doubt
    assert found.status == "review"
