"""The running copy's side of one window: what later starts and links ask for, taken from peers that nobody trusts.

Everything is bounded in bytes, in time and in count, so that a peer that stalls or lies costs nothing. A number that
comes this way is filled in and never sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

from leaddesk.app.instance import CHECK, OK, RAISE, REFUSED
from leaddesk.domain.check_link import CheckRefused, is_link, read_link, read_number
from leaddesk.language import tr

LINE_CAP = 512
"""Bytes of a line that are read at most."""
PEER_S = 2.0
"""Seconds a peer has to say its line and to go."""
MOST_PEERS = 8
_NOT_FOLLOWED = tr("A link was not followed: it names no number that LeadDesk can check.")


@dataclass(frozen=True, slots=True)
class Calls:
    """What the running copy does for a later start; each may come at any time."""

    check: Callable[[str], None]
    """Fills the number in at *Check number* and sends nothing."""
    refuse: Callable[[str], None]
    """Says why a link was not followed."""
    come_forward: Callable[[], None]
    """Shows the window; called for every later start, before the other two."""


class Listener:
    """Listens at one name until it is closed."""

    def __init__(self, name: str, calls: Calls) -> None:
        self._calls = calls
        self._peers: set[_Peer] = set()
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_PEERS)
        self._server.newConnection.connect(self._take)
        self._name = name

    def listen(self) -> bool:
        """Listens; returns False where another copy does, or nobody can."""
        if _is_answered(self._name):
            return False
        QLocalServer.removeServer(self._name)  # left behind by a copy that was killed
        return self._server.listen(self._name)

    def close(self) -> None:
        """Ends listening and lets every peer go."""
        for peer in tuple(self._peers):
            peer.drop()
        self._server.close()

    def _take(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            if len(self._peers) >= MOST_PEERS:
                socket.abort()
                socket.deleteLater()
            else:
                self._peers.add(_Peer(socket, self._peers, self._calls))


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
        self._patience.start(int(PEER_S * 1000))
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
        number = _number(said) if verb == CHECK else ""
        if verb not in (CHECK, RAISE, REFUSED) or number is None or (said and not number):
            self.drop()
            return
        # The peer goes once it has read this, or is let go like one that says nothing. One that is gone already gave up
        # waiting and has a window of its own.
        self._answered = True
        self._socket.write(OK)
        self._socket.flush()
        if self._socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            return
        self._calls.come_forward()
        if number:
            self._calls.check(number)
        elif verb == REFUSED:
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


def bring_forward(window: QWidget) -> None:
    """Shows a window in front of the others, as far as the desktop lets a program do that."""
    if window.isMinimized():
        window.showNormal()
    window.show()
    window.raise_()
    window.activateWindow()


def _is_answered(name: str) -> bool:
    errors = QLocalSocket.LocalSocketError
    probe = QLocalSocket()
    probe.connectToServer(name)
    answered = probe.waitForConnected(0)
    why = probe.error()
    probe.abort()
    return answered or why not in (errors.ServerNotFoundError, errors.ConnectionRefusedError)


def _number(said: bytes) -> str | None:
    """Returns the number that a peer named, or None for anything else."""
    try:
        return read_number(said.decode("ascii"))
    except (UnicodeDecodeError, CheckRefused):
        return None
