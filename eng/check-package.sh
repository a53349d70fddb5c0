#!/usr/bin/env bash
# Packs AuditGrpc.Contracts, and builds and runs a consumer that knows the package only, from a local feed.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
feed=$root/artifacts/packages
rm -rf "$feed"
dotnet pack src/AuditGrpc.Contracts --no-restore --nologo --verbosity quiet --configuration Release --output "$feed"

consumer=$(mktemp -d)
trap 'rm -rf "$consumer"' EXIT
# A cache of its own: one that holds an older package of this version would hide the new one.
export NUGET_PACKAGES=$consumer/packages
mkdir "$consumer/app"
cd "$consumer/app"
sources=("$feed")
[[ ! -d $root/artifacts/stand-ins/feed ]] || sources+=("$root/artifacts/stand-ins/feed")
cat >consumer.csproj <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <RestoreAdditionalProjectSources>$(IFS=';' && echo "${sources[*]}")</RestoreAdditionalProjectSources>
    <NoWarn>NU1603</NoWarn>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="AuditGrpc.Contracts" Version="*" />
  </ItemGroup>
</Project>
XML
cat >Program.cs <<'CS'
using AuditGrpc.V1;
using Google.Protobuf;

var sent = new AuditTask { TaskId = "a1", TaskStatus = AuditTaskStatus.Completed };
var received = AuditTask.Parser.ParseFrom(sent.ToByteArray());
System.Console.WriteLine($"{received.TaskStatus} {AuditService.Descriptor.Methods.Count} {typeof(AuditService.AuditServiceClient).Name} {typeof(Fake).BaseType!.Name}");

class Fake : AuditService.AuditServiceBase;
CS
output=$(dotnet run)
[[ $output == "Completed 5 AuditServiceClient AuditServiceBase" ]] || { echo "check-package: the consumer printed: $output" >&2; exit 1; }
protos=$(find "$NUGET_PACKAGES/auditgrpc.contracts" -path '*content/protos/auditgrpc/v1/*.proto' | wc -l)
[[ $protos == 2 ]] || { echo "check-package: the package carries $protos .proto files in content/protos/auditgrpc/v1, not 2" >&2; exit 1; }
echo "check-package: the package serves a consumer"
