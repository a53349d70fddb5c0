#!/usr/bin/env bash
# Runs one benchmark, named by the first argument: see docs/performance.md. Wants a restored solution.
set -euo pipefail
cd "$(dirname "$0")/.."
project=tests/AuditGrpc.Benchmarks

if [[ ${1:-} == describe ]] && ! command -v h2load >/dev/null; then
  if command -v apt-get >/dev/null && [[ $(id -u) == 0 ]]; then
    echo "bench: installing nghttp2-client"
    { apt-get update --quiet --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends nghttp2-client; } >/dev/null
  else
    echo "bench: h2load is needed (Debian: apt install nghttp2-client)" >&2
    exit 1
  fi
fi

dotnet build "$project" --no-restore --nologo --verbosity quiet --configuration Release
exec dotnet "$project/bin/Release/net10.0/AuditGrpc.Benchmarks.dll" "$@"
