#!/bin/sh
# Writes requirements.lock anew: every package of pyproject.toml and its dev group, pinned and hashed, for each
# Python and platform LeadDesk runs on. It names no registry, so whoever installs uses their own.
set -eu
cd "$(dirname "$0")/.."

UV_VERSION=0.13.8
PYTHON=${PYTHON:-.venv/bin/python}

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT INT TERM
"$PYTHON" -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION"

# Writes a lock (the first argument) from what the others say. The one that is there is handed in, so that only what
# must change does; `make lock UPGRADE=1` takes the newest.
lock() {
    file=$1
    shift
    rm -f "$tools/lock"
    [ -n "${UPGRADE:-}" ] || [ ! -e "$file" ] || cp "$file" "$tools/lock"
    "$tools/venv/bin/uv" pip compile "$@" --universal --python-version 3.11 \
        --generate-hashes --no-header --no-config --no-emit-index-url --no-emit-find-links --quiet \
        --output-file "$tools/lock" >/dev/null
    {
        echo "# Made by \`make lock\` from $1; not to be edited by hand."
        cat "$tools/lock"
    } | sed -e '2,$ { /^# Made by/d; }' > "$file"
    echo "$file is up to date."
}

lock requirements.lock pyproject.toml --group dev
lock packaging/audit/tools.lock packaging/audit/tools.in
lock packaging/fuzz_guided.lock packaging/fuzz_guided.in
lock packaging/package/tools.lock packaging/package/tools.in
