#!/bin/sh
# Opens LeadDesk in practice mode; where no window can be opened it takes the tour and saves pictures instead.
set -eu
cd "$(dirname "$0")/.."

PICTURES=tour-pictures

# Succeeds when a window could be opened: a display is named and Qt can reach it.
has_display() {
    [ "$(uname -s)" = Darwin ] && return 0
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 1
    .venv/bin/python -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' >/dev/null 2>&1
}

if has_display; then
    exec .venv/bin/leaddesk --practice
fi
echo "No display is to be had here, so LeadDesk takes the tour: its pictures go to $PICTURES/."
# Without a screen Qt warns of all that it cannot do there; LeadDesk's own words would be lost among it.
QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES="default.warning=false${QT_LOGGING_RULES:+;$QT_LOGGING_RULES}" \
    exec .venv/bin/leaddesk --practice --tour "$PICTURES"
