"""What the practice server was asked: a bounded log that any thread may read.

It keeps no bodies and no headers, and of a query string only the documented parameters of a search for leads, so a
key never reaches it.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

LIMIT = 500

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SeenRequest:
    """One request as the server saw it."""

    at: datetime
    """When it arrived, in UTC."""
    method: str
    path: str
    number: str
    """The ten digits of the lead's phone, or an empty text where the request named none."""
    status: int | None
    """The HTTP status answered; None while in flight and for good when no answer was ever sent."""
    asked: tuple[tuple[str, str], ...] = ()
    """The parameters of a search for leads, in the order sent; those the contract does not document are left out."""


class RequestLog:
    """The last 500 requests, oldest first, with a callback for each change."""

    def __init__(self, on_request: Callable[[SeenRequest], None] | None = None) -> None:
        self._on_request = on_request
        self._lock = threading.Lock()
        self._seen: dict[int, SeenRequest] = {}
        self._arrived = 0

    @property
    def requests(self) -> tuple[SeenRequest, ...]:
        """The requests kept, newest last."""
        with self._lock:
            return tuple(self._seen.values())

    def count(self, number: str) -> int:
        """Count the requests about a number, however it is written."""
        wanted = re.sub(r"\D", "", number)[-10:]
        return sum(1 for seen in self.requests if wanted and seen.number == wanted)

    def arrived(self, method: str, path: str) -> int:
        """Note a new request and return the handle for what is learnt about it later."""
        seen = SeenRequest(datetime.now(UTC), method, path, number="", status=None)
        with self._lock:
            self._arrived += 1
            handle = self._arrived
            self._seen[handle] = seen
            if len(self._seen) > LIMIT:
                del self._seen[next(iter(self._seen))]
        self._tell(seen)
        return handle

    def numbered(self, handle: int, number: str) -> None:
        """Note which number a request is about."""
        self._change(handle, number=number)

    def asked(self, handle: int, parameters: tuple[tuple[str, str], ...]) -> None:
        """Note what a search for leads asks for."""
        self._change(handle, asked=parameters)

    def answered(self, handle: int, status: int) -> None:
        """Note the HTTP status a request was answered with."""
        self._change(handle, status=status)

    def _change(
        self,
        handle: int,
        *,
        number: str | None = None,
        status: int | None = None,
        asked: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        with self._lock:
            seen = self._seen.get(handle)
            if seen is None:  # pushed out by newer ones meanwhile
                return
            seen = replace(
                seen,
                number=seen.number if number is None else number,
                status=seen.status if status is None else status,
                asked=seen.asked if asked is None else asked,
            )
            self._seen[handle] = seen
        self._tell(seen)

    def _tell(self, seen: SeenRequest) -> None:
        if self._on_request is None:
            return
        try:
            self._on_request(seen)
        except Exception:  # noqa: BLE001  a listener's fault must not turn into a vendor's answer
            _log.exception("The practice server's listener failed")
