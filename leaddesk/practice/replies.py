"""How an answer leaves: as JSON at once, late, never, in part, or as a broken connection.

The vendor documents no error body; the shape of `refusal` is a plausible one and nothing to rely on.
"""

from __future__ import annotations

import asyncio
import http
import json
import socket
import struct
import sys
from enum import Enum
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

# Windows counts the two halves of the linger option in 16 bits, everybody else in an int.
_NO_LINGER = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
_RESET_AFTER_SECONDS = 0.1
_PIECE = 64 * 1024


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
        _reset(scope)
        await _gone(receive)


class Ending(Enum):
    """What follows when an answer has broken off."""

    SILENCE = "silence"
    END = "end"
    """The connection is closed in due form."""
    RESET = "reset"


class BrokenOff(Response):
    """The head and a half of an answer; with `chunked` all of it, but not the mark that it was all."""

    def __init__(self, answer: Response, ending: Ending, *, chunked: bool = False) -> None:
        super().__init__()
        self._answer = answer
        self._ending = ending
        self._chunked = chunked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, body = self._answer.raw_headers, bytes(self._answer.body)
        if self._chunked:
            headers = [pair for pair in headers if pair[0] != b"content-length"]
        else:
            body = body[: len(body) // 2]
        await send({"type": "http.response.start", "status": self._answer.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        match self._ending:
            case Ending.SILENCE:
                pass
            case Ending.END:
                _transport(scope).close()
            case Ending.RESET:
                # What was sent has to arrive first: a reset lets the receiver throw away what it has not read yet.
                await asyncio.sleep(_RESET_AFTER_SECONDS)
                _reset(scope)
        await _gone(receive)


class Dripped(Response):
    """An answer that leaves byte by byte, until the client goes away."""

    def __init__(self, answer: Response, seconds: float) -> None:
        super().__init__()
        self._answer = answer
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        head = {"type": "http.response.start", "status": 200, "headers": self._answer.raw_headers}
        await send(head)
        for byte in bytes(self._answer.body):
            await send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
            try:
                await asyncio.wait_for(_gone(receive), self._seconds)
            except TimeoutError:
                continue
            return
        await send({"type": "http.response.body"})


class HugeAnswer(Response):
    """A JSON object that is blown up to a size, made while it leaves."""

    def __init__(self, json_object: bytes, size: int) -> None:
        self._begin, self._end = json_object[:-1] + b',"filler":"', b'"}'
        self._filler = size - len(self._begin) - len(self._end)
        super().__init__(headers={"Content-Length": str(size)}, media_type="application/json")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._begin, "more_body": True})
        for start in range(0, self._filler, _PIECE):
            piece = b"x" * min(_PIECE, self._filler - start)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
            await asyncio.sleep(0)  # lets the loop see that the client has left
            if _transport(scope).is_closing():
                await _gone(receive)
                return
        await send({"type": "http.response.body", "body": self._end})


class ClosedAfterwards(Response):
    """An answer after which the connection ends, although it was to be kept."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope, receive, send)
        _transport(scope).close()


def _transport(scope: Scope) -> asyncio.Transport:
    transport: asyncio.Transport = scope["state"]["transport"]
    return transport


def _reset(scope: Scope) -> None:
    transport = _transport(scope)
    if not transport.is_closing():
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        transport.abort()


async def _gone(receive: Receive) -> None:
    """Wait until the connection is lost: once the body was read, nothing else can be received."""
    await receive()
