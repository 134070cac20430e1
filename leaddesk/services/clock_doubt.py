"""Notices that this computer's clock is not that of a vendor: by it are judged freshness and calling hours.

A clock that is wrong makes an old check look fresh, and nothing else here would tell. It only compares: no answer is
read another way, and who is right is for a person to find out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.services.ports import Clock, Transport

TOLERANCE = timedelta(minutes=5)
"""So far two clocks may be apart; a slow answer is younger than that."""


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Two clocks at the moment of an answer."""

    host: str
    here: datetime
    there: datetime


class ClockWatch:
    """A `Transport` that looks at the `Date` of each answer (RFC 9110, 6.6.1) and tells once of each host."""

    def __init__(self, transport: Transport, clock: Clock) -> None:
        self._transport, self._clock = transport, clock
        self._told: set[str] = set()
        self.on_doubt: Callable[[ClockDoubt], None] | None = None
        """Is told of a host whose clock is another; again only after both have agreed."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """See `Transport`."""
        response = await self._transport.send(request)
        there = _date_of(response)
        if there is not None:
            self._compare(urlsplit(request.url).hostname or "", self._clock.now(), there)
        return response

    def _compare(self, host: str, here: datetime, there: datetime) -> None:
        if abs(here - there) <= TOLERANCE:
            self._told.discard(host)
        elif host not in self._told and self.on_doubt:
            self._told.add(host)
            self.on_doubt(ClockDoubt(host, here, there))


def _date_of(response: HttpResponse) -> datetime | None:
    """Returns when the answer was made by the clock of whoever made it; None where that is not said.

    What a proxy kept and gave again (`Age`) says when it was made first.
    """
    from email.utils import parsedate_to_datetime

    if response.header("Age"):
        return None
    try:
        date = parsedate_to_datetime(response.header("Date"))
    except (TypeError, ValueError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date
