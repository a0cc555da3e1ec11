# make setup | demo | test | matrix | lint | bench | screens | docs | clean
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: setup demo test matrix lint bench screens docs clean

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check -e '.[dev]'
	touch $@

demo: setup
	$(BIN)/fazhi check seeds --out reports_out || test $$? -eq 1

test: setup
	$(BIN)/python -m pytest -q -n auto --dist worksteal

matrix: setup  # every gold report in every format, where `make test` takes turns
	FAZHI_WHOLE_MATRIX=1 $(BIN)/python -m pytest -q -n auto --dist worksteal tests/test_formats.py

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python benchmarks/batch.py | tee benchmarks/batch.md
	$(BIN)/python benchmarks/cold.py | tee benchmarks/cold.md
	$(BIN)/python benchmarks/formats.py | tee benchmarks/formats.md
	$(BIN)/python benchmarks/serve.py | tee benchmarks/serve.md

screens: setup
	$(BIN)/python benchmarks/screens.py docs/screens

docs: setup
	$(BIN)/fazhi rules doc --out docs --readme README.md
	$(BIN)/fazhi rules test --gold tests/gold --doc docs/accuracy.md

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find checker tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
