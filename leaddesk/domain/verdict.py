"""What came back for one lead: the load outcome, and the evidence of each check, never mixed.

Evidence keeps what the vendor said and what it did not say apart. Judging it is `assessment`'s work.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import NamedTuple

from leaddesk.domain.drift import FieldChange
from leaddesk.language import tr, tr_later, tr_now


class LoadOutcome(StrEnum):
    """What became of the load (PRODUCT 2.2)."""

    LOADED = tr_later("Loaded")
    DUPLICATE = tr_later("Duplicate")
    REJECTED = tr_later("Rejected")
    NOT_SENT = tr_later("Not sent")
    UNKNOWN = tr_later("Outcome unknown")


PARTLY_DONE = tr_later("Loaded, partly done")
HELD = tr_later("Loaded, nobody will dial it")
PARTLY_TITLE = tr_later("Loaded, but only partly done.")
HELD_TITLE = tr_later("Loaded, but held without a callback: nobody will dial it.")
LEFT_UNDONE = {PARTLY_TITLE: PARTLY_DONE, HELD_TITLE: HELD}
"""The word of a load by the title of its explanation: of what was left undone the record keeps the explanation only."""


class Silence(Enum):
    """Why there is no value: nothing came, or what came cannot be read."""

    MISSING = tr_later("not returned")
    UNREADABLE = tr_later("unreadable")


Flag = bool | Silence
"""A yes or no, or the kind of silence in its place."""
Number = int | float | Silence
Moment = datetime | Silence


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened, what it means, what to do: three plain sentences."""

    title: str
    detail: str = ""
    hint: str = ""

    def sentence(self) -> str:
        """Returns the parts as one line."""
        return " ".join(part for part in (self.title, self.detail, self.hint) if part)


class Fact(NamedTuple):
    """One documented or extra field of an answer, ready for the eye; an answer has dozens, so it is quick to make."""

    label: str
    text: str
    """Plain text; "not returned" or "unreadable" stand for silence."""
    caution: bool = False
    key: str = ""
    """The vendor's own name and path, such as `lead.doNotCallResult.blocked`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataQuality:
    """Is the number valid and in use."""

    is_valid: Flag
    active: Flag = Silence.MISSING
    prepaid: Flag = Silence.MISSING
    activity: Number = Silence.MISSING
    """0 to 100: recent call and text activity."""
    reason: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FederalDnc:
    """The federal do-not-call registry, within the area codes the subscription (SAN) covers."""

    blocked: Flag
    san_coverage: Flag
    reason: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StateDnc:
    """The state's own do-not-call registry."""

    blocked: Flag
    reason: str = ""
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LitigationCase:
    """One case of a known litigator: the fifteen documented fields, as text for the eye."""

    phone: str = ""
    name: str = ""
    participant_type: str = ""
    last_four: str = ""
    """Padded to four; sensitive: masked until revealed, never exported."""
    actions: tuple[str, ...] = ()
    court: str = ""
    case_title: str = ""
    case_number: str = ""
    filing_date: str = ""
    judges: tuple[str, ...] = ()
    defendants: tuple[str, ...] = ()
    plaintiffs: tuple[str, ...] = ()
    attorneys: tuple[str, ...] = ()
    law_firms: tuple[str, ...] = ()
    cafa: str = ""
    silences: tuple[tuple[str, Silence], ...] = ()
    """Attribute names above that were not returned or could not be read."""

    def silence(self, name: str) -> Silence | None:
        """Returns why that attribute is empty, or None when the vendor sent it."""
        return next((why for attribute, why in self.silences if attribute == name), None)

    def text(self, name: str) -> str:
        """Returns that attribute as text, or why it is empty: "none given", "not returned", "unreadable"."""
        value: str | tuple[str, ...] = getattr(self, name)
        if not value:
            silence = self.silence(name)
            return tr_now(silence.value) if silence else tr("none given")
        return value if isinstance(value, str) else ", ".join(value)


