"""*Routes*: a route is made, ordered and mended by keyboard, and says what it will do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QScrollArea

from leaddesk.domain.route import OnBlock, OnReview
from tests.ui.routes.desk import AUTUMN, BOTH, GAP, SPRING, settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


# ------------------------------------------------------------ nothing there yet


async def test_without_a_route_it_says_what_one_is_and_offers_one_button(desk):
    await desk.open()
    assert any("named order of destinations" in text for text in desk.said())
    shown = [b.accessibleName() for b in desk.dialog.findChildren(QPushButton) if b.isVisible()]
    assert sorted(shown) == ["Add route", "Close"]
    await desk.press("Add route")
    assert desk.lines("Routes") == ["New route"]
    assert QGuiApplication.focusObject() is desk.find(QLineEdit, "Route name")


async def test_with_one_destination_it_says_how_to_get_more(desk):
    await desk.open(destinations=(SPRING,))
    assert not desk.button("Add route").isEnabled()
    (hint,) = [text for text in desk.said() if "a route needs two" in text]
    assert "only one destination" in hint
    assert "Profiles (Ctrl+6)" in hint
    assert desk.button("Add route").accessibleDescription() == hint


async def test_without_destinations_a_kept_route_can_still_be_deleted(desk):
    await desk.open(BOTH, destinations=())
    assert desk.lines() == ["1. A destination that is no longer there", "2. A destination that is no longer there"]
    assert not desk.button("Add route").isEnabled()
    assert any("There are no destinations yet" in text for text in desk.said())
    await desk.press("Delete route")
    await desk.press("Delete")
    assert desk.store.held == ()


# ------------------------------------------------------------ making one


async def test_a_route_is_made_ordered_and_kept_by_keyboard(desk):
    await desk.open()
    await desk.press("Add route")
    desk.type_name("  Night first ")
    assert desk.offered() == [
        "Spring outreach, APN 4711 (Northside)",
        "Autumn, APN 4711 (Northside)",
        "Night desk, Convoso (Northside)",
    ]
    for _ in range(3):
        await desk.press("Add destination")
    assert desk.lines() == [
        "1. Spring outreach, APN 4711 (Northside)",
        "2. Autumn, APN 4711 (Northside)",
        "3. Night desk, Convoso (Northside)",
    ]
    desk.key(Qt.Key.Key_Up, alt=True)
    desk.key(Qt.Key.Key_Up, alt=True)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Delete)
    assert desk.lines() == ["1. Night desk, Convoso (Northside)", "2. Autumn, APN 4711 (Northside)"]
    desk.find(QComboBox, "After Do not contact").setCurrentText("Ask")
    desk.find(QComboBox, "After Review").setCurrentText("Go on")
    await desk.press("Save route")
    (kept,) = desk.store.held
    assert (kept.name, kept.destination_ids) == ("Night first", ("d3", "d2"))
    assert (kept.on_block, kept.on_review) == (OnBlock.ASK, OnReview.GO_ON)
    assert desk.dialog.foot.said() == "Route Night first is saved."
    assert desk.details() == ["2 destinations"]
    assert "Unsaved changes" not in desk.said()


async def test_moving_stops_at_the_ends_and_the_chosen_one_stays_chosen(desk):
    await desk.open(BOTH)
    rows = desk.find(QListWidget, "Destinations")
    assert not desk.button("Move up").isEnabled()
    await desk.press("Move down")
    assert [line[3:9] for line in desk.lines()] == ["Autumn", "Spring"]
    assert rows.currentRow() == 1
    assert not desk.button("Move down").isEnabled()
    desk.key(Qt.Key.Key_Down, alt=True)
    assert [line[3:9] for line in desk.lines()] == ["Autumn", "Spring"]
    await desk.press("Move up")
    assert [line[3:9] for line in desk.lines()] == ["Spring", "Autumn"]


async def test_the_focus_does_not_fall_off_a_button_that_cannot_be_pressed_any_more(desk):
    await desk.open(BOTH)
    rows = desk.find(QListWidget, "Destinations")
    desk.button("Move down").setFocus()
    await desk.press("Move down")
    assert rows.hasFocus()
    desk.button("Add destination").setFocus()
    await desk.press("Add destination")
    assert not desk.button("Add destination").isEnabled()
    assert "Every destination" in desk.button("Add destination").accessibleDescription()
    assert rows.hasFocus()


async def test_a_removed_destination_is_on_offer_again(desk):
    await desk.open(BOTH)
    assert desk.offered() == ["Night desk, Convoso (Northside)"]
    await desk.press("Remove")
    assert desk.lines() == ["1. Autumn, APN 4711 (Northside)"]
    assert desk.offered() == ["Spring outreach, APN 4711 (Northside)", "Night desk, Convoso (Northside)"]


async def test_what_follows_an_answer_is_said_in_words(desk):
    await desk.open(BOTH)
    assert BOTH.rule() in desk.said()
    assert "Do not contact never goes on by itself." in desk.said()
    block, review = desk.find(QComboBox, "After Do not contact"), desk.find(QComboBox, "After Review")
    assert [block.itemText(at) for at in range(block.count())] == ["Stop", "Ask"]
    assert [review.itemText(at) for at in range(review.count())] == ["Stop", "Ask", "Go on"]
    review.setCurrentText("Go on")
    assert "The lead goes further without a question, even where a check was not returned." in desk.said()
    assert replace(BOTH, on_review=OnReview.GO_ON).rule() in desk.said()


# ------------------------------------------------------------ what is wrong


async def test_problems_stand_beside_their_fields_and_go_as_they_are_mended(desk):
    await desk.open(BOTH)
    await desk.press("Add route")
    await desk.press("Save route")
    assert "A route needs a name." in desk.said()
    assert "A route has two destinations or more." in desk.said()
    line = desk.find(QLineEdit, "Route name")
    assert line.hasFocus()
    assert line.property("problem") is True
    assert line.accessibleDescription() == "A route needs a name."
    assert "two destinations" in desk.find(QListWidget, "Destinations").accessibleDescription()
    desk.type_name("both")
    await desk.press("Save route")
    assert "Another route has this name." in desk.said()
    desk.type_name("Other")
    assert line.property("problem") is False
    await desk.press("Add destination")
    assert "A route has two destinations or more." in desk.said()
    await desk.press("Add destination")
    assert "A route has two destinations or more." not in desk.said()
    assert desk.store.held == (BOTH,)


async def test_nothing_is_complained_about_before_it_is_saved(desk):
    await desk.open()
    await desk.press("Add route")
    desk.type_name("a")
    desk.type_name("")
    assert "A route needs a name." not in desk.said()


async def test_a_name_that_is_too_long_is_refused_and_stays(desk):
    await desk.open(BOTH)
    desk.find(QLineEdit, "Route name").setText("n" * 81)
    await desk.press("Save route")
    assert any("at most 80 characters" in text for text in desk.said())
    assert desk.find(QLineEdit, "Route name").text() == "n" * 81
    assert desk.store.held == (BOTH,)


async def test_a_destination_that_is_gone_is_shown_and_can_be_removed(desk):
    await desk.open(GAP)
    assert desk.details() == ["3 destinations, 1 gone"]
    assert desk.lines()[1] == "2. A destination that is no longer there"
    assert any("no longer there: choose again" in text for text in desk.said())
    desk.choose("Destinations", 1)
    await desk.press("Remove")
    assert not any("no longer there" in text for text in desk.said())
    await desk.press("Save route")
    assert desk.store.held == (replace(GAP, destination_ids=("d2", "d1")),)


async def test_names_from_outside_are_shown_literally(desk):
    odd = replace(BOTH, name="<b>Both</b>\u202e & more")
    await desk.open(odd, destinations=(replace(SPRING, name="<i>Spring</i>\n"), AUTUMN))
    assert desk.lines("Routes") == ["<b>Both</b>\ufffd & more"]
    assert desk.lines()[0] == "1. <i>Spring</i>↵, APN 4711 (Northside)"
    assert "<i>" not in desk.find(QListWidget, "Destinations").item(0).toolTip()


# ------------------------------------------------------------ look and keys


@pytest.mark.parametrize(("size", "zoom"), [((1024, 700), 1.0), ((1440, 900), 1.0), ((1024, 700), 2.0)])
async def test_it_stays_inside_the_window_and_every_control_can_be_reached(desk, theme, size, zoom):
    theme.set_zoom(zoom)
    desk.window.resize(*size)
    await desk.open(BOTH, GAP)
    dialog = desk.dialog
    assert dialog.width() <= size[0]
    assert dialog.height() <= size[1]
    area = dialog.findChild(QScrollArea)
    assert area.widget().width() <= area.viewport().width()
    for button in (desk.button("Save route"), desk.button("Close")):
        place = button.mapTo(dialog, button.rect().bottomRight())
        assert dialog.rect().contains(place)
    seen = set()
    for _ in range(30):
        focused = dialog.focusWidget()
        seen.add(focused.accessibleName())
        if area.isAncestorOf(focused):
            corner = focused.mapTo(area.viewport(), focused.rect().center())
            assert area.viewport().rect().contains(corner), focused.accessibleName()
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert seen >= {
        "Routes",
        "Add route",
        "Route name",
        "Destinations",
        "Move down",
        "Remove",
        "Destination to add",
        "Add destination",
        "After Do not contact",
        "After Review",
        "Save route",
        "Delete route",
        "Close",
    }


async def test_at_the_largest_zoom_the_field_with_a_problem_comes_into_view(desk, theme):
    theme.set_zoom(2.0)
    await desk.open(BOTH, GAP)
    desk.dialog.editor.on_review.control.setFocus()
    desk.dialog.findChild(QScrollArea).ensureWidgetVisible(desk.dialog.editor.on_review)
    desk.find(QLineEdit, "Route name").setText("")
    await desk.press("Save route")
    line, port = desk.find(QLineEdit, "Route name"), desk.dialog.findChild(QScrollArea).viewport()
    assert line.hasFocus()
    assert port.rect().contains(line.mapTo(port, line.rect().center()))


async def test_names_are_the_visible_labels(desk):
    await desk.open(BOTH)
    for button in desk.dialog.findChildren(QPushButton):
        if button.isVisible():
            assert button.accessibleName() == button.text()
    labels = {label.buddy(): label.text() for label in desk.dialog.findChildren(QLabel) if label.buddy()}
    named = {control.accessibleName(): text for control, text in labels.items()}
    assert set(named) == {
        "Routes",
        "Route name",
        "Destinations",
        "Destination to add",
        "After Do not contact",
        "After Review",
    }
    assert all(name == text for name, text in named.items())


async def test_enter_in_the_name_saves(desk):
    await desk.open(BOTH)
    desk.type_name("Else")
    QTest.keyClick(desk.find(QLineEdit, "Route name"), Qt.Key.Key_Return)
    await settle()
    assert desk.store.held == (replace(BOTH, name="Else"),)
