"""A lead is checked field by field; its phone goes through a real phone library, or knowingly as typed."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from leaddesk.domain.fields import FieldKind, FieldProblem
from leaddesk.domain.lead import AS_TYPED, LeadDraft, lead_schema, refused_fields, unmapped, validate_lead
from leaddesk.domain.phone import (
    Phone,
    PhoneFormat,
    PhoneProblem,
    format_while_typing,
    last_ten,
    load_library,
    parse_phone,
    region_name,
    show_number,
)
from leaddesk.domain.profile import Destination, MappedField
from leaddesk.domain.verdict import RefusedColumn

DESTINATION = Destination(
    id="d",
    name="Spring",
    dialer="APN",
    mapping=(
        MappedField("phone", "phone_number", "Phone"),
        MappedField("zip", "postal_code", "Zip"),
        MappedField("Policy", "policy_no"),
    ),
)


@pytest.mark.parametrize(
    "typed", ["2025550123", "(202) 555-0123", "+1 202 555 0123", "1-202-555-0123", " 202.555.0123 "]
)
def test_spellings_of_one_number(typed: str) -> None:
    phone = parse_phone(typed)

    assert (phone.e164, phone.region, phone.typed) == ("+12025550123", "US", typed)
    assert phone.shown() == "(202) 555-0123"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type a phone number"),
        ("hello", "not a phone number"),
        ("5550123", "too short"),
        ("20255501", "too short"),
        ("202555012345678", "too many digits"),
        ("2025550123 ext. 5", "extension"),
        ("1" * 65, "too long"),
        ("1105550123", "No such number"),
    ],
)
def test_refusals_are_explained(typed: str, said: str) -> None:
    with pytest.raises(PhoneProblem, match=said):
        parse_phone(typed)


@pytest.mark.parametrize(
    ("phone", "shape", "sent"),
    [
        (Phone("x", "+12025550123"), PhoneFormat.TEN_DIGITS, "2025550123"),
        (Phone("x", "+12025550123"), PhoneFormat.ELEVEN_DIGITS, "12025550123"),
        (Phone("x", "+12025550123"), PhoneFormat.E164, "+12025550123"),
        (Phone("x", "+442079460123"), PhoneFormat.TEN_DIGITS, "442079460123"),
        (Phone("202-5550123"), PhoneFormat.E164, "202-5550123"),
    ],
)
def test_formats(phone: Phone, shape: PhoneFormat, sent: str) -> None:
    assert phone.formatted(shape) == sent


def test_formatting_while_typing_leaves_other_text_alone() -> None:
    assert format_while_typing("2025550123") == "(202) 555-0123"
    assert format_while_typing("202555") == "202-555"
    assert format_while_typing("") == ""
    assert format_while_typing("ask Ada") == "ask Ada"
    assert format_while_typing("2" * 33) == "2" * 33


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("+12025550123", "(202) 555-0123"),
        ("+442079460123", "+44 20 7946 0123"),
        ("no number", "no number"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_stored_numbers_are_shown(stored: str, shown: str) -> None:
    assert show_number(stored) == shown


def test_loading_the_library_brings_what_the_home_region_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("phonenumbers")]:
        monkeypatch.delitem(sys.modules, name)
    load_library()
    assert {"phonenumbers", "phonenumbers.data.region_US"} <= set(sys.modules)


def test_regions_and_last_ten() -> None:
    assert (region_name("US"), region_name("ZZ")) == ("United States", "ZZ")
    assert last_ten("+1 (202) 555-0123") == "2025550123"
    assert last_ten("0123") == "0123"
    assert last_ten("none") == ""


def test_the_form_has_the_canonical_fields_then_the_custom_ones() -> None:
    schema = lead_schema(DESTINATION, ("phone", "Policy"))

    assert [field.label for field in schema.fields] == [
        "Phone",
        "First name",
        "Last name",
        "Email",
        "Street",
        "City",
        "State",
        "Zip",
        "Policy",
    ]
    assert [field.key for field in schema.fields if field.required] == ["phone", "Policy"]
    assert schema.columns == {"phone": "phone_number", "zip": "postal_code", "Policy": "policy_no"}


def test_a_custom_field_holds_what_its_type_says() -> None:
    kinds = {"Zip": FieldKind.ZIP, "Cert": FieldKind.TRUSTEDFORM}
    mapping = (MappedField("Proof", "cert", "Cert"), MappedField("Note", "note"), MappedField("city", "city", "Cert"))
    schema = lead_schema(replace(DESTINATION, mapping=mapping), ("Note",), kinds)

    assert [(spec.key, spec.kind, spec.required) for spec in schema.fields[-2:]] == [
        ("Proof", FieldKind.TRUSTEDFORM, False),
        ("Note", FieldKind.TEXT, True),
    ]
    city = schema.field("city")
    assert city is not None
    assert city.kind is FieldKind.TEXT, "a canonical field stays what it is"


def test_a_good_form_is_a_draft() -> None:
    draft = validate_lead(
        lead_schema(DESTINATION), {"phone": "202 555 0123", "state": "dc", "Policy": "7", "email": ""}
    )

    assert isinstance(draft, LeadDraft)
    assert draft.phone.e164 == "+12025550123"
    assert draft.filled() == {"state": "DC", "Policy": "7"}


def test_problems_come_in_the_order_of_the_form() -> None:
    problems = validate_lead(lead_schema(DESTINATION), {"phone": "555", "zip": "1", "email": "x"})

    assert isinstance(problems, tuple)
    assert [problem.key for problem in problems] == ["phone", "email", "zip"]


def test_a_missing_phone_is_said_once() -> None:
    problems = validate_lead(lead_schema(DESTINATION), {AS_TYPED: "yes"})

    assert isinstance(problems, tuple)
    assert [(problem.key, problem.text) for problem in problems] == [("phone", "Phone is needed.")]


def test_a_phone_where_none_is_needed_may_still_not_be_empty() -> None:
    problems = validate_lead(lead_schema(DESTINATION, ()), {AS_TYPED: "yes"})

    assert isinstance(problems, tuple)
    assert problems[0].text == "Type a phone number."


def test_as_typed_is_for_what_the_library_refuses_only() -> None:
    schema = lead_schema(DESTINATION)

    refused = validate_lead(schema, {"phone": " 5550123 ", AS_TYPED: "yes"})
    accepted = validate_lead(schema, {"phone": "2025550123", AS_TYPED: "yes"})

    assert isinstance(refused, LeadDraft)
    assert refused.phone == Phone("5550123")
    assert isinstance(accepted, LeadDraft)
    assert accepted.phone.e164 == "+12025550123"


@pytest.mark.parametrize("typed", ["call me", "٥٥", "+"])
def test_a_text_without_a_digit_is_not_sent_as_typed_either(typed: str) -> None:
    problems = validate_lead(lead_schema(DESTINATION), {"phone": typed, AS_TYPED: "yes"})

    assert isinstance(problems, tuple)
    assert [problem.key for problem in problems] == ["phone"]


def test_another_field_may_stand_in_for_the_phone() -> None:
    schema = replace(lead_schema(DESTINATION, ("Policy",)), stands_in="Policy")

    without = validate_lead(schema, {"Policy": "CRM-7"})
    both = validate_lead(schema, {"Policy": "CRM-7", "phone": "2025550123"})
    neither = validate_lead(schema, {"phone": " "})
    wrong = validate_lead(schema, {"Policy": "CRM-7", "phone": "555"})

    assert isinstance(without, LeadDraft)
    assert (without.number, without.phone) == ("CRM-7", Phone(""))
    assert isinstance(both, LeadDraft)
    assert both.number == "+12025550123"
    assert neither == (FieldProblem("Policy", "Policy is needed."),)
    assert isinstance(wrong, tuple)
    assert [problem.key for problem in wrong] == ["phone"]


def test_what_a_vendor_refuses_stands_beside_the_field_that_fills_it() -> None:
    refused = (RefusedColumn("policy_no", "Taken."), RefusedColumn("campaignId", "Unknown."))

    assert refused_fields(lead_schema(DESTINATION), refused) == (FieldProblem("Policy", "Taken."),)


def test_filled_fields_without_a_column_are_named() -> None:
    raw = {"phone": "2025550123", "city": "Sampleton", "email": " ", "Policy": "7"}

    assert [field.label for field in unmapped(lead_schema(DESTINATION), raw)] == ["City"]


def test_what_was_typed_for_another_destination_is_named_and_the_choice_to_send_as_typed_is_not():
    schema = lead_schema(Destination(id="d", name="D", dialer="APN"))
    raw = {"street": "1 Sample Street", "Loan amount": "12000", "Empty": " ", AS_TYPED: "yes"}
    assert [spec.label for spec in unmapped(schema, raw)] == ["Street", "Loan amount"]
