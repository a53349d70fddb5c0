#!/usr/bin/env bash
# Publishes the server, for the .NET runtime, and the command, as a native executable that needs none. Wants a restored solution.
set -euo pipefail
cd "$(dirname "$0")/.."
out=artifacts/publish
runtime=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')

# publish PROJECT NAME [PROPERTY...]: with the packages that these properties ask for.
publish() {
  local project=$1 name=$2
  shift 2
  rm -rf "${out:?}/$name"
  dotnet restore "$project" --runtime "$runtime" --verbosity quiet "$@"
  dotnet publish "$project" --no-restore --nologo --verbosity quiet --configuration Release --runtime "$runtime" --output "$out/$name" \
    -p:CopyOutputSymbolsToPublishDirectory=false -p:PublishReferencesDocumentationFiles=false "$@"
  echo "published: $out/$name"
}

publish src/AuditGrpc.Server AuditGrpc.Server -p:PublishReadyToRun=true -p:SelfContained=false
if linker=$(command -v clang || command -v gcc); then
  publish clients/AuditGrpc.Cli auditgrpc -p:PublishAot=true -p:CppCompilerAndLinker="$(basename "$linker")"
else
  echo "publish: there is neither clang nor gcc to link with, so the command needs the .NET runtime, and starts slower"
  publish clients/AuditGrpc.Cli auditgrpc -p:PublishReadyToRun=true -p:SelfContained=false
fi
