"""`python -m jixiao.check typed.jsonl -o checked.jsonl`: the third stage, after normalize."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from jixiao import check
from jixiao.forms.errors import JixiaoError
from jixiao.forms.record import Result
from jixiao.forms.stages import read_lines, write_lines


def run(typed: Path, checked: Path) -> None:
    """Check every result in the file `typed` and write them to the file `checked`."""
    write_lines((check.result(result) for result in read_lines(typed, Result)), checked)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line; 0 for success, 2 where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m jixiao.check", description="检查表单，加上疑点。")
    parser.add_argument("typed", type=Path, help="normalize 写出的 typed.jsonl")
    parser.add_argument("-o", "--output", type=Path, required=True, help="写到这个文件，如 checked.jsonl")
    options = parser.parse_args(arguments)
    try:
        run(options.typed, options.output)
    except JixiaoError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
