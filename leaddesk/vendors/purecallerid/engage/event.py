"""Reads a webhook event that somebody pasted or posted (contract section 8): unsigned, so it claims and proves nothing.

The body is the whole object, or an envelope of `eventType` and `data` as the vendor's other events have it.
"""

from __future__ import annotations

from collections.abc import Mapping

from leaddesk.domain.campaign import EventKind, WebhookEvent
from leaddesk.vendors.purecallerid.engage.answer import LIST_NAMES, LIST_STATUSES
from leaddesk.vendors.purecallerid.engage.campaign import STATUS
from leaddesk.vendors.purecallerid.engage.lenient import parse, text_of
from leaddesk.vendors.purecallerid.engage.values import first_text, flat, raw_of

_KINDS = {kind.value.casefold(): kind for kind in (EventKind.CAMPAIGN_STATUS, EventKind.LIST_STATUS)}
_OF_LISTS = ("listName", "listStatus", "messagingListId")
"""Keys that only a list has; its object is documented nowhere (section 9)."""
_CAMPAIGNS = ("messagingCampaignId", "campaignId")


def read_event(text: str, event_type: str = "") -> WebhookEvent:
    """Returns what an event claims; a header's type stands over the body's. Any text whatever gives an event."""
    body = text.encode("utf-8", "replace")
    parsed = parse(text_of(body))
    whole: Mapping[str, object] = parsed if isinstance(parsed, dict) else {}
    named = event_type.strip() or first_text(whole, "eventType").strip()
    enclosed = whole.get("data")
    data: Mapping[str, object] = enclosed if isinstance(enclosed, dict) and STATUS not in whole else whole
    kind = _KINDS.get(named.casefold(), EventKind.OTHER) if named else _by_content(data)
    about_list, about_campaign = kind is EventKind.LIST_STATUS, kind is EventKind.CAMPAIGN_STATUS
    return WebhookEvent(
        kind=kind,
        event_type=named,
        campaign_id=first_text(data, *(("id", *_CAMPAIGNS) if about_campaign else _CAMPAIGNS))
        or _campaign_beside(data),
        campaign_name=first_text(data, *(("name", "campaignName") if about_campaign else ("campaignName",))),
        list_name=first_text(data, *(LIST_NAMES if about_list else ("listName",))),
        status=first_text(data, *(LIST_STATUSES if about_list else (STATUS, "status"))),
        values=flat(parsed) if isinstance(parsed, dict) else (),
        raw=raw_of(body),
    )


def _campaign_beside(data: Mapping[str, object]) -> str:
    """Returns the id of the campaign that stands as an object in another one."""
    beside = data.get("campaign")
    return first_text(beside, "id") if isinstance(beside, dict) else ""


def _by_content(data: Mapping[str, object]) -> EventKind:
    """Returns what an event without a name is about; its words are never acted on, so a guess does no harm."""
    if STATUS in data:
        return EventKind.CAMPAIGN_STATUS
    return EventKind.LIST_STATUS if any(key in data for key in _OF_LISTS) else EventKind.OTHER
