"""*Language* in *Settings*: there where there is a translation, kept for the next start."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.ui.test_settings_dialog import Desk, desk, dialog, settings_desk, settled

__all__ = ["desk", "dialog"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


async def test_without_a_translation_there_is_nothing_to_choose(dialog: SettingsDialog) -> None:
    assert not dialog.language.isVisible()
    assert not dialog.language.count()


async def test_a_language_is_chosen_by_its_own_name_for_the_next_start(theme: Theme, qtbot, desk: Desk) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = SettingsDialog(theme, window, replace(settings_desk(desk), languages=("de", "pt_BR"), language="de"))
    dialog.open()
    await settled(dialog)

    assert [dialog.language.itemText(at) for at in range(4)] == [
        "That of the system",
        "English",
        "Deutsch",
        "português",
    ]
    assert dialog.language.currentData() == "de"
    assert any("next start" in label.text() for label in dialog.findChildren(QLabel))
    dialog.language.setCurrentIndex(dialog.language.findData("pt_BR"))
    assert desk.kept == [{"language": "pt_BR"}]
    dialog.sections["Look"].reset_button.click()
    dialog.sections["Look"].yes_button.click()
    assert desk.kept[-1] == {"language": ""}
