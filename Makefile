# One command file for everything. `make help` lists the targets.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.setup-core
DEV := $(VENV)/.setup-dev
TRAIN := $(VENV)/.setup-train
SAMPLE := examples/statement.txt

.PHONY: help run demo test lint format score corpus bench bench-archive compare-bench fuzz train meaning confidence links snapshot ablate fairness wheel clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(CORE): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(DEV): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(CORE)

$(TRAIN): pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,train]'
	@touch $@ $(CORE) $(DEV)

run: $(CORE) ## set up, read the sample statement, print its claims and write its page
	@mkdir -p out
	@$(BIN)/accordingto read $(SAMPLE)
	@$(BIN)/accordingto read $(SAMPLE) --format html --out out/statement.html
	@echo "The page: out/statement.html"

demo: $(DEV) ## three matters told by several sides: a store of nine invented documents, compared
	@rm -rf out/demo && mkdir -p out/demo
	@$(BIN)/python -m evaluation.demo out/demo/documents.jsonl
	@$(BIN)/accordingto code out/demo/documents.jsonl --store out/demo/store
	@$(BIN)/accordingto compare out/demo/store --points 5
	@$(BIN)/accordingto compare out/demo/store --format html --out out/demo/matters.html
	@echo "All of it, side by side: out/demo/matters.html"

links: $(TRAIN) ## fit the weights of links between sources on the corpus' training groups
	$(BIN)/python -m training.links

compare-bench: $(DEV) ## what comparing costs, to a million claims
	$(BIN)/python -m benchmarks.compare

test: $(DEV) ## set up and run the tests
	@tools/browser.sh
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: $(DEV) ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(DEV) ## mend the style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: $(DEV) ## quality against the gold (needs ../shared)
	$(BIN)/python -m evaluation.score

corpus: $(DEV) ## check the annotated corpus and its bank, and build their JSON lines under out/corpus
	$(BIN)/python -m evaluation.corpus check
	$(BIN)/python -m evaluation.sentences
	$(BIN)/python -m evaluation.corpus build

snapshot: $(DEV) ## store what the program makes of 60 documents (python -m evaluation.snapshot --diff COMMIT shows what differs)
	$(BIN)/python -m evaluation.snapshot --refresh

ablate: $(DEV) ## what each rule, list and head moves, switched off in turn (needs ../shared)
	$(BIN)/python -m evaluation.ablate $(OPTIONS)

fairness: $(DEV) ## are both sides of twenty pairs of states read alike
	$(BIN)/python -m evaluation.fairness

bench: $(DEV) ## speed, memory, start-up and sizes
	$(BIN)/python -m benchmarks.bench

bench-archive: $(DEV) ## archives: documents a second, memory, fits, SQL and search over a million claims, kills (hours; OPTIONS="--documents 200 --most 100")
	$(BIN)/python -m benchmarks.archive $(OPTIONS)

fuzz: $(DEV) ## change good files at random and read them (five minutes; OPTIONS="--seconds 60 --seed 1")
	$(BIN)/python -m tests.fuzz_readers $(OPTIONS)

train: $(TRAIN) ## train the encoder again (needs ../shared; OPTIONS="--no-research" leaves out data/research)
	$(BIN)/python -m training.train $(OPTIONS)

meaning: $(TRAIN) ## train the meaning encoder over the shipped syntax encoder (about ten minutes a core)
	$(BIN)/python -m training.meaning $(OPTIONS)

confidence: $(DEV) ## fit the claims' confidence on the corpus' train and dev documents (needs ../shared)
	$(BIN)/python -m training.confidence

wheel: $(DEV) ## build the wheel and print its size
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist . > /dev/null
	@ls -l dist/*.whl | awk '{printf "%s %.1f MB\n", $$9, $$5 / 1e6}'

clean: ## remove what was built
	rm -rf dist build out .pytest_cache .mypy_cache .ruff_cache .hypothesis
