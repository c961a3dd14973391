CONSOLE_TESTS := tests/console
# The pictures of each view that the tests take.
PICTURES ?= .local/console
# `required` fails without a browser or what looks for barriers, which CI installs; else the tests say what did not run.
BROWSER ?=

.PHONY: console-test
console-test: $(VENV)/.console  ## Use the console in a browser, as people do: make console-test [PICTURES=.local/console] [BROWSER=required]
	@if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then \
		{ ! $(MAKE) --no-print-directory node-found 2>/dev/null || $(MAKE) --no-print-directory $(CONSOLE_TESTS)/node_modules/.package-lock.json; } && \
		BROWSER="$(BROWSER)" $(PYTHON) -m pytest --numprocesses 0 -p no:randomly --pictures "$(PICTURES)" $(CONSOLE_TESTS); \
	elif test "$(BROWSER)" = required; then \
		echo "Chromium is needed; on Debian: apt-get install chromium chromium-driver." >&2; exit 1; \
	else \
		echo "The console is not tested: that needs Chromium (on Debian: apt-get install chromium chromium-driver)."; \
	fi

.PHONY: console-deploy
console-deploy: $(VENV)/.local  ## Fill the stack of operations/console.yaml with the console: make console-deploy STACK=customers-dev-console
	@$(PYTHON) -m tools.console_deploy "$(STACK)"

$(VENV)/.console: $(VENV)/.dev requirements/console.txt
	$(call install_locked,$(PYTHON) -m pip,requirements/console.txt)
	@touch $@
