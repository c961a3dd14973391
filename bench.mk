READING := tests/benchmarks/reading
SIZES ?= 100 10000 100000
ONLY ?=

.PHONY: bench-reading
bench-reading: $(VENV)/.bench $(READING)/node_modules/.package-lock.json  ## Measure lists at scale: make bench-reading [SIZES="100 10000 100000"] [ONLY=]
	@$(PYTHON) -m tests.benchmarks.reading --sizes $(SIZES) --only "$(ONLY)"

TRIES ?= 200
FLOOR ?= 0.5

.PHONY: bench-log-in
bench-log-in: $(VENV)/.local  ## Measure log-ins, and whether refusals can be told apart: make bench-log-in [TRIES=200] [FLOOR=0.5]
	@PYTHONPATH=functions $(PYTHON) -m tests.benchmarks.log_in --tries "$(TRIES)" --floor "$(FLOOR)"

$(VENV)/.bench: $(VENV)/.local requirements/bench.txt
	@echo "installing what the benchmarks need into $(VENV) ..."
	@$(PIP) install --require-hashes -r requirements/bench.txt
	@touch $@

# The engine's binary comes with its package, so no package's own install script is run.
$(READING)/node_modules/.package-lock.json: $(READING)/package-lock.json | node-found
	@echo "installing dynalite into $(READING) ..."
	@npm ci --prefix $(READING) --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

.PHONY: node-found
node-found:
	@node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' 2>/dev/null && command -v npm >/dev/null || \
		{ echo "Node.js 20 or later with npm is needed, as 'node' and 'npm'." >&2; exit 1; }
