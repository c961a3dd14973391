# The front door: `make run` and `make test` need python3 (3.11 or later) and nothing else.
PORT ?= 8080
STATE_DIR ?= .local/state
ENGINE_URL ?=
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help
help:  ## List what there is to make
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

.PHONY: run
run: $(VENV)/.local  ## Serve on this machine: make run [PORT=8080] [STATE_DIR=.local/state] [ENGINE_URL=]
	@exec $(PYTHON) -m local.run --port "$(PORT)" --state-dir "$(STATE_DIR)" --engine-url "$(ENGINE_URL)"

.PHONY: test
test: $(VENV)/.dev  ## Run all tests but the end-to-end ones
	@$(PYTHON) -m pytest

.PHONY: lint
lint: $(VENV)/.dev  ## Lint, formatting and types
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy

.PHONY: check
check: lint test validate e2e  ## Everything that CI runs

.PHONY: openapi
openapi: $(VENV)/.local  ## Write shared/openapi.json anew from shared/openapi.yaml
	@$(PYTHON) -m local.openapi

.PHONY: costs
costs: $(VENV)/.local  ## Write docs/costs.md anew: what each operation asks of DynamoDB, and what it costs
	@$(VENV)/bin/customers costs --format markdown > docs/costs.md

.PHONY: lock
lock:  ## Resolve the requirement files anew, with hashes (needs uv)
	@for file in shared/requirements requirements/local requirements/dev requirements/bench requirements/sam \
			requirements/runtime requirements/peers; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url \
			$$file.in --output-file $$file.txt; \
	done

.PHONY: clean
clean:  ## Remove what was built and installed, but not the local state
	@rm -rf $(VENV) .venv-sam .venv-runtime .venv-peers .aws-sam .mypy_cache .pytest_cache .ruff_cache .hypothesis *.egg-info

.PHONY: python-found
python-found:
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed, as 'python3'." >&2; exit 1; }
	@python3 -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is needed; on Debian: apt-get install python3-venv." >&2; exit 1; }

$(VENV)/.local: requirements/local.txt pyproject.toml | python-found
	@echo "installing what the service needs into $(VENV) ..."
	@python3 -m venv $(VENV)
	@$(PIP) install --require-hashes --no-deps -r requirements/local.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.local requirements/dev.txt
	@echo "installing what the tests need into $(VENV) ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

include sam.mk bench.mk
