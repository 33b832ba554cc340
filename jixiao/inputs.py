"""Which files a run reads: folders walked in a stable order, and what is no document said and left out.

Nothing is opened here, so nothing can block: no pipe, no device, no link out of the folder.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from jixiao import export
from jixiao.forms.errors import JixiaoError, UnreadableFile
from jixiao.forms.record import FileRecord
from jixiao.forms.words import raw


class BadCommand(JixiaoError, ValueError):
    """What was asked for cannot be done as it is written; exit status 2."""

    code = "bad_command"


@dataclass(frozen=True, slots=True)
class Input:
    """One file of a run; `record` is set where it is settled without opening it (skipped, unreadable)."""

    file: str  # its name in the run
    path: Path
    record: FileRecord | None = None
    password: str | None = None  # that opens it, if it needs one


def walk(inputs: Sequence[Path], out: Path | None = None) -> Iterator[Input]:
    """Every file of the inputs, by path; `out`, where the run writes, is left out.

    Names are relative to the input folder, with `/`; with several inputs they start with its own name.
    Raises BadCommand where an input does not exist, or two have one name.
    """
    names = [_own_name(path) for path in inputs]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise BadCommand(f"有两个输入同名（{'、'.join(twice)}），输出里无法区分；请改名，或分开运行。")
    for path in inputs:
        if not path.exists():
            raise BadCommand(f"找不到输入“{path}”；请检查路径。")
    for name, path in sorted(zip(names, inputs, strict=True)):
        if path.is_dir():
            yield from _folder(path, f"{name}/" if len(inputs) > 1 else "", _identity(out), whole=name)
        else:
            yield _entry(name, path, is_regular=path.is_file())


def skipped(file: str, why: str) -> FileRecord:
    """The record of what is no document."""
    return FileRecord(file=file, status="skipped", message=why)


def reason_to_skip(file: str) -> str:
    """Why a member of an archive is no document, by the names on its path; blank where it may be one."""
    *folders, name = file.split("/")
    return next(filter(None, (*(_reason(f, "folders") for f in folders), _reason(name, "files"))), "")


def shown(name: str) -> str:
    """A file name as valid text on one line: other bytes and control characters are written as escapes.

    >>> shown("a\\nb.docx"), shown("\\udcff.docx")
    ('a\\\\nb.docx', '\\\\xff.docx')
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(
        letter.encode("unicode_escape").decode() if unicodedata.category(letter) == "Cc" else letter
        for letter in text
    )


def _own_name(path: Path) -> str:
    return shown(path.resolve().name)


def _folder(folder: Path, prefix: str, out: tuple[int, int] | None, *, whole: str = "") -> Iterator[Input]:
    """The files under a folder; `whole` names it where it has no prefix of its own."""
    own = prefix or whole
    if out is not None and _identity(folder) == out:
        return
    if export.is_ours(folder):
        yield Input(own, folder, skipped(own, "本工具的输出文件夹，不作为输入。"))
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        trouble = UnreadableFile(f"打不开文件夹（{error.strerror}）；请检查权限后重试。")
        yield Input(own, folder, FileRecord(own, status="failed", error=trouble.code, message=str(trouble)))
        return
    for entry in entries:
        name, path = prefix + shown(entry.name), folder / entry.name
        if entry.is_symlink():
            yield Input(name, path, skipped(name, "这是一个链接，没有跟随；请放入文件或文件夹本身。"))
        elif not entry.is_dir():
            yield _entry(name, path, is_regular=entry.is_file())
        elif why := _reason(entry.name, "folders"):
            yield Input(f"{name}/", path, skipped(f"{name}/", why))
        else:
            yield from _folder(path, f"{name}/", out)


def _entry(name: str, path: Path, *, is_regular: bool) -> Input:
    why = _reason(path.name, "files") if is_regular else "不是普通文件（管道、设备或套接字），没有打开。"
    return Input(name, path, skipped(name, why) if why else None)


def _reason(name: str, section: str) -> str:
    rules: Iterable[dict[str, str]] = raw("files")[section]
    return next((rule["why"] for rule in rules if fnmatchcase(name.casefold(), rule["pattern"])), "")


def _identity(path: Path | None) -> tuple[int, int] | None:
    """What tells a folder from all others, under whatever name; None where there is none."""
    if path is None or not path.exists():
        return None
    status = path.stat()
    return status.st_dev, status.st_ino
