"""Doubts of the typing as findings: the code is the rule, the sentence stands in vocab/issues.toml."""

from __future__ import annotations

from jixiao.forms.document import Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.text import one_line
from jixiao.forms.words import raw

_LONGEST_QUOTE = 60  # characters; the place leads to the rest


def finding(code: str, text: str, place: Place, indicator_no: int | None = None) -> Finding:
    """The finding about reading that a code stands for, quoting the text in question.

    >>> finding("year_from_form", "9月前", Place(line=7)).message
    '“9月前”没有写年份，按本表所属年度理解。'
    """
    issue = raw("issues").get(code) or raw("issues")["unlisted"]
    quoted = one_line(text)
    if len(quoted) > _LONGEST_QUOTE:
        quoted = quoted[:_LONGEST_QUOTE] + "…"
    return Finding(
        about=About.READING,
        severity=Severity(issue["severity"]),
        rule=code,
        message=issue["message"].format(text=quoted),
        place=str(place),
        indicator_no=indicator_no,
    )
