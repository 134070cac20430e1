"""A sound destination for each dialer, and what a lead becomes there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.phone import Phone
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import Secret
from tests.vendors.purecallerid.answers import ADAPTER

PHONE = Phone("(202) 555-0123", "+12025550123", "US")
PROFILE = ConnectionProfile(id="p", name="North", vendor="purecallerid", base_url="https://example.com/api/public")
WHERE = {"campaign_id": "c1", "dialer_list_id": "100023", "list_name": "Week 12"}
NEEDED = {"RingCX": {"dedupe": "RING_REMOVE_ALL_EXISTING", "extern_id": "Phone"}}
"""What a dialer's settings must hold beside `WHERE`."""
LEAD = {"first_name": "Ada", "zip": "20001", "city": "Sampleton", "state": "DC"}
HEAD = {"campaignId": "c1", "dialerListId": "100023", "listName": "Week 12"}
NAMES = [dialer.name for dialer in ADAPTER.info.dialers]


def destination(dialer: str, *more: MappedField, **settings: str) -> Destination:
    """Returns a destination of that dialer with its preset, further rows and further settings."""
    known = ADAPTER.info.dialer(dialer)
    assert known is not None
    return Destination(
        id="d",
        name="Spring",
        dialer=dialer,
        settings={**WHERE, **NEEDED.get(dialer, {}), **settings},
        mapping=(*known.preset, *more),
    )


def with_column(target: Destination, field: str, column: str) -> Destination:
    """Returns the destination with a lead field in another column."""
    rows = tuple(replace(row, column=column) if row.field == field else row for row in target.mapping)
    return replace(target, mapping=rows)


def sent(target: Destination, lead: Mapping[str, str] = LEAD, **options: str) -> dict[str, Any]:
    request = ADAPTER.encode_submit(
        LeadDraft(PHONE, lead), replace(PROFILE, options=options), target, {"api_key": Secret("k")}
    )
    body: dict[str, Any] = json.loads(request.body)
    return body


def row(value: str, column: str, type_: str = "") -> dict[str, str]:
    return {"value": value, "dialerField": column} | ({"type": type_} if type_ else {})


def problems(target: Destination) -> dict[str, str]:
    return {problem.key: problem.text for problem in ADAPTER.destination_problems(target)}
