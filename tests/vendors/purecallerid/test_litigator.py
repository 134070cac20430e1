"""Every case of a known litigator reaches the eye; what is missing, odd or contradictory in them is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from leaddesk.domain.verdict import Silence
from tests.vendors.purecallerid.answers import case, litigator, litigator_of

MISSING, UNREADABLE = Silence.MISSING, Silence.UNREADABLE


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
