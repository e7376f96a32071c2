# Every check and every way to run is defined here, once; .ci/run and the README call these.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install lock demo up test check format eval kafka opensearch chromium bench chaos fuzz deploy-tools check-deploy test-compose

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

install: $(VENV)/installed ## make .venv with everything, from requirements.lock

$(VENV)/installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"Python 3.11 or newer is needed, this is {v.major}.{v.minor}: make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

lock: ## resolve the dependencies anew (needs uv, from PyPI)
	uv pip compile pyproject.toml --universal --python-version 3.11 --extra all --extra dev --generate-hashes --no-header -o requirements.lock

demo: install ## bring the line up, push the three seeds, show what became of them
	@$(BIN)/pressline demo

up: install ## run the whole line here until Ctrl-C
	$(BIN)/pressline up

check: install ## lint, format, types, import rules, message contracts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pressline schemas check

format: install ## put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: install kafka opensearch chromium ## the whole suite, shared out to two workers by tests/scheduling.py
	$(BIN)/pytest -n 2

DATA ?= ../shared/data

eval: install ## the quality of every stage's text work beside its baselines (DATA=folder)
	$(BIN)/python -m evals $(DATA)

bench: install ## paces: the line over the bare functions, clean over trafilatura, enrich over the bare model, index as its store grows
	$(BIN)/python -m bench.line
	$(BIN)/python -m bench.clean
	$(BIN)/python -m bench.enrich
	$(BIN)/python -m bench.index

FUZZ_SEED ?= 1

fuzz: install ## mutated messages through every stage, the store and the readers, then ten minutes of atheris on clean (FUZZ_SEED)
	$(BIN)/python -m tests.fuzz.steps --count 20000 --seed $(FUZZ_SEED)
	$(BIN)/python -m tests.fuzz.settling --count 2000 --seed $(FUZZ_SEED)
	@mkdir -p .cache/fuzz/corpus
	$(BIN)/python -m tests.fuzz.clean -max_total_time=600 -timeout=10 -dict=tests/fuzz/tokens.dict -artifact_prefix=.cache/fuzz/ .cache/fuzz/corpus

# the settings of a run by tests/chaos/__main__.py's names; quoted, since FAULTS and SCALE hold several words
CHAOS := $(foreach name,SEED ROUNDS ARTICLES FAULTS DURATION BROKERS STORE SCALE IN_FLIGHT REST DATA_FILE FOLDER,\
	$(if $($(name)),--$(shell echo $(name) | tr A-Z_ a-z-) "$($(name))"))

chaos: install kafka opensearch ## the line under load and faults, then judged (ROUNDS= SEED= DURATION= BROKERS=0|1|3 STORE=sqlite|opensearch ARTICLES= FAULTS="kill=50 term=10")
	$(BIN)/python -m tests.chaos $(CHAOS) $(if $(JSON),--json)

KAFKA := $(CURDIR)/.cache/kafka
OPENSEARCH := $(CURDIR)/.cache/opensearch
PROMTOOL := .cache/deploy/usr/bin/promtool

# fetched beside and then moved, so that libs is whole or not there
kafka: ## fetch Apache Kafka for the tests (needs java and mvn)
	@if ! command -v java >/dev/null || ! command -v mvn >/dev/null; then \
		echo "kafka: java and mvn are not both on PATH; the tests on real Kafka will skip"; \
	elif [ deploy/kafka/pom.xml -ot $(KAFKA)/libs ]; then \
		echo "kafka: already in .cache/kafka/libs"; \
	else \
		rm -rf $(KAFKA)/part $(KAFKA)/libs && \
		mvn -q -B -f deploy/kafka/pom.xml dependency:copy-dependencies -DoutputDirectory=$(KAFKA)/part && \
		touch $(KAFKA)/part && mv $(KAFKA)/part $(KAFKA)/libs && \
		echo "kafka: fetched into .cache/kafka/libs"; \
	fi

# it runs on a Java of 21 or newer, which need not be the one on PATH: tests/opensearch_server.py looks for one
opensearch: ## fetch OpenSearch for the tests (needs mvn; to run it, Java 21 or newer)
	@if ! command -v mvn >/dev/null; then \
		echo "opensearch: mvn is not on PATH; the tests on real OpenSearch will skip"; \
	elif [ deploy/opensearch/pom.xml -ot $(OPENSEARCH)/libs ]; then \
		echo "opensearch: already in .cache/opensearch/libs"; \
	else \
		rm -rf $(OPENSEARCH)/part $(OPENSEARCH)/libs && \
		mvn -q -B -f deploy/opensearch/pom.xml dependency:copy-dependencies -DoutputDirectory=$(OPENSEARCH)/part && \
		touch $(OPENSEARCH)/part && mv $(OPENSEARCH)/part $(OPENSEARCH)/libs && \
		echo "opensearch: fetched into .cache/opensearch/libs"; \
	fi

chromium: ## install Debian's Chromium for the tests of the page (needs root and apt-get)
	@if command -v chromium >/dev/null; then \
		echo "chromium: already on PATH"; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		get="env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install chromium fonts-dejavu-core"; \
		{ $$get || { apt-get -qq update && $$get; }; } >/dev/null 2>&1 && echo "chromium: installed" || \
		echo "chromium: apt-get could not install it; the tests of the page in a browser will skip, in CI fail"; \
	else \
		echo "chromium: not on PATH; put one there (Debian: apt-get install chromium as root), or the tests of the page in a browser will skip"; \
	fi

deploy-tools: install $(PROMTOOL) ## the tools that check the deployment files
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[deploy]'

check-deploy: deploy-tools ## the Dockerfile, compose, Kubernetes and Prometheus files, by their own tools
	$(BIN)/pytest tests/deploy

test-compose: deploy-tools ## build the images and run docker-compose.yml on a real Docker engine (ten minutes)
	$(BIN)/pytest tests/deploy/real_compose.py

# taken out of Debian's package, since installing that starts a server
$(PROMTOOL):
	@mkdir -p .cache/deploy
	@command -v promtool >/dev/null || { \
		cd .cache/deploy && get="apt-get -qq -o APT::Sandbox::User=root" && \
		{ $$get download prometheus || { $$get update && $$get download prometheus; }; } 2>/dev/null && \
		dpkg --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool && rm prometheus_*.deb; \
	} || echo "check-deploy: no promtool (Debian's package prometheus has it); its checks will skip"
