"""The place Profiles over the real use-case: create, edit, clone, delete, by keyboard, and nothing typed is lost."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from leaddesk.domain.errors import KeyringTrouble
from leaddesk.domain.profile import Environment, MappedField
from leaddesk.domain.secret import Secret
from leaddesk.vendors.registry import adapters
from tests.services.fakes import disk_full
from tests.ui.profiles_place import APN, FLOOR, KEY, NORTH, Place, empty, place

__all__ = ["empty", "place"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


# ---------------------------------------------------------------- profiles


async def test_the_first_profile_is_added_by_keyboard(empty):
    assert any("No profiles yet" in text for text in empty.said())
    empty.view.start().setFocus()
    assert empty.view.list.add.hasFocus()
    await empty.press("Add profile")
    assert empty.find(QLineEdit, "Profile name").hasFocus()
    assert empty.find(QLineEdit, "Base URL").text() == "https://core.purecallerid.app/api/public"
    empty.type("Profile name", "Northside")
    empty.type("Base URL", "http://127.0.0.1:9000/api/")
    empty.type("API key", KEY)
    await empty.press("Save profile")
    assert empty.listed() == ["Northside"]
    assert empty.view.list.list.currentItem().text() == "Northside"
    (saved,) = empty.store.on_disk
    assert saved.base_url == "http://127.0.0.1:9000/api"
    assert empty.secrets.held == {saved.secret_ref("api_key"): Secret(KEY)}
    assert "API key is in the keyring" in empty.said()
    assert empty.told.last[:2] == ("result", "Profile Northside is saved.")
    assert empty.told.last[3] == "Now add a destination: it says where leads go."


async def test_problems_stand_beside_their_fields_and_nothing_is_saved(place):
    place.type("Profile name", "")
    place.type("Base URL", "http://example.com")
    await place.press("Save profile")
    assert "Profile name is needed." in place.said()
    assert "Plain http is for this computer only (127.0.0.1): use https://." in place.said()
    assert place.find(QLineEdit, "Profile name").hasFocus()
    assert place.store.on_disk == (NORTH, FLOOR)


async def test_what_is_typed_stays_while_another_profile_is_looked_at(place):
    place.type("Profile name", "Northside two")
    await place.press("Replace API key")
    place.type("API key", "another-key")
    place.view.list.list.setFocus()
    place.qtbot.keyClick(place.view.list.list, Qt.Key.Key_Down)
    await place.settle()
    assert place.find(QLineEdit, "Profile name").text() == "Practice floor"
    assert place.view.list.list.item(0).data(Qt.ItemDataRole.AccessibleDescriptionRole).endswith("unsaved")
    place.qtbot.keyClick(place.view.list.list, Qt.Key.Key_Up)
    await place.settle()
    assert place.find(QLineEdit, "Profile name").text() == "Northside two"
    await place.press("Save profile")
    assert place.secrets.held == {NORTH.secret_ref("api_key"): Secret("another-key")}
    assert place.listed() == ["Northside two", "Practice floor"]
    assert "unsaved" not in place.view.list.list.item(0).data(Qt.ItemDataRole.AccessibleDescriptionRole)


async def test_looking_changes_nothing(place):
    for profile_id in ("floor", "north", "floor"):
        place.view.choose(profile_id)
        await place.settle()
    await place.press("Add profile")
    place.view.choose("north")
    await place.settle()
    spoken = QAccessible.queryAccessibleInterface(place.view.list.list)
    parts = (QAccessible.Text.Name, QAccessible.Text.Description)
    lines = [[spoken.child(row).text(part) for part in parts] for row in (0, 1)]
    assert lines == [["Northside", "Production, Pure CallerID"], ["Practice floor", "Practice, Pure CallerID"]]
    assert "Unsaved changes" not in place.said()


async def test_a_new_profile_begun_is_still_there_after_looking_elsewhere(place):
    await place.press("Add profile")
    place.type("Profile name", "Third")
    place.view.choose("north")
    await place.settle()
    await place.press("Add profile")
    assert place.find(QLineEdit, "Profile name").text() == "Third"


async def test_a_new_profile_begun_stays_current_when_the_place_or_the_list_gets_the_focus(place):
    await place.press("Add profile")
    place.type("Profile name", "Third")
    place.find(QLineEdit, "Base URL").setFocus()
    place.view.start().setFocus()
    assert place.find(QLineEdit, "Profile name").hasFocus()
    for reason in (Qt.FocusReason.OtherFocusReason, Qt.FocusReason.BacktabFocusReason):
        place.find(QLineEdit, "Base URL").setFocus()
        place.view.list.list.setFocus(reason)
        await place.settle()
        assert place.view.list.list.hasFocus()
        assert place.view.list.list.currentRow() == -1
        assert place.find(QLineEdit, "Profile name").text() == "Third"
    await place.press("Save profile")
    assert [profile.name for profile in place.store.on_disk] == ["Northside", "Practice floor", "Third"]
    place.view.choose("north")
    await place.press("Add profile")
    place.view.list.list.setFocus()
    place.qtbot.keyClick(place.view.list.list, Qt.Key.Key_Down)
    assert place.find(QLineEdit, "Profile name").text() == "Northside"


async def test_another_address_asks_for_the_key_again(place):
    assert "API key is in the keyring" in place.said()
    place.type("Base URL", "https://other.example.com")
    assert "not set for this address" in place.said()
    assert place.find(QLineEdit, "API key").text() == ""
    place.type("Base URL", "https://api.example.com/else")
    assert "API key is in the keyring" in place.said()


@pytest.mark.parametrize("button", ["Save profile", "Test connection"])
async def test_another_address_saved_without_a_key_asks_for_it_and_keeps_the_former_one(place, button):
    place.type("Base URL", "https://other.example.com")
    await place.press(button)
    assert place.store.on_disk[0].base_url == "https://other.example.com"
    kind, title, _detail, hint, *_rest = place.told.last
    assert (kind, title) == ("warn", "The API key of Northside is not set for the new address.")
    assert hint == "Type the API key and save again."
    assert place.find(QLineEdit, "API key").hasFocus()
    assert place.secrets.held == {NORTH.secret_ref("api_key"): Secret(KEY)}
    place.type("API key", "another-key")
    await place.press("Save profile")
    assert place.told.last[:2] == ("result", "Profile Northside is saved.")
    assert place.secrets.held == {place.store.on_disk[0].secret_ref("api_key"): Secret("another-key")}


@pytest.mark.parametrize("trouble", list(KeyringTrouble))
async def test_a_keyring_that_does_not_serve_is_named_and_the_session_offered(empty, trouble):
    empty.secrets.trouble = trouble
    await empty.press("Add profile")
    empty.type("Profile name", "Northside")
    empty.type("API key", KEY)
    await empty.press("Save profile")
    kind, title, _detail, _hint, label, act = empty.told.last
    assert (kind, title, label) == ("error", f"The keyring is {trouble}.", "Keep for this session")
    assert empty.secrets.held == empty.secrets.session == {}
    assert empty.listed() == ["Northside"]
    assert empty.find(QLineEdit, "API key").text() == KEY, "what was typed is still there"
    act()
    await empty.settle()
    (saved,) = empty.store.on_disk
    assert empty.secrets.session == {saved.secret_ref("api_key"): Secret(KEY)}
    assert empty.secrets.held == {}
    assert "API key is kept for this session" in empty.said()


async def test_a_disk_that_is_full_keeps_everything_typed(place):
    place.store.fails = disk_full()
    place.type("Profile name", "Other")
    await place.press("Save profile")
    assert place.told.last[:2] == ("error", disk_full().title)
    assert place.find(QLineEdit, "Profile name").text() == "Other"
    assert "Unsaved changes" in place.said()


async def test_a_double_press_saves_once(place):
    await place.press("Add profile")
    place.type("Profile name", "Other")
    place.store.gate.clear()
    place.view.editor.save.click()
    await place.settle()
    place.view.editor.save.click()
    place.store.gate.set()
    await place.settle()
    assert place.listed() == ["Northside", "Practice floor", "Other"]


async def test_a_copy_has_new_ids_and_no_secret(place):
    await place.press("Duplicate profile")
    assert place.listed() == ["Northside", "Practice floor", "Northside (copy)"]
    assert place.view.list.list.currentRow() == 2
    copy = place.store.on_disk[2]
    assert {copy.id, *(d.id for d in copy.destinations)}.isdisjoint({"north", "d1", "d2"})
    assert "not set" in place.said()
    assert list(place.secrets.held) == [NORTH.secret_ref("api_key")]


async def test_deleting_a_profile_asks_first_and_takes_its_secret_along(place):
    await place.press("Delete profile")
    await place.answer(False)
    assert place.listed() == ["Northside", "Practice floor"]
    await place.press("Delete profile")
    await place.answer(True)
    assert place.listed() == ["Practice floor"]
    assert place.find(QLineEdit, "Profile name").text() == "Practice floor"
    assert place.secrets.held == {}
    assert place.view.focusWidget().accessibleName() == "Profiles"


async def test_forgetting_a_key_asks_first(place):
    await place.press("Forget API key")
    await place.answer(True)
    assert place.secrets.held == {}
    assert "not set" in place.said()


async def test_a_practice_profile_keeps_its_environment(place):
    place.view.choose("floor")
    await place.settle()
    combo = place.find(QComboBox, "Environment")
    assert (combo.currentText(), combo.isEnabled()) == ("Practice", False)
    place.type("Profile name", "Floor two")
    await place.press("Save profile")
    assert place.store.on_disk[1].environment is Environment.PRACTICE
    place.view.choose("north")
    await place.settle()
    combo = place.find(QComboBox, "Environment")
    assert combo.isEnabled()
    assert [combo.itemText(n) for n in range(combo.count())] == ["Production", "Test"]


async def test_the_keyring_is_not_asked_before_the_place_is_looked_at(qtbot, theme):
    place = Place(qtbot, theme, NORTH)
    await place.service.load()
    await place.settle()
    assert place.secrets.calls == []
    place.view.show()
    await place.settle()
    assert place.secrets.calls == ["get"]


# ---------------------------------------------------------------- destinations


async def test_a_destination_is_added_and_becomes_current(place):
    await place.press("Add destination")
    assert place.find(QLineEdit, "Destination name").hasFocus()
    assert place.view.destinations.editor.mapping.mapping() == APN.preset
    place.type("Destination name", "Day desk")
    place.type("Campaign ID", "campaign-3")
    place.type("Dialer list ID", "list3")
    await place.press("Save destination")
    assert place.rows() == ["Spring outreach", "Night desk", "Day desk"]
    assert place.view.destinations.table.currentIndex().row() == 2
    added = place.store.on_disk[0].destinations[2]
    assert (added.name, added.dialer, added.mapping) == ("Day desk", "APN", APN.preset)
    assert added.settings["campaign_id"] == "campaign-3"


async def test_a_profile_saved_after_its_destination_keeps_it(place):
    place.type("Profile name", "Northside two")
    place.type("Destination name", "Spring two")
    await place.press("Save destination")
    assert place.find(QLineEdit, "Profile name").text() == "Northside two"
    await place.press("Save profile")
    assert place.store.on_disk[0].name == "Northside two"
    assert place.store.on_disk[0].destinations[0].name == "Spring two"


async def test_a_dialer_brings_its_preset_unless_the_mapping_was_touched(place):
    editor = place.view.destinations.editor
    generic = adapters()["purecallerid"].info.dialer("Generic")
    place.find(QComboBox, "Dialer").setCurrentText("Generic")
    assert generic is not None
    assert editor.mapping.mapping() == generic.preset
    editor.mapping.model.setData(editor.mapping.model.index(0, 1), "own_column")
    touched = editor.mapping.mapping()
    place.find(QComboBox, "Dialer").setCurrentText("APN")
    assert editor.mapping.mapping() == touched
    await place.press("Preset")
    assert editor.mapping.mapping() == APN.preset


async def test_the_mapping_is_edited_in_place_by_keyboard(place):
    qtbot, table = place.qtbot, place.view.destinations.editor.mapping.table
    await place.press("Add row")
    cell = table.viewport().findChild(QLineEdit)
    assert cell.accessibleName() == "Field"
    qtbot.keyClicks(cell, "Loan amount")
    qtbot.keyClick(cell, Qt.Key.Key_Tab)
    cell = place.find(QLineEdit, "Dialer column of Loan amount")
    qtbot.keyClicks(cell, "loan_amount")
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    await place.settle()
    mapping = place.view.destinations.editor.mapping
    assert mapping.mapping()[-1] == MappedField("Loan amount", "loan_amount")
    mapping.table.go_to(0, 2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    kinds = place.find(QComboBox, "Type of Phone")
    assert [kinds.itemText(n) for n in range(3)] == ["none", "Phone", "Zip"]
    qtbot.keyClick(kinds, Qt.Key.Key_Escape)
    table.go_to(mapping.model.rowCount() - 1, 0)
    await place.press("Remove row")
    assert mapping.mapping() == APN.preset


async def test_a_reserved_column_is_refused_beside_its_row(place):
    mapping = place.view.destinations.editor.mapping
    state = mapping.model.row_of("state")
    mapping.model.setData(mapping.model.index(state, 1), "security_phrase")
    await place.press("Save destination")
    text = "security_phrase is reserved by this workspace. Choose another column."
    assert text in place.said()
    assert mapping.model.index(state, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == text
    assert mapping.table.hasFocus()
    assert (mapping.table.currentIndex().row(), mapping.table.currentIndex().column()) == (state, 1)
    assert place.store.on_disk == (NORTH, FLOOR)


async def test_a_destination_typed_into_is_kept_while_another_is_looked_at(place):
    table = place.view.destinations.table
    place.type("Destination name", "Spring two")
    table.setFocus()
    place.qtbot.keyClick(table, Qt.Key.Key_Down)
    assert place.find(QLineEdit, "Destination name").text() == "Night desk"
    place.view.choose("floor")
    await place.settle()
    place.view.choose("north")
    await place.settle()
    assert place.find(QLineEdit, "Destination name").text() == "Spring two"
    assert place.store.on_disk == (NORTH, FLOOR)


async def test_a_destination_is_copied_under_a_new_id_and_deleted_after_asking(place):
    await place.press("Duplicate destination")
    assert place.find(QLineEdit, "Destination name").text() == "Spring outreach (copy)"
    await place.press("Save destination")
    assert place.rows() == ["Spring outreach", "Night desk", "Spring outreach (copy)"]
    assert len({d.id for d in place.store.on_disk[0].destinations}) == 3
    await place.press("Delete destination")
    await place.answer(True)
    assert place.rows() == ["Spring outreach", "Night desk"]
    assert place.view.focusWidget().accessibleName() == "Destinations"


# ---------------------------------------------------------------- the place as a whole


async def test_every_control_has_a_name(place):
    nameless = [
        widget
        for widget in place.view.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert nameless == []


async def test_tab_goes_from_the_list_through_everything(place):
    place.view.start().setFocus()
    seen: list[str] = []
    for _ in range(60):
        widget = place.view.focusWidget()
        if seen and widget.accessibleName() == "Profiles":
            break
        seen.append(widget.accessibleName())
        place.qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert seen == [
        *("Profiles", "Add profile", "Import", "Export", "Duplicate profile"),
        *("Profile name", "Environment", "Base URL", "Safety level"),
        *("Time-out, seconds", "Requests a second", "Phone format", "Data quality", "Calls without a body"),
        *("Replace API key", "Forget API key", "Save profile", "Test connection", "Delete profile"),
        *("Add destination", "Destinations", "Destination name", "Dialer", "Campaign ID", "Dialer list ID"),
        *("List name", "Reserved columns", "Use for number checks", "Preset", "Remove row", "Add row", "Field mapping"),
        *("Save destination", "Duplicate destination", "Delete destination"),
    ]


async def test_destinations_go_below_where_there_is_no_room(place):
    def corner(widget):
        return widget.mapTo(place.view, QPoint(0, 0))

    place.view._outer.setSizes([700, 300])
    place.view.resize(1200, 620)
    assert place.view._pages.width() >= corner(place.view.destinations).x() - corner(place.view._pages).x() + 420
    assert corner(place.view.destinations).x() > corner(place.view.editor).x()
    place.view.resize(928, 620)
    assert place.view.width() == 928, "the place must fit the smallest window"
    await asyncio.sleep(0.01)
    assert corner(place.view.destinations).x() == corner(place.view.editor).x()
    assert corner(place.view.destinations).y() > corner(place.view.editor).y()


async def test_no_secret_stands_in_any_text_of_the_place(place):
    place.type("Base URL", "https://other.example.com")
    place.type("API key", "canary-key")
    texts = []
    for widget in place.view.findChildren(QWidget):
        texts += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        texts += [widget.text()] if isinstance(widget, QLabel) else []
    assert not [text for text in texts if "canary" in text]
    assert "canary" not in repr(place.view.editor.draft())
