"""*Campaigns* in the whole window: stopped in two strokes from anywhere, written down, and read again."""

import asyncio
from typing import cast

import httpx
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.note import NoteKind
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.campaigns.listening import ListenBox
from leaddesk.ui.views.campaigns.pause_all_dialogs import PauseAllDialog
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import CTRL, at_the_window, go_to, until

SHIFT = Qt.KeyboardModifier.ShiftModifier


async def test_two_strokes_from_enter_lead_pause_every_active_campaign(practice_desk):
    await at_the_window(practice_desk)
    QTest.keyClick(QApplication.focusWidget() or practice_desk.window, Qt.Key.Key_P, CTRL | SHIFT)
    await until(lambda: isinstance(QApplication.activeModalWidget(), PauseAllDialog), "the question")
    asked = cast("PauseAllDialog", QApplication.activeModalWidget())
    QTest.keyClick(asked, Qt.Key.Key_Return)
    view = practice_desk.places.campaigns
    await until(lambda: not view.pausing.busy and practice_desk.window.page("Campaigns") is view, "the end of it")
    rows = await practice_desk.use.deferred.find(HistoryQuery())
    assert {row.act for row in rows} == {"Pause campaign"}
    assert {row.outcome for row in rows} <= {"Done", "Did not change", "Rejected", "Outcome unknown"}
    assert sum(row.outcome == "Done" for row in rows) >= 3
    profile = practice_desk.use.profiles.profiles[0]
    board = (await practice_desk.use.campaigns.watch.read(profile)).board
    paused = {row.destination_name for row in rows if row.outcome == "Done"}
    assert not [one.name for one in board.campaigns if one.status == "ACTIVE" and one.name in paused]


async def test_the_board_is_read_when_somebody_looks(practice_desk):
    view = cast("CampaignsView", await go_to(practice_desk, "Campaigns"))
    await until(lambda: view.board.table.model().rowCount() > 12, "the board")
    assert practice_desk.window.messages.label.accessibleDescription() == ""


async def test_the_listener_is_off_until_it_is_turned_on_and_an_event_only_makes_its_campaign_be_read(practice_desk):
    view = cast("CampaignsView", await go_to(practice_desk, "Campaigns"))
    await until(lambda: view.board.table.model().rowCount() > 12, "the board")
    listener = practice_desk.use.campaigns.listener
    assert listener is not None
    assert listener.address == ""
    view.bar.paste_button.click()
    await until(lambda: view.window().findChild(ListenBox), "the switch")
    box = cast("ListenBox", view.window().findChild(ListenBox))
    box.switch.click()
    await until(box.address.text, "an address")
    assert box.address.text().startswith("http://127.0.0.1:")
    cast("QDialog", QApplication.activeModalWidget()).reject()
    profile = practice_desk.use.profiles.profiles[0]
    board = (await practice_desk.use.campaigns.watch.read(profile)).board
    campaign = next(one for one in board.campaigns if one.name == "Renewal reminder")
    lying = {"id": campaign.id, "name": campaign.name, "campaignStatus": "ACTIVE"}
    async with httpx.AsyncClient(trust_env=False) as client:
        sent = await client.post(
            listener.address,
            json=lying,
            headers={"x-event-type": "MessagingCampaignStatus"},
        )
    assert sent.status_code == 204
    said = practice_desk.window.messages.label
    await until(lambda: "ACTIVE" in said.accessibleDescription(), "what it claims")
    await asyncio.sleep(0.5)
    model = view.board.table.model()
    cells = [[model.index(row, column).data() for column in (0, 1)] for row in range(model.rowCount())]
    assert [status for name, status in cells if name == campaign.name] == ["READY"]
    (note,) = await practice_desk.use.deferred.notes(kinds=(NoteKind.EVENT,))
    assert "Renewal reminder" in note.text


async def test_no_place_binds_the_keys_of_the_window_again(practice_desk):
    """Qt runs neither act of a key that is bound twice."""
    window = practice_desk.window
    for place in PLACES:
        await go_to(practice_desk, place.name)
    shortcuts = [one for one in window.findChildren(QShortcut) if one.parent() is window]
    taken = {keys.toString() for one in shortcuts for keys in one.keys()}  # noqa: SIM118 - no dict
    own = {keys.toString() for one in window.findChildren(QShortcut) if one not in shortcuts for keys in one.keys()}  # noqa: SIM118 - no dict
    own |= {keys.toString() for one in window.findChildren(QAction) for keys in one.shortcuts()}
    assert "Ctrl+Shift+P" in taken
    assert not taken & own
