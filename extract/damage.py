"""What a text has lost before it came to us: its end, or all marks of its table. It is said, not guessed at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from jixiao.forms.document import Document, Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawForm, RawIndicator, RawText
from jixiao.forms.text import squeeze
from jixiao.forms.words import load, raw

_FEW_WORDS = 4  # different headings and classes in one line that show the remains of a table


def _words_of_a_table(text: str) -> set[str]:
    """The headings and second-level classes that stand in a text."""
    words = {word for word in load("classes", "level2") if word.endswith("指标")}
    headings = {
        squeeze(word) for word in raw("columns")["roles"]["level1"] + raw("columns")["roles"]["value"]
    }
    return {word for word in words | headings if len(word) > 2 and word in text}


def with_cut(form: RawForm, document: Document) -> RawForm:
    """The last form of a text that ends in the middle of a line: what stands last may be only a part."""
    last = document.blocks[-1]
    if isinstance(last, Line):
        return form
    place = last.cells[-1].place
    number = next((n for n, row in enumerate(form.indicators, start=1) if place in _places(row)), None)
    finding = Finding(
        About.READING,
        Severity.WARNING,
        "text-cut",
        "原文在这里中断，最后一个单元格可能不完整，后面的内容缺失。",
        str(place),
        "文本文件没有以换行或单元格分隔符结束。",
        number,
    )
    doubted = tuple(
        replace(row, certainty=Certainty.AMBIGUOUS) if n == number else row
        for n, row in enumerate(form.indicators, start=1)
    )
    return replace(form, indicators=doubted, findings=(*form.findings, finding))


def _places(row: RawIndicator) -> set[Place]:
    values = (getattr(row, field.name) for field in fields(row))
    return {value.place for value in values if isinstance(value, RawText)}


def glued(document: Document, forms: Sequence[RawForm]) -> Iterator[Finding]:
    """A finding for each text outside tables that holds a form whose cells run into each other."""
    if forms or any(isinstance(block, Table) and len(block.cells) > _FEW_WORDS for block in document.blocks):
        return
    for line in document.lines:
        if len(_words_of_a_table(squeeze(line.text))) >= _FEW_WORDS:
            yield Finding(
                About.READING,
                Severity.ERROR,
                "partly-read",
                "这段文字像绩效目标表，但单元格之间的分隔已经丢失，没有读入；请换用原始的 Word、Excel 或 PDF 文件。",
                str(line.place),
                "文字里有多个列标题和指标类别，却没有表格。",
            )
