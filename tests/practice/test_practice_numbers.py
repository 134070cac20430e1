"""Every number of the table answers as its title says, over real HTTP."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from leaddesk.practice import PRACTICE_NUMBERS, Delivery, Group, PracticeNumber, PracticeServer
from leaddesk.practice.__main__ import main
from leaddesk.practice.campaign_table import PRACTICE_CAMPAIGNS
from leaddesk.practice.croco_table import CROCO_NUMBERS
from leaddesk.practice.numbers import find
from leaddesk.practice.searches import PRACTICE_SEARCHES

FIELDS = (
    {"value": "20001", "dialerField": "postal_code", "type": "Zip"},
    {"value": "Sampleton", "dialerField": "city", "type": "City"},
    {"value": "DC", "dialerField": "state", "type": "State"},
    {"value": "Ada", "dialerField": "first_name"},
)
# Sections 4.1 to 4.6 of the contract, written out here a second time on purpose.
TOP = {"status", "reason", "message", "lead"}
LEAD = {
    "orgId",
    "workspaceId",
    "campaignId",
    "listId",
    "phone",
    "zip",
    "city",
    "state",
    "callerId",
    "status",
    "validationResult",
    "doNotCallResult",
    "stateDoNotCallResult",
    "knownLitigatorCheck",
    "loaded",
    "fields",
    "mapping",
}
VALIDATION = {
    "phone_number",
    "is_valid",
    "activity_score",
    "line_type",
    "carrier",
    "is_prepaid",
    "active",
    "mobile",
}
FEDERAL = {"blocked", "sanCoverage", "reason"}
STATE = {"blocked", "reason"}
LITIGATOR = {"ttl", "Phone", "Found", "NumHits", "results", "Elapsed", "description", "actions"}
CASE = {
    "Phone",
    "Name",
    "ParticipantType",
    "LastFour",
    "Actions",
    "Court",
    "CaseTitle",
    "CaseNumber",
    "FilingDate",
    "Judges",
    "Defendants",
    "Plaintiffs",
    "Attorneys",
    "Lawfirms",
    "CAFA",
}
SILENT = {"0107", "0121"}
ANSWERING = [entry for entry in PRACTICE_NUMBERS if entry.delivery is Delivery.AT_ONCE and not entry.fault]


@pytest.fixture
def server(shared_server: PracticeServer) -> PracticeServer:
    """One server for the whole module: these answers depend on the request alone."""
    return shared_server


def answer_of(ask: Any, line: str, *fields: dict[str, str]) -> dict[str, Any]:
    response = ask(f"720555{line}", *fields)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    answer: dict[str, Any] = response.json()
    return answer


def moment(text: str) -> datetime:
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text)
    return datetime.fromisoformat(text)


def blocks(lead: dict[str, Any]) -> set[str]:
    """Name the checks that block, by the plain reading of the contract."""
    found = {
        "validation": not lead["validationResult"]["is_valid"],
        "federal": lead["doNotCallResult"]["blocked"],
        "state": lead["stateDoNotCallResult"]["blocked"],
        "litigator": lead["knownLitigatorCheck"]["Found"],
    }
    return {name for name, blocked in found.items() if blocked}


def test_table_lists_each_line_once_with_words_for_the_panel() -> None:
    lines = [entry.line for entry in PRACTICE_NUMBERS]
    assert len(set(lines)) == len(lines)
    assert all(re.fullmatch(r"01\d\d", line) for line in lines)
    assert {entry.group for entry in PRACTICE_NUMBERS} == set(Group)
    assert len({entry.title for entry in PRACTICE_NUMBERS}) == len(lines)
    for entry in PRACTICE_NUMBERS:
        assert 0 < len(entry.title) <= 32
        assert 0 < len(entry.says) <= 50
        assert not re.search(r"\b(safe|clean|compliant)\b", f"{entry.title} {entry.says}", re.IGNORECASE)


def test_the_server_alone_lists_all_that_it_answers_in_a_way_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    said = capsys.readouterr().out
    for entry in (*PRACTICE_NUMBERS, *CROCO_NUMBERS):
        assert re.search(rf"^ +{entry.number()} +{re.escape(entry.title)}: ", said, re.MULTILINE), entry
    for search in PRACTICE_SEARCHES:
        assert re.search(rf"^ +{re.escape(search.word)} +{re.escape(search.title)}: ", said, re.MULTILINE), search
    for campaign in PRACTICE_CAMPAIGNS:
        assert f" {campaign.name!a} " in said
        assert f"\n\n  {campaign.group.value}\n" in said


def test_number_is_written_with_the_area_code_asked_for() -> None:
    assert PRACTICE_NUMBERS[0].number() == "720-555-0100"
    assert find("0131").number("202") == "202-555-0131"


@pytest.mark.parametrize("entry", ANSWERING, ids=lambda entry: entry.line)
def test_answer_has_the_shape_of_the_contract(entry: PracticeNumber, ask: Any) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    answer = answer_of(ask, entry.line, *FIELDS)
    assert set(answer) >= TOP
    lead = answer["lead"]
    if entry.line == "0107":
        assert set(lead) == LEAD - {"doNotCallResult"}
        return
    assert set(lead) >= LEAD
    assert lead["campaignId"] == "65f00000000000000000a001"
    if answer["status"] == "Accepted":
        assert before <= moment(lead["loaded"]) <= datetime.now(UTC)
        assert lead["callerId"] == "+17205550188"
    else:
        assert lead["loaded"] is lead["callerId"] is None
    if entry.line in SILENT:
        return
    assert set(lead["validationResult"]) >= VALIDATION
    assert set(lead["doNotCallResult"]) >= FEDERAL
    assert set(lead["stateDoNotCallResult"]) >= STATE
    assert set(lead["knownLitigatorCheck"]) >= LITIGATOR
    if entry.line not in {"0120", "0124"}:
        assert (lead["zip"], lead["city"], lead["state"]) == ("20001", "Sampleton", "DC")
        assert lead["fields"] == [f"720555{entry.line}", "20001", "Sampleton", "DC", "Ada"]
        names = ["phone", "postal_code", "city", "state", "first_name"]
        assert lead["mapping"] == [{"columnIndex": i, "columnId": name} for i, name in enumerate(names)]
    if entry.line != "0122":
        assert lead["phone"] == lead["validationResult"]["phone_number"] == f"+1720555{entry.line}"
        assert lead["knownLitigatorCheck"]["Phone"] == f"720555{entry.line}"


@pytest.mark.parametrize(
    ("line", "status", "reason", "blocking"),
    [
        ("0100", "Accepted", None, set()),
        ("0101", "Accepted", None, {"federal"}),
        ("0102", "Accepted", None, {"federal"}),
        ("0103", "Accepted", None, {"state"}),
        ("0104", "Accepted", None, {"litigator"}),
        ("0105", "Rejected", "TCPA_FLAG", {"litigator"}),
        ("0106", "Accepted", None, set()),
        ("0108", "Accepted", None, set()),
        ("0109", "Rejected", "INACTIVE", set()),
        ("0110", "Rejected", "INVALID", {"validation"}),
        ("0111", "Held", "Waiting for approval", set()),
        ("0122", "Accepted", None, set()),
        ("0123", "Accepted", None, set()),
        ("0124", "Accepted", None, set()),
        ("0177", "Accepted", None, set()),
    ],
)
def test_verdict_is_the_one_in_the_title(
    line: str, status: str, reason: str | None, blocking: set[str], ask: Any
) -> None:
    answer = answer_of(ask, line)
    assert (answer["status"], answer["reason"]) == (status, reason)
    assert (answer["message"] == "OK") == (status == "Accepted")
    assert blocks(answer["lead"]) == blocking


def test_only_the_san_gap_lacks_san_coverage(ask: Any) -> None:
    assert answer_of(ask, "0101")["lead"]["doNotCallResult"]["sanCoverage"] is True
    assert answer_of(ask, "0102")["lead"]["doNotCallResult"]["sanCoverage"] is False


def test_lead_without_place_has_nulls_for_it(ask: Any) -> None:
    lead = answer_of(ask, "0100")["lead"]
    assert lead["zip"] is lead["city"] is lead["state"] is None
    assert lead["fields"] == ["7205550100"]


def test_litigator_check_is_fresh_but_for_the_stale_number(ask: Any) -> None:
    for line, fresh in (("0100", True), ("0104", True), ("0106", False)):
        lead = answer_of(ask, line)["lead"]
        assert (moment(lead["knownLitigatorCheck"]["ttl"]) > moment(lead["loaded"])) is fresh


def test_one_case_has_all_fifteen_fields_and_a_short_last_four(ask: Any) -> None:
    check = answer_of(ask, "0104")["lead"]["knownLitigatorCheck"]
    assert check["NumHits"] == len(check["results"]) == 1
    assert set(check["results"][0]) == CASE
    assert check["results"][0]["LastFour"] == 42
    assert check["actions"] == "TCPA"


def test_twelve_cases_differ_have_gaps_and_disagree_with_the_narrative(ask: Any) -> None:
    check = answer_of(ask, "0105")["lead"]["knownLitigatorCheck"]
    cases = check["results"]
    assert check["NumHits"] == len(cases) == 12
    whole = [case for case in cases if set(case) == CASE]
    assert len(whole) == 10
    assert all(set(case) < CASE for case in cases if case not in whole)
    assert len({case["Court"] for case in whole}) >= 5
    assert len({case["FilingDate"] for case in whole}) == 10
    assert len({tuple(case["Actions"]) for case in whole}) >= 5
    assert [type(case["LastFour"]) for case in whole].count(str) == 1
    assert set(check["actions"].split(", ")) == {action for case in cases for action in case["Actions"]}
    told = check["description"].split("\n")[1:]
    assert len(told) == 12
    disagreeing = [
        case for case, line in zip(cases, told, strict=True) if not line.endswith(", ".join(case["Actions"]))
    ]
    assert [case["Actions"] for case in disagreeing] == [["TCPA", "STATE_FL"]]


def test_checks_not_returned_come_as_null_empty_and_absent(ask: Any) -> None:
    lead = answer_of(ask, "0107")["lead"]
    assert lead["validationResult"] is lead["knownLitigatorCheck"] is None
    assert lead["stateDoNotCallResult"] == {}
    assert "doNotCallResult" not in lead


def test_cautions_leave_the_number_valid(ask: Any) -> None:
    check = answer_of(ask, "0108")["lead"]["validationResult"]
    assert (check["is_valid"], check["active"], check["is_prepaid"]) == (True, False, True)
    assert check["activity_score"] < 10


def test_hostile_texts_reach_every_kind_of_text(ask: Any) -> None:
    response = ask("7205550120", *FIELDS)
    response.content.decode("utf-8")
    answer = response.json()
    lead = answer["lead"]
    check = lead["knownLitigatorCheck"]
    (case,) = check["results"]
    assert set(case) == CASE
    assert answer["reason"].startswith("=HYPERLINK(")
    for mark in ("<a href=", "file:///", "\u202e", "\x00", "\x1b[31m"):
        assert mark in answer["message"]
    assert len(lead["stateDoNotCallResult"]["reason"]) > 5000
    assert case["Name"].startswith("@")
    assert case["CaseTitle"].startswith("=")
    assert "\ud83d" in case["Judges"][0]
    assert "\u202e" in case["Plaintiffs"][0]


def test_unreadable_checks_hold_no_readable_judgement(ask: Any) -> None:
    lead = answer_of(ask, "0121")["lead"]
    assert lead["validationResult"]["is_valid"] == "true"
    assert (lead["doNotCallResult"]["blocked"], lead["doNotCallResult"]["sanCoverage"]) == ("false", "true")
    assert isinstance(lead["stateDoNotCallResult"], list)
    check = lead["knownLitigatorCheck"]
    assert (check["Found"], check["NumHits"]) == ("false", "0")
    assert not isinstance(check["ttl"], str)
    assert not any(isinstance(case, dict) for case in check["results"])


def test_another_number_is_named_in_all_three_places(ask: Any) -> None:
    lead = answer_of(ask, "0122")["lead"]
    assert lead["phone"] == lead["validationResult"]["phone_number"] == "+17205550199"
    assert lead["knownLitigatorCheck"]["Phone"] == "7205550199"
    assert lead["fields"][0] == "7205550122"


def test_new_fields_stand_at_several_levels(ask: Any) -> None:
    answer = answer_of(ask, "0123")
    lead = answer["lead"]
    assert set(answer) > TOP
    assert set(lead) > LEAD
    assert set(lead["validationResult"]) > VALIDATION
    assert set(lead["doNotCallResult"]) > FEDERAL
    assert set(lead["knownLitigatorCheck"]) > LITIGATOR


def test_stored_differently_changes_what_was_sent(ask: Any) -> None:
    lead = answer_of(ask, "0124", *FIELDS)["lead"]
    assert lead["city"] == "SAMPLETON"
    assert lead["fields"] == ["7205550124", "20001", "SAMPLETON", "DC"]
    assert [column["columnId"] for column in lead["mapping"]] == ["phone", "postal_code", "city"]


def test_slow_answer_takes_three_seconds(ask: Any) -> None:
    began = time.monotonic()
    answer = answer_of(ask, "0130")
    assert 2.9 < time.monotonic() - began < 6
    assert answer["status"] == "Accepted"
    assert set(answer["lead"]) == LEAD


@pytest.mark.parametrize("sent", ["2125550104", "12125550104", "+12125550104"])
def test_any_area_code_and_documented_phone_format_serves(sent: str, ask: Any) -> None:
    lead = ask(sent).json()["lead"]
    assert lead["phone"] == "+12125550104"
    assert lead["fields"] == [sent]
    assert lead["knownLitigatorCheck"]["Found"] is True


@pytest.mark.parametrize("sent", ["7205550200", "7205560100", "7205540199"])
def test_other_numbers_are_refused(sent: str, ask: Any) -> None:
    response: httpx.Response = ask(sent)
    assert response.status_code == 422
    assert "555-01xx only" in response.json()["message"]
