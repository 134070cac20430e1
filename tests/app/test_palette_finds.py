"""What the palette finds under other words, and what it offers for a number or a word that was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit

from leaddesk.app.desk import Desk
from leaddesk.domain.exchange import EVERYTHING
from leaddesk.ui import found_by
from leaddesk.ui.actions import ACTIONS
from leaddesk.ui.views.guide.window import GuideWindow
from leaddesk.ui.views.palette.entries import Group
from leaddesk.ui.views.settings_dialog import SettingsDialog
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import at_the_window, go_to, press, until
from tests.app.test_palette import choose, current, entries, open_palette

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

UNDER_OTHER_WORDS = {
    "dark": "Settings: Theme",
    "light": "Settings: Theme",
    "operator": "Settings: Operator",
    "doctor": "Settings: Key store",
    "zoom": "Settings: Zoom",
    "language": "Settings: Language",
    "tray": "Settings: Notices",
    "proxy": "Settings: Network",
    "help": "Show the welcome",
    "guide": "Guide",
    "dnc": "Go to Check number",
    "unknown": "Go to History",
    "resend": "Go to History",
    "backup": "Settings: Export and import",
    "stop": "Pause all active",
    "excel": "Export",
    "api key": "Go to Profiles",
    "tutorial": "First steps",
}
IN_THE_GUIDE = {"litigator": "Litigator", "san": "SAN", "ttl": "ttl", "sandbox": "Practice mode"}


async def test_what_a_hurried_person_types_is_found_the_likeliest_first(practice_desk: Desk) -> None:
    palette = open_palette(practice_desk)
    await until(lambda: Group.NUMBERS in palette._entries, "the numbers")
    for typed, title in UNDER_OTHER_WORDS.items():
        palette.field.setText(typed)
        assert current(palette) == title, typed
    for typed, title in IN_THE_GUIDE.items():
        palette.field.setText(typed)
        assert title in [entry.title for entry in entries(palette) if entry.group is Group.GUIDE], typed
    palette.field.setText("xyzzy")
    assert [entry.title for entry in entries(palette)] == ["Search the guide for “xyzzy”"]
    press(practice_desk, Qt.Key.Key_Escape)


def test_the_other_words_are_those_of_something_there_is() -> None:
    there = {action.words for actions in ACTIONS.values() for action in actions} | {place.name for place in PLACES}
    assert set(found_by._ACTIONS) <= there
    assert len([name for name in there if found_by.other_words(name)]) > 50
    assert len(set(found_by.SETTINGS.values())) == len(found_by.SETTINGS)


async def test_every_setting_leads_to_its_row(practice_desk: Desk) -> None:
    desk = practice_desk
    for name in found_by.SETTINGS.keys() - {"Language"}:
        desk.places.palette._finds._open_settings(name)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SettingsDialog)
        focused = dialog.focusWidget()
        assert focused is not None
        section = dialog.sections.get(name)
        assert section.isAncestorOf(focused) if section else focused.accessibleName() == name
        assert not focused.visibleRegion().isEmpty(), name
        dialog.reject()
        await until(lambda: desk.window.findChild(SettingsDialog) is None, "Settings to go")


async def test_a_button_of_another_place_is_gone_to_and_not_pressed(practice_desk: Desk) -> None:
    desk = practice_desk
    profiles = await go_to(desk, "Profiles")
    boxes = profiles.findChildren(QCheckBox)
    box = next(one for one in boxes if one.accessibleName() == "Use for number checks")
    await until(box.isVisible, "a destination")
    was = box.isChecked()
    await go_to(desk, "History")
    await at_the_window(desk)
    assert choose(desk, "use for number checks") == "Use for number checks"
    assert desk.window.place == "Profiles"
    assert desk.window.focusWidget() is box
    assert box.isChecked() == was


async def test_a_table_is_sorted_by_its_headings_without_a_mouse(practice_desk: Desk) -> None:
    desk = practice_desk
    await go_to(desk, "Campaigns")
    board = desk.places.campaigns.board
    await until(board.current, "campaigns")
    await at_the_window(desk)

    def names() -> list[str]:
        model = board.table.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    as_read = names()
    assert choose(desk, "sort campaigns by name") == "Sort Campaigns by Name"
    upwards = names()
    assert sorted(upwards) == sorted(as_read)
    assert upwards != as_read
    await at_the_window(desk)
    choose(desk, "sort campaigns by name")
    assert sorted(names()) == sorted(as_read)
    assert names() not in (as_read, upwards)


async def test_a_word_opens_the_guide_where_it_is_explained_and_any_other_is_looked_for(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    for word in found_by.GUIDE:
        guide = await _guide_at(desk, word)
        assert guide.here.partition("#")[2], word
        guide.close()
        await until(lambda: desk.window.findChild(GuideWindow) is None, "the guide to close")
    await at_the_window(desk)
    assert choose(desk, "hopper") == "Search the guide for “hopper”"
    await until(lambda: desk.window.findChild(GuideWindow), "the guide")
    guide = desk.window.findChildren(GuideWindow)[0]
    assert guide.search.text() == "hopper"
    assert guide.text.textCursor().selectedText().casefold() == "hopper"
    guide.close()


async def _guide_at(desk: Desk, word: str) -> GuideWindow:
    desk.places.help.open_at(word)
    await until(lambda: desk.window.findChild(GuideWindow), "the guide")
    guide = desk.window.findChild(GuideWindow)
    assert isinstance(guide, GuideWindow)
    return guide


async def test_a_typed_number_is_carried_to_any_place_and_nothing_is_sent(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    palette = open_palette(desk)
    for typed in ("7205550104", "720-555-0104", "+1 (720) 555-0104"):
        palette.field.setText(typed)
        offered = [entry.title for entry in entries(palette) if entry.group is Group.TYPED]
        assert offered == [
            "Check (720) 555-0104",
            "Enter a lead with (720) 555-0104",
            "Search leads for (720) 555-0104",
            "Look up (720) 555-0104 in History",
        ]
        assert current(palette) == offered[0]
    palette.field.setText("0005550104")
    assert [entry for entry in entries(palette) if entry.group is Group.TYPED] == []
    press(desk, Qt.Key.Key_Escape)
    for down, place, name in (
        (0, "Check number", "Phone"),
        (1, "Enter lead", "Phone"),
        (2, "Search leads", "Search text"),
        (3, "History", "Search history"),
    ):
        await go_to(desk, "Profiles")
        await at_the_window(desk)
        palette = open_palette(desk)
        palette.field.setText("7205550104")
        for _ in range(down):
            press(desk, Qt.Key.Key_Down)
        press(desk, Qt.Key.Key_Return)
        assert desk.window.place == place
        fields = desk.window.page(place).findChildren(QLineEdit)
        field = next(one for one in fields if one.accessibleName() == name)
        assert "".join(filter(str.isdigit, field.text()))[-10:] == "7205550104"
    assert await desk.use.deferred.find(EVERYTHING) == []
