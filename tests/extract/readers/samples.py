"""One small sound file of each format, for tests that ask the same of every reader."""

from __future__ import annotations

import io

import openpyxl
from merged_tables import Span
from pdf_material import drawn_table
from word_binary_files import line, row, word_97
from word_files import p, package, tbl, tr, word
from workbook_binary_files import book, label

GRID = (("一级指标", "二级指标", "指标值"), *((f"产出{n}", "数量指标", f"≥{n}件") for n in range(1, 9)))
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"


def _markup(row: str, cell: str) -> str:
    """The grid with `row` and `cell` around rows and cells."""
    return "".join(row.format("".join(map(cell.format, texts))) for texts in GRID)


def _workbook() -> bytes:
    book = openpyxl.Workbook()
    for texts in GRID:
        book.active.append(texts)
    book.active.merge_cells("A2:A5")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _opendocument(kind: str, body: str) -> bytes:
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table"))
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    return package({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


_TABLE = "<table:table>{}</table:table>".format(
    _markup(
        "<table:table-row>{}</table:table-row>",
        "<table:table-cell><text:p>{}</text:p></table:table-cell>",
    )
)
_ROWS = [paragraph for texts in GRID for paragraph in row((0, 2000, 4000, 6000), texts)]
_SPANS = [Span(r, c, 1, 1, text) for r, texts in enumerate(GRID, 1) for c, text in enumerate(texts, 1)]

SAMPLES: dict[str, bytes] = {
    "docx": word(p("标题") + tbl(*(tr(*texts) for texts in GRID))),
    "html": f"<html><meta charset=utf-8><table>{_markup('<tr>{}</tr>', '<td>{}</td>')}</table>".encode(),
    "odt": _opendocument("text", f"<office:text>{_TABLE}</office:text>"),
    "ods": _opendocument("spreadsheet", f"<office:spreadsheet>{_TABLE}</office:spreadsheet>"),
    "pdf": drawn_table(_SPANS),
    "doc": word_97([line("标题"), *_ROWS, line("填表人")]),
    "xlsx": _workbook(),
    "xls": book(b"".join(label(span.row - 1, span.column - 1, span.text) for span in _SPANS)),
    "txt": "\n".join("\t".join(texts) for texts in GRID).encode("gb18030"),
    "csv": "\n".join(",".join(f'"{text}"' for text in texts) for texts in GRID).encode(),
    "xml": (
        f'<?xml version="1.0"?><Workbook xmlns="{_SPREADSHEET_XML}"><Worksheet><Table>'
        f"{_markup('<Row>{}</Row>', '<Cell><Data>{}</Data></Cell>')}</Table></Worksheet></Workbook>"
    ).encode(),
    "rtf": (
        r"{\rtf1\ansi\ansicpg936 "
        + _markup(r"\trowd\cellx2000\cellx4000\cellx6000 {}\row ", r"\pard\intbl {}\cell ")
        + r"\pard end\par}"
    ).encode("gb18030"),
}
