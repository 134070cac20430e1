#!/bin/sh
# Checks format, lint, types and imports, the quick ones first; stops at the first that fails and shows what it said.
set -eu
cd "$(dirname "$0")/.."

quietly() {
    what=$1
    shift
    if output=$("$@" 2>&1); then
        echo "$what: good"
    else
        printf '%s\n' "$output"
        echo "$what: failed ($*)"
        exit 1
    fi
}

quietly "format" .venv/bin/ruff format --check .
quietly "lint" .venv/bin/ruff check .
quietly "imports" .venv/bin/lint-imports
quietly "types" .venv/bin/mypy
