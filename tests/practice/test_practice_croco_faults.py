"""What goes wrong at Croco-Dial in practice, and how it answers where it keeps to its manual."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from leaddesk.practice import PRACTICE_NUMBERS, PracticeError, PracticeServer
from leaddesk.practice.__main__ import main
from leaddesk.practice.croco_faults import FAULTS, NOT_KEPT
from leaddesk.practice.croco_table import CROCO_NUMBERS, fault_of
from tests.practice.croco import Dialer

STEPS = {
    "add_to_hopper": "Y",
    "custom_fields": "Y",
    "list_id": "2301",
    "quota": "7",
    "multi_alt_phones": "7205550124_1_work!7205550125",
    "callback": "Y",
    "callback_datetime": "NOW",
    "campaign_id": "PRACTICE",
}
IN_STEPS = {
    "no_such_prefix",
    "held",
    "unreadable",
    "another_number",
    "other_list",
    "duplicate",
    "not_added",
    "not_queued",
    "outside_hours",
    "custom_disabled",
    "callback_refused",
    "phones_missing",
    "list_not_allowed",
}
"""Those that `AddLead` looks for by their names."""


def running() -> Iterator[Dialer]:
    dialer = Dialer()
    yield dialer
    dialer.close()


dialer_fixture = pytest.fixture(running, name="dialer", scope="module")


@pytest.fixture(name="documented", scope="module")
def documented_fixture() -> Iterator[Dialer]:
    dialer = Dialer("documented")
    yield dialer
    dialer.close()


def test_every_number_s_fault_is_known_here() -> None:
    lines = [entry.line for entry in (*PRACTICE_NUMBERS, *CROCO_NUMBERS)]
    assert len(set(lines)) == len(lines)
    found = {fault_of(f"720555{line}") for line in lines} - {""}
    assert found <= set(FAULTS) | IN_STEPS
    assert found >= IN_STEPS
    assert set(FAULTS) <= found
    assert set(FAULTS) >= NOT_KEPT


@pytest.mark.parametrize("line", ["0100", "0102", "0104", "0109", "0112", "0188"])
def test_what_a_dialer_does_not_check_it_loads(dialer: Dialer, line: str) -> None:
    assert dialer.said(line, dnc_check="Y").startswith(f"SUCCESS: add_lead LEAD HAS BEEN ADDED - 720555{line}|2001|")


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("0110", 200, "ERROR: add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX - 7205550110|practice\n"),
        ("0140", 400, "Bad request"),
        ("0141", 200, "ERROR: Login incorrect, please try again: |practice|Practice-_1|BAD|\n"),
        ("0142", 403, "Forbidden"),
        ("0143", 404, "Not found"),
        ("0144", 200, "ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - 7205550144|2001|700001|2002\n"),
        ("0145", 200, "INSERT INTO vicidial_list SET "),
        ("0146", 429, "Too many requests"),
        ("0148", 408, "Request time-out"),
        ("0149", 307, ""),
        ("0151", 500, "Internal server error"),
        ("0152", 502, "Bad gateway"),
        ("0158", 200, "Please sign in"),
        ("0171", 200, "MySQL connect ERROR:  Connection refused"),
        ("0180", 200, 'comments="ring twice"'),
        ("0181", 200, "ERROR: Too many login attempts, try again in 15 minutes: |practice|LOCK|\n"),
        ("0184", 200, "ERROR: add_lead NOT AN ALLOWED LIST ID - 7205550184|2001\n"),
        ("0187", 500, ""),
    ],
)
def test_a_refused_number_loads_nothing(dialer: Dialer, line: str, status: int, words: str) -> None:
    before = dialer.count
    answer = dialer.add(line, comments="ring twice")
    assert answer.status_code == status
    assert words in answer.text
    assert dialer.count == before


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("0111", 200, "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - "),
        ("0120", 200, "<img src="),
        ("0121", 200, "ADDED - |?|x||\n"),
        ("0122", 200, "ADDED - 7205550199|2001|"),
        ("0123", 200, "INFO: queue depth 4\n"),
        ("0124", 200, "ADDED - 7205550124|999|"),
        ("0153", 503, "SUCCESS: "),
        ("0160", 200, '["SUCCESS: '),
        ("0162", 200, "\ufeffSUCCESS: "),
        ("0163", 200, ""),
        ("0166", 204, ""),
        ("0167", 200, "SUCCESS: "),
        ("0170", 200, "</table>\nSUCCESS: add_lead LEAD HAS BEEN ADDED - 7205550170|2001|"),
        ("0172", 200, '{"result": "success"'),
        ("0173", 200, "|1|SUCCESS: NOTICE: add_lead MULTI-ALT"),
        ("0183", 200, "\nERROR: add_lead LEAD HAS NOT BEEN ADDED"),
        ("0185", 200, "<b>Notice</b>: line 42 SUCCESS: "),
        ("0186", 200, "SUCCESS: update_lead"),
        ("0189", 200, "NOTICE: add_lead LEAD SCORED - 87|gold\n"),
    ],
)
def test_an_odd_answer_comes_after_the_lead_was_loaded(dialer: Dialer, line: str, status: int, words: str) -> None:
    before = dialer.count
    answer = dialer.add(line)
    assert answer.status_code == status
    assert words in answer.text
    assert dialer.count == before + 1
    assert dialer.last["status"] == ("CBHOLD" if line == "0111" else "NEW")


def test_a_page_around_the_line_is_86_kb(dialer: Dialer) -> None:
    assert 80_000 < len(dialer.add("0170").content) < 90_000


def test_a_byte_that_is_no_utf_8_is_one(dialer: Dialer) -> None:
    assert b"\xe4" in dialer.add("0161").content


@pytest.mark.parametrize("line", ["0132", "0155", "0156", "0157"])
def test_what_breaks_off_is_loaded_all_the_same(dialer: Dialer, line: str) -> None:
    before = dialer.count
    with pytest.raises(httpx.HTTPError):
        dialer.add(line)
    assert (dialer.count, dialer.last["phone_number"]) == (before + 1, f"720555{line}")
    assert "DUPLICATE PHONE NUMBER IN LIST" in dialer.said(line, duplicate_check="DUPLIST")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0174", "NOTICE: add_lead NOT ADDED TO HOPPER - 7205550174|{id}|You have an error in your SQL syntax"),
        ("0175", "NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7205550175|{id}|-7|0|practice\n"),
        ("0176", "NOTICE: add_lead CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED - 7205550176|{id}|Y|0\n"),
        ("0177", "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - {id}|PRACTICE\n"),
        ("0178", "NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 1|{id}|practice\n"),
    ],
)
def test_one_step_is_not_done_and_the_others_are(dialer: Dialer, line: str, words: str) -> None:
    said = dialer.said(line, **STEPS)
    assert words.format(id=dialer.last["lead_id"]) in said
    assert said.count("NOTICE: ") == 4


@pytest.mark.parametrize(("line", "status"), [("0179", 200), ("0182", 500)])
def test_nothing_is_said_of_the_steps(dialer: Dialer, line: str, status: int) -> None:
    answer = dialer.add(line, **STEPS)
    assert (answer.status_code, len(answer.text.splitlines())) == (status, 1)
    assert answer.text.startswith("SUCCESS: ")


def test_a_script_that_dies_has_done_none_of_the_steps(dialer: Dialer) -> None:
    steps = {**STEPS, "comments": "it's"}
    assert dialer.add("0100", **steps).status_code == 500
    lead_id = dialer.last["lead_id"]
    assert dialer.call("lead_callback_info", lead_id=lead_id).text.startswith("ERROR: ")
    dialer.add("0179", **STEPS)  # silent, yet done
    assert dialer.call("lead_callback_info", lead_id=dialer.last["lead_id"]).text.count("|") == 5


# ---------------------------------------------------------------- as documented


def test_the_manual_s_lines_have_their_own_order(documented: Dialer) -> None:
    said = documented.said(**STEPS)
    lead_id = documented.last["lead_id"]
    assert said.splitlines() == [
        f"SUCCESS: add_lead LEAD HAS BEEN ADDED - 7205550100|practice|2301|{lead_id}|-7",
        f"NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 2|practice|{lead_id}",
        f"NOTICE: add_lead CUSTOM FIELDS VALUES ADDED - 7205550100|{lead_id}|2301",
        f"NOTICE: add_lead ADDED TO HOPPER - 7205550100|practice|{lead_id}|1",
        f"NOTICE: add_lead SCHEDULED CALLBACK ADDED - {lead_id}|2026-05-14 15:30:20|PRACTICE||ANYONE|CALLBK",
    ]


def test_the_manual_knows_no_silent_changes_and_no_broken_statements(documented: Dialer) -> None:
    typed = {"email": "ada+web@example.com", "first_name": "José", "comments": "it's C:\\"}
    assert documented.said(**typed, list_id="77777", duplicate_check="DUPCAMP-DUPNAMEPHONELIST").startswith("SUCCESS: ")
    assert {name: documented.last[name] for name in typed} == typed


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ({"phone_number": "72755"}, "ERROR: add_lead INVALID PHONE NUMBER LENGTH - 72755|practice "),
        (
            {"phone_number": "1005550100", "nanpa_ac_prefix_check": "Y"},
            "ERROR: add_lead INVALID PHONE NUMBER NANPA AREACODE PREFIX - 1005550100|practice ",
        ),
        (
            {"phone_number": "17205550100", "usacan_prefix_check": "Y"},
            "ERROR: add_lead INVALID PHONE NUMBER PREFIX - 17205550100|practice ",
        ),
        (
            {"phone_number": "72055501001", "usacan_areacode_check": "Y"},
            "ERROR: add_lead INVALID PHONE NUMBER AREACODE - 72055501001|practice ",
        ),
        (
            {"list_id": "2002", "phone_number": "7205550198", "first_name": "Ada", "last_name": "Sample"}
            | {"duplicate_check": "DUPNAMEPHONELIST"},
            "ERROR: add_lead DUPLICATE NAME PHONE IN LIST - Ada|Sample|7205550198|2002|700001|2002",
        ),
    ],
)
def test_the_manual_s_refusals(documented: Dialer, form: dict[str, str], line: str) -> None:
    assert documented.said(**form) == f"{line}\n"


@pytest.mark.parametrize(
    ("list_id", "words"),
    [
        ("2302", "NO FIELDS DEFINED"),
        ("2001", "NO CUSTOM FIELDS DEFINED FOR THIS LIST"),
        ("2301", "NO FIELDS TO UPDATE DEFINED"),
    ],
)
def test_custom_fields_that_cannot_be_are_told(documented: Dialer, list_id: str, words: str) -> None:
    said = documented.said(custom_fields="Y", list_id=list_id)
    expected = f"NOTICE: add_lead CUSTOM FIELDS NOT ADDED, {words} - 7205550100|{documented.last['lead_id']}|{list_id}"
    assert said.splitlines()[1] == expected


def test_nothing_but_add_lead_is_passed_on(documented: Dialer) -> None:
    for function in ("lead_search", "version", "lead_all_info"):
        assert documented.call(function, phone_number="7205550100").text == "ERROR: NO FUNCTION SPECIFIED\n"


# ---------------------------------------------------------------- the server


def test_accents_stay_in_the_non_latin_mode() -> None:
    dialer = Dialer(accents_kept=True)
    try:
        dialer.said(first_name="José", comments="ñ 😀")
        assert (dialer.last["first_name"], dialer.last["comments"]) == ("José", "ñ ????")
    finally:
        dialer.close()


@pytest.mark.parametrize("change", [{"croco_mode": "as it likes"}, {"croco_password": "pass!"}, {"croco_password": ""}])
def test_a_server_that_cannot_be_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(PracticeError):
        PracticeServer(**change)  # type: ignore[arg-type]


def test_the_password_stands_in_no_representation() -> None:
    server = PracticeServer()
    assert server.croco_password not in repr(server._croco)
    assert server.croco_password != PracticeServer().croco_password


def test_the_mode_is_a_word_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--croco-mode", "other"])
    assert "'observed', 'documented'" in capsys.readouterr().err
