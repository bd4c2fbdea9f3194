# make run   sets up everything and serves on http://127.0.0.1:8501 with demo data (without: make run DEMO=0)
# make test  sets up everything and runs every test, the browser tests included
# make lint  checks format, style, types and import rules
# make bench measures the targets of bench/
# make translations brings the texts of the code into locale/en.po

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8501
DEMO ?= 1
BIN := $(VENV)/bin
TESTS ?= tests
NOTHING_TO_RUN := 5

.PHONY: run test lint bench format translations clean

run: $(VENV)/.installed
	@KOMPASS_DEMO=$(DEMO) $(BIN)/python -m data migrate
	@if [ "$(DEMO)" = "1" ]; then $(BIN)/python -m data demo; fi
	@echo "Kompass 2035: http://127.0.0.1:$(PORT)  (belegt? make run PORT=8502)"
	KOMPASS_DEMO=$(DEMO) $(BIN)/streamlit run app.py --server.port $(PORT)

test: $(VENV)/.installed-dev
	@sh tests/prerequisites.sh
	$(BIN)/python -m pytest $(TESTS) -m "not browser" -n auto || [ $$? -eq $(NOTHING_TO_RUN) ]
	$(BIN)/python -m pytest $(TESTS) -m browser --reruns 1 || [ $$? -eq $(NOTHING_TO_RUN) ]

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-dev
	@for script in bench/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

format: $(VENV)/.installed-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

translations: $(VENV)/.installed
	$(BIN)/pybabel -q extract -k plural:1,2 --add-location=file -o $(VENV)/texts.pot components pages && $(BIN)/pybabel -q update -N --ignore-obsolete --ignore-pot-creation-date -w 110 -i $(VENV)/texts.pot -o locale/en.po -l en

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 oder neuer wird gebraucht (make run PYTHON=python3.12)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Das Modul venv fehlt (Debian: apt-get install python3-venv)"; exit 1; }

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

# Data and keys in var/ are never removed by a command.
clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
