# The shop's commands. `make help` lists them.
SHELL := /bin/bash
GO ?= go
TEMPL := github.com/a-h/templ/cmd/templ@v0.3.977
SQLC := github.com/sqlc-dev/sqlc/cmd/sqlc@v1.31.1
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
# Starts PostgreSQL, Redis, RabbitMQ and a stand-in for MongoDB, unless the environment names them.
WITH := $(GO) run ./test/servers/with --
export GOFLAGS := -buildvcs=false

.PHONY: help up dev build test check fmt vet staticcheck lint generate generate-check weight bench test-kill test-partitions test-faults test-cluster images manifests deps

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

up: ## run the shop on http://127.0.0.1:8080
	$(GO) run ./cmd/flores up

build: ## build bin/flores, static and stripped
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags='-s -w' -o bin/flores ./cmd/flores

deps: ## install what the tests need beyond Go (Debian or Ubuntu)
	@scripts/deps

test: deps ## all tests, with a real browser, a real mail server and the four real servers
	$(WITH) $(GO) test $$($(GO) list ./... | grep -v /test/)
	$(WITH) $(GO) test -p 1 ./test/... # each of these has the machine to itself
	$(WITH) env FLORES_PARTITION=each $(GO) test ./test/e2e -count=1 -timeout 30m
	$(WITH) env FLORES_PARTITION=random:$$RANDOM $(GO) test ./test/e2e -count=1 -timeout 30m
	cd test/compose && $(GO) test ./...
	cd tools/images && $(GO) test ./...
	cd test/kubernetes && $(GO) test -count=1 ./...
	cd test/cluster && $(GO) test ./... # without a KUBECONFIG: what needs no cluster
	cd test/mongo && $(GO) test -tags ferretdb_no_postgresql ./...

check: fmt vet staticcheck ## what .ci/run asks before the tests

fmt: ## fail on files that gofmt would change
	@files=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$files" ]; then echo "gofmt would change:"; echo "$$files"; exit 1; fi

vet: ## go vet
	$(GO) vet ./...

staticcheck: ## staticcheck
	$(GO) run $(STATICCHECK) ./...

lint: check ## the full linter
	$(GO) run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.6.2 run

generate: ## write what is generated: pages, queries, the API document
	$(GO) run $(TEMPL) generate -path internal/frontend
	scripts/whole-pages
	for f in internal/*/sqlc.yaml; do (cd $$(dirname $$f) && $(GO) run $(SQLC) generate) || exit 1; done
	$(GO) run ./cmd/flores openapi > api/openapi.yaml

generate-check: generate ## fail when a generated file differs from its source
	@git diff --exit-code --stat -- '*_templ.go' 'internal/*/db' api || (echo "run make generate and commit"; exit 1)

weight: ## what a newcomer's cold build costs, by library
	@scripts/weight

bench: ## the shop under load beside its floors, and the benchmarks of the hot paths
	@scripts/bench

test-partitions: deps ## the browser suite over other cuts of the shop into processes: ten at random, and three known ones
	@scripts/partitions

test-faults: deps ## kill, stop, cut and slow everything under purchase load; 45 minutes at most
	$(WITH) env FLORES_FAULTS=all $(GO) test ./test/faults -count=1 -timeout 60m -v

test-cluster: ## the shop on the Kubernetes of KUBECONFIG, as test/cluster's doc.go says
	cd test/cluster && $(GO) test -count=1 -timeout 2h -v .

dev: deps ## the four servers and every service as a process of its own, on http://127.0.0.1:8080
	$(GO) run ./test/dev

images: ## the images of all services, without Docker: pushed to DOCKER_REGISTRY
	cd tools/images && $(GO) run . -registry $${DOCKER_REGISTRY:-flores-victoria} -tag $${FLORES_TAG:-dev} -revision $$(git rev-parse HEAD) push

manifests: ## the flat files of kubernetes/, of overlay production or OVERLAY=dev OUT=DIR
	cd test/kubernetes && $(GO) run ./render -overlay $(or $(OVERLAY),production) -out $(or $(abspath $(OUT)),../../kubernetes)

test-kill: ## kill -9 in the middle of purchases, again and again
	FLORES_KILLS=30 $(GO) test ./test/kill -count=1 -timeout 30m -v
