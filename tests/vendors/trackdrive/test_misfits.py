"""Rows that do not fit the filters are noticed, by the columns that came."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leaddesk.domain.lead_page import Misfit
from leaddesk.domain.lead_search import LeadQuery
from tests.vendors.trackdrive.asking import TRACKDRIVE, filtered, page_of

NEW_YEAR = "2026-01-01T00:00:00+00:00"
ALL = tuple(TRACKDRIVE.form.columns.by_name)


def misfits_of(row: dict[str, object], **filters: str) -> list[str]:
    query = filtered(**filters)
    page = page_of([row], LeadQuery(columns=ALL, filters=query.filters))
    return [misfit.key for misfit in page.misfits]


@pytest.mark.parametrize(
    ("key", "value", "column", "fitting", "odd"),
    [
        ("status", "scheduled, dnc", "status", "DNC", "failure"),
        ("status", "dnc", "status", "dnc", None),
        ("offer_id", "12", "offer_id", 12, 13),
        ("offer_id", "12", "offer_id", "12", True),
        ("email", "@Example.com", "email", "ada@example.com", "ada@example.org"),
        ("number", "(202) 555-0123", "caller_id", "+12025550123", "+12025550124"),
        ("number", "no digits", "caller_id", "+12025550123", ""),
        ("opt_out", "true", "opt_out", "1", 0),
        ("opt_out", "false", "opt_out", "maybe", "yes"),
        ("next_action_at_from", NEW_YEAR, "next_action_at", NEW_YEAR, "2025-01-01T00:00Z"),
        ("next_action_at_to", NEW_YEAR, "next_action_at", "soon", "2026-01-01 00:00:02 +0000"),
    ],
)
def test_a_value_is_held_against_its_filter(key: str, value: str, column: str, fitting: object, odd: object) -> None:
    assert misfits_of({column: fitting}, **{key: value}) == []
    if odd != "":
        assert misfits_of({column: odd}, **{key: value}) == [key]


def test_what_cannot_be_looked_at_is_not_spoken_of() -> None:
    assert misfits_of({"id": 1}, status="dnc", contact_id="5", colour="red", status_wait="x") == []
    page = page_of([{"status": "dnc"}], LeadQuery(columns=("id",), filters=filtered(status="failure").filters))
    assert page.misfits == ()


def test_rows_are_counted_and_the_first_is_shown() -> None:
    page = page_of([{"status": "a"}, {"status": "x" * 99}, {"status": ""}, {"status": "a"}], filtered(status="a"))
    assert page.misfits == (Misfit("status", 2, "x" * 60),)
    assert page_of([{"status": None}], filtered(status="a")).misfits == (Misfit("status", 1, "nothing"),)


def test_a_range_is_held_against_the_creation() -> None:
    query = LeadQuery(
        columns=("created_at",),
        created_from=datetime(2026, 1, 2, tzinfo=UTC),
        created_to=datetime(2026, 1, 3, tzinfo=UTC),
    )
    times = ["2026-01-01T23:00:00Z", "2026-01-02T12:00:00Z", "2026-01-03T01:00:00+02:00", "2026-01-04T00:00:00Z", None]
    page = page_of([{"created_at": time} for time in times], query)
    assert [(misfit.key, misfit.rows) for misfit in page.misfits] == [("created_at_from", 1), ("created_at_to", 1)]
