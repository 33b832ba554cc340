"""What a text has lost before it came to us: its end, its columns, all marks of its table. Said, not guessed at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from functools import cache

from extract import shape, title, vocabulary
from extract.indicators import ambiguous_row
from jixiao.forms.document import Cell, Document, Line, Place
from jixiao.forms.finding import About, Finding, Severity
from jixiao.forms.raw import Certainty, RawForm, RawIndicator, RawText
from jixiao.forms.text import squeeze
from jixiao.forms.words import load

_STRAY = 0.1  # share of rows with misplaced texts that leaves the columns of the others believable
_GLOSS = re.compile(r"\([a-zà-ǿ]+\)")  # pinyin behind a character, as mirrors of web pages insert it
_AS_IT_STANDS = (Certainty.EXACT, Certainty.INHERITED)  # the columns were not deduced
_SAYS_VALUE = re.compile(r"\d|[。；;]")
_TEMPLATE = 2  # different classes make a blank template
_LONG_WORD = 4  # characters; shorter words stand in any text
_FEW_WORDS = 4  # different headings and classes that show the remains of a table


@cache
def _telling_words() -> re.Pattern[str]:
    """Headings and second-level classes, the longest first."""
    words = {*load("classes", "level2"), *load("columns", "roles")}
    long = sorted((word for word in words if len(word) >= _LONG_WORD), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, long)))


def _words_of_a_table(text: str) -> set[str]:
    """The headings and second-level classes that stand in a text."""
    return set(_telling_words().findall(_GLOSS.sub("", squeeze(text))))


def with_cut(form: RawForm, document: Document) -> RawForm:
    """The last form of a text that ends in the middle of a line: what stands last may be only a part."""
    last = document.blocks[-1]
    places = [last.place] if isinstance(last, Line) else [c.place for c in last.cells if squeeze(c.text)]
    if not places:
        return form
    place = places[-1]
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


def with_uncertain_joins(form: RawForm, findings: Iterable[Finding]) -> RawForm:
    """The form, its rows doubted where the reader could not tell which rows of it a label covers."""
    joins = {finding.place for finding in findings if finding.rule == "join-uncertain" and finding.is_doubt}
    lines = [place.line for row in form.indicators if joins for place in _places(row) if place.line]
    if not lines or not any(str(Place(line=line)) in joins for line in range(min(lines), max(lines) + 1)):
        return form
    return _doubted(form, [True] * len(form.indicators))


def with_unsure_texts(form: RawForm, findings: Iterable[Finding]) -> RawForm:
    """The form, its rows doubted whose text the reader recognised from a picture, and is not sure of."""
    unsure = {finding.place for finding in findings if finding.rule == "text-unsure"}
    if not unsure:
        return form
    return _doubted(form, [not unsure.isdisjoint(map(str, _places(row))) for row in form.indicators])


def with_misplaced(form: RawForm) -> RawForm:
    """The form, its rows doubted where texts stand in columns that they cannot belong to.

    One such text makes its own row doubtful; where it is more than a stray one, the columns were lost, and with them
    every row.
    """
    nameless = all(
        row.name is None and row.level2 and row.certainty in _AS_IT_STANDS for row in form.indicators
    )
    misplaced = [_is_misplaced(row, nameless=nameless) for row in form.indicators]
    all_lost = sum(misplaced) > max(1, _STRAY * len(misplaced))
    return _doubted(form, [wrong or all_lost for wrong in misplaced])


def _doubted(form: RawForm, doubts: Sequence[bool]) -> RawForm:
    """The form with a finding for each row that is doubted here, and was not before."""
    rows, findings = list(form.indicators), list(form.findings)
    for index, (row, doubt) in enumerate(zip(form.indicators, doubts, strict=True)):
        if doubt and row.certainty is not Certainty.AMBIGUOUS:
            rows[index] = replace(row, certainty=Certainty.AMBIGUOUS)
            findings.append(ambiguous_row(rows[index], index + 1))
    return replace(form, indicators=tuple(rows), findings=tuple(findings))


def _is_misplaced(row: RawIndicator, *, nameless: bool) -> bool:
    """A text that cannot belong where it stands; `nameless`: the block has no column of names."""
    if _is_rate_of_the_budget(row):
        return True
    value = "" if row.value is None or shape.is_blank(row.value.text) else row.value.text
    name = "" if row.name is None or shape.is_blank(row.name.text) else row.name.text
    if value and not name:
        return not nameless
    if name and not value and _is_no_name(name, row.certainty):
        return True
    texts = [text.text for text in (row.level1, row.level2) if text and not shape.is_blank(text.text)]
    may_be_named_so = value and row.certainty in _AS_IT_STANDS
    headings = texts if may_be_named_so else [*texts, name]
    return (
        vocabulary.is_level(value)
        or any(shape.is_pure_value(text) or shape.ends_with_sign(text) for text in [*texts, name])
        or any(vocabulary.column_role(text) for text in headings)
    )


def _is_rate_of_the_budget(row: RawIndicator) -> bool:
    """预算执行率 with points of its own, its class taken from above: in most forms it is of none."""
    carried = row.certainty in (Certainty.INHERITED, Certainty.INFERRED) and row.level1 is not None
    return carried and bool(
        row.weight and row.name and vocabulary.label(row.name.text).amount_column == "rate"
    )


def _is_no_name(name: str, certainty: Certainty) -> bool:
    """A class; or where the columns were deduced, a text that holds a number or is a sentence: no value beside it."""
    of_class = vocabulary.ends_like_class(name) and vocabulary.is_level(name)
    return of_class or (certainty is Certainty.INFERRED and bool(_SAYS_VALUE.search(name)))


def _places(row: RawIndicator) -> set[Place]:
    """Where the texts of the row stand."""
    values = (getattr(row, field.name) for field in fields(row))
    return {value.place for value in values if isinstance(value, RawText)}


def unread_form(document: Document, forms: Sequence[RawForm]) -> Iterator[Finding]:
    """A finding for a document in which no form was found, though a title or the words of one stand in it."""
    if forms:
        return
    cells = [(cell.text, cell.place) for table in document.tables for cell in table.cells]
    texts = [*((line.text, line.place) for line in document.lines), *cells]
    titles = [place for text, place in texts if title.is_title(text)]
    found = [(place, words) for text, place in texts if (words := _words_of_a_table(text))]
    if not titles and len(set().union(*(words for _, words in found))) < _FEW_WORDS:
        return
    yield Finding(
        About.READING,
        Severity.ERROR,
        "partly-read",
        "这里像有绩效目标表，但没有读出来；请人工查看，文字版请换用原始的 Word、Excel 或 PDF 文件。",
        str(titles[0] if titles else found[0][0]),
        "文字里有表的标题，或多个列标题和指标类别，却没有读出表单。",
    )


def without_indicators(form: RawForm, cells: Iterable[Cell]) -> RawForm:
    """The form with a finding where it has no indicators, and is neither a blank template nor a table of points."""
    classes = {
        name for cell in cells if (name := vocabulary.level2(cell.text) or vocabulary.level1(cell.text))
    }
    if form.indicators or form.kind == "scoring" or len(classes) >= _TEMPLATE:
        return form
    finding = Finding(
        About.READING,
        Severity.WARNING,
        "no-indicators",
        "这张表没有读出任何指标，也不像空白模板；请核对原文件是否有指标部分。",
        str(form.place),
        "绩效目标表和自评表都有指标。",
    )
    return replace(form, findings=(*form.findings, finding))
