"""Every documented field of an answer reaches the eye; what is missing, odd or contradictory is said."""

from __future__ import annotations

from typing import Any

import pytest

from leaddesk.domain.verdict import DataQuality, FederalDnc, Silence, StateDnc, StoredField
from leaddesk.vendors.adapter import Sent
from tests.vendors.purecallerid.answers import clean, decode, facts_of, with_lead

MISSING, UNREADABLE = Silence.MISSING, Silence.UNREADABLE


def test_the_facts_of_a_clean_answer() -> None:
    evidence = decode(clean()).evidence

    assert evidence is not None
    assert facts_of(evidence.data_quality) == [
        ("Valid", "yes", False),
        ("Activity", "71 of 100", False),
        ("Line", "Mobile", False),
        ("Carrier", "Example Wireless", False),
        ("Prepaid", "no", False),
        ("Active", "yes", False),
        ("Mobile", "yes", False),
        ("Number", "+12025550123", False),
    ]
    assert facts_of(evidence.federal) == [("Blocked", "no", False), ("SAN covers area", "yes", False)]
    assert facts_of(evidence.state) == [("Blocked", "no", False), ("State", "DC", False)]
    assert facts_of(evidence.litigator) == [
        ("Found", "no", False),
        ("Hits", "0", False),
        ("Cases shown", "0", False),
        ("Actions", "none given", False),
        ("Number", "2025550123", False),
        ("Took", "0.05 s", False),
        ("Fresh until", "2026-02-05 09:00:00 UTC", False),
    ]


def test_facts_carry_the_vendors_own_path() -> None:
    evidence = decode(clean()).evidence

    assert evidence is not None
    assert isinstance(evidence.federal, FederalDnc)
    assert isinstance(evidence.state, StateDnc)
    assert [fact.key for fact in evidence.federal.facts] == [
        "lead.doNotCallResult.blocked",
        "lead.doNotCallResult.sanCoverage",
    ]
    assert [fact.key for fact in evidence.state.facts] == ["lead.stateDoNotCallResult.blocked", "lead.state"]


def test_cautions_are_marked() -> None:
    evidence = with_lead(
        validationResult={"is_valid": True, "activity_score": 12, "is_prepaid": True, "active": False}
    ).evidence

    assert evidence is not None
    quality = evidence.data_quality
    assert isinstance(quality, DataQuality)
    assert [fact.label for fact in quality.facts if fact.caution] == ["Activity", "Prepaid", "Active"]
    assert {fact.label: fact.text for fact in quality.facts}["Carrier"] == "not returned"
    assert (quality.active, quality.prepaid, quality.activity) == (False, True, 12)


@pytest.mark.parametrize(
    ("check", "expected"),
    [(None, MISSING), ({}, MISSING), ({"blocked": None}, MISSING), ("no", UNREADABLE), ([], UNREADABLE)],
)
@pytest.mark.parametrize(
    ("key", "ours"),
    [
        ("validationResult", "data_quality"),
        ("doNotCallResult", "federal"),
        ("stateDoNotCallResult", "state"),
        ("knownLitigatorCheck", "litigator"),
    ],
)
def test_a_check_that_holds_nothing_is_missing_and_one_that_is_no_object_unreadable(
    key: str, ours: str, check: object, expected: Silence
) -> None:
    assert getattr(with_lead(**{key: check}).evidence, ours) is expected


@pytest.mark.parametrize(
    ("lead", "silence", "fact"),
    [(None, MISSING, "not returned"), ("none", UNREADABLE, "unreadable"), ([{}], UNREADABLE, "unreadable")],
)
def test_without_a_lead_every_check_is_silent(lead: object, silence: Silence, fact: str) -> None:
    verdict = decode(clean() | {"lead": lead})

    assert verdict.evidence is not None
    assert {verdict.evidence.data_quality, verdict.evidence.litigator} == {silence}
    assert [(item.label, item.text) for item in verdict.record] == [("Lead", fact)]
    assert (verdict.stored, verdict.caller_id) == ((), "")


def test_reasons_are_shown_or_said_to_be_missing() -> None:
    evidence = with_lead(
        doNotCallResult={"blocked": True, "sanCoverage": True, "reason": ["LISTED"]},
        stateDoNotCallResult={"blocked": "no"},
    ).evidence

    assert evidence is not None
    assert isinstance(evidence.federal, FederalDnc)
    assert isinstance(evidence.state, StateDnc)
    assert evidence.federal.reason == '["LISTED"]'
    assert facts_of(evidence.federal) == [("Blocked", "yes", False), ("SAN covers area", "yes", False)]
    assert facts_of(evidence.state) == [
        ("Blocked", "unreadable", False),
        ("State", "DC", False),
        ("Reason", "not returned", False),
    ]


