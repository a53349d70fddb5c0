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
# A line for each test that was skipped, with the reason it gave.
awk '
  /<UnitTestResult / { name = ""; if (/outcome="NotExecuted"/ && match($0, /testName="[^"]*"/)) name = substr($0, RSTART + 10, RLENGTH - 11) }
  name != "" && /<Message>/ { gsub(/.*<Message>|<\/Message>.*/, ""); print "skipped: " name ": " $0; name = "" }
' "$results"/*.trx
echo "$passed passed, $failed failed, $skipped skipped"
((status == 0 && failed == 0 && passed > 0))
