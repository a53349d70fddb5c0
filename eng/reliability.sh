#!/usr/bin/env bash
# Runs the long checks of reliability: see docs/reliability.md. Wants a restored solution.
set -euo pipefail
cd "$(dirname "$0")/.."
project=tests/AuditGrpc.Reliability

# Thousands of watchers have hundreds of connections, and the server as many.
ulimit -n "$(ulimit -Hn)"
dotnet build "$project" --no-restore --nologo --verbosity quiet --configuration Release
exec dotnet "$project/bin/Release/net10.0/AuditGrpc.Reliability.dll" "$@"
