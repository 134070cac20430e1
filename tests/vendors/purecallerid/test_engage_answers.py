"""An act's answer is what its content is, whatever was asked; any bytes whatever give an answer or a problem."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import ActAnswer, AnswerShape, CampaignProblem
from leaddesk.domain.wire import HttpResponse
from tests.vendors.purecallerid.engaging import ENGAGE, JSON, answer, answered, campaign_object, order


@pytest.mark.parametrize("act", [Act.ACTIVATE, Act.PAUSE, Act.EDIT_MESSAGES])
def test_a_campaign_says_its_status(act: Act) -> None:
    found = answered(campaign_object(campaignStatus="ACTIVE"), act)

    assert (found.accepted, found.shape, found.text) == (True, AnswerShape.CAMPAIGN, "ACTIVE")
    assert ("schedule.monday[0].start", "540") in found.values
    assert json.loads(found.raw) == campaign_object(campaignStatus="ACTIVE")


@pytest.mark.parametrize("act", [Act.ACTIVATE_LIST, Act.PAUSE_LIST])
def test_a_campaigns_status_is_never_that_of_a_list(act: Act) -> None:
    found = answered(campaign_object(campaignStatus="ACTIVE"), act)

    assert (found.shape, found.text) == (AnswerShape.CAMPAIGN, "campaign Spring & Summer #1: ACTIVE")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ({"id": "b", "listName": "Spring", "listStatus": "READY"}, "Spring: READY"),
        ({"id": "b", "name": "Spring", "status": "ACTIVE"}, "Spring: ACTIVE"),
        ({"status": "READY"}, "READY"),
        ({"name": " "}, ""),
        ({"a": None, "b": [1], "c": True, "d": 7}, "7"),
        ({"name": "x" * 300}, f"{'x' * 200}…"),
    ],
)
def test_any_other_object_is_a_list(body: dict[str, object], text: str) -> None:
    found = answered(body, Act.PAUSE)

    assert (found.accepted, found.shape, found.text) == (True, AnswerShape.LIST, text)
    assert len(found.values) == len(body)


def test_a_lists_values_are_flat() -> None:
    body = {"a": {"b": [{"c": None}, {"c": True}], "d": []}, "e": [1, "x", None], "f": {}, "g": 0.5}

    assert answered(body, Act.PAUSE_LIST).values == (
        ("a.b[0].c", ""),
        ("a.b[1].c", "yes"),
        ("a.d", ""),
        ("e", "1, x, "),
        ("f", "{}"),
        ("g", "0.5"),
    )


def test_no_more_values_than_can_be_looked_at() -> None:
    found = answered({f"k{number}": number for number in range(2000)})

    assert len(found.values) == 501
    assert found.values[-1] == ("…", "There is more of it under Raw.")


def test_values_nested_deeply_are_shown_as_json() -> None:
    nested: object = 1
    for _ in range(20):
        nested = {"k": nested}

    path, text = answered({"k": nested}).values[0]

    assert path == "k.k.k.k.k.k.k.k"
    assert text.startswith('{"k": {"k"')


@pytest.mark.parametrize("body", [b"", b" \n", b"null", b'""', b"{}", b"[]", b"\xef\xbb\xbf"])
def test_an_empty_body_is_a_success_without_words(body: bytes) -> None:
    found = answered(body)

    assert (found.accepted, found.shape, found.text, found.values) == (True, AnswerShape.EMPTY, "", ())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'"campaign activated by\\nthe request"', "campaign activated by the request"),
        (b"OK", "OK"),
        (b"true", "true"),
        (b"[1, 2]", "[1, 2]"),
        (b"\xff\xfeOK", "\ufffd\ufffdOK"),
        (b"y" * 999, f"{'y' * 200}…"),
    ],
)
def test_anything_else_is_told_in_one_line(body: bytes, text: str) -> None:
    found = answered(body, kind="text/html")

    assert (found.accepted, found.shape, found.text) == (True, AnswerShape.OTHER, text)


@pytest.mark.parametrize(
    ("body", "legible"),
    [
        (b"", True),
        (b"OK", True),
        ("é".encode(), True),
        (b'{"listName": "Fr\xfchling", "listStatus": "PAUSED"}', True),
        (b'{"listName": "May", ', False),
        (b"[" * 5000, False),
        (b'\xff{"listName": "May"}', False),
        (b"Fr\xfchling", False),
    ],
)
def test_what_can_be_read_to_its_end_is_told_apart(body: bytes, legible: bool) -> None:
    found = answered(body, Act.PAUSE_LIST)

    assert (found.accepted, found.legible) == (True, legible)


def test_an_answer_that_was_cut_is_not_read_to_its_end() -> None:
    found = ENGAGE.decode_act(HttpResponse(200, (), b"OK", capped=True), order(Act.PAUSE_LIST))

    assert isinstance(found, ActAnswer)
    assert not found.legible


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_success_is_one(status: int) -> None:
    assert answered(b"", status=status).accepted


@given(st.binary(), st.integers(100, 599), st.sampled_from(list(Act)))
def test_any_bytes_give_an_answer_or_a_problem(body: bytes, status: int, act: Act) -> None:
    found = ENGAGE.decode_act(HttpResponse(status, (), body), order(act, list_name="A"))

    assert isinstance(found, ActAnswer | CampaignProblem)
    assert status // 100 == 2 or isinstance(found, CampaignProblem)


@settings(max_examples=150)
@given(JSON, st.sampled_from(list(Act)))
def test_any_json_is_a_success(body: object, act: Act) -> None:
    found = ENGAGE.decode_act(answer(body), order(act))

    assert isinstance(found, ActAnswer)
    assert isinstance(body, dict) or not found.values
    assert "\n" not in found.text
