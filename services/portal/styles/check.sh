#!/usr/bin/env bash
# Builds what wwwroot holds from the pinned packages, beside it, and compares. Ends with a line as the tests do.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
# No package's own scripts are run: nothing here needs them.
if npm ci --ignore-scripts --no-audit --no-fund --silent </dev/null && bash build.sh --check; then
  echo "1 passed, 0 failed"
else
  echo "wwwroot differs from its sources: cd services/portal/styles && npm ci && npm run build"
  echo "0 passed, 1 failed"
fi
