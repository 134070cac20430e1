"""A text campaign as Pure CallerID Engage describes it, and what was done to one.

Every part of a campaign is optional: a vendor that leaves something out, or sends it in a shape nobody documented,
gets an emptier campaign and never an error. Enums are open: words are kept as they came (contract section 3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from leaddesk.domain.act import Act as Act  # noqa: PLC0414 - told to mypy as this module's own
from leaddesk.domain.act import ActOutcome as ActOutcome  # noqa: PLC0414
from leaddesk.domain.drift import FieldChange
from leaddesk.domain.verdict import Explanation
from leaddesk.language import tr_later

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The keys of a schedule, in the order of the week."""
MESSAGE_KEYS = ("outgoingMessage", "responseMessage", "helpMessage", "stopMessage", "startMessage")
"""The five texts, in the order of the contract (section 5)."""
WEBHOOK_KEYS = ("deliveryResult", "conversationStarted", "incomingMessage", "disposition", "optOut", "optIn")

ACTIVE = "ACTIVE"
READY = "READY"
DRAFT = "DRAFT"
PENDING_APPROVAL = "PENDING_APPROVAL"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as the vendor wrote it."""

    text: str
    at: datetime | None = None
    """In UTC with its zone; None where the text is no time."""


@dataclass(frozen=True, slots=True)
class SendingWindow:
    """A part of a day in which texts go out, in minutes after midnight where the lead is (contract section 4).

    Nothing is assumed of the order or the range: 0 to 1440 is likely and not documented.
    """

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a campaign sends, in the lead's own time zone."""

    days: Mapping[str, tuple[SendingWindow, ...]] = field(default_factory=dict)
    """Windows by the key of the day; a day that did not come is not in it, an empty one sends nothing."""
    exceptions: tuple[str, ...] = ()
    """Each as raw JSON: their shape is documented nowhere."""
    unreadable: tuple[str, ...] = ()
    """What of it could not be read, such as `monday[0].end: "late"`."""


@dataclass(frozen=True, slots=True)
class CampaignEvent:
    """One line of what the vendor says has happened."""

    at: Moment
    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """How a conversation may end."""

    id: str
    name: str
    success: bool | None = None
    do_not_contact: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One text campaign as it was read."""

    id: str
    name: str = ""
    status: str = ""
    """`DRAFT`, `PENDING_APPROVAL`, `READY`, `ACTIVE`, or a word nobody documented; empty when none came."""
    sending: str = ""
    """`IDLE`, `SENDING`, or another word."""
    sending_description: str = ""
    next_run: Moment | None = None
    created: Moment | None = None
    updated: Moment | None = None
    sender_type: str = ""
    sender_id: str = ""
    org_id: str = ""
    workspace_id: str = ""
    workflow_id: str = ""
    ticket: str = ""
    """Of the approval, a text or a number at the vendor's."""
    schedule: Schedule | None = None
    """None when none came."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """Text by its key of MESSAGE_KEYS; one that is null or did not come is not in it."""
    events: tuple[CampaignEvent, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    webhooks: Mapping[str, str] = field(default_factory=dict)
    """The target by the webhook's key, a text or raw JSON; empty text where the vendor says null."""
    notifications: Mapping[str, str] = field(default_factory=dict)
    """Text by its dotted path, such as `conversationEmail.to`."""
    fields: tuple[str, ...] = ()
    """`allCampaignFields`: names that a text may use between double braces."""
    custom_fields: tuple[str, ...] = ()
    """A name where one can be found in it, else raw JSON: their shape is documented nowhere."""
    carrier_limits: tuple[str, ...] = ()
    """Each as raw JSON."""
    others: Mapping[str, str] = field(default_factory=dict)
    """What no document names, as raw JSON by key."""
    drift: tuple[str, ...] = ()
    """Documented keys that came with a type nobody documented, by path."""
    changes: tuple[FieldChange, ...] = field(default=(), repr=False, compare=False)
    """All that is not as documented, for the list of changes; it says nothing about the campaign."""
    raw: str = field(default="", repr=False)
    """The object as indented JSON, scrubbed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignBoard:
    """All campaigns of a workspace at one time."""

    at: datetime
    campaigns: tuple[Campaign, ...]
    others: int = 0
    """How many there are besides that whoever asked did not want to see."""
    notices: tuple[str, ...] = ()
    """What there is to say of it, such as elements that are no campaigns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOrder:
    """One press of an act's button."""

    act: Act
    campaign_id: str
    campaign_name: str
    list_name: str = ""
    """Exactly as typed or loaded, for acts on a list."""
    messages: Mapping[str, str] = field(default_factory=dict)
    """The changed texts alone, by key; what is not in it stays (the vendor reads null as *leave unchanged*)."""


class AnswerShape(StrEnum):
    """What an act's answer turned out to be, decided by its content and never by what was asked (section 2)."""

    CAMPAIGN = tr_later("a campaign")
    LIST = tr_later("a list")
    EMPTY = tr_later("an empty body")
    OTHER = tr_later("something else")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActAnswer:
    """An act's answer as it was read; it proves nothing about the campaign's state."""

    accepted: bool
    """Whether the vendor took the request: any 2xx."""
    shape: AnswerShape
    legible: bool = True
    """Whether it could be read to its end; a text that is no JSON can, and so can an empty body."""
    text: str = ""
    """What it said, in one line: a status word, a name, or the beginning of the body."""
    values: tuple[tuple[str, str], ...] = ()
    """Keys and values of an object, nested ones by dotted path."""
    raw: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignProblem:
    """An answer that refuses, or that cannot be read."""

    explanation: Explanation
    status: int
    """HTTP status; 0 when no answer came."""
    repeatable: bool = False
    """Whether the same read may be answered, or the same pause be pressed again, a moment later."""
    unclear: bool = False
    """Whether a write that was answered so may have been carried out all the same: 5xx and what cannot be read."""
    retry_after_s: float | None = None
    raw: str = field(default="", repr=False)


class EventKind(StrEnum):
    """The two webhook events about campaigns; anything else is shown and never acted on (section 8)."""

    CAMPAIGN_STATUS = "MessagingCampaignStatus"
    LIST_STATUS = "MessagingListStatus"
    OTHER = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookEvent:
    """An event as somebody pasted or posted it: unsigned, so it claims and proves nothing."""

    kind: EventKind
    event_type: str
    """As it came."""
    campaign_id: str = ""
    campaign_name: str = ""
    list_name: str = ""
    status: str = ""
    """As reported; never shown as a state."""
    values: tuple[tuple[str, str], ...] = ()
    raw: str = field(default="", repr=False)
