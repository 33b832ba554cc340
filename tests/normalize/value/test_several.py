"""Several values in one cell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from jixiao.forms.record import Value
from normalize.value import Context, read

READ = [
    ("450件、≥95%", "multi{count 450 件; percent [95,) %}"),
    ("450件，≥95%", "multi{count 450 件; percent [95,) %}"),
    ("450件；≥95%", "multi{count 450 件; percent [95,) %}"),
    ("450件 ≥95%", "multi{count 450 件; percent [95,) %}"),
    ("≥95%；≥90%", "multi{percent [95,) %; percent [90,) %}"),
    ("≥97%；>88%", "multi{percent [97,) %; percent (88,) %}"),
    ("±10%；>89%", "multi{percent [-10,10] %; percent (89,) %}"),
    ("98%以上，合格率95%", "multi{percent [98,) %; percent 95 % «合格率»}"),
    ("≥95%，合格率≥90%", "multi{percent [95,) %; percent [90,) % «合格率»}"),
    ("达到100%，合格率≥94%", "multi{percent 100 % «达到»; percent [94,) % «合格率»}"),
    ("A项3次、B项5期", "multi{count 3 次 «A项»; count 5 期 «B项»}"),
    ("培训3次、发放500册", "multi{count 3 次 «培训»; count 500 册 «发放»}"),
    ("培训3期200人次", "multi{count 3 期 «培训»; count 200 人次}"),
    ("培训3期，200人次", "multi{count 3 期 «培训»; count 200 人次}"),
    ("3次和5期", "multi{count 3 次; count 5 期}"),
    ("3次及5期", "multi{count 3 次; count 5 期}"),
    ("3次、5期", "multi{count 3 次; count 5 期}"),
    ("100公里、20座", "multi{quantity 100 公里; count 20 座}"),
    (
        "举办2场、参与300人次、覆盖10个村",
        "multi{count 2 场 «举办»; count 300 人次 «参与»; count 10 个 «覆盖…村»}",
    ),
    ("道路3公里，桥梁2座，路灯50盏", "multi{quantity 3 公里 «道路»; count 2 座 «桥梁»; count 50 盏 «路灯»}"),
    ("上半年≥91%，下半年≥91%", "multi{percent [91,) % «上半年»; percent [91,) % «下半年»}"),
    ("上半年100％，下半年100％", "multi{percent 100 % «上半年»; percent 100 % «下半年»}"),
    ("上半年50%、全年100%", "multi{percent 50 % «上半年»; percent 100 % «全年»}"),
    (
        "上半年百分之七十一以上，下半年百分之七十一以上",
        "multi{percent [71,) % «上半年»; percent [71,) % «下半年»}",
    ),
    ("第一季度30%，第二季度60%", "multi{percent 30 % «第一季度»; percent 60 % «第二季度»}"),
    ("合格率≥95%，满意度≥90%", "multi{percent [95,) % «合格率»; percent [90,) % «满意度»}"),
    ("合格率≥95%\n满意度≥90%", "multi{percent [95,) % «合格率»; percent [90,) % «满意度»}"),
    ("完成3次\n发放500册", "multi{count 3 次 «完成»; count 500 册 «发放»}"),
    ("①3次②5期", "multi{count 3 次; count 5 期}"),
    ("①培训3次；②发放500册", "multi{count 3 次 «培训»; count 500 册 «发放»}"),
    ("1、培训3次；2、发放500册", "multi{count 3 次 «培训»; count 500 册 «发放»}"),
    ("1.培训3次 2.发放500册", "multi{count 3 次 «培训»; count 500 册 «发放»}"),
    ("(1)培训3次(2)发放500册", "multi{count 3 次 «培训»; count 500 册 «发放»}"),
    ("一、培训3次；二、发放500册", "multi{count 3 次 «培训»; count 500 册 «发放»}"),
    ("2024年12月底前完成100%", "multi{date ..2024-12-31 month «完成»; percent 100 %}"),
    (
        "6月底完成50%，12月底完成100%",
        "multi{date 2024-06-30 month «完成» !year_from_form; percent 50 %; "
        "date 2024-12-31 month «完成» !year_from_form; percent 100 %}",
    ),
    (
        "2024年完成80%，2025年完成100%",
        "multi{interval 2024-01-01..2024-12-31 year «完成»; percent 80 %; "
        "interval 2025-01-01..2025-12-31 year «完成»; percent 100 %}",
    ),
    (
        "3月、6月、9月",
        "multi{interval 2024-03-01..2024-03-31 month !year_from_form; "
        "interval 2024-06-01..2024-06-30 month !year_from_form; interval 2024-09-01..2024-09-30 month !year_from_form}",
    ),
    ("共450件，其中A类100件", "multi{count 450 件 «共»; count 100 件 «其中A类»}"),
    ("120万元，其中省级50万元", "multi{money 1200000 元; money 500000 元 «其中省级»}"),
    ("120万元（其中省级50万元）", "money 1200000 元 «其中省级50万元» !remark_unread"),
    ("450件（其中：A类100件）", "count 450 件 «其中:A类100件» !remark_unread"),
    ("200人、30%", "multi{count 200 人; percent 30 %}"),
    ("12次，95%以上，2024年12月底前", "multi{count 12 次; percent [95,) %; date ..2024-12-31 month}"),
    ("由80%提高到95%", "multi{percent 80 % «由»; percent 95 % «提高到»}"),
    ("≥500人，≤3%", "multi{count [500,) 人; percent (,3] %}"),
    ("5000元/人、200人", "multi{money 5000 元/人; count 200 人}"),
    ("10人\n20人", "multi{count 10 人; count 20 人}"),
    ("按时完成，合格率≥95%", "percent [95,) % «按时完成…合格率»"),
    ("合格率≥95%，效果良好", "percent [95,) % «合格率…效果良好»"),
    ("验收合格，及时率100%", "percent 100 % «验收合格…及时率»"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_is_read(text: str, expected: str, notation: Callable[[Value], str]) -> None:
    value = read(text, Context(year=2024))
    assert notation(value) == expected
    assert value.raw == text
