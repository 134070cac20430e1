"""Numbers from outside: a link fills in a number or is refused whole, and no text makes it do anything else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.check_link import LINK_CAP, NUMBER_CAP, CheckRefused, is_link, read_link, read_number

LINK = "leaddesk://check?phone="


@pytest.mark.parametrize(
    ("link", "number"),
    [
        (LINK + "2025550123", "2025550123"),
        (LINK + "+12025550123", "+12025550123"),
        (LINK + "%2B1%20202%20555%200123", "+1 202 555 0123"),
        (LINK + "(202)+555-0123", "(202) 555-0123"),
        ("leaddesk://check/?phone=2025550123", "2025550123"),
        ("leaddesk:check?phone=2025550123", "2025550123"),
        ("LeadDesk://CHECK?phone=2025550123", "2025550123"),
        (f" {LINK}2025550123\n", "2025550123"),
        (LINK + "tel%3A202-555-0123", "+12025550123"),
        (LINK + "555-0123", "555-0123"),
    ],
)
def test_a_link_names_a_number(link: str, number: str) -> None:
    assert is_link(link)
    assert read_link(link) == number


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (LINK + "2" * LINK_CAP, "longer than 200"),
        ("https://check?phone=2025550123", "something else"),
        ("leaddesk://send?phone=2025550123", "something else"),
        ("leaddesk://check.example.com?phone=2025550123", "something else"),
        ("leaddesk://check/send?phone=2025550123", "something else"),
        ("leaddesk://user@check?phone=2025550123", "something else"),
        ("leaddesk://check:80?phone=2025550123", "something else"),
        ("leaddesk://check#?phone=2025550123", "something else"),
        ("leaddesk://check", "names no number"),
        ("leaddesk://check?phone", "names no number"),
        ("leaddesk://check?number=2025550123", "names no number"),
        ("leaddesk://check?Phone=2025550123", "names no number"),
        ("leaddesk://check?send=1&phone=2025550123", "names no number"),
        (LINK, "is missing"),
        (LINK + "%20", "is missing"),
        (LINK + "2025550123&send=1", "something beside"),
        (LINK + "2025550123&phone=2025550124", "something beside"),
        (LINK + "2025550123;send=1", "something beside"),
        (LINK + "2025550123#send", "something beside"),
        (LINK + "202555%012%3", "damaged"),
        (LINK + "202555%zz", "damaged"),
        (LINK + "%ff2025550123", "not UTF-8"),
        (LINK + "2025550123%0A", "control characters"),
        (LINK + "2025550123%00", "control characters"),
        (LINK + "%E2%80%AE2025550123", "control characters"),
        (LINK + "\x1b2025550123", "control characters"),
        (LINK + "hello", "not a phone number"),
        (LINK + "2" * (NUMBER_CAP + 1), "longer than 40"),
    ],
)
def test_any_other_link_is_refused_with_a_reason_that_does_not_repeat_it(link: str, said: str) -> None:
    with pytest.raises(CheckRefused, match=said) as caught:
        read_link(link)
    assert "2025550123" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2025550123", "2025550123"),
        (" (202) 555-0123 ", "(202) 555-0123"),
        ("+1 202.555.0123", "+1 202.555.0123"),
        ("911", "911"),
        ("1-800-FLOWERS", "+18003569377"),
        ("call 202-555-0123", "+12025550123"),
        ("202-555-0123 ext. 5", "+12025550123"),
    ],
)
def test_a_number_is_taken_as_written_or_picked_out_of_the_words_around_it(typed: str, number: str) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["", "   ", "garbage", "()", "1", "--version", "1\t2025550123", "9" * 41, "\ud800"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(CheckRefused):
        read_number(typed)


def gives_a_number_or_refuses(read: Callable[[str], str], text: str) -> None:
    try:
        number = read(text)
    except CheckRefused:
        return
    assert re.fullmatch(r"[+0-9 ().\-/]+", number)
    assert any(char.isdigit() for char in number)
    assert len(number) <= NUMBER_CAP


@given(st.text())
def test_any_text_is_a_number_or_refused(text: str) -> None:
    gives_a_number_or_refuses(read_number, text)


@given(
    st.one_of(
        st.text(), st.text().map(LINK.__add__), st.text(alphabet="+%0123456789 abcdefxX#&=;().-/").map(LINK.__add__)
    )
)
def test_any_link_is_a_number_or_refused(link: str) -> None:
    gives_a_number_or_refuses(read_link, link)


def test_what_is_meant_as_a_link_is_told_by_its_scheme() -> None:
    assert is_link("LEADDESK:anything")
    assert not is_link("leaddesk")
    assert not is_link("https://leaddesk:check")
    assert not is_link("--check")
