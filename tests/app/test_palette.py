"""The command palette in the whole window: what it lists is what there is, and choosing does what a hand would do."""

from __future__ import annotations

import asyncio
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QToolButton

from leaddesk.app.commands_palette import _callings
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import EVERYTHING
from leaddesk.domain.note import NoteKind
from leaddesk.ui.actions import ACTIONS, EVERYWHERE, KEYS, all_keys
from leaddesk.ui.views.palette.dialog import PaletteDialog
from leaddesk.ui.views.palette.entries import Entry, Group
from leaddesk.ui.views.shortcuts_dialog import ShortcutsDialog
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import CTRL, at_the_window, field, go_to, press, send, type_into, until

OF_EVERY_TABLE = {"Return", "Enter"}


def open_palette(desk) -> PaletteDialog:
    """Opens it by its key and returns it."""
    press(desk, Qt.Key.Key_K, CTRL)
    palette: PaletteDialog = next(one for one in desk.window.findChildren(PaletteDialog) if one.isVisible())
    assert palette.field.hasFocus()
    return palette


def entries(palette: PaletteDialog) -> list[Entry]:
    return [entry for row in range(palette.rows.rowCount()) if (entry := palette.rows.entry(row))]


def current(palette: PaletteDialog) -> str:
    """The words of the chosen row."""
    entry = palette.current()
    return entry.title if entry else ""


def choose(desk, typed: str) -> str:
    """Types into the palette, chooses the first row, and returns its words."""
    palette = open_palette(desk)
    QTest.keyClicks(palette.field, typed)
    chosen = current(palette)
    press(desk, Qt.Key.Key_Return)
    return chosen


async def everywhere(desk) -> None:
    """Goes to every place once, so that all of them are built."""
    for place in PLACES:
        await go_to(desk, place.name)


def actions_of(desk) -> dict[str, Entry]:
    """All actions as they stand now, by their words; those of the place in view win."""
    found: dict[str, Entry] = {}
    for entry in desk.places.palette._actions():
        found.setdefault(entry.title, entry)
    return found


async def test_it_opens_from_every_place_and_takes_the_letters_typed_at_once(practice_desk):
    desk = practice_desk
    for place in PLACES:
        await go_to(desk, place.name)
        await at_the_window(desk)
        palette = open_palette(desk)
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, "sett")
        assert palette.field.text() == "sett"
        assert current(palette) == "Settings"
        press(desk, Qt.Key.Key_Escape)
        await until(lambda: desk.window.findChild(PaletteDialog) is None, "the palette to go")
        assert desk.window.place == place.name


async def test_what_is_set_in_settings_leads_there(practice_desk):
    palette = open_palette(practice_desk)
    for typed in ("zoom", "keyring", "about"):
        palette.field.setText(typed)
        assert current(palette).startswith("Settings: ")
    press(practice_desk, Qt.Key.Key_Escape)
    await until(lambda: practice_desk.window.findChild(PaletteDialog) is None, "the palette to go")


async def test_every_button_in_view_has_an_entry_and_every_entry_a_control(practice_desk):
    """Nothing that a mouse can press is out of reach, and no name in the list is a wrong one."""
    desk, window = practice_desk, practice_desk.window
    await everywhere(desk)
    for place in PLACES:
        await go_to(desk, place.name)
        listed = {entry.title for entry in desk.places.palette._actions()} | {"Commands"}
        page = window.page(place.name)
        buttons = [one for one in window.findChildren(QAbstractButton) if one.isVisible() and one.accessibleName()]
        pressed = {one.accessibleName() for one in buttons if not isinstance(one, QToolButton)}
        assert {name for name in pressed if listed.isdisjoint(_callings(name))} == set(), place.name
        assert len(pressed) > 3, place.name
        names = {name for one in page.findChildren(QAbstractButton) for name in _callings(one.accessibleName())}
        names |= {one.text().rstrip("…") for one in page.findChildren(QAction)}
        assert {one.words for one in ACTIONS[place.name]} <= names, place.name


async def test_every_key_of_the_window_stands_in_the_list_of_f1_where_it_acts(practice_desk):
    desk, window = practice_desk, practice_desk.window
    await everywhere(desk)
    told = {place: _keys_told(place) for place in (EVERYWHERE, *(place.name for place in PLACES))}
    own = [one for one in window.findChildren(QShortcut) if one.parent() is window]
    assert len(own) == len(PLACES) + 5
    for key in _bound(own):
        assert key in told[EVERYWHERE] or re.fullmatch(r"Ctrl\+[1-6]", key), key
    for place in PLACES:
        page = window.page(place.name)
        bound = _bound(page.findChildren(QShortcut)) | _bound(page.findChildren(QAction))
        assert bound <= told[place.name] | told[EVERYWHERE] | OF_EVERY_TABLE, place.name


