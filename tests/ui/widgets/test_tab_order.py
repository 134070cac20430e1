"""The way of Tab follows what is seen, also through the panes of a splitter, which Qt keeps the other way round."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaddesk.ui.widgets.tab_order import stops_in


def pane(*names: str) -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    for name in names:
        field = QLineEdit()
        field.setObjectName(name)
        column.addWidget(field)
    column.addWidget(QLabel("no stop"))
    return pane


def test_panes_of_a_splitter_come_in_their_order_and_what_is_hidden_counts(qtbot: QtBot) -> None:
    part = QWidget()
    qtbot.addWidget(part)
    column = QVBoxLayout(part)
    button = QPushButton("first")
    button.setObjectName("first")
    split = QSplitter(Qt.Orientation.Vertical)
    hidden = pane("request")
    for one in (pane("response", "below"), hidden):
        split.addWidget(one)
    split.insertWidget(0, pane("above"))
    hidden.hide()
    column.addWidget(button)
    column.addWidget(split)

    assert [one.objectName() for one in stops_in(part)] == ["first", "above", "response", "below", "request"]
