"""Asks Lupitor for one page of a campaign's leads, and says beforehand what cannot be asked (contract section 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead_page import PageRequest
from leaddesk.domain.lead_search import LeadFilter, LeadQuery, SearchForm
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import BODY_CAP, HttpRequest
from leaddesk.language import tr
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.lupitor.address import leads_url
from leaddesk.vendors.search_manifest import read_form
from leaddesk.vendors.search_problems import search_problems

CAMPAIGN, STATUS, LIMIT = "campaignId", "status", "limit"
PHONE, EXTERNAL_ID = "phoneNumber", "externalId"
"""Filters that the list does not take: they are looked for among the rows that come."""
ROWS_A_PAGE = 1000
MOST_ROWS = 8000
_LANDING_ROWS = 4000
_BYTES_A_ROW = 1024


@cache
def search_form() -> SearchForm:
    """Returns what the search offers. Raises ManifestError."""
    return read_form(Path(__file__).with_name("search.toml"))


def encode(
    query: LeadQuery, page: PageRequest, profile: ConnectionProfile, secrets: Mapping[str, Secret]
) -> HttpRequest:
    """Returns the read of one page.

    Raises LeadDeskError where nobody says of which campaign, and for a base URL that names no deployment.
    """
    pairs = [(CAMPAIGN, asked(query, CAMPAIGN) or _only_campaign(profile))]
    if status := asked(query, STATUS):
        pairs.append((STATUS, status))
    pairs.append((LIMIT, str(rows_a_page(query))))
    if page.cursor:
        pairs.append(("cursor", page.cursor))
    line = "&".join(f"{name}={quote(value, safe='', errors='replace')}" for name, value in pairs)
    return HttpRequest(
        "GET",
        f"{leads_url(profile)}?{line}",
        headers=(("x-api-key", secrets["api_key"]), ("Accept", "application/json")),
        writes=False,
        timeout_s=profile.timeout_s,
        body_cap=max(BODY_CAP, rows_a_page(query) * _BYTES_A_ROW),
    )


def asked(query: LeadQuery, key: str) -> str:
    """Returns what a filter asks for; nothing where it is not set."""
    return next((item.value.strip() for item in query.active() if item.key == key), "")


def rows_a_page(query: LeadQuery) -> int:
    """Returns how many rows a page is asked for with."""
    return int(asked(query, LIMIT) or ROWS_A_PAGE)


def _only_campaign(profile: ConnectionProfile) -> str:
    """Returns the campaign that all destinations of a profile share. Raises LeadDeskError where that is not one."""
    texts = (item.settings.get("campaign_id", "").strip() for item in profile.destinations)
    campaigns = tuple(dict.fromkeys(text for text in texts if text))
    if len(campaigns) == 1:
        return campaigns[0]
    known = (
        tr("The destinations of {profile} know {campaigns}.", profile=profile.name, campaigns=", ".join(campaigns))
        if campaigns
        else ""
    )
    raise LeadDeskError(
        tr("Lupitor lists the leads of one campaign: say which one."),
        known,
        tr("Add the filter Campaign ID, then search."),
    )


def landing_query(campaign: str, sent: Sent) -> LeadQuery | None:
    """Returns the question that finds a lead that was sent; None without a campaign, an external id and a number.

    The campaign looks at the external id first (section 6), so a lead that has one is found by it alone.
    """
    own_id = next((one.value for one in sent.values if one.column == EXTERNAL_ID), "")
    key, value = (EXTERNAL_ID, own_id) if own_id else (PHONE, sent.phone)
    if not campaign or not value:
        return None
    pairs = ((CAMPAIGN, campaign), (key, value), (LIMIT, str(_LANDING_ROWS)))
    columns = (PHONE, EXTERNAL_ID, "status", "_creationTime")
    return LeadQuery(filters=tuple(LeadFilter(name, text) for name, text in pairs), columns=columns)


def problems(query: LeadQuery) -> tuple[FieldProblem, ...]:
    """Returns what is wrong with a question, by the key of what it is about."""
    return search_problems(query, search_form(), "Lupitor", _refused)


def _refused(item: LeadFilter) -> str:
    text = item.value.strip()
    match item.key:
        case "limit" if not (re.fullmatch(r"[1-9][0-9]{0,3}", text) and int(text) <= MOST_ROWS):
            return tr("Type a whole number from 1 to {most_rows}.", most_rows=MOST_ROWS)
        case "status" if len(item.values()) != 1:
            return tr("Lupitor takes one status at a time.")
        case "phoneNumber" if len(re.sub(r"\D", "", text)) < 3:
            return tr("Type at least three digits of the number.")
        case _:
            return ""
