"""Spreadsheets: time and memory of our readers beside openpyxl, xlrd and pandas, in one run.

    python bench/readers_sheet.py [FILE.xlsx|FILE.xls ...]     without files, generated forms and tables

Times are processor time, the best of several runs, in one process; memory is what a fresh process grows by while
it reads the file once. The others give values without merges, formats or hidden rows; so the ratio, ours to theirs,
is what the true grid and the shown text cost.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Literal

import openpyxl
import pandas as pd
import xlrd

import extract
from extract.source import Source

RUNS = 9
KILOBYTES = 1024  # in a megabyte


def ours(path: Path) -> None:
    """Every table, merges, formats and hidden rows included."""
    extract.read(Source.from_path(path))


def openpyxl_values(path: Path) -> None:
    """What openpyxl does until its values are at hand."""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=True)
    for sheet in book.worksheets:
        list(sheet.iter_rows(values_only=True))


def xlrd_values(path: Path) -> None:
    """What xlrd does, without formats and merges."""
    for sheet in xlrd.open_workbook(file_contents=path.read_bytes(), logfile=io.StringIO()).sheets():
        for row in range(sheet.nrows):
            sheet.row_values(row)


def pandas_frames(path: Path) -> None:
    """What a notebook does."""
    engine: Literal["openpyxl", "xlrd"] = "openpyxl" if path.suffix == ".xlsx" else "xlrd"
    with warnings.catch_warnings(action="ignore"):  # pandas will prefer another engine one day
        pd.read_excel(io.BytesIO(path.read_bytes()), sheet_name=None, header=None, engine=engine)


OTHERS: dict[str, dict[str, Callable[[Path], None]]] = {
    ".xlsx": {"openpyxl": openpyxl_values, "pandas": pandas_frames},
    ".xls": {"xlrd": xlrd_values, "pandas": pandas_frames},
}
READERS = {"ours": ours, "openpyxl": openpyxl_values, "xlrd": xlrd_values, "pandas": pandas_frames}


def milliseconds(action: Callable[[], object]) -> float:
    """Processor time of the fastest of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.process_time()
        action()
        best = min(best, time.process_time() - begun)
    return best * 1000


def megabytes(reader: str, path: Path) -> float:
    """How much a fresh process grows by when it reads the file."""
    command = [sys.executable, __file__, "--grow", reader, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def grow(reader: str, path: Path) -> None:
    """Print how many megabytes this process grows by; all that is imported is loaded already."""
    before = memory("VmRSS")
    READERS[reader](path)
    print((memory("VmHWM") - before) / KILOBYTES)


def memory(line: str) -> int:
    """Kilobytes of this process now (VmRSS) or at its peak (VmHWM); Linux only."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition(f"{line}:")[2].split()[0])


def compare(path: Path) -> None:
    """Print one line for the file."""
    time_of_ours, memory_of_ours = milliseconds(partial(ours, path)), megabytes("ours", path)
    line = f"{path.name:24} ours {time_of_ours:8.1f} ms {memory_of_ours:6.1f} MB"
    for name, read in OTHERS[path.suffix].items():
        theirs = milliseconds(partial(read, path))
        line += (
            f" | {name} {theirs:8.1f} ms {megabytes(name, path):6.1f} MB, ratio {time_of_ours / theirs:.2f}"
        )
    print(line)


def generated(folder: Path, rows: int) -> Path:
    """A form of 8 columns: levels merged over ten rows, amounts with formats."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in range(1, rows + 1):
        sheet.append(["产出指标", "数量指标", f"指标{row}", "≥", row * 1.1, "%", f"说明{row}", ""])
        sheet.cell(row, 5).number_format = "#,##0.00"
    for row in range(1, rows - 9, 10):
        sheet.merge_cells(start_row=row, end_row=row + 9, start_column=1, end_column=1)
    path = folder / f"generated{rows}.xlsx"
    book.save(path)
    return path


def main() -> None:
    """Compare on the given files, or on generated ones of growing size."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(argument) for argument in sys.argv[1:]]
        for path in paths or [generated(Path(folder), rows) for rows in (30, 300, 3000)]:
            compare(path)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--grow", reader, name]:
            grow(reader, Path(name))
        case _:
            main()
