# Two commands matter: `make run` starts the product, `make test` checks everything.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup dev run test lint style types layers declarations format bench faults fuzz crawl guards wheel requirements clean

PYTHON ?= python3
PORT ?= 8000
export GONGHUI_HOME ?= data
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
# The lists name every package, so nothing is to be resolved. Modules are compiled when first used: most never are.
INSTALL := $(PIP) install --no-compile --no-deps
STATIC_SOURCES := $(shell find gonghui -path '*/static/*' -type f -not -path '*/static/vendor/*' 2>/dev/null)

help:
	@echo "make run           start the product with a sample town on 127.0.0.1:$(PORT)"
	@echo "make setup         environment and assets only; leaves $(BIN)/gonghui"
	@echo "make test          everything that must hold before a change lands"
	@echo "make lint          style and types only;  make format rewrites the style"
	@echo "make bench         speed and memory, as JSON"
	@echo "make faults        pulls the plug at random moments, thirty times each, then make fuzz (minutes)"
	@echo "make fuzz          wrong input at every address, form and parameter, as eight people"
	@echo "make crawl         opens every page as every person and looks for what is not theirs (minutes)"
	@echo "make guards        breaks each declared guard in a copy; its test must fail (minutes)"
	@echo "make wheel         dist/gonghui-*.whl, which pip installs on Windows and Linux without Node or make"
	@echo "make requirements  compile requirements/*.txt anew"
	@echo "make clean         remove what was built (never the data folder)"

setup: build/.static

run: setup
	@$(BIN)/python -S scripts/initialised.py || $(BIN)/gonghui init --demo
	@exec $(BIN)/gonghui serve --port $(PORT)

test:
	@scripts/test.sh

lint: dev
	@$(MAKE) --no-print-directory -j 3 -O style types layers

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	GONGHUI_HOME=build/lint $(BIN)/mypy
	$(BIN)/mypy --platform win32 --config-file= --strict --warn-unreachable --cache-dir .mypy_cache/win32 gonghui/kernel/machine.py

layers:
	$(BIN)/lint-imports

declarations:
	GONGHUI_HOME=build/lint $(BIN)/python manage.py check --fail-level WARNING
	GONGHUI_HOME=build/lint $(BIN)/python manage.py makemigrations --check --dry-run --skip-checks

format: dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup dev
	@$(BIN)/python -m tests.bench

faults: setup dev
	@$(BIN)/python -m tests.faults
	@$(BIN)/python -m tests.fuzz

fuzz: setup dev
	@$(BIN)/python -m tests.fuzz

crawl: setup dev
	@GONGHUI_CRAWL=5000 $(BIN)/python -m pytest -q -n 2 tests/scope

guards: setup dev
	@$(BIN)/python -m tests.guards

wheel: setup
	@$(BIN)/python scripts/wheel.py

dev: .venv/.dev .venv/.project

clean:
	rm -rf .venv node_modules build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache .coverage htmlcov test-results gonghui/console/static/vendor tests/browser/vendor

# --- stamps: a second call does nothing ---------------------------------------------------------

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 setup" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is missing: apt-get install python3-venv" >&2; exit 1; }
	@echo "== Python environment"
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/.base: requirements/base.txt | .venv/.made
	@echo "== Python packages"
	@$(INSTALL) --require-hashes -r requirements/base.txt
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/.made
	@echo "== Python packages for the tests"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.project: pyproject.toml | .venv/.base
	@$(INSTALL) --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

node_modules/.made: package.json package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20 with npm is missing: install nodejs and npm" >&2; exit 1; }
	@echo "== Front-end packages"
	@npm ci --no-progress --loglevel=error >/dev/null
	@touch $@

build/.assets: node_modules/.made scripts/assets.py | .venv/.made
	@echo "== Assets"
	@$(BIN)/python scripts/assets.py
	@mkdir -p build && touch $@

build/.static: build/.assets .venv/.base .venv/.project config/settings.py $(STATIC_SOURCES)
	@echo "== Static files"
	@GONGHUI_HOME=build/setup DATABASE_URL= $(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

requirements:
	@test -x build/uv/bin/uv || { $(PYTHON) -m venv build/uv && build/uv/bin/pip -qq install uv; }
	cd requirements && for name in base dev; do \
		../build/uv/bin/uv pip compile -q --upgrade --universal --python-version 3.11 \
			--generate-hashes --no-header --no-annotate $$name.in -o $$name.txt || exit 1; done; \
		awk 'NR == FNR { if (/^[a-z]/) base[$$1]; next } /^[a-z]/ { ours = !($$1 in base) } ours' \
			base.txt dev.txt >more.txt && mv more.txt dev.txt # both lists are installed at the same time
	@! grep -n '://' requirements/*.txt || { echo "An address slipped into the requirements." >&2; exit 1; }
