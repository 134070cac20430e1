"""Every documented field of an answer reaches the eye; what is missing, odd or contradictory is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from leaddesk.domain.verdict import DataQuality, FederalDnc, Litigator, Silence, StateDnc, StoredField, Verdict
from leaddesk.vendors.adapter import Sent
from tests.vendors.purecallerid.answers import case, clean, decode, litigator

MISSING, UNREADABLE = Silence.MISSING, Silence.UNREADABLE


def with_lead(**changes: Any) -> Verdict:
    data = clean()
    data["lead"] |= changes
    return decode(data)


def litigator_of(check: object) -> Litigator:
    evidence = with_lead(knownLitigatorCheck=check).evidence
    assert evidence is not None
    assert isinstance(evidence.litigator, Litigator)
    return evidence.litigator


def facts_of(check: Any) -> list[tuple[str, str, bool]]:
    return [(fact.label, fact.text, fact.caution) for fact in check.facts]


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


def test_a_case_shows_all_fifteen_fields() -> None:
    (found,) = litigator_of(litigator(case())).cases

    assert (found.phone, found.name, found.participant_type) == ("2025550123", "TESTA PERSON", "Plaintiff")
    assert (found.last_four, found.actions, found.court) == ("0042", ("TCPA",), "EXAMPLE DISTRICT COURT")
    assert (found.case_title, found.case_number) == ("PERSON V. SAMPLE CO", "1:99-CV-00001")
    assert (found.filing_date, found.judges) == ("2001-02-03", ("JUDGE SAMPLE",))
    assert (found.defendants, found.plaintiffs) == (("SAMPLE CO", "DOE 1"), ("TESTA PERSON",))
    assert (found.attorneys, found.law_firms) == (("ATTORNEY SPECIMEN",), ("SPECIMEN AND PARTNERS",))
    assert (found.cafa, found.silences) == ("", ())


@pytest.mark.parametrize(
    ("last_four", "shown", "silence"),
    [
        (7, "0007", None),
        ("0042", "0042", None),
        ("42", "0042", None),
        ("", "", None),
        (None, "", MISSING),
        (4.2, "", UNREADABLE),
        (True, "", UNREADABLE),
    ],
)
def test_last_four(last_four: object, shown: str, silence: Silence | None) -> None:
    (found,) = litigator_of(litigator(case(LastFour=last_four))).cases

    assert (found.last_four, found.silence("last_four")) == (shown, silence)


def test_a_case_of_nothing_says_so_field_by_field() -> None:
    check = litigator(case(), case(Judges=["A", 5], Court=7, Name=None))
    check["results"][0] = {}
    empty, odd = litigator_of(check).cases

    assert len(empty.silences) == 15
    assert {why for _, why in empty.silences} == {MISSING}
    assert odd.silences == (("name", MISSING), ("court", UNREADABLE))
    assert odd.judges == ("A",)


def test_entries_that_are_no_cases_do_not_cost_the_others() -> None:
    check = litigator(case(), case(CaseTitle="SECOND"))
    check["results"] = ["text", check["results"][1], None]

    found = litigator_of(check)

    assert [item.case_title for item in found.cases] == ["SECOND"]
    assert not found.cases_readable
    assert {fact.label: fact.text for fact in found.facts}["Cases shown"] == "1"


@pytest.mark.parametrize(
    ("results", "readable", "shown"),
    [([], True, "0"), (None, True, "not returned"), ({}, False, "unreadable"), ("none", False, "unreadable")],
)
def test_a_list_of_cases_that_is_none(results: object, readable: bool, shown: str) -> None:
    found = litigator_of(litigator(results=results))

    assert found.cases_readable is readable
    assert {fact.label: fact.text for fact in found.facts}["Cases shown"] == shown


@pytest.mark.parametrize(
    ("ttl", "moment"),
    [
        ("2026-02-05T09:00:00.000Z", datetime(2026, 2, 5, 9, tzinfo=UTC)),
        ("2026-02-05T09:00:00+02:00", datetime(2026, 2, 5, 7, tzinfo=UTC)),
        ("9999-12-31T23:59:59-12:00", datetime(9998, 12, 31, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", datetime(2, 1, 1, tzinfo=UTC)),
        ("2026-02-05T09:00:00", UNREADABLE),
        ("2026-02-05", UNREADABLE),
        ("soon", UNREADABLE),
        ("", UNREADABLE),
        (1767603600, UNREADABLE),
        (None, MISSING),
    ],
)
def test_ttl_needs_its_zone(ttl: object, moment: datetime | Silence) -> None:
    assert litigator_of(litigator(ttl=ttl)).fresh_until == moment


def test_narrative_and_actions_are_shown_whatever_they_are() -> None:
    found = litigator_of(litigator(case(), description={"a": 1}, actions=None))

    assert (found.narrative, found.actions) == ('{"a": 1}', "")
    assert [fact.text for fact in found.facts if fact.label in ("Actions", "Narrative")] == ["not returned"]
    assert {fact.label for fact in litigator_of(litigator(description=None)).facts} >= {"Narrative"}


@pytest.mark.parametrize(
    ("check", "said"),
    [
        (litigator(), ()),
        (litigator(case()), ()),
        (litigator(case(), case()), ()),
        (litigator(case(), NumHits=None), ()),
        (litigator(case(), NumHits=3), ("The vendor counts 3 hits and shows 1 case.",)),
        (
            litigator(case(), case(), NumHits=1, Found=False),
            (
                "The vendor counts 1 hit and shows 2 cases.",
                "The vendor says that nothing was found, and shows 2 cases.",
            ),
        ),
        (
            litigator(Found=False, NumHits=2),
            (
                "The vendor counts 2 hits and shows 0 cases.",
                "The vendor says that nothing was found, and counts hits.",
            ),
        ),
        (litigator(Found=True), ("The vendor says that something was found, and shows 0 cases.",)),
        (
            litigator(case(Actions=["TCPA", "FDCPA"]), description="Sued under tcpa.", actions="TCPA, FDCPA"),
            ("The cases name FDCPA; the narrative does not.",),
        ),
        (
            litigator(case(Actions=["TCPA"]), description="NOTCPA, TCPAX"),
            ("The cases name TCPA; the narrative does not.",),
        ),
        (
            litigator(case(Actions=["TCPA", "STATE_FL"]), description="", actions="TCPA, FCRA"),
            (
                "The cases name STATE_FL; the list of actions does not.",
                "The list of actions names FCRA; no case shown does.",
            ),
        ),
        (litigator(case(), actions=None, description=None), ()),
        (
            litigator(case(Phone="3035550199"), case(Phone=""), case()),
            ("1 case is about another number than the check.",),
        ),
        (
            litigator(case(Phone="3035550199"), case(Phone="3035550198")),
            ("2 cases are about another number than the check.",),
        ),
    ],
)
def test_contradictions_are_said(check: dict[str, Any], said: tuple[str, ...]) -> None:
    assert litigator_of(check).mismatches == said


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
