# What one can do here; `make help` lists it.

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
FUZZTIME ?= 20s
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
export CGO_ENABLED = 0

.PHONY: help build demo test lint bench fuzz clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

build: ## build bin/onrecord
	go build -trimpath -ldflags '-X main.version=$(VERSION)' -o bin/onrecord ./cmd/onrecord

demo: build ## play the whole job on a small web served on this machine
	bin/onrecord demo

test: ## run the tests
	go vet ./...
	go test ./...

lint: ## run golangci-lint (builds it first, which takes minutes)
	go run $(GOLANGCI) run ./...

bench: ## run the benchmarks
	go test -run '^$$' -bench . -benchmem -timeout 60m ./...

fuzz: ## run every fuzz target for FUZZTIME (20s)
	@set -e; for pkg in $$(go list ./...); do \
		listed=$$(go test -list '^Fuzz' $$pkg); \
		for target in $$(echo "$$listed" | grep '^Fuzz'); do \
			echo "$$pkg $$target"; go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$pkg; \
		done; \
	done

clean: ## remove what was built and the demo
	rm -rf bin demo
