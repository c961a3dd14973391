CLIENTS := tests/clients
CLIENTS_VENV := .venv-clients

# The folder of the published TypeScript client's package, which runs then, too.
CLIENT ?=

.PHONY: clients
clients: $(VENV)/.dev $(CLIENTS_VENV)/.clients  ## Check the OpenAPI document and its clients on the running service: make clients [CLIENT=]
	@test -z "$(CLIENT)" || test -f "$(CLIENT)/package.json" || \
		{ echo "CLIENT is the folder of a package, but $(CLIENT)/package.json does not exist." >&2; exit 1; }
	@if node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(Number(a < 20 || (a === 20 && b < 19)))' 2>/dev/null && command -v npm >/dev/null; then \
		$(MAKE) --no-print-directory $(CLIENTS)/node_modules/.package-lock.json; \
	else \
		echo "Without Node.js 20.19 or later with npm, only the Python client and the journeys are checked."; \
	fi
	@CLIENT="$(CLIENT)" $(PYTHON) -m pytest $(IN_PARALLEL) $(CLIENTS)

$(CLIENTS_VENV)/.clients: requirements/clients.txt | python-found
	@echo "installing the generator of the Python client into $(CLIENTS_VENV) ..."
	@python3 -m venv $(CLIENTS_VENV)
	$(call install_locked,$(CLIENTS_VENV)/bin/pip,requirements/clients.txt)
	@touch $@
