"""`python -m normalize raw.jsonl -o typed.jsonl`: the second stage, on the file that the first one left."""

import sys

from jixiao.cli import main

main(["normalize", *sys.argv[1:]])
