"""A pasted cURL command holds a key: by no way of pasting does it become the text of the phone field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from leaddesk.ui.forms.phone_line import PhoneLine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise\\(\\)", "grabbing the keyboard")

COMMAND = "curl https://example.com -H 'X-API-KEY: Canary' \\\n  -d '{}'"


@pytest.fixture
def line(qtbot):
    widget = PhoneLine()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.setText("720")
    return widget


@pytest.fixture
def taken(line):
    commands: list[str] = []
    line.command_pasted.connect(commands.append)
    return commands


def by_keys(qtbot, line):
    qtbot.keyClick(line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def by_other_keys(qtbot, line):
    qtbot.keyClick(line, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)


def by_menu(qtbot, line):
    middle = line.rect().center()
    line.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, line.mapToGlobal(middle)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.objectName() == "edit-paste").trigger()
    menu.close()


def by_drop(qtbot, line):
    data = QMimeData()
    data.setText(QGuiApplication.clipboard().text())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    line.dropEvent(QDropEvent(QPointF(line.width() - 1, 4), Qt.DropAction.CopyAction, data, buttons, keys))


WAYS = (by_keys, by_other_keys, by_menu, by_drop)


@pytest.mark.parametrize("way", WAYS)
def test_a_command_is_handed_on_and_never_stands_in_the_field(qtbot, line, taken, way):
    QGuiApplication.clipboard().setText(COMMAND)
    way(qtbot, line)
    assert taken == [COMMAND]
    assert line.text() == "720"
    line.undo()
    line.redo()
    assert "Canary" not in line.text()


@pytest.mark.parametrize("way", WAYS)
def test_a_number_is_pasted_as_ever(qtbot, line, taken, way):
    QGuiApplication.clipboard().setText("5550100")
    line.end(False)
    way(qtbot, line)
    assert taken == []
    assert line.text() == "7205550100"


def test_a_field_that_is_read_only_takes_nothing(qtbot, line, taken):
    line.setReadOnly(True)
    QGuiApplication.clipboard().setText(COMMAND)
    by_keys(qtbot, line)
    assert taken == []
    assert line.text() == "720"


def test_the_middle_button_keeps_a_command_out_too(qtbot, line, taken, monkeypatch):
    monkeypatch.setattr(line, "_took_clipboard", lambda mode: line._took(COMMAND))
    qtbot.mouseClick(line, Qt.MouseButton.MiddleButton)
    assert taken == [COMMAND]
    assert line.text() == "720"
