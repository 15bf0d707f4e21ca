# make run      install what is missing, build, run the samples into ./out, show where things lie (the default)
# make test     install what is missing, build and run every test
# make lint     formatting, direction of imports, documentation, shell scripts, samples up to date
# make bench    each goal of speed, measured beside its limit; BENCH=--full for up to a million requests
# make bench-peers  other programs that sign certificates, measured beside certmill
# make samples  run the samples on a new home in a temporary folder; nothing stays
# make build    build for debugging
# make release  build optimised: .build/release/certmill
# make format   format the sources
# make clean    remove what was built, ./out and nothing else (./home holds keys: remove it yourself)
# make help     this text

SWIFT ?= swift
SWIFT_SOURCES = Sources Tests Package.swift
SHELL_SCRIPTS = .ci/run scripts/install-dependencies scripts/fetch-crypto-mb scripts/run-samples samples/make-requests

# What --multi-buffer loads, where scripts/fetch-crypto-mb put it.
CRYPTO_MB = $(CURDIR)/.crypto-mb$(if $(LD_LIBRARY_PATH),:$(LD_LIBRARY_PATH))

.DEFAULT_GOAL := run
.PHONY: run test lint samples bench bench-peers build release format clean help dependencies test-dependencies

run: release
	@scripts/run-samples

test: test-dependencies
	@scripts/fetch-crypto-mb
	LD_LIBRARY_PATH=$(CRYPTO_MB) $(SWIFT) test
	@echo "all tests passed"

lint: test-dependencies
	$(SWIFT) format lint --strict -r -p $(SWIFT_SOURCES)
	scripts/check-layering
	@if command -v shellcheck >/dev/null; then shellcheck $(SHELL_SCRIPTS); \
	  else echo "shellcheck is not installed: shell scripts are not checked" >&2; fi
	samples/make-manifests --check

samples: release
	@scripts/run-samples --fresh

bench: dependencies
	@scripts/fetch-crypto-mb
	$(SWIFT) build -c release --static-swift-stdlib
	LD_LIBRARY_PATH=$(CRYPTO_MB) .build/release/certmill-bench $(BENCH)

bench-peers: dependencies
	@scripts/fetch-crypto-mb
	$(SWIFT) build -c release --static-swift-stdlib
	LD_LIBRARY_PATH=$(CRYPTO_MB) scripts/bench-peers $(PEERS)

build: dependencies
	$(SWIFT) build

release: dependencies
	$(SWIFT) build -c release --static-swift-stdlib --product certmill

format:
	$(SWIFT) format -i -r -p $(SWIFT_SOURCES)

clean:
	rm -rf .build out

help:
	@sed -n 's/^# //p;/^$$/q' Makefile

dependencies:
	@scripts/install-dependencies

test-dependencies:
	@scripts/install-dependencies --tests
