#!/usr/bin/env bash
# Runs one benchmark, named by the first argument: see docs/performance.md. Wants a restored solution.
set -euo pipefail
cd "$(dirname "$0")/.."
project=tests/AuditGrpc.Benchmarks

# install COMMAND PACKAGE: installs Debian's package, where it can, unless the command is there.
install() {
  if command -v "$1" >/dev/null; then
    return 0
  fi
  if ! command -v apt-get >/dev/null || [[ $(id -u) != 0 ]]; then
    return 1
  fi
  echo "bench: installing $2"
  { apt-get update --quiet --quiet && DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends "$2"; } >/dev/null
}

case ${1:-} in
  describe)
    install h2load nghttp2-client || { echo "bench: h2load is needed (Debian: apt install nghttp2-client)" >&2; exit 1; }
    ;;
  watch)
    # For orientation only: what is not there is left out.
    for server in etcd nats-server redis-server; do
      install "$server" "${server%-server}-server" || echo "bench: $server is not installed, and is left out"
    done
    # NATS and Redis have a connection for each of 5,000 watchers.
    ulimit -n "$(ulimit -Hn)"
    ;;
esac

dotnet build "$project" --no-restore --nologo --verbosity quiet --configuration Release
exec dotnet "$project/bin/Release/net10.0/AuditGrpc.Benchmarks.dll" "$@"
