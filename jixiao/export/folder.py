"""The output folder: everything is written beside, made durable, and moved into place at the end.

    OUT/.jixiao.part/forms.csv …    while a run writes
    OUT/forms.csv …                 when it is done; datapackage.json comes last

A run that is cut short leaves the tables of the run before, or none, and never half a table.
"""

from __future__ import annotations

import errno
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
REPORT = "report.html"
# Every file that a run may leave, in the order in which they are moved into place. What an earlier run left
# and the new one does not write is removed.
OUR_FILES = (*(f"{table.name}.csv" for table in TABLES), JSON_LINES, WORKBOOK, REPORT, PACKAGE)

_DISK_IS_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


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
    if not is_ours(out) and not _is_empty(out):
        raise OutputRefused(f"输出文件夹“{out}”里有别的文件，请另给一个空文件夹或新文件夹。")


def _is_empty(folder: Path) -> bool:
    try:
        return not any(folder.iterdir())
    except OSError as error:
        raise OutputRefused(f"打不开输出文件夹“{folder}”，请检查权限：{error.strerror}。") from error


@contextmanager
def writable(out: Path) -> Iterator[Path]:
    """Yield the path of a file to write. Raises OutputRefused where that fails."""
    try:
        yield out
    except OSError as error:
        raise OutputRefused(f"不能写入“{out}”，请检查路径、权限和磁盘：{error.strerror}。") from error


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
        with _full_disk_told(out):
            yield staging
            for path in staging.iterdir():
                _make_durable(path)
    except BaseException:  # Ctrl-C too leaves nothing half-written; raised again below
        shutil.rmtree(staging, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # somebody else put something there
                out.rmdir()
        raise
    _publish(staging, out)


@contextmanager
def _full_disk_told(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in _DISK_IS_FULL:
            raise
        raise OutputRefused(
            f"输出文件夹“{out}”所在的磁盘已满，没有写出新的表；请腾出空间后重新运行。"
        ) from error


def _publish(staging: Path, out: Path) -> None:
    """Move the files into place. Cut short, it leaves the staging folder: ours, and not complete."""
    names = {path.name for path in staging.iterdir()}
    (out / PACKAGE).unlink(missing_ok=True)  # from here on the folder says that it is not complete
    for name in OUR_FILES:
        if name in names:
            (staging / name).replace(out / name)
        else:
            (out / name).unlink(missing_ok=True)
    _make_durable(out)
    staging.rmdir()


def _make_durable(path: Path) -> None:
    """Have the disk hold what was written; a folder too, where the system lets one open it."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
