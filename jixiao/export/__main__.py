"""`python -m jixiao.export checked.jsonl -o OUT`: the last stage, on the file that the third one left."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from jixiao import export
from jixiao.forms.errors import JixiaoError
from jixiao.forms.record import Result
from jixiao.forms.stages import read_lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line; 0 for success, 2 where a file or folder cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m jixiao.export", description="写出各个表。")
    parser.add_argument("checked", type=Path, help="check 写出的 checked.jsonl")
    parser.add_argument("-o", "--output", type=Path, required=True, help="输出文件夹")
    parser.add_argument("--formats", nargs="+", choices=export.FORMATS, default=export.FORMATS, help="写哪些")
    parser.add_argument("--no-formula-guard", action="store_true", help="CSV 中不加公式防护的撇号")
    options = parser.parse_args(arguments)
    try:
        export.write(
            read_lines(options.checked, Result),
            options.output,
            formats=options.formats,
            formula_guard=not options.no_formula_guard,
        )
    except JixiaoError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
