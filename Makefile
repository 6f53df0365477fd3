# Each target can be read and run by hand. PYTHON: the interpreter of your virtual environment.
PYTHON ?= .venv/bin/python

.PHONY: check test lint bench sample pictures manual locale fuzz cases

SECONDS ?= 60

check: lint test

lint:
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -c "from importlinter.cli import lint_imports_command as lint; lint()"

test:
	$(PYTHON) -m pytest -q -n auto

bench:
	$(PYTHON) -m bench

pictures:
	$(PYTHON) -m tests.pictures

manual:
	$(PYTHON) -m tests.manual

locale:
	$(PYTHON) -m tests.locale

fuzz:
	$(PYTHON) -m tests.fuzz archive --seconds $(SECONDS)
	$(PYTHON) -m tests.fuzz table --seconds $(SECONDS)
	$(PYTHON) -m tests.fuzz records --seconds $(SECONDS)

cases:
	$(PYTHON) -m tests.cases

sample:
	$(PYTHON) -m fixtures sample
