"""*Notices* in *Settings*: off until it is ticked, kept at once, and said where the desktop has no tray."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from leaddesk.ui.notices.choice import NoticeChoice
from leaddesk.ui.views.settings.tray import TraySection
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.ui.test_settings_dialog import Desk, desk, dialog

__all__ = ["desk", "dialog"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


def said(section: QWidget) -> str:
    return " ".join(label.text() for label in section.findChildren(QLabel))


async def test_notices_are_off_and_the_kinds_can_be_chosen_once_they_are_on(dialog: SettingsDialog, desk: Desk) -> None:
    tray = dialog.tray
    assert not tray.on.isChecked()
    assert not any(part.isEnabled() for part in (*tray.kinds.values(), tray.minutes))
    QTest.keyClick(tray.on, Qt.Key.Key_Space)
    QTest.keyClick(tray.kinds["stale"], Qt.Key.Key_Space)
    tray.minutes.setCurrentText("30 min")
    assert desk.notices_kept == [
        NoticeChoice(on=True),
        NoticeChoice(on=True, stale=False),
        NoticeChoice(on=True, stale=False, minutes=30),
    ]
    assert "has no tray" not in said(tray)


async def test_reset_turns_them_off_and_undo_on_again(dialog: SettingsDialog, desk: Desk) -> None:
    tray, section = dialog.tray, dialog.sections["Notices"]
    tray.on.click()
    tray.kinds["campaigns"].click()
    section.reset_button.click()
    assert "Show notices in the tray goes back to off; Campaign changed goes back to on" in section.said.text()
    section.yes_button.click()
    assert desk.notices_kept[-1] == NoticeChoice()
    section.undo_button.click()
    assert desk.notices_kept[-1] == NoticeChoice(on=True, campaigns=False)


def test_a_desktop_without_a_tray_is_said_and_the_choice_is_kept_for_one_that_has(theme, qtbot, desk: Desk) -> None:
    desk.has_tray = False
    tray = TraySection(theme, desk.tray())
    qtbot.addWidget(tray)
    assert "This desktop has no tray that shows messages" in said(tray)
    tray.on.click()
    assert desk.notices_kept == [NoticeChoice(on=True)]


async def test_it_is_found_by_the_words_people_use(dialog: SettingsDialog) -> None:
    dialog.search.field.setText("tray")
    assert [title for title, section in dialog.sections.items() if section.isVisibleTo(dialog)] == ["Notices"]
