"""Every place by keyboard alone: where its work begins, that Tab comes to everything, and that the focus is seen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QTabBar, QWidget

from leaddesk.app.desk import Desk
from tests.app.conftest import CTRL, described, field, go_to, press, send, until

BEGINS = {
    "Check number": "Phone",
    "Enter lead": "Phone",
    "Search leads": "Search text",
    "Campaigns": "Campaigns",
    "History": "Search history",
    "Profiles": "Profiles",
}
ENTER_LEAD = (
    *("Phone", "First name", "Last name", "Email", "Street", "City", "State", "Zip"),
    *("Send lead", "New lead", "Preview", "Destination", "Routes"),
    *("Keep First name", "Keep Last name", "Keep Email", "Keep Street", "Keep City", "Keep State", "Keep Zip"),
    *("Verdict pages", "Copy summary", "Save proof", "Load outcome", "Assessment"),
    *("Data quality", "Federal do-not-call", "State do-not-call", "Known litigator"),
)
"""What Tab comes to with an answer in view, as far as it is there whatever the answer."""


def _stops(desk: Desk) -> list[QWidget]:
    """Presses Tab until it comes round; returns where it stopped."""
    stops: list[QWidget] = []
    while (here := QApplication.focusWidget()) not in stops:
        assert here
        stops.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        assert len(stops) < 200
    return stops


def _usable(page: QWidget) -> list[QWidget]:
    """Returns what takes the focus by Tab and can be used now, but for parts that Qt puts inside a control."""
    return [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisible() and one.isEnabled() and not one.focusProxy()
    ]


@pytest.mark.parametrize("place", BEGINS)
async def test_a_place_begins_at_its_first_control_and_tab_passes_nothing_by(practice_desk, place):
    page = await go_to(practice_desk, place)
    await until(lambda: _name(QApplication.focusWidget()) == BEGINS[place], f"the focus on {BEGINS[place]}")
    await until(lambda: place != "Campaigns" or practice_desk.places.campaigns.board.model.rowCount(), "campaigns")
    stops = _stops(practice_desk)
    passed_by = [f"{type(one).__name__} {_name(one)}" for one in _usable(page) if one not in stops]
    assert passed_by == []
    names = {_name(one) for one in stops}
    assert {"Places", "Operator", "Settings"} <= names, "the way round leads over the window's own controls"


async def test_tab_goes_through_enter_lead_in_the_order_of_the_work(practice_desk):
    await send(practice_desk, "7205550100")
    practice_desk.window.go_to("Enter lead")
    names = [_name(one) for one in _stops(practice_desk)]
    assert [name for name in names if name in ENTER_LEAD] == list(ENTER_LEAD)
    assert names.index("Known litigator") < names.index("Places"), "all of the answer before the window's own controls"


async def test_control_and_tab_turn_the_pages_of_the_verdict_from_the_form(practice_desk):
    await send(practice_desk, "7205550105")
    tabs = practice_desk.enter.verdict.findChild(QTabBar)
    phone = field(practice_desk, "Phone")
    shown = []
    for _ in range(4):
        press(practice_desk, Qt.Key.Key_Tab, CTRL)
        shown.append(tabs.tabText(tabs.currentIndex()))
    assert shown == ["Cases", "As stored", "Raw", "Verdict"]
    assert QApplication.focusWidget() is phone
    assert described(practice_desk.enter.place, "Load outcome").startswith("Rejected")


@pytest.mark.parametrize("place", BEGINS)
async def test_the_focus_is_seen_wherever_it_is(practice_desk, place):
    await go_to(practice_desk, place)
    await until(lambda: _name(QApplication.focusWidget()) == BEGINS[place], f"the focus on {BEGINS[place]}")
    unseen = []
    for stop in _stops(practice_desk):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        seen = _picture(stop)
        stop.clearFocus()
        if _picture(stop) == seen:
            unseen.append(f"{type(stop).__name__} {_name(stop)}")
    assert not unseen, "\n".join(unseen)


async def test_a_buttons_name_is_its_label(practice_desk):
    await send(practice_desk, "7205550105")
    for place in BEGINS:
        await go_to(practice_desk, place)
    shown_by_labels = {label.buddy() for label in practice_desk.window.findChildren(QLabel)}
    named_otherwise = [
        f"“{one.text()}” is named “{one.accessibleName()}”"
        for one in practice_desk.window.findChildren(QAbstractButton)
        if one.text() and one not in shown_by_labels and not _agrees(one)
    ]
    assert named_otherwise == []


def _agrees(button: QAbstractButton) -> bool:
    """Whether the name is the label, or begins with it where the label alone says too little to be heard."""
    label = button.text().replace("&", "").rstrip("…:")
    return button.accessibleName() in ("", label) or button.accessibleName().startswith(f"{label} ")


def _picture(widget: QWidget) -> QImage:
    """Returns how a control looks, with what stands around it and may show its focus."""
    around = widget.parentWidget()
    return (around if isinstance(widget, QScrollArea) and around else widget).grab().toImage()


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return ""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
