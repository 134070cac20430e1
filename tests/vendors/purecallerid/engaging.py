"""A profile, its key, a campaign with every documented property and small answers of Engage; all of it is invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import ActAnswer, ActOrder, Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.registry import campaign_sources

AT = datetime(2026, 11, 21, 19, tzinfo=UTC)
ENGAGE = campaign_sources()["purecallerid"]
PROFILE = ConnectionProfile(
    id="p1", name="Northside", vendor="purecallerid", base_url="https://core.example.com/api/public", timeout_s=45
)
SECRETS = {"api_key": Secret("key-canary")}
ID = "65f00000000000000000c003"
CAMPAIGNS = f"{PROFILE.base_url}/engage/campaigns"
SIGN_IN = b"\n<!doctype html><html><body><form>Sign in</form></body></html>"


def campaign_object(**changes: Any) -> dict[str, Any]:
    """Returns a campaign as it may come; what is changed to ... is left out."""
    whole: dict[str, Any] = json.loads((Path(__file__).parent / "engage" / "campaign.json").read_text("utf-8"))
    return {key: value for key, value in (whole | changes).items() if value is not ...}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text() | st.sampled_from(sorted(campaign_object())), inner, max_size=6)
    ),
    max_leaves=30,
)
"""Any JSON, the keys of a campaign among it."""


def answer(body: object, status: int = 200, kind: str = "application/json", **headers: str) -> HttpResponse:
    """Returns an answer; bytes stay as they are."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return HttpResponse(status, (("Content-Type", kind), *named), content)


def order(act: Act, **more: Any) -> ActOrder:
    """Returns an order about the campaign of these tests."""
    return ActOrder(act=act, campaign_id=ID, campaign_name="Spring", **more)


def campaign_of(body: object) -> Campaign:
    """Returns the campaign in an answer that holds one."""
    found = ENGAGE.decode_campaign(answer(body))
    assert isinstance(found, Campaign), found
    return found


def board_of(body: object) -> CampaignBoard:
    """Returns the campaigns in an answer that holds them."""
    found = ENGAGE.decode_board(answer(body), AT)
    assert isinstance(found, CampaignBoard), found
    return found


def problem_of(body: object, **given: Any) -> CampaignProblem:
    """Returns the problem in the answer to a read of all campaigns."""
    found = ENGAGE.decode_board(answer(body, **given), AT)
    assert isinstance(found, CampaignProblem), found
    return found


def answered(body: object, act: Act = Act.PAUSE, **given: Any) -> ActAnswer:
    """Returns what an answer to an act says."""
    found = ENGAGE.decode_act(answer(body, **given), order(act))
    assert isinstance(found, ActAnswer), found
    return found


def act_problem(body: object, act: Act = Act.PAUSE, **given: Any) -> CampaignProblem:
    """Returns the problem in an answer to an act."""
    found = ENGAGE.decode_act(answer(body, **given), order(act))
    assert isinstance(found, CampaignProblem), found
    return found
