"""Word files with tables of random merges, whose truth is known: material for the readers' tests and benchmarks."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from itertools import product
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

TEXTS = (
    "产出指标", "数量指标", "≥95%", "", "……", "3-5天", "培训农户（人次）", "第一行\n第二行", "  前有空格",
    "𠮷野家𡈽", "A&B<C>", "1,234.50", "制表\t符", "“引号”", "\u3000全角",
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A cell of the truth: row, column from 1, spans, text; as `extract` should give it."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


def random_spans(dice: random.Random) -> list[Span]:
    """The cells of a table of up to 9 x 7, about a third of its area in merges."""
    rows, columns = dice.randint(1, 9), dice.randint(1, 7)
    free = set(product(range(rows), range(columns)))
    spans = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        height, width = (dice.choice((1, 1, 1, 2, 3)) for _ in range(2))
        while not _area(row, column, height, width) <= free:
            height, width = (height - 1, width) if height > 1 else (height, width - 1)
        free -= _area(row, column, height, width)
        spans.append(Span(row + 1, column + 1, height, width, dice.choice(TEXTS)))
    return _without_unused_lines(spans)


def _area(row: int, column: int, height: int, width: int) -> set[tuple[int, int]]:
    return set(product(range(row, row + height), range(column, column + width)))


def _without_unused_lines(spans: list[Span]) -> list[Span]:
    """A grid line at which no cell begins cannot be seen: number only those that can; likewise whole rows."""
    lines = sorted({span.column for span in spans} | {span.column + span.column_span for span in spans})
    starts = sorted({span.row for span in spans} | {span.row + span.row_span for span in spans})
    number = {line: n for n, line in enumerate(lines, start=1)}
    row = {start: n for n, start in enumerate(starts, start=1)}
    return [
        Span(
            row[span.row],
            number[span.column],
            row[span.row + span.row_span] - row[span.row],
            number[span.column + span.column_span] - number[span.column],
            span.text,
        )
        for span in spans
    ]


def word_file(tables: list[list[Span]], dice: random.Random) -> bytes:
    """A .docx with these tables, a line of text before and after each."""
    document = docx.Document()
    for number, spans in enumerate(tables, start=1):
        document.add_paragraph(f"表{number}")
        document.element.body[-1].addprevious(parse_xml(_table(spans, dice)))
    document.add_paragraph("完")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table(spans: list[Span], dice: random.Random) -> str:
    columns = max(span.column + span.column_span for span in spans) - 1
    rows = max(span.row + span.row_span for span in spans) - 1
    widths = [dice.randint(700, 1400) for _ in range(columns)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(f"<w:tr>{_row(spans, row, widths)}</w:tr>" for row in range(1, rows + 1))
    layout = '<w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl {nsdecls('w')}><w:tblPr>{layout}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(spans: list[Span], row: int, widths: list[int]) -> str:
    here = [span for span in spans if span.row <= row < span.row + span.row_span]
    return "".join(_cell(span, row, widths) for span in sorted(here, key=lambda span: span.column))


def _cell(span: Span, row: int, widths: list[int]) -> str:
    width = sum(widths[span.column - 1 : span.column - 1 + span.column_span])
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span.column_span > 1:
        properties += f'<w:gridSpan w:val="{span.column_span}"/>'
    if span.row_span > 1:
        properties += f'<w:vMerge w:val="{"restart" if row == span.row else "continue"}"/>'
    text = span.text if row == span.row else ""
    paragraphs = "".join(f"<w:p>{_runs(line)}</w:p>" for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def _runs(line: str) -> str:
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
    return f"<w:r>{'<w:tab/>'.join(parts)}</w:r>"
