"""What one stage leaves for the next: a file with one line of JSON for each input file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from jixiao.forms.errors import DamagedFile, UnreadableFile

T = TypeVar("T")


def read_lines(path: Path, kind: type[T]) -> Iterator[T]:
    """Yield what stands on each line of `path`, as `kind` (a dataclass of the ground floor).

    Raises UnreadableFile where there is no such file, DamagedFile where a line is something else.
    """
    decoder = msgspec.json.Decoder(kind)
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableFile(f"打不开“{path}”：{error.strerror}。") from error
    with file:
        for number, line in enumerate(file, start=1):
            try:
                yield decoder.decode(line)
            except msgspec.DecodeError as error:
                raise DamagedFile(
                    f"“{path}”第 {number} 行不是前一步骤写出的内容，请重新运行前一步骤：{error}"
                ) from error


def write_lines(items: Iterable[object], path: Path) -> None:
    """Write each item on a line of `path`, which appears only when all are written."""
    part = path.with_name(f"{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as file:
            file.writelines(msgspec.json.encode(item) + b"\n" for item in items)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
