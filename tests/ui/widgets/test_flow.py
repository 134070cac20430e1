"""A row that breaks gives every part the room that it has on the screen, whatever it asked for before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaddesk.ui.widgets.flow import Flow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def row(qtbot: QtBot) -> Iterator[Flow]:
    window = QWidget()
    qtbot.addWidget(window)
    row = Flow()
    for word in ("Columns", "Export"):
        row.add(QPushButton(word))
    QVBoxLayout(window).addWidget(row)
    window.resize(600, 200)
    yield row
    window.close()


def buttons(row: Flow) -> list[QPushButton]:
    return row.findChildren(QPushButton)


def test_what_changed_out_of_view_is_measured_anew_when_it_is_shown(row: Flow) -> None:
    asked = row.sizeHint().width()
    first, second = buttons(row)
    first.setText("Columns of this layout, all of them")  # Qt tells a parent in view only
    assert row.sizeHint().width() > asked
    row.window().show()
    assert first.width() >= first.sizeHint().width()
    assert second.x() > first.geometry().right()


def test_a_part_that_grows_gets_its_room(row: Flow, qtbot: QtBot) -> None:
    row.window().show()
    first, second = buttons(row)
    first.setText("Columns of this layout, all of them")
    qtbot.waitUntil(lambda: first.width() >= first.sizeHint().width())
    assert second.x() >= first.geometry().right()


def test_a_row_without_room_for_all_breaks(row: Flow) -> None:
    window = row.window()
    first, second = buttons(row)
    window.resize(first.sizeHint().width() + 40, 200)
    window.show()
    assert second.y() > first.y()
