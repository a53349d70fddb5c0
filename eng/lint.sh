#!/usr/bin/env bash
# What CI refuses besides failing tests. Warnings are errors in every build already.
set -euo pipefail
cd "$(dirname "$0")/.."
eng/buf.sh lint
eng/buf.sh format --diff --exit-code
eng/buf.sh breaking --against protos/released.binpb
dotnet format AuditGrpc.sln --no-restore --verify-no-changes
echo "lint: clean"
