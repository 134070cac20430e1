# ruff: noqa: N815 — attributes keep the vendor's own words, so that a path in a notice is found in the raw answer
"""The campaign object as it is documented, every key optional, keys case-sensitive (contract sections 3 to 5).

Import this module only while decoding: it brings pydantic, which the first paint does not wait for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from leaddesk.domain.campaign import Moment
from leaddesk.language import tr_later

_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
_LATEST = datetime(9998, 12, 31, tzinfo=UTC)
"""Moments are kept inside these, so that showing them in any zone cannot overflow; year 9999 means "never"."""
_SECONDS = (10**8, 10**11)
"""Numbers between these are seconds since 1970, a thousand times as much are milliseconds."""
_LONGEST = 40
"""Characters of a time that is worth remembering."""
_FAR = 100_000
"""Minutes; what is further from midnight is no time of a day and would only break a drawing."""


def _loose(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise PydanticCustomError(tr_later("text"), tr_later("text"))
    return str(value)


def _minutes(value: object) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _FAR:
        raise PydanticCustomError("minutes", tr_later("minutes after midnight"))
    return value


def _moment(value: object) -> Moment:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise PydanticCustomError("moment", tr_later("a time"))
    return _seen_moment(value) if isinstance(value, str) and len(value) <= _LONGEST else read_moment(value)


def read_moment(value: str | int | float) -> Moment:
    """Returns a time from text in ISO 8601 or from a number of (milli)seconds since 1970; without a zone it is none."""
    try:
        at = datetime.fromisoformat(value.strip().upper()) if isinstance(value, str) else _since_1970(value)
    except (ValueError, OverflowError):
        at = None
    if at is None or at.tzinfo is None:
        return Moment(str(value))
    return Moment(str(value), max(_EARLIEST, min(at, _LATEST)).astimezone(UTC))


_seen_moment = lru_cache(maxsize=2_000)(read_moment)
"""The same: events come again with every look at the board."""


def _since_1970(number: float) -> datetime | None:
    if _SECONDS[0] <= number < _SECONDS[1]:
        return datetime.fromtimestamp(number, UTC)
    if _SECONDS[0] * 1000 <= number < _SECONDS[1] * 1000:
        return datetime.fromtimestamp(number / 1000, UTC)
    return None


Loose = Annotated[str, PlainValidator(_loose)]
"""Text, or a whole number taken for text."""
Minutes = Annotated[int, PlainValidator(_minutes)]
Time = Annotated[Moment, PlainValidator(_moment)]


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class Event(_Part):
    """`events[]`."""

    timestamp: Time | None = None
    type: str | None = None
    message: str | None = None


class Window(_Part):
    """`schedule.monday[]` and so on."""

    start: Minutes | None = None
    end: Minutes | None = None


class Schedule(_Part):
    """Section 4."""

    monday: list[Window | None] | None = None
    tuesday: list[Window | None] | None = None
    wednesday: list[Window | None] | None = None
    thursday: list[Window | None] | None = None
    friday: list[Window | None] | None = None
    saturday: list[Window | None] | None = None
    sunday: list[Window | None] | None = None
    exceptions: Any = None


class Messages(_Part):
    """Section 5."""

    outgoingMessage: str | None = None
    responseMessage: str | None = None
    helpMessage: str | None = None
    stopMessage: str | None = None
    startMessage: str | None = None


class Disposition(_Part):
    """`dispositions[]`."""

    id: Loose | None = None
    disposition: str | None = None
    success: bool | None = None
    doNotContact: bool | None = None


class CampaignObject(_Part):
    """Section 3; what no document gives a shape is taken as it comes."""

    events: list[Event | None] | None = None
    id: Loose | None = None
    orgId: Loose | None = None
    workspaceId: Loose | None = None
    name: Loose | None = None
    shardingHashCode: Any = None
    created: Time | None = None
    updated: Time | None = None
    campaignStatus: str | None = None
    sendingStatus: str | None = None
    sendingStatusDescription: str | None = None
    nextRunTime: Time | None = None
    senderSourceType: str | None = None
    senderSourceId: Loose | None = None
    aegisWorkflowId: Loose | None = None
    carrierDailyLimits: Any = None
    schedule: Schedule | None = None
    messages: Messages | None = None
    webhooks: dict[str, Any] | None = None
    notifications: dict[str, Any] | None = None
    customFields: Any = None
    dispositions: list[Disposition | None] | None = None
    zendeskApprovalTicketId: Loose | None = None
    allCampaignFields: list[Loose | None] | None = None
