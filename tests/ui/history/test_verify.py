"""*Verify history*: a job in the status bar, and what was found in a dialog."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QProgressBar, QPushButton, QTableView, QWidget

from leaddesk.domain.errors import KeyringTrouble, StoreProblem
from leaddesk.services.verify_history import Verified
from leaddesk.ui.views.history.verify_dialog import VerifyDialog
from leaddesk.ui.views.history.verify_words import report_text
from tests.services.fakes import keyring_problem
from tests.ui.history.desk import BROKEN, END, INTACT, NEW_YORK, Place, button, named, settle, shown
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme)
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    place.view.resize(1000, 600)
    place.view.show()
    await place.read()
    yield place
    await place.scope.finish(1)


def dialog(place: Place) -> VerifyDialog:
    return next(item for item in place.view.findChildren(VerifyDialog) if item.isVisible())


async def test_progress_and_cancel_are_in_the_status_bar(place):
    place.verifier.gate.clear()
    place.jobs.show()
    button(place.view, "Verify history").click()
    await settle()
    bar = named(place.jobs, QProgressBar, "Verify history progress")
    assert (bar.value(), bar.maximum()) == (300, 812)
    assert not button(place.view, "Verify history").isEnabled()
    named(place.jobs, QPushButton, "Cancel").click()
    await settle()
    assert place.told[-1][:2] == ("info", "Verify history was stopped.")
    assert button(place.view, "Verify history").isEnabled()
    assert not [item for item in place.view.findChildren(VerifyDialog) if item.isVisible()]
    place.verifier.gate.set()
    button(place.view, "Verify history").click()
    await settle()
    dialog(place).close()


async def test_an_intact_history_is_said_with_its_figures(place):
    button(place.view, "Verify history").click()
    await settle()
    found = dialog(place)
    assert "Every entry is as it was written." in shown(found)
    facts = {fact.label: fact.value for fact in found.facts.facts()}
    assert facts == {
        "Entries": "812 (800 exchanges, 12 notes)",
        "Last entry": "abababababababab",
        "Chained since": "Nov 1, 9:00 am EST",
        "Remembered end": "entry 812",
        "Verified": "2:04:11 pm EST",
    }
    assert not found.table.isVisible()
    assert found.close_button.hasFocus()
    found.close_button.click()
    assert {"812 entries, as written", "verified 2:04 pm EST"} <= set(shown(place.view))
    assert place.jobs.findChildren(QProgressBar) == [] or not place.jobs.findChild(QProgressBar).isVisible()


async def test_a_problem_leads_to_its_exchange(place, qtbot):
    place.verifier.report = BROKEN
    button(place.view, "Verify history").click()
    await settle()
    found = dialog(place)
    assert "The history is not as it was written. 2 places need a look." in shown(found)
    table = named(found, QTableView, "Problems found")
    assert [table.model().index(0, at).data() for at in range(4)] == [
        "7",
        "5",
        "Changed",
        "The opening of entry 5 was changed.",
    ]
    table.setCurrentIndex(table.model().index(1, 0))
    assert not found.open_button.isEnabled()
    table.setCurrentIndex(table.model().index(0, 0))
    came = []
    place.view.place_wanted.connect(lambda: came.append(True))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    await settle()
    assert not place.view.findChildren(VerifyDialog)
    assert came == [True]
    assert place.view.opened.row.id == 5
    place.view.go_back()
    assert "2 problems found" in shown(place.view)


async def test_what_could_not_be_seen_is_said(place):
    place.verifier.report = replace(INTACT, anchor=None, sealed=False, taken_over=3)
    button(place.view, "Verify history").click()
    await settle()
    said = shown(dialog(place))
    assert any(text.startswith("No end is remembered for this history") for text in said)
    assert any(text.startswith("This history has no secret key") for text in said)
    assert any(text.startswith("3 rows were there before the chain") for text in said)
    dialog(place).close()


async def test_the_report_can_be_copied_whole(place):
    place.verifier.report = replace(BROKEN, more=4, purged=2)
    button(place.view, "Verify history").click()
    await settle()
    dialog(place).copy.click()
    assert QGuiApplication.clipboard().text().splitlines() == [
        "LeadDesk: Verify history, 2026-11-21 19:04:11 UTC",
        "The history is not as it was written. 6 places need a look.",
        "Entries: 812 (800 exchanges, 12 notes, 2 purged)",
        "Chained since: 2026-11-01 14:00:00 UTC",
        f"Last entry: {END.text()}",
        f"Remembered end: {END.text()}",
        "Changed: entry 7 of the chain, exchange 5: The opening of entry 5 was changed.",
        "Added by another program: in no entry of the chain: A note stands in no entry.",
        "… and 4 more.",
    ]
    dialog(place).close()


def test_a_keyring_that_did_not_serve_is_named():
    found = Verified(samples.NOW, replace(INTACT, anchor=None), keyring_problem(KeyringTrouble.LOCKED))
    assert "The keyring did not give the end it remembers." in report_text(found)
    assert "No end is remembered" not in report_text(found)


async def test_a_history_that_cannot_be_read_is_said_in_the_message_bar(place):
    place.verifier.problem = StoreProblem("The history cannot be read.", "The disk is gone.", "Plug it in.")
    button(place.view, "Verify history").click()
    await settle()
    assert place.told == [("error", "The history cannot be read.", "The disk is gone.", "Plug it in.")]
    assert button(place.view, "Verify history").isEnabled()


async def test_the_look_goes_on_when_the_place_is_left_and_ends_with_the_window(place, theme):
    place.verifier.gate.clear()
    button(place.view, "Verify history").click()
    await settle()
    place.view.hide()
    await settle()
    place.verifier.gate.set()
    await asyncio.sleep(0)
    await settle()
    assert place.view.list._found == Verified(samples.NOW, INTACT)
    for item in place.view.findChildren(VerifyDialog):
        item.close()


@pytest.mark.parametrize("report", [INTACT, BROKEN, replace(BROKEN, problems=BROKEN.problems * 30)])
async def test_the_dialog_fits_the_smallest_window(place, report, theme):
    place.view.resize(928, 600)
    found = VerifyDialog(theme, place.view, Verified(samples.NOW, report), NEW_YORK, place.clock)
    found.open()
    await settle()
    assert found.width() <= 928
    assert found.height() <= 600
    assert _top(found, found.table) + found.table.height() <= _top(found, found.copy) or report.intact
    found.close()


def _top(dialog: QWidget, part: QWidget) -> int:
    return part.mapTo(dialog, part.rect().topLeft()).y()
