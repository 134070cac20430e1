"""*Export and import* in *Settings*: what would change is shown first, and nothing changes before *Import*."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from leaddesk.domain.errors import StoreProblem
from leaddesk.services.ports import AlreadyThere
from leaddesk.ui.views.settings.setup_desk import SetupPlan
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.ui.test_settings_dialog import Desk, desk, dialog, settled

__all__ = ["desk", "dialog"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


class Plan:
    def __init__(self) -> None:
        self.applied = 0
        self.problem: StoreProblem | None = None

    async def apply(self) -> str:
        if self.problem:
            raise self.problem
        self.applied += 1
        return "The settings were imported."

    def of(self, *changes: tuple[str, str], left_out: tuple[str, ...] = ()) -> SetupPlan:
        return SetupPlan(changes=changes, left_out=left_out, apply=self.apply)


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def texts(dialog: SettingsDialog) -> list[str]:
    return [one.text() for one in dialog.setup.findChildren(QLabel) if one.isVisibleTo(dialog)]


async def test_an_import_shows_what_it_changes_and_only_then_does_it(dialog: SettingsDialog, desk: Desk) -> None:
    plan = Plan()
    desk.planned = plan.of(("Theme", "System → Dark"), ("New profile", "<b>North</b>"), left_out=("key “odd”",))
    dialog.setup.read("/setup.toml")
    await settled(dialog)
    assert {"Theme", "System → Dark", "<b>North</b>", "Left out: key “odd”."} <= set(texts(dialog))
    assert plan.applied == 0
    assert dialog.setup.cancel_button.hasFocus()
    seen = [one for one in dialog.setup.findChildren(QAbstractButton) if one.isVisibleTo(dialog)]
    assert [one.accessibleName() for one in seen] == ["Cancel", "Import"], "one button of each name"
    closed: list[int] = []
    dialog.finished.connect(closed.append)
    press(dialog.setup.yes_button)
    for _ in range(20):
        await asyncio.sleep(0)
    assert plan.applied == 1
    assert desk.imported == ["The settings were imported."]
    assert closed == [0]


async def test_cancel_changes_nothing_and_takes_the_plan_away(dialog: SettingsDialog, desk: Desk) -> None:
    plan = Plan()
    desk.planned = plan.of(("Theme", "System → Dark"))
    dialog.setup.read("/setup.toml")
    await settled(dialog)
    press(dialog.setup.cancel_button)
    assert plan.applied == 0
    assert "System → Dark" not in texts(dialog)
    assert dialog.setup.import_button.isEnabled()
    assert dialog.setup.import_button.hasFocus()
    assert not dialog.setup.yes_button.isVisibleTo(dialog)


async def test_a_file_that_changes_nothing_asks_nothing(dialog: SettingsDialog, desk: Desk) -> None:
    desk.planned = Plan().of()
    dialog.setup.read("/setup.toml")
    await settled(dialog)
    assert dialog.setup.said.text() == "Nothing would change: everything in the file is so already."
    assert not dialog.setup.yes_button.isVisibleTo(dialog)


async def test_a_bad_file_is_a_clear_sentence(dialog: SettingsDialog, desk: Desk) -> None:
    desk.problem = StoreProblem("The setup cannot be read.", "/x is no setup.", "Choose another.")
    dialog.setup.read("/x")
    await settled(dialog)
    assert dialog.setup.said.text() == "The setup cannot be read. /x is no setup. Choose another."
    assert dialog.setup.import_button.isEnabled()


async def test_a_setup_that_could_not_be_taken_over_leaves_the_dialog_open(dialog: SettingsDialog, desk: Desk) -> None:
    plan = Plan()
    plan.problem = StoreProblem("The profiles were not saved.", "The disk is full.", "Free some space.")
    desk.planned = plan.of(("Theme", "System → Dark"))
    dialog.setup.read("/setup.toml")
    await settled(dialog)
    press(dialog.setup.yes_button)
    await settled(dialog)
    assert dialog.isVisible()
    assert dialog.setup.said.text().startswith("The profiles were not saved.")
    assert desk.imported == []


async def test_a_file_that_is_there_is_replaced_only_after_a_question(dialog: SettingsDialog, desk: Desk) -> None:
    desk.problem = AlreadyThere("The setup was not exported.", "/s.toml is there already.", "")
    dialog.setup.export_to("/s.toml")
    await settled(dialog)
    assert dialog.setup.yes_button.accessibleName() == "Replace"
    assert desk.exports == [("/s.toml", False)]
    press(dialog.setup.yes_button)
    await settled(dialog)
    assert desk.exports == [("/s.toml", False), ("/s.toml", True)]
    assert dialog.setup.said.text() == "Exported to /s.toml."
