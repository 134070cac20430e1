"""A question is one immutable value that can be read as a line."""

from __future__ import annotations

from datetime import UTC, datetime

from leaddesk.domain.lead_columns import ColumnKind, LeadColumn
from leaddesk.domain.lead_search import LeadFilter, LeadQuery, RowOrder

STATUS = LeadFilter("status", "scheduled, dnc ,")


def test_a_question_reads_as_one_line() -> None:
    query = LeadQuery(
        text=" solar ",
        created_label="This Week",
        zone="America/New_York",
        filters=(STATUS, LeadFilter("opt_out", "false"), LeadFilter("email", "x", on=False)),
    )
    assert query.as_line() == (
        "“solar” · created This Week (America/New_York) · status is scheduled, dnc , · opt_out is false"
    )
    assert LeadQuery(created_label="Today").as_line() == "created Today"
    assert LeadQuery().as_line() == "All leads"


def test_a_chip_reads_as_a_sentence() -> None:
    assert LeadFilter("status", "scheduled, dnc").as_text() == "status is scheduled, dnc"


def test_a_range_reads_with_its_zone() -> None:
    query = LeadQuery(
        created_label="Custom Range",
        created_from=datetime(2026, 7, 1, 12, tzinfo=UTC),
        created_to=datetime(2026, 12, 1, 12, tzinfo=UTC),
        zone="America/New_York",
    )
    assert query.has_range
    assert query.as_line() == "created from 2026-07-01 08:00 EDT · created to 2026-12-01 07:00 EST"
    assert LeadQuery(created_from=query.created_from).as_line() == "created from 2026-07-01 12:00 UTC"


def test_filters_are_put_in_place_and_taken_out() -> None:
    query = LeadQuery().with_filter(STATUS).with_filter(LeadFilter("email", "x"))
    changed = query.with_filter(LeadFilter("status", "dnc"))
    assert [item.value for item in changed.filters] == ["dnc", "x"]
    assert changed.without_filter("status").filters == (LeadFilter("email", "x"),)
    assert STATUS.values() == ("scheduled", "dnc")


def test_paging_is_steered_by_two_filters_and_nonsense_steers_nothing() -> None:
    assert (LeadQuery().page_size, LeadQuery().first_page) == (100, 1)
    odd = LeadQuery(filters=(LeadFilter("per_page", "many"), LeadFilter("page", "0")))
    assert (odd.page_size, odd.first_page) == (100, 1)
    assert LeadQuery(filters=(LeadFilter("per_page", "250", on=False),)).page_size == 100


def test_numbers_stand_at_the_right() -> None:
    kinds = {kind for kind in ColumnKind if LeadColumn(name="x", label="X", group="G", kind=kind).right_aligned}
    assert kinds == {ColumnKind.NUMBER, ColumnKind.MONEY}


def test_a_time_in_a_filter_reads_as_its_chip_does_in_the_zone_of_the_question() -> None:
    query = LeadQuery(
        filters=(LeadFilter("next_action_at_from", "2026-05-14T13:30:00+00:00"), LeadFilter("sub_id", "2026-05-14")),
        zone="America/New_York",
    )
    assert query.as_line() == "next_action_at_from is 2026-05-14 09:30 EDT · sub_id is 2026-05-14"


def test_the_same_leads_are_asked_for_whatever_is_in_view_or_off() -> None:
    query = LeadQuery(text="solar", columns=("id",), filters=(LeadFilter("status", "dnc", on=False),))
    assert query.asks_as(LeadQuery(text="solar", columns=("email",), order=RowOrder("email")))
    assert not query.asks_as(LeadQuery(text="solar", filters=(LeadFilter("status", "dnc"),)))
