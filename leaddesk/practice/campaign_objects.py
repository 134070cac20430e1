"""The objects of the contract's sections 3 and 9: a campaign with every documented key, and a list.

No document has the shape of a list; the two here are plausible ones.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from leaddesk.practice.campaign_table import ACTIVE, DRAFT, PENDING_APPROVAL, READY, THROTTLED, PracticeCampaign
from leaddesk.practice.campaign_texts import CAMPAIGN_FIELDS, CUSTOM_FIELDS, SCHEDULES, TEXTS

Json = dict[str, Any]

RUNNING = (ACTIVE, THROTTLED)
_HASH = 0x9E3779B9
_NOTIFICATIONS = {
    "sendConversationEmail": True,
    "conversationEmail": {
        "to": ["floor@example.com"],
        "cc": [],
        "bcc": ["archive@example.com"],
        "from": "texts@example.com",
        "replyTo": None,
        "subject": "A new conversation in {{City}}",
        "htmlBody": None,
        "textBody": "{{FirstName}} wrote.",
    },
}
_WEBHOOKS = {
    "deliveryResult": None,
    "conversationStarted": "https://example.com/hooks/conversation",
    "incomingMessage": "https://example.com/hooks/message",
    "disposition": None,
    "optOut": "https://example.com/hooks/opt-out",
    "optIn": None,
}
_DISPOSITIONS = [
    {"id": "65f00000000000000000d001", "disposition": "Booked", "success": True, "doNotContact": False},
    {"id": "65f00000000000000000d002", "disposition": "Not interested", "success": False, "doNotContact": False},
    {"id": "65f00000000000000000d003", "disposition": "Asked to stop", "success": False, "doNotContact": True},
]


def event(at: datetime, message: str) -> Json:
    """Returns a line of a campaign's events."""
    return {"timestamp": iso(at), "type": "INFO", "message": message}


def campaign_object(entry: PracticeCampaign, place: int, identity: str, now: datetime) -> Json:
    """Returns the campaign at a place of the table as it stands when the server begins."""
    created = now - timedelta(days=20 + place % 60, minutes=place * 7 % 600)
    updated = now - timedelta(hours=3 * (place % 40), minutes=place * 11 % 60 + 1)
    approved = entry.status not in {DRAFT, PENDING_APPROVAL}
    events = [event(created, "Campaign created")]
    if entry.status != DRAFT:
        events.append(event(created + timedelta(hours=1), "Approval requested"))
    if approved:
        events.append(event(created + timedelta(hours=5), "Campaign approved"))
    if entry.status != READY and approved:
        events.append(event(updated, f"Status changed to {entry.status}"))
    return {
        "events": events,
        "id": identity,
        "orgId": 1001,
        "workspaceId": 2001,
        "name": entry.name,
        "shardingHashCode": (place * _HASH) % (1 << 32) - (1 << 31),
        "created": iso(created),
        "updated": iso(updated),
        "campaignStatus": entry.status,
        "sendingStatus": entry.sending,
        "sendingStatusDescription": entry.sending_description,
        "nextRunTime": next_run(now, sends=entry.sending == "SENDING") if entry.status in RUNNING else None,
        "senderSourceType": entry.sender,
        "senderSourceId": str(uuid.UUID(int=0x40009000_000000000000 + place)),
        "aegisWorkflowId": None if place % 3 else f"65f00000000000000000e{place % 0xFFF:03x}",
        "carrierDailyLimits": [],
        "schedule": SCHEDULES[entry.schedule],
        "messages": dict(TEXTS[entry.texts]),
        "webhooks": _WEBHOOKS,
        "notifications": _NOTIFICATIONS,
        "customFields": list(CUSTOM_FIELDS),
        "dispositions": _DISPOSITIONS,
        "zendeskApprovalTicketId": None if entry.status == DRAFT else str(30000 + place),
        "allCampaignFields": list(CAMPAIGN_FIELDS),
    }


def next_run(now: datetime, *, sends: bool) -> str:
    """Returns when a running campaign sends next: in ten minutes, or tomorrow if it waits."""
    at = now + (timedelta(minutes=10) if sends else timedelta(days=1))
    return iso(at.replace(second=0, microsecond=0))


def list_object(campaign: str, name: str, place: int, status: str, now: datetime) -> Json:
    """Returns a list of a campaign."""
    return {
        "id": f"65f1{place:04x}{campaign[8:]}",
        "campaignId": campaign,
        "name": name,
        "status": status,
        "created": iso(now - timedelta(days=9 + place)),
        "updated": iso(now - timedelta(days=2)),
        "leads": 120 + 35 * place,
        "sent": 40,
        "optOuts": 2,
    }


def with_other_keys(the_list: Json) -> Json:
    """Returns a list as another release might name things."""
    return {
        "listId": the_list["id"],
        "listName": the_list["name"],
        "listStatus": the_list["status"],
        "campaign": {"id": the_list["campaignId"]},
        "counts": {"leads": the_list["leads"], "sent": the_list["sent"], "byDay": [3, 0, 37]},
    }


def iso(at: datetime) -> str:
    """Returns a time as the contract has it: ISO 8601 in UTC with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
