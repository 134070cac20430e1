"""Whole exchanges of Engage, one folder each, in the shape that *Export exchange* writes.

`request.json` is the request on record, `response.json` the answer without its body, `body` its bytes as they came,
`expected.json` the order and what LeadDesk makes of the answer. All of them are invented.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import ActOrder, Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from tests.vendors.purecallerid.engaging import ENGAGE, PROFILE, SECRETS

CASES = sorted(path.parent for path in (Path(__file__).parent / "engage").glob("*/request.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def order_in(expected: dict[str, Any]) -> ActOrder | None:
    told = expected["order"]
    return None if told is None else ActOrder(**told | {"act": Act(told["act"])})


def asked(expected: dict[str, Any]) -> HttpRequest:
    """Returns the request of an exchange as LeadDesk encodes it."""
    if order := order_in(expected):
        return ENGAGE.encode_act(order, PROFILE, SECRETS)
    if one := expected["campaign_id"]:
        return ENGAGE.encode_campaign(one, PROFILE, SECRETS)
    return ENGAGE.encode_board(PROFILE, SECRETS)


def understood(folder: Path) -> dict[str, object]:
    """Returns what LeadDesk makes of the answer, as plain data."""
    response, expected = read(folder / "response.json"), read(folder / "expected.json")
    headers = tuple((name, value) for name, value in response["headers"])
    came = HttpResponse(
        response["status"], headers, (folder / "body").read_bytes(), response["elapsed_s"], response["capped"]
    )
    found: object
    if order := order_in(expected):
        found = ENGAGE.decode_act(came, order)
    elif expected["campaign_id"]:
        found = ENGAGE.decode_campaign(came)
    else:
        found = ENGAGE.decode_board(came, datetime.fromisoformat(response["at"]))
    match found:
        case CampaignProblem():
            told = asdict(found)
        case CampaignBoard():
            return {"campaigns": [_brief(campaign) for campaign in found.campaigns], "notices": list(found.notices)}
        case Campaign():
            return _brief(found)
        case _:
            told = asdict(found)
            told["values"] = dict(told["values"])
    del told["raw"]
    plain: dict[str, object] = json.loads(json.dumps(told))
    return plain


def _brief(campaign: Campaign) -> dict[str, object]:
    drift = list(campaign.drift)
    return {"id": campaign.id, "name": campaign.name, "status": campaign.status, "drift": drift}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_request_is_the_one_on_record(folder: Path) -> None:
    request = read(folder / "request.json")
    headers = tuple((name, value) for name, value in request["headers"])
    record = RequestRecord(request["method"], request["url"], headers, request["body"])

    assert asked(read(folder / "expected.json")).redacted() == record


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_answer_is_understood(folder: Path) -> None:
    assert understood(folder) == read(folder / "expected.json")["understood"]


def test_there_are_exchanges() -> None:
    assert len(CASES) >= 8
