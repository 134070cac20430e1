"""The footer's buttons keep their places and fit the smallest window; its countdown blocks nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.footer import SendFooter
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.verdict import VerdictView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

START = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)
ROOM = 1024 - 96 - 8 - 480
"""Pixels left of the verdict in the smallest window: without rail, splitter and the verdict's least width."""


class Clock:
    def __init__(self):
        self.seconds = 0.0

    def now(self):
        return START + timedelta(seconds=self.seconds)


@pytest.fixture
def footer(qtbot, theme):
    widget = SendFooter(theme)
    qtbot.addWidget(widget)
    widget.show_ready("practice")
    widget.show()
    return widget


@pytest.mark.parametrize("family", ["Inter", "DejaVu Sans"])
def test_it_fits_the_smallest_window(qtbot, qapp, icons, monkeypatch, family):
    if family not in QFontDatabase.families():
        pytest.skip(f"{family} is not installed")
    monkeypatch.setattr("leaddesk.ui.theme.fonts.sans_families", lambda: [family])
    theme = Theme(qapp, icons, choice="dark")
    footer = SendFooter(theme)
    qtbot.addWidget(footer)
    footer.show_answered("A sentence that is much longer than the room there is for it beside the buttons.")
    footer.resize(footer.minimumSizeHint())
    footer.show()
    assert footer.minimumSizeHint().width() <= ROOM
    for button in footer.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    theme.set_choice("system")
    theme.deleteLater()
    qapp.setStyleSheet("")


@pytest.mark.parametrize("zoom", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [832, 928, 1248])
def test_no_button_and_no_field_is_cut_at_any_zoom(qtbot, qapp, theme, zoom, width):
    theme.set_zoom(zoom)
    place = EnterLeadPlace(theme)
    qtbot.addWidget(place)
    verdict = VerdictView(theme)
    place.add_verdict(verdict)
    place.resize(width, 520)
    place.show()
    qapp.processEvents()
    for button in (place.footer.send, place.footer.cancel, place.footer.preview, place.footer.new):
        assert button.width() >= button.sizeHint().width(), button.text()
        assert button.visibleRegion().boundingRect().size() == button.size(), button.text()
    assert scrolled(place.form).horizontalScrollBar().maximum() == 0
    seat = scrolled(verdict)
    assert seat.geometry().right() < width
    assert verdict.width() - seat.viewport().width() == seat.horizontalScrollBar().maximum()


def test_no_button_is_cut_when_another_look_is_chosen(qtbot, theme):
    theme.set_choice("light")
    window = QWidget()
    qtbot.addWidget(window)
    footer = SendFooter(theme)
    footer.setParent(window)
    window.show()
    footer.show_ready("practice")
    footer.resize(footer.sizeHint())
    theme.set_choice("contrast")
    needed = footer.sizeHint().width()
    assert footer.width() < needed, "its borders are wider"
    qtbot.waitUntil(lambda: footer.new.y() > footer.send.y())
    for button in (footer.send, footer.cancel, footer.preview, footer.new):
        assert button.width() >= button.sizeHint().width(), button.text()
    theme.set_choice("light")
    qtbot.waitUntil(lambda: footer.new.y() == footer.send.y())


def scrolled(widget: QWidget) -> QScrollArea:
    """Returns the area that a widget scrolls in."""
    around = widget.parentWidget()
    while not isinstance(around, QScrollArea):
        assert around is not None
        around = around.parentWidget()
    return around


def test_new_lead_and_preview_get_a_row_of_their_own_only_without_room(qtbot, qapp, theme):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 300)
    footer = SendFooter(theme)
    footer.setParent(window)
    window.show()

    def rows():
        qapp.processEvents()
        buttons = (footer.send, footer.cancel, footer.new, footer.preview)
        middles = sorted({one.geometry().center().y() for one in buttons})
        return [[one.text() for one in buttons if one.geometry().center().y() == middle] for middle in middles]

    for _ in range(2):
        footer.resize(footer.sizeHint().width(), 140)
        assert rows() == [["Send lead", "Cancel sending", "New lead"], ["Preview"]]
        footer.resize(footer.sizeHint().width() - 1, 140)
        assert rows() == [["Send lead", "Cancel sending"], ["New lead", "Preview"]]


def test_the_countdown_goes_down_and_ends_and_send_stays_on(qtbot, footer):
    clock = Clock()
    footer.show_answered("Nothing was loaded.")
    footer.show_wait(START + timedelta(seconds=19.2), clock.now)
    assert footer.hint == "The vendor asks to wait: send again in 20 s."
    clock.seconds = 18.5
    qtbot.waitUntil(lambda: footer.hint == "The vendor asks to wait: send again in 1 s.")
    assert footer.send.isEnabled()
    clock.seconds = 19.2
    qtbot.waitUntil(lambda: footer.hint == "You may send again now.")
    assert not footer._countdown.isActive()


def test_sending_ends_the_countdown(qtbot, footer):
    footer.show_wait(START + timedelta(seconds=20), Clock().now)
    footer.show_sending()
    qtbot.wait(footer._countdown.interval() * 2)
    assert footer.hint == "Written down before sending. Esc cancels."


def test_what_can_be_pressed_when(footer):
    def on():
        return [one.text() for one in (footer.send, footer.cancel, footer.preview, footer.new) if one.isEnabled()]

    assert on() == ["Send lead", "Preview", "New lead"]
    footer.show_sending()
    assert on() == ["Cancel sending"]
    footer.show_answered("Sent once.")
    assert on() == ["Send lead", "Preview", "New lead"]
    footer.show_ready("production", "Northside is read only.")
    assert on() == ["Preview", "New lead"]
    footer.show_ready("production", "There is no destination yet.", previews=False)
    assert on() == ["New lead"]


def test_the_focus_waits_for_the_button_that_was_pressed(qtbot, footer):
    footer.activateWindow()
    footer.send.setFocus()
    footer.show_sending()
    assert footer.window().focusWidget() is None, "on Cancel sending a second press would stop what the first began"
    footer.show_answered("Sent once.")
    assert footer.window().focusWidget() is footer.send
