# Everything runs in .venv, which any target that needs it makes first. Needs Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORT ?= samples/naker.pdf
N ?= 1000
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help audit test lint bench fuzz samples pictures wheel docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

audit: $(VENV)/installed ## set everything up and audit a sample (REPORT=other.pdf for another)
	@$(BIN)/extract audit "$(REPORT)" --fail-on never

test: $(VENV)/installed-dev ## set everything up and run the tests
	$(BIN)/python -m pytest

lint: $(VENV)/installed-dev ## style, types, and that the stages import one way
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/installed-dev ## speed, memory and score over all reports at hand
	$(BIN)/python benchmarks/bench.py

fuzz: $(VENV)/installed-dev ## break PDFs by chance and audit them (N=20000 for more)
	$(BIN)/python tests/hostile/fuzz.py $(N)

samples: $(VENV)/installed-dev ## make the samples' PDFs again (needs LibreOffice)
	$(BIN)/python samples/make.py

pictures: $(VENV)/installed-dev ## make the pictures of docs/panduan.md again (needs Chromium and its driver)
	$(BIN)/python docs/pictures/make.py

wheel: $(VENV)/installed ## build dist/*.whl
	$(BIN)/python -m pip --disable-pip-version-check wheel --quiet --no-deps --wheel-dir dist .

docs: $(VENV)/installed ## write docs/rules.md from the rules
	$(BIN)/extract rules --markdown -o docs/rules.md

clean: ## remove what the targets made
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) -e ".[dev]"
	@touch $@ $(VENV)/installed
