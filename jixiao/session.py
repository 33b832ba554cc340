"""Around a run: its log, its lock, its end by Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TextIO

from jixiao.forms.record import FileRecord
from jixiao.inputs import BadCommand

try:
    import fcntl
except ImportError:  # Windows: nothing to lock with
    fcntl = None  # type: ignore[assignment]

# Writes what a file came to, and a traceback where there is one.
Note = Callable[[FileRecord, str], None]


@contextmanager
def log(path: Path | None) -> Iterator[Note]:
    """Yield what writes a line of JSON to the log: the time, what a file came to, a traceback."""
    if path is None:
        yield lambda record, trace: None
        return
    try:
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        raise BadCommand(f"日志“{path}”不能写入：{error.strerror}。") from error
    with file:
        yield lambda record, trace: _write_line(file, record, trace)


def _write_line(file: TextIO, record: FileRecord, trace: str) -> None:
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "file": record.file,
        "status": record.status,
        "error": record.error,
    }
    file.write(json.dumps(line | ({"trace": trace} if trace else {}), ensure_ascii=False) + "\n")
    file.flush()


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Yield what says whether Ctrl-C was pressed: once ends the run in order, twice at once."""
    pressed: list[int] = []

    def note(number: int, _: object) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread: whoever runs us there has his own way to stop
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Refuse a second run into the same folder while the first is at work."""
    if fcntl is None:
        yield
        return
    name = sha256(os.fsencode(out.resolve())).hexdigest()[:16]
    try:
        lock = os.open(Path(tempfile.gettempdir(), f"jixiao-{name}.lock"), os.O_RDWR | os.O_CREAT)
    except OSError:  # another person's: nothing to lock with
        yield
        return
    try:
        _take(lock, out)
        yield
    finally:
        os.close(lock)


def _take(lock: int, out: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise BadCommand(f"另一次运行正在写“{out}”；请等它结束，或另给输出文件夹。") from error