def _bound(keys) -> set[str]:
    """The keys of shortcuts or of lines of menus."""
    bound = [one.keys() if isinstance(one, QShortcut) else one.shortcuts() for one in keys]
    return {key.toString().replace("Return", "Enter") for several in bound for key in several}


def _keys_told(place: str) -> set[str]:
    lines = [key.keys for key in KEYS[place]] + [one.keys for one in ACTIONS[place] if one.keys]
    return {word for line in lines for word in line.split()}


async def test_f1_shows_the_same_list_as_text(practice_desk):
    press(practice_desk, Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ShortcutsDialog)
    assert dialog.accessibleName() == "Shortcuts"
    model = dialog.table.model()
    shown = [tuple(model.index(row, at).data() for at in range(3)) for row in range(model.rowCount())]
    assert shown == all_keys()
    width = dialog.table.fontMetrics().horizontalAdvance
    cut = [text for line in shown for at, text in enumerate(line) if width(text) + 16 > dialog.table.columnWidth(at)]
    assert cut == []
    assert (
        "Ctrl+K",
        "Commands: any action, setting, campaign or number; in dialogs too",
        EVERYWHERE,
    ) in shown
    dialog.reject()


async def test_an_action_of_a_place_that_nobody_has_been_to_goes_there_and_does_it(practice_desk):
    desk = practice_desk
    await at_the_window(desk)
    assert not desk.window.built("Profiles")
    assert choose(desk, "add profile") == "Add profile"
    await until(lambda: desk.window.place == "Profiles" and desk.window.built("Profiles"), "Profiles")
    fields = desk.places.profiles.findChildren(QLineEdit)
    name = next(one for one in fields if one.accessibleName() == "Profile name")
    await until(lambda: name.isVisible() and name.text() == "", "an empty editor")


async def test_what_needs_something_chosen_is_disabled_with_its_reason_and_does_nothing(practice_desk):
    desk = practice_desk
    await at_the_window(desk)
    assert actions_of(desk)["Pause campaign"].off == "Choose a campaign first."
    await go_to(desk, "Campaigns")
    board = desk.places.campaigns.board
    await until(board.current, "campaigns")
    await at_the_window(desk)
    button = desk.places.campaigns.chosen.activate_button
    assert not button.isEnabled()
    entry = actions_of(desk)["Activate campaign"]
    assert entry.off == button.accessibleDescription() == "It is active already."
    assert choose(desk, "activate campaign") == "Activate campaign"
    assert desk.window.findChild(PaletteDialog).isVisible()
    press(desk, Qt.Key.Key_Escape)
    assert await desk.use.deferred.find(EVERYTHING) == []


async def test_pause_campaign_asks_as_its_button_does(practice_desk):
    desk = practice_desk
    await go_to(desk, "Campaigns")
    await until(desk.places.campaigns.board.current, "campaigns")
    await go_to(desk, "History")
    await at_the_window(desk)
    assert choose(desk, "pause campaign") == "Pause campaign"
    await until(QApplication.activeModalWidget, "the question")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle().startswith("Pause ")
    dialog.reject()


async def test_send_lead_is_pressed_only_where_the_lead_is_in_view(practice_desk):
    desk = practice_desk
    await at_the_window(desk)
    type_into(field(desk, "Phone"), "720-555-0100")
    await go_to(desk, "History")
    await at_the_window(desk)
    assert choose(desk, "send lead") == "Send lead"
    await until(lambda: desk.window.place == "Enter lead", "Enter lead")
    await until(lambda: QApplication.focusWidget() is desk.enter.footer.send, "the focus")
    assert not desk.enter.in_flight
    assert await desk.use.deferred.find(EVERYTHING) == []
    assert choose(desk, "send lead") == "Send lead"
    await until(lambda: desk.enter.in_flight or not desk.enter.sending.in_flight, "the press")
    await until(lambda: not desk.enter.in_flight, "an answer")
    assert len(await desk.use.deferred.find(EVERYTHING)) == 1


async def test_a_destination_and_a_route_are_taken_in_enter_lead(practice_desk):
    desk = practice_desk
    await until(lambda: len(desk.enter.destination.targets) > 2, "destinations")
    route = next(one for one in desk.enter.destination.targets if one.route)
    last = [one for one in desk.enter.destination.targets if not one.route][-1]
    for target, typed in ((last, last.destination.name), (route, f"Route {route.route.name}")):
        await go_to(desk, "History")
        await at_the_window(desk)
        assert choose(desk, typed) == typed
        assert desk.window.place == "Enter lead"
        assert desk.enter.destination.target.key == target.key


