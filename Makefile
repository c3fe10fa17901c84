# The commands of the project. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
export PORT
VENV ?= .venv
export VENV
BIN := $(VENV)/bin
# requires-python of pyproject.toml: 3.11
OLDEST = $(shell sed -n 's/^requires-python = ">=\([0-9.]*\)"$$/\1/p' pyproject.toml)

.PHONY: help run test test-long smoke freshness check bench bench-scale client format requirements
.DEFAULT_GOAL := help

help:
	@echo "make run            serve on http://127.0.0.1:$(PORT)/ with demo content (PORT=9000 make run: elsewhere)"
	@echo "make test           run every test that this machine can run; minutes"
	@echo "make test-long      the same with long searches, for a night: 20 times the examples"
	@echo "make smoke          a few tests, for another Python: make smoke VENV=.venv-3.12 PYTHON=python3.12"
	@echo "make freshness      of test-long, only the operations between which no response may be stale"
	@echo "make check          lint, types, import directions, migrations, settings, OpenAPI document, its clients"
	@echo "make bench          measure the cost of reads, as ratios; minutes. Needs wrk"
	@echo "make bench-scale    the same with 100 to 100,000 articles, and memory; hours"
	@echo "make client         write the OpenAPI document and the types of the TypeScript client"
	@echo "make format         format and fix the code with ruff"
	@echo "make requirements   compile requirements*.in to the pinned requirements*.txt"

run:
	@$(PYTHON) scripts/environment.py requirements.txt
	@$(PYTHON) scripts/development_settings.py
	@$(BIN)/python scripts/prepare.py
	@echo "Serving on http://127.0.0.1:$(PORT)/ until Ctrl-C."
	@$(BIN)/python -m granian --interface wsgi --host 127.0.0.1 --port $(PORT) \
		--blocking-threads 4 --log-level warning cms.wsgi:application

test: environment
	@$(BIN)/python scripts/test.py

# What searches for a counterexample, and for how long: see CONTRIBUTING.md.
LONG := HYPOTHESIS_PROFILE=nightly DELIVERY_OPERATIONS=200

test-long: environment
	@$(LONG) $(BIN)/python scripts/test.py

# Settings, migrations, demo content, each endpoint, the importer, clock changes, two real servers; on SQLite.
smoke: environment
	@$(BIN)/pytest -n 2 $(SMOKE)
SMOKE := tests/test_start_page.py tests/test_settings.py tests/demo tests/api/test_golden.py tests/publishing/test_scheduled_publishing.py \
	tests/importing/test_import_page.py tests/promotions/scheduling/test_edge_cases.py tests/promotions/test_two_servers.py

freshness: environment
	@$(LONG) $(BIN)/python scripts/test.py tests/freshness

check: environment
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check .
	ENV_FILE=.env.example $(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pip check
	$(BIN)/python scripts/check_pins.py requirements.txt requirements-dev.txt
	ENV_FILE=.env.example $(BIN)/python manage.py check --deploy --fail-level WARNING
	ENV_FILE=.env.example DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py makemigrations --check --dry-run
	ENV_FILE=.env.example DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py openapi --check
	ENV_FILE=.env.example DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py api_changes

bench: environment
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.delivery.run
	@$(BIN)/python -m benchmarks.writes

bench-scale: environment
	@$(BIN)/python -m benchmarks.delivery.run --scale
	@$(BIN)/python -m benchmarks.delivery.run --memory

client: environment
	ENV_FILE=.env.example DATABASE_URL=sqlite://:memory: $(BIN)/python manage.py openapi
	cd clients/typescript && npm ci --ignore-scripts --prefer-offline && npm run types

format: environment
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

requirements: environment
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt
# For the oldest supported Python, whichever one runs here. Existing pins stay if possible.
COMPILE = $(BIN)/uv pip compile --quiet --python-version $(OLDEST) --custom-compile-command "make requirements"

.PHONY: environment
environment:
	@$(PYTHON) scripts/environment.py requirements.txt requirements-dev.txt
