"""Webhook events that somebody pasted or posted: noted in the history, never believed.

Events are unsigned (contract section 8): one about a campaign only asks for a read; one about a list is shown as
reported, for a list cannot be read; anything else is shown as what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from leaddesk.domain.campaign import EventKind, WebhookEvent
from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.ports import Clock, Journal
from leaddesk.vendors.campaign_source import CampaignSource

LONGEST_WORD = 200
"""Characters of each part of an event that go on record; its raw text does not: anybody may have made it up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenEvent:
    """An event, and what is to be done about it."""

    event: WebhookEvent
    sentence: str
    """What it claims, in words that claim no more than that."""
    wants_read: bool = False
    """Whether its campaign is to be marked and read again."""
    notice: str = ""
    """Why the history does not hold it, where it does not."""


class CampaignEvents:
    """The use-case behind *Paste event* and the listener."""

    def __init__(self, sources: Mapping[str, CampaignSource], journal: Journal, clock: Clock) -> None:
        """`sources` are the vendors with campaigns, by key."""
        self._sources = sources
        self._journal = journal
        self._clock = clock

    def read_pasted(self, profile: ConnectionProfile, text: str, event_type: str = "") -> TakenEvent:
        """Returns what a text claims; nothing is written down. Any text whatever gives an event.

        `event_type` is the `x-event-type` header where there was one. Raises LeadDeskError for a profile without
        campaigns.
        """
        source = self._sources.get(profile.vendor)
        if source is None:
            raise LeadDeskError(f"{profile.name} has no campaigns.", "Its vendor sends no such events.")
        event = source.read_event(text, event_type)
        wants_read = event.kind is EventKind.CAMPAIGN_STATUS and bool(event.campaign_id)
        return TakenEvent(event=event, sentence=claim(event), wants_read=wants_read)

    async def take(
        self, profile: ConnectionProfile, text: str, operator: str, *, event_type: str = "", posted: bool = False
    ) -> TakenEvent:
        """Notes an event in the history and returns it; `posted` is one that reached the listener.

        A history that cannot be written is said with the event, not instead of it. Raises LeadDeskError for a profile
        without campaigns.
        """
        taken = self.read_pasted(profile, text, event_type)
        how = "Posted to the listener" if posted else "Pasted"
        note = Note(
            at=self._clock.now(),
            operator=operator,
            kind=NoteKind.EVENT,
            text=f"{how}, unsigned, for {profile.name}: {taken.sentence}",
        )
        try:
            await self._journal.write_note(note)
        except StoreProblem as problem:
            return replace(taken, notice=f"The history does not hold this event. {problem.sentence()}")
        return taken


def claim(event: WebhookEvent) -> str:
    """Returns what an event claims, in words that claim no more than that."""
    campaign = _named("campaign", event.campaign_name or event.campaign_id)
    status = _cut(event.status) or "no status"
    match event.kind:
        case _ if not event.values:
            kind = f" as {_cut(event.event_type)}" if event.event_type else ""
            return f"What came{kind} is no JSON object with anything in it: LeadDesk does nothing about it."
        case EventKind.CAMPAIGN_STATUS if event.campaign_id:
            return f"{event.kind.value} reports {campaign} as {status}. Only a read shows its state."
        case EventKind.CAMPAIGN_STATUS:
            return f"{event.kind.value} names no campaign, so that none can be read."
        case EventKind.LIST_STATUS:
            of = f" of {campaign}" if event.campaign_name or event.campaign_id else ""
            return (
                f"{event.kind.value} reports {_named('list', event.list_name)}{of} as {status}. A list cannot be read."
            )
        case _:
            kind = f"of the type {_cut(event.event_type)}" if event.event_type else "that names no type"
            return f"An event {kind}: LeadDesk does nothing about it."


def _named(what: str, name: str) -> str:
    return f"{what} “{_cut(name)}”" if name else f"a {what} without a name"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_WORD else f"{line[:LONGEST_WORD]}…"
