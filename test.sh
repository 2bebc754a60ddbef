#!/usr/bin/env bash
# Everything a change must pass: locked restore, build without warnings, format, all tests. The last line sums them up.
. "$(dirname "${BASH_SOURCE[0]}")/scripts/lib.sh"
setup tests

step() { printf '\n== %s (%d:%02d)\n' "$*" $((SECONDS / 60)) $((SECONDS % 60)); }

step 'restore'
dotnet restore --locked-mode -v quiet
step 'build'
dotnet build --no-restore -c Release -v quiet --nologo -warnaserror
step 'format'
# Code style and analyzers are warnings, that is errors, of the build above; left is the layout of all files.
dotnet format whitespace --verify-no-changes --no-restore

passed=0 failed=0 skipped=0
for project in tests/*.Tests/; do
  name=$(basename "$project")
  step "$name"
  log=$(mktemp)
  code=0
  dotnet "artifacts/bin/$name/release/$name.dll" --no-progress --no-ansi 2>&1 | tee "$log" || code=$?
  # The runner ends with "  total: 13", "  failed: 0", "  succeeded: 13", "  skipped: 0", each on its own line.
  count() { tail -n 12 "$log" | sed -nE "s/^  $1: ([0-9]+)\$/\1/p" | tail -n 1; }
  p=$(count succeeded) f=$(count failed) s=$(count skipped)
  rm -f "$log"
  # A runner that crashed or ran nothing counts as one failure, so that the last line never reads as a success.
  if [ "$((${p:-0} + ${f:-0}))" -eq 0 ]; then
    echo "$name: không có kiểm thử nào được chạy (no test ran)"
    f=1
  elif [ "$code" -ne 0 ] && [ "${f:-0}" -eq 0 ]; then
    echo "$name: dừng với mã $code (ended with $code)"
    f=1
  fi
  passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
done

step 'done'
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
