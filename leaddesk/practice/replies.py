"""How an answer leaves: as JSON at once, late, never, or as a broken connection.

The vendor documents no error body; the shape of `refusal` is a plausible one and nothing to rely on.
"""

from __future__ import annotations

import asyncio
import http
import json
import socket
import struct
import sys
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

# Windows counts the two halves of the linger option in 16 bits, everybody else in an int.
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)


def as_json(content: Any, status: int = 200) -> Response:
    """Render a value as a JSON answer in UTF-8."""
    # A lone surrogate has no UTF-8 form; what `backslashreplace` writes for it is just its JSON escape.
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, status, media_type="application/json")


def refusal(status: int, message: str) -> Response:
    """Render an HTTP error whose body names the status and says why."""
    phrase = http.HTTPStatus(status).phrase
    return as_json({"statusCode": status, "error": phrase, "message": message}, status)


class SlowAnswer(Response):
    """An answer that leaves after some seconds, unless the client goes away first."""

    def __init__(self, answer: Response, seconds: float) -> None:
        super().__init__()
        self._answer = answer
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.wait_for(_gone(receive), self._seconds)
        except TimeoutError:
            await self._answer(scope, receive, send)


class NoAnswer(Response):
    """Silence until the client goes away or the server stops."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _gone(receive)


class BrokenConnection(Response):
    """A connection reset, as when a machine between the two fails after the request was read."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport: asyncio.Transport = scope["state"]["transport"]
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        transport.abort()
        await _gone(receive)


async def _gone(receive: Receive) -> None:
    """Wait until the connection is lost: once the body was read, nothing else can be received."""
    await receive()
