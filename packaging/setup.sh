#!/bin/sh
# Makes .venv ready: a suitable Python, Qt's system libraries, every package of requirements.lock, LeadDesk itself.
# Does nothing when nothing has changed since the last time. What it cannot do itself it says as one line to run.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
READY=$VENV/leaddesk-ready

# Debian's names. The first set lets Qt paint at all, the second lets it open a window.
OFFSCREEN_PACKAGES="libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 fonts-dejavu-core"
OFFSCREEN_LIBRARIES="libGL.so.1 libEGL.so.1 libglib-2.0.so.0 libdbus-1.so.3 libfontconfig.so.1 libxkbcommon.so.0"
WINDOW_PACKAGES="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
WINDOW_LIBRARIES="libxcb-cursor.so.0 libxcb-icccm.so.4 libxcb-keysyms.so.1 libxcb-shape.so.0 libxkbcommon-x11.so.0"

say() { printf '%s\n' "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# The checkout's place counts too: a virtual environment does not survive being moved.
fingerprint() { { pwd; cat pyproject.toml requirements.lock leaddesk/__init__.py packaging/setup.sh; } | cksum; }

is_suitable() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' >/dev/null 2>&1; }
can_make_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Prints the newest suitable Python, one that can make virtual environments before one that cannot.
find_python() {
    incomplete=
    for name in ${PYTHON:-python3.14 python3.13 python3.12 python3.11 python3}; do
        is_suitable "$name" || continue
        if can_make_venv "$name"; then
            say "$name"
            return
        fi
        incomplete=${incomplete:-$name}
    done
    say "$incomplete"
}

# Prints how to become the administrator: nothing for root, a sudo that asks no password, or "no".
administrator() {
    if [ "$(id -u)" -eq 0 ]; then
        say ""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        say "sudo -n"
    else
        say "no"
    fi
}

# Installs Debian packages; fails, having said which line to run, where it may not or cannot.
install_packages() {
    line="sudo apt-get install --no-install-recommends $*"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "  This system has no apt-get; please install what it calls: $*"
        return 1
    fi
    as_root=$(administrator)
    if [ "$as_root" = no ]; then
        say "  Please run: $line"
        return 1
    fi
    say "  Installing $* ..."
    apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120"
    # shellcheck disable=SC2086 # $apt and the package names are lists of words
    { $apt install -y --no-install-recommends "$@" || { $apt update && $apt install -y --no-install-recommends "$@"; }; } \
        >"$VENV-apt.log" 2>&1 </dev/null && { rm -f "$VENV-apt.log"; return 0; }
    tail -n 5 "$VENV-apt.log" >&2
    rm -f "$VENV-apt.log"
    say "  apt-get could not do it. Please run: $line"
    return 1
}

# Succeeds when the dynamic linker finds every named library.
has_libraries() {
    "$python" - "$@" <<'PYTHON' >/dev/null 2>&1
import ctypes, sys
for name in sys.argv[1:]:
    ctypes.CDLL(name)
PYTHON
}

has_fonts() { find /usr/share/fonts /usr/local/share/fonts -name '*.[to]tf' 2>/dev/null | grep -q .; }

if [ -e "$READY" ] && [ "$(cat "$READY")" = "$(fingerprint)" ] && is_suitable "$VENV/bin/python"; then
    exit 0
fi

python=$(find_python)
[ -n "$python" ] || stop "LeadDesk needs Python 3.11, 3.12, 3.13 or 3.14, and none is on the PATH (python3 is: $(
    python3 --version 2>/dev/null || echo missing)). Please install one and run this again."
say "Setting LeadDesk up with $("$python" --version) ..."

if ! can_make_venv "$python"; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    say "This Python cannot make virtual environments yet."
    install_packages "python$version-venv" || stop "Then run this again."
    can_make_venv "$python" || stop "$python still cannot make virtual environments; please mend it and run this again."
fi

if [ "$(uname -s)" = Linux ]; then
    # shellcheck disable=SC2086 # lists of words
    if ! has_libraries $OFFSCREEN_LIBRARIES || ! has_fonts; then
        say "Qt needs system libraries that are not here yet."
        install_packages $OFFSCREEN_PACKAGES || ! command -v apt-get >/dev/null 2>&1 || stop "Then run this again."
    fi
    # shellcheck disable=SC2086
    if ! has_libraries $WINDOW_LIBRARIES; then
        say "Qt needs a few more system libraries to open a window."
        install_packages $WINDOW_PACKAGES || say "  Until then only the tests and the tour will run."
    fi
fi

if ! is_suitable "$VENV/bin/python" || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1 \
    || ! grep -qsF "$PWD/" "$VENV/bin/activate"; then
    rm -rf "$VENV"
    "$python" -m venv "$VENV"
fi
rm -f "$READY"

pip="$VENV/bin/python -m pip --disable-pip-version-check --no-input --quiet --quiet"
say "Installing the packages of requirements.lock ..."
$pip install --require-hashes --requirement requirements.lock
$pip install --no-deps --no-build-isolation --no-index --editable .
fingerprint > "$READY"
say "Ready: $VENV/bin/leaddesk"
