"""*Routes*: nothing typed is lost without a question, and what the disk refuses is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from leaddesk.ui.views.routes import RoutesDialog
from tests.ui.routes.desk import BOTH, FULL, settle

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


# ------------------------------------------------------------ nothing typed is lost


async def test_what_is_typed_stays_while_another_route_is_chosen(desk):
    other = replace(BOTH, id="r3", name="Other", destination_ids=("d2", "d3"))
    await desk.open(BOTH, other)
    desk.type_name("Both of them")
    await desk.press("Remove")
    assert "Unsaved changes" in desk.said()
    desk.choose("Routes", 1)
    assert desk.find(QLineEdit, "Route name").text() == "Other"
    assert "Unsaved changes" not in desk.said()
    assert desk.details() == ["1 destination, unsaved", "2 destinations"]
    desk.choose("Routes", 0)
    assert desk.find(QLineEdit, "Route name").text() == "Both of them"
    assert desk.lines() == ["1. Autumn, APN 4711 (Northside)"]
    assert desk.store.held == (BOTH, other)


async def test_typing_the_saved_words_again_leaves_nothing_unsaved(desk):
    await desk.open(BOTH)
    desk.type_name("Else")
    desk.type_name("Both")
    assert desk.details() == ["2 destinations"]


async def test_closing_asks_where_something_would_be_lost(desk):
    await desk.open(BOTH)
    line = desk.find(QLineEdit, "Route name")
    line.setFocus()
    desk.type_name("Else")
    QTest.keyClick(desk.dialog, Qt.Key.Key_Escape)
    assert any("“Else” is not saved" in text for text in desk.said())
    assert desk.button("Keep editing").hasFocus()
    QTest.keyClick(desk.dialog, Qt.Key.Key_Escape)
    assert desk.dialog.isVisible()
    assert line.hasFocus()
    assert line.text() == "Else"
    await desk.press("Close")
    await desk.press("Close without saving")
    assert desk.store.held == (BOTH,)
    assert not desk.window.findChild(RoutesDialog)


async def test_closing_asks_nothing_where_nothing_would_be_lost(desk):
    await desk.open(BOTH)
    await desk.press("Add route")
    await desk.press("Close")
    assert not desk.window.findChild(RoutesDialog)


async def test_what_is_typed_while_a_save_is_under_way_stays_unsaved(desk):
    await desk.open(BOTH)
    desk.store.gate.clear()
    desk.type_name("Else")
    await desk.press("Save route")
    desk.type_name("Else again")
    desk.store.gate.set()
    await settle()
    assert desk.store.held == (replace(BOTH, name="Else"),)
    assert desk.find(QLineEdit, "Route name").text() == "Else again"
    assert desk.details() == ["2 destinations, unsaved"]


async def test_a_second_press_does_not_save_twice(desk):
    await desk.open(BOTH)
    changes = []
    desk.routes.on_change(lambda: changes.append(desk.routes.routes))
    desk.store.gate.clear()
    desk.type_name("Else")
    await desk.press("Save route")
    await desk.press("Save route")
    desk.store.gate.set()
    await settle()
    assert len(changes) == 1


async def test_a_disk_that_refuses_is_said_and_loses_nothing(desk):
    await desk.open(BOTH)
    desk.store.problem = FULL
    desk.type_name("Else")
    await desk.press("Save route")
    assert desk.dialog.foot.said() == FULL.sentence()
    assert desk.details() == ["2 destinations, unsaved"]
    desk.store.problem = None
    await desk.press("Save route")
    assert desk.store.held == (replace(BOTH, name="Else"),)


@pytest.mark.parametrize("problem", [None, FULL])
async def test_a_save_that_ends_after_closing_is_told_outside(desk, problem):
    await desk.open(BOTH)
    desk.store.gate.clear()
    desk.store.problem = problem
    desk.type_name("Else")
    await desk.press("Save route")
    await desk.press("Close")
    await desk.press("Close without saving")
    desk.store.gate.set()
    await settle()
    if problem:
        assert desk.told == [("error", FULL.title, FULL.detail, FULL.hint)]
    else:
        assert desk.told == [("result", "Route Else is saved.")]


# ------------------------------------------------------------ deleting


async def test_deleting_asks_once_and_goes_on_with_the_next_route(desk):
    other = replace(BOTH, id="r3", name="Other")
    await desk.open(BOTH, other)
    await desk.press("Delete route")
    assert any(text.startswith("Delete “Both”? Its destinations stay.") for text in desk.said())
    await desk.press("Keep route")
    assert desk.store.held == (BOTH, other)
    await desk.press("Delete route")
    await desk.press("Delete")
    assert desk.store.held == (other,)
    assert desk.dialog.foot.said() == "Route Both is deleted."
    assert desk.find(QLineEdit, "Route name").text() == "Other"
    await desk.press("Delete route")
    await desk.press("Delete")
    assert any("named order of destinations" in text for text in desk.said())
    assert desk.button("Add route").hasFocus()


async def test_a_question_is_taken_back_when_another_route_is_chosen(desk):
    other = replace(BOTH, id="r3", name="Other")
    await desk.open(BOTH, other)
    await desk.press("Delete route")
    desk.choose("Routes", 1)
    assert desk.button("Delete route").isVisible()
    assert desk.dialog.foot.said() == ""


async def test_a_new_route_is_thrown_away_without_touching_the_disk(desk):
    await desk.open(BOTH)
    await desk.press("Add route")
    await desk.press("Delete route")
    assert any("It was never saved" in text for text in desk.said())
    desk.store.problem = FULL
    await desk.press("Delete")
    assert desk.lines("Routes") == ["Both"]


async def test_a_route_that_cannot_be_deleted_stays(desk):
    await desk.open(BOTH)
    desk.store.problem = FULL
    await desk.press("Delete route")
    await desk.press("Delete")
    assert desk.dialog.foot.said() == FULL.sentence()
    assert desk.lines("Routes") == ["Both"]
