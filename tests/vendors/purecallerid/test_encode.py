"""The request is exactly the contract's: its keys, its order, nothing empty, nothing refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.phone import Phone
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Sent, SentValue
from tests.vendors.purecallerid.answers import ADAPTER

PHONE = Phone("(202) 555-0123", "+12025550123", "US")
PROFILE = ConnectionProfile(
    id="p", name="North", vendor="purecallerid", base_url="https://example.com/api/public", timeout_s=30
)
DESTINATION = Destination(
    id="d",
    name="Spring",
    dialer="Generic",
    settings={
        "campaign_id": "65f00000000000000000a001",
        "dialer_list_id": "webLeads01",
        "list_name": "Site form, week 12",
        "reserved": "kept_column, other",
    },
    mapping=(
        MappedField("first_name", "first"),
        MappedField("phone", "number1", "Phone"),
        MappedField("zip", "zip", "Zip"),
        MappedField("Certificate", "cert_url", "TrustedFormCert"),
        MappedField("city", "city"),
    ),
)
VALUES = {
    "first_name": "Zoë",
    "zip": "20001",
    "city": "",
    "Certificate": "https://cert.example.com/1",
    "email": "a@b.cd",
}


def body(
    destination: Destination = DESTINATION,
    draft: LeadDraft | None = None,
    options: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    request = ADAPTER.encode_submit(
        draft or LeadDraft(PHONE, VALUES),
        replace(PROFILE, options=options or {}),
        destination,
        {"api_key": Secret("k+/=")},
    )
    data: dict[str, Any] = json.loads(request.body)
    return data


def test_the_request() -> None:
    request = ADAPTER.encode_submit(LeadDraft(PHONE, VALUES), PROFILE, DESTINATION, {"api_key": Secret("k+/=")})

    assert (request.method, request.url) == ("POST", "https://example.com/api/public/lead/load")
    assert dict(request.headers) == {
        "X-API-KEY": Secret("k+/="),
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    assert (request.writes, request.timeout_s) == (True, 30)
    assert request.body.decode() == (
        '{"campaignId": "65f00000000000000000a001", "dialerListId": "webLeads01", "listName": "Site form, week 12", '
        '"fields": [{"value": "Zoë", "dialerField": "first"}, '
        '{"value": "2025550123", "dialerField": "number1", "type": "Phone"}, '
        '{"value": "20001", "dialerField": "zip", "type": "Zip"}, '
        '{"value": "https://cert.example.com/1", "dialerField": "cert_url", "type": "TrustedFormCert"}]}'
    )


def test_an_empty_list_name_is_left_out() -> None:
    settings = {"campaign_id": " c ", "dialer_list_id": "l", "list_name": "  "}

    assert list(body(replace(DESTINATION, settings=settings))) == ["campaignId", "dialerListId", "fields"]
    assert body(replace(DESTINATION, settings=settings))["campaignId"] == "c"


@pytest.mark.parametrize(
    ("options", "phone", "sent"),
    [
        ({}, PHONE, "2025550123"),
        ({"phone_format": ""}, PHONE, "2025550123"),
        ({"phone_format": "11 digits"}, PHONE, "12025550123"),
        ({"phone_format": "E.164"}, PHONE, "+12025550123"),
        ({"phone_format": "E.164"}, Phone("555-0123 as typed"), "555-0123 as typed"),
    ],
)
def test_the_phone_goes_out_as_the_profile_says(options: dict[str, str], phone: Phone, sent: str) -> None:
    fields = body(draft=LeadDraft(phone, {}), options=options)["fields"]

    assert fields == [{"value": sent, "dialerField": "number1", "type": "Phone"}]


def test_half_a_character_cannot_stop_the_request() -> None:
    assert body(draft=LeadDraft(PHONE, {"first_name": "A\ud800"}))["fields"][0]["value"] == "A?"


@pytest.mark.parametrize(
    ("change", "key", "said"),
    [
        ({"dialer": "Unheard of"}, "dialer", "Choose the dialer"),
        ({"settings": {"dialer_list_id": "l"}}, "campaign_id", "Campaign ID is needed"),
        ({"settings": {"campaign_id": "c"}}, "dialer_list_id", "Dialer list ID is needed"),
        ({"mapping": ()}, "mapping.phone", "needs a column for phone"),
        (
            {"mapping": (*DESTINATION.mapping, MappedField("state", "number1"))},
            "mapping.state",
            "filled twice",
        ),
        (
            {"mapping": (*DESTINATION.mapping, MappedField("state", "Kept_Column"))},
            "mapping.state",
            "reserved",
        ),
        ({"mapping": (MappedField("phone", "number1"),)}, "mapping.phone", "needs the type Phone"),
        (
            {"mapping": (*DESTINATION.mapping, MappedField("Second", "number2", "Phone"))},
            "mapping.Second",
            "Only the number to dial",
        ),
        ({"mapping": (*DESTINATION.mapping, MappedField("state", "st", "Token"))}, "mapping.state", "no type"),
    ],
)
def test_a_bad_destination_is_said_and_never_encoded(change: dict[str, Any], key: str, said: str) -> None:
    destination = replace(DESTINATION, **change)

    (problem,) = ADAPTER.destination_problems(destination)

    assert problem.key == key
    assert said in problem.text
    with pytest.raises(ValueError, match=said):
        body(destination)


def test_a_row_has_one_problem_at_most() -> None:
    mapping = (*DESTINATION.mapping, MappedField("state", "number1", "Phone"))

    problems = ADAPTER.destination_problems(replace(DESTINATION, mapping=mapping))

    assert [problem.key for problem in problems] == ["mapping.state"]


@pytest.mark.parametrize("column", ["security_phrase", "vendor_lead_code", "Vendor_Lead_Code"])
def test_apn_refuses_its_reserved_columns(column: str) -> None:
    mapping = (MappedField("phone", "phone_number", "Phone"), MappedField("email", column))

    (problem,) = ADAPTER.destination_problems(replace(DESTINATION, dialer="APN", mapping=mapping))

    assert (problem.key, "reserved" in problem.text) == ("mapping.email", True)


def test_presets_are_the_contracts() -> None:
    presets = {
        dialer.name: [(row.field, row.column, row.kind) for row in dialer.preset] for dialer in ADAPTER.info.dialers
    }

    assert presets["APN"] == [
        ("phone", "phone_number", "Phone"),
        ("zip", "postal_code", "Zip"),
        ("city", "city", "City"),
        ("state", "state", "State"),
        ("first_name", "first_name", ""),
        ("last_name", "last_name", ""),
        ("email", "email", ""),
        ("street", "address1", ""),
    ]
    assert presets["Generic"][:2] == [("phone", "phone", "Phone"), ("zip", "zip", "Zip")]
    assert presets["Generic"][-1] == ("street", "address", "")


def test_the_labels_of_the_screen() -> None:
    info = ADAPTER.info

    assert [field.label for field in ADAPTER.destination_schema("APN").fields] == [
        "Campaign ID",
        "Dialer list ID",
        "List name",
        "Reserved columns",
    ]
    assert [slot.label for slot in info.secret_slots] == ["API key"]
    assert [(field.key, field.default) for field in info.options.fields] == [
        ("phone_format", "10 digits"),
        ("data_quality", "Bought"),
        ("bodyless", "Nothing"),
    ]


def test_nothing_is_known_to_be_kept_otherwise_to_be_refused_again_or_to_need_scrubbing() -> None:
    draft, record = LeadDraft(PHONE, VALUES), RequestRecord("POST", "", (), "")
    assert ADAPTER.silent_changes(draft, PROFILE, DESTINATION) == ()
    assert not ADAPTER.refuses_again(record)
    answer = HttpResponse(200, (), b"{}")
    assert ADAPTER.scrub_answer(answer) is answer


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (
            '{"fields": [{"value": "Ada", "dialerField": "first"}, 5,'
            ' {"value": "202", "dialerField": "n", "type": "Phone"}]}',
            Sent("202", (SentValue("first", "Ada"), SentValue("n", "202"))),
        ),
        ('{"fields": [{}]}', Sent("", (SentValue("None", "None"),))),
        ('{"fields": {"a": 1}}', Sent()),
        ("[1]", Sent()),
        ("", Sent()),
        ("\ud800", Sent()),
    ],
)
def test_sent_values_are_recalled_as_far_as_they_go(text: str, sent: Sent) -> None:
    assert ADAPTER.recall_sent(RequestRecord("POST", "", (), text)) == sent
