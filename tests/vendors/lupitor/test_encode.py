"""A lead becomes the documented request, and the request on record becomes the lead again."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import MappedField
from leaddesk.domain.secret import MASK
from leaddesk.domain.wire import RequestRecord
from leaddesk.vendors.adapter import Recalled, Sent, SentValue
from tests.vendors.lupitor.asking import LEAD, LUPITOR, PREFETCH, PROFILE, SECRETS, STANDARD, body_of, encoded

FULL = {
    **LEAD,
    "email": "ada@example.com",
    "street": "100 Sample Street",
    "city": "Sampleton",
    "state": "dc",
    "zip": "20001",
    "External ID": "CRM-0001",
    "Scheduled for": "2026-02-03 10:00 -05:00",
    "Priority": "7",
}


def test_everything_that_is_filled_goes_out_in_its_place() -> None:
    request = encoded(FULL)

    assert (request.method, request.url) == ("POST", "https://leads.example.com/api/v1/leads")
    assert request.redacted().headers == (
        ("x-api-key", MASK),
        ("Content-Type", "application/json"),
        ("Accept", "application/json"),
    )
    assert (request.writes, request.timeout_s, request.secrets()) == (True, 45, (SECRETS["api_key"],))
    assert json.loads(request.body) == {
        "campaignId": "camp_example_01",
        "phoneNumber": "+12025550123",
        "externalId": "CRM-0001",
        "metadata": {
            "first_name": "Ada",
            "last_name": "Sample",
            "email": "ada@example.com",
            "street": "100 Sample Street",
            "city": "Sampleton",
            "state": "DC",
            "zip": "20001",
        },
        "scheduledFor": "2026-02-03T10:00:00-05:00",
        "priority": 7,
    }


def test_what_is_empty_is_not_sent() -> None:
    assert body_of({"phone": "2025550123"}) == {"campaignId": "camp_example_01", "phoneNumber": "+12025550123"}


def test_a_custom_field_is_a_key_of_the_metadata_and_text_stays_text() -> None:
    own = replace(STANDARD, mapping=(*STANDARD.mapping, MappedField("Company", "company name")))
    assert body_of({**LEAD, "Company": 'O\'Sample "Söhne" \\ 🎈'}, own)["metadata"] == {
        "first_name": "Ada",
        "last_name": "Sample",
        "company name": 'O\'Sample "Söhne" \\ 🎈',
    }


@pytest.mark.parametrize(
    ("destination_s", "lead_s", "sent"), [("", "", None), ("20", "", 20), ("20", "0", 0), ("", "100", 100)]
)
def test_a_lead_s_own_priority_counts_before_the_destination_s(destination_s, lead_s, sent) -> None:
    destination = replace(STANDARD, settings={**STANDARD.settings, "priority": destination_s})
    assert body_of({**LEAD, "Priority": lead_s}, destination).get("priority") == sent


@pytest.mark.parametrize(
    ("profile_s", "destination_s", "path"),
    [
        ("", "", "leads"),
        ("/records", "", "records"),
        ("/records", "/leads", "leads"),
        ("/leads", "/records", "records"),
    ],
)
def test_the_path_is_the_destination_s_or_else_the_profile_s(profile_s, destination_s, path) -> None:
    profile = replace(PROFILE, options={"path": profile_s})
    destination = replace(STANDARD, settings={**STANDARD.settings, "path": destination_s})
    assert encoded(LEAD, destination, profile).url == f"https://leads.example.com/api/v1/{path}"


@pytest.mark.parametrize("base", ["", "/", "/api/v1", "/api/v1/", "/api/v1/api/v1", "/api/v1/leads", "/api/v1/records"])
def test_a_base_url_is_taken_with_and_without_its_path(base) -> None:
    profile = replace(PROFILE, base_url=f"https://leads.example.com{base}")
    assert encoded(LEAD, profile=profile).url == "https://leads.example.com/api/v1/leads"


def test_what_stands_before_the_api_stays() -> None:
    profile = replace(PROFILE, base_url="https://gate.example.com/lupitor")
    assert encoded(LEAD, profile=profile).url == "https://gate.example.com/lupitor/api/v1/leads"


def test_nothing_goes_to_the_address_that_names_no_deployment() -> None:
    with pytest.raises(LeadDeskError, match="your-deployment"):
        encoded(LEAD, profile=replace(PROFILE, base_url=LUPITOR.info.default_base_url))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acme", "https://acme.lupitor.com/api/v1"),
        (" Acme-2 ", "https://acme-2.lupitor.com/api/v1"),
        ("acme.lupitor.com", "https://acme.lupitor.com/api/v1"),
        ("acmexlupitor.com", "acmexlupitor.com"),
        ("https://leads.example.com", "https://leads.example.com"),
        ("acme.example.com", "acme.example.com"),
        ("-acme", "-acme"),
        ("", ""),
    ],
)
def test_a_deployment_s_name_alone_is_its_address(typed, meant) -> None:
    assert LUPITOR.info.base_url(typed) == meant


# ---------------------------------------------------------------- the two modes


def test_prefetch_needs_the_external_id_and_no_phone() -> None:
    assert body_of({"External ID": "CRM-0001"}, PREFETCH) == {
        "campaignId": "camp_example_01",
        "externalId": "CRM-0001",
    }
    assert validate_lead(LUPITOR.lead_schema(PREFETCH), {}) == (FieldProblem("External ID", "External ID is needed."),)


def test_prefetch_takes_a_phone_too() -> None:
    body = body_of({**LEAD, "External ID": "CRM-0001"}, PREFETCH)
    assert (body["phoneNumber"], body["externalId"]) == ("+12025550123", "CRM-0001")


def test_standard_needs_the_phone() -> None:
    problems = validate_lead(LUPITOR.lead_schema(STANDARD), {"External ID": "CRM-0001"})
    assert problems == (FieldProblem("phone", "Phone is needed."),)


def test_the_hint_says_what_prefetch_cannot_tell() -> None:
    assert "nobody can say here" in LUPITOR.sending_hint(PREFETCH)
    assert LUPITOR.sending_hint(STANDARD) == LUPITOR.info.dialers[0].hint


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("Priority", "101", "from 0 to 100"),
        ("Priority", "1.5", "whole number"),
        ("Priority", "-1", "whole number"),
        ("Priority", "high", "whole number"),
        ("Scheduled for", "2026-02-03 10:00", "offset"),
        ("Scheduled for", "2026-02-30 10:00Z", "no such day"),
        ("External ID", "x" * 201, "at most 200"),
        ("phone", "555", "too short"),
        ("first_name", "Ada\x00", "control character"),
    ],
)
def test_what_the_vendor_would_refuse_is_said_beside_its_field(field, text, said) -> None:
    problems = validate_lead(LUPITOR.lead_schema(STANDARD), {**LEAD, field: text})
    assert isinstance(problems, tuple)
    assert [problem.key for problem in problems] == [field]
    assert said in problems[0].text


def test_a_lead_that_lacks_what_is_needed_is_never_encoded() -> None:
    draft = validate_lead(LUPITOR.lead_schema(PREFETCH), {"External ID": "CRM-0001"})
    assert isinstance(draft, LeadDraft)
    with pytest.raises(ValueError, match="phone"):
        LUPITOR.encode_submit(draft, PROFILE, STANDARD, SECRETS)


# ---------------------------------------------------------------- destinations


@pytest.mark.parametrize(
    ("settings", "keys"),
    [
        ({"campaign_id": ""}, ["campaign_id"]),
        ({"campaign_id": "  "}, ["campaign_id"]),
        ({"mode": "Both"}, ["mode"]),
        ({"mode": ""}, []),
        ({"path": "/contacts"}, ["path"]),
        ({"priority": "101"}, ["priority"]),
        ({"priority": "5.5"}, ["priority"]),
        ({"priority": "100"}, []),
    ],
)
def test_a_setting_that_is_wrong_is_named(settings, keys) -> None:
    destination = replace(STANDARD, settings={**STANDARD.settings, **settings})
    assert [problem.key for problem in LUPITOR.destination_problems(destination)] == keys


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (MappedField("Company", "campaignId"), "reserved"),
        (MappedField("Company", "metadata"), "reserved"),
        (MappedField("Company", "phoneNumber"), "filled twice"),
        (MappedField("Company", "first_name"), "filled twice"),
        (MappedField("Company", ""), "no dialer column"),
        (MappedField("Company", "company", "Phone"), "no type"),
    ],
)
def test_a_mapping_row_that_is_wrong_is_named(row, said) -> None:
    destination = replace(STANDARD, mapping=(*STANDARD.mapping, row))
    assert [(p.key, said in p.text) for p in LUPITOR.destination_problems(destination)] == [("mapping.Company", True)]


def test_a_consent_token_is_looked_at_before_it_goes_out_in_the_metadata() -> None:
    rows = (MappedField("Cert", "cert", "TrustedFormCert"), MappedField("LeadiD", "leadid", "VeriskLeadId"))
    own = replace(STANDARD, mapping=(*STANDARD.mapping, *rows))
    assert LUPITOR.destination_problems(own) == ()
    schema = LUPITOR.lead_schema(own)
    refused = validate_lead(schema, {**LEAD, "Cert": "https://example.com/1", "LeadiD": "1234"})
    assert isinstance(refused, tuple)
    assert [problem.key for problem in refused] == ["Cert", "LeadiD"]
    token = "https://cert.trustedform.com/0123456789abcdef0123456789abcdef01234567"
    assert body_of({**LEAD, "Cert": token}, own)["metadata"]["cert"] == token


def test_only_the_metadata_holds_a_token() -> None:
    mapping = tuple(row for row in STANDARD.mapping if row.field != "External ID")
    own = replace(STANDARD, mapping=(*mapping, MappedField("Own id", "externalId", "VeriskLeadId")))
    (problem,) = LUPITOR.destination_problems(own)
    assert problem.text == "Only a custom field that goes to the metadata can hold VeriskLeadId."


def test_the_lead_s_own_keys_take_no_name_or_address() -> None:
    mapping = tuple(row for row in STANDARD.mapping if row.field not in ("zip", "Priority"))
    destination = replace(STANDARD, mapping=(*mapping, MappedField("zip", "priority")))
    assert [problem.key for problem in LUPITOR.destination_problems(destination)] == ["mapping.zip"]


@pytest.mark.parametrize(("base", "lost"), [(STANDARD, "phone"), (PREFETCH, "External ID")])
def test_a_mode_needs_its_row(base, lost) -> None:
    destination = replace(base, mapping=tuple(row for row in base.mapping if row.field != lost))
    assert [problem.key for problem in LUPITOR.destination_problems(destination)] == [f"mapping.{lost}"]


# ---------------------------------------------------------------- recalled


def test_the_lead_on_record_comes_back() -> None:
    record = encoded(FULL).redacted()
    assert LUPITOR.recall_fields(record.body, STANDARD) == Recalled(
        {
            "phone": "+12025550123",
            "first_name": "Ada",
            "last_name": "Sample",
            "email": "ada@example.com",
            "street": "100 Sample Street",
            "city": "Sampleton",
            "state": "DC",
            "zip": "20001",
            "External ID": "CRM-0001",
            "Scheduled for": "2026-02-03T10:00:00-05:00",
            "Priority": "7",
        }
    )
    assert SentValue("externalId", "CRM-0001") in LUPITOR.recall_sent(record).values


def test_values_without_a_field_are_named_and_kept_nowhere() -> None:
    body = {
        "campaignId": "c",
        "phoneNumber": "+12025550123",
        "metadata": {"x": "1", "city": ["a"], "zip": "", "y": None},
    }
    assert LUPITOR.recall_fields(json.dumps(body), STANDARD) == Recalled({"phone": "+12025550123"}, ("x", "city"))


@pytest.mark.parametrize("body", ["", "[]", "no", "{}", '{"campaignId": "c"}', '{"metadata": []}'])
def test_a_body_that_is_no_lead_says_so(body) -> None:
    assert str(LUPITOR.recall_fields(body, STANDARD)).startswith("Its body is no")
    assert LUPITOR.recall_sent(RequestRecord("POST", "", (), body)) == Sent()
