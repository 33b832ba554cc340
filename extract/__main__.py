"""`python -m extract IN -o raw.jsonl`: the first stage, on files and folders."""

import sys

from jixiao.cli import main

main(["extract", *sys.argv[1:]])
