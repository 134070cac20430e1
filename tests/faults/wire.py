"""What the wire does to one request, told without a vendor: each fault of the matrix, and a server that acts it out.

A fault strikes the call that is meant. Another request of the same deed, as the read that follows an act, is answered
well, and says what the vendor has done by then.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import format_datetime
from enum import Enum

from tests.helpers.fault_server import (
    Answer,
    AnswerThenClose,
    Drip,
    FaultServer,
    Reset,
    Stall,
    Step,
    Truncate,
    http_answer,
)
from tests.services.fakes import START

SHORT_S = 0.6
"""The time-out of faults that wait for one."""
RETRY_AFTER_S = 7


class Way(Enum):
    """What stands in the way before a byte of the request has left, and what one script of answers does not act out."""

    NO_SUCH_NAME = "the name look-up fails"
    NOBODY_LISTENS = "nobody listens on the port"
    PLAIN_TEXT = "TLS is answered in plain text"
    SELF_SIGNED = "a certificate nobody vouches for"
    PROXY = "the proxy answers 407"
    IDLE = "the call before it ended with a kept connection, which the vendor has closed since"


@dataclass(frozen=True)
class Good:
    """The answer that a call hopes for."""

    body: bytes
    kind: str = "application/json"

    @property
    def whole(self) -> bytes:
        """The answer as bytes of HTTP."""
        return http_answer(self.body, content_type=self.kind)

    @property
    def torn(self) -> bytes:
        """All of its head and half of its body."""
        return self.whole[: -max(1, len(self.body) // 2)]


@dataclass(frozen=True)
class WireFault:
    """One row of the matrix."""

    name: str
    act: Way | Callable[[Good, int], Step] = field(repr=False)
    """How it is staged, of the good answer and of how many bytes of an answer are read at most."""
    says: str = "."
    """A pattern of what has to be said wherever the call does not end well."""
    done: bool = True
    """Whether a vendor carries out what it was asked for, though it answers so."""
    waits: bool = False
    """Whether it ends with the time-out."""
    status: int | None = None
    """The status of the answer that the history keeps; None where none came."""


def _no(status: int, **headers: str) -> Callable[[Good, int], Step]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _good, _cap: Answer(http_answer(b'{"message": "no", "error": "no"}', status, headers=named))


def _other(body: bytes, kind: str = "application/json") -> Callable[[Good, int], Step]:
    return lambda _good, _cap: Answer(http_answer(body, content_type=kind))


_PAGE = b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Please sign in.</body></html>\n"
_CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: %b\r\nTransfer-Encoding: chunked\r\n\r\n"
_NOW, _LATER = (format_datetime(START + timedelta(seconds=wait), usegmt=True) for wait in (0, RETRY_AFTER_S))
"""As a server's own clock has it: a date to wait for is told beside the date of the answer."""


def _chunked(good: Good, _cap: int) -> Step:
    pieces = [good.body[at : at + 7] for at in range(0, len(good.body), 7)]
    body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    return Drip(_CHUNKED % good.kind.encode() + body + b"0\r\n\r\n", 0.0)


def _too_slow(good: Good, _cap: int) -> Step:
    return Drip(http_answer(good.body + b" " * 5000, content_type=good.kind), 0.004)


# fmt: off
WIRE = (
    WireFault("Name not found", Way.NO_SUCH_NAME, "was not found"),
    WireFault("Connection refused", Way.NOBODY_LISTENS, "refused the connection"),
    WireFault("No TLS", Way.PLAIN_TEXT, "No secure connection"),
    WireFault("Untrusted certificate", Way.SELF_SIGNED, "certificate of .* is not trusted"),
    WireFault("Proxy refuses", Way.PROXY, "proxy"),
    WireFault("Stall before the headers", lambda _good, _cap: Stall(), "Nothing answered within", waits=True),
    WireFault("Stall after the headers", lambda good, _cap: Stall(good.torn), "not complete within", waits=True),
    WireFault("Reset before the answer", lambda _good, _cap: Reset(), "broke before an answer came"),
    WireFault("Reset during the body", lambda good, _cap: Reset(good.torn), "broke off"),
    WireFault("Reset after the body", lambda good, _cap: Reset(good.whole), status=200),
    WireFault("Truncated", lambda good, _cap: Truncate(good.torn), "broke off"),
    WireFault("Chunked drip, whole in time", _chunked, status=200),
    WireFault("Drip, not whole in time", _too_slow, "within .* s", waits=True),
    WireFault("Wrong type", lambda good, _cap: Answer(http_answer(good.body, content_type="image/png")), status=200),
    WireFault("Wrong charset", lambda good, _cap: Answer(http_answer(b"\xff\xe9" + good.body + b"\xff")), status=200),
    WireFault("Empty", _other(b""), status=200),
    WireFault("Web page", _other(_PAGE, "text/html"), status=200),
    WireFault("Huge", lambda _good, cap: Answer(http_answer(b"x" * (cap + 100_000))), status=200),
    WireFault("Deep JSON", _other(b"[" * 100_000), status=200),
    WireFault("400", _no(400), r"400|no\b", done=False, status=400),
    WireFault("403", _no(403), r"403|no\b", done=False, status=403),
    WireFault("429, seconds", _no(429, Retry_After=str(RETRY_AFTER_S)), "429", done=False, status=429),
    WireFault("429, date", _no(429, Date=_NOW, Retry_After=_LATER), "429", done=False, status=429),
    WireFault("500", _no(500), "500", status=500),
    WireFault("500 with a good answer", lambda good, _cap: Answer(http_answer(good.body, 500, good.kind)), "500",
              status=500),
    WireFault("Redirect to another host", _no(307, Location="https://elsewhere.example.com/x"), "307|another",
              done=False, status=307),
    WireFault("Closed while idle", Way.IDLE, status=200),
)
# fmt: on


class VendorServer(FaultServer):
    """Answers the call that is meant with a fault, every time it comes, and other requests well."""

    def __init__(self, fault: Step, meant: bytes, others: Callable[[bool], bytes], *, done: bool) -> None:
        """`meant` is how the call's request begins; `others` is the answer to others, once the deed is done or not."""
        self._fault, self._meant, self._others, self._does = fault, meant, others, done
        self._latest = threading.local()
        self._counted = 0
        super().__init__(fault)

    @property
    def calls(self) -> int:
        """How often the call that is meant has arrived whole, since they were counted anew."""
        return sum(request.startswith(self._meant) for request in self.requests) - self._counted

    def count_anew(self) -> int:
        """Returns how many calls came, and forgets them and what they did."""
        calls = self.calls
        self._counted += calls
        return calls

    def _read_request(self, connection: socket.socket) -> bytes | None:
        self._latest.request = request = super()._read_request(connection)
        return request

    def _take_step(self) -> Step:
        if self._latest.request.startswith(self._meant):
            return self._fault
        answer = http_answer(self._others(self._does and self.calls > 0))
        return AnswerThenClose(answer) if isinstance(self._fault, AnswerThenClose) else Answer(answer)
