#!/bin/sh
# Takes the tour in the real window, unseen, and puts the README's pictures where it looks for them.
set -eu
tour=$(mktemp -d)
trap 'rm -rf "$tour"' EXIT
TZ=America/Denver LOGNAME="Robin Example" .venv/bin/leaddesk --practice --tour "$tour" >/dev/null
mkdir -p resources/screenshots
for name in litigator-light cases-dark check-known-light unknown-first-light history-light shift-report-light \
    search-light route-light campaigns-light campaigns-dark campaign-pause-all-light; do
    cp "$tour"/[0-9][0-9][0-9]-"$name".png "resources/screenshots/$name.png"
done
echo "The pictures are in resources/screenshots."
