"""What the journal keeps of one write, a load or an act on a campaign: an opening before its first byte, then its end.

Both are appended, never changed: a later settlement (a late answer, a person's word) stands over an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from leaddesk.domain.act import ActOutcome, is_act
from leaddesk.domain.verdict import LEFT_UNDONE, Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.language import tr_later


class SettledBy(StrEnum):
    """What settled an exchange."""

    ANSWER = "answer"
    NO_ANSWER = tr_later("no answer")
    """The transport gave up, before or after the request left."""
    CANCEL = "cancel"
    RESTART = "restart"
    """LeadDesk ended while the request was open."""
    PERSON = "person"
    """Somebody looked in the dialer and said what became of it."""
    REREAD = tr_later("read again")
    """The campaign was read again later, after an act of which nobody knew what became."""


Outcome = LoadOutcome | ActOutcome
"""What an exchange became: a load's word, or an act's where `is_act` says so; three words are the same in both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The row *about to send*."""

    at: datetime
    operator: str
    vendor: str
    profile_id: str
    profile_name: str
    environment: str
    destination_id: str
    destination_name: str
    dialer: str
    act: str
    """What is done, in the words of the screen, such as "Load lead"."""
    number: str
    """E.164, or as typed where it was sent so; empty for an act on a campaign."""
    lead: Mapping[str, str]
    """The form as typed, so that it can be opened again; of an act, what was asked for, by the keys of `ACT_KEYS`."""
    request: RequestRecord
    data_quality_counts: bool = True
    """The profile's rule at that time."""
    notes: tuple[str, ...] = ()
    """What else is on record, such as "Sent as typed" or fields that had no column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What became of an exchange."""

    at: datetime
    by: SettledBy
    outcome: Outcome
    explanation: Explanation
    assessment: str
    """The grade at that time, in its words; empty for an act, which assesses nobody."""
    checks: Mapping[str, str] = field(default_factory=dict)
    """State by check name, at that time; of an act, the campaign's status as it was read again, as `STATUS_AFTER`."""
    response: HttpResponse | None = None
    """Scrubbed of the request's secrets; None when no answer came."""
    operator: str = ""
    """Who settled it; empty unless a person did."""
    rules: str = ""
    """Version of the assessment rules that judged it; empty in entries of before they had one."""

    @property
    def load_outcome(self) -> LoadOutcome:
        """The outcome of a load. Raises ValueError for a word that only acts have."""
        return LoadOutcome(self.outcome)

    @property
    def word(self) -> str:
        """The outcome in the words of the screen; a load that is only partly done never reads as a whole one."""
        is_load = self.outcome == LoadOutcome.LOADED
        return LEFT_UNDONE.get(self.explanation.title, self.outcome.value) if is_load else self.outcome.value


@dataclass(frozen=True, slots=True)
class Exchange:
    """One write with all that is known of it."""

    id: int
    opening: Opening
    settlements: tuple[Settlement, ...] = ()
    """In the order of writing; the last one counts."""

    @property
    def settled(self) -> Settlement | None:
        """The settlement that counts, or None while it is open."""
        return self.settlements[-1] if self.settlements else None

    @property
    def is_act(self) -> bool:
        """Whether it is an act on a campaign, and no load."""
        return is_act(self.opening.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRow:
    """One line of *Exchanges*."""

    id: int
    at: datetime
    operator: str
    profile_name: str
    environment: str
    destination_name: str
    number: str
    outcome: str
    """One of the words of a load or of an act; "About to send" while open."""
    assessment: str
    act: str = ""
    """What was done, in the words of the screen."""
    name: str = ""
    """First and last name, as typed."""
    title: str = ""
    """Of the explanation; empty where it says no more than the outcome."""

    @property
    def word(self) -> str:
        """The outcome in the words of the screen; a load that is only partly done never reads as a whole one."""
        return LEFT_UNDONE.get(self.title, self.outcome) if self.outcome == LoadOutcome.LOADED else self.outcome

    @property
    def is_act(self) -> bool:
        """Whether it is an act on a campaign, and no load: nothing was checked, so it has no assessment."""
        return is_act(self.act)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """What to look for among the exchanges; what is empty does not narrow."""

    text: str = ""
    """Three digits and more search the number, anything else the words of the exchange, case ignored."""
    outcomes: tuple[str, ...] = ()
    """Any of these, in the words of `ExchangeRow.outcome`."""
    assessments: tuple[str, ...] = ()
    operator: str = ""
    profile_id: str = ""
    destination_id: str = ""
    since: datetime | None = None
    """At this time or later, with its zone."""
    until: datetime | None = None
    """Before this time, with its zone."""


EVERYTHING = HistoryQuery()
ABOUT_TO_SEND = tr_later("About to send")
CAMPAIGN_ID, LIST_NAME, STATUS_BEFORE = ACT_KEYS = ("campaign_id", "list_name", "status_before")
"""The keys of an act's opening beside those of the texts it changes."""
STATUS_AFTER = tr_later("Status after")
