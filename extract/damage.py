"""What a text has lost before it came to us: its end, or all marks of its table. It is said, not guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from extract import title, vocabulary
from jixiao.forms.document import Document, Line, Place, Table
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawForm, RawIndicator, RawText
from jixiao.forms.text import squeeze
from jixiao.forms.words import load

_GLOSS = re.compile(r"\([a-zà-ǿ]+\)")  # pinyin behind a character, as mirrors of web pages insert it
_LONG_WORD = 4  # characters; shorter words stand in any text
_FEW_WORDS = 4  # different headings and classes, or labels, that show the remains of a table


def _words_of_a_table(text: str) -> set[str]:
    """The headings and second-level classes that stand in a text."""
    words = {
        word for word in (*load("classes", "level2"), *load("columns", "roles")) if len(word) >= _LONG_WORD
    }
    plain = _GLOSS.sub("", text)
    return {word for word in words if word in plain}


def with_cut(form: RawForm, document: Document) -> RawForm:
    """The last form of a text that ends in the middle of a line: what stands last may be only a part."""
    last = document.blocks[-1]
    if isinstance(last, Line):
        return form
    filled = [cell for cell in last.cells if squeeze(cell.text)]
    if not filled:
        return form
    place = filled[-1].place
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
    texts = [squeeze(line.text) for line in document.lines]
    words = _words_of_a_table("\n".join(texts))
    titles = [line for line in document.lines if title.is_title(line.text)]
    labels = sum(1 for line in document.lines if vocabulary.label(line.text))
    if len(words) < _FEW_WORDS and not (titles and labels >= _FEW_WORDS):
        return
    first = next(
        (line for line, text in zip(document.lines, texts, strict=True) if _words_of_a_table(text)), None
    )
    yield Finding(
        About.READING,
        Severity.ERROR,
        "partly-read",
        "文字像绩效目标表，但单元格之间的分隔已经丢失，没有读入；请换用原始的 Word、Excel 或 PDF 文件。",
        str((first or titles[0]).place),
        "文字里有多个列标题和指标类别，却没有表格。",
    )
