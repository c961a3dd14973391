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
	@$(PYTHON) -m tests.benchmarks.log_in --tries "$(TRIES)" --floor "$(FLOOR)"

ROUNDS ?= 15

PEERS_VENV := .venv-peers

.PHONY: bench-coldstart
bench-coldstart: ARCHITECTURE := $(HOST_ARCHITECTURE)
bench-coldstart: BUILD := .aws-sam/coldstart
bench-coldstart: $(VENV)/.bench build $(RUNTIME_VENV)/.runtime $(PEERS_VENV)/.peers  ## Measure cold starts of what is built: make bench-coldstart [ROUNDS=15] [ONLY=]
	@$(PYTHON) -m tests.benchmarks.coldstart --build $(BUILD) --python $(RUNTIME_VENV)/bin/python \
		--peers $(PEERS_VENV)/lib/python3.13/site-packages --rounds "$(ROUNDS)" --only "$(ONLY)"

.PHONY: bench-warm
bench-warm: $(VENV)/.bench  ## Measure the CPU of warm requests: make bench-warm [ROUNDS=15] [ONLY=]
	@$(PYTHON) -m tests.benchmarks.warm --rounds "$(ROUNDS)" --only "$(ONLY)"

LOAD := tests/benchmarks/load
SECONDS ?= 60
MINUTES ?= 0

.PHONY: bench-load
bench-load: $(VENV)/.local $(LOAD)/node_modules/.package-lock.json  ## Put a load on the local service: make bench-load [SECONDS=60] [MINUTES=0]
	@$(PYTHON) -m tests.benchmarks.load --seconds "$(SECONDS)" --minutes "$(MINUTES)"

$(VENV)/.bench: $(VENV)/.local requirements/bench.txt
	@echo "installing what the benchmarks need into $(VENV) ..."
	$(call install_locked,$(PYTHON) -m pip,requirements/bench.txt)
	@touch $@

# Byte code that is loaded without a look at the source, as our own.
$(PEERS_VENV)/.peers: requirements/peers.txt | $(RUNTIME_VENV)/.runtime
	@echo "installing the benchmarks' peers into $(PEERS_VENV) ..."
	@$(PYTHON_313) -m venv --without-pip $(PEERS_VENV)
	$(call install_locked,$(RUNTIME_VENV)/bin/pip --python $(PEERS_VENV)/bin/python,requirements/peers.txt,--no-compile)
	@$(PYTHON_313) -m compileall -q --invalidation-mode unchecked-hash $(PEERS_VENV)/lib
	@touch $@

# dynalite's binary comes with its package, so no package's own install script is run.
%/node_modules/.package-lock.json: %/package-lock.json | node-found
	@echo "installing what $* needs ..."
	@npm ci --prefix $* --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

.PHONY: node-found
node-found:
	@node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' 2>/dev/null && command -v npm >/dev/null || \
		{ echo "Node.js 20 or later with npm is needed, as 'node' and 'npm'." >&2; exit 1; }
