"""What a look at the key store found, as people read it and hand it on."""

from __future__ import annotations

from leaddesk.domain.key_store_report import Finding, Found, KeyStoreReport

WORKS = Finding("Backend", Found.WORKS, "The system keyring.")
LOCKED = Finding("Lock state", Found.TROUBLE, "It is locked.")


def test_the_report_is_a_line_for_each_step_and_what_to_do() -> None:
    report = KeyStoreReport((WORKS, LOCKED), "Unlock it.", "LeadDesk 0.4.0, linux")
    assert report.text().splitlines() == [
        "Backend: works. The system keyring.",
        "Lock state: does not work. It is locked.",
        "On: LeadDesk 0.4.0, linux",
        "What to do: Unlock it.",
    ]
    assert KeyStoreReport((WORKS,), "", "linux").text().splitlines()[-1] == "On: linux", "nothing is to be done"


def test_it_works_unless_a_step_is_in_trouble() -> None:
    assert not KeyStoreReport((WORKS, LOCKED), "", "").works
    assert KeyStoreReport((WORKS, Finding("Round trip", Found.UNKNOWN, "Not tried.")), "", "").works
