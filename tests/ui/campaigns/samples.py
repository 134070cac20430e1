"""Campaigns for the eye and for tests: every status, awkward names, schedules that make no sense."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from leaddesk.domain.campaign import (
    DAYS,
    Campaign,
    CampaignBoard,
    CampaignEvent,
    Disposition,
    Moment,
    Schedule,
    SendingWindow,
)

NOW = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)
OUTGOING = "Hello {{FirstName}}, this is Sample Co. Your quote is ready, reply YES for a call or STOP to end."
MESSAGES = {
    "outgoingMessage": OUTGOING,
    "responseMessage": "Thanks, we will call you.",
    "helpMessage": "Sample Co: call (202) 555-0188. Reply STOP to end.",
    "stopMessage": "You will get no more texts from Sample Co.",
    "startMessage": "Welcome back to Sample Co. Reply STOP to end.",
}


def moment(at: datetime) -> Moment:
    return Moment(at.strftime("%Y-%m-%dT%H:%M:%S.000Z"), at)


def schedule(*windows: tuple[int, int], **days: tuple[tuple[int, int], ...]) -> Schedule:
    """Returns the same windows on each day, other ones on the days that are named."""
    return Schedule({day: tuple(SendingWindow(*pair) for pair in days.get(day, windows)) for day in DAYS})


def campaign(number: int = 1, **more: Any) -> Campaign:
    """Returns a campaign that is whole."""
    plain = Campaign(
        id=f"65f00000000000000000c{number:03x}",
        name=f"Campaign {number}",
        status="ACTIVE",
        sending="SENDING",
        next_run=moment(NOW + timedelta(minutes=6)),
        created=moment(NOW - timedelta(days=90)),
        updated=moment(NOW - timedelta(minutes=1)),
        sender_type="SHORT_CODE",
        sender_id="6b6f5c1e-0000-4000-8000-000000000001",
        org_id="12",
        workspace_id="90",
        workflow_id="wf-7",
        schedule=schedule((480, 1260), sunday=()),
        messages=MESSAGES,
        events=(CampaignEvent(moment(NOW - timedelta(hours=2)), "INFO", "Campaign activated"),),
        dispositions=(Disposition("1", "Interested", True, False), Disposition("2", "Stop", False, True)),
        webhooks={"optOut": "https://hooks.example.com/opt-out", "optIn": ""},
        notifications={"sendConversationEmail": "true", "conversationEmail.to": "desk@example.com"},
        fields=("Phone", "Zip", "FirstName"),
        others={"shardingHashCode": "-12"},
    )
    made = replace(plain, **more)
    return replace(made, raw=json.dumps({"id": made.id, "name": made.name, "campaignStatus": made.status}, indent=2))


def board(*campaigns: Campaign, at: datetime = NOW, notices: tuple[str, ...] = ()) -> CampaignBoard:
    return CampaignBoard(at=at, campaigns=campaigns, notices=notices)


def nine() -> tuple[Campaign, ...]:
    """Returns the campaigns of the picture."""
    days = lambda count: moment(NOW - timedelta(days=count))  # noqa: E731
    idle = {"sending": "IDLE", "next_run": None}
    broken = schedule(
        (480, 1260), wednesday=((540, 720), (690, 1080)), saturday=((600, 960),), sunday=((600, 600), (1200, 120))
    )
    return (
        campaign(1, name="Spring outreach", schedule=broken, sending_description="Waiting for the next window"),
        campaign(2, name="Solar follow-up", sending="IDLE", sender_type="TOLL_FREE"),
        campaign(3, name="Renewal reminder", status="READY", sender_type="LONG_CODE", updated=days(1), **idle),
        campaign(4, name="Weekend callbacks", status="READY", updated=days(2), **idle),
        campaign(5, name="Winter check-in", status="PENDING_APPROVAL", ticket="1071", updated=days(3), **idle),
        campaign(6, name="Spring & Summer #1", status="READY", sender_type="CORE_CAMPAIGN", updated=days(9), **idle),
        campaign(7, name="Site form, week 12", status="DRAFT", schedule=None, updated=days(11), **idle),
        campaign(8, name="Old promo", status="ARCHIVING", updated=days(50), messages={}, **idle),
        campaign(9, name="", status="", updated=Moment("last week"), **idle),
    )
