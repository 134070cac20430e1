"""Every documented line, in the script's order of fields and in the manual's, by the contract's table (section 6)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.assessment import Grade, assess
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.vendors.adapter import Sent, SentValue
from leaddesk.vendors.crocodial.line import Line
from leaddesk.vendors.crocodial.lines import LINES, known_line
from tests.vendors.crocodial.samples import AT, SENT, decoded, facts

LOADED, DUPLICATE, REJECTED = LoadOutcome.LOADED, LoadOutcome.DUPLICATE, LoadOutcome.REJECTED
ADDED = "SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|700001|-5|apiuser\n"

# line, what must be read out of it
NOTICES = [
    ("ADDED TO HOPPER - 2025550123|apiuser|700001|31", False, {"hopper_id": "31"}),
    ("ADDED TO HOPPER - 2025550123|700001|31|apiuser", False, {"hopper_id": "31"}),
    ("NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 2025550123|apiuser|700001|-5|0", True, {"gmt": "-5"}),
    ("NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 2025550123|700001|-5|0|apiuser", True, {"gmt": "-5"}),
    ("NOT ADDED TO HOPPER - 2025550123|700001|INSERT INTO hopper SET a=1|apiuser", True, {}),
    ("CUSTOM FIELDS VALUES ADDED - 2025550123|700001|2001", False, {}),
    ("CUSTOM FIELDS VALUES ADDED - 2025550123|700001|2001|1", False, {}),
    ("CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 2025550123|Y|0", True, {}),
    ("CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 2025550123|700001|Y|0", True, {}),
    ("CUSTOM FIELDS NOT ADDED, NO CUSTOM FIELDS DEFINED FOR THIS LIST - 2025550123|700001|2001", True, {}),
    ("CUSTOM FIELDS NOT ADDED, NO FIELDS DEFINED - 2025550123|700001|2001", True, {}),
    ("CUSTOM FIELDS NOT ADDED, NO FIELDS TO UPDATE DEFINED - 2025550123|700001|2001", True, {}),
    ("MULTI-ALT-PHONE NUMBERS LOADED - 3|apiuser|700001", False, {}),
    ("MULTI-ALT-PHONE NUMBERS LOADED - 3|700001|apiuser", False, {}),
    (
        "SCHEDULED CALLBACK ADDED - 700001|2026-12-24 09:30:00|SPRING|1001|USERONLY|CALLBK",
        False,
        {"datetime": "2026-12-24 09:30:00", "callback_user": "1001", "type": "USERONLY"},
    ),
    (
        "SCHEDULED CALLBACK ADDED - 700001|SPRING|2026-12-24 09:30:00|USERONLY|1001|CALLBK",
        False,
        {"datetime": "2026-12-24 09:30:00", "callback_user": "1001", "type": "USERONLY"},
    ),
    ("SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 700001|SPRING|nobody|USERONLY", True, {"callback_user": "nobody"}),
    ("SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 700001|SPRING", True, {"campaign": "SPRING"}),
    ("NANPA options disabled, NANPA prefix data not loaded - 0|apiuser", False, {}),
]

ERRORS = [
    ("add_lead INVALID PHONE NUMBER LENGTH - 20255501|apiuser ", REJECTED, {"user": "apiuser"}),
    ("add_lead INVALID PHONE NUMBER PREFIX - 2025550123|apiuser", REJECTED, {}),
    ("add_lead INVALID PHONE NUMBER AREACODE - 2025550123|apiuser", REJECTED, {}),
    ("add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX - 2025550123|apiuser", REJECTED, {}),
    ("add_lead PHONE NUMBER IN DNC - 2025550123|apiuser", REJECTED, {}),
    ("add_lead PHONE NUMBER IN CAMPAIGN DNC - 2025550123|SPRING|apiuser", REJECTED, {"campaign": "SPRING"}),
    ("add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM - apiuser|0", REJECTED, {"user": "apiuser"}),
    ("add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |apiuser|0|", REJECTED, {"user": "apiuser"}),
    ("add_lead NOT AN ALLOWED LIST ID - 2025550123|2001", REJECTED, {"list_id": "2001"}),
    ("add_lead NOT A DEFINED LIST ID, LIST EXISTS CHECK ENABLED - 2025550123|2001", REJECTED, {"list_id": "2001"}),
    ("add_lead DUPLICATE PHONE NUMBER IN LIST - 2025550123|2001|56", DUPLICATE, {"lead_id": "56", "list_id": "2001"}),
    ("add_lead DUPLICATE PHONE NUMBER IN LIST - 2025550123|2001|56|ALT", DUPLICATE, {"lead_id": "56", "match": "ALT"}),
    *(
        (f"add_lead DUPLICATE PHONE NUMBER IN {where} - 2025550123|2001|56|101{tail}", DUPLICATE, found)
        for where in ("CAMPAIGN LISTS", "SYSTEM")
        for tail in ("", "|PHONE", "|ALT", "|")
        for found in ({"lead_id": "56", "list_id": "101", "sent_list_id": "2001"},)
    ),
    (
        "add_lead DUPLICATE TITLE ALT_PHONE IN LIST - Mr|2025550124|2001|56",
        DUPLICATE,
        {"lead_id": "56", "list_id": "2001"},
    ),
    *(
        (f"add_lead DUPLICATE TITLE ALT_PHONE IN {where} - Mr|2025550124|2001|56|101", DUPLICATE, {"list_id": "101"})
        for where in ("CAMPAIGN LISTS", "SYSTEM")
    ),
    ("add_lead DUPLICATE NAME PHONE IN LIST - Ada|Person|2025550123|2001|56", DUPLICATE, {"lead_id": "56"}),
    *(
        (f"add_lead DUPLICATE NAME PHONE IN {where} - {name}|2025550123|2001|56|101", DUPLICATE, found)
        for where in ("LIST", "CAMPAIGN LISTS", "SYSTEM")
        for name in ("Ada|Person", "A|d|a|Per|son", "|", "2001|56")
        for found in ({"lead_id": "56", "list_id": "101"},)
    ),
    (  # ids as long as numbers: read from the right it could end at any of them
        "add_lead DUPLICATE NAME PHONE IN SYSTEM - Ada|Person|2025550123|2000001|700056|2000101",
        DUPLICATE,
        {"lead_id": "700056", "list_id": "2000101", "sent_list_id": "2000001"},
    ),
    (
        "add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|some text of the database|apiuser",
        REJECTED,
        {"list_id": "2001"},
    ),
    ("NO FUNCTION SPECIFIED", REJECTED, {}),
    ("Login incorrect, please try again: |apiuser|Hunter2|BAD|", REJECTED, {}),
    ("Too many login attempts, try again in 15 minutes: |apiuser|LOCK|", REJECTED, {}),
    ("Your IP Address is not allowed: |192.0.2.7|", REJECTED, {}),
    ("auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION - apiuser|add_lead", REJECTED, {}),
    ("auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |apiuser|add_lead|", REJECTED, {}),
    ("user_group DOES NOT EXIST: |apiuser|SALES|", REJECTED, {}),
    ("Invalid Source - \nERROR: Invalid Source: ||", REJECTED, {}),
]


def test_every_known_line_has_a_sample_here() -> None:
    samples = [text for text, *_ in (*NOTICES, *ERRORS)] + [ADDED]
    assert [line.message for line in LINES if not any(line.message in sample for sample in samples)] == []


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.message)
def test_every_known_line_says_what_it_means_and_where_that_is_from(line: Line) -> None:
    assert line.says.endswith(".")
    assert line.source in ("S", "P:src", "P:api")


@pytest.mark.parametrize(("text", "undone", "found"), NOTICES)
@pytest.mark.parametrize("first", [True, False])
def test_a_notice_says_what_was_done_and_what_was_not(
    text: str, undone: bool, found: dict[str, str], first: bool
) -> None:
    said = f"NOTICE: add_lead {text}\n"
    verdict = decoded(ADDED + said if first else said + ADDED)
    assert verdict.outcome is LOADED
    assert bool(verdict.undone) is undone
    assert verdict.drift == ()
    assert len(verdict.notices) == 1
    assert facts(verdict) | found == facts(verdict)
    assert facts(verdict)["lead_id"] == "700001"


@pytest.mark.parametrize(("text", "outcome", "found"), ERRORS)
def test_an_error_is_what_the_table_says(text: str, outcome: LoadOutcome, found: dict[str, str]) -> None:
    verdict = decoded(f"ERROR: {text}\n")
    assert verdict.outcome is outcome
    assert verdict.drift == ()
    assert facts(verdict) | found == facts(verdict)
    why = verdict.explanation
    assert all((why.title, why.detail, why.hint))


def test_only_do_not_call_lists_forbid_contact() -> None:
    grades = {text: assess(decoded(f"ERROR: {text}\n"), AT).grade for text, *_ in ERRORS}
    assert {text for text, grade in grades.items() if grade is not Grade.REVIEW} == {
        text for text in grades if " IN DNC" in text or " IN CAMPAIGN DNC" in text
    }


@pytest.mark.parametrize(
    ("line", "user", "list_id"),
    [
        ("2025550123|apiuser|2001|12|-5", "apiuser", "2001"),
        ("2025550123|2001|12|-5|apiuser", "apiuser", "2001"),
        ("2025550123|6666|2001|12|-5", "6666", "2001"),
        ("2025550123|2001|12|-5|6666", "6666", "2001"),
        ("2025550123|2001|2001|12|-5", "2001", "2001"),
        ("2025550123|2001|12|-5|2001", "2001", "2001"),
        ("2025550123|2001|12||apiuser|", "apiuser", "2001"),
        ("2025550123|999|12|-5.0|apiuser", "apiuser", "10"),
    ],
)
def test_the_order_of_the_fields_is_told_by_what_was_sent(line: str, user: str, list_id: str) -> None:
    sent = Sent("2025550123", (SentValue("user", user), SentValue("list_id", list_id)))
    shown = facts(decoded(f"SUCCESS: add_lead LEAD HAS BEEN ADDED - {line}\n", sent=sent))
    assert (shown["lead_id"], shown["user"]) == ("12", user)


def test_ids_that_fit_no_order_are_not_shown() -> None:
    verdict = decoded("SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|3003|12|-5|somebody\n")
    assert verdict.outcome is LOADED
    assert "lead_id" not in facts(verdict)
    assert any("cannot be told apart" in said for said in verdict.notices)
    assert "3003|12|-5|somebody" in verdict.message


def test_an_answer_about_another_number_says_so() -> None:
    verdict = decoded("SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550199|2001|12|-5|apiuser\n")
    assert verdict.other_numbers == ("The answer is about another number: 2025550199.",)


@pytest.mark.parametrize(
    "text",
    [
        "2025550124|1|ERROR: add_lead LEAD HAS NOT BEEN ADDED",
        "x ERROR: add_lead PHONE NUMBER IN DNC - 2025550123|apiuser",
        "note SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|1|-5|apiuser",
    ],
)
def test_words_inside_a_line_decide_nothing(text: str) -> None:
    assert decoded(text).outcome is LoadOutcome.UNKNOWN
    assert (
        decoded(ADDED + text + "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 1|700001|apiuser").outcome is LOADED
    )
    refusal = decoded(f"ERROR: add_lead INVALID PHONE NUMBER PREFIX - 2025550123|apiuser\n{text}")
    assert refusal.outcome is REJECTED
    assert refusal.do_not_contact == ()


def test_a_notice_is_found_where_it_is_glued_to_other_text() -> None:
    verdict = decoded(f"{ADDED}2025550124|1|workNOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 1|700001|apiuser\n")
    assert verdict.notices == ("MULTI-ALT-PHONE NUMBERS LOADED. The further phones were taken.",)


@pytest.mark.parametrize("page", ["<p>filler</p>\n" * 6200, "<!doctype html>\n<html>\n" + "x" * 86_000 + "\n"])
@pytest.mark.parametrize(
    ("line", "outcome"),
    [(ADDED, LOADED), ("ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 2025550123|2001|56\n", DUPLICATE)],
)
def test_a_line_is_found_in_a_whole_page(page: str, line: str, outcome: LoadOutcome) -> None:
    assert len(page) > 86_000
    verdict = decoded(f"{page}{line}{page}")
    assert verdict.outcome is outcome
    assert facts(verdict)["lead_id"]
    assert decoded(page).outcome is LoadOutcome.UNKNOWN


@pytest.mark.parametrize("status", [200, 302, 404, 500, 503])
def test_the_text_counts_and_not_the_code(status: int) -> None:
    verdict = decoded(ADDED, status)
    assert verdict.outcome is LOADED
    assert any(f"({status})" in said for said in verdict.notices) is (status != 200)
    assert decoded("ERROR: add_lead PHONE NUMBER IN DNC - 2025550123|apiuser", status).do_not_contact


@pytest.mark.parametrize(
    ("body", "status", "outcome", "words"),
    [
        ("", 200, LoadOutcome.UNKNOWN, "empty"),
        ("", 500, LoadOutcome.UNKNOWN, "failed"),
        ("\n \n", 200, LoadOutcome.UNKNOWN, "empty"),
        ('{"result":"success"}', 200, LoadOutcome.UNKNOWN, "JSON"),
        ('["SUCCESS"]', 200, LoadOutcome.UNKNOWN, "JSON"),
        ("<html><body>Sign in</body></html>", 200, LoadOutcome.UNKNOWN, "web page"),
        ("MySQL connect ERROR:  Connection refused", 200, LoadOutcome.UNKNOWN, "database"),
        ("SUCCESS", 200, LoadOutcome.UNKNOWN, "No line"),
        ("SUCCESS: update_lead LEAD HAS BEEN UPDATED - apiuser|1|1", 200, LoadOutcome.UNKNOWN, "another function"),
        ("moved", 302, LoadOutcome.UNKNOWN, "another address"),
        ("late", 408, LoadOutcome.UNKNOWN, "gave up waiting"),
        ("Forbidden", 403, REJECTED, "lets nobody in"),
        ("<html>not found</html>", 404, REJECTED, "nothing at this address"),
        ("slow down", 429, REJECTED, "no more requests"),
        ("no", 400, REJECTED, "refused the request"),
    ],
)
def test_without_a_line_the_outcome_is_mostly_unknown(body: str, status: int, outcome: LoadOutcome, words: str) -> None:
    verdict = decoded(body, status)
    assert verdict.outcome is outcome
    assert words in verdict.explanation.title
    assert verdict.explanation.hint


def test_lines_that_no_rule_knows_are_shown_and_noted() -> None:
    refusal = decoded("ERROR: add_lead THE MOON IS FULL - 2025550123|apiuser")
    assert refusal.outcome is REJECTED
    assert refusal.reason == "THE MOON IS FULL"
    assert refusal.drift == ("An unknown line: ERROR: add_lead THE MOON IS FULL - 2025550123|apiuser",)
    loaded = decoded(f"{ADDED}NOTICE: add_lead SOMETHING NEW - 700001")
    assert loaded.undone == ()
    assert loaded.notices == ("NOTICE: add_lead SOMETHING NEW - 700001",)


def test_an_answer_that_contradicts_itself_says_so() -> None:
    verdict = decoded(ADDED + "ERROR: add_lead NO FUNCTION SPECIFIED")
    assert verdict.outcome is LOADED
    assert any("contradicts" in said for said in verdict.notices)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("add_to_hopper", "Y"), ("custom_fields", "Y"), ("callback", "Y"), ("multi_alt_phones", "2025550124")],
)
def test_a_step_that_the_answer_is_silent_about_is_not_taken_as_done(parameter: str, value: str) -> None:
    asked = Sent(SENT.phone, (*SENT.values, SentValue(parameter, value)))
    assert decoded(ADDED).undone == ()
    assert decoded(ADDED, sent=asked).undone[0].startswith("The answer does not say whether")
    assert ("nobody will dial it" in decoded(ADDED, sent=asked).explanation.title) is (parameter == "callback")


def test_fewer_further_phones_than_sent_are_partly_done() -> None:
    asked = Sent(SENT.phone, (*SENT.values, SentValue("multi_alt_phones", "2025550124!2025550125_1_home")))
    line = "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - {}|700001|apiuser"
    assert decoded(ADDED + line.format(1), sent=asked).undone == ("Only 1 of 2 further phones were taken.",)
    assert decoded(ADDED + line.format(2), sent=asked).undone == ()


NO_LINE = st.text().filter(lambda text: not any(word in text for word in ("SUCCESS:", "ERROR:", "NOTICE:")))


@given(before=NO_LINE, after=NO_LINE)
def test_any_text_around_its_line_leaves_a_load_loaded(before: str, after: str) -> None:
    verdict = decoded(f"{before}\n{ADDED}{after}".encode("utf-8", "replace"))
    assert verdict.outcome is LOADED
    assert facts(verdict)["lead_id"] == "700001"


PIECES = st.sampled_from(["|", " ", "ERROR: ", "SUCCESS: ", "add_lead ", "x", "'", "\\", "\x0b", "\u2028"])


@given(user_text=st.lists(PIECES).map("".join))
def test_what_people_typed_is_never_taken_for_a_line(user_text: str) -> None:
    body = f"{ADDED}2025550124|1|{user_text}NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 1|700001|apiuser\n"
    verdict = decoded(body)
    assert verdict.outcome is LOADED
    assert verdict.undone == ()
    assert decoded(f"2025550124|1|{user_text}").outcome is LoadOutcome.UNKNOWN


@given(names=st.text(alphabet=st.characters(exclude_characters="\n\r"), max_size=40))
def test_names_in_a_duplicate_hide_nothing(names: str) -> None:
    body = f"ERROR: add_lead DUPLICATE NAME PHONE IN SYSTEM - x{names}|Person|2025550123|2001|56|101\n"
    verdict = decoded(body.encode("utf-8", "replace"))
    assert verdict.outcome is DUPLICATE
    assert verdict.do_not_contact == ()


@given(body=st.binary(max_size=400), status=st.integers(100, 599))
def test_any_bytes_give_a_verdict_with_words(body: bytes, status: int) -> None:
    verdict = decoded(body, status)
    assert verdict.explanation.title
    assert verdict.explanation.hint


def test_a_failure_after_the_load_is_partly_done_where_nobody_knows_what_was_sent() -> None:
    verdict = decoded(ADDED, 500, Sent())
    assert verdict.outcome is LOADED
    assert "failed right after loading" in verdict.undone[0]
    assert decoded(ADDED, 200, Sent()).undone == ()


def test_every_known_message_has_two_words_so_that_its_first_one_finds_it() -> None:
    assert [line.message for line in LINES if " " not in line.message] == []
    assert all(known_line(line.kind, f"{line.message.lower()}: |") is line for line in LINES)
