"""A loopback HTTP server that misbehaves on command, byte for byte, over real sockets.

It knows just enough HTTP to tell a complete request from a partial one; what it answers is given as bytes. Each
request takes the next step of the script; the last step repeats.

    with FaultServer(Stall(), Answer(http_answer(b"{}"))) as server:
        ... server.url ... server.requests
"""

from __future__ import annotations

import re
import select
import socket
import struct
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

_POLL_S = 0.02


def http_answer(
    body: bytes = b"",
    status: int = 200,
    content_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """Returns a complete, well-formed HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Type: {content_type}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass(frozen=True)
class Answer:
    """Sends `data` and keeps the connection open for the next request."""

    data: bytes


@dataclass(frozen=True)
class AnswerThenClose:
    """Sends `data`, says nothing about closing, and closes: the keep-alive that was not."""

    data: bytes


@dataclass(frozen=True)
class Stall:
    """Sends `data`, nothing by default, and then falls silent until the client leaves or the server closes."""

    data: bytes = b""


@dataclass(frozen=True)
class Truncate:
    """Sends `data`, meant to be less than was announced, and closes cleanly."""

    data: bytes


@dataclass(frozen=True)
class Drip:
    """Sends `data` one byte at a time, `every_s` seconds apart."""

    data: bytes
    every_s: float


@dataclass(frozen=True)
class ResetBeforeReading:
    """Resets the connection before any of the request is read, once its first bytes are there or 0.2 s have passed."""


@dataclass(frozen=True)
class Reset:
    """Reads the whole request, sends `data`, nothing by default, and resets the connection."""

    data: bytes = b""


Step = Answer | AnswerThenClose | Stall | Truncate | Drip | ResetBeforeReading | Reset


class FaultServer:
    """Listens from construction until `close`; usable as a context manager."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self.requests: list[bytes] = []
        """Every request that arrived whole, head and body."""
        self.connections = 0
        """How many connections were accepted."""
        self.received = threading.Event()
        """Set once the first whole request is in."""
        self.client_left = threading.Event()
        """Set once a client closed its side while the server stalled or dripped."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_POLL_S)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept, name="fault-server", daemon=True)]
        self._threads[0].start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_reason: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends every connection and waits for the threads."""
        self._closing.set()
        for thread in tuple(self._threads):
            thread.join(timeout=5)
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _peer = self._listener.accept()
            except TimeoutError:
                continue
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,), name="fault-connection", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with connection:
            try:
                while self._serve_one(connection):
                    pass
            except OSError:
                self.client_left.set()

    def _serve_one(self, connection: socket.socket) -> bool:
        if isinstance(self._next_step(), ResetBeforeReading):
            self._take_step()
            # A reset that overtook the client's own connect would look like a refusal.
            select.select([connection], [], [], 0.2)
            _reset(connection)
            return False
        request = self._read_request(connection)
        if request is None:
            return False
        step = self._take_step()
        self.requests.append(request)
        self.received.set()
        match step:
            case Answer(data):
                connection.sendall(data)
                return True
            case AnswerThenClose(data) | Truncate(data):
                connection.sendall(data)
            case Stall(data):
                connection.sendall(data)
                self._wait_for_the_client_to_leave(connection)
            case Drip(data, every_s):
                return self._drip(connection, data, every_s)
            case Reset(data):
                connection.sendall(data)
                # What was sent has to arrive first: a reset lets the receiver throw away what it has not read yet.
                self._closing.wait(0.1)
                _reset(connection)
            case ResetBeforeReading():
                _reset(connection)
        return False

    def _next_step(self) -> Step:
        with self._lock:
            return self._steps[0]

    def _take_step(self) -> Step:
        with self._lock:
            return self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]

    def _read_request(self, connection: socket.socket) -> bytes | None:
        data = b""
        while not _is_whole(data):
            if self._closing.is_set():
                return None
            if not select.select([connection], [], [], _POLL_S)[0]:
                continue
            more = connection.recv(65536)
            if not more:
                return None
            data += more
        return data

    def _wait_for_the_client_to_leave(self, connection: socket.socket, seconds: float | None = None) -> bool:
        """Waits until the client closes, the server closes or `seconds` have passed; True when the client left."""
        waited = 0.0
        while not self._closing.is_set() and (seconds is None or waited < seconds):
            pause = _POLL_S if seconds is None else min(_POLL_S, seconds - waited)
            if select.select([connection], [], [], pause)[0] and not connection.recv(65536):
                self.client_left.set()
                return True
            waited += pause
        return False

    def _drip(self, connection: socket.socket, data: bytes, every_s: float) -> bool:
        for byte in data:
            connection.sendall(bytes([byte]))
            if self._wait_for_the_client_to_leave(connection, every_s) or self._closing.is_set():
                return False
        return True


def _is_whole(data: bytes) -> bool:
    head, blank_line, body = data.partition(b"\r\n\r\n")
    if not blank_line:
        return False
    if re.search(rb"(?im)^transfer-encoding:.*chunked", head):
        return body.endswith(b"0\r\n\r\n")
    length = re.search(rb"(?im)^content-length:\s*(\d+)", head)
    return len(body) >= (int(length[1]) if length else 0)


def _reset(connection: socket.socket) -> None:
    """Closes with a TCP reset instead of a polite end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def port_of_nobody() -> int:
    """Returns a loopback port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
