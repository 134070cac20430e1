"""The walker sees what it is there to see: each flaw, put into a widget, is named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTableView, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import plain_tip, tool_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.tables import prepare_table
from tests.hostile.corpus import CONTROL, LOUD, MARK, NAMES, RICH, TURNED, WIDE
from tests.hostile.walker import Walker, faults

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def label(text: str) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


def with_links(text: str) -> QLabel:
    made = label(text)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
    return made


def with_tip(tip: str) -> QWidget:
    made = QWidget()
    made.setToolTip(tip)
    return made


def titled(title: str) -> QWidget:
    made = QWidget()
    made.setWindowTitle(title)
    return made


def choice(text: str) -> QComboBox:
    made = QComboBox()
    made.addItem(text)
    return made


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: QLabel(RICH), "may read mark-up"),
        (lambda: with_links("x"), "has links"),
        (lambda: QTextEdit(RICH), "rich text editor"),
        (lambda: with_tip(RICH), "may be read as mark-up"),
        (lambda: with_tip(f"<span>{RICH}</span>"), "may be read as mark-up"),
        (lambda: with_tip("&lt;b&gt;"), "may be read as mark-up"),
        (lambda: with_tip(WIDE), "characters"),
        (lambda: label(CONTROL), "U+202E"),
        (lambda: titled(TURNED), "U+202E"),
        (lambda: titled("two\nlines"), "line break"),
        (lambda: choice(TURNED), "piles marks"),
        (lambda: QPushButton(RICH), "shortcut of an ampersand"),
    ],
)
def test_each_flaw_is_named(make: Callable[[], QWidget], says: str, qtbot: QtBot) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.show()
    walker = Walker()
    walker.look("here")
    assert any(says in one for one in walker.wrong.values()), walker.wrong


@pytest.mark.parametrize("text", [RICH, CONTROL, LOUD, WIDE, *NAMES], ids=lambda text: ascii(text)[:16])
def test_what_our_own_makers_make_has_none(text: str, theme: Theme, qtbot: QtBot) -> None:
    widget = plain_label(text)
    qtbot.addWidget(widget)
    widget.setToolTip(tool_tip(text, text))
    widget.show()
    walker = Walker()
    walker.look("here")
    assert walker.wrong == {}
    assert walker.seen == {"here": {"_SpokenLabel"}}
    assert faults("tool tip", plain_tip(text)) == ()


def test_a_vendor_s_word_in_the_colour_of_good_news_is_named(theme: Theme, qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    prepare_table(view, theme, "Leads")
    model = QStandardItemModel(1, 2, view)
    for column, ink in enumerate(("text", "ok.text")):
        item = QStandardItem(f"{MARK} No block returned in {ink}")
        item.setData(theme.color(ink), Qt.ItemDataRole.ForegroundRole)
        model.setItem(0, column, item)
    view.setModel(model)
    good = plain_label(LOUD, ink="ok.text")
    qtbot.addWidget(good)
    for widget in (view, good):
        widget.show()
    walker = Walker()
    walker.look("here")
    assert sorted(walker.wrong.values()) == [
        f"here: QTableView 'Leads' could be taken for a verdict: '{MARK} No block returned in ok.text'",
        f"here: _SpokenLabel could be taken for a verdict: {LOUD[:120]!a}",
    ]
