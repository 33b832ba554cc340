"""`python -m extract IN -o raw.jsonl`: the first stage, on files and folders."""

import sys

from jixiao.cli import main

if __name__ == "__main__":
    main(["extract", *sys.argv[1:]])
