SAM_VENV := .venv-sam
RUNTIME_VENV := .venv-runtime
SAM := SAM_CLI_TELEMETRY=0 $(SAM_VENV)/bin/sam
ARCHITECTURE ?= arm64
HOST_ARCHITECTURE = $(if $(filter aarch64 arm64,$(shell uname -m)),arm64,x86_64)
BUILD := .aws-sam/build
# The functions' Python. pyenv's shims work only where a version is selected, so pyenv's folder is searched, too.
PYTHON_313 = $(shell for python in python3.13 $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.13*/bin/python3.13; do \
	$$python -c 'import sys; print(sys.executable)' 2>/dev/null && break; done)

.PHONY: build
build: $(SAM_VENV)/.sam | python-3.13-found  ## Build functions and layers for all templates: make build [ARCHITECTURE=arm64]
	@PATH="$(dir $(PYTHON_313)):$$PATH" $(SAM) build --build-dir $(BUILD) --parameter-overrides Architecture=$(ARCHITECTURE)
	@$(SAM_VENV)/bin/python -m tools.stacks $(BUILD)
	@$(PYTHON_313) -m tools.packaging $(BUILD)

.PHONY: deploy
deploy: build  ## Build and deploy all stacks in their order: make deploy STAGE=dev|prod [DEPLOY="--parameter MaxReadUnits=9000"]
	@SAM_CLI_TELEMETRY=0 $(SAM_VENV)/bin/python -m tools.deployment $(SAM_VENV)/bin/sam $(BUILD) "$(STAGE)" $(DEPLOY)

.PHONY: validate
validate: $(SAM_VENV)/.sam  ## Lint the templates
	@for template in template.yaml stacks/*.yaml operations/monitoring.yaml operations/deploy-role.yaml operations/console.yaml; do \
		$(SAM) validate --lint --template $$template || exit 1; done
	@$(SAM) validate --lint --region us-east-1 --template operations/front.yaml

# A target that is made as well, once one of the two has ended and left a core.
BESIDE ?=

.PHONY: e2e
e2e: ARCHITECTURE := $(HOST_ARCHITECTURE)
e2e: BUILD := .aws-sam/e2e
e2e: $(VENV)/.dev $(RUNTIME_VENV)/.runtime build  ## Deploy to a local emulator of AWS; call every operation, update, delete
	@$(MAKE) --no-print-directory --jobs 2 $(if $(filter output-sync,$(.FEATURES)),--output-sync=target) \
		BUILD=$(BUILD) ARCHITECTURE=$(ARCHITECTURE) e2e-functions e2e-stack $(BESIDE)

# These run functions without a stack, and take as long as all others.
E2E_OF_FUNCTIONS := tests/e2e/test_sam_local.py tests/e2e/test_lambda_runtime.py
E2E = $(PYTHON) -m pytest --timeout 900 --sam $(SAM_VENV)/bin/sam --build $(BUILD) --architecture $(ARCHITECTURE) \
	--function-python $(PYTHON_313) --runtime-python $(RUNTIME_VENV)/bin/python

.PHONY: e2e-functions e2e-stack
e2e-functions:
	@$(E2E) $(E2E_OF_FUNCTIONS)
e2e-stack:
	@$(E2E) tests/e2e $(E2E_OF_FUNCTIONS:%=--ignore=%)

NO_DOCKER := sam local runs functions in containers, and no Docker engine answers

.PHONY: sam-local
sam-local: $(VENV)/.local  ## Serve a table for `sam local` and write samples and variables; until Ctrl-C
	@docker info >/dev/null 2>&1 || { echo "$(NO_DOCKER); install one, or start it." >&2; exit 1; }
	@$(MAKE) --no-print-directory build ARCHITECTURE=$(HOST_ARCHITECTURE) BUILD=.aws-sam/local
	@exec $(PYTHON) -m tools.sam --architecture $(HOST_ARCHITECTURE)

.PHONY: sam-local-test
sam-local-test: $(VENV)/.dev  ## Run every sample and every route in containers of `sam local`
	@if docker info >/dev/null 2>&1; then \
		$(MAKE) --no-print-directory build ARCHITECTURE=$(HOST_ARCHITECTURE) BUILD=.aws-sam/local && \
		$(PYTHON) -m pytest tests/e2e/test_sam_local.py --timeout 900 --containers --sam $(SAM_VENV)/bin/sam \
			--build .aws-sam/local \
			--architecture $(HOST_ARCHITECTURE) --function-python $(PYTHON_313) --runtime-python $(PYTHON_313); \
	else echo "$(NO_DOCKER), so nothing was run."; fi

.PHONY: python-3.13-found
python-3.13-found:
	@test -n "$(PYTHON_313)" || \
		{ echo "The functions run on Python 3.13, which is missing; install it, for example with 'pyenv install 3.13'." >&2; exit 1; }

$(SAM_VENV)/.sam: requirements/sam.txt | python-found
	@echo "installing aws-sam-cli into $(SAM_VENV) ..."
	@python3 -m venv $(SAM_VENV)
	$(call install_locked,$(SAM_VENV)/bin/pip,requirements/sam.txt)
	@touch $@

$(RUNTIME_VENV)/.runtime: requirements/runtime.txt | python-3.13-found
	@echo "installing Lambda's runtime client into $(RUNTIME_VENV) ..."
	@$(PYTHON_313) -m venv $(RUNTIME_VENV)
	$(call install_locked,$(RUNTIME_VENV)/bin/pip,requirements/runtime.txt)
	@touch $@
