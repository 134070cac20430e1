"""A day at the desk with canaries everywhere, through success and every fault, by the window where a window has it."""

from __future__ import annotations

import logging
import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from leaddesk.app import network
from leaddesk.app.desk import Desk
from leaddesk.app.practice import practice_profile
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import Environment
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.logs import start_logging
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.practice import PracticeServer
from leaddesk.ui.views.campaigns.pause_all_dialogs import PauseAllDialog
from leaddesk.ui.views.check_number.view import CheckNumberView
from leaddesk.ui.views.enter_lead.preview_dialog import PreviewDialog
from leaddesk.ui.views.export_dialog import ExportTableDialog
from leaddesk.ui.views.history.view import HistoryView
from leaddesk.ui.views.search import SearchView
from leaddesk.ui.views.settings.network_choice import NetworkChoice
from tests.app.conftest import CTRL, after_a_double_click, at_the_window, described, go_to, press, until
from tests.canary.birds import MORE, PERSON, SECRETS
from tests.helpers.inspecting_proxy import Authority, InspectingProxy

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
PURE_LINES = ("0100", "0105", "0111", "0120", "0121", "0132", "0140", "0141", "0145", "0146", "0149", "0151", "0152",
              "0155", "0156", "0158", "0161", "0163")  # fmt: skip
STALLED = "0131"
_TALKATIVE = ("httpx", "httpcore", "keyring", "asyncio", "qasync", "h11", "truststore")


def server() -> PracticeServer:
    """Returns a vendor of all kinds whose keys are the canaries."""
    return PracticeServer(
        api_key=SECRETS["Pure CallerID key"],
        public_key=SECRETS["TrackDrive public half"],
        private_key=SECRETS["TrackDrive private half"],
        lupitor_key=SECRETS["Lupitor key"],
        croco_password=SECRETS["Croco-Dial password"],
        leads=40,
    )


def log_everything() -> None:
    """Starts the log as the program does, and lets the libraries say all they can say."""
    start_logging(Paths.find(os.environ))
    root = logging.getLogger()
    root.setLevel(logging.DEBUG)
    for handler in root.handlers:
        handler.setLevel(logging.DEBUG)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG)


async def make_profiles(desk: Desk, vendor: PracticeServer, *, for_session: bool = False) -> None:
    """Makes a test profile of every vendor; the keys go into the keyring."""
    leads = {"public_key": vendor.public_key, "private_key": vendor.private_key}
    croco = {"pass": vendor.croco_password}
    for key, base_url, secrets, options in (
        ("purecallerid", vendor.base_url, {"api_key": vendor.api_key}, {}),
        ("trackdrive", vendor.leads_base_url, leads, {}),
        ("crocodial", vendor.croco_base_url, croco, {"user": vendor.croco_user}),
        ("lupitor", vendor.lupitor_base_url, {"api_key": vendor.lupitor_key}, {}),
    ):
        profiles = desk.use.profiles
        profile = practice_profile(base_url, profiles.vendor(key), partial(profiles.destination_schema, key))
        profile = replace(profile, id=key, name=f"Northside {key}", environment=Environment.TEST, options=options)
        typed = {slot: Secret(text) for slot, text in secrets.items()}
        await profiles.save_profile(profile, typed, for_session=for_session)


def fill(desk: Desk, line: str) -> None:
    """Types a person of canaries, further fields too, with the practice number of that line and a name of its own."""
    further = {spec.key: MORE for spec in desk.enter.form.schema.fields if spec.key in ("Comments", "Address line 2")}
    another = f"{PERSON['last_name']}{line}{desk.enter.destination.combo.currentIndex()}"
    desk.enter.form.load(further | PERSON | {"last_name": another, "phone": f"720-555-{line}"})


def to(desk: Desk, dialer: str) -> None:
    """Chooses the destination of a dialer."""
    combo = desk.enter.destination.combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if f"Practice {dialer}" in combo.itemText(at)))


async def send_lead(desk: Desk, line: str) -> str:
    """Sends a lead and returns its outcome."""
    fill(desk, line)
    await until(desk.enter.footer.send.isEnabled, f"{line} to be ready")
    desk.enter.footer.send.click()
    assert desk.enter.in_flight, line
    await until(lambda: not desk.enter.in_flight, f"the answer to {line}")
    said = described(desk.enter.place, "Load outcome")
    return next((one for one in LoadOutcome if said.startswith(one)), said)


async def cancel_stalled(desk: Desk, vendor: PracticeServer) -> None:
    """Sends a lead that is never answered, and stops waiting."""
    fill(desk, STALLED)
    await after_a_double_click()  # of the lead before, which may have been answered a moment ago
    await until(desk.enter.footer.send.isEnabled, "the stalled lead to be ready")
    desk.enter.footer.send.click()
    await until(lambda: desk.enter.in_flight, "the stalled lead to leave")
    await until(lambda: vendor.count(f"720555{STALLED}"), "the stalled request")
    await at_the_window(desk)
    press(desk, Qt.Key.Key_Escape)
    await until(lambda: not desk.enter.in_flight, "Cancel sending to answer")


async def copied_preview(desk: Desk) -> str:
    """Returns the lead's request as it is copied from the preview."""
    await go_to(desk, "Enter lead")
    fill(desk, "0100")
    await at_the_window(desk)
    press(desk, Qt.Key.Key_Return, CTRL_SHIFT)
    await until(lambda: desk.window.findChild(PreviewDialog), "the preview")
    dialog = desk.window.findChild(PreviewDialog)
    assert isinstance(dialog, PreviewDialog)
    dialog.copy.click()
    dialog.reject()
    return QGuiApplication.clipboard().text()


