# Two commands do all the set-up: `make run` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
SOURCES := questions quizapp tests benchmarks wsgi.py

.PHONY: run demo test lint format bench install lock clean

run: .venv/run  ## Start the app on SQLite, migrated, with the bundled articles
	@$(BIN)/quizapp serve

demo: .venv/run  ## Start the app with an invented course, in a data folder of its own
	@QUIZAPP_DATA=$${QUIZAPP_DATA:-var/demo} $(BIN)/quizapp demo
	@QUIZAPP_DATA=$${QUIZAPP_DATA:-var/demo} $(BIN)/quizapp serve

test: .venv/dev lint  ## Everything that CI runs
	@$(BIN)/python -m tests.install_chromium
	@$(BIN)/pytest -n auto $(PYTEST)

lint: .venv/dev
	@$(BIN)/ruff format --check --quiet $(SOURCES) || { echo "make format mends this"; exit 1; }
	@$(BIN)/ruff check --quiet $(SOURCES)
	@$(BIN)/mypy

format: .venv/dev
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix --quiet $(SOURCES)

bench: .venv/dev  ## Measure; each figure is a ratio to a limit measured in the same run
	@$(BIN)/python -m benchmarks

install: .venv/dev  ## The development packages too

# Stamps: made anew when what they were made from changes.
.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

.venv/run: .venv/python requirements.lock pyproject.toml
	@echo "Installing packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements-dev.lock
	@echo "Installing development packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	--no-annotate --no-header --no-emit-index-url

lock: .venv/dev  ## Pin the newest versions that pyproject.toml allows
	@$(LOCK) --upgrade --group build -o requirements.lock
	@$(LOCK) --upgrade --group build --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv build *.egg-info
