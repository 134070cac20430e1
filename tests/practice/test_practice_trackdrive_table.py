"""The invented leads: nobody real, the same each time, every column filled as the contract expects."""

from __future__ import annotations

import re
import tracemalloc
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.practice.created_labels import CREATED_LABELS
from leaddesk.practice.lead_table import COLUMNS, LeadTable
from tests.practice.leads import NOW

# The contract's section 5 as its table stands.
SECTION_5 = """
id legacy_id type uuid external_record_id name context_menu_name
routes_show_path routes_edit_path
caller_id email full_name contact_field_type country state_province zip_postal_code time_zone remote_ip
sub_id offer_id schedule_id traffic_source_id buyer_id lead_import_id sms_number_id dial_number_id dial_tier
status human_status css_status has_next_action opt_out blocked is_live schedule_trigger_type expires_in
revenue payout offer_converted buyer_converted
attempted_call_id connected_call_id scheduled_callback_id call_buyer_conversion_id call_offer_conversion_id
created_at updated_at deleted_at user_updated_at last_action_at first_action_at first_queued_at schedule_ended_at
next_action_at last_call_at
data
"""
GROUPS = SECTION_5.split()
TABLE = LeadTable(5000, NOW)
ROWS: list[dict[str, Any]] = [
    {name: value(TABLE.lead(row)) for name, value in COLUMNS.items()} for row in range(len(TABLE))
]


def column(name: str) -> list[Any]:
    return [row[name] for row in ROWS]


def test_columns_are_the_56_of_the_contract() -> None:
    assert list(COLUMNS) == GROUPS
    assert len(GROUPS) == 56


def test_people_numbers_and_addresses_are_invented() -> None:
    assert all(re.fullmatch(r"\+1[2-9]\d\d55501\d\d", phone) for phone in column("caller_id"))
    assert len({phone[:5] for phone in column("caller_id")}) > 20
    assert all(email is None or email.endswith("@example.com") for email in column("email"))
    last_names = {name.partition(" ")[2] for name in column("full_name") if name}
    assert last_names == {
        "Person", "Example", "Sample", "Specimen", "Placeholder", "Dummy", "O'Sample", "Test-Person",
    }  # fmt: skip
    networks = ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8::")
    assert all(address is None or address.startswith(networks) for address in column("remote_ip"))


def test_ids_are_unique_and_count_down() -> None:
    assert column("id") == list(range(12000, 7000, -1))
    assert len({UUID(text) for text in column("uuid")}) == 5000


def test_values_have_the_types_the_contract_expects() -> None:
    for name in ("has_next_action", "opt_out", "blocked", "is_live", "offer_converted", "buyer_converted"):
        assert {True, False} <= set(column(name)) <= {True, False, None}
    for name in ("revenue", "payout"):
        amounts = [Decimal(text) for text in column(name) if text is not None]
        assert min(amounts) < 0 < max(amounts)
        assert None in column(name)
        assert "0.0" in column(name)
    assert all(value is None or isinstance(value, dict) for value in column("data"))
    assert None in column("data")
    assert {} in column("data")
    assert any(value and isinstance(value.get("source"), dict) for value in column("data"))
    times = [name for name in GROUPS if name.endswith("_at")]
    for name in times:
        values = [text for text in column(name) if text is not None]
        assert values
        assert all(datetime.fromisoformat(text).utcoffset() is not None for text in values), name
    assert re.fullmatch(r"2026-05-14T\d\d:\d\d:\d\d\.\d{3}-05:00", ROWS[0]["created_at"])
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d -0500", text or "") for text in column("user_updated_at"))


def test_every_column_that_may_be_empty_is_so_sometimes_and_none_is_always() -> None:
    always = {name for name in GROUPS if all(value is None for value in column(name))}
    assert always == set()
    sometimes = {name for name in GROUPS if any(value is None for value in column(name))}
    assert {"legacy_id", "email", "full_name", "schedule_id", "buyer_id", "next_action_at", "data"} <= sometimes


def test_what_a_row_says_agrees_with_itself() -> None:
    for row in ROWS:
        assert row["has_next_action"] == (row["next_action_at"] is not None)
        assert row["status"] != "opt_out" or row["opt_out"] is True
        assert (row["status"] == "blocked") == row["blocked"]
        assert (row["connected_call_id"] is None) == (row["buyer_id"] is None) == (row["last_call_at"] is None)
        created, updated = (datetime.fromisoformat(row[name]) for name in ("created_at", "updated_at"))
        assert created <= updated <= NOW