async def check(desk: Desk) -> None:
    """Checks a number."""
    view = await go_to(desk, "Check number")
    assert isinstance(view, CheckNumberView)
    view.open_with("720-555-0104")
    await until(view.bar.check.isEnabled, "the check to be ready")
    view.check_now()
    await until(QApplication.activeModalWidget, "the question")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.accept()
    await until(view.model.rowCount, "the answer")
    await until(lambda: not view.in_flight, "the end of the check")


async def search(desk: Desk) -> str:
    """Searches leads by a person's name, by faults, and for all; returns the request as it is copied."""
    view = await go_to(desk, "Search leads")
    assert isinstance(view, SearchView)
    await until(lambda: view.panel.chosen_profile, "a profile to search")
    view.panel.profile.setCurrentText("Northside trackdrive")
    for text in (PERSON["last_name"], "practice:401 practice:fail", ""):
        view.panel.text.setText(text)
        view.panel.search_button.click()
        await until(lambda: not view.reading.busy, f"the answer to {text}")
    await until(view.grid.loaded_rows, "leads")
    view.panel.text.setText(PERSON["last_name"])
    view.panel.curl_wanted.emit()
    return QGuiApplication.clipboard().text()


async def pause_all(desk: Desk) -> None:
    """Pauses every active campaign by the keys of the window."""
    await at_the_window(desk)
    QTest.keyClick(QApplication.focusWidget() or desk.window, Qt.Key.Key_P, CTRL_SHIFT)
    await until(lambda: isinstance(QApplication.activeModalWidget(), PauseAllDialog), "the question")
    asked = QApplication.activeModalWidget()
    assert asked is not None
    QTest.keyClick(asked, Qt.Key.Key_Return)
    view = desk.places.campaigns
    await until(lambda: not view.pausing.busy and desk.window.page("Campaigns") is view, "the pauses")


async def export_history(desk: Desk, place: Path) -> None:
    """Exports the history into a file that the person names."""
    view = await go_to(desk, "History")
    assert isinstance(view, HistoryView)
    await until(view.list.export_button.isEnabled, "the history")
    view.list.export_button.click()
    await until(lambda: desk.window.findChild(ExportTableDialog), "the question")
    dialog = desk.window.findChild(ExportTableDialog)
    assert isinstance(dialog, ExportTableDialog)
    assert dialog.verb
    dialog.verb.click()
    await until(lambda: desk.window.findChild(QFileDialog), "the choice of a file")
    files = desk.window.findChild(QFileDialog)
    assert isinstance(files, QFileDialog)
    line = files.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    line.setText(str(place))
    QTest.keyClick(line, Qt.Key.Key_Return)
    await until(lambda: "exported" in described(desk.window, "Message"), "the export")


async def bug(desk: Desk) -> str:
    """Lets a mistake quote all canaries, and returns the report as it is copied."""
    quoted = f"{[*SECRETS.values()]} {PERSON} 720-555-0100"

    def fail() -> None:
        try:
            raise KeyError(quoted)
        except KeyError as cause:
            raise ValueError(quoted) from cause

    with desk.bugs.caught():
        QTimer.singleShot(0, fail)
        await until(lambda: desk.bugs.dialog is not None, "the report")
    dialog = desk.bugs.dialog
    assert dialog is not None
    dialog.copy.click()
    dialog.close_button.click()
    return QGuiApplication.clipboard().text()


async def through_a_proxy(desk: Desk, home: Path, outside: Path) -> None:
    """Goes through a proxy that asks for a password: a wrong one first, then the right one."""
    file, authority = SettingsFile(home / "config" / "settings.toml"), Authority(outside)

    def write(changed: Settings) -> Settings:
        file.save(network.taken_over(file.load()[0], changed))
        return file.load()[0]

    read = HttpRequest("GET", "https://core.example.com/status", writes=False, timeout_s=5.0)
    async with InspectingProxy(authority, ("reyes", SECRETS["proxy password"])) as proxy:
        choice = NetworkChoice(
            way="proxy", host="127.0.0.1", port=proxy.port, user="reyes", certificates=str(authority.pem)
        )
        await network.keep(desk.use, choice, Secret(SECRETS["refused proxy password"]), write)
        try:
            await desk.use.transport.send(read)
        except LeadDeskError as refused:
            desk.tell("error", refused.title, refused.detail, refused.hint)
        else:
            raise AssertionError("a wrong password was taken")
        await network.keep(desk.use, choice, Secret(SECRETS["proxy password"]), write)
        assert (await desk.use.transport.send(read)).status == 200


def on_screen() -> tuple[str, str]:
    """Returns the titles of the windows, and all that any widget says, to assistive tools too."""
    titles, said = [], []
    for top in QApplication.topLevelWidgets():
        titles.append(top.windowTitle())
        for one in (top, *top.findChildren(QWidget)):
            said += [
                one.accessibleName(),
                one.accessibleDescription(),
                one.toolTip(),
                one.statusTip(),
                one.objectName(),
            ]
            if isinstance(one, QLabel | QLineEdit):
                said.append(one.text())
            elif isinstance(one, QPlainTextEdit):
                said.append(one.toPlainText())
            elif isinstance(one, QComboBox):
                said += [one.itemText(at) for at in range(one.count())]
    return "\n".join(titles), "\n".join(said)
