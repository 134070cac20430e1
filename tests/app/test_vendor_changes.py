"""Changes in vendors' answers in the whole desk: said once and quietly, listed, with no word of the lead."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.domain.drift import DriftKind
from leaddesk.services.vendor_drift import PLACE
from leaddesk.ui.views.settings_dialog import SettingsDialog
from leaddesk.ui.views.vendor_changes_dialog import VendorChangesDialog
from tests.app.conftest import described, go_to, send, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")
NEW_FIELDS, CLEAR = "720-555-0123", "720-555-0100"
EXPECTED = {
    "requestId",
    "warnings",
    "lead.rndStatus",
    "lead.activeProspectResult",
    "lead.validationResult.risk",
    "lead.doNotCallResult.listedSince",
    "lead.knownLitigatorCheck.found",
    "lead.knownLitigatorCheck.source",
}


async def test_new_fields_are_said_once_and_listed_from_settings(practice_desk):
    desk = practice_desk
    await send(desk, NEW_FIELDS)
    said = desk.window.messages.label
    await until(lambda: "Answers of Pure CallerID are not as documented." in said.accessibleDescription(), "the word")
    assert {one.path for one in await desk.use.drift.listing()} == EXPECTED
    kept = await desk.use.deferred.load_draft(PLACE)
    words = json.dumps(kept)
    assert "NOT_REASSIGNED" in words
    assert not any(word in words for word in ("practice-0001", "5550123", "Example Register", "0.12"))
    desk.window.settings_wanted.emit()
    await until(lambda: isinstance(QApplication.activeModalWidget(), SettingsDialog), "Settings")
    settings = cast("SettingsDialog", QApplication.activeModalWidget())
    await until(lambda: not settings._asking._tasks, "the rules")
    settings.vendor_changes.click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), VendorChangesDialog), "the list")
    dialog = cast("VendorChangesDialog", QApplication.activeModalWidget())
    await until(lambda: dialog.model.rowCount() == len(EXPECTED), "the rows")
    assert dialog.model.index(0, 0).data() == "Pure CallerID"
    dialog.reject()


async def test_an_answer_as_documented_says_nothing(practice_desk):
    await send(practice_desk, CLEAR)
    assert described(practice_desk.window, "Load outcome").startswith("Loaded")
    assert await practice_desk.use.drift.listing() == ()


async def test_odd_campaigns_of_practice_are_listed_and_not_said(practice_desk):
    desk = practice_desk
    search: Any = await go_to(desk, "Search leads")
    await until(lambda: search.panel.chosen_profile, "the practice profile")
    search.panel.search_button.click()
    await until(lambda: search.grid.loaded_rows() and not search.reading.busy, "leads")
    board: Any = await go_to(desk, "Campaigns")
    await until(lambda: board.board.table.model().rowCount() > 12, "campaigns")
    await until(lambda: desk.use.drift._kept and desk.use.drift._work is None, "the list")
    assert desk.window.messages.label.accessibleDescription() == ""
    found = await desk.use.drift.listing()
    assert {one.call for one in found} == {"All campaigns"}
    assert {one.kind for one in found} == set(DriftKind)
