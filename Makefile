# Every chore is a word; `make help` lists them. Needs Python 3.11 or later with pip, and make.
#   make run IN=folder OUT=output

IN ?= samples
OUT ?= output
STAGES ?= $(OUT)-stages
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
# Exit status 3: done, but some file could not be read; files.csv says which and why.
SOME_FAILED = || [ $$? -eq 3 ]

.DEFAULT_GOAL := help
.PHONY: help setup run extract normalize check export test test-quick lint golden fuzz bench constraints clean

help: ## these lines
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /\t/'

setup: .venv/ready ## an own Python environment in .venv (the other words call it by themselves)

run: .venv/ready ## read IN (default: samples) and write the tables to OUT (default: output)
	$(BIN)/jixiao run $(IN) -o $(OUT) $(SOME_FAILED)

extract: .venv/ready ## stage 1: files of IN -> raw.jsonl
	@mkdir -p $(STAGES)
	$(BIN)/python -m extract $(IN) -o $(STAGES)/raw.jsonl

normalize: .venv/ready ## stage 2: raw.jsonl -> typed.jsonl
	$(BIN)/python -m normalize $(STAGES)/raw.jsonl -o $(STAGES)/typed.jsonl

check: .venv/ready ## stage 3: typed.jsonl -> checked.jsonl
	$(BIN)/python -m jixiao.check $(STAGES)/typed.jsonl -o $(STAGES)/checked.jsonl

export: .venv/ready ## stage 4: checked.jsonl -> OUT
	$(BIN)/python -m jixiao.export $(STAGES)/checked.jsonl -o $(OUT)

test: .venv/dev ## every test
	$(BIN)/pytest

test-quick: .venv/dev ## the tests that take no more than seconds
	$(BIN)/pytest -m "not slow"

lint: .venv/dev ## style, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: .venv/dev ## rewrite tests/golden and the generated parts of docs; then read `git diff` line by line
	$(BIN)/pytest tests/golden tests/jixiao/test_docs.py --regenerate

fuzz: .venv/dev ## damaged copies and contrived values, longer than in the tests
	$(BIN)/pytest -m slow

bench: .venv/dev ## time and memory beside the peers, into bench/RESULTS.md
	$(BIN)/python bench/run.py

constraints: .venv/dev ## pin in constraints.txt what is installed
	$(BIN)/python bench/constraints.py

clean: ## remove what the words above made, .venv included
	rm -rf .venv $(OUT) $(STAGES) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# A Python without ensurepip (Debian's, before python3-venv is installed) lends its own pip.
.venv/ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更高版本。 Python 3.11 or later is needed."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv 2>/dev/null || $(PYTHON) -m venv --clear --without-pip .venv
	$(PYTHON) -m pip --python $(BIN)/python install --quiet -c constraints.txt -e .
	touch $@

.venv/dev: .venv/ready
	$(PYTHON) -m pip --python $(BIN)/python install --quiet -c constraints.txt -e '.[dev,ocr]'
	touch $@
