"""One invented result with the texts that hurt, for every test of the export room."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jixiao.forms.document import Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty
from jixiao.forms.record import Amount, Field, FileRecord, Form, Goal, Indicator, Level, Result, Value

PLACE = Place(table=1, row=2, column=3)
PERCENT = Value(
    raw="≥95%",
    kind="percent",
    comparator="ge",
    lower=Decimal("95.0"),
    lower_inclusive=True,
    unit="%",
    unit_code="%",
    rule="comparator-number-unit",
)
SEVERAL = Value(
    raw="450件、≥95%",
    kind="multi",
    parts=(Value(raw="450件", kind="count", lower=Decimal(450), unit="件"), PERCENT),
    issues=("unit_from_name", "suspicious"),
)
DEADLINE = Value(
    raw="每月10日前", kind="date", comparator="le", period="P1M", iso="---10", end=date(2024, 12, 31)
)
FORM = Form(
    form_id="0123456789abcdef-1",
    file="云岭县/水务局.docx",
    form_no=1,
    kind="project_target",
    title='=HYPERLINK("http://example.invalid","项目支出绩效目标表")',
    place=Place(table=1),
    fiscal_year=2024,
    department='云岭县水务局, "水利"股',
    project="@河道",
    period_start=date(2024, 1, 1),
    period_end=date(2024, 12, 31),
    money_unit="万元",
    total_yuan=Decimal("7.9150E+6"),
    fields=(
        Field(1, "other", "备\r注", "-\x01说明\ufffe", PLACE),
        Field(2, "amount", "其他资金", "—", PLACE),
    ),
    amounts=(
        Amount(
            1, "total", "资金总额", "791.50", Decimal("7915000.00"), PLACE, unit="万元", unit_source="form"
        ),
        Amount(2, "own_level", "本级", "3-5", None, PLACE),
    ),
    goals=(
        Goal(1, "annual", "<script>alert(1)</script>", PLACE, printed_number=2),
        Goal(2, "annual", "<r>修渠</r>", PLACE),
    ),
    indicators=(
        Indicator(
            1,
            Level("产出指标", "产 出\n指 标", PLACE),
            Level("数量指标", "数量指标", None),
            Level("3-5", "①3-5", PLACE),
            "output.quantity",
            PERCENT,
            PLACE,
            Certainty.EXACT,
            weight=Decimal("10.50"),
            actual=SEVERAL,
            attained=True,
            score=Decimal(10),
        ),
        Indicator(2, Level(), Level(), Level("'=1+1"), "other", SEVERAL, PLACE, Certainty.AMBIGUOUS),
        Indicator(
            3, Level(), Level(), Level("完工"), "output.timeliness", DEADLINE, PLACE, Certainty.INHERITED
        ),
    ),
    findings=(
        Finding(
            About.READING,
            Severity.WARNING,
            "unread-cell",
            "没有读懂“甲”。",
            "t1 r9 c1",
            indicator_no=2,
            related=("0123456789abcdef-1 t1 r1 c1", "0123456789abcdef-1 t1 r2 c2"),
        ),
        Finding(
            About.CONTENT, Severity.ERROR, "sources-make-total", "相差 1 元。", "t1 r1 c1", "算术恒等式。"
        ),
    ),
)
RESULT = Result(
    FileRecord(
        FORM.file, sha256="0" * 64, bytes=10, format="docx", reader="python-docx", cells=4, cells_read=4
    ),
    (FORM,),
    (Finding(About.READING, Severity.INFO, "partly-read", "只读了一部分。"),),
).settled()
FAILED = Result(FileRecord("空\udc80.docx", status="failed", error="empty", message="文件是空的。"))


@pytest.fixture
def form() -> Form:
    return FORM


@pytest.fixture
def results() -> list[Result]:
    return [RESULT, FAILED]


@pytest.fixture
def many() -> list[Result]:
    """Four files, one form each."""
    return [
        Result(
            replace(RESULT.record, file=f"{n}.docx"),
            (replace(FORM, form_id=f"{n:016x}-1", file=f"{n}.docx"),),
        )
        for n in range(4)
    ]
