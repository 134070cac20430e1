"""Croco-Dial in practice answers what a stock VICIdial was recorded to answer; the client here is not the app's."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from leaddesk.practice import croco_keeps
from tests.practice.croco import Dialer

RECORDED: dict[str, dict[str, Any]] = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "vendors" / "crocodial" / "observed.json").read_text("utf-8"))[
        "cases"
    ]
}
RECORDED_AT = datetime(2026, 11, 21, 1, 39, 24, tzinfo=UTC)
_RENAMED = (
    (r"\b30255501\d\d", "3025550100"),
    (r"\bapiuser\b", "practice"),
    (r"\bApiPass123\b", "Practice-_1"),
    (r"\bTESTCAMP\b", "PRACTICE"),
    (r"\|101\b|^101$", "|2001"),
    (r"\|301\b|^301$", "|2301"),
)


def running() -> Iterator[Dialer]:
    dialer = Dialer()
    yield dialer
    dialer.close()


dialer_fixture = pytest.fixture(running, name="dialer")
shared_dialer_fixture = pytest.fixture(running, name="shared_dialer", scope="module")


def renamed(text: str) -> str:
    """Returns a text of a recording with the names and numbers of the practice dialer."""
    for found, ours in _RENAMED:
        text = re.sub(found, ours, text)
    return text.lstrip("|") if re.fullmatch(r"\|\d+", text) else text


def without_ids(body: str) -> str:
    """Returns an answer with its lead id and its hopper id told by names."""
    added = re.search(r"ADDED - [^|]*\|[^|]*\|(\d+)\|", body)
    body = re.sub(rf"(?<=[|\- ]){added[1]}(?=[|\n])", "LEAD", body) if added else body
    return re.sub(r"(TO HOPPER - \d+\|LEAD)\|\d+", r"\1|HOPPER", body)


@pytest.mark.parametrize(
    "name",
    [
        "ok-list",
        "ok-full",
        "list-missing-check",
        "list-two-digits",
        "phone-17",
        "phone-alpha",
        "phone-code-5",
        "areacode-ok",
        "nanpa-not-loaded",
        "tz-postal",
        "gmt-unknown-country",
        "gmt-given",
        "lookup-state",
        "hopper-prio",
        "hopper-list-undefined-ctcheck",
        "dup-unknown",
        "cdnc-no-campaign",
        "cdnc-croco-campaing",
        "dupname-apostrophe-latin",
        "dupcamp-undefined-list-silent_sql",
        "fn-missing-badlogin",
        "fn-unknown",
        "fn-case",
        "fn-space",
        "src-missing",
        "src-punct",
        "src-40",
        "cf-none-sent",
        "cf-long",
        "cf-backslash-latin",
        "cf-entry-list",
        "map-bare",
        "map-fake-status",
        "cb-nodate",
        "cb-baddate",
        "cb-iso-T",
        "cb-nocampaign",
        "cb-campaing",
        "cb-status-long",
        "char-slash-end-comments",
        "char-backslash-vendor",
        "char-fake-lines",
        "last-apostrophe-latin",
        "last-apostrophe-nofunc-latin",
    ],
)
def test_recorded_requests_are_answered_as_they_were(shared_dialer: Dialer, name: str) -> None:
    case = RECORDED[name]
    form = [(key, renamed(value)) for key, value in case["request"]["form"]]
    before = shared_dialer.count
    shared_dialer.now = RECORDED_AT
    answer = shared_dialer.post(form)
    expected = case["response"]
    assert answer.status_code == expected["status"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert without_ids(answer.text) == without_ids(renamed(expected["body"]))
    assert shared_dialer.count - before == case["leads_inserted"]


def kept_columns(case: dict[str, Any]) -> dict[str, str]:
    row = {key: value for key, value in case["stored_row"][0].items() if key in croco_keeps.FIELDS}
    return {key: value for key, value in row.items() if key != "state" or "state" in dict(case["request"]["form"])}


@pytest.mark.parametrize(
    "name",
    [
        name
        for name, case in RECORDED.items()
        if case.get("stored_row") and case["request"].get("form") and case["group"] in ("fields", "characters")
    ],
)
def test_what_was_stored_is_kept(name: str) -> None:
    case = RECORDED[name]
    kept = croco_keeps.kept(dict(case["request"]["form"]), accents_kept=case["variant"] == "utf8")
    expected = kept_columns(case)
    # The script language makes its own of a line's end, and a recording cannot hold a byte without a sign.
    assert {key: kept[key].replace("\r", "") for key in expected} == {
        key: value.replace("\r", "") for key, value in expected.items()
    }


def test_all_steps_at_once_come_in_the_recorded_order(dialer: Dialer) -> None:
    case = RECORDED["all-at-once"]
    answer = dialer.post([(key, renamed(value)) for key, value in case["request"]["form"]])
    assert without_ids(answer.text) == without_ids(renamed(case["response"]["body"]))


# ---------------------------------------------------------------- who may


def test_ten_wrong_passwords_lock_a_user_for_a_quarter_of_an_hour(dialer: Dialer) -> None:
    good = dialer.server.croco_password
    for _ in range(10):
        assert dialer.said(**{"pass": "wr!ong"}) == "ERROR: Login incorrect, please try again: |practice|wrong|BAD|\n"
    locked = "ERROR: Too many login attempts, try again in 15 minutes: |practice|LOCK|\n"
    assert dialer.said(**{"pass": good}) == locked
    assert dialer.said(user="onelist", list_id="2101").startswith("SUCCESS: ")  # each user has a lock of its own
    dialer.now = dialer.now.replace(hour=20, minute=45, second=19)
    assert dialer.said() == locked
    dialer.now = dialer.now.replace(hour=20, minute=45, second=20)
    assert dialer.said().startswith("SUCCESS: ")
    assert dialer.said("0104", **{"pass": "wrong"}).startswith("ERROR: Login incorrect")  # the count began anew


def test_a_password_is_compared_without_its_case(dialer: Dialer) -> None:
    assert dialer.said(**{"pass": "PRACTICE-_1"}).startswith("SUCCESS: ")


@pytest.mark.parametrize(
    ("user", "line"),
    [
        ("noright", "ERROR: add_lead USER DOES NOT HAVE PERMISSION TO ADD LEADS TO THE SYSTEM: |noright|0|\n"),
        ("nofunction", "ERROR: auth USER DOES NOT HAVE PERMISSION TO USE THIS FUNCTION: |nofunction|add_lead|\n"),
        ("onelist", "ERROR: add_lead NOT AN ALLOWED LIST ID - 7205550100|2001\n"),
        ("elsewhere", "ERROR: Your IP Address is not allowed: |elsewhere|IPBLOCK|\n"),
        ("nogroup", "ERROR: user_group DOES NOT EXIST: |nogroup||\n"),
        ("nobody", "ERROR: Login incorrect, please try again: |nobody|Practice-_1|BAD|\n"),
    ],
)
def test_other_users_may_not(dialer: Dialer, user: str, line: str) -> None:
    assert dialer.said(user=user) == line
    assert dialer.count == 1


def test_one_list_is_allowed_to_the_user_of_one_list(dialer: Dialer) -> None:
    assert "|2101|" in dialer.said(user="onelist", list_id="2101")


def test_only_a_posted_form_is_read(dialer: Dialer) -> None:
    url = dialer.server.croco_base_url
    assert dialer.client.get(url, params={"function": "version"}).status_code == 405
    as_json = dialer.post(b'{"user": "practice"}', **{"Content-Type": "application/json"})
    assert as_json.text == "ERROR: Login incorrect, please try again: |||BAD|\n"


def test_a_number_too_short_comes_after_login_and_rights(dialer: Dialer) -> None:
    def test_number(**form: str) -> str:
        return dialer.call("add_lead", phone_number="1", **form).text

    assert test_number() == "ERROR: add_lead INVALID PHONE NUMBER LENGTH - 1|practice\n"
    assert test_number(user="noright").startswith("ERROR: add_lead USER DOES NOT HAVE PERMISSION")
    assert test_number(**{"pass": "no"}).startswith("ERROR: Login incorrect")
    assert dialer.count == 1


def test_numbers_outside_of_practice_are_refused(dialer: Dialer) -> None:
    assert dialer.said(phone_number="7205551234").startswith("ERROR: add_lead PRACTICE KNOWS 555-01xx ONLY - ")
    assert dialer.count == 1


# ---------------------------------------------------------------- checks


@pytest.mark.parametrize(
    ("check", "change", "told"),
    [
        ("DUPLIST", {}, "DUPLICATE PHONE NUMBER IN LIST - 7205550198|2002|700001"),
        ("DUPLIST", {"list_id": "2001"}, ""),
        ("DUPCAMP", {"list_id": "2001"}, "DUPLICATE PHONE NUMBER IN CAMPAIGN LISTS - 7205550198|2001|700001|2002"),
        ("DUPCAMP", {"list_id": "2101"}, ""),
        ("DUPSYS", {"list_id": "2101"}, "DUPLICATE PHONE NUMBER IN SYSTEM - 7205550198|2101|700001|2002"),
        ("DUPSYS30DAY", {}, ""),
        ("DUPSYS30DAY-DUPLIST60DAY", {}, "DUPLICATE PHONE NUMBER IN LIST - 7205550198|2002|700001"),
        ("DUPPHONEALTLIST", {}, "DUPLICATE PHONE NUMBER IN LIST - 7205550198|2002|700001|PHONE"),
        (
            "DUPPHONEALTSYS",
            {"phone_number": "7205550197", "list_id": "2101"},
            "DUPLICATE PHONE NUMBER IN SYSTEM - 7205550197|2101|700001|2002|ALT",
        ),
        ("DUPTITLEALTPHONELIST", {}, "DUPLICATE TITLE ALT_PHONE IN LIST - MS|7205550197|2002|700001"),
        (
            "DUPTITLEALTPHONECAMP",
            {"list_id": "2001"},
            "DUPLICATE TITLE ALT_PHONE IN CAMPAIGN LISTS - MS|7205550197|2001|700001|2002",
        ),
        ("DUPNAMEPHONELIST", {}, "DUPLICATE NAME PHONE IN LIST - ada|Sample|7205550198|2002|700001"),
        (
            "DUPNAMEPHONESYS",
            {"list_id": "2101"},
            "DUPLICATE NAME PHONE IN SYSTEM - ada|Sample|7205550198|2101|700001|2002",
        ),
        ("DUPNAMEPHONELIST", {"last_name": "Other"}, ""),
        ("DUPTITLEALTPHONELIST-DUPLIST", {}, "DUPLICATE PHONE NUMBER IN LIST - 7205550198|2002|700001"),
        ("duplist", {}, ""),
        ("DUPLIST,DUPSYS", {}, "DUPLICATE PHONE NUMBER IN LIST - 7205550198|2002|700001"),
    ],
)
def test_a_duplicate_is_looked_for_by_scope_match_and_window(
    dialer: Dialer, check: str, change: dict[str, str], told: str
) -> None:
    lead = {
        "list_id": "2002",
        "title": "MS",
        "first_name": "ada",
        "last_name": "Sample",
        "alt_phone": "7205550197",
        "duplicate_check": check,
        **change,
    }
    said = dialer.said("0198", **lead)
    assert said == f"ERROR: add_lead {told}\n" if told else said.startswith("SUCCESS: ")
    assert dialer.count == (1 if told else 2)


def test_two_empty_titles_and_alternate_phones_are_the_same(dialer: Dialer) -> None:
    check = {"duplicate_check": "DUPTITLEALTPHONESYS"}
    assert dialer.said("0100", **check).startswith("SUCCESS: ")
    assert dialer.said("0104", **check).startswith("ERROR: add_lead DUPLICATE TITLE ALT_PHONE IN SYSTEM - ||2001|")


@pytest.mark.parametrize(
    ("line", "form", "told"),
    [
        ("0101", {"dnc_check": "Y"}, "PHONE NUMBER IN DNC - 7205550101|practice"),
        ("0101", {"dnc_check": "AREACODE"}, "PHONE NUMBER IN DNC - 7205550101|practice"),
        ("0101", {"dnc_check": "N"}, ""),
        ("0101", {"dnc_check": "y"}, ""),
        ("0100", {"phone_number": "9005550100", "dnc_check": "AREACODE"}, "PHONE NUMBER IN DNC - 9005550100|practice"),
        ("0100", {"phone_number": "9005550100", "dnc_check": "Y"}, ""),
        (
            "0103",
            {"campaign_dnc_check": "Y", "campaign_id": "PRACTICE"},
            "PHONE NUMBER IN CAMPAIGN DNC - 7205550103|PRACTICE|practice",
        ),
        (
            "0103",
            {"campaign_dnc_check": "Y", "campaign_id": "SHARING"},
            "PHONE NUMBER IN CAMPAIGN DNC - 7205550103|SHARING|practice",
        ),
        ("0103", {"campaign_dnc_check": "Y", "campaign_id": "OTHER"}, ""),
        ("0103", {"campaign_dnc_check": "Y", "campaign_id": "NOPE"}, ""),
        ("0103", {"campaign_dnc_check": "Y", "campaing": "PRACTICE"}, ""),
    ],
)
def test_do_not_call_lists_are_looked_at_where_asked(
    dialer: Dialer, line: str, form: dict[str, str], told: str
) -> None:
    said = dialer.said(line, **form)
    assert said == f"ERROR: add_lead {told}\n" if told else said.startswith("SUCCESS: ")


# ---------------------------------------------------------------- looking


def test_what_was_kept_can_be_looked_at(dialer: Dialer) -> None:
    dialer.said(email="ada+web@example.com", address1="Apt #4, Rear", first_name="José", comments='a;b"c')
    dialer.said(list_id="2301", custom_fields="Y", quota="7")
    assert dialer.call("lead_search", phone_number="7205550100,7205550104").text == "7205550100|2|700003-700002\n"
    none = dialer.call("lead_search", phone_number="7205550104").text
    assert none == "ERROR: lead_search NO MATCHES FOUND IN THE SYSTEM: |practice|||7205550104\n"
    head, row = dialer.call("lead_all_info", lead_id="700002", header="YES").text.splitlines()
    kept = dict(zip(head.split("|"), row.split("|"), strict=True))
    assert [kept[name] for name in ("email", "address1", "first_name", "comments", "status", "list_id")] == [
        "ada web@example.com",
        "Apt 4 Rear",
        "Jos",
        "abc",
        "NEW",
        "2001",
    ]
    assert dialer.call("lead_all_info", lead_id="700003", custom_fields="Y").text.endswith("|700003|7\n")
    assert dialer.call("lead_field_info", lead_id="700002", field_name="phone_number").text == "7205550100"
    assert dialer.call("list_info", list_id="2001", leads_counts="Y").text == (
        "2001|Practice|PRACTICE|Y|||2099-12-31|0|1|\n"
    )
    assert dialer.call("list_custom_fields", list_id="2301").text.endswith("|favorite_color quota notes\n")
    assert "PRACTICE|Practice|Y" in dialer.call("campaigns_list").text


def test_a_number_put_on_the_do_not_call_list_is_refused_from_then_on(dialer: Dialer) -> None:
    form = {"phone_number": "7205550104", "campaign_id": "SYSTEM_INTERNAL"}
    assert dialer.call("add_dnc_phone", **form).text.startswith("SUCCESS: add_dnc_phone DNC NUMBER HAS BEEN ADDED - ")
    assert "ALREADY EXISTS" in dialer.call("add_dnc_phone", **form).text
    assert "PHONE NUMBER IN DNC" in dialer.said("0104", dnc_check="Y")
    assert "IN DNC" in dialer.call("check_phone_number", **form, dnc_check="Y", local_call_time="24hours").text


def test_a_refused_callback_leaves_a_lead_that_nobody_dials(dialer: Dialer) -> None:
    form = {"callback": "Y", "campaign_id": "PRACTICE", "callback_datetime": "2DAYS", "callback_type": "USERONLY"}
    refused = dialer.said(**form, callback_user="1099")
    assert refused.endswith(
        "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, USER NOT VALID - 700002|PRACTICE|1099|USERONLY\n"
    )
    assert dialer.last["status"] == "CBHOLD"
    assert dialer.call("lead_callback_info", lead_id="700002").text.startswith("ERROR: ")
    taken = dialer.said(**form, callback_user="1001")
    told = "700003|PRACTICE|2026-05-16 15:30:20|USERONLY|1001|CALLBK"
    assert taken.endswith(f"SCHEDULED CALLBACK ADDED - {told}\n")
    assert dialer.call("lead_callback_info", lead_id="700003").text == f"{told}\n"


def test_the_hopper_keeps_to_local_hours_where_asked(dialer: Dialer) -> None:
    asked = {"add_to_hopper": "Y", "hopper_local_call_time_check": "Y"}
    assert "NOTICE: add_lead ADDED TO HOPPER - 7205550100|700002|1|practice\n" in dialer.said(**asked)
    dialer.now = dialer.now.replace(hour=6)
    told = "NOTICE: add_lead NOT ADDED TO HOPPER, OUTSIDE OF LOCAL TIME - 7205550100|700003|-7|0|practice\n"
    assert told in dialer.said(**asked)


def test_the_number_is_counted(dialer: Dialer) -> None:
    dialer.said()
    assert dialer.server.count("(720) 555-0100") == 1