def test_the_same_serial_number_is_the_same_lead_in_a_table_of_any_size() -> None:
    large, unlike = LeadTable(200_000, NOW), {name for name in GROUPS if name.endswith("_at")}
    for row in range(0, 5000, 97):
        one, other = TABLE.lead(row), large.lead(row + 195_000)
        for name, value in COLUMNS.items():
            if name not in unlike:
                assert value(one) == value(other), name


def test_any_number_of_leads_takes_no_memory() -> None:
    tracemalloc.start()
    table = LeadTable(1_000_000_000, NOW)
    assert table.lead(999_999_999).id == 7001
    assert 500_000_000 < len(table.between(NOW - timedelta(days=300), None)) < 700_000_000
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 64 * 1024


def test_leads_lie_in_the_span_of_every_label() -> None:
    for name, span_at in CREATED_LABELS.items():
        span = span_at(NOW)
        assert len(TABLE.between(span.first, span.end, open_end=True)) > 5, name


@pytest.mark.parametrize(
    ("label", "first", "end"),
    [
        ("Last 5 Min", "2026-05-14T15:25:00", None),
        ("Last 15 Min", "2026-05-14T15:15:00", None),
        ("Last 30 Min", "2026-05-14T15:00:00", None),
        ("Last Hour", "2026-05-14T14:30:00", None),
        ("Last 4 Hours", "2026-05-14T11:30:00", None),
        ("Last 6 Hours", "2026-05-14T09:30:00", None),
        ("Last 12 Hours", "2026-05-14T03:30:00", None),
        ("Last Day", "2026-05-13T15:30:00", None),
        ("Last 2 Days", "2026-05-12T15:30:00", None),
        ("Today", "2026-05-14T00:00:00", None),
        ("Yesterday", "2026-05-13T00:00:00", "2026-05-14T00:00:00"),
        ("This Week", "2026-05-11T00:00:00", None),
        ("Last Week", "2026-05-04T00:00:00", "2026-05-11T00:00:00"),
        ("This Month", "2026-05-01T00:00:00", None),
        ("Last Month", "2026-04-01T00:00:00", "2026-05-01T00:00:00"),
        ("This Quarter", "2026-04-01T00:00:00", None),
        ("Last Quarter", "2026-01-01T00:00:00", "2026-04-01T00:00:00"),
        ("Last 6 Months", "2025-11-14T15:30:00", None),
        ("This Year", "2026-01-01T00:00:00", None),
        ("Last Year", "2025-01-01T00:00:00", "2026-01-01T00:00:00"),
        ("Lifetime", None, None),
        ("Custom Range", None, None),
    ],
)
def test_label_stands_for_its_span(label: str, first: str | None, end: str | None) -> None:
    span = CREATED_LABELS[label](NOW)
    assert span == tuple(None if text is None else datetime.fromisoformat(f"{text}+00:00") for text in (first, end))


def test_there_are_22_labels_and_last_quarter_crosses_the_year() -> None:
    assert len(CREATED_LABELS) == 22
    january = datetime(2026, 1, 31, 12, tzinfo=UTC)
    assert CREATED_LABELS["Last Quarter"](january).first == datetime(2025, 10, 1, tzinfo=UTC)
    assert CREATED_LABELS["Last Month"](january).first == datetime(2025, 12, 1, tzinfo=UTC)


SMALL = LeadTable(300, NOW)
SMALL_CREATED: list[datetime] = [
    datetime.fromtimestamp(SMALL.created(row) / 1000, UTC).replace(tzinfo=None) for row in range(len(SMALL))
]
moments = st.datetimes(NOW.replace(tzinfo=None) - timedelta(days=900), NOW.replace(tzinfo=None) + timedelta(days=1))
limits = st.one_of(st.none(), moments, st.integers(0, 299).map(lambda row: SMALL_CREATED[row]))


@settings(max_examples=200)
@given(first=limits, last=limits, open_end=st.booleans())
def test_rows_between_two_moments_are_those_a_look_at_each_would_find(
    first: datetime | None, last: datetime | None, open_end: bool
) -> None:
    low, high = (
        None if limit is None else limit.replace(microsecond=limit.microsecond // 1000 * 1000, tzinfo=UTC)
        for limit in (first, last)
    )
    wanted = [
        row
        for row in range(len(SMALL))
        for created in [SMALL_CREATED[row].replace(tzinfo=UTC)]
        if (low is None or created >= low) and (high is None or (created < high if open_end else created <= high))
    ]
    assert list(SMALL.between(low, high, open_end=open_end)) == wanted
