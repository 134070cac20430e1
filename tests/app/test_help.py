"""Help in the whole window: the guide at what has the focus, tool tips from its words, the first steps."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolTip, QWidget

from leaddesk.app.desk import Desk
from leaddesk.ui.actions import FIRST_STEPS
from leaddesk.ui.views.first_steps import FirstSteps, steps
from leaddesk.ui.views.guide.window import GuideWindow
from leaddesk.ui.views.practice_panel import PracticePanel
from leaddesk.ui.views.settings_dialog import SettingsDialog
from leaddesk.ui.views.shortcuts_dialog import ShortcutsDialog
from tests.app.conftest import at_the_window, field, go_to, press, send, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")
SHIFT = Qt.KeyboardModifier.ShiftModifier


async def guide_of(desk: Desk) -> GuideWindow:
    await until(lambda: desk.window.findChild(GuideWindow), "the guide")
    guide = desk.window.findChild(GuideWindow)
    assert isinstance(guide, GuideWindow)
    return guide


def hovered(part: QWidget) -> str:
    """The tool tip that a mouse at rest over a part brings."""
    place = QPoint(3, 3)
    event = QHelpEvent(QEvent.Type.ToolTip, place, part.mapToGlobal(place))
    QApplication.sendEvent(part, event)
    return QToolTip.text() if event.isAccepted() else ""


async def test_the_guide_opens_at_the_focus_and_at_the_place(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    field(desk, "Phone").setFocus()
    press(desk, Qt.Key.Key_F1, SHIFT)
    guide = await guide_of(desk)
    assert guide.here == "enter-lead#lead-phone"
    assert guide.isVisible()

    await go_to(desk, "History")
    await at_the_window(desk)
    desk.window.page("History").setFocus()
    desk.window.guide_wanted.emit()
    assert guide.here.partition("#")[0] == "history"

    profiles = await go_to(desk, "Profiles")
    await at_the_window(desk)
    vendor = next(
        one for one in profiles.findChildren(QComboBox) if one.accessibleName() == "Vendor" and one.isVisible()
    )
    campaign = next(one for one in profiles.findChildren(QWidget) if one.accessibleName() == "Dialer list ID")
    campaign.setFocus()
    desk.window.guide_wanted.emit()
    assert vendor.currentText() == "Pure CallerID"
    assert guide.here == "profiles#purecallerid-apn-dialer-list-id"
    guide.close()


async def test_the_guide_opens_over_any_dialog_by_its_key(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    desk.window.show_shortcuts()
    sheet = desk.window.findChild(ShortcutsDialog)
    assert isinstance(sheet, ShortcutsDialog)
    await until(lambda: sheet.isAncestorOf(QApplication.focusWidget() or desk.window), "the focus in the sheet")
    QTest.keyClick(sheet, Qt.Key.Key_F1, SHIFT)
    guide = await guide_of(desk)
    assert guide.isVisible()
    assert guide.parent() is sheet
    assert guide.here.partition("#")[0] == "enter-lead"
    guide.close()
    sheet.reject()


async def test_the_sheet_of_shortcuts_leads_to_the_guide(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.show_shortcuts()
    sheet = desk.window.findChild(ShortcutsDialog)
    assert isinstance(sheet, ShortcutsDialog)
    assert sheet.verb is not None
    assert sheet.verb.accessibleName() == "Guide"
    sheet.verb.click()
    (await guide_of(desk)).close()


async def test_a_control_without_a_tool_tip_says_what_the_guide_says(practice_desk: Desk) -> None:
    desk = practice_desk
    combo = next(one for one in desk.enter.place.findChildren(QComboBox) if one.accessibleName() == "Destination")
    label = next(one for one in desk.enter.place.findChildren(QLabel) if one.buddy() is combo)
    assert label.toolTip() == ""
    meaning = desk.use.terms.find("Enter lead/Destination", "screen")
    assert meaning
    assert meaning.meaning in hovered(label)
    assert hovered(field(desk, "First name")) == ""
    QToolTip.hideText()


async def test_settings_explain_their_controls_and_every_one_of_them_is_in_the_guide(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.settings_wanted.emit()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SettingsDialog)
    assert "logged" in hovered(dialog.masked)
    named = {
        one.accessibleName()
        for one in dialog.findChildren(QWidget)
        if one.accessibleName() and one.inherits("QComboBox") | one.inherits("QLineEdit") | one.inherits("QCheckBox")
    }
    assert len(named) > 10
    assert {name for name in named if not desk.use.terms.find(f"Settings/{name}", "screen")} == set()
    dialog.activateWindow()
    await until(lambda: QApplication.activeWindow() is dialog, "Settings to be active")
    QTest.keyClick(dialog, Qt.Key.Key_F1, SHIFT)
    await until(lambda: dialog.findChild(GuideWindow), "the guide over Settings")
    guide = dialog.findChild(GuideWindow)
    assert isinstance(guide, GuideWindow)
    assert guide.here.partition("#")[0] == "settings"
    guide.close()
    dialog.reject()


async def test_the_first_steps_go_on_one_by_one_and_close_for_good(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    field(desk, "Phone").setFocus()
    desk.places.palette._everywhere[FIRST_STEPS]()
    strip = desk.window.findChild(FirstSteps)
    assert isinstance(strip, FirstSteps)
    assert strip.isVisible()
    assert field(desk, "Phone").hasFocus()
    assert strip.count.text() == "1 of 5"
    for said in steps()[1:]:
        QTest.mouseClick(strip.next_button, Qt.MouseButton.LeftButton)
        assert strip.words.text() == said
    assert strip.count.text() == "5 of 5"
    assert not strip.next_button.isVisible()
    QTest.mouseClick(strip.close_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    desk.window.first_steps_wanted.emit()
    assert strip.count.text() == "1 of 5"
    assert strip.next_button.isVisible()


async def test_the_first_steps_see_what_was_done(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    desk.window.first_steps_wanted.emit()
    strip = desk.window.findChild(FirstSteps)
    assert isinstance(strip, FirstSteps)
    assert strip.count.text() == "1 of 5"
    desk.enter.fill_number("7205550104")
    await until(lambda: strip.count.text() == "2 of 5", "the second step")
    desk.enter.send()
    await until(lambda: strip.count.text() == "3 of 5", "the third step")
    desk.enter.new_lead()
    await send(desk, "7205550100")
    assert strip.count.text() == "3 of 5", "nothing takes it away while it is read"


async def test_the_practice_panel_offers_the_first_steps(practice_desk: Desk) -> None:
    panel = practice_desk.window.findChild(PracticePanel)
    assert isinstance(panel, PracticePanel)
    panel.steps_button.click()
    assert practice_desk.window.findChild(FirstSteps) is not None


def test_the_guide_is_not_loaded_before_it_is_wanted() -> None:
    code = "import sys, leaddesk.app.desk; print([one for one in sys.modules if 'leaddesk' in one and 'guide' in one])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert said.stdout.strip() == "[]"
