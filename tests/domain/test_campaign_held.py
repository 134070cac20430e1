"""What is said of waiting: until when, in the vendor's own words, and nothing where the vendor says nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.campaign import Campaign, Moment
from leaddesk.domain.campaign_held import held_words

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
TOMORROW = Moment("2026-11-22T15:00:00.000Z", NOW + timedelta(hours=20))
PASSED = Moment("2026-11-21T15:00:00.000Z", NOW - timedelta(hours=4))


def moment(at: datetime) -> str:
    return at.strftime("%b %d, %H:%M UTC")


def said(
    next_run: Moment | None = None, description: str = "", *, status: str = "ACTIVE", sending: str = "IDLE"
) -> str:
    campaign = Campaign(id="c", status=status, sending=sending, sending_description=description, next_run=next_run)
    return held_words(campaign, NOW, moment)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            said(TOMORROW, "Outside of schedule."),
            "Held until Nov 22, 15:00 UTC, says the vendor: “Outside of schedule”.",
        ),
        (said(TOMORROW), "Held until Nov 22, 15:00 UTC, says the vendor."),
        (said(TOMORROW, sending=""), "Held until Nov 22, 15:00 UTC, says the vendor."),
        (said(TOMORROW, sending="SENDING"), "Next run at Nov 22, 15:00 UTC, says the vendor."),
        (said(TOMORROW, status="READY"), "Next run at Nov 22, 15:00 UTC, says the vendor."),
        (said(PASSED), "The next run was to be at Nov 21, 15:00 UTC, says the vendor."),
        (said(Moment("soon")), "Next run “soon”, which is not a time, says the vendor."),
        (said(None, "Daily limit\nreached"), "The vendor says: “Daily limit reached”."),
        (said(None, "  "), ""),
        (said(Moment("")), ""),
        (said(), ""),
        (said(None, "x" * 300), f"The vendor says: “{'x' * 200}…”."),
    ],
)
def test_it_is_one_sentence_in_the_vendors_words(words, sentence):
    assert words == sentence


@given(
    st.one_of(st.none(), st.sampled_from([TOMORROW, PASSED, Moment("?")])),
    st.text(max_size=300),
    st.sampled_from(["ACTIVE", "READY", "", "NEW"]),
    st.sampled_from(["IDLE", "SENDING", ""]),
)
def test_held_is_only_said_of_an_active_campaign_that_waits_for_a_coming_time(next_run, description, status, sending):
    words = said(next_run, description, status=status, sending=sending)
    waits = next_run is TOMORROW and status == "ACTIVE" and sending != "SENDING"
    assert words.startswith("Held until ") == waits
    assert "\n" not in words
    assert not words or "vendor" in words
    assert bool(words) == (next_run is not None or bool(" ".join(description.split()).rstrip(".")))
