# `make run` and `make test` need python3 (3.11 to 3.14) and nothing else.
PORT ?= 8080
STATE_DIR ?= .local/state
ENGINE_URL ?=
VENV := .venv
# Hundreds of processes and test files would be compiled again and again.
unexport PYTHONDONTWRITEBYTECODE
PYTHON := $(VENV)/bin/python

# Install a lock file with a pip, without resolving anything: the file is complete. If pip 23.2 resolved a package with extras, it
# would ask the index for the newest version, whose hash is not in the file. `pip check` finds what a lock file lacks.
define install_locked
@$(1) --quiet --disable-pip-version-check install --require-hashes --no-deps $(3) -r $(2)
@checked=$$($(1) --disable-pip-version-check check) || \
	{ echo "$(2) conflicts with installed packages ('make clean' removes those of an earlier lock file): $$checked" >&2; exit 1; }
endef

.DEFAULT_GOAL := help
.PHONY: help
help:  ## List the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: $(VENV)/.local  ## Run the service on this machine: make run [PORT=8080] [STATE_DIR=.local/state] [ENGINE_URL=]
	@exec $(PYTHON) -m local.run --port "$(PORT)" --state-dir "$(STATE_DIR)" --engine-url "$(ENGINE_URL)"

WORKERS ?= auto
# Each worker has its own engine and service. The tests of a file run in one worker, so their shared fixtures are created once.
# Files go to workers as they are collected: tests/conftest.py puts the longest first.
IN_PARALLEL = --numprocesses $(WORKERS) --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: test
test: $(VENV)/.dev  ## Run all tests except the end-to-end ones: make test [WORKERS=auto] [ENGINE_URL=]
	@$(PYTHON) -m pytest $(IN_PARALLEL)

.PHONY: test-quick
test-quick: $(VENV)/.dev  ## Run the unit and contract tests, which need no engine, in seconds
	@HYPOTHESIS_PROFILE=quick $(PYTHON) -m pytest $(IN_PARALLEL) tests/unit tests/contract

.PHONY: test-random
test-random: $(VENV)/.dev  ## Run the unit tests with 1,000 random examples of each property, where `make test` has the same 100 each time
	@HYPOTHESIS_PROFILE=random $(PYTHON) -m pytest $(IN_PARALLEL) tests/unit

.PHONY: fuzz
fuzz: MINUTES ?= 10
fuzz: $(VENV)/.dev  ## Look for requests that cost too much or are not described: make fuzz [MINUTES=10]
	@FUZZ_MINUTES="$(MINUTES)" $(PYTHON) -m pytest --numprocesses 0 -rP tests/attacks/fuzz.py

DYNAMODB_LOCAL := tests/dynamodb_local

.PHONY: test-dynamodb-local
test-dynamodb-local: $(VENV)/.dev $(DYNAMODB_LOCAL)/node_modules/.package-lock.json  ## Run the component tests on DynamoDB Local, twice on one engine
	@$(PYTHON) -m tests.dynamodb_local

.PHONY: coverage
coverage: $(VENV)/.dev  ## Run `make test` and report line and branch coverage
	@rm -f .coverage .coverage.*
	@$(PYTHON) -m coverage run -m pytest $(IN_PARALLEL); failed=$$?; \
		$(PYTHON) -m coverage combine --quiet && $(PYTHON) -m coverage report && exit $$failed

.PHONY: lint
lint: $(VENV)/.dev  ## Check style, formatting and types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

.PHONY: check
check: BESIDE := console-test
check: lint validate e2e test clients  ## Run everything that CI runs

.PHONY: openapi
openapi: $(VENV)/.local  ## Write shared/openapi.json and shared/events.json from their YAML
	@$(PYTHON) -m tools.openapi

.PHONY: import-map
import-map: $(VENV)/.local  ## Draw the imports between folders into docs/architecture.md
	@$(PYTHON) -m tools.import_map

.PHONY: costs
costs: $(VENV)/.local  ## Write docs/costs.md: the DynamoDB calls of each operation, and their costs
	@$(VENV)/bin/customers costs --format markdown > docs/costs.md

