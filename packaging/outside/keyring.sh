#!/bin/sh
# Runs a command beside an unlocked Secret Service of this session, and ends the service with it.
set -eu

pipe=$(mktemp -u)
mkfifo -m 600 "$pipe"
gnome-keyring-daemon --foreground --unlock --components=secrets <"$pipe" >/dev/null 2>&1 &
keyring=$!
trap 'kill "$keyring" 2>/dev/null || :' EXIT
printf 'smoke-%s' "$$" >"$pipe"
rm -f "$pipe"
"$@"
