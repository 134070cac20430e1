"""lead_search: the one question whose answer may say that a number is not there, and any other answer says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.vendors.adapter import NumberFound
from leaddesk.vendors.registry import adapters, landing_sources, lead_sources
from tests.vendors.crocodial.samples import ADAPTER, PROFILE, SECRETS

NUMBER = "2025550123"
NONE = f"ERROR: lead_search NO MATCHES FOUND IN THE SYSTEM: |apiuser|||{NUMBER}\n"


def told(body: str | bytes, status: int = 200) -> NumberFound | Explanation:
    raw = body if isinstance(body, bytes) else body.encode()
    return ADAPTER.decode_landing(HttpResponse(status, (), raw), NUMBER)


def test_croco_dial_alone_is_asked_for_a_number_and_not_for_its_leads() -> None:
    assert list(landing_sources()) == ["crocodial"]
    assert landing_sources()["crocodial"].info is adapters()["crocodial"].info
    assert "crocodial" not in lead_sources()


def test_it_asks_for_the_number_that_was_sent() -> None:
    body = f"user=apiuser&function=add_lead&phone_code=1&phone_number={NUMBER}&comments=a&source=LeadDesk"
    assert ADAPTER.landing_number(RequestRecord("POST", "https://north.example.com", (), body)) == NUMBER
    request = ADAPTER.encode_landing(NUMBER, replace(PROFILE, timeout_s=60), SECRETS)
    sent = {name: value for name, value in request.form if isinstance(value, str)}
    assert sent == {"user": "apiuser", "function": "lead_search", "phone_number": NUMBER, "source": "LeadDesk"}
    assert (request.method, request.writes, request.timeout_s) == ("POST", False, 30)
    assert request.secrets() == (SECRETS["pass"],)


@pytest.mark.parametrize(
    "body", ["", "phone_number=", "phone_number=12345", "phone_number=2025550123%2C2025550124", "{"]
)
def test_a_load_without_one_plain_number_asks_nothing(body: str) -> None:
    assert ADAPTER.landing_number(RequestRecord("POST", "https://north.example.com", (), body)) == ""


def test_a_profile_that_names_no_user_asks_nothing() -> None:
    with pytest.raises(LeadDeskError, match="names no user"):
        ADAPTER.encode_landing(NUMBER, replace(PROFILE, options={}), SECRETS)


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        (f"{NUMBER}|1|700001\n", ("700001",)),
        (f"{NUMBER}|2|700009-700001\r\n", ("700009", "700001")),
        (f"{NUMBER}|1|700001|", ("700001",)),
        (NONE, ()),
    ],
)
def test_what_it_documents_is_told(body: str, ids: tuple[str, ...]) -> None:
    assert told(body) == NumberFound(ids)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("ERROR: NO FUNCTION SPECIFIED", "does not pass this question on"),
        ("ERROR: lead_search USER DOES NOT HAVE PERMISSION TO SEARCH FOR LEADS: |apiuser|0|", "may not search"),
        ("ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |apiuser|lead_search|", "may not search"),
        ("ERROR: Login incorrect, please try again: |apiuser|***|BAD|", "not accepted"),
        ("ERROR: Too many login attempts, try again in 15 minutes: |apiuser|LOCK|", "15 minutes"),
        ("ERROR: Your IP Address is not allowed: |apiuser|IPBLOCK|", "this network"),
        ("ERROR: lead_search NO MATCHES FOUND IN THE SYSTEM", "none that lead_search"),
        ("ERROR: lead_search NO MATCHES FOUND IN THE SYSTEM: |apiuser|||2025550124", "none that lead_search"),
        (f"ERROR: lead_all_info NO MATCHES FOUND IN THE SYSTEM: |apiuser|{NUMBER}|", "none that lead_search"),
        ("2025550124|1|700001", "none that lead_search"),
        (f"{NUMBER}|0|700001", "none that lead_search"),
        (f"{NUMBER}|1|", "none that lead_search"),
        (NONE * 2, "none that lead_search"),
        (f"<html>{NONE}</html>", "none that lead_search"),
        ("", "none that lead_search"),
    ],
)
def test_any_other_answer_is_no_word_on_the_lead(body: str, words: str) -> None:
    found = told(body)
    assert isinstance(found, Explanation)
    assert words in found.title
    assert found.hint


@pytest.mark.parametrize("status", [204, 302, 403, 500])
def test_the_words_count_with_status_200_alone(status: int) -> None:
    assert isinstance(told(NONE, status), Explanation)
    assert isinstance(told(f"{NUMBER}|1|700001", status), Explanation)


@given(st.binary(max_size=300), st.integers(100, 599))
def test_any_bytes_tell_nothing_or_name_the_number(body: bytes, status: int) -> None:
    found = told(body, status)
    assert isinstance(found, Explanation) or NUMBER.encode() in body


@given(st.lists(st.integers(1, 10**9).map(str), min_size=1, max_size=20), st.sampled_from(["", "\n", "\r\n", "|\n"]))
def test_every_lead_that_a_row_names_is_read(ids: list[str], end: str) -> None:
    assert told(f"{NUMBER}|{len(ids)}|{'-'.join(ids)}{end}") == NumberFound(tuple(ids))
