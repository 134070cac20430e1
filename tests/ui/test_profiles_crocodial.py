"""Croco-Dial in *Profiles*: its fields by their fixed names, its settings in sections, and a warning for a password."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from leaddesk.domain.secret import Secret
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.vendors.registry import adapters
from tests.ui.profiles_place import Place, empty
from tests.vendors.crocodial.samples import DESTINATION, PROFILE

__all__ = ["empty"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

VENDOR = adapters()["crocodial"]


@pytest.fixture
async def croco(qtbot, theme):
    profile = replace(PROFILE, destinations=(DESTINATION,))
    place = Place(qtbot, theme, profile)
    place.secrets.held[profile.secret_ref("pass")] = Secret("ApiPass123")
    await place.open()
    yield place
    await place.scope.finish(1)


async def test_a_new_profile_needs_its_user_and_takes_a_domain_s_name_alone(empty):
    await empty.press("Add profile")
    empty.find(QComboBox, "Vendor").setCurrentText("Croco-Dial")
    empty.type("Profile name", "North")
    empty.type("Base URL", "north")
    empty.type("Password", "ApiPass123")
    await empty.press("Save profile")
    assert "User is needed." in empty.said()
    empty.type("User", "apiuser")
    await empty.press("Save profile")
    kept = empty.store.on_disk[0]
    assert (kept.vendor, kept.base_url) == ("crocodial", "https://north.croco-dial.net/API/lmapi.php")
    assert kept.options["user"] == "apiuser"
    assert "ApiPass123" not in repr(kept)
    assert empty.secrets.held[kept.secret_ref("pass")] == Secret("ApiPass123")


@pytest.mark.parametrize("typed", ["north", "North.croco-dial.net"])
async def test_a_domain_is_written_out_as_its_address_when_its_field_is_left(empty, typed):
    await empty.press("Add profile")
    empty.find(QComboBox, "Vendor").setCurrentText("Croco-Dial")
    address = empty.find(QLineEdit, "Base URL")
    address.setFocus()
    empty.type("Base URL", typed)
    empty.find(QLineEdit, "User").setFocus()
    assert address.text() == "https://north.croco-dial.net/API/lmapi.php"
    assert "Type a web address that begins with https://." not in empty.said()


async def test_a_password_that_can_never_work_is_warned_of_and_still_kept(empty):
    await empty.press("Add profile")
    empty.find(QComboBox, "Vendor").setCurrentText("Croco-Dial")
    warning = "Only letters, digits, - and _ count: this never works."
    empty.type("Password", "Pa$$")
    assert warning in empty.said()
    empty.type("Password", "Pass")
    assert warning not in empty.said()


async def test_the_test_says_what_it_asks_of_this_vendor(croco):
    assert any("load the number 1" in text for text in croco.said())
    assert not any("campaigns" in text for text in croco.said())


async def test_the_settings_stand_below_their_headings(croco):
    form = croco.view.destinations.editor.form
    places: dict[str, int] = {}
    for label in form.findChildren(QLabel):
        if label.isVisible():
            places.setdefault(label.text(), label.mapTo(form, label.rect().topLeft()).y())
    sections = list(dict.fromkeys(spec.section for spec in VENDOR.destination_schema("Croco-Dial").fields))
    tops = [places[section] for section in sections]
    assert tops == sorted(tops)
    for spec in VENDOR.destination_schema("Croco-Dial").fields:
        top = form.editor(spec.key).mapTo(form, form.editor(spec.key).rect().topLeft()).y()
        assert [name for name, at in zip(sections, tops, strict=True) if at < top][-1] == spec.section, spec.label


async def test_what_is_not_set_is_not_saved_and_defaults_are_shown(croco):
    assert croco.find(QComboBox, "Check the do-not-call list").currentText() == "Y"
    assert croco.find(QComboBox, "Same phone").currentText() == "Same list"
    croco.type("Campaign ID", "SPRING")
    croco.find(QCheckBox, "Queue to dial at once").setChecked(True)
    assert "Leads may be dialled within seconds." in croco.said()
    await croco.press("Save destination")
    saved = croco.store.on_disk[0].destinations[0]
    assert saved.settings["campaign_id"] == "SPRING"
    assert saved.settings["add_to_hopper"] == "yes"
    assert not {"callback", "dup_window", "tz_method"} & set(saved.settings)
    assert VENDOR.destination_problems(saved) == ()


async def test_a_limit_is_said_beside_its_field_and_nothing_is_saved(croco):
    croco.type("List ID", "10")
    await croco.press("Save destination")
    assert any("silently become list 999" in text for text in croco.said())
    assert croco.find(QLineEdit, "List ID").text() == "10"
    assert croco.store.on_disk[0].destinations[0].settings["list_id"] == "2001"


async def test_campaign_and_list_tell_one_destination_from_another(croco):
    model = croco.view.destinations.table.model()
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(model.columnCount())]
    assert heads[2:4] == ["Campaign ID", "List ID"]


def shown(place: Place) -> list[str]:
    form = place.view.destinations.editor.form
    return [editor.spec.label for editor in form.editors() if editor.isVisible()][2:-1]


async def test_settings_are_found_by_words_and_nothing_typed_is_lost(croco):
    croco.type("Campaign ID", "SPRING")
    croco.type("Search settings", "callback time")
    assert "Callback time" in shown(croco)
    assert not {"Campaign ID", "Same phone", "Source"} & set(shown(croco))
    assert "Duplicates" not in croco.said()
    assert croco.find(QLineEdit, "Destination name").isVisible()
    await croco.press("Save destination")
    assert croco.store.on_disk[0].destinations[0].settings["campaign_id"] == "SPRING"
    croco.type("Search settings", "")
    assert "Campaign ID" in shown(croco)
    assert "Duplicates" in croco.said()


async def test_only_what_was_changed_is_shown_when_asked_for(croco):
    croco.find(QComboBox, "Check the do-not-call list").setCurrentText("AREACODE")
    croco.find(QCheckBox, "Changed only").setChecked(True)
    assert set(shown(croco)) == {"Campaign ID", "List ID", "Check the do-not-call list"}, "a row is shown whole"
    croco.find(QCheckBox, "Changed only").setChecked(False)
    assert len(shown(croco)) == len(VENDOR.destination_schema("Croco-Dial").fields)


async def test_a_hidden_field_with_a_problem_comes_back(croco):
    croco.type("Hopper priority", "150")
    croco.type("Search settings", "campaign")
    assert "Hopper priority" not in shown(croco)
    await croco.press("Save destination")
    assert "Hopper priority" in shown(croco)
    assert "A priority is a number from -99 to 99." in croco.said()


async def test_a_short_form_has_nothing_to_search(croco):
    editor = croco.view.destinations.editor
    assert editor.filter.isVisible()
    pure = adapters()["purecallerid"].info
    editor.show_destination(pure, None)
    assert not editor.filter.isVisible()


async def test_a_search_without_a_hit_says_so_and_leads_back(croco):
    croco.type("Search settings", "zebra")
    assert "No setting has “zebra” in its name or its help." in croco.said()
    assert not croco.view.destinations.editor.form.editor("callback").isVisible()
    await croco.press("Show all settings")
    assert not any(text.startswith("No setting has") for text in croco.said())
    assert croco.view.destinations.editor.form.editor("callback").isVisible()
    assert croco.find(QLineEdit, "Search settings").hasFocus()


async def test_the_warning_of_a_callback_is_seen_whole(croco):
    croco.find(QCheckBox, "Schedule a callback").setChecked(True)
    await croco.settle()
    (warning,) = (
        label
        for label in croco.view.findChildren(ElidedLabel)
        if label.isVisible() and label.text().startswith("Each lead is held for a callback")
    )
    assert warning.fits()


async def test_save_and_what_is_unsaved_stay_in_view_of_a_long_form(croco):
    croco.view.resize(928, 614)  # of a window of 1024 by 700
    croco.type("Hopper priority", "5")
    await croco.settle()
    acts = croco.view.destinations.editor.acts
    assert acts.visibleRegion().boundingRect() == acts.rect()
    assert croco.find(QPushButton, "Save destination").isVisible()
    assert "Unsaved changes" in croco.said()
    assert not croco.view.destinations.editor.mapping.visibleRegion().boundingRect().isValid(), "it is far below"
    croco.view.destinations.show_profile(None)
    assert not acts.isVisible()


async def test_tab_goes_from_the_dialer_to_the_search_for_settings_and_then_into_them(croco):
    widget = croco.find(QComboBox, "Dialer")
    widget.setFocus()
    seen = []
    for _ in range(4):
        seen.append(widget.accessibleName())
        croco.qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = croco.view.focusWidget()
    assert seen == ["Dialer", "Search settings", "Changed only", "Campaign ID"]
