"""What Croco-Dial lets slip is gone before anything is decoded, shown or stored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.crocodial.scrub import scrub_body
from tests.vendors.crocodial.samples import ADAPTER, decoded, observed

SQL = 'INSERT INTO vicidial_list SET phone_number="2025550123",first_name="Ada",comments="line\nSUCCESS: x";'


@pytest.mark.parametrize(
    ("body", "scrubbed"),
    [
        (
            "ERROR: Login incorrect, please try again: |apiuser|Paword|BAD|\n",
            "ERROR: Login incorrect, please try again: |••••|••••|BAD|\n",
        ),
        ("ERROR: Login incorrect, please try again: |||BAD|", "ERROR: Login incorrect, please try again: |||BAD|"),
        (
            "ERROR: Too many login attempts, try again in 15 minutes: |apiuser|LOCK|\n",
            "ERROR: Too many login attempts, try again in 15 minutes: |••••|LOCK|\n",
        ),
        ("<p>Login incorrect: |a|b|BAD|</p>", "<p>Login incorrect: |••••|••••|BAD|</p>"),
        (
            f"ERROR: add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|{SQL}|apiuser\n",
            "ERROR: add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|••••",
        ),
        (
            "NOTICE: add_lead NOT ADDED TO HOPPER - 2025550123|7|Duplicate entry 'Ada'|apiuser\nNOTICE: x",
            "NOTICE: add_lead NOT ADDED TO HOPPER - 2025550123|7|••••|apiuser\nNOTICE: x",
        ),
        (
            "NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 2025550123|7|-5|0|apiuser",
            "NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 2025550123|7|-5|0|apiuser",
        ),
        (f"Fatal error: {SQL}", 'Fatal error: ••••\nSUCCESS: x";'),
        ("You have an error in your SQL syntax near 'Brien'", "You have an error in your SQL syntax••••"),
    ],
)
def test_what_slips_is_masked(body: str, scrubbed: str) -> None:
    once = scrub_body(body.encode())
    assert once.decode() == scrubbed
    assert scrub_body(once) == once


def test_an_ordinary_answer_is_left_as_it_is() -> None:
    bodies = [case["response"]["body"] or "" for case in observed().values()]
    plain = [body for body in bodies if not any(word in body for word in ("ogin", "INSERT"))]
    assert len(plain) > 140
    assert [body for body in plain if scrub_body(body.encode()).decode() != body] == []
    response = HttpResponse(200, (), b"SUCCESS")
    assert ADAPTER.scrub_answer(response) is response


def test_the_decoder_shows_none_of_it_even_where_nobody_scrubbed_before() -> None:
    for body in (
        "ERROR: Login incorrect, please try again: |apiuser|Canary99|BAD|\n",
        'ERROR: add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|INSERT INTO t SET a="Canary99"|apiuser',
        "NOTICE: add_lead NOT ADDED TO HOPPER - 2025550123|7|Canary99|apiuser",
    ):
        assert "Canary99" not in repr(decoded(body))


@given(st.binary(max_size=300))
def test_any_bytes_are_scrubbed_once_and_for_all(body: bytes) -> None:
    once = scrub_body(body)
    assert scrub_body(once) == once


@given(password=st.from_regex(r"[A-Za-z0-9_-]{4,20}", fullmatch=True), user=st.from_regex("[a-z]{1,8}", fullmatch=True))
def test_no_echo_of_a_password_stays(password: str, user: str) -> None:
    body = scrub_body(f"ERROR: Login incorrect, please try again: |{user}|{password}|BAD|".encode()).decode()
    assert body == "ERROR: Login incorrect, please try again: |••••|••••|BAD|"


def test_blank_lines_before_a_refusal_do_not_hold_the_scrub_up() -> None:
    blank = b"\n" * 400_000  # read again from each of them, it would take minutes
    refusal = b" \tERROR: add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|"
    assert scrub_body(blank + refusal + b"Canary99|apiuser") == blank + refusal + "••••".encode()
    assert scrub_body(blank + refusal) == blank + refusal
