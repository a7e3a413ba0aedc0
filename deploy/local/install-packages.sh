#!/usr/bin/env bash
# Installs Debian packages without starting the services they bring: RabbitMQ's would listen on every address of the machine.
# For the length of this call policy-rc.d forbids service starts; one that was there before is put back.
set -euo pipefail
policy=/usr/sbin/policy-rc.d
kept=$policy.before-alliance
mark='Alliance platform: while packages are installed'
restore() {
  rm -f "$policy"
  [ ! -e "$kept" ] || mv "$kept" "$policy"
}
# Ours, left by a call that was killed, is not the machine's.
if [ -e "$policy" ] && grep -q "$mark" "$policy"; then rm -f "$policy"; fi
# One kept by such a call is the real one.
[ -e "$kept" ] || [ ! -e "$policy" ] || mv "$policy" "$kept"
trap restore EXIT
trap 'exit 143' TERM INT HUP
printf '#!/bin/sh\n# %s\nexit 101\n' "$mark" >"$policy"
chmod 755 "$policy"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "$@"
