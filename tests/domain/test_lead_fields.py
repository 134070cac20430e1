"""Our fields come out of any vendor's rows by what a column is, not by what it is called."""

from __future__ import annotations

import pytest

from leaddesk.domain.lead_columns import ColumnRole
from leaddesk.domain.lead_fields import lead_of, name_of, phone_of, value_of
from leaddesk.domain.lead_page import ABSENT, LeadRow
from leaddesk.vendors.registry import lead_sources

TRACKDRIVE = lead_sources()["trackdrive"].form.columns
LUPITOR = lead_sources()["lupitor"].form.columns


def row(**values: object) -> LeadRow:
    return LeadRow(tuple(values), tuple(values.values()))


@pytest.mark.parametrize("source", lead_sources().values(), ids=lambda source: source.info.key)
def test_every_list_says_where_the_number_the_status_and_the_time_are(source) -> None:
    columns = source.form.columns
    assert all(columns.of_role(role) for role in (ColumnRole.PHONE, ColumnRole.STATUS, ColumnRole.CREATED))


def test_columns_count_before_the_account_s_own_keys() -> None:
    lead = row(
        caller_id="+12025550123",
        full_name=" Ada  Jo Sample ",
        state_province="DC",
        email="",
        data={"email": "ada@example.com", "state": "VA", "Zip_Code": 20001, "address1": "100 Sample Street"},
    )
    assert lead_of(TRACKDRIVE, lead) == {
        "phone": "+12025550123",
        "first_name": "Ada Jo",
        "last_name": "Sample",
        "email": "ada@example.com",
        "state": "DC",
        "zip": "20001",
        "street": "100 Sample Street",
    }
    assert name_of(TRACKDRIVE, lead) == "Ada Jo Sample"
    assert phone_of(TRACKDRIVE, lead) == "+12025550123"


def test_a_list_of_other_names_gives_the_same_lead() -> None:
    metadata = {"first_name": "Ada", "last_name": "Sample", "city": "Sampleton", "zip": "20001"}
    lead = row(phoneNumber="+12025550123", metadata=metadata)
    assert lead_of(LUPITOR, lead) == {"phone": "+12025550123", **metadata}
    assert name_of(LUPITOR, lead) == "Ada Sample"


def test_a_name_among_the_own_keys_is_parted() -> None:
    assert lead_of(LUPITOR, row(metadata={"name": "Ada Sample"})) == {"first_name": "Ada", "last_name": "Sample"}
    parts = {"first_name": "Ada", "last_name": "Jo Sample"}
    assert lead_of(LUPITOR, row(metadata={"name": "Ada Jo Sample", **parts})) == parts
    assert lead_of(LUPITOR, row(metadata={"Name": "Ada"})) == {"first_name": "Ada"}


@pytest.mark.parametrize("odd", [None, "x", 7, [], ABSENT])
def test_odd_values_give_nothing(odd: object) -> None:
    assert lead_of(LUPITOR, row(phoneNumber=None, metadata=odd)) == {}
    assert name_of(LUPITOR, row(metadata=odd)) == ""
    assert phone_of(LUPITOR, row()) == phone_of(LUPITOR, row(phoneNumber=None)) == ""
    assert value_of(LUPITOR, ColumnRole.EMAIL, row()) is ABSENT
