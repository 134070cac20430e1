"""The web server under the practice server: uvicorn and starlette, made quiet and quick to stop.

Only `PracticeServer.start` imports this module, because the two libraries are slow to load.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from contextlib import suppress

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from leaddesk.practice import croco, lupitor, purecallerid, trackdrive
from leaddesk.practice.campaign_account import CampaignAccount
from leaddesk.practice.croco_account import CrocoAccount
from leaddesk.practice.lead_account import LeadAccount
from leaddesk.practice.lupitor_account import LupitorAccount
from leaddesk.practice.replies import refusal
from leaddesk.practice.seen import RequestLog

# httpx drops idle connections after 5 s and so does uvicorn by default. Were both to do so at once, a request
# could be lost to a closing connection, which would look like a fault nobody chose.
_KEEP_ALIVE_SECONDS = 75
LONGEST_BODY = 4 * 1024 * 1024
"""Bytes, more than the app ever sends: any program on this computer may knock, and what it sends is held in memory."""
MOST_CONNECTIONS = 400
"""So many at once, idle ones too; whoever comes beyond them is told 503."""
_MOST_OPEN = MOST_CONNECTIONS + 50
"""Beyond these nobody is told anything: each connection takes a file number of the whole program."""
_ACCEPTED_SECONDS = 0.005
"""Whoever was let in last has got a connection by then, which can be cut."""
_HANDLER_SECONDS = 1.0
_log = logging.getLogger(__name__)


class LoopbackServer(uvicorn.Server):
    """A uvicorn server that says when it listens and drops every connection when it stops."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()
        """Set once the server listens, or has failed to."""
        self._over = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    def end(self) -> None:
        """Let it stop at once, from any thread; uvicorn alone looks ten times a second whether it should."""
        self.should_exit = True
        with suppress(RuntimeError):  # its loop is closed: it has ended by itself
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._over.set)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen and say so."""
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets=sockets)
        self.settled.set()

    async def main_loop(self) -> None:
        """Serve until it should end."""
        ticks = asyncio.ensure_future(super().main_loop())
        over = asyncio.ensure_future(self._over.wait())
        await asyncio.wait((ticks, over), return_when=asyncio.FIRST_COMPLETED)
        ticks.cancel()
        over.cancel()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening and cut the open connections; a stalled one would never end by itself.

        In place of uvicorn's, which lets everybody finish and looks ten times a second whether they have.
        """
        for listener in self.servers:
            listener.close()
        await asyncio.sleep(_ACCEPTED_SECONDS)
        for connection in list(self.server_state.connections):
            if connection.transport is not None:
                connection.transport.abort()
        await asyncio.sleep(0)  # lets the protocols see the loss, which ends their handlers
        if handlers := tuple(self.server_state.tasks):
            _ended, stuck = await asyncio.wait(handlers, timeout=_HANDLER_SECONDS)
            for handler in stuck:
                _log.error("A handler of the practice server did not end by itself")
                handler.cancel()


class _Protocol(H11Protocol):
    """HTTP/1.1 whose handlers can reach their own connection, which the reset fault needs."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}
        if len(self.connections) > _MOST_OPEN:
            transport.abort()


def build(
    api_key: str,
    leads: LeadAccount,
    campaigns: CampaignAccount,
    deployment: LupitorAccount,
    dialer: CrocoAccount,
    log: RequestLog,
) -> LoopbackServer:
    """Make a server that answers for every vendor and notes each request in `log`."""
    routes = [
        *purecallerid.routes(api_key, campaigns, log),
        *trackdrive.routes(leads, log),
        *lupitor.routes(deployment, log),
        *croco.routes(dialer, log),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _not_served})
    app.router.redirect_slashes = False
    config = uvicorn.Config(
        _noting(_bounded(app), log),
        http=_Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",  # what is left at this level is a defect of ours, and worth hearing of
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
    )
    return LoopbackServer(config)


def _noting(app: ASGIApp, log: RequestLog) -> ASGIApp:
    """Wrap an application so that each request and the status it was answered with are noted."""

    async def noted(scope: Scope, receive: Receive, send: Send) -> None:
        handle = log.arrived(scope["method"], scope["path"])
        scope["state"]["seen"] = handle

        async def noting_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                log.answered(handle, message["status"])  # before it leaves: whoever has it may look it up
            await send(message)

        await app(scope, receive, noting_send)

    return noted


def _bounded(app: ASGIApp) -> ASGIApp:
    """Wrap an application so that it is handed no body longer than `LONGEST_BODY`, announced or not."""

    async def bounded(scope: Scope, receive: Receive, send: Send) -> None:
        left = LONGEST_BODY

        async def counted() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(413)
            return message

        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > LONGEST_BODY:
            await _too_long()(scope, receive, send)
            return
        await app(scope, counted, send)

    return bounded


def _too_long() -> Response:
    answer = refusal(413, "The practice server reads no body as long as this")
    answer.headers["Connection"] = "close"  # else the rest of it would be read on and on
    return answer


async def _not_served(_request: Request, exc: Exception) -> Response:
    if not isinstance(exc, HTTPException):  # the type asks for any exception; starlette sends only these
        raise exc
    return _too_long() if exc.status_code == 413 else refusal(exc.status_code, exc.detail)
