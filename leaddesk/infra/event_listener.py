"""Receives webhook events on this computer alone: opt-in, on the loopback, under a path that nobody can guess.

Events are unsigned, so nothing that arrives here is believed: whoever listens marks a row and reads it again. What is
not a POST to the path gets 404, what is too long 413, what comes too often 429; nothing that was sent is echoed.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections import deque
from collections.abc import Callable

import h11

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr

log = logging.getLogger(__name__)
HOST = "127.0.0.1"
LONGEST_BODY = 1024 * 1024
"""Bytes of an event; a campaign has a few thousand."""
MOST_IN_10_S = 50
"""Requests that are taken in ten seconds, from all senders together."""
MOST_AT_ONCE = 8
"""Connections whose requests are taken at the same time."""
_MOST_OPEN = 4 * MOST_AT_ONCE
"""Connections that are open at the same time; further ones are dropped, for each takes a file number of LeadDesk's."""
_WINDOW_S = 10.0
_PATIENCE_S = 5.0
_CHUNK = 65536


class EventListener:
    """One port, one path, until it is stopped."""

    def __init__(self, on_event: Callable[[str, str], None]) -> None:
        """`on_event` is called with the text of an event and its `x-event-type`, empty where there was none."""
        self._on_event = on_event
        self._server: asyncio.Server | None = None
        self._path = ""
        self.address = ""
        """Where to post to; empty while it is off."""
        self._came: deque[float] = deque()
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def is_on(self) -> bool:
        """Whether events are taken."""
        return self._server is not None

    async def start(self) -> str:
        """Listens and returns the address to post to, a new one each time. Raises LeadDeskError."""
        await self.stop()
        try:
            server = await asyncio.start_server(self._take, HOST, 0, limit=_CHUNK)
        except OSError as error:
            raise LeadDeskError(
                tr("LeadDesk cannot listen for events on this computer."),
                f"({error.strerror or type(error).__name__})",
                tr("Paste events instead; the board is read anew by Refresh and by polling all the same."),
            ) from error
        self._server = server
        self._path = f"/events/{secrets.token_urlsafe(24)}"
        self._came.clear()
        self.address = f"http://{HOST}:{server.sockets[0].getsockname()[1]}{self._path}"
        return self.address

    async def stop(self) -> None:
        """Stops listening and lets go of whoever is connected; the address is worth nothing afterwards."""
        server, self._server, self.address = self._server, None, ""
        if server is None:
            return
        server.close()
        for writer in self._open:
            writer.transport.abort()

    async def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._open) >= _MOST_OPEN:
            writer.transport.abort()
            return
        self._open.add(writer)
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await self._answer(reader, writer)
        except (TimeoutError, OSError, h11.ProtocolError):
            pass  # whoever it was has gone, dawdles, speaks no HTTP, or the listener was switched off
        except Exception:
            log.exception("An event could not be taken")
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Reads one request and answers it; the connection is closed after that."""
        http = h11.Connection(h11.SERVER)
        try:
            status, text, kind = await self._read(http, reader)
        except h11.RemoteProtocolError as error:
            status, text, kind = error.error_status_hint, "", ""
        headers = [("Content-Length", "0"), ("Connection", "close")]
        with contextlib.suppress(h11.LocalProtocolError):
            writer.write(http.send(h11.Response(status_code=status, headers=headers)) or b"")
            writer.write(http.send(h11.EndOfMessage()) or b"")
        await writer.drain()
        if status == 204 and self.is_on:
            self._on_event(text, kind)

    async def _read(self, http: h11.Connection, reader: asyncio.StreamReader) -> tuple[int, str, str]:
        """Returns the status that a request earns, its text, and the type that its header names."""
        kind, body = "", bytearray()
        while True:
            event = http.next_event()
            if event is h11.NEED_DATA:
                http.receive_data(await reader.read(_CHUNK))
            elif isinstance(event, h11.Request):
                if refusal := self._refusal(event):
                    return refusal, "", ""
                kind = _header(event, b"x-event-type")
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > LONGEST_BODY:
                    return 413, "", ""
            elif isinstance(event, h11.EndOfMessage):
                return 204, body.decode("utf-8", "replace"), kind
            else:
                raise h11.RemoteProtocolError("The connection ended within a request.")

    def _refusal(self, request: h11.Request) -> int:
        """Returns the status of a request that is not taken, or 0."""
        if len(self._open) > MOST_AT_ONCE or self._is_too_often():
            return 429
        if not secrets.compare_digest(request.target, self._path.encode()):
            return 404
        if request.method != b"POST":
            return 405
        length = _header(request, b"content-length")
        return 413 if length.isdecimal() and int(length) > LONGEST_BODY else 0

    def _is_too_often(self) -> bool:
        now = asyncio.get_running_loop().time()
        while self._came and self._came[0] <= now - _WINDOW_S:
            self._came.popleft()
        if len(self._came) >= MOST_IN_10_S:
            return True
        self._came.append(now)
        return False


def _header(request: h11.Request, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in request.headers if key == name), "")
