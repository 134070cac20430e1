"""One window: a second start hands its number to the copy that runs, and ends.

The two speak over a local socket that this account alone may open. A later start says one short line there (`check
NUMBER`, `refused` for a link that was not followed, `raise` for a plain start) and hears `ok`; where it hears nothing
in time it opens a window of its own. The running copy's side is `listener`.
"""

from __future__ import annotations

import os
import stat
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash

from leaddesk.app.options import Options
from leaddesk.infra.paths import Paths

if TYPE_CHECKING:  # 10 ms of the start: loaded where there may be another copy, or after the first paint
    from leaddesk.app.listener import Calls, Listener

HAND_OVER_S = 1.5
"""Seconds a second start waits for the copy that runs, all in all."""
CHECK, RAISE, REFUSED, OK = b"check", b"raise", b"refused", b"ok\n"
_PATH_CAP = 100
"""Bytes of a socket's path that every POSIX system takes."""


class Instance:
    """The running copy of one account, one data folder and one mode, from both sides."""

    def __init__(self, paths: Paths, practice: bool) -> None:
        self._name = server_name(paths.data, practice=practice)
        self._listener: Listener | None = None

    def hand_over(self, options: Options) -> bool:
        """Hands a start to the copy that runs and returns whether that one took it; False where none runs.

        Needs no application and no display. It waits `HAND_OVER_S` seconds at most.
        """
        if options.tour or not _may_be_there(self._name):
            return False
        from PySide6.QtNetwork import QLocalSocket

        until = time.monotonic() + HAND_OVER_S
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_ms_left(until)):
            return False
        socket.write(_line(options))
        answer = b""
        while len(answer) < len(OK) and socket.waitForReadyRead(_ms_left(until)):
            answer += bytes(socket.read(len(OK) - len(answer)).data())
        socket.abort()
        return answer == OK

    def listen(self, calls: Calls) -> bool:
        """Listens for later starts until `close`; returns False where another copy does, or nobody can."""
        from leaddesk.app.listener import Listener

        self._listener = Listener(self._name, calls)
        return self._listener.listen()

    def close(self) -> None:
        """Ends listening, so that the next start opens a window of its own."""
        if self._listener:
            self._listener.close()
            self._listener = None


def server_name(data: Path, *, practice: bool) -> str:
    """Returns the name of the socket for a data folder, or its path where sockets are files."""
    account = str(os.getuid()) if sys.platform != "win32" else os.environ.get("USERNAME", "")
    whose = f"{account}\n{data}\n{'practice' if practice else 'work'}".encode(errors="surrogateescape")
    digest = QCryptographicHash.hash(whose, QCryptographicHash.Algorithm.Sha256).toHex()
    name = f"leaddesk-{bytes(digest.data()).decode()[:20]}"
    if sys.platform == "win32":
        return name
    folders = (os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("TMPDIR", ""))
    paths = (f"{folder.rstrip('/')}/{name}" for folder in folders if folder.startswith("/") and Path(folder).is_dir())
    return next((path for path in paths if len(os.fsencode(path)) <= _PATH_CAP), f"/tmp/{name}")  # noqa: S108


def _may_be_there(name: str) -> bool:
    """Tells whether a copy may be listening there, without loading what it takes to ask.

    A socket of another account is none of ours: in a folder for everybody it could have been put there to be asked.
    """
    if sys.platform == "win32":
        return True
    try:
        found = os.lstat(name)
    except OSError:
        return False
    return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()


def _ms_left(until: float) -> int:
    return max(0, int((until - time.monotonic()) * 1000))


def _line(options: Options) -> bytes:
    if options.refusal:
        return REFUSED + b"\n"
    return b"%s %s\n" % (CHECK, options.check.encode()) if options.check else RAISE + b"\n"
