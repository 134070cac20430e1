"""What a dialer's own settings add to the form of a lead, and what is said of them before anything is sent."""

from __future__ import annotations

import json

import pytest

from leaddesk.domain.fields import FieldKind
from leaddesk.domain.lead import validate_lead
from leaddesk.domain.profile import MappedField
from leaddesk.domain.vendor import for_check
from leaddesk.vendors.adapter import Recalled
from tests.vendors.purecallerid.answers import ADAPTER
from tests.vendors.purecallerid.dialers import destination, problems, row, sent

# ---------------------------------------------------------------- RingCX's external id


def test_the_external_id_is_the_phone_as_it_goes_out() -> None:
    target = destination("RingCX", extern_id="Phone")
    fields = sent(target, {}, phone_format="E.164")["fields"]

    assert fields == [row("+12025550123", "leadPhone", "Phone"), row("+12025550123", "externId")]
    assert ADAPTER.lead_schema(target).field("External ID") is None
    assert ADAPTER.lead_schema(target).columns["phone"] == "leadPhone"


def test_an_external_id_of_one_s_own_is_a_field_of_the_lead() -> None:
    target = destination("RingCX", extern_id="Own id")
    schema = ADAPTER.lead_schema(target)
    spec = schema.field("External ID")

    assert spec is not None
    assert (spec.required, spec.kind, schema.columns["External ID"]) == (True, FieldKind.TEXT, "externId")
    assert sent(target, {"External ID": "A-17"})["fields"][-1] == row("A-17", "externId")
    with pytest.raises(ValueError, match="External ID: this destination needs it"):
        sent(target, {})


def test_an_external_id_that_a_row_sends_elsewhere_too_stays_one_field() -> None:
    target = destination("RingCX", MappedField("External ID", "auxData2"), extern_id="Own id")

    labels = [spec.label for spec in ADAPTER.lead_schema(target).fields]
    assert labels.count("External ID") == 1
    assert sent(target, {"External ID": "A-17"})["fields"][1:] == [row("A-17", "auxData2"), row("A-17", "externId")]


def test_a_row_that_fills_the_external_id_a_second_time_is_refused() -> None:
    for source, field in (("Phone", "phone"), ("Own id", "External ID")):
        target = destination("RingCX", MappedField("Order", "externId"), extern_id=source)
        assert problems(target) == {"mapping.Order": f"externId is filled from {field} already. Remove this row."}


def test_a_load_is_read_back_with_its_external_id() -> None:
    own, phone = destination("RingCX", extern_id="Own id"), destination("RingCX", extern_id="Phone")
    lead = {"phone": "2025550123", "first_name": "Ada"}

    assert ADAPTER.recall_fields(json.dumps(sent(phone, {"first_name": "Ada"})), phone) == Recalled(lead)
    written = json.dumps(sent(own, {"first_name": "Ada", "External ID": "A-17"}))
    assert ADAPTER.recall_fields(written, own) == Recalled({**lead, "External ID": "A-17"})
    assert ADAPTER.recall_fields(written, destination("Generic")) == Recalled(
        {}, ("leadPhone", "firstName", "externId")
    )


# ---------------------------------------------------------------- what is said


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("", " Five9 may dial at once."),
        ("ANY", " Five9 may dial at once."),
        ("NONE", ""),
        ("NEW_CRM_ONLY", " Five9 may dial at once what is new to it."),
        ("NEW_LIST_ONLY", " Five9 may dial at once what is new to it."),
    ],
)
def test_five9_says_whether_it_may_dial_at_once(mode: str, said: str) -> None:
    hint = ADAPTER.sending_hint(destination("Five9", call_now_mode=mode, list_add_mode="ADD_ALL"))

    assert hint == "Inserts one record into Five9, which looks for no duplicates." + said


def test_adding_to_all_is_doubted_but_not_refused() -> None:
    spec = ADAPTER.destination_schema("Five9").field("list_add_mode")

    assert spec is not None
    assert "ADD_ALL does not work for single records" in spec.notes_on("ADD_ALL")[0].says
    assert not spec.notes_on("ADD_FIRST")
    assert problems(destination("Five9", list_add_mode="ADD_ALL")) == {}


def test_only_amazon_pinpoint_is_retired_and_says_so() -> None:
    retired = {dialer.name: dialer.retired for dialer in ADAPTER.info.dialers if dialer.retired}

    assert list(retired) == ["Amazon Pinpoint"]
    assert ADAPTER.sending_hint(destination("Amazon Pinpoint")).endswith(retired["Amazon Pinpoint"])


# ---------------------------------------------------------------- tokens


def test_a_column_for_a_token_has_a_field_that_knows_its_shape() -> None:
    target = destination(
        "APN",
        MappedField("LeadiD", "leadid_token", "VeriskLeadId"),
        MappedField("TrustedForm", "cert_url", "TrustedFormCert"),
    )
    schema = ADAPTER.lead_schema(target)
    lead = {"LeadiD": "01234567-89AB-cdef-0123-456789ABCDEF", "TrustedForm": "https://cert.trustedform.com/0a1b2c"}

    assert [(spec.key, spec.kind) for spec in schema.fields[-2:]] == [
        ("LeadiD", FieldKind.LEADID),
        ("TrustedForm", FieldKind.TRUSTEDFORM),
    ]
    assert sent(target, lead)["fields"][1:] == [
        row(lead["LeadiD"], "leadid_token", "VeriskLeadId"),
        row(lead["TrustedForm"], "cert_url", "TrustedFormCert"),
    ]
    found = validate_lead(schema, {"phone": "2025550123", "LeadiD": "x", "TrustedForm": "y"})
    assert isinstance(found, tuple)
    assert [problem.key for problem in found] == ["LeadiD", "TrustedForm"]


def test_a_check_through_five9_calls_nobody_and_through_the_others_may() -> None:
    may_call = {dialer.name: dialer.may_call_on_check for dialer in ADAPTER.info.dialers}
    assert may_call.pop("Five9") is False
    assert set(may_call.values()) == {True}

    dialer = ADAPTER.info.dialer("Five9")
    assert dialer is not None
    for mode in ("", "ANY", "NEW_LIST_ONLY"):
        assert sent(for_check(destination("Five9", call_now_mode=mode), dialer))["callNowMode"] == "NONE"
