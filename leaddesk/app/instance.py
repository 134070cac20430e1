"""One window: a second start hands its number to the copy that runs and ends; a peer is never trusted.

The two speak over a local socket that this account alone may open. A later start says one short line there (`check
NUMBER`, `refused` for a link that was not followed, `raise` for a plain start) and hears `ok`. Everything is bounded in
bytes, in time and in count, so that a peer that stalls or lies costs nothing. A number that comes this way is filled in
and never sent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from leaddesk.app.options import Options
from leaddesk.domain.check_link import CheckRefused, is_link, read_link, read_number
from leaddesk.infra.paths import Paths

if TYPE_CHECKING:  # costs 10 ms: loaded where there may be another copy, or after the first paint
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

LINE_CAP = 512
"""Bytes of a line that are read at most."""
HAND_OVER_S = 1.5
"""Seconds a second start waits for the copy that runs, all in all."""
_PEER_S = 2.0
"""Seconds a peer has to say its line."""
_MOST_PEERS = 8
_PATH_CAP = 100
"""Bytes of a socket's path that every POSIX system takes."""
_CHECK, _RAISE, _REFUSED, _OK = b"check", b"raise", b"refused", b"ok\n"
_NOT_FOLLOWED = "A link was not followed: it names no number that LeadDesk can check."


@dataclass(frozen=True, slots=True)
class Calls:
    """What the running copy does for a later start; each may come at any time."""

    check: Callable[[str], None]
    """Fills the number in at *Check number* and sends nothing."""
    refuse: Callable[[str], None]
    """Says why a link was not followed."""
    come_forward: Callable[[], None]
    """Shows the window; called for every later start, before the other two."""


class Instance:
    """The running copy of one account, one data folder and one mode, from both sides."""

    def __init__(self, paths: Paths, practice: bool) -> None:
        self._name = server_name(paths.data, practice=practice)
        self._server: QLocalServer | None = None
        self._peers: set[_Peer] = set()

    def hand_over(self, options: Options) -> bool:
        """Hands a start to the copy that runs and returns whether that one took it; False where none runs.

        Needs no application. It waits `HAND_OVER_S` seconds at most.
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
        while len(answer) < len(_OK) and socket.waitForReadyRead(_ms_left(until)):
            answer += bytes(socket.read(len(_OK) - len(answer)).data())
        socket.abort()
        return answer == _OK

    def listen(self, calls: Calls) -> bool:
        """Listens for later starts until `close`; returns False where another copy does, or nobody can."""
        from PySide6.QtNetwork import QLocalServer

        if _may_be_there(self._name):
            if self._is_answered():
                return False
            QLocalServer.removeServer(self._name)
        server = QLocalServer()
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.setMaxPendingConnections(_MOST_PEERS)
        if not server.listen(self._name):
            return False
        server.newConnection.connect(lambda: self._take(calls))
        self._server = server
        return True

    def close(self) -> None:
        """Ends listening and lets every peer go."""
        for peer in tuple(self._peers):
            peer.drop()
        if self._server:
            self._server.close()
            self._server = None

    def _is_answered(self) -> bool:
        from PySide6.QtNetwork import QLocalSocket

        probe = QLocalSocket()
        probe.connectToServer(self._name)
        answered = probe.waitForConnected(0)
        nobody = (
            QLocalSocket.LocalSocketError.ServerNotFoundError,
            QLocalSocket.LocalSocketError.ConnectionRefusedError,
        )
        why = probe.error()
        probe.abort()
        return answered or why not in nobody

    def _take(self, calls: Calls) -> None:
        while self._server and self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self._peers) >= _MOST_PEERS:
                socket.abort()
                socket.deleteLater()
            else:
                self._peers.add(_Peer(socket, self._peers, calls))


class _Peer:
    """A later start, or something that claims to be one: one line is read from it, and then it goes."""

    def __init__(self, socket: QLocalSocket, peers: set[_Peer], calls: Calls) -> None:
        self._socket, self._peers, self._calls = socket, peers, calls
        self._said = b""
        self._answered = self._gone = False
        socket.setReadBufferSize(LINE_CAP + 1)
        self._patience = QTimer()
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.drop)
        self._patience.start(int(_PEER_S * 1000))
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self.drop)
        QTimer.singleShot(0, self._read)  # what it said before anybody listened

    def drop(self) -> None:
        """Lets the peer go, whatever it was about to say."""
        if self._gone:
            return
        self._gone = True
        self._patience.stop()
        self._peers.discard(self)
        self._socket.abort()
        self._socket.deleteLater()

    def _read(self) -> None:
        if self._answered or self._gone:
            return
        self._said += bytes(self._socket.read(LINE_CAP + 1 - len(self._said)).data())
        line, ended, _rest = self._said.partition(b"\n")
        if ended:
            self._obey(line)
        elif len(self._said) > LINE_CAP:
            self.drop()

    def _obey(self, line: bytes) -> None:
        verb, _space, said = line.partition(b" ")
        number = _number(said) if verb == _CHECK else ""
        if verb not in (_CHECK, _RAISE, _REFUSED) or number is None or (said and not number):
            self.drop()
            return
        # The peer goes once it has read this, or is let go like one that says nothing.
        self._answered = True
        self._socket.write(_OK)
        self._socket.flush()
        self._calls.come_forward()
        if number:
            self._calls.check(number)
        elif verb == _REFUSED:
            self._calls.refuse(_NOT_FOLLOWED)


class LinkEvents(QObject):
    """Links as macOS hands them to a running application; made for it and never run on it.

    Links that come before `listen` wait, the last one alone.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._calls: Calls | None = None
        self._waiting = ""
        app.installEventFilter(self)

    def listen(self, calls: Calls) -> None:
        """Takes what is done for a link."""
        self._calls = calls
        if self._waiting:
            self._follow(self._waiting, calls)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and is_link(link := event.url().toString()):
            if self._calls:
                self._follow(link, self._calls)
            else:
                self._waiting = link
            return True
        return super().eventFilter(watched, event)

    def _follow(self, link: str, calls: Calls) -> None:
        calls.come_forward()
        try:
            number = read_link(link)
        except CheckRefused as refusal:
            calls.refuse(str(refusal))
        else:
            calls.check(number)


