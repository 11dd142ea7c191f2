# What one can do here; `make help` lists it.

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)
FUZZTIME ?= 20s
GOLANGCI := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
# What has goroutines of its own and is tested in minutes under the race detector.
PARALLEL := ./scraper/client ./cmd/internal/serve ./store/proof
export CGO_ENABLED = 0

# What is supported; CI builds most of them.
SYSTEMS ?= linux/amd64,linux/arm64,linux/386,darwin/amd64,darwin/arm64,windows/amd64

.PHONY: help build demo dist test faults race builds lint bench fuzz clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-7s %s\n", $$1, $$2}'

build: ## build bin/onrecord
	go build -trimpath -ldflags '-X main.version=$(VERSION)' -o bin/onrecord ./cmd/onrecord

demo: build ## play the whole job on a small web served on this machine
	bin/onrecord demo

dist: ## build archives, .deb and .rpm for SYSTEMS (all that are supported) into dist/
	go run ./cmd/onrecord/dist -version '$(VERSION)' -systems $(SYSTEMS)

test: ## run the tests
	go vet ./...
	go test -timeout 40m ./...

faults: ## run the tests of faults and write the README's table from their result
	@result=$$(mktemp); go test -count=1 -timeout 60m -json -run '^TestFault' ./... >$$result || true; \
	grep -h '"Action":"fail"' $$result | grep '"Test"' || true; \
	ONRECORD_FAULTS=$$result go test -count=1 -run '^TestTableOfFaults$$' ./cmd/onrecord; code=$$?; \
	if grep -q '"Action":"fail"' $$result || [ $$code != 0 ]; then echo "what the tests said is in $$result"; exit 1; fi; rm -f $$result

race: ## run the tests of what works in parallel with the race detector (needs gcc)
	CGO_ENABLED=1 go test -race -timeout 10m $(PARALLEL)

builds: ## build for every system that is supported
	@set -e; for t in linux/amd64 linux/arm64 linux/386 darwin/arm64 windows/amd64; do \
		echo $$t; GOOS=$${t%/*} GOARCH=$${t#*/} go build -trimpath -o /dev/null ./cmd/onrecord; \
	done
	GOARCH=386 go vet ./...

lint: ## run golangci-lint (builds it first, which takes minutes)
	go run $(GOLANGCI) run ./...

bench: ## run the benchmarks
	go test -run '^$$' -bench . -benchmem -timeout 60m ./...

# Before 1.27 Go's fuzzer may end its time with "context deadline exceeded" and no
# failing input (go.dev/issue/75804): that is no failure.
fuzz: ## run every fuzz target for FUZZTIME (20s), and say how often each was run
	@set -e; for pkg in $$(go list ./...); do \
		listed=$$(go test -list '^Fuzz' $$pkg); \
		for target in $$(echo "$$listed" | grep '^Fuzz'); do \
			out=$$(go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$pkg 2>&1) || \
				echo "$$out" | grep -q '^ *context deadline exceeded$$' || { echo "$$out"; exit 1; }; \
			echo "$$pkg $$target: $$(echo "$$out" | grep -o 'execs: [0-9]*' | tail -1 | tr -dc 0-9) executions"; \
		done; \
	done

clean: ## remove what was built and the demo
	rm -rf bin demo
