#!/usr/bin/env bash
# Restores the solution, or the project that is named. Where the registry lacks packages that have a stand-in in eng/stand-ins/, packs those into a local feed
# and restores again: see "Stand-ins" in CONTRIBUTING.md. With a complete registry this is `dotnet restore`.
set -euo pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1
out=$PWD/artifacts/stand-ins
feed=$out/feed
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
made=()  # the ids that stand-ins, or an older version, were needed for: this time or an earlier one
[[ ! -e $out/made ]] || mapfile -t made <"$out/made"

# What was made of other sources than today's is made anew, and forgotten by NuGet's cache, which knows packages by version only.
forget_stale() {
  local sources
  sources=$(find eng/stand-ins -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum)
  if [[ -e $out/sources && $(<"$out/sources") != "$sources" ]]; then
    rm -rf "$out"
    made=()
  fi
  if [[ ! -e $out/sources ]]; then
    local project version
    for project in eng/stand-ins/*/*.csproj; do
      for version in "$packages/$(basename "$project" .csproj | tr '[:upper:]' '[:lower:]')"/{2.85.0.1,4.0.3.100001}; do
        rm -rf "$version"
      done
    done
  fi
  mkdir -p "$feed"
  echo "$sources" >"$out/sources"
}

# restore PROJECT [ARGUMENT...]: restores it, making the stand-ins that this needs.
restore() {
  local log missing id progress
  log=$(mktemp)
  while ! dotnet restore "$@" >"$log" 2>&1; do
    missing=$(sed -nE 's/.*error NU110[12]: Unable to find package ([A-Za-z0-9.]+)[ .].*/\1/p; ' "$log" | sed 's/\.$//' | sort -u)
    progress=
    for id in $missing; do
      if [[ $id == Google.Protobuf || -d eng/stand-ins/$id ]] && [[ " ${made[*]} " != *" $id "* ]]; then
        make_stand_in "$id"
        progress=yes
      fi
    done
    if [[ -z $progress ]]; then
      cat "$log" >&2
      rm -f "$log"
      return 1
    fi
  done
  rm -f "$log"
}

make_stand_in() {
  local id=$1
  made+=("$id")
  # Google.Protobuf has no stand-in: an older one serves.
  if [[ $id != Google.Protobuf ]]; then
    restore "eng/stand-ins/$id/$id.csproj" "-p:RestoreAdditionalProjectSources=$feed"
    dotnet pack "eng/stand-ins/$id/$id.csproj" --no-restore --nologo --verbosity quiet --configuration Release --output "$feed"
  fi
  printf '%s\n' "${made[@]}" >"$out/made"
  write_props
}

write_props() {
  {
    echo '<Project>'
    echo '  <!-- Written by eng/restore.sh: this registry lacks packages, and stand-ins for them are in a local feed. -->'
    echo '  <PropertyGroup>'
    echo '    <RestoreAdditionalProjectSources>$(RestoreAdditionalProjectSources);$(MSBuildThisFileDirectory)feed</RestoreAdditionalProjectSources>'
    echo '    <NoWarn>$(NoWarn);NU1603;NU1605</NoWarn>'
    echo '  </PropertyGroup>'
    if [[ " ${made[*]} " == *" Google.Protobuf "* ]]; then
      echo '  <ItemGroup>'
      echo '    <PackageVersion Update="Google.Protobuf" Version="3.25.1" />'
      echo '  </ItemGroup>'
    fi
    echo '</Project>'
  } >"$out/StandIns.props"
}

forget_stale
restore "${1:-AuditGrpc.sln}"
if ((${#made[@]})); then
  echo "restore: this registry lacks packages; stand-ins, or an older version, serve for: ${made[*]}"
fi
