"""Room 4. In: a stream of results. Out: the folder of tables that an analyst opens (docs/tables.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import ExitStack
from pathlib import Path

from jixiao.export.csv_tables import csv_writer
from jixiao.export.folder import JSON_LINES, REPORT, WORKBOOK, OutputRefused, check_usable, is_ours, replaced
from jixiao.export.json_lines import from_json, json_writer, to_json
from jixiao.export.package import write_package
from jixiao.export.report import report_writer
from jixiao.export.workbook import workbook_writer
from jixiao.forms.record import Result

__all__ = ["FORMATS", "OutputRefused", "check_usable", "from_json", "is_ours", "to_json", "write"]

FORMATS = ("csv", "jsonl", "xlsx", "html")


def write(
    results: Iterable[Result],
    out: Path,
    *,
    formats: Collection[str] = FORMATS,
    formula_guard: bool = True,
) -> None:
    """Write the tables of all results into the folder `out`, one result in memory at a time.

    The CSV files and their datapackage.json are always written; `formats` says what else ("jsonl", "xlsx", "html").
    Raises OutputRefused where `out` holds other files, ValueError for an unknown format. Whatever `results`
    raises passes through, and `out` is then as it was.
    """
    if unknown := set(formats) - set(FORMATS):
        raise ValueError(f"不认识的输出格式：{'、'.join(sorted(unknown))}；可用的是 {'、'.join(FORMATS)}。")
    with replaced(out) as folder:
        with ExitStack() as stack:
            sinks = [stack.enter_context(csv_writer(folder, formula_guard=formula_guard))]
            if "jsonl" in formats:
                sinks.append(stack.enter_context(json_writer(folder / JSON_LINES)))
            if "xlsx" in formats:
                sinks.append(stack.enter_context(workbook_writer(folder / WORKBOOK)))
            if "html" in formats:
                sinks.append(stack.enter_context(report_writer(folder / REPORT)))
            for result in results:
                for add in sinks:
                    add(result)
        write_package(folder, formula_guard=formula_guard)
