# `make` builds; `make demo` tries it on fictional data; `make test` passes every test; `make check` is what CI adds.
VENV := .venv
BIN := $(VENV)/bin
CODE := tui screens models
TESTS := -m pytest -n auto --maxprocesses 4 --dist worksteal --durations 15
# What tries one thing at very many places, sizes or rows: `make test` runs it, and coverage, which takes twice as long, is
# measured without it, so that it is rather too low than too high.
SWEEPS := tests/servers tests/house/test_many_processes.py \
  $(addprefix tests/journeys/,test_pictures.py test_look.py test_hostile_people.py test_drawing.py test_contrast.py)
LOCKING := --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url

.PHONY: build demo test check lint coverage bench pictures migration lock clean
build: $(VENV)/built

$(VENV)/built: pyproject.toml requirements.lock
	python3 -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	$(BIN)/python -m compileall -q $(CODE)
	touch $@

$(VENV)/tools: $(VENV)/built requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-dev.lock
	touch $@

demo: build
	$(BIN)/wellkept demo

test: $(VENV)/tools
	$(BIN)/python $(TESTS)

check: lint coverage

lint: $(VENV)/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(VENV)/tools
	$(BIN)/coverage erase
	$(BIN)/coverage run $(TESTS) $(addprefix --ignore=,$(SWEEPS))
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=90
	$(BIN)/coverage report --fail-under=100 --include='models/*' --omit='models/migrations/*'

migration: $(VENV)/tools
	$(BIN)/tortoise -c models.db.TORTOISE_ORM makemigrations -n $(NAME)

# Needs uv on the PATH. Versions that still fit stay as they are.
lock:
	uv pip compile $(LOCKING) pyproject.toml --output-file requirements.lock
	uv pip compile $(LOCKING) pyproject.toml --group dev --output-file requirements-dev.lock

bench: $(VENV)/tools
	$(BIN)/python -m benchmarks

pictures: $(VENV)/tools
	WELLKEPT_REDRAW=1 $(BIN)/python -m pytest tests/journeys -k 'picture or page_of_keys'

clean:
	rm -rf $(VENV) .coverage .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find $(CODE) tests benchmarks -name __pycache__ -prune -exec rm -rf {} +
