#!/usr/bin/env bash
# Packs both packages, and builds and runs clients/samples/dotnet, which knows the package only, against the real server: in a
# folder of its own, with an empty cache, from a local feed that holds these packages and nothing else of ours. Packs the command as
# a tool, too, and installs and runs it.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
feed=$root/artifacts/packages
fail() { echo "check-package: $*" >&2; exit 1; }

rm -rf "$feed"
for project in src/AuditGrpc.Contracts clients/AuditGrpc.Client clients/AuditGrpc.Cli; do
  dotnet pack "$project" --no-restore --nologo --verbosity quiet --configuration Release --output "$feed"
done
for name in AuditGrpc.Contracts AuditGrpc.Client; do
  compgen -G "$feed/$name.[0-9]*.nupkg" >/dev/null && compgen -G "$feed/$name.[0-9]*.snupkg" >/dev/null || fail "$name, or its symbols, were not packed"
done
dotnet build src/AuditGrpc.Server --no-restore --nologo --verbosity quiet --configuration Release

work=$(mktemp -d)
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT

(cd src/AuditGrpc.Server && ASPNETCORE_ENVIRONMENT=Development exec dotnet bin/Release/net10.0/AuditGrpc.Server.dll \
  --Urls=http://127.0.0.1:0 --Hosting:MonitoringUrl=http://127.0.0.1:0) >"$work/server.log" 2>&1 &
server=$!

# A cache of its own: one that holds an older package of this version would hide the new one.
export NUGET_PACKAGES=$work/packages
cp -r clients/samples/dotnet "$work/consumer"
rm -rf "$work/consumer/"{bin,obj}
cd "$work/consumer"
sources=$feed
[[ ! -d $root/artifacts/stand-ins/feed ]] || sources+=";$root/artifacts/stand-ins/feed"
# NU1603: the stand-ins' versions are a little above those that are asked for.
RestoreAdditionalProjectSources=$sources NoWarn=NU1603 dotnet build --nologo --verbosity quiet --output "$work/built"

address=$(timeout 60 bash -c 'until sed -nE "s/.*Now listening on: *(http[^ ]+).*/\1/p" "$0" | grep -m 1 .; do sleep 0.1; done' "$work/server.log") ||
  { cat "$work/server.log" >&2; fail "the server did not start"; }
output=$(dotnet "$work/built/consumer.dll" "$address" a3aea009955e501a31b764abe1bebd3d) || fail "the consumer failed"
expected="a3aea009955e501a31b764abe1bebd3d: Completed, 3 checks
a3aea009955e501a31b764abe1bebd3d: Completed, 0 checks in progress"
[[ $output == "$expected" ]] || fail "the consumer printed: $output"
error=$(dotnet "$work/built/consumer.dll" "$address" bad_id 2>&1) && fail "the consumer accepted a bad id"
[[ $error == *InvalidArgument*InvalidRequest*task_id\ must\ be* ]] || fail "the consumer did not read the error: $error"

protos=$(find "$NUGET_PACKAGES/auditgrpc.contracts" -path '*content/protos/auditgrpc/v1/*.proto' -printf '%f\n' | sort)
[[ $protos == $(cd "$root/protos/auditgrpc/v1" && printf '%s\n' *.proto | sort) ]] ||
  fail "the package's .proto files, in content/protos/auditgrpc/v1, are not the contract's: $protos"

dotnet tool install AuditGrpc.Cli --tool-path "$work/tool" --source "$feed" >"$work/tool.log" || { cat "$work/tool.log" >&2; fail "the tool could not be installed"; }
status=$("$work/tool/auditgrpc" describe --task-id a3aea009955e501a31b764abe1bebd3d --endpoint-url "$address" --output text | head -n 1 | cut -f 2) ||
  fail "the tool failed"
[[ $status == COMPLETED ]] || fail "the tool printed: $status"
echo "check-package: the packages serve a consumer, and the command is a tool"
