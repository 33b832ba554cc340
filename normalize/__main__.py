"""`python -m normalize raw.jsonl -o typed.jsonl`: the second stage, on the file that the first one left."""

import sys

from jixiao.cli import main

if __name__ == "__main__":
    main(["normalize", *sys.argv[1:]])
