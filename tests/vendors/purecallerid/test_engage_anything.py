"""Any bytes and any JSON give campaigns or a problem, what is odd costs only itself, and thousands are read quickly."""

from __future__ import annotations

import copy
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.campaign import Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.wire import HttpResponse
from tests.vendors.purecallerid.engaging import AT, ENGAGE, ID, JSON, answer, board_of, campaign_object, campaign_of
from tests.vendors.purecallerid.test_mutations import changed, paths

WHOLE = campaign_object()


@given(st.binary(), st.integers(100, 599))
def test_any_bytes_give_a_board_or_a_problem(body: bytes, status: int) -> None:
    response = HttpResponse(status, (), body)
    assert isinstance(ENGAGE.decode_board(response, AT), CampaignBoard | CampaignProblem)
    assert isinstance(ENGAGE.decode_campaign(response), Campaign | CampaignProblem)


@settings(max_examples=150)
@given(JSON)
def test_any_json_gives_a_board_or_a_problem(body: object) -> None:
    assert isinstance(ENGAGE.decode_board(answer([body]), AT), CampaignBoard)
    assert isinstance(ENGAGE.decode_board(answer(body), AT), CampaignBoard | CampaignProblem)
    assert isinstance(ENGAGE.decode_campaign(answer(body)), Campaign | CampaignProblem)


@settings(max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), JSON)
def test_a_property_of_any_type_leaves_the_others_as_they_are(key: str, value: object) -> None:
    found, plain = campaign_of(campaign_object(**{key: value})), campaign_of(WHOLE)

    if key != "name":
        assert found.name == plain.name
    if key != "campaignStatus":
        assert found.status == plain.status
    if key != "messages":
        assert found.messages == plain.messages


@pytest.mark.parametrize("place", list(paths(WHOLE)), ids=str)
def test_a_value_of_another_type_at_any_place_is_dropped_alone(place: tuple[str | int, ...]) -> None:
    odds: tuple[Any, ...] = (None, 7, "odd", True, [], {}, [[]], {"x": 1})
    for odd in odds:
        found = campaign_of(changed(copy.deepcopy(WHOLE), place, odd))
        assert found.id == ID or place == ("id",)
        assert isinstance(json.loads(found.raw), dict)


def test_two_thousand_campaigns_are_read_quickly() -> None:
    many: list[Any] = [campaign_object(id=f"{number:024x}") for number in range(2000)]
    body = json.dumps(many).encode()

    started = time.process_time()
    board = board_of(body)
    took = time.process_time() - started

    assert len(board.campaigns) == 2000
    assert took < 2, f"{took:.2f} s; about half a second on a quiet core"
