"""Where the focus is after an act, and what a screen reader is told where the focus does not move."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QLineEdit, QTableView

from leaddesk.app.desk import Desk
from leaddesk.ui.views.history.view import NOTHING_FOUND
from leaddesk.ui.views.palette.dialog import PaletteDialog
from tests.app.conftest import CTRL, at_the_window, field, go_to, press, type_into, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was announced."""
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    return heard


async def test_a_wrong_field_is_gone_to_and_told_of_where_it_has_the_focus_already(
    practice_desk: Desk, told: list[str]
) -> None:
    desk = practice_desk
    await at_the_window(desk)
    phone, email = field(desk, "Phone"), field(desk, "Email")
    type_into(phone, "720555")
    press(desk, Qt.Key.Key_Return, CTRL)
    assert phone.hasFocus()
    assert told == ["Phone: The number is too short: type it with its area code."]
    phone.clear()
    type_into(phone, "7205550100")
    type_into(email, "nonsense")
    type_into(field(desk, "State"), "ZZ")
    told.clear()
    press(desk, Qt.Key.Key_Return, CTRL)
    assert email.hasFocus(), "the first wrong one"
    assert told == [], "a screen reader tells of what is gone to by itself"


async def test_new_lead_is_told_of(practice_desk: Desk, told: list[str]) -> None:
    desk = practice_desk
    await at_the_window(desk)
    field(desk, "Phone").setFocus()
    press(desk, Qt.Key.Key_N, CTRL)
    assert told == ["New lead"]


async def test_a_wrong_number_to_check_is_told_of(practice_desk: Desk, told: list[str]) -> None:
    desk = practice_desk
    await go_to(desk, "Check number")
    await at_the_window(desk)
    press(desk, Qt.Key.Key_Return, CTRL)
    assert told == ["Type a phone number."]


async def test_how_many_were_found_in_the_history_is_told_of_once(practice_desk: Desk, told: list[str]) -> None:
    desk = practice_desk
    history = await go_to(desk, "History")
    await until(lambda: told, "the first reading")
    await at_the_window(desk)
    told.clear()
    search = next(one for one in history.findChildren(QLineEdit) if one.accessibleName() == "Search history")
    type_into(search, "zzz")
    await until(lambda: told, "the count")
    assert told == [NOTHING_FOUND]


@pytest.mark.parametrize("place", ["Enter lead", "History"])
async def test_the_way_out_of_pause_all_active_leads_back_to_where_somebody_was(
    practice_desk: Desk, place: str
) -> None:
    desk = practice_desk
    page = await go_to(desk, place)
    await at_the_window(desk)
    fields = page.findChildren(QLineEdit)
    at = next(one for one in fields if one.accessibleName() in ("Last name", "Search history"))
    at.setFocus()
    press(desk, Qt.Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.place == "Campaigns"
    question = QApplication.activeModalWidget()
    assert isinstance(question, QDialog)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert desk.window.place == place
    assert desk.window.focusWidget() is at


async def test_the_palette_gives_the_focus_to_a_table_whose_cell_was_edited(practice_desk: Desk) -> None:
    desk = practice_desk
    page = await go_to(desk, "Profiles")
    await at_the_window(desk)
    table = next(one for one in page.findChildren(QTableView) if one.accessibleName() == "Field mapping")
    await until(lambda: table.isVisible() and table.model().rowCount(), "the mapping")
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    table.edit(table.model().index(0, 0))
    editor = desk.window.focusWidget()
    assert editor is not table
    desk.places.open_palette()
    palette = desk.window.findChild(PaletteDialog)
    assert isinstance(palette, PaletteDialog)
    await until(lambda: table.state() is not QAbstractItemView.State.EditingState, "the editor to go")
    QTest.keyClick(palette.field, Qt.Key.Key_Escape)
    assert desk.window.focusWidget() is table
