"""The CSV tables: UTF-8 with BOM, comma, RFC 4180 quoting, `\\n`, the header always there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from jixiao.export.cells import cell_text
from jixiao.export.rows import Row, rows
from jixiao.forms.record import Result
from jixiao.forms.tables import TABLES, Table

_QUOTED = frozenset(',"\r\n')  # csv.writer would leave a lone carriage return unquoted


def quoted(text: str) -> str:
    """One field as RFC 4180 has it.

    >>> quoted("500件"), quoted("一,二"), quoted('5" 管')
    ('500件', '"一,二"', '"5"" 管"')
    """
    if _QUOTED.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'


def csv_line(table: Table, row: Row, *, formula_guard: bool) -> str:
    """One row as a line of CSV, with its line end."""
    cells = (cell_text(row[column.name], column, formula_guard=formula_guard) for column in table.columns)
    return ",".join(map(quoted, cells)) + "\n"


def _create(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="")


@contextmanager
def csv_writer(folder: Path, *, formula_guard: bool = True) -> Iterator[Callable[[Result], None]]:
    """Open every table's CSV file in `folder`; yields the function that adds one result.

    A lone surrogate (of a file name that is not UTF-8) is written as `\\udc80`: the file stays valid UTF-8.
    """
    tables = {table.name: table for table in TABLES}
    with ExitStack() as stack:
        files = {name: stack.enter_context(_create(folder / f"{name}.csv")) for name in tables}
        for name, table in tables.items():
            files[name].write(",".join(table.names) + "\n")

        def add(result: Result) -> None:
            for name, row in rows(result):
                files[name].write(csv_line(tables[name], row, formula_guard=formula_guard))

        yield add
