"""A lead load read back: the destination's mapping backwards, what fits no field named, nothing raised."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.profile import Destination, MappedField
from leaddesk.vendors.adapter import Recalled
from tests.vendors.purecallerid.answers import ADAPTER

DESTINATION = Destination(
    id="d",
    name="Spring",
    dialer="Generic",
    mapping=(
        MappedField("phone", "number1", "Phone"),
        MappedField("first_name", "first"),
        MappedField("Loan amount", "loan"),
    ),
)


def recall(*rows: object) -> Recalled | str:
    return ADAPTER.recall_fields(json.dumps({"campaignId": "c", "fields": rows}), DESTINATION)


def row(column: object, value: object, **more: str) -> dict[str, object]:
    return {"value": value, "dialerField": column, **more}


def test_each_dialer_column_goes_back_to_its_field() -> None:
    assert recall(row("loan", "12000"), row("number1", "2025550123", type="Phone"), row("first", " Zoë ")) == Recalled(
        {"Loan amount": "12000", "phone": "2025550123", "first_name": "Zoë"}
    )


def test_numbers_are_taken_as_their_text_and_nothing_is_nothing() -> None:
    assert recall(row("number1", 2025550123), row("loan", 1.5), row("first", None)) == Recalled(
        {"phone": "2025550123", "Loan amount": "1.5"}
    )


def test_columns_without_a_field_and_repeated_ones_are_named_and_not_kept() -> None:
    found = recall(row("number1", "1"), row("email", "a@b.cd"), row("number1", "2"), row("loan", ["x"]), row("z", ""))
    assert found == Recalled({"phone": "1"}, ("email", "number1", "loan"))


def test_a_column_is_met_only_by_its_exact_name() -> None:
    assert recall(row("Number1", "1")) == Recalled({}, ("Number1",))


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("", "not the JSON object"),
        ("{'single': 1}", "not the JSON object"),
        ("[1]", "not the JSON object"),
        ("{}", "no list of fields"),
        ('{"fields": []}', "no list of fields"),
        ('{"fields": {"a": 1}}', "no list of fields"),
        ('{"fields": ["x"]}', "field 1 names no dialerField"),
        ('{"fields": [{"value": "1", "dialerField": 7}]}', "field 1 names no dialerField"),
    ],
)
def test_what_is_no_load_is_said_in_a_sentence(body: str, says: str) -> None:
    found = ADAPTER.recall_fields(body, DESTINATION)
    assert isinstance(found, str)
    assert says in found
    assert found.endswith(".")


@given(st.text() | st.recursive(st.none() | st.text(), lambda one: st.lists(one) | st.dictionaries(st.text(), one)))
def test_any_body_is_answered(body: object) -> None:
    text = body if isinstance(body, str) else json.dumps({"fields": body})
    assert isinstance(ADAPTER.recall_fields(text, DESTINATION), Recalled | str)
