"""A home of the tests' own, so that no test reads or writes a real person's files, keyring or session bus.

Entered once, before anything asks the platform where its folders are.
"""

from __future__ import annotations

import os
from pathlib import Path

_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "appdata",
    "LOCALAPPDATA": "localappdata",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
    "LEADDESK_HOME": "leaddesk",
}
_UNWANTED = ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR")
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def enter(root: Path) -> None:
    """Points every folder variable below `root`, takes displays, buses and proxies away, makes Qt paint offscreen."""
    for variable, folder in _FOLDERS.items():
        path = root / folder
        path.mkdir(mode=0o700, exist_ok=True)
        os.environ[variable] = str(path)
    for variable in (*_UNWANTED, *_PROXIES, *(proxy.upper() for proxy in _PROXIES)):
        os.environ.pop(variable, None)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # What a test starts as a process of its own finds no keyring rather than a real one.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
