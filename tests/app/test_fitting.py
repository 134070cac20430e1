"""At every zoom, in the smallest window, nothing of the places and of a large dialog is cut: it breaks or scrolls."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from leaddesk.app.desk import Desk
from leaddesk.domain.route import Route
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.history.view import HistoryView
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import go_to, send, until
from tests.helpers.fitting import misfits
from tests.helpers.pseudo_dialogs import dialogs

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

SMALLEST = (1024, 700)
WAYS_OUT = ("Cancel", "Close", "Later")
_PASSES = 20
ZOOMS = (1.0, 0.8, 1.5, 2.0)


async def test_no_place_is_cut_at_any_zoom(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.resize(*SMALLEST)
    found: dict[str, list[str]] = {}
    for zoom in ZOOMS:
        desk.theme.set_zoom(zoom)
        for place in PLACES:
            await go_to(desk, place.name)
            if lines := await _cut(desk.window):
                found[f"{place.name} at {zoom}"] = lines
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
    assert await _cut(desk.window) == []
    desk.enter.new_lead()
    assert phone.visibleRegion().boundingRect() == phone.rect()


async def test_pause_all_active_is_always_in_sight(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.resize(*SMALLEST)
    place = await go_to(desk, "Campaigns")
    assert isinstance(place, CampaignsView)
    button, table = place.bar.pause_all_button, place.board.table
    await until(lambda: place.board.model.rowCount() > 9, "the campaigns")
    for zoom in (1.0, 1.5, 2.0):
        desk.theme.set_zoom(zoom)
        for part in (table, place.lists.field, place.chosen.pause_button, place.pages.tabs):
            part.setFocus(Qt.FocusReason.TabFocusReason)
            assert await _cut(desk.window) == []
            await _in_sight(part)
            assert button.visibleRegion().boundingRect() == button.rect()
        table.setFocus()
        await until(lambda: table.visibleRegion().boundingRect().height() > table.rowHeight(0), "the board")
        table.selectRow(9)
        row = table.visualRect(table.currentIndex()) & table.viewport().rect()
        assert table.viewport().visibleRegion().contains(row.center())


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


async def test_every_dialog_stays_inside_the_window_with_its_way_out_in_sight(practice_desk: Desk) -> None:
    desk = practice_desk
    desk.window.resize(*SMALLEST)
    desk.theme.set_zoom(2.0)
    found: dict[str, list[str]] = {}
    for dialog in dialogs(desk):
        dialog.open()
        lines = await _cut(dialog)
        if dialog.width() > SMALLEST[0] or dialog.height() > SMALLEST[1]:
            lines.append(f"is {dialog.width()}x{dialog.height()}")
        ways_out = [one for one in dialog.findChildren(QPushButton) if one.text() in WAYS_OUT]
        if not any(one.visibleRegion().boundingRect() == one.rect() for one in ways_out):
            lines.append("has no way out in sight")
        if lines:
            found[type(dialog).__name__] = lines
        dialog.reject()
    assert found == {}


async def test_names_of_two_hundred_letters_push_nothing_out(practice_desk: Desk) -> None:
    desk, profiles = practice_desk, practice_desk.use.profiles
    desk.window.resize(*SMALLEST)
    for one in profiles.profiles:
        await profiles.save_profile(replace(one, name=(one.name + "W" * 200)[:200]), {}, for_session=True)
    ids = tuple(item.id for one in profiles.profiles for item in one.destinations)[:2]
    await desk.use.routes.save(Route(id="r1", name="W" * 200, destination_ids=ids))
    desk.enter.destination.choose("route r1")
    desk.enter.form.load({"phone": "7205550104"})
    found: dict[str, list[str]] = {}
    for zoom in (1.0, 2.0):
        desk.theme.set_zoom(zoom)
        for place in PLACES:
            await go_to(desk, place.name)
            if lines := await _cut(desk.window):
                found[f"{place.name} at {zoom}"] = lines
        desk.enter.preview()
        dialog = desk.window.findChildren(QDialog)[-1]
        assert dialog.width() <= SMALLEST[0]
        assert await _cut(dialog) == []
        dialog.reject()
    assert found == {}


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


async def _in_sight(part: QWidget) -> None:
    await until(lambda: not part.visibleRegion().isEmpty(), "what has the focus")


async def _cut(window: QWidget) -> list[str]:
    """Returns what is cut once the layouts have come to rest: each pass may ask for another one."""
    found: list[str] = []
    for _ in range(_PASSES):
        found = [line for line in misfits(window) if not _is_shown(line)]
        if not found:
            break
        await asyncio.sleep(0.02)
    return found


def _is_shown(line: str) -> bool:
    """A table that is pushed sideways shows all of itself, and a column is made wider by hand; a page does neither."""
    return "the header" in line or ("Table" in line.partition(" < ")[0] and "scrolls sideways" in line)
