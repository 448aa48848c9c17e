# Peremena's few commands. `make demo` and `make test` work on a clean checkout with python3 >= 3.11, git and make.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench lock messages hooks clean

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

setup: .venv/.run ## build .venv with the `peremena` command
	@echo "Готово. Команда: $(BIN)/peremena --help"

demo: .venv/.run ## a Telegram on this machine, a school in its week and the bot: opens without any token
	$(BIN)/peremena demo

test: .venv/.dev ## run the tests
	$(BIN)/python -m pytest -n 3 --dist worksteal

check: .venv/.dev ## everything that must hold: style, types, architecture, catalogues, migrations, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.tools.catalogues
	$(MAKE) --no-print-directory test

bench: .venv/.dev ## measure, side by side in one run
	$(BIN)/python -m benchmarks

messages: .venv/.dev ## extract texts and bring locales/ up to date
	$(BIN)/python -m tests.tools.catalogues --update

lock: ## resolve requirements/*.lock anew from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    pyproject.toml --group build -o requirements/run.lock --quiet --upgrade
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	    pyproject.toml --group build --group dev -c requirements/run.lock -o requirements/dev.lock --quiet

hooks: ## let git run `make check` before each push
	printf '#!/bin/sh\nexec make check\n' > .git/hooks/pre-push && chmod +x .git/hooks/pre-push

clean: ## remove what was built here
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis locales/*/LC_MESSAGES/*.mo

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo 'Нужен Python 3.11 или новее: apt install python3 python3-venv'; exit 1; }
	@$(PYTHON) -m venv .venv || { echo 'Нет модуля venv: apt install python3-venv'; exit 1; }

.venv/.run: .venv/bin/python requirements/run.lock pyproject.toml hatch_build.py $(wildcard locales/*/LC_MESSAGES/*.po)
	$(INSTALL) --require-hashes -r requirements/run.lock
	$(INSTALL) --no-build-isolation --no-deps -e .
	@touch $@

.venv/.dev: .venv/.run requirements/dev.lock
	$(INSTALL) --require-hashes -r requirements/dev.lock
	@touch $@
