# SPDX-License-Identifier: Apache-2.0
# Two commands do all set-up: make demo and make test. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
SWIFT ?= swift
SCRATCH ?= .build
BUILD := $(SWIFT) build --scratch-path $(SCRATCH)
BIN = $(SCRATCH)/debug
RELEASE ?= .build-release/release
export CASED_BIN = $(abspath $(BIN))

.PHONY: help demo demo-web test build release install deb check format lint e2e e2e-systemd eval eval-law bench proto verify clean dependencies

help: ## list what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

dependencies: ## install missing Debian packages
	@scripts/install-dependencies

demo: dependencies build ## tell the main story over a real daemon (LETTERS=folder: with your letters)
	@scripts/demo $(BIN)

demo-web: dependencies build ## the demo's town with its pages in the browser, on loopback (PORT=8080)
	@scripts/install-dependencies web
	@scripts/demo-web $(BIN)

build: dependencies ## build everything, debug
	$(BUILD)

release: dependencies ## build optimised, standard library linked statically
	$(SWIFT) build --scratch-path .build-release -c release --static-swift-stdlib

install: ## install what `make release` built (DESTDIR=FOLDER: below a folder)
	@scripts/install $(RELEASE) "$(DESTDIR)"

deb: ## make a Debian package of what `make release` built
	@scripts/install-dependencies deb
	@scripts/deb $(RELEASE) $(dir $(RELEASE))

test: dependencies ## run all tests
	@scripts/install-dependencies test
	@scripts/python-environment
	@scripts/test $(SCRATCH)

e2e: dependencies build ## the long checks: kills under load, long walks, a simulated year, the released program
	@scripts/install-dependencies test
	@scripts/python-environment
	$(SWIFT) build --scratch-path .build-release -c release --static-swift-stdlib --product cased
	CASED_E2E=1 CASED_RELEASE=$(abspath .build-release/release/cased) scripts/test $(SCRATCH)
	CASED_LONG=1 $(SWIFT) test --scratch-path .build-release-tests -c release --disable-xctest \
		-Xswiftc -enable-testing \
		--filter "CaseWalkTests|Undo|PausePropertyTests|MutationTests|SimulatedYearTests|TruthYearTests"

e2e-systemd: dependencies ## the package in a machine of its own with a real systemd (root; after `make release deb`)
	@scripts/install-dependencies deb
	@Tests/Systemd/run $(dir $(RELEASE))cased_*.deb

eval-law: dependencies ## tell the stories; print the branches and limits of the law that none has walked
	@scripts/eval-law $(SCRATCH)

check: lint verify ## everything that needs no test run

lint: ## swift format lint, and the arrows of Package.swift
	@scripts/lint
	@scripts/check-imports

format: ## swift format in place
	@git ls-files '*.swift' | grep -v -e '^Sources/Proto/CCaseProto' -e '/Generated/' \
		| xargs $(SWIFT) format --in-place --parallel

proto: ## generate C and Swift from proto/
	@SCRATCH_PATH=$(SCRATCH) scripts/generate-proto

verify: dependencies ## regenerate what is generated and compare; verify the units
	@SCRATCH_PATH=$(SCRATCH) scripts/generate-proto --check
	@scripts/verify-units

eval: dependencies ## how well letters and notices of many forms are read, field by field, beside plain patterns
	$(SWIFT) build --build-tests --scratch-path $(SCRATCH)
	$(SWIFT) test --skip-build --scratch-path $(SCRATCH) --disable-xctest --filter "LetterCorpusTests|NoticeCorpusTests"

bench: dependencies ## measure against an echo and a C program, in one run
	@scripts/bench

clean: ## remove what was built
	rm -rf .build .build-release .build-release-tests
