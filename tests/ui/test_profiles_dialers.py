"""The destination editor over every dialer: its fields, its preset, its words, and nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit

from leaddesk.vendors.registry import adapters
from tests.ui.profiles_place import Place, empty, place

__all__ = ["empty", "place"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

VENDOR = adapters()["purecallerid"]
UNCHECKED = "Not checked while empty: the workspace knows this name."


def items(combo):
    return [combo.itemText(number) for number in range(combo.count())]


def choose(place: Place, name: str, text: str) -> None:
    combo = place.find(QComboBox, name)
    assert text in items(combo)
    combo.setCurrentText(text)


def labels(place: Place) -> list[str]:
    return [editor.spec.label for editor in place.view.destinations.editor.form.editors()][2:-1]


async def test_every_dialer_is_offered_and_brings_its_fields_and_its_preset(place):
    editor = place.view.destinations.editor
    assert items(place.find(QComboBox, "Dialer")) == [
        *("APN", "Five9", "NICE CXone", "RingCX", "Amazon Pinpoint", "Generic")
    ]
    for dialer in (*VENDOR.info.dialers, *reversed(VENDOR.info.dialers)):
        choose(place, "Dialer", dialer.name)
        assert labels(place) == [spec.label for spec in VENDOR.destination_schema(dialer.name).fields]
        assert editor.mapping.mapping() == dialer.preset
        assert (dialer.retired in place.said()) == bool(dialer.retired)
    assert "Unsaved changes" not in place.said(), "back where it was"


async def test_five9_modes_are_offered_with_the_vendor_s_default_first_and_saved_as_nothing(place):
    choose(place, "Dialer", "Five9")
    assert items(place.find(QComboBox, "Call now mode")) == [
        *("ANY (vendor default)", "NONE", "NEW_CRM_ONLY", "NEW_LIST_ONLY")
    ]
    assert items(place.find(QComboBox, "CRM update mode"))[0] == "UPDATE_FIRST (vendor default)"
    assert "Five9 may dial at once." in place.said()
    await place.press("Save destination")
    assert set(place.store.on_disk[0].destinations[0].settings) == {"campaign_id", "dialer_list_id"}
    choose(place, "Call now mode", "NONE")
    choose(place, "List add mode", "ADD_ALL")
    assert "Five9 may dial at once." not in place.said()
    assert any("ADD_ALL does not work for single records" in text for text in place.said())
    await place.press("Save destination")
    saved = place.store.on_disk[0].destinations[0].settings
    assert (saved["call_now_mode"], saved["list_add_mode"]) == ("NONE", "ADD_ALL")
    choose(place, "Call now mode", "ANY (vendor default)")
    await place.press("Save destination")
    assert "call_now_mode" not in place.store.on_disk[0].destinations[0].settings
    assert "Unsaved changes" not in place.said()


async def test_a_lead_key_that_nothing_fills_is_said_beside_it(place):
    choose(place, "Dialer", "Five9")
    place.type("Lead key fields", "policy_no, email")
    await place.press("Save destination")
    assert "No row of the field mapping fills policy_no." in place.said()
    assert place.find(QLineEdit, "Lead key fields").hasFocus()
    place.type("Lead key fields", "email")
    await place.press("Save destination")
    assert place.store.on_disk[0].destinations[0].settings["lead_key_fields"] == "email"


async def test_a_reserved_name_is_checked_once_it_is_known(place):
    choose(place, "Dialer", "Five9")
    assert place.said().count(UNCHECKED) == 2
    place.type("Reserved Caller ID Field", "Email")
    assert place.said().count(UNCHECKED) == 1
    await place.press("Save destination")
    assert "email is reserved by this workspace. Choose another column." in place.said()
    assert place.store.on_disk[0].destinations[0].dialer == "APN"


async def test_ringcx_asks_what_to_do_with_duplicates(place):
    choose(place, "Dialer", "RingCX")
    combo = place.find(QComboBox, "Dedupe")
    assert (combo.currentText(), items(combo)) == (
        "",
        ["RING_REMOVE_ALL_EXISTING", "RING_REMOVE_FROM_LIST", "RING_RETAIN_ALL"],
    )
    assert combo.itemData(2, Qt.ItemDataRole.ToolTipRole) == "Keeps every duplicate."
    assert place.find(QComboBox, "External ID").currentText() == "Phone"
    await place.press("Save destination")
    assert "Dedupe is needed." in place.said()
    choose(place, "Dedupe", "RING_REMOVE_FROM_LIST")
    choose(place, "External ID", "Own id")
    assert "Looks inside one batch only: single leads are never dropped." in place.said()
    assert "Enter lead asks for External ID." in place.said()
    await place.press("Save destination")
    saved = place.store.on_disk[0].destinations[0]
    assert (saved.settings["dedupe"], saved.settings["extern_id"]) == ("RING_REMOVE_FROM_LIST", "Own id")


async def test_amazon_pinpoint_needs_no_dialer_list(place):
    choose(place, "Dialer", "Amazon Pinpoint")
    assert "Dialer list ID" not in labels(place)
    await place.press("Save destination")
    saved = place.store.on_disk[0].destinations[0]
    assert (saved.dialer, set(saved.settings)) == ("Amazon Pinpoint", {"campaign_id"})


async def test_what_was_typed_for_one_dialer_is_there_when_it_is_chosen_again(place):
    choose(place, "Dialer", "Five9")
    place.type("Lead key fields", "email")
    choose(place, "Call now mode", "NONE")
    choose(place, "Dialer", "RingCX")
    choose(place, "Dedupe", "RING_RETAIN_ALL")
    choose(place, "Dialer", "Five9")
    assert place.find(QLineEdit, "Lead key fields").text() == "email"
    assert place.find(QComboBox, "Call now mode").currentText() == "NONE"
    await place.press("Save destination")
    saved = place.store.on_disk[0].destinations[0].settings
    assert "dedupe" not in saved, "another dialer's settings are not kept"


@pytest.mark.parametrize("dialer", [dialer.name for dialer in VENDOR.info.dialers])
async def test_what_is_said_fits_its_line(place, dialer):
    choose(place, "Dialer", dialer)
    for name, text in (("List add mode", "ADD_ALL"), ("Dedupe", "RING_REMOVE_ALL_EXISTING")):
        if name in labels(place):
            choose(place, name, text)
    await place.settle()
    said = [note.says for spec in VENDOR.destination_schema(dialer).fields for note in spec.notes]
    shown = [label for label in place.view.findChildren(QLabel) if label.isVisible() and label.text() in said]
    assert shown or not said
    assert [label.text() for label in shown if not label.fits()] == []


async def test_tab_goes_through_the_fields_a_dialer_brings(place):
    choose(place, "Dialer", "Five9")
    widget = place.find(QLineEdit, "Lead key fields")
    widget.setFocus()
    seen = []
    for _ in range(8):
        seen.append(widget.accessibleName())
        place.qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = place.view.focusWidget()
    assert seen == [
        *("Lead key fields", "CRM update mode", "CRM add mode", "List add mode", "Call now mode"),
        *("Reserved Caller ID Field", "Reserved Unique ID Field", "Use for number checks"),
    ]
