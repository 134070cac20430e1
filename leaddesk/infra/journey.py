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
from leaddesk.language import tr


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
            return NothingLeft(title, _sentences(detail, tr("Nothing was sent.")), hint, can_retry=True)
        if not self._writes:
            return AnswerLost(title, detail, hint or tr("Try again."), can_retry=True)
        return AnswerLost(
            title,
            _sentences(detail, tr("The request may have been carried out.")),
            tr("Do not send it again before you have looked whether it was."),
        )

    def too_late(self, limit_s: float = math.inf) -> TransportProblem:
        """Returns the problem of a request whose time, or a step's own shorter limit, is over."""
        within = tr("within {limit_s} s", limit_s=f"{min(limit_s, self._timeout_s):g}")
        match self.stage:
            case Stage.SENT:
                return self.problem(
                    tr("Nothing answered {within}.", within=within), detail=tr("Asked: {host}.", host=self._host)
                )
            case Stage.ANSWERING:
                return self.problem(
                    tr("The answer of {host} was not complete {within}.", host=self._host, within=within)
                )
            case Stage.PROXY:
                return self.problem(
                    tr("The proxy did not reach {host} {within}.", host=self._host, within=within), _ASK_PROXY
                )
            case _:
                return self.problem(
                    tr("No connection to {host} came about {within}.", host=self._host, within=within), _LOOK_NETWORK
                )

    def broken(self, error: BaseException) -> TransportProblem:
        """Returns the problem of a connection that could not be made or broke, by its cause."""
        match self.stage:
            case Stage.SENT:
                return self.problem(tr("The connection to {host} broke before an answer came.", host=self._host))
            case Stage.ANSWERING:
                return self.problem(tr("The answer of {host} broke off.", host=self._host))
            case Stage.PROXY:
                return self.problem(
                    tr("The proxy did not let LeadDesk through to {host}.", host=self._host), _ASK_PROXY
                )
            case Stage.PREPARING:
                return self.problem(tr("LeadDesk could not set up its network connection."), _LOOK_PROXY_SETTING)
            case _:
                return self._no_connection(tuple(causes(error)))

    def unreadable(self) -> TransportProblem:
        """Returns the problem of an answer that cannot be unpacked."""
        return self.problem(tr("The answer of {host} could not be unpacked.", host=self._host))

    def refused_by_proxy(self, *, wants_password: bool = False) -> TransportProblem:
        """Returns the problem of a proxy that said no, or that asked for a password (status 407)."""
        title = tr("The proxy refused to connect to {host}.", host=self._host)
        if wants_password:
            return self.problem(title, _TYPE_PASSWORD, tr("It asks for a user name and a password."))
        return self.problem(title, _ASK_PROXY)

    def crowded(self) -> TransportProblem:
        """Returns the problem of too many requests at once."""
        return self.problem(
            tr("No connection to {host} was free.", host=self._host),
            tr("Wait until the requests that are running have ended, then try again."),
        )

    def unusable(self) -> TransportProblem:
        """Returns the problem of an address or a request that cannot be put on the wire."""
        return self.problem(tr("The request for {host} cannot be sent as it is.", host=self._host), _LOOK_ADDRESS)

    def _no_connection(self, found: tuple[BaseException, ...]) -> TransportProblem:
        if any(isinstance(cause, socket.gaierror) for cause in found):
            return self.problem(
                tr("{host} was not found.", host=self._host), _LOOK_ADDRESS, tr("The name look-up failed.")
            )
        if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in found):
            return self.problem(
                tr("The certificate of {host} is not trusted on this computer.", host=self._host),
                _OWN_CERTIFICATES,
            )
        if self.stage is Stage.SECURING:
            return self.problem(
                tr("No secure connection to {host} came about.", host=self._host),
                tr("Check the base URL in Profiles; perhaps this port does not speak https."),
            )
        if any(isinstance(cause, ConnectionRefusedError) for cause in found):
            return self.problem(tr("{host} refused the connection.", host=self._host), _LOOK_ADDRESS)
        return self.problem(tr("No connection to {host} came about.", host=self._host), _LOOK_NETWORK)


_LOOK_ADDRESS = tr("Check the base URL in Profiles, and this computer's network.")
_LOOK_NETWORK = tr("Check this computer's network, then try again.")
_LOOK_PROXY_SETTING = tr("Check this computer's proxy setting: LeadDesk speaks with http and https proxies.")
_OWN_CERTIFICATES = tr(
    "Ask your administrator: a company's inspecting proxy has a certificate for Own certificates in Settings, Network."
)
_TYPE_PASSWORD = tr("Type them in Settings, Network, at This proxy.")
_ASK_PROXY = tr("Ask your administrator to let this computer reach it through the proxy.")


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
