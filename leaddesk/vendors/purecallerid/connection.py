"""Tests the connection to Pure CallerID with the one read that shares its key; nothing is created.

The lead contract documents no test call (section 1, *Connection test*): `GET …/engage/campaigns` takes the same key but
fails in a workspace without Engage, and even its success does not prove that leads are accepted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.redirects import points_elsewhere
from leaddesk.vendors.said import excerpt, is_web_page
from leaddesk.vendors.tolerant import parse_json
from leaddesk.vendors.waits import named_wait

LONGEST_S = 30.0
"""Seconds that a person waits for a test at most; a lead may take longer, its checks do not run here."""

_UNPROVEN_KEY = tr("Whether the API key is accepted did not show.")
_CHECK_URL = tr("Check the Base URL.")


def encode(profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the read of Engage's campaigns (contract of Engage, row 1)."""
    return HttpRequest(
        "GET",
        f"{profile.base_url.rstrip('/')}/engage/campaigns",
        headers=(("X-API-KEY", secrets["api_key"]), ("Accept", "application/json")),
        writes=False,
        timeout_s=min(profile.timeout_s, LONGEST_S),
    )


def decode(response: HttpResponse, at: datetime) -> ConnectionFinding:
    """Returns what an answer already scrubbed shows; any bytes whatever give a finding. `at` is when it came."""
    code = response.status
    if 200 <= code <= 299:
        return _answered(response)
    if 300 <= code <= 399:
        return _redirected(response)
    match code:
        case 401 | 403:
            return _key_refused(response)
        case 404:
            return _unproven(
                tr("The address answers, but knows no Engage: the API key could not be proven (404)."),
                tr("A workspace without Engage answers so too."),
                tr(
                    "{check_url} If it is right, the first lead will show whether the key is accepted.",
                    check_url=_CHECK_URL,
                ),
            )
        case 407:
            return _failed(
                tr("A proxy on the way asks for a sign-in (407)."),
                _UNPROVEN_KEY,
                tr("Ask your administrator to let this computer through."),
            )
        case 429:
            return _throttled(response, at)
    if 400 <= code <= 499:
        detail = f"{_UNPROVEN_KEY} {excerpt(response.body)}".strip()
        return _unproven(
            tr("The vendor does not take the question ({code}).", code=code),
            detail,
            tr("{check_url} Then test again.", check_url=_CHECK_URL),
        )
    if 500 <= code <= 599:
        return _failed(
            tr("The vendor has a failure of its own ({code}).", code=code),
            tr("{unproven_key} A lead sent now might end as unknown.", unproven_key=_UNPROVEN_KEY),
            tr("Test again in a few minutes."),
        )
    return _failed(
        tr("The vendor answered with a code that no rule knows ({code}).", code=code), _UNPROVEN_KEY, _CHECK_URL
    )


def _answered(response: HttpResponse) -> ConnectionFinding:
    if isinstance(parse_json(response.body), dict | list):
        return ConnectionFinding(
            Reach.PROVEN,
            Explanation(
                tr("Reads are accepted."), tr("Whether leads are accepted cannot be shown without creating one.")
            ),
        )
    if response.capped:
        return _unproven(
            tr("The answer is longer than LeadDesk reads."),
            _UNPROVEN_KEY,
            tr("{check_url} Then test again.", check_url=_CHECK_URL),
        )
    if is_web_page(response):
        return _failed(
            tr("A web page came back: this is not the vendor's API."),
            tr("It may be the sign-in page of your network, or another address of the vendor."),
            tr("{check_url} Open the address in a browser to see which page it is.", check_url=_CHECK_URL),
        )
    return _failed(tr("This is not the vendor's API: its answer is no JSON."), _UNPROVEN_KEY, _CHECK_URL)


def _redirected(response: HttpResponse) -> ConnectionFinding:
    return _failed(
        points_elsewhere(response),
        tr("The key went to the address of this profile only."),
        tr("Check the Base URL, or ask the vendor for the right one; it may be a sign-in page of your network."),
    )


def _key_refused(response: HttpResponse) -> ConnectionFinding:
    code = response.status
    if is_web_page(response):
        detail = tr("A web page came with it: perhaps a proxy or a firewall refused, not the vendor.")
    else:
        detail = excerpt(response.body)
    hint = tr("Type the API key of this workspace again and save, or ask who manages the workspace.")
    if code == 403:
        hint = tr("The key may lack the right to read. {hint}", hint=hint)
    return _failed(tr("The API key is refused ({code}).", code=code), detail, hint)


def _throttled(response: HttpResponse, at: datetime) -> ConnectionFinding:
    wait = named_wait(response, at)
    hint = (
        tr("Wait a little, then test again.")
        if wait is None
        else tr("Test again after {seconds} s.", seconds=math.ceil(wait))
    )
    return _unproven(
        tr("The vendor takes no more requests for now ({status}).", status=response.status), _UNPROVEN_KEY, hint
    )


def _unproven(title: str, detail: str, hint: str) -> ConnectionFinding:
    return ConnectionFinding(Reach.UNPROVEN, Explanation(title, detail, hint))


def _failed(title: str, detail: str, hint: str) -> ConnectionFinding:
    return ConnectionFinding(Reach.FAILED, Explanation(title, detail, hint))
