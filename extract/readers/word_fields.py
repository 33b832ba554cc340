"""Fields of a Word document: what they show is text, their code is not.

A field is a begin mark, its code, a separating mark, its result, an end mark; each may stand in a run of its own.
Source: ECMA-376 part 1, 17.16.18.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from extract.readers import field_codes
from extract.readers.wordml import TEXT, W

_MARK, _CODE = f"{W}fldChar", f"{W}instrText"


@dataclass(slots=True)
class _Field:
    """A field that is open; `within` is text of fields in its code."""

    code: list[etree._Element] = field(default_factory=list)
    within: list[etree._Element] = field(default_factory=list)
    separated: bool = False


def show_fields(root: etree._Element) -> None:
    """Text for the fields that keep no result, in place; no text for what stands in a code.

    Marks without their counterpart change nothing.
    """
    if next(root.iter(_MARK), None) is None:
        return
    open_fields: list[_Field] = []
    for node in root.iter(_MARK, _CODE, TEXT):
        if node.tag == _MARK:
            _take_mark(node.get(f"{W}fldCharType", ""), open_fields)
        elif in_code := [opened for opened in open_fields if not opened.separated]:
            (in_code[-1].code if node.tag == _CODE else in_code[0].within).append(node)


def _take_mark(kind: str, open_fields: list[_Field]) -> None:
    if kind == "begin":
        open_fields.append(_Field())
    elif open_fields and kind == "separate":
        open_fields[-1].separated = True
    elif open_fields and kind == "end":
        _close(open_fields.pop(), open_fields)


def _close(ended: _Field, around: list[_Field]) -> None:
    if ended.separated:
        for text in ended.within:
            text.text = ""
    elif ended.code:
        shown = field_codes.shown("".join(code.text or "" for code in ended.code))
        ended.code[0].tag, ended.code[0].text = TEXT, shown
