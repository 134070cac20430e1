"""The palette over dialogs: whatever a mouse can press there has an entry, by a name."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QToolButton

from leaddesk.app.desk import Desk
from leaddesk.ui.views.palette.dialog import PaletteDialog
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.app.conftest import CTRL, at_the_window, go_to, until
from tests.app.test_palette import current, entries

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


async def _palette_over(dialog: QDialog) -> PaletteDialog:
    dialog.activateWindow()
    await until(lambda: dialog.isAncestorOf(QApplication.focusWidget() or dialog), "the focus in the dialog")
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_K, CTRL)
    return next(one for one in dialog.findChildren(PaletteDialog) if one.isVisible())


async def _modal(what: str) -> QDialog:
    await until(QApplication.activeModalWidget, f"the dialog of {what}")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


async def test_everything_in_a_dialog_has_an_entry_under_the_same_key(practice_desk: Desk) -> None:
    desk = practice_desk
    await go_to(desk, "Campaigns")
    await until(desk.places.campaigns.board.current, "campaigns")
    opened_by: list[tuple[str, str]] = [
        *(("Enter lead", "Settings"), ("Enter lead", "Routes"), ("Search leads", "Columns")),
        *(("Campaigns", "Pause all active"), ("Campaigns", "Pause campaign"), ("Campaigns", "Paste event")),
        *(("History", "Shift report"), ("History", "All asked not to be called"), ("History", "Keep the history")),
        ("Profiles", "Delete profile"),
    ]
    walked = 0
    for place, name in opened_by:
        await go_to(desk, place)
        await at_the_window(desk)
        await _press(desk, name)
        dialog = await _modal(name)
        palette = await _palette_over(dialog)
        listed = {entry.title for entry in entries(palette)}
        for button in dialog.findChildren(QAbstractButton):
            if button.window() is dialog and button.isVisible() and not isinstance(button, QToolButton):
                assert button.accessibleName() in listed, f"{dialog.windowTitle()}: {button.text()}"
        walked += len(listed)
        palette.reject()
        dialog.reject()
        await until(lambda: QApplication.activeModalWidget() is None, "the dialog to go")
    assert walked > 45


async def _press(desk: Desk, name: str) -> None:
    def found() -> QAbstractButton | None:
        buttons = desk.window.findChildren(QAbstractButton)
        return next((one for one in buttons if one.accessibleName() == name and one.isVisible()), None)

    await until(lambda: (one := found()) and one.isEnabled(), name)
    button = found()
    assert button is not None
    button.click()


async def test_it_chooses_in_the_dialog_and_leaves_the_dialog_open_when_it_is_left(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    desk.window.settings_wanted.emit()
    dialog = await _modal("Settings")
    assert isinstance(dialog, SettingsDialog)
    was = dialog.masked.isChecked()
    palette = await _palette_over(dialog)
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    palette = await _palette_over(dialog)
    QTest.keyClicks(palette.field, "mask num")
    assert current(palette) == "Mask numbers and names"
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.masked.isChecked() is not was
    palette = await _palette_over(dialog)
    dialog.reject()
    await until(lambda: desk.window.findChild(SettingsDialog) is None, "Settings to go")
    await at_the_window(desk)
    desk.places.open_palette()
    assert desk.window.findChild(PaletteDialog) is not None
