"""Whether there is a display to open a window on: Qt ends the process where there is none (Linux and its kin only).

What cannot be told is left to Qt; only a display that surely cannot be reached is reported.
"""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterator, Mapping

from leaddesk.language import tr

_X = re.compile(r"(?:(?P<protocol>[a-z0-9]+)/)?(?P<host>\[[^/\]]*\]|[^/:]*):(?P<number>\d{1,4})(?:\.\d+)?")
_WAIT_S = 1.0


def no_display(env: Mapping[str, str]) -> str:
    """Returns why no window can be opened; an empty text when one can be, or when it cannot be told."""
    if sys.platform in ("win32", "darwin"):
        return ""
    if (platform := env.get("QT_QPA_PLATFORM", "")) not in ("", "xcb"):
        return ""
    wayland, x = "" if platform else env.get("WAYLAND_DISPLAY", ""), env.get("DISPLAY", "")
    if wayland and (env.get("WAYLAND_SOCKET") or _can_reach_wayland(wayland, env)):
        return ""
    if x:
        return "" if _can_reach_x(x) else tr("DISPLAY names {display}, and nothing answers there", display=x)
    if wayland:
        return tr("WAYLAND_DISPLAY names {wayland}, and nothing answers there", wayland=wayland)
    return tr("neither DISPLAY nor WAYLAND_DISPLAY is set")


def _can_reach_wayland(name: str, env: Mapping[str, str]) -> bool:
    folder = env.get("XDG_RUNTIME_DIR", "")
    return _answers(socket.AF_UNIX, os.path.join(folder, name))  # noqa: PTH118 - may be no folder at all


def _can_reach_x(display: str) -> bool:
    named = _X.fullmatch(display)
    if not named:
        return True  # Qt may know what this means
    return any(_answers(family, address) for family, address in _x_addresses(named))


def _x_addresses(named: re.Match[str]) -> Iterator[tuple[int, str | tuple[str, int]]]:
    """Yields where libxcb looks for an X server, in its order."""
    host, number = named["host"], int(named["number"])
    is_local = not host or host == "unix" or named["protocol"] == "unix"
    if is_local:
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - X's own place
        yield socket.AF_UNIX, f"\0{path}"
        yield socket.AF_UNIX, path
    if not is_local or not (host or named["protocol"]):
        where = host.strip("[]") or "localhost"
        try:
            found = socket.getaddrinfo(where, 6000 + number, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        for family, *_others, address in found:
            yield family, (str(address[0]), 6000 + number)


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    """Tells whether somebody listens there; who takes too long is given the benefit of the doubt."""
    try:
        with socket.socket(family) as probe:
            probe.settimeout(_WAIT_S)
            probe.connect(address)
    except (TimeoutError, BlockingIOError):
        return True
    except OSError:
        return False
    return True
