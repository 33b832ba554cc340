"""A form with a budget, written in one line a row."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.forms.document import Place
from jixiao.forms.record import Amount, Field, Form

YUAN_OF = {"元": 1, "万元": 10_000}


def form_of(*rows: str, **others: object) -> Form:
    """A form of the rows `item text [unit] [column]`; a text that is no number is a label without an amount.

    The unit is 万元 unless it is written; `?` is an undeclared one.
    """
    amounts, fields = [], []
    for number, row in enumerate(rows, start=1):
        item, text, *rest = row.split()
        unit = next((word for word in rest if word in YUAN_OF or word == "?"), "万元")
        column = next((word for word in rest if word not in YUAN_OF and word != "?"), "")
        place = Place(table=1, row=number, column=2)
        fields.append(Field(number, "amount", LABELS.get(item, item), "" if text == "_" else text, place))
        if text.replace(".", "").isdigit():
            yuan = None if unit == "?" else Decimal(text) * YUAN_OF[unit]
            amounts.append(
                Amount(
                    len(amounts) + 1, item, LABELS.get(item, item), text, yuan, place, column, column, unit
                )
            )
    return Form(
        "0123456789abcdef-1",
        "a.docx",
        1,
        "project_target",
        "项目支出绩效目标表",
        Place(table=1),
        amounts=tuple(amounts),
        fields=tuple(fields),
        **others,  # type: ignore[arg-type]
    )


LABELS = {
    "total": "资金总额",
    "by_income": "按收入性质分",
    "by_expenditure": "按支出性质分",
    "basic_expenditure": "基本支出",
    "project_expenditure": "项目支出",
    "general_public_budget": "一般公共预算",
    "government_fund": "政府性基金拨款",
    "fiscal_appropriation": "其中：财政拨款",
    "special_account": "财政专户管理资金",
    "other": "其他资金",
    "carry_over": "上年结转",
    "central": "中央补助",
    "local": "地方资金",
    "provincial": "省级资金",
    "municipal": "市级资金",
    "county": "县级资金",
    "superior": "上级资金",
    "own_funds": "自有资金",
    "personnel_expenditure": "人员经费",
    "operating_expenditure": "公用经费",
}


@pytest.fixture
def budget() -> Callable[..., Form]:
    return form_of
