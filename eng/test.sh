#!/usr/bin/env bash
# Runs every test, says which were skipped and why, and counts. Arguments go to `dotnet test`.
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}
results=artifacts/test-results

eng/test-tools.sh && eng/restore.sh || exit 1
dotnet build AuditGrpc.sln --no-restore --nologo --verbosity quiet --configuration "$configuration" || exit 1

rm -rf "$results"
dotnet test AuditGrpc.sln --no-build --nologo --configuration "$configuration" --logger trx --results-directory "$results" "$@"
status=$?

count() { grep -ohP "<Counters [^>]*\b$1=\"\K[0-9]+" "$results"/*.trx | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count passed)
failed=$(count failed)
total=$(count total)
skipped=$((total - passed - failed))
if ((skipped)); then
  grep -hoP '(?s)<UnitTestResult [^>]*outcome="NotExecuted"' "$results"/*.trx | sed -E 's/.*testName="([^"]*)".*/skipped: \1/'
  grep -hoP '<Message>Skipped: \K[^<]*|<Message>\K[^<]*(?=</Message>)' "$results"/*.trx | sort | uniq -c
fi
echo "$passed passed, $failed failed, $skipped skipped"
((status == 0 && failed == 0 && passed > 0))
