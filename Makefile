# The commands of a developer; what they do is in scripts/.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help serve test test-all setup build package fmt lint e2e lighthouse shots images policy-check mutate-policy policy-new policy-index bench bench-batch latency fuzz reference clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

serve: ## build the page if needed and serve it on this machine (PORT=8080)
	@scripts/setup build && scripts/build && exec node scripts/serve.mjs

test: ## the gate: lints, tests, documentation, the built page in Chromium (STAGES="fmt test" for a part)
	@scripts/setup && scripts/gate $(STAGES)

test-all: ## the gate with many more property cases and the long journeys
	@scripts/setup && PROPTEST_CASES=$${PROPTEST_CASES:-20000} FULL=1 scripts/gate $(STAGES)

setup: ## install what is missing, and say how WebAssembly is compiled
	@scripts/setup && scripts/toolchain

build: ## build the page for release into dist/
	@scripts/setup build && scripts/build

package: ## build the package for programmers into pkg/ (npm layout; the engine without the page)
	@scripts/setup build && scripts/package

fmt: ## format the Rust sources
	@cargo fmt

lint: ## only the format, the lints and the documentation
	@scripts/setup && scripts/gate fmt clippy clippy-core clippy-wasm doc

e2e: ## only the journeys through the built page
	@scripts/setup && scripts/gate build e2e

lighthouse: ## Lighthouse on the built page as a slow phone gets it; wants a machine that does nothing else
	@scripts/setup && scripts/build && node scripts/lighthouse.mjs

shots: ## pictures of the built page, phone and desktop, in test-results/shots/
	@scripts/setup && scripts/build && node scripts/shots.mjs

images: ## make the pictures of the documentation again, in docs/images/
	@scripts/setup && scripts/build && node scripts/shots.mjs --docs

policy-check: ## check all policy files; areas, rules and evidence counted
	@scripts/setup build && cargo run --quiet --release --no-default-features --example policy_check

mutate-policy: ## change the figures of the rules one by one: does a hand-worked case notice? (FLOOR=90 AREA=code)
	@scripts/setup build && cargo run --quiet --release --no-default-features --example mutate_policy -- \
		--floor "$(or $(FLOOR),90)" $(if $(AREA),--area "$(AREA)")

policy-new: ## begin the policy file of an area: make policy-new AREA=511500
	@scripts/setup build && node scripts/policy-new.mjs "$(AREA)"

policy-index: ## write indexes, docs/coverage.md and the schema again, after policies or their types changed
	@scripts/setup build && node scripts/policy-index.mjs && node scripts/coverage.mjs && \
		cargo run --quiet --release --no-default-features --features schema --example policy_schema

bench: ## how long the engine takes, natively and in Chromium, and how often it asks for memory (3 minutes)
	@scripts/setup && scripts/bench

bench-batch: ## how long a spreadsheet of 100,000 people takes, natively, and how much memory (ROWS=100000)
	@scripts/setup build && scripts/bench-batch "$(or $(ROWS),100000)"

latency: ## how long a key takes on a simple phone, with 12 credits and 30 bills (KEYS=60)
	@scripts/setup && scripts/build && node scripts/latency.mjs "$(or $(KEYS),60)"

reference: ## compare the program with the second implementation (COUNT=1000000 random situations, SEED=1)
	@scripts/reference "$(or $(COUNT),1000000)" "$(or $(SEED),1)"

fuzz: ## let a fuzzer look for situations that break the engine (FUZZ_SECONDS=60 for each of two targets)
	@scripts/fuzz "$(or $(FUZZ_SECONDS),60)"

clean: ## remove what was built (tools stay; `rm -rf .tools node_modules` removes those too)
	@rm -rf dist pkg target fuzz/target test-results .tools/dist.sum .tools/pkg.sum