CASE_FIELDS: tuple[tuple[str, str], ...] = (
    (tr("Name"), "name"),
    (tr("Participant type"), "participant_type"),
    (tr("Phone"), "phone"),
    (tr("Last four"), "last_four"),
    (tr("Filing date"), "filing_date"),
    (tr("Court"), "court"),
    (tr("Case title"), "case_title"),
    (tr("Case number"), "case_number"),
    (tr("Actions"), "actions"),
    (tr("Plaintiffs"), "plaintiffs"),
    (tr("Defendants"), "defendants"),
    (tr("Attorneys"), "attorneys"),
    (tr("Law firms"), "law_firms"),
    (tr("Judges"), "judges"),
    (tr("CAFA"), "cafa"),
)
"""The fifteen fields of a case: label and attribute, in the order of *Case details* and of proofs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Litigator:
    """Is the person known to sue."""

    found: Flag
    hits: Number = Silence.MISSING
    cases: tuple[LitigationCase, ...] = ()
    cases_readable: bool = True
    """False when the case list, or an entry in it, could not be read."""
    fresh_until: Moment = Silence.MISSING
    """The check's `ttl`."""
    narrative: str = ""
    actions: str = ""
    reason: str = ""
    facts: tuple[Fact, ...] = ()
    mismatches: tuple[str, ...] = ()
    """Where structured data and narrative do not agree, one sentence each."""

    @property
    def case_count(self) -> int:
        """How many cases there are: those listed, or the vendor's own count where it is higher."""
        return max(len(self.cases), 0 if isinstance(self.hits, Silence) else int(self.hits))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What each of the four checks brought, or the silence in its place."""

    data_quality: DataQuality | Silence = Silence.MISSING
    federal: FederalDnc | Silence = Silence.MISSING
    state: StateDnc | Silence = Silence.MISSING
    litigator: Litigator | Silence = Silence.MISSING


@dataclass(frozen=True, slots=True)
class StoredField:
    """One field as the vendor stored it, joined to its mapping by index, beside what was sent."""

    index: int
    column: str
    """The vendor's `columnId`, empty when the mapping has none for this index."""
    value: str
    sent_column: str = ""
    sent_value: str | None = None
    """None when nothing was sent at this index."""

    @property
    def differs(self) -> bool:
        """Whether the stored value is not what was sent."""
        return self.sent_value is None or self.value != self.sent_value


@dataclass(frozen=True, slots=True)
class RefusedColumn:
    """One column of the request that the vendor refuses."""

    column: str
    """By the vendor's own name, as in the destination's mapping."""
    text: str
    """A sentence for the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Everything one answer says; a value, never an exception."""

    outcome: LoadOutcome
    explanation: Explanation
    status: str = ""
    reason: str = ""
    message: str = ""
    caller_id: str = ""
    evidence: Evidence | None = None
    """None when this vendor returns no checks at all."""
    other_numbers: tuple[str, ...] = ()
    """Sentences that name a number in the answer which is not the one that was sent."""
    record: tuple[Fact, ...] = ()
    """The rest of the documented fields: ids, place, times."""
    stored: tuple[StoredField, ...] = ()
    extra: tuple[Fact, ...] = ()
    """Fields the contract does not know, shown under *Other*."""
    drift: tuple[str, ...] = ()
    """Fields of another type than documented, one sentence each."""
    changes: tuple[FieldChange, ...] = ()
    """All that is not as documented, for the list of changes."""
    notices: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    """What was asked for beside the load and did not happen, one sentence each: the lead is *partly done*."""
    held: bool = False
    """Whether the lead is held where nobody will dial it, for what did not happen."""
    do_not_contact: tuple[str, ...] = ()
    """Sentences in which the dialer itself says that the number must not be called."""
    refused: tuple[RefusedColumn, ...] = ()
    """What the vendor names as the reason; it belongs beside the fields that fill those columns."""
    retry_after_s: float | None = None
    locks: bool = False
    """Whether the vendor takes nothing more from this user until `retry_after_s` have passed."""

    @property
    def word(self) -> str:
        """The outcome in the words of the screen; a load that is only partly done never reads as a whole one."""
        if self.outcome is not LoadOutcome.LOADED:
            return self.outcome.value
        if self.held or self.undone:
            return HELD if self.held else PARTLY_DONE
        return LEFT_UNDONE.get(self.explanation.title, self.outcome.value)
