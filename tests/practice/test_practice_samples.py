"""The sample history: invented people in the order of time, and the headers that date an answer back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from leaddesk.practice import PRACTICE_NUMBERS, PracticeServer
from leaddesk.practice.samples import LINE_HEADER, SAMPLE_EVENTS, TIME_HEADER

NOW = datetime(2026, 3, 8, 0, 3, tzinfo=UTC)


def asked(server: PracticeServer, body: dict[str, Any], **headers: str) -> httpx.Response:
    return httpx.post(
        f"{server.base_url}/lead/load",
        headers={"X-API-KEY": server.api_key, **headers},
        json=body,
        trust_env=False,
        verify=False,
    )


def test_the_events_stand_in_the_order_of_time_just_after_midnight_too() -> None:
    times = [event.at(NOW) for event in SAMPLE_EVENTS]
    assert times == sorted(times)
    assert times[-1] < NOW
    assert timedelta(days=44) < NOW - times[0] < timedelta(days=46)


def test_everybody_is_invented() -> None:
    for event in SAMPLE_EVENTS:
        assert re.fullmatch(r"[2-9]\d\d55501\d\d", event.person.number), event.person
        assert event.person.last_name in ("Person", "Example")
        assert event.operator.split()[-1] in ("Person", "Example")


def test_every_answer_that_is_wanted_is_one_of_the_table() -> None:
    lines = {entry.line for entry in PRACTICE_NUMBERS}
    assert {event.line for event in SAMPLE_EVENTS if event.line} <= lines


def test_an_answer_is_dated_and_given_as_by_another_number(shared_server: PracticeServer, body_of: Any) -> None:
    headers = {TIME_HEADER: "2026-01-05T09:00:00-07:00", LINE_HEADER: "0101"}
    answer = asked(shared_server, body_of("2125550100"), **headers).json()
    assert answer["lead"]["loaded"] == "2026-01-05T16:00:00.000Z"
    assert answer["lead"]["knownLitigatorCheck"]["ttl"] == "2026-02-04T16:00:00.000Z"
    assert answer["lead"]["doNotCallResult"]["blocked"] is True
    assert answer["lead"]["phone"] == "+12125550100"


@pytest.mark.parametrize("wrong", ["yesterday", "2026-01-05T09:00:00"])
def test_a_time_without_a_zone_is_refused(shared_server: PracticeServer, body_of: Any, wrong: str) -> None:
    answer = asked(shared_server, body_of("2125550100"), **{TIME_HEADER: wrong})
    assert answer.status_code == 400
    assert TIME_HEADER in answer.text
