#!/bin/sh
# Takes the tour in the real window, unseen, and makes the gallery of all screens and README's pictures from it.
set -eu
tour=build/gallery
rm -rf "$tour"
mkdir -p "$tour"
TZ=America/Denver LOGNAME="Robin Example" .venv/bin/leaddesk --practice --tour "$tour" >/dev/null
.venv/bin/python packaging/gallery.py "$tour"
