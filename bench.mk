READING := tests/benchmarks/reading
SIZES ?= 100 10000 100000
ONLY ?=

.PHONY: bench-reading
bench-reading: $(VENV)/.bench $(READING)/node_modules/.package-lock.json  ## Measure lists at scale: make bench-reading [SIZES="100 10000 100000"] [ONLY=]
	@$(PYTHON) -m tests.benchmarks.reading --sizes $(SIZES) --only "$(ONLY)"

TRIES ?= 200
FLOOR ?= 0.5

.PHONY: bench-log-in
bench-log-in: $(VENV)/.local  ## Measure log-ins, and whether their refusals can be distinguished: make bench-log-in [TRIES=200] [FLOOR=0.5]
	@$(PYTHON) -m tests.benchmarks.log_in --tries "$(TRIES)" --floor "$(FLOOR)"

WRITES ?= 10000
ACKNOWLEDGED ?= 2000

.PHONY: bench-rivals
bench-rivals: $(VENV)/.local  ## Measure rivals at one customer, and count what lost answers spoil: make bench-rivals [WRITES=10000] [ACKNOWLEDGED=2000]
	@$(PYTHON) -m tests.benchmarks.rivals --writes "$(WRITES)" --acknowledged "$(ACKNOWLEDGED)"

ROUNDS ?= 15

PEERS_VENV := .venv-peers

.PHONY: bench-coldstart
bench-coldstart: ARCHITECTURE := $(HOST_ARCHITECTURE)
bench-coldstart: BUILD := .aws-sam/coldstart
bench-coldstart: $(VENV)/.bench build $(RUNTIME_VENV)/.runtime $(PEERS_VENV)/.peers  ## Measure cold starts of the built functions: make bench-coldstart [ROUNDS=15] [ONLY=]
	@$(PYTHON) -m tests.benchmarks.coldstart --build $(BUILD) --python $(RUNTIME_VENV)/bin/python \
		--peers $(PEERS_VENV)/lib/python3.13/site-packages --rounds "$(ROUNDS)" --only "$(ONLY)"

.PHONY: bench-warm
bench-warm: $(VENV)/.bench  ## Measure the CPU time of warm requests: make bench-warm [ROUNDS=15] [ONLY=]
	@$(PYTHON) -m tests.benchmarks.warm --rounds "$(ROUNDS)" --only "$(ONLY)"

LOAD := tests/benchmarks/load
SECONDS ?= 60
bench-load: MINUTES ?= 0

.PHONY: bench-load
bench-load: $(VENV)/.local $(LOAD)/node_modules/.package-lock.json  ## Put a load on the local service: make bench-load [SECONDS=60] [MINUTES=0]
	@$(PYTHON) -m tests.benchmarks.load --seconds "$(SECONDS)" --minutes "$(MINUTES)"

WRITES_OF_STREAM ?= 200

.PHONY: bench-stream
bench-stream: $(VENV)/.local  ## Measure how long after a write events, feed and webhooks follow: make bench-stream [WRITES_OF_STREAM=200]
	@$(PYTHON) -m tests.benchmarks.stream --writes "$(WRITES_OF_STREAM)"

HISTORIES ?= 10000

.PHONY: fuzz-search
fuzz-search: $(VENV)/.dev  ## Have random changes, in any order and broken off anywhere, settle to the index of a rebuild: make fuzz-search [HISTORIES=10000]
	@$(PYTHON) -m tests.benchmarks.search.histories --histories "$(HISTORIES)"

SIZES_OF_SEARCH ?= 1000 20000

.PHONY: bench-search
bench-search: $(VENV)/.search  ## Measure searches, beside full-text indexes in memory: make bench-search [SIZES_OF_SEARCH="1000 20000"]
	@$(PYTHON) -m tests.benchmarks.search --sizes $(SIZES_OF_SEARCH)

TENANTS ?= 1000 20000 100000 20000x5 100000x10 100000x100

.PHONY: model-search
model-search: $(VENV)/.dev  ## Count what searches of millions read, by the search itself: make model-search [TENANTS="1000 100000x10"]
	@$(PYTHON) -m tests.benchmarks.search.model --tenants $(TENANTS)

SIZES_OF_ENGINE ?= 20000
KILLS ?= 100

.PHONY: bench-engine
bench-engine: $(VENV)/.dev  ## Measure pages and writes of the local engine, and kill it: make bench-engine [KILLS=100] [ENGINE_URL=]
	@$(PYTHON) -m tests.benchmarks.engine --sizes $(SIZES_OF_ENGINE) --kills "$(KILLS)" --engine-url "$(ENGINE_URL)"

.PHONY: bench-dynamodb-local
bench-dynamodb-local: $(VENV)/.dev $(DYNAMODB_LOCAL)/node_modules/.package-lock.json  ## Measure pages of DynamoDB Local, and walk through all of them: make bench-dynamodb-local [SIZES_OF_ENGINE=20000]
	@$(PYTHON) -m tests.benchmarks.engine --sizes $(SIZES_OF_ENGINE) --dynamodb-local

COMPANIES ?= 100 100000
CONTACTS ?= 100 10000

.PHONY: bench-companies
bench-companies: $(VENV)/.dev  ## Measure pages of companies and a company with many contacts: make bench-companies [COMPANIES="100 100000"] [CONTACTS="100 10000"]
	@$(PYTHON) -m tests.benchmarks.companies --sizes $(COMPANIES) --contacts $(CONTACTS)

$(VENV)/.bench: $(VENV)/.local requirements/bench.txt
	@echo "installing the benchmarks' requirements into $(VENV) ..."
	$(call install_locked,$(PYTHON) -m pip,requirements/bench.txt)
	@touch $@

$(VENV)/.search: $(VENV)/.dev requirements/search.txt
	@echo "installing the index that bench-search compares with into $(VENV) ..."
	$(call install_locked,$(PYTHON) -m pip,requirements/search.txt)
	@touch $@

# The byte code is loaded without checking the source, like ours.
$(PEERS_VENV)/.peers: requirements/peers.txt | $(RUNTIME_VENV)/.runtime
	@echo "installing the frameworks that the benchmarks compare with into $(PEERS_VENV) ..."
	@$(PYTHON_313) -m venv --without-pip $(PEERS_VENV)
	$(call install_locked,$(RUNTIME_VENV)/bin/pip --python $(PEERS_VENV)/bin/python,requirements/peers.txt,--no-compile)
	@$(PYTHON_313) -m compileall -q --invalidation-mode unchecked-hash $(PEERS_VENV)/lib
	@touch $@

# Packages' install scripts are not run: dynalite's package contains its binary.
%/node_modules/.package-lock.json: %/package-lock.json | node-found
	@echo "installing the requirements of $* ..."
	@npm ci --prefix $* --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

.PHONY: node-found
node-found:
	@node -e 'process.exit(Number(parseInt(process.versions.node) < 20))' 2>/dev/null && command -v npm >/dev/null || \
		{ echo "Node.js 20 or later with npm is needed, as 'node' and 'npm'." >&2; exit 1; }