def server_name(data: Path, *, practice: bool) -> str:
    """Returns the name of the socket for a data folder, or its path where sockets are files."""
    mode = "practice" if practice else "work"
    account = str(os.getuid()) if sys.platform != "win32" else os.environ.get("USERNAME", "")
    whose = hashlib.sha256(f"{account}\n{data}\n{mode}".encode(errors="surrogateescape")).hexdigest()[:20]
    name = f"leaddesk-{whose}"
    if sys.platform == "win32":
        return name
    folders = (os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("TMPDIR", ""))
    paths = (f"{folder.rstrip('/')}/{name}" for folder in folders if folder.startswith("/") and Path(folder).is_dir())
    return next((path for path in paths if len(os.fsencode(path)) <= _PATH_CAP), f"/tmp/{name}")  # noqa: S108


def bring_forward(window: QWidget) -> None:
    """Shows a window in front of the others, as far as the desktop lets a program do that."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


def _may_be_there(name: str) -> bool:
    """Tells whether a copy may be listening there, without loading what it takes to ask.

    A socket of another account is none of ours: in a folder for everybody it could have been put there to be asked.
    """
    if sys.platform == "win32":
        return True
    with contextlib.suppress(OSError):
        found = os.lstat(name)
        return stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid()
    return False


def _ms_left(until: float) -> int:
    return max(0, int((until - time.monotonic()) * 1000))


def _line(options: Options) -> bytes:
    if options.refusal:
        return _REFUSED + b"\n"
    return b"%s %s\n" % (_CHECK, options.check.encode()) if options.check else _RAISE + b"\n"


def _number(said: bytes) -> str | None:
    """Returns the number that a peer named, or None for anything else."""
    try:
        return read_number(said.decode("ascii"))
    except (UnicodeDecodeError, CheckRefused):
        return None
