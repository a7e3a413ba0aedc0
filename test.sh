#!/usr/bin/env bash
# Everyday tests: ./test.sh     with the long ones: ./test.sh --long     further words go to every test program (xunit: -class, -method, …).
# The long ones are also the benchmarks (tests/Benchmarks).
# Ends with a line `N passed, N failed`. Each test project brings its own broker (tests/Testing/Broker.cs): RABBITMQ_URL, else a private node of the
# local rabbitmq-server, else a container, else the package is installed.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/deploy/local/checks.sh"
cd "$here" || exit 1

export ALLIANCE_LONG=0
limit=20m
projects=${TEST_PROJECTS:-Services.Tests Platform.Tests Reliability}
arguments=()
for word in "$@"; do
  if [ "$word" = --long ]; then ALLIANCE_LONG=1 limit=3h; else arguments+=("$word"); fi
done

if [ ! -e /usr/lib/python3/dist-packages/aiosmtpd ]; then
  echo "The tests need a mail server: apt-get install python3-aiosmtpd" >&2
  exit 1
fi

if [[ " $projects " =~ " "(Services|Platform).Tests" " ]] && [ ! -x /usr/sbin/clamd ]; then
  echo "The tests of attachments need a virus scanner: apt-get install clamav-daemon" >&2
  exit 1
fi

if [[ " $projects " == *" Platform.Tests "* ]] && [ ! -x /usr/bin/chromium ] && [ ! -x /usr/bin/chromium-browser ] && [ ! -x /usr/bin/google-chrome ]; then
  echo "The tests of the pages need Chromium: apt-get install chromium" >&2
  exit 1
fi

results=$here/.artifacts/test-results
mkdir -p "$results"
if [ "${TEST_BUILD:-1}" = 1 ]; then
  started=$SECONDS
  if ! { dotnet restore Platform.sln --locked-mode -p:FailPoints=true -nologo -v quiet &&
    dotnet build Platform.sln --no-restore -c Release -p:FailPoints=true -nologo -v quiet -clp:NoSummary; } </dev/null >"$results/build.log" 2>&1; then
    grep -E 'error|warning' "$results/build.log" | sort -u | head -n 40 || tail -n 40 "$results/build.log"
    echo "the build failed"
    echo "0 passed, 1 failed"
    exit 1
  fi
  echo "built in $((SECONDS - started)) s"
fi

# Counted from the messages a program writes as each test ends, so that what was seen before a crash is not lost; a crash is one more failure.
count() { grep -cF "{\"\$type\":\"$2\"" "$1"; }

passed=0 failed=0 skipped=0
for project in $projects; do
  started=$SECONDS
  log=$results/$project.log
  timeout --foreground --kill-after=10 "$limit" "$here/.artifacts/failpoints/bin/$project/release/Alliance.$project" -noLogo -noColor -reporter json ${arguments[@]+"${arguments[@]}"} </dev/null >"$log" 2>"$results/$project.errors.log"
  code=$?
  p=$(count "$log" test-passed) f=$(count "$log" test-failed) s=$(count "$log" test-skipped)
  # Errors outside of a test (a fixture, a class that cannot be made) and the end that never came.
  e=$(grep -cE '^\{"\$type":"(error|[a-z-]+-cleanup-failure)"' "$log")
  f=$((f + e))
  if [ "$(count "$log" test-assembly-finished)" = 0 ] || { [ "$code" != 0 ] && [ "$f" = 0 ]; }; then
    f=$((f + 1))
    echo "$project: ended with exit code $code before it was done; the end of its output:"
    tail -n 5 "$results/$project.errors.log"
  fi
  /usr/bin/python3 "$here/tests/failures.py" "$log"
  echo "$project: $p passed, $f failed$([ "$s" = 0 ] || echo ", $s skipped") in $((SECONDS - started)) s"
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done

# Figures last, while nothing else of this run uses the machine; one row each, below its floor counts as failed.
if [ "$ALLIANCE_LONG" = 1 ]; then
  log=$results/Benchmarks.log
  timeout --foreground --kill-after=10 1h "$here/.artifacts/failpoints/bin/Benchmarks/release/Alliance.Benchmarks" </dev/null >"$log" 2>"$results/Benchmarks.errors.log"
  cat "$log"
  if [[ $(tail -n 1 "$log") =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2]))
  else
    failed=$((failed + 1))
    tail -n 5 "$results/Benchmarks.errors.log"
  fi
fi

echo "$passed passed, $failed failed$([ "$skipped" = 0 ] || echo ", $skipped skipped")"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
