"""What people do that is no exchange and still belongs on record: a wish not to be called, a reveal, an override."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from leaddesk.language import tr_later


class NoteKind(StrEnum):
    """What a note records, in the words of the screen."""

    DO_NOT_CALL = tr_later("Asked not to be called")
    MAY_BE_CALLED = tr_later("Asked not to be called: undone")
    SENT_ANYWAY = tr_later("Sent anyway")
    """A warning before sending was read and passed over."""
    OVERRIDDEN = tr_later("Outcome unknown overridden")
    REVEALED = tr_later("Revealed")
    """Something masked was made visible."""
    EXPORTED = tr_later("Exported")
    PROOF_SAVED = tr_later("Proof saved")
    CHECK_DESTINATION = tr_later("Marked for number checks")
    HELD = tr_later("Legal hold set")
    RELEASED = tr_later("Legal hold lifted")
    PURGED = tr_later("Purged")
    RESTORED = tr_later("Restored from a backup")
    EVENT = tr_later("Campaign event")
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