async def test_campaigns_are_those_of_the_last_look_and_no_vendor_is_asked(practice_desk, monkeypatch):
    desk = practice_desk
    await at_the_window(desk)
    assert list(desk.places.palette._campaigns()) == []
    assert "campaigns" not in desk.places.__dict__
    await go_to(desk, "Campaigns")
    view = desk.places.campaigns
    await until(view.board.current, "campaigns")
    await go_to(desk, "Enter lead")
    await at_the_window(desk)
    asked: list[object] = []
    monkeypatch.setattr(desk.use.transport, "send", asked.append)
    other = list(view.known())[-1]
    palette = open_palette(desk)
    assert len([one for one in entries(palette) if one.group is Group.CAMPAIGNS]) == min(40, len(list(view.known())))
    QTest.keyClicks(palette.field, other[2])
    assert current(palette) == other[2]
    assert asked == []
    press(desk, Qt.Key.Key_Return)
    assert desk.window.place == "Campaigns"
    assert view.board.current().id == other[1]
    assert asked == []


async def test_a_recent_number_goes_to_check_number_and_nothing_is_sent(practice_desk):
    desk = practice_desk
    await send(desk, "720-555-0104")
    press(desk, Qt.Key.Key_N, CTRL)
    await send(desk, "720-555-0100")
    palette = open_palette(desk)
    await until(lambda: any(one.group is Group.NUMBERS for one in entries(palette)), "the numbers")
    numbers = [one for one in entries(palette) if one.group is Group.NUMBERS]
    assert [one.title for one in numbers] == ["(720) 555-0100", "(720) 555-0104"]
    assert "Do not contact" in numbers[1].detail
    QTest.keyClicks(palette.field, "0104")
    press(desk, Qt.Key.Key_Return)
    assert desk.window.place == "Check number"
    phone = desk.places.check_number.bar.field.phone
    await until(phone, "the number")
    assert phone().e164 == "+17205550104"
    assert len(await desk.use.deferred.find(EVERYTHING)) == 2


async def test_a_masked_number_stays_masked_and_going_on_with_it_is_on_record(practice_desk):
    desk = practice_desk
    await send(desk, "720-555-0104")
    desk.masking.set_on(True)
    palette = open_palette(desk)
    await until(lambda: any(one.group is Group.NUMBERS for one in entries(palette)), "the numbers")
    shown = next(one for one in entries(palette) if one.group is Group.NUMBERS)
    assert shown.title == "(720) •••-••04"
    QTest.keyClicks(palette.field, "5550104")
    assert current(palette) == ""
    palette.field.setText("(720)")
    press(desk, Qt.Key.Key_Return)
    await until(lambda: desk.window.place == "Check number", "Check number")
    (note,) = await desk.use.deferred.notes(kinds=(NoteKind.REVEALED,))
    assert note.number == "+17205550104"


async def test_a_history_that_cannot_be_read_is_said_in_the_place_of_the_numbers(practice_desk, monkeypatch):
    desk = practice_desk
    await at_the_window(desk)

    async def fail(*_query: object, **_more: object) -> None:
        raise StoreProblem("The history cannot be read.", "The disk does not answer.", "Try again later.")

    monkeypatch.setattr(desk.use.deferred, "find", fail)
    palette = open_palette(desk)
    await until(lambda: any(one.group is Group.NUMBERS for one in entries(palette)), "the reason")
    (row,) = [one for one in entries(palette) if one.group is Group.NUMBERS]
    assert (row.title, row.off) == ("No recent numbers", "The history cannot be read.")
    press(desk, Qt.Key.Key_Escape)


async def test_numbers_that_are_read_as_it_closes_are_let_go(practice_desk, monkeypatch):
    desk, brought = practice_desk, []
    opened: list[PaletteDialog] = []

    async def newest() -> list[object]:
        await until(lambda: opened, "the palette")
        asyncio.get_running_loop().call_soon(opened[0].reject)  # comes before what waits for this to end
        return []

    monkeypatch.setattr(desk.places.palette._numbers, "newest", newest)
    monkeypatch.setattr(PaletteDialog, "bring", lambda *given: brought.append(given))
    await at_the_window(desk)
    opened.append(open_palette(desk))
    await until(lambda: desk.places.palette._open is None, "the palette to close")
    await asyncio.sleep(0.05)
    assert brought == []


async def test_it_opens_over_a_form_that_is_typed_into_and_changes_nothing_of_it(practice_desk):
    """Qt's own fields know Ctrl+K as a key that deletes to the end of the line."""
    desk = practice_desk
    await at_the_window(desk)
    name = field(desk, "First name")
    type_into(name, "Testa")
    name.home(False)
    open_palette(desk)
    assert name.text() == "Testa"
    press(desk, Qt.Key.Key_Return, CTRL)
    assert not desk.enter.in_flight
    press(desk, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is name
