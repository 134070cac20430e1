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

# An existing lock is handed in so that only what must change does; `make lock UPGRADE=1` takes the newest.
[ -n "${UPGRADE:-}" ] || [ ! -e requirements.lock ] || cp requirements.lock "$tools/requirements.lock"
"$tools/venv/bin/uv" pip compile pyproject.toml --group dev --universal --python-version 3.11 \
    --generate-hashes --no-header --no-config --no-emit-index-url --no-emit-find-links --quiet \
    --output-file "$tools/requirements.lock" >/dev/null
{
    echo '# Made by `make lock` from pyproject.toml; not to be edited by hand.'
    cat "$tools/requirements.lock"
} | sed -e '2,$ { /^# Made by/d; }' > requirements.lock
echo "requirements.lock is up to date."
