"""Odd shapes of a campaign object: what is missing, what is null, what nobody documents, and what has another type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Shape = Callable[[Json], Json]
"""Makes of a campaign object, which it leaves alone, the one that is sent."""

_EVENTS = 500


def _without(*keys: str) -> Shape:
    return lambda body: {key: value for key, value in body.items() if key not in keys}


def _unknown(body: Json) -> Json:
    return body | {
        "priority": 3,
        "labels": ["spring", "south"],
        "statistics": {"sent": 1204, "delivered": 1180, "optOuts": 7, "byCarrier": {"Example Wireless": 0.61}},
        "owner": {"name": "Robin Example", "email": "robin@example.com"},
        "paused": False,
        "messages": body["messages"] | {"farewellMessage": "Goodbye from Sample Co"},
        "webhooks": body["webhooks"] | {"delivered": "https://example.com/hooks/delivered"},
        "carrierDailyLimits": [{"carrier": "Example Wireless", "limit": 2000}, 75, "none"],
        "customFields": ["QuoteNumber", {"name": "VisitDate", "type": "Text"}, {"label": "Roof"}, 7],
    }


def _wrong_types(body: Json) -> Json:
    return body | {
        "events": {"0": "created"},
        "orgId": "1001",
        "workspaceId": True,
        "created": 1763719200000,
        "updated": ["2026-05-14"],
        "sendingStatus": 1,
        "nextRunTime": "tomorrow",
        "senderSourceType": ["LONG_CODE"],
        "schedule": "office hours",
        "messages": ["Hello"],
        "webhooks": "https://example.com/hooks",
        "notifications": False,
        "customFields": {"VisitDate": "Text"},
        "dispositions": [{"id": 1, "disposition": None, "success": "true", "doNotContact": 0}, "Booked"],
        "zendeskApprovalTicketId": 4711,
        "allCampaignFields": "Phone,Zip",
        "carrierDailyLimits": 500,
    }


def _nulls(body: Json) -> Json:
    return {key: value if key in {"id", "name", "campaignStatus"} else None for key, value in body.items()}


def _hostile(body: Json) -> Json:
    return body | {
        "sendingStatusDescription": '<img src="https://example.com/x.png"> =1+1 \x1b[31m\x00 \u202edleh\u202c',
        "events": [*body["events"], {"timestamp": "<now>", "type": "INFO\n", "message": "a\tb\r\n<script>" * 40}],
        "senderSourceId": "file:///etc/hostname",
        "dispositions": [{"id": "=1", "disposition": "@SUM(A1)", "success": True, "doNotContact": False}],
    }


def _many_events(body: Json) -> Json:
    (first, *_) = body["events"]
    events = [first | {"type": "INFO" if n % 9 else "ERROR", "message": f"Run {n} ended"} for n in range(_EVENTS)]
    return body | {"events": events}


SHAPES: dict[str, Shape] = {
    "no_schedule": _without("schedule"),
    "nameless": _without("name"),
    "unknown": _unknown,
    "wrong_types": _wrong_types,
    "nulls": _nulls,
    "bare": lambda body: {"id": body["id"], "name": body["name"]},
    "hostile": _hostile,
    "many_events": _many_events,
}
"""The name of a shape → what makes it."""
