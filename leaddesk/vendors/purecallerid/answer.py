# ruff: noqa: N815 — attributes keep the vendor's own words, so that a path in a notice is found in the raw answer
"""The answer of the lead load as it is documented, every key optional, keys case-sensitive (contract section 4).

Import this module only while decoding: it brings pydantic, which the first paint does not wait for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainValidator
from pydantic_core import PydanticCustomError

from leaddesk.language import tr_later

_EARLIEST = datetime(2, 1, 1, tzinfo=UTC)
_LATEST = datetime(9998, 12, 31, tzinfo=UTC)
"""Moments are kept inside these, so that showing them in any zone cannot overflow; year 9999 means "never"."""


def _number(value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PydanticCustomError("number", tr_later("a number"))
    return value


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PydanticCustomError("moment", tr_later("a time in ISO 8601 with its zone"))
    return max(_EARLIEST, min(moment, _LATEST)).astimezone(UTC)


def _last_four(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("last_four", tr_later("up to four digits"))
    return str(value).zfill(4) if value != "" else ""


Number = Annotated[int | float, PlainValidator(_number)]
Moment = Annotated[datetime, PlainValidator(_moment)]
FourDigits = Annotated[str, PlainValidator(_last_four)]
"""A number that has lost its leading zeros, or text (section 4.6)."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")


class ValidationResult(_Part):
    """Section 4.3, DataBoost."""

    phone_number: str | None = None
    is_valid: bool | None = None
    activity_score: Number | None = None
    line_type: str | None = None
    carrier: str | None = None
    is_prepaid: bool | None = None
    active: bool | None = None
    mobile: bool | None = None


class DoNotCallResult(_Part):
    """Section 4.4, federal."""

    blocked: bool | None = None
    sanCoverage: bool | None = None
    reason: str | None = None


class StateDoNotCallResult(_Part):
    """Section 4.4, state."""

    blocked: bool | None = None
    reason: str | None = None


class Case(_Part):
    """Section 4.6."""

    Phone: str | None = None
    Name: str | None = None
    ParticipantType: str | None = None
    LastFour: FourDigits | None = None
    Actions: list[str | None] | None = None
    Court: str | None = None
    CaseTitle: str | None = None
    CaseNumber: str | None = None
    FilingDate: str | None = None
    Judges: list[str | None] | None = None
    Defendants: list[str | None] | None = None
    Plaintiffs: list[str | None] | None = None
    Attorneys: list[str | None] | None = None
    Lawfirms: list[str | None] | None = None
    CAFA: str | None = None


class KnownLitigatorCheck(_Part):
    """Section 4.5."""

    ttl: Moment | None = None
    Phone: str | None = None
    Found: bool | None = None
    NumHits: Number | None = None
    results: list[Case | None] | None = None
    Elapsed: Number | None = None
    description: str | None = None
    actions: str | None = None


class MappingEntry(_Part):
    """Section 4.2, `mapping[]`."""

    columnIndex: Number | None = None
    columnId: str | None = None


class Lead(_Part):
    """Section 4.2."""

    orgId: Number | None = None
    workspaceId: Number | None = None
    campaignId: str | None = None
    listId: str | None = None
    phone: str | None = None
    zip: str | None = None
    city: str | None = None
    state: str | None = None
    callerId: str | None = None
    status: str | None = None
    validationResult: ValidationResult | None = None
    doNotCallResult: DoNotCallResult | None = None
    stateDoNotCallResult: StateDoNotCallResult | None = None
    knownLitigatorCheck: KnownLitigatorCheck | None = None
    loaded: Moment | None = None
    fields: list[str | None] | None = None
    mapping: list[MappingEntry | None] | None = None


class Answer(_Part):
    """Section 4.1."""

    status: str | None = None
    reason: str | None = None
    message: str | None = None
    lead: Lead | None = None
