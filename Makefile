# The project's commands; each does its work in scripts/, where it can also be run by hand.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help deps build demo demo-show test test-unit test-cli test-e2e lint format fixtures bench \
	docs clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-10s  %s\n", $$1, $$2 }' Makefile

deps: ## Install the Debian packages that are missing, build the static libraries
	@scripts/deps

build: ## Build the release programs into bin/
	@scripts/build

demo: deps build demo-show ## From a bare checkout to the whole path, shown in a minute

demo-show: ## The same, once built; DEMO_PAUSE=1 waits for a key at each step
	@scripts/demo

test: deps build fixtures ## Run everything; ends with a table of what was skipped
	@scripts/test unit cli e2e lint

test-unit: ## Run the rooms' own tests
	@scripts/test unit

test-cli: build ## Run the tests of the built programs' commands
	@scripts/test cli

test-e2e: build fixtures ## Run the end-to-end tests: real servers, real shells
	@scripts/test e2e

lint: ## Check format and style of the Swift sources, and the shell scripts
	@scripts/lint

format: ## Rewrite the Swift sources in the project's format
	@swift format -i -r -p Package.swift Sources Tests Benchmarks

fixtures: ## Fetch and build the real programs that tests pack; without them those tests are skipped
	@scripts/fixtures all || echo "note: without all fixtures, some tests are skipped" >&2

bench: build ## Measure start times beside those of the smallest programs that do the same
	@Benchmarks/run

docs: build ## Write the reference of commands from the programs themselves
	@scripts/docs

clean: ## Remove what was built; downloaded and prepared things in .deps and .cache stay
	@rm -rf .build bin
