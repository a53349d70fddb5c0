#!/usr/bin/env bash
# Checks that no stand-in has a public member that the real package lacks, by the listings in eng/stand-ins/api, and that nothing
# outside eng/ knows that stand-ins exist.
set -euo pipefail
cd "$(dirname "$0")/.."

if grep -rniE 'stand-?in' src clients tests --include='*.cs' --include='*.csproj' --include='*.props' --include='*.proto' --exclude-dir=obj --exclude-dir=bin; then
  echo "check-stand-ins: the lines above mention a stand-in" >&2
  exit 1
fi

core=${NUGET_PACKAGES:-$HOME/.nuget/packages}/awssdk.core/4.0.102.18/lib/net8.0
dotnet build eng/apidump --nologo --verbosity quiet --configuration Release --output artifacts/apidump
for listing in eng/stand-ins/api/*.txt; do
  id=$(basename "$listing" .txt)
  build=artifacts/check-stand-ins/$id
  dotnet build "eng/stand-ins/$id" --nologo --verbosity quiet --configuration Release --output "$build" \
    "-p:RestoreAdditionalProjectSources=$PWD/artifacts/stand-ins/feed"
  echo "$id: $(dotnet artifacts/apidump/apidump.dll --probe "$build" --probe "$core" --check "$listing" "$build/$id.dll")"
done
