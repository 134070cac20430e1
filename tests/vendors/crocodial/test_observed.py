"""Every recorded exchange decodes to what really became of the lead on the server that was asked."""

from __future__ import annotations

import re
from typing import Any

import pytest

from leaddesk.domain.assessment import Grade, assess
from leaddesk.domain.verdict import LoadOutcome
from tests.vendors.crocodial.samples import AT, facts, observed, verdict_of

_ADD_LEAD = {key: case for key, case in observed().items() if case["group"] != "other" or key == "o-seed"}
_SOMETHING_ELSE = {key: case for key, case in observed().items() if key not in _ADD_LEAD}


def test_the_recordings_hold_invented_numbers_only() -> None:
    numbers = re.findall(r"(?<!\d)\d{3}555\d{4}(?!\d)", str(observed()))
    assert len(numbers) > 100
    assert [number for number in numbers if not re.search(r"55501\d\d$", number)] == []


def became(case: dict[str, Any]) -> LoadOutcome:
    """Returns the outcome by what the server stored, and by the words where it stored nothing."""
    body = case["response"]["body"] or ""
    if case.get("leads_inserted"):
        return LoadOutcome.LOADED
    if not body or body.startswith("MySQL"):
        return LoadOutcome.UNKNOWN
    return LoadOutcome.DUPLICATE if "DUPLICATE" in body else LoadOutcome.REJECTED


@pytest.mark.parametrize("case", _ADD_LEAD.values(), ids=_ADD_LEAD)
def test_the_outcome_is_what_was_stored(case: dict[str, Any]) -> None:
    verdict = verdict_of(case)
    assert verdict.outcome is became(case)
    assert verdict.explanation.hint
    assert verdict.drift == (), "every line is known"
    assert verdict.other_numbers == ()


@pytest.mark.parametrize(
    "case", [case for case in _ADD_LEAD.values() if case.get("stored_row")], ids=lambda case: case["id"]
)
def test_the_ids_are_those_of_the_stored_row(case: dict[str, Any]) -> None:
    row, shown = case["stored_row"][0], facts(verdict_of(case))
    assert (shown["lead_id"], shown["list_id"], shown["user"]) == (row["lead_id"], row["list_id"], row["user"])


@pytest.mark.parametrize("case", _SOMETHING_ELSE.values(), ids=_SOMETHING_ELSE)
def test_the_answer_to_another_question_loads_nothing(case: dict[str, Any]) -> None:
    assert verdict_of(case).outcome in (LoadOutcome.UNKNOWN, LoadOutcome.REJECTED)


def test_a_duplicate_shows_the_other_lead_and_its_list() -> None:
    found = {key: case for key, case in observed().items() if "DUPLICATE" in (case["response"]["body"] or "")}
    assert len(found) > 10
    for case in found.values():
        shown = facts(verdict_of(case))
        assert shown["lead_id"] in ("1", "13", "56")
        assert shown["list_id"] == "101"


def test_which_number_matched_is_said() -> None:
    assert "its alternate phone" in verdict_of(observed()["dup-alt-DUPPHONEALTLIST"]).explanation.detail
    assert "its phone" in verdict_of(observed()["dup-DUPPHONEALTCAMP"]).explanation.detail


@pytest.mark.parametrize("key", ["dnc", "dnc-areacode", "cdnc-other-campaign"])
def test_the_dialers_do_not_call_list_is_do_not_contact(key: str) -> None:
    verdict = verdict_of(observed()[key])
    assessment = assess(verdict, AT)
    assert assessment.grade is Grade.DO_NOT_CONTACT
    assert "DNC" in assessment.reasons[0]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("hopper-list-undefined-ctcheck", "outside the calling hours"),
        ("cf-disabled", "switched off"),
        ("cb-nocampaign", "nobody will dial it"),
        ("cb-campaing", "nobody will dial it"),
        ("cb-nodate", "0000-00-00"),
        ("cb-baddate", "0000-00-00"),
        ("last-apostrophe-latin", "does not say whether the lead is queued"),
    ],
)
def test_what_did_not_happen_is_said(key: str, words: str) -> None:
    verdict = verdict_of(observed()[key])
    assert any(words in undone for undone in verdict.undone)
    assert words in verdict.explanation.detail
    assert all(any(undone in said for said in verdict.notices) for undone in verdict.undone)
    assert verdict.explanation.title.startswith("Loaded, but")


def test_everything_at_once_is_wholly_done() -> None:
    verdict = verdict_of(observed()["all-at-once"])
    assert verdict.undone == ()
    assert [said.partition(".")[0] for said in verdict.notices] == [
        "NANPA options disabled, NANPA prefix data not loaded",
        "MULTI-ALT-PHONE NUMBERS LOADED",
        "CUSTOM FIELDS VALUES ADDED",
        "ADDED TO HOPPER",
        "SCHEDULED CALLBACK ADDED",
    ]


def test_held_without_a_callback_is_loud() -> None:
    title = verdict_of(observed()["cb-nocampaign"]).explanation.title
    assert title == "Loaded, but held without a callback: nobody will dial it."


def test_a_failure_that_loaded_is_loaded_with_a_warning() -> None:
    verdict = verdict_of(observed()["last-apostrophe-latin"])
    assert verdict.outcome is LoadOutcome.LOADED
    assert any("The server failed (500)" in said for said in verdict.notices)


def test_a_list_that_the_server_chose_is_said() -> None:
    verdict = verdict_of(observed()["list-two-digits"])
    assert verdict.notices == ("The lead went into list 999; list 10 was sent.",)


def test_credentials_that_never_arrived_are_told_from_wrong_ones() -> None:
    assert "never arrived" in verdict_of(observed()["json-body"]).explanation.detail
    assert "never arrived" not in verdict_of(observed()["fn-missing-badlogin"]).explanation.detail


def test_a_lock_says_how_long() -> None:
    assert verdict_of(observed()["auth-lock-11"]).retry_after_s == 900
