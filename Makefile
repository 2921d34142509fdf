PYTHON ?= python3
BIN := .venv/bin
SQL_TESTS := tests/test_build.py tests/test_contract.py tests/test_publish.py tests/test_store.py tests/test_nightly.py tests/test_corrections.py tests/test_corrections_actors.py tests/test_dossier.py tests/test_slices.py tests/test_stories.py $(wildcard tests/test_models*.py tests/test_resolve*.py)
# A file's tests in one process, files in the order that tests/conftest.py gives them.
BY_FILE := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: run test long prove bench docs docs-tables lint lock images clean

run: .venv/ready
	$(BIN)/nightdesk backfill seeds/articles

# Compiled first, since the tests start the program hundreds of times, and some environments tell Python to keep nothing that it compiles.
test: .venv/ready .venv/duckdb2/ready lint
	$(BIN)/python -m compileall -q flows tasks tests
	$(BIN)/pytest $(BY_FILE)
	PYTHONPATH=.venv/duckdb2 $(BIN)/pytest $(BY_FILE) $(SQL_TESTS)

# Tests that take minutes: twenty thousand mutated feeds and pages, giants, purges killed at many instants, more nights in slices.
long: .venv/ready
	$(BIN)/pytest -m long

# The proofs of docs/promises.md at full length; writes their figures there.
prove: .venv/ready
	$(BIN)/python -m tests.proofs

# Ratios of speed and memory, some fifteen minutes; NEWSPAPER=PYTHON names an interpreter with newspaper4k and nltk to compare with.
bench: .venv/ready
	$(BIN)/python -m benchmarks.whole $(if $(NEWSPAPER),--newspaper $(NEWSPAPER))

# The documentation as a site: docs/_build/index.html
docs: .venv/ready
	$(BIN)/sphinx-build -q -W docs docs/_build

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 sql

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip check
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# The other DuckDB that is supported, beside the environment's own: found first through PYTHONPATH.
.venv/duckdb2/ready: requirements-duckdb2.lock .venv/ready
	rm -rf .venv/duckdb2
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target .venv/duckdb2 -r requirements-duckdb2.lock
	touch $@

# Writes docs/tables.md anew, from the comments that a build leaves in the database.
docs-tables: .venv/ready
	$(BIN)/python -m tests.test_contract > docs/tables.md

# Draws docs/images anew; needs Chromium.
images: .venv/ready
	$(BIN)/python -m tests.screenshots

# Renews the lock files; needs uv.
lock:
	uv pip compile pyproject.toml --extra dev --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 --constraint constraints.txt -o requirements.lock
	echo 'duckdb==2.0.0' | uv pip compile - --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--python-version 3.11 -o requirements-duckdb2.lock

clean:
	rm -rf warehouse/nightdesk.*
