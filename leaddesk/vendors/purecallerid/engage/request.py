"""Asks Engage for campaigns and tells it what to do with one (contract sections 1, 2 and 5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from leaddesk.domain.act import OF_LISTS, Act
from leaddesk.domain.campaign import MESSAGE_KEYS, ActOrder
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.language import tr

BODYLESS = "bodyless"
"""The profile's option for calls that carry nothing."""
EMPTY_OBJECT = "Empty object"
"""Its choice for a gateway that insists on a body."""

_PATHS: Mapping[Act, str] = {
    Act.ACTIVATE: "activate",
    Act.PAUSE: "pause",
    Act.ACTIVATE_LIST: "lists/activate",
    Act.PAUSE_LIST: "lists/pause",
    Act.EDIT_MESSAGES: "messages",
}
_NOTHING_SENT = tr("Nothing was sent.")


def read_all(profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the read of all campaigns."""
    return _request("GET", _campaigns(profile), profile, secrets)


def read_one(campaign_id: str, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the read of one campaign. Raises LeadDeskError for an id that cannot be part of an address."""
    return _request("GET", _campaign(campaign_id, profile), profile, secrets)


def act(order: ActOrder, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the write that carries out an act.

    Raises LeadDeskError for an order that lacks what its address needs, or that changes no text.
    """
    url = f"{_campaign(order.campaign_id, profile)}/{_PATHS[order.act]}"
    if order.act in OF_LISTS:
        if not order.list_name:
            raise LeadDeskError(
                tr("The list has no name."), _NOTHING_SENT, tr("Type the name of the list as it was loaded.")
            )
        # The text stays exactly as typed: whether the vendor trims it or minds its case is documented nowhere.
        url = f"{url}?listName={_quoted(order.list_name, 'name of the list')}"
    return _request("POST", url, profile, secrets, body=_body(order, profile))


def _body(order: ActOrder, profile: ConnectionProfile) -> bytes:
    if order.act is not Act.EDIT_MESSAGES:
        return b"{}" if profile.options.get(BODYLESS) == EMPTY_OBJECT else b""
    # All five keys go out: what a missing one means is not documented, null and blank mean *leave unchanged*.
    texts = {key: text if (text := order.messages.get(key, "")).strip() else None for key in MESSAGE_KEYS}
    if not any(texts.values()):
        raise LeadDeskError(tr("No text was changed."), _NOTHING_SENT, tr("Change a text; a blank one stays as it is."))
    return json.dumps(texts, ensure_ascii=False).encode("utf-8", "replace")


def _campaigns(profile: ConnectionProfile) -> str:
    return f"{profile.base_url.rstrip('/')}/engage/campaigns"


def _campaign(campaign_id: str, profile: ConnectionProfile) -> str:
    """Returns the address of a campaign; `.` and `..` would lead to another one, escaped or not."""
    if campaign_id.strip() in ("", ".", ".."):
        raise LeadDeskError(
            tr("This campaign has no id that can be asked for."),
            _NOTHING_SENT,
            tr("Look for the campaign in Pure CallerID."),
        )
    return f"{_campaigns(profile)}/{_quoted(campaign_id, 'id of the campaign')}"


def _quoted(text: str, what: str) -> str:
    """Returns a text as one part of an address: every letter beyond the plainest escaped, blanks as %20."""
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise LeadDeskError(
            tr("The {what} holds half a character.", what=what),
            _NOTHING_SENT,
            tr("Type it anew instead of pasting it."),
        ) from None


def _request(
    method: str, url: str, profile: ConnectionProfile, secrets: Mapping[str, Secret], *, body: bytes = b""
) -> HttpRequest:
    kind = (("Content-Type", "application/json"),) if body else ()
    return HttpRequest(
        method,
        url,
        headers=(("X-API-KEY", secrets["api_key"]), ("Accept", "application/json"), *kind),
        body=body,
        writes=method == "POST",
        safety=profile.safety,
        timeout_s=profile.timeout_s,
    )
