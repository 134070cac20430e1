"""*Test connection*: a number too short to be loaded, whose refusal proves login and rights."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.wire import HttpResponse
from tests.vendors.crocodial.samples import ADAPTER, AT, PROFILE, SECRETS


def found(body: str, status: int = 200) -> ConnectionFinding:
    return ADAPTER.decode_connection_test(HttpResponse(status, (), body.encode()), AT)


def test_it_asks_with_a_number_that_no_server_inserts() -> None:
    request = ADAPTER.encode_connection_test(replace(PROFILE, timeout_s=60), SECRETS)
    sent = {name: value for name, value in request.form if isinstance(value, str)}
    assert request.method == "POST"
    assert sent == {"user": "apiuser", "function": "add_lead", "phone_number": "1", "source": "LeadDesk"}
    assert request.secrets() == (SECRETS["pass"],)
    assert not request.writes
    assert request.timeout_s == 30


def test_a_profile_that_names_no_user_asks_nothing() -> None:
    with pytest.raises(LeadDeskError, match="names no user"):
        ADAPTER.encode_connection_test(replace(PROFILE, options={}), SECRETS)


@pytest.mark.parametrize(
    ("body", "reach", "words"),
    [
        ("ERROR: add_lead INVALID PHONE NUMBER LENGTH - 1|apiuser\n", Reach.PROVEN, "are accepted"),
        ("ERROR: add_lead NOT AN ALLOWED LIST ID - 1|\n", Reach.PROVEN, "default list only"),
        (
            "NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|apiuser\n"
            "ERROR: add_lead INVALID PHONE NUMBER LENGTH - 1|apiuser\n",
            Reach.PROVEN,
            "are accepted",
        ),
        ("ERROR: Login incorrect, please try again: |apiuser|Paword|BAD|\n", Reach.FAILED, "never works"),
        ("ERROR: Login incorrect, please try again: |||BAD|\n", Reach.FAILED, "never arrived"),
        ("ERROR: Too many login attempts, try again in 15 minutes: |apiuser|LOCK|\n", Reach.FAILED, "15 minutes"),
        (
            "ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |nomod|0|\n",
            Reach.FAILED,
            "level 8",
        ),
        ("ERROR: Your IP Address is not allowed: |192.0.2.7|", Reach.FAILED, "this network"),
        ("ERROR: add_lead THE MOON IS FULL - 1|apiuser", Reach.UNPROVEN, "THE MOON IS FULL"),
        ("ERROR: add_lead PHONE NUMBER IN DNC - 1|apiuser", Reach.UNPROVEN, "PHONE NUMBER IN DNC"),
        ("SUCCESS: add_lead LEAD HAS BEEN ADDED - 1|999|77|-5|apiuser", Reach.FAILED, "Delete that lead"),
        ("<html>Sign in</html>", Reach.FAILED, "web page"),
        ("", Reach.FAILED, "empty"),
        ('{"result": "error"}', Reach.FAILED, "JSON"),
    ],
)
def test_what_an_answer_shows(body: str, reach: Reach, words: str) -> None:
    finding = found(body)
    assert finding.reach is reach
    assert words in finding.explanation.sentence()


def test_the_password_is_not_told() -> None:
    assert "Paword" not in repr(found("ERROR: Login incorrect, please try again: |apiuser|Paword|BAD|\n"))


@pytest.mark.parametrize(("status", "reach"), [(404, Reach.FAILED), (429, Reach.UNPROVEN), (503, Reach.FAILED)])
def test_without_a_line_the_status_is_said(status: int, reach: Reach) -> None:
    assert found("", status).reach is reach
    assert f"({status})" in found("", status).explanation.title


@pytest.mark.parametrize(
    ("header", "hint"),
    [((), "Wait a little, then test again."), ((("Retry-After", "7"),), "Test again after 7 s.")],
)
def test_too_many_requests_say_when_to_test_again(header: tuple[tuple[str, str], ...], hint: str) -> None:
    finding = ADAPTER.decode_connection_test(HttpResponse(429, header, b""), AT)
    assert finding.reach is Reach.UNPROVEN
    assert finding.explanation.sentence() == (
        "The server takes no more requests for now (429). Whether user and password are accepted did not show. " + hint
    )


def test_a_test_that_is_pointed_elsewhere_speaks_of_no_lead() -> None:
    finding = found("", 307)
    assert finding.reach is Reach.FAILED
    assert finding.explanation.sentence() == (
        "The server pointed to another address (307); LeadDesk does not follow. "
        "Whether user and password are accepted did not show. Check the Base URL: it ends in /API/lmapi.php."
    )


@given(body=st.binary(max_size=300), status=st.integers(100, 599))
def test_any_bytes_give_a_finding_that_proves_nothing_by_chance(body: bytes, status: int) -> None:
    finding = ADAPTER.decode_connection_test(HttpResponse(status, (), body), AT)
    assert finding.reach is not Reach.PROVEN
    assert finding.explanation.title
