"""What has been seen of a profile's campaigns: the last look, marks of what changed since, and those that are gone.

Quiet looks gather marks; a look that a person asked for begins anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.services.campaign_board import BoardLook, Change
from leaddesk.ui.models.campaign_words import BoardRow, Mark, name_of, status_or_silence

_MOST = 5
"""Marks of one campaign that are kept, the latest ones, with the last change of its status."""
_CUT = 60
_LABELS: Mapping[str, str] = {
    "status": tr("status"),
    "sending": tr("sending"),
    "sending_description": tr("description"),
    "next_run": tr("next run"),
    "sender_type": tr("sender"),
    "messages": tr("messages"),
    "schedule": tr("schedule"),
    "name": tr("name"),
    "ticket": tr("approval ticket"),
}
_IN_FULL = frozenset({"status", "sending", "name", "sending_description", "sender_type", "ticket"})
"""Changes that are shown with before and after."""
_QUIET = frozenset({"updated", "raw", "events", "others", "drift"})
"""Changes that come with others and say nothing by themselves."""
_NEWS = frozenset({"status", "id", "messages", "schedule", "ticket"})
"""Changes that somebody is told of who does not look; the others come as a campaign runs."""


class CampaignNews(NamedTuple):
    """A campaign that is not as it was seen before."""

    campaign_id: str
    name: str
    what: str
    """Such as "status ACTIVE → READY"."""


class SeenBoard:
    """One profile's campaigns as they were last read."""

    def __init__(self) -> None:
        self.rows: list[BoardRow] = []
        self.at: datetime | None = None
        """When they were read; None before the first look."""
        self.is_first = True
        """Whether there was no look before that one to compare with."""
        self.notices: tuple[str, ...] = ()
        self.problem: LeadDeskError | None = None
        """Why the last look brought nothing."""
        self.problem_at: datetime | None = None

    def take(self, look: BoardLook, *, asked: bool) -> tuple[CampaignNews, ...]:
        """Takes a look and returns what of it is news; `asked` is one that a person asked for."""
        self.is_first = self.at is None
        self.at, self.notices, self.problem = look.board.at, look.board.notices, None
        before = {row.campaign.id: row for row in self.rows}
        there = {campaign.id for campaign in look.board.campaigns}
        rows, news = [], []
        for campaign in look.board.campaigns:
            old = before.get(campaign.id)
            kept = old.marks if old and not asked else ()
            known = old is not None and old.campaign == campaign and old.gone_at is None
            found = look.changed.get(campaign.id, ())
            new = () if known else _since_seen(old, campaign, found, look.board.at)
            rows.append(BoardRow(campaign, None, _latest(*kept, *marks_of(new))))
            news += [CampaignNews(campaign.id, name_of(campaign), _words(one)) for one in new if one.field in _NEWS][:1]
        if not asked:
            rows += [row for row in self.rows if row.gone_at and row.campaign.id not in there]
        gone = [campaign for campaign in look.gone if campaign.id not in there]
        rows += [BoardRow(campaign, look.board.at) for campaign in gone]
        self.rows = rows
        return (*news, *(CampaignNews(campaign.id, name_of(campaign), tr("is gone")) for campaign in gone))

    def take_problem(self, problem: LeadDeskError, at: datetime) -> None:
        """Keeps what was read and notes why nothing newer is there."""
        self.problem, self.problem_at = problem, at

    def put(self, campaign: Campaign) -> tuple[CampaignNews, ...]:
        """Takes a campaign that was read again and returns whether its status is news."""
        before = self.campaign(campaign.id)
        self.rows = [
            row._replace(campaign=campaign, gone_at=None) if row.campaign.id == campaign.id else row
            for row in self.rows
        ]
        if before is None or before.status == campaign.status:
            return ()
        was, now = status_or_silence(before.status)[:_CUT], status_or_silence(campaign.status)[:_CUT]
        change = f"{_LABELS['status']} {was} → {now}"
        return (CampaignNews(campaign.id, name_of(campaign), change),)

    def mark(self, campaign_id: str, mark: Mark) -> None:
        """Marks a campaign, such as for an event that claims something of it."""
        self.rows = [
            row._replace(marks=_latest(*row.marks, mark)) if row.campaign.id == campaign_id else row
            for row in self.rows
        ]

    def campaign(self, campaign_id: str) -> Campaign | None:
        """Returns a campaign as it was last read; None where it is not there."""
        return next((row.campaign for row in self.rows if row.campaign.id == campaign_id), None)


def marks_of(changes: tuple[Change, ...]) -> tuple[Mark, ...]:
    """Returns changes in words; those that only come with others are left out unless they are all there is."""
    telling = [one for one in changes if one.field not in _QUIET] or list(changes[:1])
    return tuple(Mark(_words(one), one.at, of_status=one.field == "status") for one in telling)


def _since_seen(
    old: BoardRow | None, campaign: Campaign, found: tuple[Change, ...], at: datetime
) -> tuple[Change, ...]:
    """Returns changes with that of the status as it was in view: a campaign may have been read alone in between."""
    if old is None or old.gone_at:
        return found
    others = tuple(one for one in found if one.field != "status")
    before, after = old.campaign.status, campaign.status
    return others if before == after else (Change("status", before, after, at), *others)


def _latest(*marks: Mark) -> tuple[Mark, ...]:
    """Returns as many marks as are kept, the last change of the status among them whatever came after it."""
    told = next((mark for mark in reversed(marks) if mark.of_status), None)
    last = marks[-_MOST:]
    return last if told is None or told in last else (told, *last[1:])


def _words(change: Change) -> str:
    if change.field == "id":
        return tr("is new")
    label = _LABELS.get(change.field, change.field.replace("_", " "))
    if change.field in _IN_FULL:
        return f"{label} {status_or_silence(change.before)[:_CUT]} → {status_or_silence(change.after)[:_CUT]}"
    return tr("{label} changed", label=label)
