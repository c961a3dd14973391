SAM_VENV := .venv-sam
SAM := SAM_CLI_TELEMETRY=0 $(SAM_VENV)/bin/sam
ARCHITECTURE ?= arm64
BUILD := .aws-sam/build
# pyenv's shims answer only where a version is chosen, so its folder is looked into as well.
PYTHON_313 = $(shell for python in python3.13 $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.13*/bin/python3.13; do \
	$$python -c 'import sys; print(sys.executable)' 2>/dev/null && break; done)

# The file is a complete resolution, and pip's own of the extras in it does not get along with hashes.
$(SAM_VENV)/.sam: requirements/sam.txt
	@python3 -m venv $(SAM_VENV)
	@$(SAM_VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/sam.txt
	@touch $@

.PHONY: python-3.13
python-3.13:
	@test -n "$(PYTHON_313)" || { echo "Python 3.13, which the functions run on, is missing: install it, for example with 'pyenv install 3.13'." >&2; exit 1; }

.PHONY: build
build: $(SAM_VENV)/.sam python-3.13  ## Build the functions and the layer for AWS (ARCHITECTURE=arm64)
	@PATH="$(dir $(PYTHON_313)):$$PATH" $(SAM) build --build-dir $(BUILD) --parameter-overrides Architecture=$(ARCHITECTURE)
	@$(PYTHON_313) -m compileall -q --invalidation-mode unchecked-hash $(BUILD)

.PHONY: validate
validate: $(SAM_VENV)/.sam
	@AWS_DEFAULT_REGION=eu-central-1 $(SAM) validate --lint

.PHONY: e2e
e2e: ARCHITECTURE := $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x86_64)
e2e: BUILD := .aws-sam/e2e
e2e: $(VENV)/.dev build  ## Build, deploy to the emulator, call every operation, delete
	@$(PYTHON) -m pytest tests/e2e --sam $(SAM_VENV)/bin/sam --build $(BUILD) --architecture $(ARCHITECTURE) --function-python $(PYTHON_313)
