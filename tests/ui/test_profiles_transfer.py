"""*Import…* and *Export…* in the place, by keyboard, with the real file dialog and real files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from leaddesk.domain.secret import Secret
from leaddesk.infra.profile_file import CarriedFiles
from leaddesk.ui.views.profiles.export_dialog import ExportDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.services.desk import until
from tests.ui.profiles_place import FLOOR, KEY, NORTH, Place, empty, place

__all__ = ["empty", "place"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

SOUTH = replace(NORTH, id="south", name="Southside", base_url="https://south.example.com", destinations=())


def dialog_of(place, kind):
    found = [dialog for dialog in place.view.findChildren(kind) if dialog.isVisible()]
    assert len(found) == 1, f"{len(found)} dialogs {kind.__name__}"
    return found[0]


async def choose_file(place, path):
    """Puts a path into the open file dialog, as pasted: typed, its completer would ask for what this platform lacks."""
    dialog = dialog_of(place, QFileDialog)
    line = dialog.findChild(QLineEdit)
    line.setText(str(path))
    place.qtbot.keyClick(line, Qt.Key.Key_Return)
    await until(lambda: place.view.findChild(QFileDialog) is None)


async def told(place):
    """Waits until something was said, and returns it."""
    await until(lambda: place.told.messages)
    return place.told.messages.pop()


async def exported_to(place, path, *, without=()):
    """Goes through the whole export by keyboard."""
    await place.press("Export")
    dialog = dialog_of(place, ExportDialog)
    ticks = list(dialog.ticks.values())
    assert ticks[0].hasFocus()
    for tick in ticks:
        if tick.accessibleName() in without:
            place.qtbot.keyClick(tick, Qt.Key.Key_Space)
    place.qtbot.keyClick(dialog.verb, Qt.Key.Key_Space)
    await choose_file(place, path)


async def asked_to_import(place, path):
    await place.press("Import")
    await choose_file(place, path)
    await until(lambda: place.told.messages or place.view.findChild(ActDialog))


@pytest.fixture
async def three(qtbot, theme):
    place = Place(qtbot, theme, NORTH, SOUTH, FLOOR)
    place.secrets.held[NORTH.secret_ref("api_key")] = Secret(KEY)
    await place.open()
    yield place
    await place.scope.finish(1)


async def test_all_profiles_but_those_of_practice_are_exported_without_a_secret(three, tmp_path):
    path = tmp_path / "carried.toml"
    await exported_to(three, path)
    assert await told(three) == (
        *("result", "2 profiles exported.", str(path), "Keys and passwords are not in the file.", None, None),
    )
    assert KEY not in path.read_text(encoding="utf-8")
    assert (await CarriedFiles().read(str(path))).profiles == (NORTH, SOUTH)


async def test_a_tick_taken_away_leaves_a_profile_out_and_the_suffix_is_added(three, tmp_path):
    await exported_to(three, tmp_path / "one", without=("Northside",))
    assert (await told(three))[1] == "1 profile exported."
    assert (await CarriedFiles().read(str(tmp_path / "one.toml"))).profiles == (SOUTH,)


async def test_without_any_tick_nothing_can_be_exported(three):
    await three.press("Export")
    dialog = dialog_of(three, ExportDialog)
    assert [tick.accessibleName() for tick in dialog.ticks.values()] == ["Northside", "Southside"]
    for tick in dialog.ticks.values():
        three.qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert not dialog.verb.isEnabled()
    three.qtbot.keyClick(dialog.way_out, Qt.Key.Key_Escape)
    assert three.told.messages == []


async def test_a_file_that_is_there_is_replaced_after_asking_only(three, tmp_path):
    path = tmp_path / "carried.toml"
    path.write_text("dear diary")
    for agreed in (False, True):
        await exported_to(three, path)
        await until(lambda: three.view.findChild(ActDialog))
        assert three.view.findChild(ActDialog).way_out.hasFocus()
        await three.answer(agreed)
        if not agreed:
            await until(lambda: three.view.findChild(ActDialog) is None)
            assert path.read_text() == "dear diary"
    assert (await told(three))[1] == "2 profiles exported."


async def test_what_is_not_saved_is_said_to_stay_behind(three):
    three.type("Profile name", "Northside two")
    await three.press("Export")
    dialog = dialog_of(three, ExportDialog)
    assert any("Changes that are not saved are not exported." in text for text in three.said())
    three.qtbot.keyClick(dialog.way_out, Qt.Key.Key_Space)


async def test_practice_profiles_alone_cannot_be_exported(qtbot, theme):
    place = Place(qtbot, theme, FLOOR)
    await place.open()
    await place.press("Export")
    assert (await told(place))[1] == "There is no profile to export."


async def test_an_import_says_what_it_adds_and_then_the_first_new_one_is_current(place, tmp_path):
    path = tmp_path / "carried.toml"
    await CarriedFiles().write(str(path), (NORTH, SOUTH), replace=False)
    path.write_text(path.read_text(encoding="utf-8") + f'\n[api_keys]\nnorth = "{KEY}x"\n', encoding="utf-8")
    await asked_to_import(place, path)
    dialog = dialog_of(place, ActDialog)
    said = " ".join(place.said())
    assert dialog.windowTitle() == "Import 2 profiles"
    assert "Northside (imported): Pure CallerID at api.example.com, Production, 2 destinations" in said
    assert "Southside: Pure CallerID at south.example.com, Production, 0 destinations" in said
    assert "A name that you have already is marked as imported." in said
    assert "key “api_keys”" in said
    assert f"{KEY}x" not in said
    assert place.listed() == ["Northside", "Practice floor"], "nothing before it is agreed to"
    place.told.messages.clear()
    await place.answer(True)
    await until(lambda: place.told.messages)
    assert place.listed() == ["Northside", "Practice floor", "Northside (imported)", "Southside"]
    assert place.view.list.list.currentRow() == 2
    assert place.find(QLineEdit, "Profile name").text() == "Northside (imported)"
    await place.settle()
    assert "not set" in place.said()
    assert (await told(place))[1:4] == ("2 profiles added.", "", "Type their keys: none came with the file.")
    assert place.store.on_disk[:2] == (NORTH, FLOOR)


async def test_a_refused_import_adds_nothing(place, tmp_path):
    path = tmp_path / "carried.toml"
    await CarriedFiles().write(str(path), (SOUTH,), replace=False)
    await asked_to_import(place, path)
    await place.answer(False)
    await until(lambda: place.view.findChild(ActDialog) is None)
    assert place.store.on_disk == (NORTH, FLOOR)


@pytest.mark.parametrize(("text", "words"), [("[[profile]\n", "line 1"), (None, "not there")])
async def test_a_file_that_cannot_be_read_is_said_with_its_place(empty, tmp_path, text, words):
    path = tmp_path / "carried.toml"
    if text:
        path.write_text(text)
    await asked_to_import(empty, path)
    kind, title, detail, hint, *_ = await told(empty)
    assert (kind, title) == ("error", "The profiles cannot be read.")
    assert words in detail
    assert str(path) in detail
    assert hint


async def test_a_long_list_is_cut_and_counted(empty, tmp_path):
    path = tmp_path / "carried.toml"
    many = tuple(replace(SOUTH, id=f"s{number}", name=f"Desk {number}") for number in range(9))
    await CarriedFiles().write(str(path), many, replace=False)
    await asked_to_import(empty, path)
    said = empty.said()
    assert sum(text.startswith("Desk ") for text in said) == 5
    assert "and 4 more" in said
    await empty.answer(False)


async def test_there_is_nothing_to_export_before_there_is_a_profile(empty):
    assert empty.find(QPushButton, "Import").isEnabled()
    assert not empty.find(QPushButton, "Export").isEnabled()


async def test_an_import_says_that_a_mark_for_number_checks_does_not_come_along(place, tmp_path):
    path = tmp_path / "carried.toml"
    marked = replace(NORTH.destinations[0], name="Checks list", for_checks=True)
    carried = replace(SOUTH, destinations=(marked, NORTH.destinations[1]))
    await CarriedFiles().write(str(path), (carried,), replace=False)
    await asked_to_import(place, path)
    said = place.said()
    assert any("No destination comes marked for number checks" in text for text in said)
    assert said.count("Not marked") == 1
    assert "Checks list" in said
    await place.answer(verb=True)
    await told(place)
    assert [item.for_checks for item in place.store.on_disk[-1].destinations] == [False, False]
