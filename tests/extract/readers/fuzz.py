"""Damaged copies of sound files: cut, with changed bytes, blocks of zeros, also inside the parts of a zip.

`python tests/extract/readers/fuzz.py FILE... [--copies 200]` reads damaged copies of each file and reports
every error that is not ours. test_readers.py does so with a sample of each format, at length in `make fuzz`.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import traceback
import zipfile
from collections.abc import Callable
from pathlib import Path

import extract
from jixiao.forms.errors import JixiaoError

SLOW = 5.0  # seconds for one damaged copy


def damaged(data: bytes, seed: int) -> bytes:
    """A damaged copy; the same seed makes the same damage. Of a zip, every second copy has a part damaged."""
    dice = random.Random(seed)
    if zipfile.is_zipfile(io.BytesIO(data)) and seed % 2:
        return _with_a_damaged_part(data, dice)
    return _damage(data, dice)


def _damage(data: bytes, dice: random.Random) -> bytes:
    return dice.choice(DAMAGES)(bytearray(data), dice) if data else b""


def _cut(data: bytearray, dice: random.Random) -> bytes:
    return bytes(data[: dice.randrange(len(data))])


def _flip(data: bytearray, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 4, 32, 512))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    return bytes(data)


def _zero(data: bytearray, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    length = min(dice.choice((16, 512, 4096)), len(data) - start)
    data[start : start + length] = bytes(length)
    return bytes(data)


def _repeat(data: bytearray, dice: random.Random) -> bytes:
    start, end = sorted(dice.choices(range(len(data) + 1), k=2))
    return bytes(data[:end] + data[start:])


def _misstate(data: bytearray, dice: random.Random) -> bytes:
    """Some numbers in the text become huge, negative or nonsense."""
    numbers = list(re.finditer(rb"\d+", data))
    for match in sorted(dice.sample(numbers, min(len(numbers), 8)), key=re.Match.start, reverse=True):
        data[match.start() : match.end()] = dice.choice((b"-1", b"50000000", b"0", b"x", b""))
    return bytes(data)


DAMAGES: tuple[Callable[[bytearray, random.Random], bytes], ...] = (_cut, _flip, _zero, _repeat, _misstate)


def _with_a_damaged_part(data: bytes, dice: random.Random) -> bytes:
    """The zip written anew, so that its directory and check sums are right and the damage gets through."""
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as sound,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as zipped,
    ):
        names = [member.filename for member in sound.infolist()]
        victim = dice.choice([name for name in names if name.endswith(".xml")] or names)
        for name in names:
            part = sound.read(name)
            zipped.writestr(name, _damage(part, dice) if name == victim else part)
    return copy.getvalue()


def main() -> int:
    """Read damaged copies of the files on the command line; 1 where an error was not ours, or a copy slow."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--copies", type=int, default=200)
    options = arguments.parse_args()
    troubles = sum(_try(path, seed) for path in options.files for seed in range(options.copies))
    print(f"{len(options.files) * options.copies} damaged copies, {troubles} in trouble")
    return 1 if troubles else 0


def _try(path: Path, seed: int) -> bool:
    """Read one damaged copy; say what is wrong with the way it ended."""
    begun = time.process_time()
    try:
        extract.read(extract.Source(path.name, damaged(path.read_bytes(), seed)))
    except JixiaoError:
        pass
    except Exception:
        print(f"{path} seed {seed}")
        traceback.print_exc(limit=-2)
        return True
    seconds = time.process_time() - begun
    if seconds > SLOW:
        print(f"{path} seed {seed}: {seconds:.1f} s")
    return seconds > SLOW


if __name__ == "__main__":
    sys.exit(main())
