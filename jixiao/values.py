"""Single values, and columns of values in a CSV file of anybody's: `jixiao value`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jixiao.export.cells import cell_text, plain, unguarded
from jixiao.export.folder import writable
from jixiao.export.rows import VALUE_NAMES, value_row
from jixiao.forms.errors import UnreadableFile
from jixiao.forms.record import Value
from jixiao.forms.tables import VALUE_COLUMNS
from jixiao.inputs import BadCommand
from normalize import value
from normalize.value import Context


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of a CSV's columns: the value's, and of what stands around it; blank where there is none."""

    value: str
    comparator: str = ""
    unit: str = ""
    name: str = ""
    category: str = ""

    def stated(self) -> tuple[str, ...]:
        """The names that are given."""
        names = (self.value, self.comparator, self.unit, self.name, self.category)
        return tuple(filter(None, names))


def as_json(read: Value) -> str:
    """One typed value with the columns' names; numbers and dates are text, so that they stay exact."""
    return json.dumps(plain({"raw": read.raw, **value_row(read)}), ensure_ascii=False, indent=2)


def read_column(given: Path, out: Path, columns: Columns, context: Context) -> int:
    """Copy the CSV file `given` to `out` with the columns `kind` … `rule` behind its own; return the rows.

    `context` says what no column does (money unit, year). Raises UnreadableFile, BadCommand, OutputRefused.
    """
    header, rows = _table(given)
    if missing := [name for name in columns.stated() if name not in header]:
        raise BadCommand(f"“{given}”里没有这些列：{'、'.join(missing)}；有的列是：{'、'.join(header)}。")
    if taken := [name for name in VALUE_NAMES if name in header]:
        raise BadCommand(f"“{given}”已有这些列，会与结果的列重名：{'、'.join(taken)}；请先改名。")
    typed = tuple(_typed(rows, columns, context))
    with writable(out) as path, path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, [*header, *VALUE_NAMES], lineterminator="\n")
        writer.writeheader()
        writer.writerows(typed)
    return len(typed)


def _table(given: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The heads and rows of a CSV file; a row that is too short ends in blanks. Raises UnreadableFile, BadCommand."""
    rows = csv.DictReader(io.StringIO(_decoded(given), newline=""), restval="")
    try:
        header = list(rows.fieldnames or ())
        if repeated := sorted({name for name in header if header.count(name) > 1}):
            raise BadCommand(f"“{given}”里有重名的列：{'、'.join(repeated)}；请先改名。")
        return header, [_complete(row, rows.line_num, given) for row in rows]
    except csv.Error as error:
        raise BadCommand(f"“{given}”第 {rows.line_num} 行不是正确的 CSV：{error}；请检查后重试。") from error


def _complete(row: dict[str, str], line: int, given: Path) -> dict[str, str]:
    if None in row:  # where the csv library puts what stands beyond the last head
        raise BadCommand(f"“{given}”第 {line} 行的格比表头多；请检查引号和逗号后重试。")
    return row


def _typed(rows: Iterable[dict[str, str]], columns: Columns, context: Context) -> Iterator[dict[str, str]]:
    for row in rows:
        read = value_row(value.read(unguarded(row[columns.value]), _around(row, columns, context)))
        yield row | {column.name: cell_text(read[column.name], column) for column in VALUE_COLUMNS}


def _around(row: Mapping[str, str], columns: Columns, context: Context) -> Context:
    def cell(name: str, default: str) -> str:
        return unguarded(row[name]) if name else default

    return Context(
        comparator=cell(columns.comparator, context.comparator),
        unit=cell(columns.unit, context.unit),
        name=cell(columns.name, context.name),
        category=cell(columns.category, context.category),
        money_unit=context.money_unit,
        year=context.year,
    )


def _decoded(path: Path) -> str:
    """The text of a CSV file: UTF-8, or what Chinese Excel saves."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"打不开“{path}”：{error.strerror}。") from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadCommand(f"“{path}”既不是 UTF-8 也不是 GB18030 编码；请另存为 UTF-8 的 CSV 后重试。")
