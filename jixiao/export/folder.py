"""The output folder: everything is written beside, made durable, and moved into place at the end.

    OUT/.jixiao.part/forms.csv …    while a run writes
    OUT/forms.csv …                 when it is done; datapackage.json comes last

A run that is cut short leaves the tables of the run before, or none, and never half a table.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jixiao.export.package import FILE_NAME as PACKAGE
from jixiao.export.package import has_mark
from jixiao.forms.errors import JixiaoError
from jixiao.forms.tables import TABLES

STAGING = ".jixiao.part"
JSON_LINES = "forms.jsonl"
WORKBOOK = "jixiao.xlsx"
# Every file that a run may leave: those of an earlier run that the new one does not write are removed.
OUR_FILES = (*(f"{table.name}.csv" for table in TABLES), JSON_LINES, WORKBOOK, PACKAGE)


class OutputRefused(JixiaoError, ValueError):
    """The output folder cannot be used: it holds other people's files, or is no folder."""

    code = "output_refused"


def is_ours(folder: Path) -> bool:
    """Whether a run of ours wrote this folder, or was cut short in it: such a folder is never input."""
    return has_mark(folder) or (folder / STAGING).is_dir()


def check_usable(out: Path) -> None:
    """Raise OutputRefused unless `out` is new, empty or ours."""
    if not out.exists():
        return
    if not out.is_dir():
        raise OutputRefused(f"输出位置“{out}”是一个文件，请另给一个文件夹。")
    if not is_ours(out) and any(out.iterdir()):
        raise OutputRefused(f"输出文件夹“{out}”里有别的文件，请另给一个空文件夹或新文件夹。")


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Yield an empty folder to write in; at the end its files take the place of what a run left in `out`.

    Files in `out` that are not ours stay. After an error nothing in `out` has changed.
    """
    check_usable(out)
    is_new = not out.exists()
    staging = out / STAGING
    try:
        out.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed
        staging.mkdir()
    except OSError as error:
        raise OutputRefused(f"输出文件夹“{out}”不能写入，请检查权限和磁盘：{error.strerror}。") from error
    try:
        yield staging
        _publish(staging, out)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # it holds the new tables
                out.rmdir()


def _publish(staging: Path, out: Path) -> None:
    names = sorted(path.name for path in staging.iterdir())
    for name in names:
        _make_durable(staging / name)
    (out / PACKAGE).unlink(missing_ok=True)  # from here on the folder says that it is not complete
    for name in OUR_FILES:
        if name not in names:
            (out / name).unlink(missing_ok=True)
    for name in sorted(names, key=lambda name: name == PACKAGE):
        (staging / name).replace(out / name)
    _make_durable(out)


def _make_durable(path: Path) -> None:
    """Have the disk hold what was written; a folder too, where the system lets one open it."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
