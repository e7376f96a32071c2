# Every check and every way to run is defined here, once; .ci/run and the README call these.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
DATA ?=

.DEFAULT_GOAL := help
.PHONY: help install lock demo up test check format kafka

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(VENV)/installed ## make .venv with everything, from requirements.lock

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"Python 3.11 or newer is needed, this is {v.major}.{v.minor}: make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: ## resolve the dependencies anew (needs uv, from PyPI)
	uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --generate-hashes --no-header -o requirements.lock

demo: install ## bring the line up, push the three seeds, show what became of them
	@$(BIN)/pressline demo

up: install ## run the whole line here until Ctrl-C
	$(BIN)/pressline up

check: install ## lint, format, types, import rules, message contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pressline schemas check

format: install ## put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: install kafka ## the whole suite
	$(BIN)/pytest
