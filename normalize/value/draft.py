"""A value while it is being read: what the cell itself says, before its neighbours are asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from normalize.value.dates import Span
from normalize.value.measures import NOT_SHARED, Measure, Shared
from normalize.value.units import Unit


@dataclass(slots=True)
class Draft:
    """Fields as in record.Value; `number` says that bounds, unit and comparator column still have to be settled."""

    rule: str
    text: str = ""  # of a part
    kind: str = ""  # blank: the unit decides
    status: str = "ok"
    comparator: str | None = None  # None: the comparator column may say it
    lower: Decimal | None = None
    upper: Decimal | None = None
    lower_open: bool = False
    upper_open: bool = False
    number: Decimal | None = None  # the one number that a comparator applies to
    span: Span | None = None
    until: bool = False
    since: bool = False
    unit: Unit | None = None
    unit_text: str = ""
    scale: int | None = None
    bare_scale: bool = False
    shared: Shared = NOT_SHARED
    period: str | None = None
    iso: str | None = None
    approximate: bool = False
    change: str | None = None
    change_basis: str | None = None
    grade: str | None = None
    grade_scale: tuple[str, ...] = ()
    trend: str | None = None
    label: list[str] = field(default_factory=list)
    exact: str | None = None
    nominal: Decimal | None = None
    tolerance: Decimal | None = None
    parts: list[Draft] = field(default_factory=list)
    issues: list[str] = field(default_factory=list)

    def take(self, measure: Measure) -> None:
        """The unit, scale and denominators of a measure."""
        self.unit, self.unit_text = measure.unit, measure.unit_text
        self.scale = measure.scale
        self.bare_scale = measure.bare_scale
        self.shared = self.shared + measure.shared
        self.exact = self.exact or measure.exact
        if measure.aside:
            self.label.append(measure.aside)

    def doubt(self, issue: str) -> None:
        """An assumption: read, and marked."""
        self.issues.append(issue)
        if self.status == "ok":
            self.status = "partial"

    def refuse(self, issue: str = "") -> Draft:
        """No rule covers it."""
        if issue:
            self.issues.append(issue)
        self.status = "unparsed"
        return self
