"""How far one request has come, and the sentences for a journey that did not end well.

httpcore reports each step of a request to a *trace* function. Because the first byte of the request itself is one of
those steps, "surely not sent" is knowledge here and no guess from an exception's name.
"""

from __future__ import annotations

import math
import socket
import ssl
from collections.abc import Iterator
from enum import Enum, auto
from typing import Any

from leaddesk.domain.errors import AnswerLost, NothingLeft, TransportProblem
from leaddesk.domain.wire import HttpRequest


class Stage(Enum):
    """The last step a request has begun."""

    PREPARING = auto()
    CONNECTING = auto()
    PROXY = auto()
    """The proxy was asked for a tunnel; it has seen the host's name only."""
    SECURING = auto()
    SENT = auto()
    ANSWERING = auto()


class GivenUp(Exception):
    """Nobody waits for the request any more, and nothing of it has left: it shall not leave now."""


class Journey:
    """One request on its way; `trace` is called by httpcore, on the loop."""

    def __init__(self, request: HttpRequest, host: str) -> None:
        self.stage = Stage.PREPARING
        self.left = False
        """Whether a byte of the request itself may have been written."""
        self.given_up = False
        self._host = host
        self._writes = request.writes
        self._timeout_s = request.timeout_s

    async def trace(self, event: str, info: dict[str, Any]) -> None:
        """Notes a step; raises GivenUp in front of the first byte when nobody waits any more."""
        if event.endswith(".connect_tcp.started"):
            self.stage = Stage.CONNECTING
        elif event.endswith(".start_tls.started"):
            self.stage = Stage.SECURING
        elif event.endswith(".send_request_headers.started"):
            if info["request"].method == b"CONNECT":
                self.stage = Stage.PROXY
            elif self.given_up:
                raise GivenUp
            else:
                self.stage, self.left = Stage.SENT, True
        elif event.endswith(".send_request_headers.failed") and _refused_unwritten(info["exception"]):
            self.left = False

    def problem(self, title: str, hint: str = "", detail: str = "") -> TransportProblem:
        """Returns the problem in the class that is true at this step."""
        if not self.left:
            return NothingLeft(title, _sentences(detail, "Nothing was sent."), hint, can_retry=True)
        if not self._writes:
            return AnswerLost(title, detail, hint or "Try again.", can_retry=True)
        return AnswerLost(
            title,
            _sentences(detail, "The request may have been carried out."),
            "Do not send it again before you have looked whether it was.",
        )

    def too_late(self, limit_s: float = math.inf) -> TransportProblem:
        """Returns the problem of a request whose time, or a step's own shorter limit, is over."""
        within = f"within {min(limit_s, self._timeout_s):g} s"
        match self.stage:
            case Stage.SENT:
                return self.problem(f"Nothing answered {within}.", detail=f"Asked: {self._host}.")
            case Stage.ANSWERING:
                return self.problem(f"The answer of {self._host} was not complete {within}.")
            case Stage.PROXY:
                return self.problem(f"The proxy did not reach {self._host} {within}.", _ASK_PROXY)
            case _:
                return self.problem(f"No connection to {self._host} came about {within}.", _LOOK_NETWORK)

    def broken(self, error: BaseException) -> TransportProblem:
        """Returns the problem of a connection that could not be made or broke, by its cause."""
        match self.stage:
            case Stage.SENT:
                return self.problem(f"The connection to {self._host} broke before an answer came.")
            case Stage.ANSWERING:
                return self.problem(f"The answer of {self._host} broke off.")
            case Stage.PROXY:
                return self.problem(f"The proxy did not let LeadDesk through to {self._host}.", _ASK_PROXY)
            case Stage.PREPARING:
                return self.problem("LeadDesk could not set up its network connection.", _LOOK_PROXY_SETTING)
            case _:
                return self._no_connection(tuple(causes(error)))

    def unreadable(self) -> TransportProblem:
        """Returns the problem of an answer that cannot be unpacked."""
        return self.problem(f"The answer of {self._host} could not be unpacked.")

    def refused_by_proxy(self, *, wants_password: bool = False) -> TransportProblem:
        """Returns the problem of a proxy that said no, or that asked for a password (status 407)."""
        title = f"The proxy refused to connect to {self._host}."
        if wants_password:
            return self.problem(title, _TYPE_PASSWORD, "It asks for a user name and a password.")
        return self.problem(title, _ASK_PROXY)

    def crowded(self) -> TransportProblem:
        """Returns the problem of too many requests at once."""
        return self.problem(
            f"No connection to {self._host} was free.",
            "Wait until the requests that are running have ended, then try again.",
        )

    def unusable(self) -> TransportProblem:
        """Returns the problem of an address or a request that cannot be put on the wire."""
        return self.problem(f"The request for {self._host} cannot be sent as it is.", _LOOK_ADDRESS)

    def _no_connection(self, found: tuple[BaseException, ...]) -> TransportProblem:
        if any(isinstance(cause, socket.gaierror) for cause in found):
            return self.problem(f"{self._host} was not found.", _LOOK_ADDRESS, "The name look-up failed.")
        if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in found):
            return self.problem(
                f"The certificate of {self._host} is not trusted on this computer.",
                _OWN_CERTIFICATES,
            )
        if self.stage is Stage.SECURING:
            return self.problem(
                f"No secure connection to {self._host} came about.",
                "Check the base URL in Profiles; perhaps this port does not speak https.",
            )
        if any(isinstance(cause, ConnectionRefusedError) for cause in found):
            return self.problem(f"{self._host} refused the connection.", _LOOK_ADDRESS)
        return self.problem(f"No connection to {self._host} came about.", _LOOK_NETWORK)


_LOOK_ADDRESS = "Check the base URL in Profiles, and this computer's network."
_LOOK_NETWORK = "Check this computer's network, then try again."
_LOOK_PROXY_SETTING = "Check this computer's proxy setting: LeadDesk speaks with http and https proxies."
_OWN_CERTIFICATES = (
    "Ask your administrator: a company's inspecting proxy has a certificate for Own certificates in Settings, Network."
)
_TYPE_PASSWORD = "Type them in Settings, Network, at This proxy."
_ASK_PROXY = "Ask your administrator to let this computer reach it through the proxy."


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yields an exception and everything that led to it, exception groups opened."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [found.__cause__, found.__context__]
        if isinstance(found, BaseExceptionGroup):
            waiting += found.exceptions


def _refused_unwritten(error: BaseException) -> bool:
    # httpcore's and h11's class of this name: h11 refused the request line or a header before writing
    return type(error).__name__ == "LocalProtocolError"


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
