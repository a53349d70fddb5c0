#!/usr/bin/env bash
# Installs the foreign clients of the end-to-end tests: on Debian as root, elsewhere the tests run what they find and skip the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=(awscli python3-boto3 python3-grpcio python3-protobuf protobuf-compiler libprotobuf-dev nghttp2-client testssl.sh tmux zsh fish
  chromium-headless-shell)
if command -v apt-get >/dev/null && [[ $(id -u) == 0 ]]; then
  lacking=()
  for package in "${wanted[@]}"; do
    [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || lacking+=("$package")
  done
  if ((${#lacking[@]})); then
    echo "test-tools: installing ${lacking[*]}"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update --quiet --quiet && apt-get install --yes --quiet --quiet --no-install-recommends "${lacking[@]}"; } >/dev/null ||
      echo "test-tools: could not install them; their tests are skipped"
  fi
else
  echo "test-tools: not root on Debian, so nothing is installed; wanted: ${wanted[*]}"
fi

if command -v npm >/dev/null; then
  eng/npm.sh || echo "test-tools: npm failed; the tests with buf and Node.js are skipped"
else
  echo "test-tools: no npm; the tests with buf and Node.js are skipped"
fi
