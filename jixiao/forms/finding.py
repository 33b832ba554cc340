"""A doubt: which rule, how grave, where, why. A finding is data; what stops a file is an error (errors.py)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a finding doubts."""

    READING = "reading"  # we are not sure that we read it right
    CONTENT = "content"  # the form itself is incomplete, contradictory, doubtful


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubt about one place of one file.

    `rule` is a stable code such as `unread-cell`; `message` a full Chinese sentence with the numbers in it;
    `basis` why the rule holds: an arithmetic identity, or the document that prescribes it.
    `place` is as `str(Place)` writes it; blank where the finding is about the whole form or file.
    """

    about: About
    severity: Severity
    rule: str
    message: str
    place: str = ""
    basis: str = ""
    indicator_no: int | None = None  # the row of indicators.csv, from 1 within the form
    related: tuple[str, ...] = ()  # other places that take part, each `form_id place`

    @property
    def is_doubt(self) -> bool:
        """Does it put its form under review?"""
        return self.about is About.READING and self.severity is not Severity.INFO
