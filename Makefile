# The two commands of a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
WORKERS ?= 2

.PHONY: demo test check format lock install clean

install: $(STAMP)-dev

# What trackrecord runs on, from the hash-locked file, then the project itself without asking any registry again.
# `setuptools`, which `python -m venv` may have put there in another version, is taken from the lock as well.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else "trackrecord needs Python 3.11 to 3.13, this is %d.%d: set PYTHON=python3.11 or another" % v)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-build-isolation -e .
	@touch $(STAMP)

# What tests, checks and the optional extras need besides.
$(STAMP)-dev: requirements-dev.lock $(STAMP)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $(STAMP)-dev

# The main job on the example reports: two ledgers and their dossiers, in demo/.
demo: $(STAMP)
	@mkdir -p demo
	@for story in doha ceasefire; do \
	  echo; echo "== examples/$$story"; \
	  $(BIN)/trackrecord build examples/$$story --ledger demo/$$story.db && \
	  $(BIN)/trackrecord verify demo/$$story.db && \
	  $(BIN)/trackrecord report demo/$$story.db --all > demo/$$story.txt && \
	  $(BIN)/trackrecord export demo/$$story.db --to csv demo/$$story-csv > /dev/null && \
	  $(BIN)/trackrecord publish demo/$$story.db demo/$$story-pages || exit $$?; \
	done
	@echo; $(BIN)/trackrecord report demo/doha.db --party Taliban
	@echo
	@echo "Where to look:"
	@echo "  demo/doha-pages/index.html                the record as pages: open it in a browser (demo/ceasefire-pages/ too)"
	@echo "  $(BIN)/trackrecord serve demo/doha.db --open     the same with filters, search, any day, and rulings by hand"
	@echo "  demo/doha.txt, demo/ceasefire.txt         the whole dossiers, as text"
	@echo "  demo/doha-csv/, demo/ceasefire-csv/       every table, for a spreadsheet"
	@echo "  $(BIN)/trackrecord report demo/ceasefire.db --as-of 2019-04-01    the record as it stood on a day"
	@echo "  $(BIN)/trackrecord build YOUR/REPORTS --ledger record.db          the same on your own reports"

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --all-extras --group dev pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet --group build -c requirements-dev.lock pyproject.toml -o requirements.lock

test: $(STAMP)-dev
	$(BIN)/python -m pytest -n $(WORKERS) -q

check: $(STAMP)-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(STAMP)-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
