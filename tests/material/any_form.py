"""Forms such as no reader would hand over: any text, any number, for what must hold of every form."""

from __future__ import annotations

from hypothesis import strategies as st

from jixiao.forms.document import Place
from jixiao.forms.finding import Finding
from jixiao.forms.raw import Certainty
from jixiao.forms.record import Amount, Field, Form, Goal, Indicator, Level, Value

TEXTS = st.text(st.characters(), max_size=8)  # lone surrogates and controls too
NUMBERS = st.integers(1, 999)
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
PLACES = st.builds(Place, *[st.none() | NUMBERS] * 7)
LISTS = st.lists(TEXTS, max_size=2).map(tuple)


def _optional(strategy):
    return st.none() | strategy


VALUE_FIELDS = {
    "raw": TEXTS,
    "kind": TEXTS,
    "status": TEXTS,
    "rule": TEXTS,
    "approximate": st.booleans(),
    "scale": _optional(st.integers(-9, 12)),
    **dict.fromkeys(["lower", "upper", "nominal", "tolerance"], _optional(DECIMALS)),
    **dict.fromkeys(["lower_inclusive", "upper_inclusive"], _optional(st.booleans())),
    **dict.fromkeys(["start", "end"], _optional(st.dates())),
    **dict.fromkeys(["per", "grade_scale", "issues"], LISTS),
    **dict.fromkeys(
        ("comparator", "unit", "unit_code", "scale_source", "period", "iso", "change", "change_basis"),
        _optional(TEXTS),
    ),
    **dict.fromkeys(
        ("grade", "trend", "label", "exact", "date_precision"),
        _optional(TEXTS),
    ),
}
PARTS = st.builds(Value, **VALUE_FIELDS)
VALUES = st.builds(Value, parts=st.lists(PARTS, max_size=2).map(tuple), **VALUE_FIELDS)
LEVELS = st.builds(Level, TEXTS, TEXTS, _optional(PLACES))
INDICATORS_OF = st.builds(
    Indicator,
    number=NUMBERS,
    level1=LEVELS,
    level2=LEVELS,
    level3=LEVELS,
    category=TEXTS,
    value=VALUES,
    place=PLACES,
    certainty=st.sampled_from(Certainty),
    actual=_optional(VALUES),
    attained=_optional(st.booleans()),
    **dict.fromkeys(["horizon", "value_column", "parent", "comparator_raw", "unit_raw", "standard"], TEXTS),
    **dict.fromkeys(["explanation", "note", "deviation"], TEXTS),
    **dict.fromkeys(["weight", "score"], _optional(DECIMALS)),
)
FINDINGS_OF = st.builds(Finding, message=TEXTS, place=TEXTS, related=LISTS, indicator_no=_optional(NUMBERS))
FORMS_OF = st.builds(
    Form,
    form_no=NUMBERS,
    place=PLACES,
    fiscal_year=_optional(st.integers(1990, 2100)),
    total_yuan=_optional(DECIMALS),
    fields=st.lists(st.builds(Field, NUMBERS, place=PLACES, value=TEXTS), max_size=1).map(tuple),
    amounts=st.lists(
        st.builds(Amount, NUMBERS, place=PLACES, raw=TEXTS, yuan=_optional(DECIMALS)), max_size=1
    ).map(tuple),
    goals=st.lists(
        st.builds(Goal, NUMBERS, place=PLACES, text=TEXTS, printed_number=_optional(NUMBERS)), max_size=1
    ).map(tuple),
    indicators=st.lists(INDICATORS_OF, max_size=2).map(tuple),
    findings=st.lists(FINDINGS_OF, max_size=2).map(tuple),
    title=TEXTS,
    department=TEXTS,
    period_start=_optional(st.dates()),
)


def any_form() -> st.SearchStrategy[Form]:
    """Any form at all; its texts hold control characters and lone surrogates too."""
    return FORMS_OF