def test_the_record() -> None:
    verdict = decode(clean())

    assert [(fact.label, fact.text) for fact in verdict.record] == [
        ("Organization ID", "9"),
        ("Workspace ID", "90"),
        ("Campaign ID", "65f00000000000000000a001"),
        ("List ID", "65f00000000000000000b002"),
        ("Phone", "+12025550123"),
        ("Zip", "20001"),
        ("City", "Sampleton"),
        ("State", "DC"),
        ("Caller id", "+12025550188"),
        ("Lead status", "LOADED"),
        ("Loaded at", "2026-01-05 09:02:00 UTC"),
    ]
    assert (verdict.status, verdict.message, verdict.caller_id) == ("Accepted", "OK", "+12025550188")
    assert (verdict.extra, verdict.drift, verdict.notices, verdict.other_numbers) == ((), (), (), ())


@pytest.mark.parametrize("absent", [True, False])
def test_a_lead_without_a_state_has_none_beside_the_state_list(absent: bool) -> None:
    data = clean()
    data["lead"]["state"] = None
    if absent:
        del data["lead"]["state"]
    evidence = decode(data).evidence

    assert evidence is not None
    assert isinstance(evidence.state, StateDnc)
    assert [fact.label for fact in evidence.state.facts] == ["Blocked"]


def test_the_record_says_what_is_missing() -> None:
    verdict = with_lead(zip=None, orgId="9", callerId=None, fields="x", mapping=None)
    texts = {fact.label: fact.text for fact in verdict.record}

    assert (texts["Zip"], texts["Caller id"], texts["Organization ID"]) == (
        "not returned",
        "not returned",
        "unreadable",
    )
    assert (texts["Fields"], texts["Mapping"]) == ("unreadable", "not returned")
    assert verdict.caller_id == ""
    assert verdict.stored == ()


def test_stored_fields_are_joined_by_index() -> None:
    assert decode(clean()).stored == (
        StoredField(0, "phone", "2025550123", "number1", "2025550123"),
        StoredField(1, "zip", "20001", "zip", "20001"),
        StoredField(2, "first_name", "Ada", "first_name", "Ada"),
    )


def test_lists_of_other_lengths_and_odd_entries_are_joined_as_far_as_they_go() -> None:
    mapping = [
        {"columnIndex": 5, "columnId": "beyond"},
        {"columnIndex": 1.0, "columnId": "second"},
        {"columnIndex": 0.5, "columnId": "half"},
        {"columnIndex": -1, "columnId": "before"},
        {"columnIndex": 0},
        {"columnId": "nowhere"},
        "text",
    ]
    stored = with_lead(fields=["202", 7], mapping=mapping).stored

    assert stored == (
        StoredField(0, "", "202", "number1", "2025550123"),
        StoredField(1, "second", "unreadable", "zip", "20001"),
        StoredField(2, "", "not returned", "first_name", "Ada"),
        StoredField(5, "beyond", "not returned", "", None),
    )
    assert all(field.differs for field in stored)
    assert len(with_lead(mapping=None).stored) == 3


@pytest.mark.parametrize(
    ("lead", "said"),
    [
        (
            {"phone": "+13035550199"},
            ("The answer is about (303) 555-0199, not the number that was sent (lead.phone).",),
        ),
        (
            {"phone": 3035550199},
            ("The answer is about (303) 555-0199, not the number that was sent (lead.phone).",),
        ),
        (
            {
                "phone": "+1 303 555 0199",
                "validationResult": {"phone_number": "3035550199"},
                "knownLitigatorCheck": {"Phone": "4045550100"},
            },
            (
                "The answer is about (303) 555-0199, not the number that was sent "
                "(lead.phone, lead.validationResult.phone_number).",
                "The answer is about (404) 555-0100, not the number that was sent (lead.knownLitigatorCheck.Phone).",
            ),
        ),
        ({"phone": "12025550123"}, ()),
        ({"phone": "unknown"}, ()),
        ({"phone": None, "validationResult": None, "knownLitigatorCheck": "2"}, ()),
    ],
)
def test_another_number_is_said(lead: dict[str, Any], said: tuple[str, ...]) -> None:
    assert with_lead(**lead).other_numbers == said


@pytest.mark.parametrize("phone", ["", "as typed"])
def test_without_a_number_that_was_sent_nothing_is_compared(phone: str) -> None:
    assert decode(clean(), sent=Sent(phone)).other_numbers == ()


def test_unknown_fields_are_kept_with_their_path() -> None:
    data = clean() | {"rndStatus": {"a": [1]}}
    data["lead"]["doNotCallResult"]["Blocked"] = True

    extra = decode(data).extra

    assert {(fact.label, fact.text, fact.key) for fact in extra} == {
        ("rndStatus", '{"a": [1]}', "rndStatus"),
        ("Blocked", "true", "lead.doNotCallResult.Blocked"),
    }


def test_drift_is_listed() -> None:
    assert with_lead(orgId="9", zip=20001).drift == (
        "lead.orgId: expected a number, got text",
        "lead.zip: expected text, got a number",
    )
