"""What people do that is no exchange and still belongs on record: a wish not to be called, a reveal, an override."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NoteKind(StrEnum):
    """What a note records, in the words of the screen."""

    DO_NOT_CALL = "Asked not to be called"
    MAY_BE_CALLED = "Asked not to be called: undone"
    SENT_ANYWAY = "Sent anyway"
    """A warning before sending was read and passed over."""
    OVERRIDDEN = "Outcome unknown overridden"
    REVEALED = "Revealed"
    """Something masked was made visible."""
    EXPORTED = "Exported"
    PROOF_SAVED = "Proof saved"
    CHECK_DESTINATION = "Marked for number checks"
    HELD = "Legal hold set"
    RELEASED = "Legal hold lifted"
    PURGED = "Purged"
    RESTORED = "Restored from a backup"
    EVENT = "Campaign event"
    """A webhook event that was pasted or posted: unsigned, so it is what somebody claimed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note; like an exchange it is appended and never changed."""

    at: datetime
    operator: str
    kind: NoteKind
    number: str = ""
    """E.164, or as typed; empty where it is not about a number."""
    exchange_id: int | None = None
    """The exchange it is about, if any."""
    reason: str = ""
    """The person's own words or pick."""
    text: str = ""
    """What else there is to say, in words for the screen."""
    id: int | None = None
    """Its number in the history; None before it is written."""