RELEASE ?=
.PHONY: last-release
last-release:  ## Put a release beside the tests that run it with the present code: make last-release RELEASE=<tag or commit>
	@test -n "$(RELEASE)" || { echo "Name the release: make last-release RELEASE=<tag or commit>" >&2; exit 1; }
	@git archive --format=tar $(RELEASE) -- shared functions ':!shared/openapi.yaml' ':!shared/events.yaml' | xz -9e > .last-release
	@rm -f tests/component/releases/*.tar.xz
	@mv .last-release "tests/component/releases/$$(git log -1 --format=%cs $(RELEASE)).tar.xz"

LOCK_VENV := .venv-lock
UPGRADE ?=
# A pin changes only if a declared requirement demands it or UPGRADE names it.
LOCK = $(LOCK_VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links $(if $(filter all,$(UPGRADE)),--upgrade,$(addprefix --upgrade-package=,$(UPGRADE)))

.PHONY: lock
lock: $(LOCK_VENV)/.lock  ## Pin the requirements in pyproject.toml: make lock [UPGRADE=name, or =all]
	@$(LOCK) pyproject.toml --output-file shared/requirements.txt
	@$(LOCK) --group cryptography --output-file layers/cryptography/requirements.txt
	@$(LOCK) pyproject.toml --group local --output-file requirements/local.txt
	@$(LOCK) pyproject.toml --group dev --output-file requirements/dev.txt
	@$(LOCK) --group lock --output-file requirements/lock.txt
	@$(LOCK) --group runtime --output-file requirements/runtime.txt
	@$(LOCK) --group sam --output-file requirements/sam.txt
	@$(LOCK) --group clients --output-file requirements/clients.txt
	@$(LOCK) --group console --constraints requirements/dev.txt --output-file requirements/console.txt
	@$(LOCK) --group peers --constraints shared/requirements.txt --output-file requirements/peers.txt
	@$(LOCK) --group search --output-file requirements/search.txt
	@$(LOCK) --group bench --constraints requirements/dev.txt --constraints requirements/peers.txt \
		--output-file requirements/bench.txt

.PHONY: clean
clean:  ## Remove builds and installed packages, but keep the local state
	@find . -name __pycache__ -not -path './.*' -prune -exec rm -rf {} +
	@rm -rf $(VENV) .venv-sam .venv-runtime .venv-peers .venv-clients $(LOCK_VENV) .aws-sam .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* *.egg-info

# Python 3.x: the oldest supported minor version, and the first unsupported one, for which the pins have no wheels.
PYTHON_BOUNDS := $(shell sed -n 's/^requires-python = ">=3\.\([0-9]*\),<3\.\([0-9]*\)"$$/\1 \2/p' pyproject.toml)

.PHONY: python-found
python-found:
	@set -- $(PYTHON_BOUNDS) $$(python3 -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null); \
	test "$${3:-0}" -eq 3 && test "$$4" -ge "$$1" && test "$$4" -lt "$$2" || \
		{ echo "Python 3.$$1 to 3.$$(($$2 - 1)) is needed, as 'python3'; found: $${3:-none}$${4:+.$$4}." >&2; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is needed; on Debian: apt-get install python3-venv." >&2; exit 1; }

$(VENV)/.local: requirements/local.txt pyproject.toml | python-found
	@echo "installing the service's requirements into $(VENV) ..."
	@python3 -m venv $(VENV)
	$(call install_locked,$(PYTHON) -m pip,requirements/local.txt)
	@$(PYTHON) -m pip --quiet --disable-pip-version-check install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.local requirements/dev.txt
	@echo "installing the tests' requirements into $(VENV) ..."
	$(call install_locked,$(PYTHON) -m pip,requirements/dev.txt)
	@touch $@

$(LOCK_VENV)/.lock: requirements/lock.txt | python-found
	@python3 -m venv $(LOCK_VENV)
	$(call install_locked,$(LOCK_VENV)/bin/pip,requirements/lock.txt)
	@touch $@

include sam.mk bench.mk clients.mk console.mk
