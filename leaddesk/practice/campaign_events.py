"""The webhook events of the contract's section 8, posted to one listener on this computer and to nobody else.

They come unsigned, in the order of the changes, and once: a listener that fails misses one.
"""

from __future__ import annotations

import asyncio
import ipaddress
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

ORIGIN = "purecallerid.app"
_SECONDS = 5.0
_KEPT = 200


class AddressError(Exception):
    """An address that events are not sent to; the text says why."""


@dataclass(frozen=True)
class Listener:
    """Where events go."""

    host: str
    port: int
    target: str = field(repr=False)
    """Path and query; who knows them may post to the listener."""


class Delivery(NamedTuple):
    """What became of one event."""

    event_type: str
    status: int
    """The HTTP status it was answered with; 0 where no answer came."""


def listener_at(url: str) -> Listener:
    """Returns the listener of an `http://` address; raises AddressError where it is not a number of the loopback."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError as exc:
        raise AddressError("The address of the listener must name an IP address") from exc
    if parts.scheme != "http" or parts.username is not None or not is_loopback:
        raise AddressError("Events go to http addresses of this computer only, such as http://127.0.0.1:8080/")
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    if not target.isascii() or not target.isprintable() or " " in target:
        raise AddressError("The path of the listener must be plain printable text")
    return Listener(host, port, target)


class EventSender:
    """Posts events one after the other; it is fed on the server's loop and may be redirected from any thread."""

    def __init__(self) -> None:
        self.listener: Listener | None = None
        self.deliveries: tuple[Delivery, ...] = ()
        """The last 200, newest last."""
        self._worker: asyncio.Task[None] | None = None
        self._waiting: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    def send(self, event_type: str, body: bytes) -> None:
        """Has an event sent, if there is a listener."""
        if self.listener is None:
            return
        if self._worker is None or self._worker.done():  # the former one ended with its server
            self._waiting = asyncio.Queue()
            self._worker = asyncio.get_running_loop().create_task(self._work())
        self._waiting.put_nowait((event_type, body))

    async def _work(self) -> None:
        while True:
            event_type, body = await self._waiting.get()
            if self.listener is not None:
                status = await _posted(self.listener, event_type, body)
                self.deliveries = (*self.deliveries, Delivery(event_type, status))[-_KEPT:]


async def _posted(listener: Listener, event_type: str, body: bytes) -> int:
    """Returns the HTTP status a listener answers an event with, 0 where it does not."""
    host = f"[{listener.host}]" if ":" in listener.host else listener.host
    head = (
        f"POST {listener.target} HTTP/1.1\r\nHost: {host}:{listener.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\nx-event-type: {event_type}\r\nx-event-origin: {ORIGIN}\r\n"
        "Connection: close\r\n\r\n"
    )
    with suppress(OSError, TimeoutError, ValueError, IndexError):
        async with asyncio.timeout(_SECONDS):
            reader, writer = await asyncio.open_connection(listener.host, listener.port)
            try:
                writer.write(head.encode("ascii") + body)
                return int((await reader.readline()).split()[1])
            finally:
                writer.close()
    return 0
