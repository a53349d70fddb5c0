#!/usr/bin/env bash
# Installs what eng/package.json names, if what is installed is of another version of it.
set -euo pipefail
cd "$(dirname "$0")"
if ! cmp --silent package.json node_modules/.installed; then
  npm install --silent
  cp package.json node_modules/.installed
fi
