"""`leaddesk explain crocodial`: the ids, what was not done, and nothing that the answer lets slip."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from leaddesk.services.explain import explain

AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def explained(body: str, status: int = 200, **sent: str) -> dict[str, object]:
    told = explain("crocodial", body.encode(), status=status, content_type="text/html", sent=sent, at=AT)
    json.dumps(told)
    return told


def test_a_load_names_its_lead_and_its_list() -> None:
    told = explained("SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|700001|-5|apiuser\n", user="apiuser")
    assert (told["outcome"], told["lead_id"], told["list_id"]) == ("Loaded", "700001", "2001")
    assert (told["partly_done"], told["notices"], told["problem"]) == (False, [], None)


def test_the_order_of_fields_follows_what_was_sent() -> None:
    line = "SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|6666|2001|12|-5"
    assert explained(line, user="6666", list_id="2001")["lead_id"] == "12"
    swapped = "SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|12|-5|6666"
    assert explained(swapped, user="6666", list_id="2001")["lead_id"] == "12"


def test_a_refused_callback_is_partly_done() -> None:
    told = explained(
        "SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|700001|-5|apiuser\n"
        "NOTICE: add_lead SCHEDULED CALLBACK NOT ADDED, CAMPAIGN NOT VALID - 700001|\n"
    )
    assert (told["outcome"], told["partly_done"]) == ("Loaded", True)
    assert "nobody will dial it" in str(told["undone"])


def test_a_duplicate_names_the_lead_that_is_there() -> None:
    told = explained("ERROR: add_lead DUPLICATE PHONE NUMBER IN SYSTEM - 2025550123|2001|56|101\n")
    assert (told["outcome"], told["lead_id"], told["list_id"]) == ("Duplicate", "56", "101")
    assert told["problem"]


def test_the_dialers_own_do_not_call_list_is_do_not_contact() -> None:
    told = explained("ERROR: add_lead PHONE NUMBER IN DNC - 2025550123|apiuser\n")
    assert (told["outcome"], told["assessment"]) == ("Rejected", "Do not contact")


@pytest.mark.parametrize(
    "body",
    [
        "ERROR: Login incorrect, please try again: |apiuser|Hunter2Hunter|BAD|\n",
        'ERROR: add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|INSERT INTO t SET comments="Hunter2Hunter\n'
        'SUCCESS: add_lead LEAD HAS BEEN ADDED - x";|apiuser\n',
    ],
)
def test_passwords_and_statements_are_never_told(body: str) -> None:
    told = explained(body)
    assert told["outcome"] == "Rejected"
    assert "Hunter2" not in json.dumps(told)


def test_a_locked_user_waits_a_quarter_of_an_hour() -> None:
    told = explained("ERROR: Too many login attempts, try again in 15 minutes: |apiuser|LOCK|\n")
    assert (told["outcome"], told["retry_after_s"]) == ("Rejected", 900.0)
