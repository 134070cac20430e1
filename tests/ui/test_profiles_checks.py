"""*Use for number checks*: nobody marks a list without confirming it, and the confirmation is for that list alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QTableView

from leaddesk.domain.errors import StoreProblem
from leaddesk.ui.views.profiles.destination_editor import NOT_SAVED
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.ui.profiles_place import NORTH, Place, empty, place

__all__ = ["empty", "place"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MARK = "Use for number checks"
SPRING, NIGHT = NORTH.destinations
MARKED = replace(NORTH, destinations=(replace(SPRING, for_checks=True), NIGHT))
RECORDED = "Destination Spring outreach of Northside: Campaign ID campaign-1, Dialer list ID list1, Dialer APN"


@pytest.fixture
async def marked(qtbot, theme):
    place = Place(qtbot, theme, MARKED)
    await place.open()
    yield place
    await place.scope.finish(1)


async def tick(place: Place) -> QCheckBox:
    box: QCheckBox = place.find(QCheckBox, MARK)
    place.qtbot.keyClick(box, Qt.Key.Key_Space)
    await place.settle()
    return box


def dialog_of(place: Place) -> ActDialog | None:
    return place.view.window().findChild(ActDialog)


def words(place: Place) -> list[str]:
    dialog = dialog_of(place)
    assert dialog is not None, "nothing was asked"
    return [label.text() for label in dialog.findChildren(QLabel)]


def on_disk(place: Place) -> list[bool]:
    return [item.for_checks for item in place.store.on_disk[0].destinations]


async def test_a_mark_is_confirmed_saved_and_recorded(place):
    box = await tick(place)
    assert not box.isChecked(), "not before somebody has confirmed it"
    said = words(place)
    assert said[0] == MARK
    assert {"campaign-1", "list1", "APN", "Campaign ID", "Dialer list ID", "Dialer"} <= set(said)
    assert any("no running campaign dials the list" in text for text in said)
    assert any("APN may call the number all the same." in text for text in said)
    dialog = dialog_of(place)
    assert dialog is not None
    assert dialog.verb is not None
    assert (dialog.verb.text(), dialog.way_out.text()) == (MARK, "Cancel")
    await place.answer(verb=True)
    assert box.isChecked()
    assert on_disk(place) == [True, False], "nothing else was to be saved, so it is saved at once"
    assert place.marks == [RECORDED]
    assert place.told.last[:2] == ("result", "Destination Spring outreach is saved and is used for number checks.")
    assert "Unsaved changes" not in place.said()
    assert NOT_SAVED not in place.said()


async def test_a_mark_waits_where_something_else_would_be_saved_with_it_and_says_so(place):
    place.type("Destination name", "Autumn")
    assert NOT_SAVED not in place.said()
    await tick(place)
    await place.answer(verb=True)
    assert NOT_SAVED in place.said()
    assert "Unsaved changes" in place.said()
    assert (on_disk(place), place.marks) == ([False, False], []), "a mark that is not saved is none"
    await place.press("Save destination")
    assert on_disk(place) == [True, False]
    assert len(place.marks) == 1
    assert NOT_SAVED not in place.said()
    await tick(place)
    assert NOT_SAVED in place.said(), "taking the mark off waits too"


async def test_the_mark_of_a_new_destination_waits_for_its_fields(place):
    await place.press("Add destination")
    await tick(place)
    await place.answer(verb=True)
    assert NOT_SAVED in place.said()
    assert on_disk(place) == [False, False]


async def test_unconfirmed_it_stays_unticked_and_nothing_is_unsaved(place):
    box = await tick(place)
    await place.answer(verb=False)
    assert not box.isChecked()
    assert "Unsaved changes" not in place.said()
    await tick(place)
    assert dialog_of(place) is not None, "and is asked each time"


async def test_five9_says_what_is_forced_and_that_it_calls_nobody(place):
    place.find(QComboBox, "Dialer").setCurrentText("Five9")
    await tick(place)
    (text,) = [text for text in words(place) if "running campaign" in text]
    assert text.endswith("Every check goes out with Call now mode NONE, whatever is set here.")
    assert "may call" not in text


async def test_a_mark_is_asked_again_for_another_list(marked):
    marked.type("Destination name", "Autumn")
    await marked.press("Save destination")
    assert marked.marks == [], "another name is the same list"
    marked.type("Dialer list ID", "list9")
    await marked.press("Save destination")
    assert marked.store.on_disk[0].destinations[0].settings["dialer_list_id"] == "list1", "nothing is saved unasked"
    assert "list9" in words(marked)
    await marked.answer(verb=False)
    assert marked.store.on_disk[0].destinations[0].settings["dialer_list_id"] == "list1"
    assert "Unsaved changes" in marked.said()
    await marked.press("Save destination")
    await marked.answer(verb=True)
    saved = marked.store.on_disk[0].destinations[0]
    assert (saved.settings["dialer_list_id"], saved.for_checks) == ("list9", True)
    (recorded,) = marked.marks
    assert "Dialer list ID list9" in recorded


async def test_another_dialer_is_another_place_too_and_unmarked_it_is_just_saved(marked):
    marked.find(QComboBox, "Dialer").setCurrentText("Generic")
    await marked.press("Save destination")
    await marked.answer(verb=False)
    box = await tick(marked)
    assert not box.isChecked()
    assert dialog_of(marked) is None, "taking a mark off needs no confirming"
    await marked.press("Save destination")
    saved = marked.store.on_disk[0].destinations[0]
    assert (saved.dialer, saved.for_checks) == ("Generic", False)
    assert marked.marks == []


async def test_a_mark_that_is_not_saved_is_kept_while_another_destination_is_looked_at(place):
    place.type("Destination name", "Autumn")
    await tick(place)
    await place.answer(verb=True)
    table = place.find(QTableView, "Destinations")
    table.selectRow(1)
    assert not place.find(QCheckBox, MARK).isChecked()
    table.selectRow(0)
    assert place.find(QCheckBox, MARK).isChecked()
    place.type("Destination name", "Winter")
    assert dialog_of(place) is None, "typing a name asks nothing"
    await place.press("Save destination")
    assert dialog_of(place) is not None, "what was confirmed before looking elsewhere is confirmed again"


async def test_a_copy_is_not_marked(marked):
    await marked.press("Duplicate destination")
    assert not marked.find(QCheckBox, MARK).isChecked()
    await marked.press("Save destination")
    assert on_disk(marked) == [True, False, False]


async def test_the_table_shows_which_one_is_for_checks(marked):
    model = marked.find(QTableView, "Destinations").model()
    last = model.columnCount() - 1
    assert model.headerData(last, Qt.Orientation.Horizontal) == "Use"
    assert [model.index(row, last).data() for row in range(2)] == ["Checks", None]
    assert not model.index(0, last).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert model.index(0, last).data(Qt.ItemDataRole.AccessibleTextRole) == "Used for number checks"


async def test_without_a_mark_the_table_has_no_column_for_it(place):
    model = place.find(QTableView, "Destinations").model()
    headers = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert headers == ["Destination", "Dialer", "Dialer list ID", "List name"]


async def test_a_mark_that_could_not_be_recorded_is_said(place):
    place.no_history = StoreProblem("The history is not open.", "", "Open it first.")
    await tick(place)
    await place.answer(verb=True)
    assert on_disk(place) == [True, False]
    kind, title, detail, hint, *_ = place.told.last
    assert kind == "error"
    assert title == "The mark for number checks is saved, and is not in the history."
    assert "The history is not open." in detail
    assert hint


@pytest.mark.parametrize("key", ["", "sample-key-2"])
async def test_another_address_takes_the_mark_off_and_says_so(marked, key):
    marked.type("Base URL", "https://moved.example.com")
    if key:
        marked.type("API key", key)
    await marked.press("Save profile")
    _kind, _title, detail, *_ = marked.told.last
    assert "At the new address none of its destinations is used for number checks." in detail
    assert on_disk(marked) == [False, False]
    assert not marked.find(QCheckBox, MARK).isChecked()
