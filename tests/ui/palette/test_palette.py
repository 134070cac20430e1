"""The palette by keyboard and mouse, over a window with a field and a shortcut of its own."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.palette.dialog import PaletteDialog
from leaddesk.ui.views.palette.entries import Entry, Group

KEY = Qt.Key
ACTIONS = [
    Entry(group=Group.ACTIONS, title="Pause campaign", detail="Campaigns", keys="Ctrl+Shift+S", icon="pause"),
    Entry(group=Group.ACTIONS, title="Settings", keys="Ctrl+,"),
    Entry(group=Group.ACTIONS, title="Settle", off="Choose an open entry first."),
]
NUMBERS = [Entry(group=Group.NUMBERS, title="(720) 555-0104", detail="Do not contact")]


class Around(QWidget):
    """The window around."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.sent = 0
        self.field = QLineEdit()
        QVBoxLayout(self).addWidget(self.field)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._send)
        theme.dress(self)
        self.resize(1024, 700)

    def _send(self) -> None:
        self.sent += 1


@pytest.fixture
def around(theme: Theme, qtbot: QtBot) -> Around:
    window = Around(theme)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.field.setFocus()
    return window


@pytest.fixture
def chosen() -> list[Entry]:
    return []


@pytest.fixture
def palette(theme: Theme, around: Around, chosen: list[Entry]) -> PaletteDialog:
    one = PaletteDialog(theme, around, {Group.ACTIONS: ACTIONS})
    one.chosen.connect(chosen.append)
    one.show_up()
    return one


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def type_in(text: str) -> None:
    QTest.keyClicks(focused(), text)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def current(palette: PaletteDialog) -> str:
    entry = palette.current()
    return entry.title if entry else ""


def test_letters_typed_at_once_are_in_its_field_and_the_first_row_is_chosen(palette, around):
    type_in("sett")
    assert palette.field.text() == "sett"
    assert around.field.text() == ""
    assert current(palette) == "Settings"
    assert palette.count.text() == "2 of 3"


def test_up_and_down_pass_captions_and_go_round(palette):
    palette.bring(Group.NUMBERS, NUMBERS)
    seen = [current(palette)]
    for _ in range(4):
        press(KEY.Key_Down)
        seen.append(current(palette))
    assert seen == ["Pause campaign", "Settings", "Settle", "(720) 555-0104", "Pause campaign"]
    press(KEY.Key_Up)
    assert current(palette) == "(720) 555-0104"


def test_enter_chooses_once_and_gives_the_focus_back(palette, around, chosen):
    press(KEY.Key_Down)
    press(KEY.Key_Return)
    assert [entry.title for entry in chosen] == ["Settings"]
    assert not palette.isVisible()
    assert around.focusWidget() is around.field
    press(KEY.Key_Return)
    assert len(chosen) == 1


def test_what_is_disabled_says_why_and_does_nothing(palette, chosen):
    type_in("settle")
    press(KEY.Key_Return)
    assert chosen == []
    assert palette.isVisible()
    assert palette.field.accessibleDescription() == "Settle, not now: Choose an open entry first."


def test_escape_and_its_own_key_close_it_and_choose_nothing(theme, around, chosen):
    for key, modifier in (
        (KEY.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_K, Qt.KeyboardModifier.ControlModifier),
    ):
        palette = PaletteDialog(theme, around, {Group.ACTIONS: ACTIONS})
        palette.chosen.connect(chosen.append)
        palette.show_up()
        press(key, modifier)
        assert not palette.isVisible()
        assert around.focusWidget() is around.field
    assert chosen == []


def test_no_shortcut_of_the_window_acts_behind_it(palette, around, chosen):
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert around.sent == 0
    assert chosen == []
    press(KEY.Key_Tab)
    assert around.focusWidget() is palette.field
    press(KEY.Key_Escape)
    press(KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert around.sent == 1


def test_a_press_on_a_row_chooses_it_and_one_beside_the_palette_closes_it(theme, around, chosen):
    for at, titles in ((2, ["Settings"]), (0, ["Settings"]), (3, ["Settings"])):
        palette = PaletteDialog(theme, around, {Group.ACTIONS: ACTIONS})
        palette.chosen.connect(chosen.append)
        palette.show_up()
        row = palette.list.visualRect(palette.rows.index(at, 0)).center()
        QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
        assert [entry.title for entry in chosen] == titles
        assert palette.isVisible() == (at != 2)
        if palette.isVisible():
            QTest.mouseClick(palette.veil, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
            assert not palette.isVisible()


def test_numbers_that_come_later_move_nothing(palette):
    press(KEY.Key_Down)
    before, size = palette.list.visualRect(palette.list.currentIndex()), palette.size()
    palette.bring(Group.NUMBERS, NUMBERS)
    assert current(palette) == "Settings"
    assert palette.list.visualRect(palette.list.currentIndex()) == before
    assert palette.size() == size
    assert palette.count.text() == "4 of 4"


def test_nothing_found_is_said_literally_and_a_number_that_comes_is_shown(palette):
    type_in("0104")
    assert palette.empty.isVisible()
    assert palette.empty.text().startswith("Nothing here is called “0104”. Type what is to be done, such as pause")
    assert current(palette) == ""
    press(KEY.Key_Return)
    assert palette.isVisible()
    palette.bring(Group.NUMBERS, NUMBERS)
    assert palette.list.isVisible()
    assert current(palette) == "(720) 555-0104"
    palette.field.setText("<b>bold</b>")
    assert "<b>bold</b>" in palette.empty.text()
    assert palette.empty.textFormat() is Qt.TextFormat.PlainText


def test_the_focus_that_goes_elsewhere_closes_it(palette, around):
    around.field.setFocus()
    assert not palette.isVisible()
    assert around.focusWidget() is around.field


def test_it_is_a_dialog_with_a_name_and_its_rows_say_all_they_show(palette):
    spoken = QAccessible.queryAccessibleInterface(palette)
    assert spoken.role() == QAccessible.Role.Dialog
    assert spoken.text(QAccessible.Text.Name) == "Commands"
    rows = QAccessible.queryAccessibleInterface(palette.list)
    assert rows.role() == QAccessible.Role.List
    names = [rows.child(at).text(QAccessible.Text.Name) for at in range(rows.childCount())]
    assert names == [
        "Actions",
        "Pause campaign, Campaigns, Ctrl+Shift+S",
        "Settings, Ctrl+,",
        "Settle, not now: Choose an open entry first.",
    ]
    assert palette.field.accessibleName() == "Command"
    assert palette.field.accessibleDescription() == names[1]


@pytest.mark.parametrize("zoom", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_it_stands_whole_within_the_window_in_every_look_and_zoom(theme, around, look, zoom):
    theme.set_choice(look)
    theme.set_zoom(zoom)
    palette = PaletteDialog(theme, around, {Group.ACTIONS: ACTIONS})
    palette.show_up()
    assert around.rect().contains(palette.geometry())
    around.resize(1440, 900)
    QTest.qWait(1)
    assert abs(palette.geometry().center().x() - around.rect().center().x()) <= 1
    around.resize(1024, 700)
    QTest.qWait(1)
    assert around.rect().contains(palette.geometry())
    palette.reject()
