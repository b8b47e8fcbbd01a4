# make demo | install | test | lint | bench | lock | clean
# Everything is installed in $(VENV); nothing global. A stamp per lock file makes the second run free.

PYTHON ?=
PORT ?= 8000
# The demo's clock. `make demo DEMO_DAG=` runs it on today's date.
DEMO_DAG ?= 2016-03-09
WORKERS ?= auto
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes

stamp = $(VENV)/.installed-$(1)-$(shell cksum < requirements/$(1).txt | tr ' ' '-')
BASE := $(call stamp,base)
DEV := $(call stamp,dev)
CI_ := $(call stamp,ci)

.PHONY: help demo install install-ci test lint lint-migrations lint-containers bench lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo      install, load the demo and serve it on http://127.0.0.1:$(PORT)/  (PORT=, DEMO_DAG=)"
	@echo "make install   everything for development, in $(VENV)  (PYTHON=python3.12 to choose)"
	@echo "make test      the test suite on SQLite"
	@echo "make lint      style, layers, migrations, Django's own checks"
	@echo "make bench     measure the status page and the report against a do-nothing view"
	@echo "make lock      resolve requirements/*.txt again from pyproject.toml"
	@echo "make clean     remove $(VENV), caches and the demo database"

$(BIN)/python:
	@set -e; \
	for p in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  if "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$p; break; fi; \
	done; \
	if [ -z "$${python:-}" ]; then \
	  echo "Python 3.11 or newer is needed; found $$($(or $(PYTHON),python3) -V 2>&1 || true)." >&2; \
	  echo "Name another one:  make $(or $(MAKECMDGOALS),install) PYTHON=/path/to/python3.12" >&2; exit 1; \
	fi; \
	"$$python" -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module is missing (Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }

# base, dev and ci are resolved together, each a superset of the one before: the larger stamps vouch for the smaller.
$(BASE): | $(BIN)/python
	@echo "Installing requirements/base.txt in $(VENV) ..."
	@rm -f $(VENV)/.installed-*
	@$(PIP_INSTALL) -r requirements/base.txt
	@touch $@

$(DEV): | $(BIN)/python
	@echo "Installing requirements/dev.txt in $(VENV) ..."
	@rm -f $(VENV)/.installed-*
	@$(PIP_INSTALL) -r requirements/dev.txt
	@touch $(BASE) $@

$(CI_): | $(BIN)/python
	@echo "Installing requirements/ci.txt in $(VENV) ..."
	@rm -f $(VENV)/.installed-*
	@$(PIP_INSTALL) -r requirements/ci.txt
	@touch $(BASE) $(DEV) $@

install: $(DEV)

install-ci: $(CI_)

# Web and worker both in the background, and the shell waiting: Ctrl-C, SIGTERM and a closed terminal stop both.
ANYBODY := from bosetting.brukere.models import Bruker; print(Bruker.objects.exists())
demo: export DEBUG := true
demo: export DEMO_DAG := $(DEMO_DAG)
demo: export NETTADRESSE ?= http://127.0.0.1:$(PORT)
demo: export DJANGO_RUNSERVER_HIDE_WARNING := true
demo: $(BASE)
	@$(MANAGE) migrate --verbosity 0
	@if $(MANAGE) shell --no-imports -c "$(ANYBODY)" | grep -qx False; then $(MANAGE) demodata; fi
	@echo "http://127.0.0.1:$(PORT)/"
	@$(MANAGE) demobrukere
	@trap 'kill $$web $$worker 2>/dev/null; wait' EXIT; trap 'exit 130' INT; trap 'exit 143' TERM HUP; \
	$(MANAGE) runserver --noreload 127.0.0.1:$(PORT) & web=$$!; \
	$(MANAGE) arbeider & worker=$$!; \
	wait $$web

test: $(DEV)
	@$(BIN)/pytest -n $(WORKERS) --ignore=tests/e2e
	@echo "Not run here: browser tests (pytest tests/e2e) and PostgreSQL (DATABASE_URL=...); .ci/run runs both."

# In-memory, so that linting never touches or creates the demo's database file.
lint: export DATABASE_URL := sqlite://:memory:
lint: export DEBUG := true
lint: $(DEV)
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "Not formatted; run $(BIN)/ruff format ." >&2; $(BIN)/ruff format --check . >&2; exit 1; }
	@$(BIN)/lint-imports --no-cache > $(VENV)/lint-imports.log 2>&1 || { cat $(VENV)/lint-imports.log >&2; exit 1; }
	@$(MANAGE) check --fail-level WARNING
	@$(MANAGE) makemigrations --check --dry-run
	@echo "lint: ok"

# The linter reads the SQL, and only PostgreSQL's tells: SQLite rebuilds tables for everything.
lint-migrations: $(DEV)
	@DATABASE_URL=$(DATABASE_URL) $(BIN)/python tests/lint_migrations.py

lint-containers: $(CI_)
	@$(BIN)/check-jsonschema --quiet --builtin-schema vendor.compose-spec docker-compose.yml
	@ALLOWED_HOSTS=x CSRF_TRUSTED_ORIGINS=x EMAIL_URL=x DEFAULT_FROM_EMAIL=x $(BIN)/docker-compose -f docker-compose.yml config -q
	@$(BIN)/hadolint Dockerfile
	@echo "lint-containers: ok"

bench: $(DEV)
	@$(BIN)/python tests/bench.py

# --universal: one lock for every platform. No index address may enter a lock file.
LOCK := --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --no-annotate --quiet $(LOCK_OPTIONS)
lock:
	@command -v uv > /dev/null || { echo "make lock needs uv on the path (for example: pipx install uv)." >&2; exit 1; }
	@uv pip compile $(LOCK) pyproject.toml -o requirements/base.txt
	@uv pip compile $(LOCK) pyproject.toml --extra dev --constraint requirements/base.txt -o requirements/dev.txt
	@uv pip compile $(LOCK) pyproject.toml --extra ci --constraint requirements/dev.txt -o requirements/ci.txt

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis staticfiles db.sqlite3 db.sqlite3-wal db.sqlite3-shm
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
