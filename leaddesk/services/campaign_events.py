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
from leaddesk.language import tr, tr_now
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
            raise LeadDeskError(
                tr("{profile} has no campaigns.", profile=profile.name), tr("Its vendor sends no such events.")
            )
        event = source.read_event(text, event_type)
        return TakenEvent(event=event, sentence=claim(event))

    async def take(
        self, profile: ConnectionProfile, text: str, operator: str, *, event_type: str = "", posted: bool = False
    ) -> TakenEvent:
        """Notes an event in the history and returns it; `posted` is one that reached the listener.

        A history that cannot be written is said with the event, not instead of it. Raises LeadDeskError for a profile
        without campaigns.
        """
        taken = self.read_pasted(profile, text, event_type)
        how = tr("Posted to the listener") if posted else tr("Pasted")
        note = Note(
            at=self._clock.now(),
            operator=operator,
            kind=NoteKind.EVENT,
            text=tr(
                "{how}, unsigned, for {profile}: {sentence}", how=how, profile=profile.name, sentence=taken.sentence
            ),
        )
        try:
            await self._journal.write_note(note)
        except StoreProblem as problem:
            return replace(
                taken, notice=tr("The history does not hold this event. {problem}", problem=problem.sentence())
            )
        return taken


def claim(event: WebhookEvent) -> str:
    """Returns what an event claims, in words that claim no more than that."""
    campaign = _named_campaign(event)
    status = _cut(event.status) or tr("no status")
    match event.kind:
        case _ if not event.values:
            kind = tr(" as {event_type}", event_type=_cut(event.event_type)) if event.event_type else ""
            return tr(
                "What came{kind} is no JSON object with anything in it: LeadDesk does nothing about it.", kind=kind
            )
        case EventKind.CAMPAIGN_STATUS if event.campaign_id:
            return tr(
                "{kind} reports {campaign} as {status}. Only a read shows its state.",
                kind=tr_now(event.kind),
                campaign=campaign,
                status=status,
            )
        case EventKind.CAMPAIGN_STATUS:
            return tr("{kind} names no campaign, so that none can be read.", kind=tr_now(event.kind))
        case EventKind.LIST_STATUS:
            of = tr(" of {campaign}", campaign=campaign) if event.campaign_name or event.campaign_id else ""
            return tr(
                "{kind} reports {named}{of} as {status}. A list cannot be read.",
                kind=tr_now(event.kind),
                named=tr("list “{name}”", name=_cut(event.list_name))
                if event.list_name
                else tr("a list without a name"),
                of=of,
                status=status,
            )
        case _:
            kind = (
                tr("of the type {event_type}", event_type=_cut(event.event_type))
                if event.event_type
                else tr("that names no type")
            )
            return tr("An event {kind}: LeadDesk does nothing about it.", kind=kind)


def _named_campaign(event: WebhookEvent) -> str:
    name = event.campaign_name or event.campaign_id
    return tr("campaign “{name}”", name=_cut(name)) if name else tr("a campaign without a name")


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_WORD else f"{line[:LONGEST_WORD]}…"
