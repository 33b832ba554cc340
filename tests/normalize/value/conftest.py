"""How the tables of this folder write a typed value: `count [500,) 件`, `percent 95 % «合格率» !suspicious`.

    kind bounds unit/per period change basis grade scale trend exact nominal iso precision ~ «label» !issue

Bounds are an interval as in mathematics, `[` includes; one number alone is exact, `≈` about. `~` is approximate.
Dates are `first..last`; a lone day stands alone. A value that was not read is `unparsed`; issues follow with `!`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from jixiao.forms.record import Value


@pytest.fixture(scope="session")
def notation() -> Callable[[Value], str]:
    return written


def written(value: Value) -> str:
    issues = [f"!{issue}" for issue in value.issues]
    if value.status == "unparsed":
        return " ".join(["unparsed", *issues])
    if value.kind == "multi":
        return "multi{" + "; ".join(map(written, value.parts)) + "}"
    if value.status == "partial":
        assert issues, f"an assumption without its name: {value}"
    pieces = [value.kind, bounds(value) or value.comparator or "", "/".join([value.unit or "", *value.per])]
    pieces += [value.period or "", value.change or "", value.change_basis or "", value.grade or ""]
    pieces += ["|".join(value.grade_scale) if value.kind == "scale" else "", value.trend or ""]
    pieces += [f"exact={value.exact}" if value.exact else ""]
    pieces += [f"nominal={value.nominal:f}" if value.nominal is not None else ""]
    pieces += [value.iso if value.iso and value.iso.startswith("--") else ""]
    pieces += [value.date_precision if value.date_precision not in (None, "day") else ""]
    pieces += ["~" if value.approximate and value.comparator != "approx" else ""]
    pieces += [f"«{value.label}»" if value.label else "", *issues]
    return " ".join(filter(None, pieces))


def bounds(value: Value) -> str:
    if value.start or value.end:
        return str(value.start) if value.start == value.end else f"{value.start or ''}..{value.end or ''}"
    if value.lower is None and value.upper is None:
        return ""
    if value.comparator in ("eq", "approx"):
        return ("≈" if value.comparator == "approx" else "") + plain(value.lower)
    left, right = "[" if value.lower_inclusive else "(", "]" if value.upper_inclusive else ")"
    return f"{left}{plain(value.lower)},{plain(value.upper)}{right}"


def plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
