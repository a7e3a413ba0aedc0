#!/usr/bin/env bash
# Starts the whole platform on this machine: ./run.sh help
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$here/.artifacts/plain/bin/Local/release/Alliance.Local
source "$here/deploy/local/checks.sh"

case ${1:-up} in
  # Beside a running platform its programs must stay as they are.
  token | people | import | help | --help | -h) [ -x "$bin" ] && exec "$bin" "$@" ;;
esac

echo "Building     (the first time takes a minute or two) …"
log=$here/.artifacts/run-build.log
mkdir -p "$here/.artifacts"
if ! (cd "$here" && dotnet build deploy/local/run.slnf -c Release -p:RestoreLockedMode=true -nologo -v quiet -clp:NoSummary >"$log" 2>&1 </dev/null); then
  grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
  echo "The build failed: see $log" >&2
  exit 1
fi
# exec: a signal to this script reaches the runner, which stops everything.
exec "$bin" "$@"
