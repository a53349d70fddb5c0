#!/usr/bin/env bash
# Runs buf, of the version that eng/package.json pins, in the repository's root.
set -euo pipefail
cd "$(dirname "$0")/.."
eng/npm.sh
exec eng/node_modules/.bin/buf "$@"
