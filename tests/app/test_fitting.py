"""At every zoom, in the smallest window, nothing of the places and of a large dialog is cut: it breaks or scrolls."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from leaddesk.app.desk import Desk
from leaddesk.ui.views.history.view import HistoryView
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import go_to, send, until
from tests.helpers.fitting import misfits

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

SMALLEST = (1024, 700)
SHOWN = ("scrolls sideways", "the header")
"""A table or a page that is pushed sideways shows all of itself, and a column is made wider by hand."""
_PASSES = 20
ZOOMS = (0.8, 1.0, 1.5)


async def test_no_place_is_cut_at_any_zoom(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.resize(*SMALLEST)
    found: dict[str, list[str]] = {}
    for place in PLACES:
        await go_to(desk, place.name)
        for zoom in (*ZOOMS, 2.0) if place.name == "Enter lead" else ZOOMS:
            desk.theme.set_zoom(zoom)
            if lines := await _cut(desk.window):
                found[f"{place.name} at {zoom}"] = lines
        desk.theme.set_zoom(1.0)
    assert found == {}


async def test_the_answer_comes_into_view_where_it_stands_under_the_form(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.resize(*SMALLEST)
    desk.theme.set_zoom(2.0)
    place = desk.enter.place
    await until(lambda: place.orientation() is Qt.Orientation.Vertical, "the verdict under the form")
    phone = place.form.first_field()
    place.form.go_to_first()
    await until(lambda: not desk.enter.verdict.visibleRegion().contains(QPoint(0, 0)), "no room for the verdict")
    assert phone.visibleRegion().boundingRect() == phone.rect()
    await send(desk, "7205550120")
    assert desk.enter.verdict.visibleRegion().contains(QPoint(0, 0))
    assert not [line for line in await _cut(desk.window, all_of_it=True) if "Latest cases" not in line]
    desk.enter.new_lead()
    assert phone.visibleRegion().boundingRect() == phone.rect()


async def test_a_large_dialog_stays_inside_the_window_and_scrolls(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.resize(*SMALLEST)
    desk.theme.set_zoom(2.0)
    place = await go_to(desk, "History")
    assert isinstance(place, HistoryView)
    place.list.report_button.click()
    desk.window.show_shortcuts()
    await until(lambda: isinstance(QApplication.activeModalWidget(), QDialog), "a dialog")
    for dialog in desk.window.findChildren(QDialog):
        assert dialog.width() <= SMALLEST[0]
        assert dialog.height() <= SMALLEST[1]
        assert await _cut(dialog) == []
        dialog.reject()


async def test_right_to_left_nothing_is_cut_either(practice_desk: Desk) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        practice_desk.window.resize(*SMALLEST)
        practice_desk.theme.set_zoom(1.5)
        await go_to(practice_desk, "History")
        assert await _cut(practice_desk.window) == []
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def _cut(window: QWidget, *, all_of_it: bool = False) -> list[str]:
    """Returns what is cut once the layouts have come to rest: each pass may ask for another one."""
    found: list[str] = []
    for _ in range(_PASSES):
        found = [line for line in misfits(window) if all_of_it or not any(words in line for words in SHOWN)]
        if not found:
            break
        await asyncio.sleep(0.02)
    return found
