"""Tests the connection to Lupitor by listing one lead of a campaign; nothing is created.

The list needs a campaign (contract section 4). A profile without a destination has none to offer, and the refusal that
then comes proves nothing: whether the key is looked at before the campaign is not documented.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.lupitor.address import leads_url
from leaddesk.vendors.lupitor.decode import excerpt, read_error
from leaddesk.vendors.lupitor.limits import wait_after_refusal
from leaddesk.vendors.lupitor.outcome import CAMPAIGN, NO_CAMPAIGN, known_error
from leaddesk.vendors.redirects import points_elsewhere
from leaddesk.vendors.said import is_web_page, says
from leaddesk.vendors.tolerant import parse_json

LONGEST_S = 30.0
"""Seconds that a person waits for a test at most."""
_UNPROVEN_KEY = tr("Whether the API key is accepted did not show.")
_CHECK_URL = tr("Check the Base URL.")
_MAY_NOT_WRITE = tr("Whether the key may also create leads cannot be shown without creating one.")


def encode(profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the list of one lead of the first destination's campaign, or of none where there is no destination."""
    campaigns = (item.settings.get("campaign_id", "").strip() for item in profile.destinations)
    first = next((campaign for campaign in campaigns if campaign), "")
    campaign = f"{CAMPAIGN}={quote(first, safe='', errors='replace')}&" if first else ""
    return HttpRequest(
        "GET",
        f"{leads_url(profile)}?{campaign}limit=1",
        headers=(("x-api-key", secrets["api_key"]), ("Accept", "application/json")),
        writes=False,
        timeout_s=min(profile.timeout_s, LONGEST_S),
    )


def decode(response: HttpResponse, at: datetime) -> ConnectionFinding:
    """Returns what an answer already scrubbed shows; any bytes whatever give a finding. `at` is when it came."""
    code, parsed = response.status, parse_json(response.body)
    envelope = {str(key): value for key, value in parsed.items()} if isinstance(parsed, dict) else {}
    error = read_error(envelope)
    said = says(error or excerpt(response, parsed))
    if 200 <= code <= 299 and envelope.get("success") is True and isinstance(envelope.get("data"), dict):
        return _found(Reach.PROVEN, tr("Leads can be read with this key."), _MAY_NOT_WRITE)
    if 300 <= code <= 399:
        return _redirected(response)
    if is_web_page(response) and code != 429 and code < 500:
        return _found(
            Reach.FAILED,
            tr("A web page came back ({code}): this is not Lupitor's API.", code=code),
            tr(
                "It may be the sign-in page of your network, or another address of the vendor. {unproven_key}",
                unproven_key=_UNPROVEN_KEY,
            ),
            tr("{check_url} Open the address in a browser to see which page it is.", check_url=_CHECK_URL),
        )
    known = known_error(error)
    if known is NO_CAMPAIGN:
        return _found(
            Reach.UNPROVEN,
            tr("Lupitor answers, and asks for a campaign before it lists anything."),
            tr(
                "The API key was not refused; whether it was looked at before that is not documented. {said}", said=said
            ),
            tr("Add a destination with its Campaign ID, then test again."),
        )
    if known:
        return _found(Reach.FAILED, known.title, said, known.hint)
    return _by_code(response, at, said)


def _by_code(response: HttpResponse, at: datetime, said: str) -> ConnectionFinding:
    code = response.status
    detail = f"{_UNPROVEN_KEY} {said}".strip()
    match code:
        case 401:
            return _found(
                Reach.FAILED, tr("The API key is refused ({code}).", code=code), said, tr("Type it again and save.")
            )
        case 403:
            hint = tr("Ask for a key that may read, or that is not tied to another campaign.")
            return _found(Reach.FAILED, tr("The API key may not list these leads ({code}).", code=code), said, hint)
        case 404:
            hint = tr(
                "{check_url} If it is right, check the Campaign ID of the first destination.", check_url=_CHECK_URL
            )
            return _found(Reach.FAILED, tr("There is nothing at this address ({code}).", code=code), detail, hint)
        case 407:
            hint = tr("Ask your administrator to let this computer through.")
            return _found(Reach.FAILED, tr("A proxy on the way asks for a sign-in ({code}).", code=code), detail, hint)
        case 429:
            hint = tr("Test again after {seconds} s.", seconds=math.ceil(wait_after_refusal(response, at)))
            title = tr("Lupitor takes no more requests for now ({code}).", code=code)
            return _found(Reach.UNPROVEN, title, detail, hint)
    if 400 <= code <= 499:
        title = tr("Lupitor does not take the question ({code}).", code=code)
        return _found(Reach.UNPROVEN, title, detail, tr("{check_url} Then test again.", check_url=_CHECK_URL))
    if 500 <= code <= 599:
        title = tr("Lupitor has a failure of its own ({code}).", code=code)
        return _found(Reach.FAILED, title, detail, tr("Test again in a few minutes."))
    if response.capped:
        return _found(Reach.UNPROVEN, tr("The answer is longer than LeadDesk reads."), detail, _CHECK_URL)
    return _found(
        Reach.FAILED, tr("This is not Lupitor's API: its answer is no list ({code}).", code=code), detail, _CHECK_URL
    )


def _redirected(response: HttpResponse) -> ConnectionFinding:
    return _found(
        Reach.FAILED,
        points_elsewhere(response),
        tr("The key went to the address of this profile only."),
        tr("{check_url} It may be a sign-in page of your network.", check_url=_CHECK_URL),
    )


def _found(reach: Reach, title: str, detail: str, hint: str = "") -> ConnectionFinding:
    return ConnectionFinding(reach, Explanation(title, detail, hint))
