# SOC Map: `make demo` makes a map, `make test` tests everything; both install what they need first.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The system's Python, because it is the one that PyQGIS is built for.
PYTHON := /usr/bin/python3
WORKER := $(CURDIR)/.worker/bin/python
VENV := $(CURDIR)/.venv/bin
STAGED := build/socmap_plugin
PROFILE ?= default
BENCH ?=
DEMO ?=
MATRIX ?= tests/plugin tests/e2e
PYTEST_OPTIONS ?=
# Files of tests run side by side, two as tried, but for those that look at how long a window waits.
PARALLEL = -n auto --maxprocesses 2 --dist loadfile
TIMED = tests/e2e/test_large_map.py
TIMED_OPTIONS ?=
FUZZ_NUMBER ?= 20000
FUZZ_SEED ?= 1

# Headless, in a QGIS that knows where the worker is, as tests and demo need it.
QGIS_ENV := QT_QPA_PLATFORM=offscreen SOCMAP_PYTHON=$(WORKER)

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

# --- environments -----------------------------------------------------------------------------------------------------

.PHONY: env system
env: system .worker/test-tools.stamp .venv/tools.stamp ## Install QGIS, the worker's environment and the test tools

system:
	@tools/system.sh

# The set-up itself looks at its manifest, so it is asked again only when the requirements changed.
.worker/socmap-environment.json: resources/worker-requirements.txt | system
	$(PYTHON) -E -s -m socmap_plugin.environment .worker --plain
	@touch $@

.worker/test-tools.stamp: tests/requirements-worker.txt .worker/socmap-environment.json
	$(WORKER) -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.venv/tools.stamp: tests/requirements.txt | system
	$(PYTHON) -m venv --clear --system-site-packages .venv
	$(VENV)/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.package/tools.stamp: tests/requirements-package.txt | system
	$(PYTHON) -m venv --clear .package
	.package/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

.docs/tools.stamp: tests/requirements-docs.txt | system
	$(PYTHON) -m venv --clear .docs
	.docs/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	@touch $@

# --- tests, demo, benchmarks ------------------------------------------------------------------------------------------

.PHONY: test test-core test-plugin
test: test-core test-plugin ## Run every test (core, plugin, end to end)

test-core: env ## Run the tests of the modelling module, without QGIS
	$(WORKER) -m pytest $(PARALLEL) tests/core tests/fuzz $(PYTEST_OPTIONS)

test-plugin: env build ## Run the tests of the house, the plugin and the whole chain in QGIS
	$(QGIS_ENV) $(VENV)/python -m pytest $(TIMED) $(PYTEST_OPTIONS)
	$(QGIS_ENV) $(VENV)/python -m pytest $(PARALLEL) tests/e2e --ignore=$(TIMED) $(PYTEST_OPTIONS)
	$(QGIS_ENV) $(VENV)/python -m pytest $(PARALLEL) $(wildcard tests/test_*.py) tests/environment tests/plugin $(PYTEST_OPTIONS)

.PHONY: fuzz
fuzz: env ## Use damaged files; FUZZ_NUMBER=20000 of them, FUZZ_SEED=1
	$(WORKER) -m tests.fuzz.run --number $(FUZZ_NUMBER) --seed $(FUZZ_SEED)

.PHONY: test-matrix
test-matrix: env build ## Run the tests that need QGIS in 3.44 as well (Debian 13 in .chroot/; root)
	tools/newer_qgis.sh python3 -m pytest -p no:cacheprovider $(PARALLEL) $(MATRIX) --ignore=$(TIMED) $(PYTEST_OPTIONS)
	tools/newer_qgis.sh python3 -m pytest -p no:cacheprovider $(TIMED) $(TIMED_OPTIONS) $(PYTEST_OPTIONS)
	@$(QGIS_ENV) $(PYTHON) tools/versions.py "make test" heading
	@tools/newer_qgis.sh python3 tools/versions.py "make test-matrix"

.PHONY: demo
demo: env build ## Make a SOC map from real samples into demo_output/; DEMO=full repeats as the paper does
	@$(QGIS_ENV) DEMO=$(DEMO) $(PYTHON) tools/demo.py

.PHONY: demo-project
demo-project: system ## Make the project of *Open the Demo* anew, resources/demo/xuancheng.qgz
	$(PYTHON) tools/make_demo_project.py

.PHONY: bench
bench: env ## Run the benchmarks; BENCH=accuracy runs one
	$(WORKER) -m benchmarks $(BENCH)

# --- packages ---------------------------------------------------------------------------------------------------------

VERSION = $(shell sed -n 's/^version=//p' metadata.txt)

.PHONY: build zip package dev
build: ## Stage the plugin as QGIS loads it in build/socmap_plugin/
	@$(PYTHON) tools/stage.py

zip: ## Pack the staged plugin as build/socmap_plugin-VERSION.zip
	@$(PYTHON) tools/stage.py --zip

package: system .package/tools.stamp ## Pack the plugin with qgis-plugin-ci, as build/package/socmap_plugin.VERSION.zip
	@$(PYTHON) tools/stage.py --repository
	cd build/package && $(CURDIR)/.package/bin/qgis-plugin-ci package $(VERSION)

dev: build ## Link the staged plugin into a QGIS profile; PROFILE=default
	@$(PYTHON) tools/stage.py --link $(PROFILE)

.PHONY: docs docs-links tutorial
docs: system .docs/tools.stamp ## Build the documentation as build/docs/; a dead link among its pages is an error
	QT_QPA_PLATFORM=offscreen $(PYTHON) tools/docs_pages.py
	.docs/bin/sphinx-build -W --keep-going -q -b html build/docs-source build/docs

docs-links: docs ## Ask the addresses that the documentation names whether they are there
	.docs/bin/sphinx-build -q -b linkcheck build/docs-source build/docs-links

tutorial: demo ## Take the tutorial's pictures anew, from a real window that goes through it, and from the demo's report
	SOCMAP_PYTHON=$(WORKER) tools/tutorial_pictures.sh
	$(QGIS_ENV) $(PYTHON) tools/field_pictures.py
	$(PYTHON) tools/report_pictures.py
	$(WORKER) tools/smaller_pictures.py resources/pictures/field/*.png resources/pictures/*.png

.PHONY: translations
translations: ## Bring the catalogues of the languages up to date with the code
	$(PYTHON) tools/translations.py

# --- style ------------------------------------------------------------------------------------------------------------

.PHONY: lint format
lint: env build ## Check style, types, security and Qt6 readiness
	$(VENV)/ruff check .
	$(VENV)/ruff format --check .
	$(VENV)/mypy --python-executable $(WORKER) socmap_plugin/core socmap_plugin/environment
	$(VENV)/bandit --quiet --recursive $(STAGED)
	find $(STAGED) -type f -print0 | xargs -0 $(VENV)/detect-secrets-hook
	$(VENV)/flake8 --isolated --select QGS1,QGS4 socmap_plugin
	$(VENV)/python tools/check_qt6.py socmap_plugin

format: .venv/tools.stamp ## Format the code and repair what can be repaired
	$(VENV)/ruff check --fix .
	$(VENV)/ruff format .

.PHONY: clean
clean: ## Remove everything that make made, environments too
	rm -rf .worker .venv .package .docs .chroot build demo_output benchmarks/results.json
	rm -rf .qgis-settings .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
