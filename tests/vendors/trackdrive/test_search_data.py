"""The search of TrackDrive as data: complete, verbatim, and refused when it has a mistake."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_search import FilterKind
from leaddesk.vendors.manifest import ManifestError
from leaddesk.vendors.search_manifest import read_form
from leaddesk.vendors.trackdrive import form as module
from leaddesk.vendors.trackdrive.form import search_form

SHIPPED = Path(module.__file__).with_name("search.toml")
COLUMNS = [
    "id",
    "legacy_id",
    "type",
    "uuid",
    "external_record_id",
    "name",
    "context_menu_name",
    "routes_show_path",
    "routes_edit_path",
    "caller_id",
    "email",
    "full_name",
    "contact_field_type",
    "country",
    "state_province",
    "zip_postal_code",
    "time_zone",
    "remote_ip",
    "sub_id",
    "offer_id",
    "schedule_id",
    "traffic_source_id",
    "buyer_id",
    "lead_import_id",
    "sms_number_id",
    "dial_number_id",
    "dial_tier",
    "status",
    "human_status",
    "css_status",
    "has_next_action",
    "opt_out",
    "blocked",
    "is_live",
    "schedule_trigger_type",
    "expires_in",
    "revenue",
    "payout",
    "offer_converted",
    "buyer_converted",
    "attempted_call_id",
    "connected_call_id",
    "scheduled_callback_id",
    "call_buyer_conversion_id",
    "call_offer_conversion_id",
    "created_at",
    "updated_at",
    "deleted_at",
    "user_updated_at",
    "last_action_at",
    "first_action_at",
    "first_queued_at",
    "schedule_ended_at",
    "next_action_at",
    "last_call_at",
    "data",
]
LABELS = [
    "Last 5 Min",
    "Last 15 Min",
    "Last 30 Min",
    "Last Hour",
    "Last 4 Hours",
    "Last 6 Hours",
    "Last 12 Hours",
    "Last Day",
    "Last 2 Days",
    "Today",
    "Yesterday",
    "This Week",
    "Last Week",
    "This Month",
    "Last Month",
    "This Quarter",
    "Last Quarter",
    "Last 6 Months",
    "This Year",
    "Last Year",
    "Lifetime",
    "Custom Range",
]
ELSEWHERE = {"fulltext", "created_at_from", "created_at_to", "created_at_label", "columns"}
"""Parameters with a place of their own on the screen."""
PARAMETERS = ELSEWHERE | {
    "serializer",
    "page",
    "per_page",
    "next_action_at_from",
    "next_action_at_to",
    "time_zone",
    "root",
    "offer_id",
    "schedule_id",
    "traffic_source_id",
    "buyer_id",
    "contact_id",
    "status",
    "status_wait",
    "number",
    "email",
    "has_next_action",
    "buyer_converted",
    "offer_converted",
    "either_converted",
    "opt_out",
}


def test_all_56_columns_are_there_in_the_order_of_the_page() -> None:
    columns = search_form().columns
    assert [column.name for column in columns.documented] == COLUMNS
    assert len(COLUMNS) == 56
    assert [column for group in columns.groups.values() for column in group] == list(columns.documented)
    assert len({column.label for column in columns.documented}) == 56


def test_times_money_truths_and_the_free_object_are_of_their_kind() -> None:
    columns = search_form().columns.by_name
    assert {name for name, column in columns.items() if column.kind is ColumnKind.TIME} == {
        name for name in COLUMNS if name.endswith("_at")
    }
    assert {name for name, column in columns.items() if column.right_aligned} == {
        "revenue",
        "payout",
        "dial_tier",
        "expires_in",
    }
    assert columns["data"].kind is ColumnKind.JSON
    assert columns["opt_out"].kind is ColumnKind.BOOLEAN


def test_an_undocumented_column_is_a_column_of_its_own_group() -> None:
    column = search_form().columns.column("lead_score")
    assert (column.name, column.group, column.kind, column.mark) == ("lead_score", "Other", ColumnKind.TEXT, "")


def test_the_22_labels_are_verbatim() -> None:
    assert list(search_form().created_labels) == LABELS
    assert len(LABELS) == 22


def test_every_documented_parameter_is_reachable() -> None:
    filters = search_form().by_key
    assert set(filters) | ELSEWHERE == PARAMETERS
    assert not {"order", "order_dir", "cursor", "ids"} & set(filters), "documented for other calls only"
    truths = {"has_next_action", "buyer_converted", "offer_converted", "either_converted", "opt_out", "root"}
    assert {key for key, spec in filters.items() if spec.kind is FilterKind.YES_NO} == truths
    assert {"scheduled", "dnc", "waiting_to_dial"} <= set(filters["status"].words)


@pytest.mark.parametrize(
    ("pattern", "instead", "said"),
    [
        (r'kind = "status", ', 'kind = "colour", ', "colour"),
        (r'custom_label = "Custom Range"', 'custom_label = "Any"', "Any is no label"),
        (r'custom_label = "Custom Range"', "", "custom_label is missing"),
        (r'column = "email"', 'column = "mail"', "unknown columns: mail"),
        (r'key = "email"', 'key = "number"', "twice"),
        (r"\[zones\]", "colour = 1\n[zones]", "unknown keys: colour"),
        (r"width = 70", "wide = 80", "wide"),
        (r'role = "email"', 'role = "mail"', "mail"),
        (r'role = "email"', 'role = "phone"', "two columns have the same role"),
        (r"\[zones\]", "[zones", "cannot be used"),
    ],
)
def test_a_mistake_in_the_data_ends_the_start(tmp_path: Path, pattern: str, instead: str, said: str) -> None:
    file = tmp_path / "search.toml"
    file.write_text(re.sub(pattern, instead, SHIPPED.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(ManifestError, match=said):
        read_form(file)


def test_a_missing_file_ends_the_start(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match=r"search\.toml cannot be used"):
        read_form(tmp_path / "search.toml")
