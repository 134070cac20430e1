"""More of the day: what leaves by files and events, and a proxy's password by the fields of *Settings*."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit

from leaddesk.app.desk import Desk
from leaddesk.domain.note import NoteKind
from leaddesk.domain.route import Route
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.campaigns.listening import ListenBox
from leaddesk.ui.views.export_dialog import ExportTableDialog
from leaddesk.ui.views.profiles.export_dialog import ExportDialog
from leaddesk.ui.views.search import SearchView
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.app.conftest import after_a_double_click, go_to, until
from tests.canary import session
from tests.canary.birds import PERSON, SECRETS


async def choose(desk: Desk, place: Path) -> None:
    """Names a file in the dialog that is open."""
    await until(lambda: desk.window.findChild(QFileDialog), "the choice of a file")
    files = desk.window.findChild(QFileDialog)
    assert isinstance(files, QFileDialog)
    line = files.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(str(place))
    QTest.keyClick(line, Qt.Key.Key_Return)
    await until(place.exists, place.name)
    await until(lambda: not desk.window.findChild(QFileDialog), "the end of the choice")


async def export_leads(desk: Desk, place: Path) -> None:
    """Exports what a search has found."""
    view = await go_to(desk, "Search leads")
    assert isinstance(view, SearchView)
    menu = view.open_export_menu()
    next(action for action in menu.actions() if action.text().startswith("Loaded")).trigger()
    menu.close()
    await until(lambda: desk.window.findChild(ExportTableDialog), "the question")
    dialog = desk.window.findChild(ExportTableDialog)
    assert isinstance(dialog, ExportTableDialog)
    assert dialog.verb
    dialog.verb.click()
    await choose(desk, place)


async def save_proof(desk: Desk, place: Path) -> None:
    """Saves the proof of the first lead, its record beside it."""
    desk.acts.save_proof((await desk.use.browse.find()).rows[-1].id)
    await choose(desk, place)
    await until(place.with_suffix(".json").exists, "the record")


async def export_profiles(desk: Desk, place: Path) -> None:
    """Exports every profile."""
    await go_to(desk, "Profiles")
    desk.places.profiles.transfer.export(unsaved=False)
    await until(lambda: desk.window.findChild(ExportDialog), "the question")
    dialog = desk.window.findChild(ExportDialog)
    assert isinstance(dialog, ExportDialog)
    dialog.verb.click()
    await choose(desk, place)


async def take_events(desk: Desk) -> None:
    """Pastes an event about a person, and has another one posted to the listener."""
    view = await go_to(desk, "Campaigns")
    assert isinstance(view, CampaignsView)
    event = {"id": "practice", "campaignStatus": "ACTIVE", "contact": PERSON, "phone": "720-555-0100"}
    view.paste_event(json.dumps(event))
    await until(lambda: view.window().findChild(ListenBox), "the switch")
    box = view.window().findChild(ListenBox)
    assert isinstance(box, ListenBox)
    box.switch.click()
    await until(box.address.text, "an address")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.accept()
    listener = desk.use.campaigns.listener
    assert listener is not None
    async with httpx.AsyncClient(trust_env=False) as client:
        sent = await client.post(listener.address, json=event, headers={"x-event-type": "MessagingCampaignStatus"})
    assert sent.status_code == 204
    while len(await desk.use.deferred.notes(kinds=(NoteKind.EVENT,))) < 2:
        await after_a_double_click()
    await listener.stop()


async def along_a_route(desk: Desk) -> None:
    """Sends a lead to one vendor after the other."""
    await go_to(desk, "Enter lead")
    every = [destination.id for profile in desk.use.profiles.profiles for destination in profile.destinations]
    assert await desk.use.routes.save(Route(id="r", name="Round", destination_ids=tuple(every[-2:]))) == ()
    desk.enter.destination.choose("route r")
    await after_a_double_click()
    await session.send_lead(desk, "0172")


async def type_a_proxy(desk: Desk) -> str:
    """Types a proxy with its password, tests it in vain, and forgets it; returns what was said."""
    desk._open_settings()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    section = dialog.network
    section.way.setCurrentText("This proxy")
    section.host.setText("127.0.0.1")
    section.port.setText("9")
    section.user.setText("reyes")
    section.password.setText(SECRETS["proxy password"])
    section.trial.test_button.click()
    await until(section.trial.cancel_button.isVisible, "the test")
    await until(lambda: not section.trial.cancel_button.isVisible(), "its end")
    section.use_button.click()
    await until(section.use_button.isEnabled, "the setting to be used")
    section.forget.click()
    await until(section.forget.isEnabled, "the password to be forgotten")
    said = f"{section.trial.said.text()} {section.said.text()}"
    dialog.reject()
    await until(lambda: not QApplication.activeModalWidget(), "the end of Settings")
    return said
