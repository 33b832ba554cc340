"""Work for the supervisor's tests: items that order a fault, in the manner of Apache Tika's MockParser."""

import os
import signal
import time
from collections.abc import Iterator
from typing import Any

from jixiao.forms.record import FileRecord
from jixiao.supervisor import Announcement


class Unpicklable(Exception):
    def __init__(self, a: int, b: int) -> None:
        super().__init__(f"{a} {b}")


def work(job: Any, skip: int) -> Iterator[Any]:
    """A job is a text: items separated by blanks."""
    for number, item in enumerate(job.split()):
        if number < skip:
            continue
        if item == "enumeration":
            raise ValueError("the archive itself is at fault")
        yield Announcement(item)
        obey(item)
        yield item.upper()


def obey(item: str) -> None:
    match item:
        case "spin":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "eat":
            chunks = []
            while True:
                chunks.append(bytearray(50_000_000))
        case "segfault":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(3)
        case "raise":
            raise Unpicklable(1, 2)
        case "quit":
            raise SystemExit(0)
        case "shout":
            print("x" * 10_000_000)


def crash(given: Any, skip: int) -> Iterator[Any]:
    """Work on a file with a bug in it."""
    if not skip:
        yield Announcement(FileRecord(given.file))
        yield 1 // 0
