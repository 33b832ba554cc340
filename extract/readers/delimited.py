"""Files .csv, separated by commas or semicolons, as Excel and WPS write them. Tabs are plain text: dumps use them too.

No merges, formats or hidden rows survive in such a file: a merged cell is its text and blanks.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extract.readers.sheet import check_cells
from extract.source import Source
from extract.text.encoding import damage, decode, readable
from jixiao.forms.document import Cell, Document, Geometry, Place, Table
from jixiao.forms.errors import EmptyFile
from jixiao.forms.limits import LIMITS

_MARKUP = (b"<", b"{", b"%")  # a page, RTF or JSON, a PDF: never the first character of a table of ours
_USUAL = (
    0.8  # share of the records that have the usual number of fields; a title above and a note below have not
)

# Separator: the fewest fields of a record. Every line of a list may end with a semicolon.
_SEPARATORS = {",": 2, ";": 3}
# A field in quotes: nothing else has that.
_QUOTED = {
    separator: re.compile(rf'(?:^|{separator})"(?:[^"]|"")*"(?={separator}|\r?$)', re.MULTILINE)
    for separator in _SEPARATORS
}

Record = tuple[int, list[str]]  # the line where it begins, from 1; its fields


def accepts(source: Source) -> bool:
    """Text whose records have the same number of fields, or fields in quotes; tabs in none of them."""
    data = source.data
    if (
        source.is_zip
        or source.is_ole
        or not any(separator.encode() in data for separator in _SEPARATORS)
        or len(data) > LIMITS.text_size
        or data.lstrip(b"\xef\xbb\xbf \r\n").startswith(_MARKUP)
    ):
        return False
    text, _ = decode(data)
    return "\t" not in text and readable(text) and _separator(text) is not None


def read(source: Source) -> Document:
    """One table. Raises EmptyFile, TooLarge."""
    text, _ = decode(source.data)
    separator = _separator(text) or ","
    records = list(_records(text, separator))
    cells = tuple(_cells(records))
    if not cells:
        raise EmptyFile("文件里只有空白；请向填报单位重新索取。")
    regular = _is_regular([fields for _, fields in records if _holds_text(fields)], _SEPARATORS[separator])
    table = Table(1, Geometry.EXACT if regular else Geometry.RAGGED, cells)
    return Document("csv", "jixiao-csv", (table,), findings=damage(text))


def _separator(text: str) -> str | None:
    """What separates the fields, so that the text is a table; None where it is none."""
    return next((separator for separator in _SEPARATORS if _is_table(text, separator)), None)


def _is_table(text: str, separator: str) -> bool:
    try:
        fields = [fields for _, fields in _records(text, separator) if _holds_text(fields)]
    except csv.Error:
        return False
    quoted = len(_QUOTED[separator].findall(text))
    return _is_regular(fields, _SEPARATORS[separator]) or (_has_columns(fields) and quoted > len(fields))


def _records(text: str, separator: str) -> Iterator[Record]:
    """All records, blank ones too. Raises csv.Error where the quotes do not fit."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    for fields in reader:
        yield line, fields
        line = reader.line_num + 1


def _holds_text(fields: Sequence[str]) -> bool:
    return any(map(str.strip, fields))


def _is_regular(records: Sequence[Sequence[str]], fewest: int) -> bool:
    """Two records or more, nearly all of the same number of fields, `fewest` or more, and none longer.

    Two fields in most records are not enough: any sentence may have a comma.
    """
    if len(records) < 2:
        return False
    counts = Counter(map(len, records))
    usual, times = counts.most_common(1)[0]
    if times == len(records):
        return usual >= fewest
    return usual >= 3 and times >= _USUAL * len(records) and usual == max(counts)


def _has_columns(records: Sequence[Sequence[str]]) -> bool:
    """Two records or more, nearly all of two fields or more."""
    return len(records) >= 2 and sum(len(fields) >= 2 for fields in records) >= _USUAL * len(records)


def _cells(records: list[Record]) -> Iterator[Cell]:
    """Every field of a record that holds text, blank fields too, as far to the right as there is text."""
    width = max(
        (at for _, fields in records for at, field in enumerate(fields, 1) if field.strip()), default=0
    )
    check_cells(len(records) * width)
    for row, (line, fields) in enumerate(records, start=1):
        for column, field in enumerate(fields[: width if _holds_text(fields) else 0], start=1):
            yield Cell(row, column, field, Place(line=line, table=1, row=row, column=column))
