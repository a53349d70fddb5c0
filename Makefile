CONFIGURATION ?= Release
server := src/AuditGrpc.Server

.PHONY: help restore build run test lint check-stand-ins check-package publish bench-abuse bench-cli bench-describe bench-limits bench-watch check-faults soak scan-tls release-contract clean

help: ## Lists the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' Makefile | expand -t 22

restore: ## Restores packages, making stand-ins for what the registry lacks
	@eng/restore.sh

build: restore ## Builds everything
	dotnet build AuditGrpc.sln --no-restore --nologo --configuration $(CONFIGURATION)

run: restore ## Runs the service on http://localhost:5080, on simulated audits if no source is configured
	dotnet run --project $(server) --no-restore --configuration $(CONFIGURATION)

test: ## Installs what the tests need where it can, and runs them all
	@CONFIGURATION=$(CONFIGURATION) eng/test.sh

lint: restore ## Checks formatting, and the contract: lint, format, breaking changes
	@eng/lint.sh

check-stand-ins: restore ## Checks that each stand-in's public API is the real package's
	@eng/check-stand-ins.sh

check-package: restore ## Packs the contracts and the client, and runs a consumer of the packages from a local feed
	@eng/check-package.sh

publish: restore ## Publishes the server and the command into artifacts/publish
	@eng/publish.sh

bench-abuse: restore ## Measures what misuse of HTTP/2 costs those who behave
	@eng/bench.sh abuse

bench-cli: publish ## Measures the published auditgrpc command against AWS's
	@eng/bench.sh cli

bench-describe: restore ## Measures DescribeAuditTask against the bare framework
	@eng/bench.sh describe

bench-limits: restore ## Measures what authentication, limits and metrics cost a describe
	@eng/bench.sh limits

bench-watch: restore ## Measures WatchAuditTask against the bare framework, naive polling, etcd, NATS and Redis
	@eng/bench.sh watch

check-faults: restore ## Runs the long rows of the fault matrix against a real process, or ROWS="1 7"; prints what was seen
	@eng/reliability.sh faults $(ROWS)

soak: restore ## Watches audits for MINUTES (20) while everything fails at random, by SEED (1); checks what everybody saw
	@eng/reliability.sh soak $(or $(MINUTES),20) $(or $(SEED),1)

scan-tls: restore ## Runs the whole of testssl.sh against the TLS port; minutes
	TESTSSL=all dotnet test tests/AuditGrpc.EndToEnd.Tests --nologo --configuration $(CONFIGURATION) --filter "FullyQualifiedName~TlsScanTests" \
		--logger "console;verbosity=detailed"

release-contract: ## Renews protos/released.binpb, which breaking changes are found against; part of a release
	@eng/buf.sh build --exclude-source-info --output protos/released.binpb

clean: ## Removes what was built, stand-ins included
	rm -rf artifacts
	find src tests clients eng -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
