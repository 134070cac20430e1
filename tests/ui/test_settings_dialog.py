"""*Settings*: each change works and is kept at once, and the rules in use are named with what is wrong with them."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.key_store_report import Finding, Found, KeyStoreReport
from leaddesk.domain.secret import Secret
from leaddesk.ui.masking import Masking
from leaddesk.ui.notices.choice import NoticeChoice
from leaddesk.ui.views.notices_dialog import NoticesDialog
from leaddesk.ui.views.settings.desk import RulesInUse, SettingsDesk
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkDesk, NetworkTested
from leaddesk.ui.views.settings.setup_desk import SetupDesk, SetupPlan
from leaddesk.ui.views.settings.tray import TrayDesk
from leaddesk.ui.views.settings_dialog import SettingsDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

SHIPPED = RulesInUse(name="Calling windows", used="The rules that came with LeadDesk", version="2026-11-20")
OWN = RulesInUse(
    name="Calling windows",
    used="Your own: /rules/calling-windows.toml",
    version="mine",
    review="2027-02-01",
    notice="Odd",
)


class Desk:
    def __init__(self) -> None:
        self.kept: list[dict[str, object]] = []
        self.masking = Masking()
        self.went = self.changes = self.welcomes = self.boards = 0
        self.copied = 0
        self.answered = asyncio.Event()
        self.networks: list[tuple[NetworkChoice, Secret | None]] = []
        self.keys = KeyStoreReport((), "", "")
        self.problem: StoreProblem | None = None
        self.exports: list[tuple[str, bool]] = []
        self.imported: list[str] = []
        self.planned: SetupPlan | None = None
        self.notices_kept: list[NoticeChoice] = []
        self.has_tray = True

    def keep(self, **changes):
        self.kept.append(changes)

    def keep_history(self):
        self.went += 1

    def vendor_changes(self):
        self.changes += 1

    def welcome(self):
        self.welcomes += 1

    def campaigns(self):
        self.boards += 1

    def setup(self):
        return SetupDesk(export=self.export, plan=self.plan, imported=self.imported.append)

    async def export(self, place, replacing):
        self.exports.append((place, replacing))
        if self.problem and not replacing:
            raise self.problem
        return f"Exported to {place}."

    async def plan(self, place):
        if self.problem:
            raise self.problem
        return self.planned

    async def keep_network(self, choice, password):
        if self.problem:
            raise self.problem
        self.networks.append((choice, password))
        return "Used from the next request on."

    async def forget(self, choice):
        return "Forgotten."

    async def try_network(self, choice, password, profile_id, on_step):
        return NetworkTested(True, ("Reached.",))

    def tray(self):
        return TrayDesk(now=NoticeChoice(), keep=self.notices_kept.append, there=lambda: self.has_tray)

    def network(self):
        return NetworkDesk(
            now=NetworkChoice(way="none"),
            keep=self.keep_network,
            forget=self.forget,
            profiles=(),
            test=self.try_network,
        )

    async def check_keys(self):
        await self.answered.wait()
        return self.keys

    async def notices(self):
        await self.answered.wait()
        if self.problem:
            raise self.problem
        return "<b>httpx</b> 0.28.1: BSD"

    async def rules(self):
        return [SHIPPED]

    async def copy(self):
        if self.problem:
            raise self.problem
        self.copied += 1
        return "/rules"

    async def read(self):
        return [OWN]


@pytest.fixture
def desk(qapp):
    desk = Desk()
    yield desk
    desk.masking.deleteLater()


def settings_desk(desk: Desk) -> SettingsDesk:
    return SettingsDesk(
        operator="M. Reyes",
        account="reyes",
        masking=desk.masking,
        keep=desk.keep,
        history=(("Kept", "5 years"), ("Where", "In memory only")),
        keep_history=desk.keep_history,
        rules=desk.rules,
        copy_rules=desk.copy,
        read_rules=desk.read,
        vendor_changes=desk.vendor_changes,
        tray=desk.tray(),
        campaigns=desk.campaigns,
        welcome=desk.welcome,
        setup=desk.setup(),
        network=desk.network(),
        check_keys=desk.check_keys,
        version="0.4.0",
        notices=desk.notices,
    )


@pytest.fixture
async def dialog(theme, qtbot, desk):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    dialog = SettingsDialog(
        theme,
        window,
        settings_desk(desk),
    )
    dialog.open()
    await settled(dialog)
    yield dialog
    theme.set_zoom(1.0)


async def settled(dialog):
    for _ in range(20):
        await asyncio.sleep(0)
    await asyncio.sleep(0.002)  # Qt shows what came into a layout in a turn of its own
    assert not dialog._asking._tasks


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)]


async def test_the_look_is_worn_and_kept_at_once(dialog, theme, desk):
    dialog.look.setCurrentText("High contrast")
    assert theme.tokens.name == "contrast"
    dialog.look.setCurrentText("Light")
    assert theme.tokens.name == "light"
    assert desk.kept == [{"theme": "contrast"}, {"theme": "light"}]


async def test_the_zoom_is_worn_and_kept_at_once_and_the_dialog_stays_inside_the_window(dialog, theme, desk):
    dialog.zoom.setCurrentText("200 %")
    assert theme.zoom == 2.0
    assert desk.kept == [{"zoom": 200}]
    assert dialog.width() <= 1024
    assert dialog.height() <= 700
    assert dialog.close_button.mapTo(dialog, dialog.close_button.rect().bottomRight()).y() <= dialog.height()


async def test_an_odd_zoom_of_the_file_is_on_offer(theme, qtbot, desk):
    theme.set_zoom(1.15)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = SettingsDialog(
        theme,
        window,
        settings_desk(desk),
    )
    await settled(dialog)
    assert dialog.zoom.currentText() == "115 %"
    theme.set_zoom(1.0)


async def test_masking_works_and_is_kept_at_once(dialog, desk):
    dialog.masked.click()
    assert desk.masking.on
    dialog.masked.click()
    assert not desk.masking.on
    assert desk.kept == [{"mask": True}, {"mask": False}]


async def test_the_name_is_kept_once_and_never_emptied(dialog, desk):
    dialog.operator.setText("  Robin Example ")
    QTest.keyClick(dialog.operator, Qt.Key.Key_Return)
    dialog.operator.setText("  ")
    QTest.keyClick(dialog.operator, Qt.Key.Key_Return)
    assert dialog.operator.text() == "Robin Example"
    assert desk.kept == [{"operator": "Robin Example"}]


async def test_a_name_that_was_typed_is_kept_by_closing(dialog, desk):
    dialog.operator.setText("Robin Example")
    dialog.close_button.click()
    assert desk.kept == [{"operator": "Robin Example"}]


async def test_the_rules_in_use_are_named(dialog):
    assert {"Calling windows", "The rules that came with LeadDesk", "2026-11-20"} <= set(texts(dialog))


async def test_a_copy_is_made_and_read(dialog, desk):
    dialog.rules.copy_button.click()
    assert not dialog.rules.copy_button.isEnabled()
    await settled(dialog)
    assert desk.copied == 1
    assert {"Your own: /rules/calling-windows.toml", "mine", "2027-02-01", "Odd"} <= set(texts(dialog))
    assert "2026-11-20" not in texts(dialog)
    assert dialog.rules.said.text().startswith("The editable copies are in /rules.")
    assert dialog.rules.copy_button.isEnabled()


async def test_a_copy_that_cannot_be_made_is_said(dialog, desk):
    desk.problem = StoreProblem("No copy was made.", "The disk is full.", "Free some space, then try again.")
    dialog.rules.copy_button.click()
    await settled(dialog)
    assert dialog.rules.said.text() == "No copy was made. The disk is full. Free some space, then try again."
    assert dialog.rules.copy_button.isEnabled()


async def test_keep_the_history_follows_the_dialog(dialog, desk):
    dialog.keep_history.click()
    assert desk.went == 1
    assert not dialog.isVisible()


async def test_changes_in_vendors_answers_follow_the_dialog(dialog, desk):
    dialog.vendor_changes.click()
    assert desk.changes == 1
    assert not dialog.isVisible()


async def test_the_welcome_follows_the_dialog(dialog, desk):
    dialog.search.field.setText("help")
    dialog.welcome.click()
    assert desk.welcomes == 1
    assert not dialog.isVisible()


async def test_who_looks_for_the_polling_is_shown_to_campaigns(dialog, desk):
    dialog.search.field.setText("read every")
    assert dialog.campaigns.isVisibleTo(dialog)
    assert not dialog.look.isVisibleTo(dialog)
    dialog.campaigns.click()
    assert desk.boards == 1
    assert not dialog.isVisible()


async def test_the_notices_are_read_when_they_are_asked_for(dialog, desk):
    desk.answered.set()
    assert dialog.notices.accessibleName() == "Third-party notices"
    dialog.notices.click()
    notices = dialog.findChild(NoticesDialog)
    for _ in range(10):
        await asyncio.sleep(0)
    assert notices.text.toPlainText() == "<b>httpx</b> 0.28.1: BSD"
    notices.reject()
    assert dialog.isVisible()


async def test_every_control_has_its_label_as_its_name(dialog):
    names = {
        dialog.operator: "Operator",
        dialog.look: "Theme",
        dialog.zoom: "Zoom",
        dialog.masked: "Mask numbers and names",
        dialog.keep_history: "Keep the history",
        dialog.rules.copy_button: "Make an editable copy",
        dialog.rules.read_button: "Read again",
        dialog.close_button: "Close",
    }
    assert {widget: widget.accessibleName() for widget in names} == names
    assert texts(dialog).count("Nothing here is legal advice.") == 1


LOCKED = KeyStoreReport(
    (
        Finding("Backend", Found.WORKS, "keyring.backends.SecretService.Keyring"),
        Finding("Lock state", Found.TROUBLE, "It is locked."),
        Finding("Round trip", Found.TROUBLE, "The system keyring is locked."),
    ),
    "Unlock the keyring named Login in Passwords and Keys, then try again.",
    "LeadDesk 0.4.0, linux, Python 3.11",
)


async def test_the_key_store_is_checked_on_demand_and_the_dialog_lives_on_while_a_prompt_is_open(dialog, desk, theme):
    section, desk.keys = dialog.key_store, LOCKED
    assert not section.copy_button.isEnabled()
    QTest.mouseClick(section.check_button, Qt.MouseButton.LeftButton)
    await asyncio.sleep(0)
    assert not section.check_button.isEnabled()
    assert "Checking." in section.said.text()
    dialog.look.setCurrentText("Dark")
    assert theme.tokens.name == "dark"
    desk.answered.set()
    await settled(dialog)
    assert "Lock state: does not work. It is locked." in texts(dialog)
    assert section.said.text() == LOCKED.advice
    assert section.check_button.isEnabled()
    QTest.mouseClick(section.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == LOCKED.text()


async def test_closing_settings_walks_away_from_a_check_that_waits(dialog, desk):
    QTest.mouseClick(dialog.key_store.check_button, Qt.MouseButton.LeftButton)
    await asyncio.sleep(0)
    dialog.reject()
    await settled(dialog)
    desk.answered.set()


async def test_a_proxy_is_taken_over_as_a_whole_and_its_password_leaves_the_field(dialog, desk):
    section = dialog.network
    assert section.way.currentText() == "No proxy"
    assert not section.host.isVisibleTo(dialog)
    section.way.setCurrentText("This proxy")
    assert section.host.isVisibleTo(dialog)
    section.host.setText(" proxy.example.com ")
    section.port.clear()
    QTest.keyClicks(section.port, "931288")  # no port is as high: the last digit that fits ends it
    assert section.port.text() == "9312"
    section.port.setText("3128")
    section.user.setText("reyes")
    section.password.setText("canary-proxy-password")
    section.except_for.setText("intern.example.com")
    QTest.mouseClick(section.use_button, Qt.MouseButton.LeftButton)
    await settled(dialog)
    assert desk.networks == [
        (
            NetworkChoice(
                way="proxy", host="proxy.example.com", port=3128, user="reyes", except_for="intern.example.com"
            ),
            Secret("canary-proxy-password"),
        )
    ]
    assert section.password.text() == ""
    assert section.said.text() == "Used from the next request on."


async def test_a_network_setting_that_cannot_work_is_said_and_stays_to_be_mended(dialog, desk):
    section, desk.problem = dialog.network, StoreProblem("This file holds no certificates.", "", "Choose another.")
    section.certificates.setText("/odd.pem")
    QTest.mouseClick(section.use_button, Qt.MouseButton.LeftButton)
    await settled(dialog)
    assert section.said.text() == "This file holds no certificates. Choose another."
    assert section.certificates.text() == "/odd.pem"
    assert section.use_button.isEnabled()
