"""*Test connection* in the place: saves first, waits visibly and cancellably, says what it showed, moves nothing."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from leaddesk.domain.errors import KeyringTrouble, NothingLeft
from leaddesk.domain.secret import Secret
from leaddesk.ui.views.profiles.connection_card import HEIGHT
from tests.services.desk import answer, until
from tests.ui.profiles_place import FLOOR, KEY, NORTH, empty, place

__all__ = ["empty", "place"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def spoken(place):
    """What a screen reader says of the label *Connection*."""
    return place.find(QLabel, "Connection").accessibleDescription()


def cancel_button(place):
    return place.view.editor.connection.cancel


async def asked(place, *, times=1):
    """Waits until so many requests have gone out."""
    await until(lambda: len(place.transport.requests) == times)


async def answered(place):
    """Waits until the test has ended."""
    await until(lambda: not cancel_button(place).isVisible())


async def test_a_saved_profile_is_tested_by_keyboard_and_the_result_carries_time_and_zone(place):
    place.transport.script.append(answer(b"[]"))
    assert spoken(place).startswith("Not tested yet.")
    await place.press("Test connection")
    await answered(place)
    assert spoken(place) == (
        "Reached api.example.com at 2:04 pm EST. Reads are accepted. "
        "Whether leads are accepted cannot be shown without creating one."
    )
    (request,) = place.transport.requests
    assert (request.method, request.url) == ("GET", "https://api.example.com/public/engage/campaigns")
    assert request.secrets() == (Secret(KEY),)
    assert place.store.on_disk == (NORTH, FLOOR), "nothing was saved on the way"
    assert place.told.messages == []
    plate = place.find(QLabel, "Connection").parentWidget()
    assert plate.toolTip() == "2026-11-21 19:04:11 UTC"


async def test_what_is_typed_is_saved_first_and_then_tested(place):
    place.transport.script.append(answer(b"[]"))
    place.type("Profile name", "Northside two")
    await place.press("Replace API key")
    place.type("API key", "another-key")
    await place.press("Test connection")
    await answered(place)
    assert place.store.on_disk[0].name == "Northside two"
    assert place.told.last[:2] == ("result", "Profile Northside two is saved.")
    assert place.transport.requests[0].secrets() == (Secret("another-key"),)
    assert spoken(place).startswith("Reached api.example.com")


async def test_a_new_profile_is_saved_and_tested_with_one_press(empty):
    empty.transport.script.append(answer(b"", 401))
    await empty.press("Add profile")
    empty.type("Profile name", "Northside")
    empty.type("API key", KEY)
    await empty.press("Test connection")
    await answered(empty)
    assert empty.listed() == ["Northside"]
    assert spoken(empty).startswith("The API key is refused (401). Reached core.purecallerid.app at 2:04 pm EST.")


async def test_a_form_with_problems_is_neither_saved_nor_tested(place):
    place.type("Base URL", "http://example.com")
    await place.press("Test connection")
    assert place.transport.requests == []
    assert place.find(QLineEdit, "Base URL").hasFocus()
    assert spoken(place).startswith("Not tested yet.")


async def test_a_key_that_cannot_be_kept_is_not_tested(place):
    await place.press("Replace API key")
    place.type("API key", "another-key")
    place.secrets.trouble = KeyringTrouble.LOCKED
    await place.press("Test connection")
    assert place.transport.requests == []
    assert place.told.last[4] == "Keep for this session"


async def test_a_missing_key_and_a_failing_keyring_stand_in_the_same_seat(place):
    place.secrets.held.clear()
    await place.press("Test connection")
    assert spoken(place).startswith("The API key is not set for this address. Tested at 2:04 pm EST.")
    place.secrets.trouble = KeyringTrouble.FAILING
    await place.press("Test connection")
    assert spoken(place).startswith("The keyring is failing. Tested at")
    assert place.transport.requests == []


async def test_while_it_waits_the_seconds_go_on_and_escape_stops_it(place):
    place.secrets.gate.clear()
    await place.press("Test connection")
    assert spoken(place).startswith("Testing api.example.com. Waiting for the keyring, 0 s")
    place.secrets.gate.set()
    place.transport.stall()
    await asked(place)
    await until(lambda: "Waiting for an answer, 1 s" in spoken(place))
    place.view.editor.test.setFocus()
    place.qtbot.keyClick(place.view.editor.test, Qt.Key.Key_Escape)
    assert spoken(place).startswith("Test cancelled.")
    await until(lambda: place.transport.abandoned == 1)
    place.transport.script.append(answer(b"[]"))
    await place.press("Test connection")
    await answered(place)
    assert spoken(place).startswith("Reached api.example.com")


async def test_cancel_is_a_button_too_and_gives_the_focus_back(place):
    place.transport.stall()
    await place.press("Test connection")
    await asked(place)
    assert cancel_button(place).accessibleName() == "Cancel"
    cancel_button(place).setFocus()
    await place.press("Cancel")
    assert place.view.editor.test.hasFocus()
    assert spoken(place).startswith("Test cancelled.")


async def test_the_latest_question_wins(place):
    place.transport.stall()
    place.transport.script.append(answer(b"", 404))
    await place.press("Test connection")
    await asked(place)
    await place.press("Test connection")
    await answered(place)
    assert (len(place.transport.requests), place.transport.abandoned) == (2, 1)
    assert "knows no Engage" in spoken(place)


async def test_each_profile_keeps_its_own_result_and_a_change_drops_it(place):
    place.transport.script.append(answer(b"[]"))
    await place.press("Test connection")
    await answered(place)
    place.view.choose("floor")
    assert spoken(place).startswith("Not tested yet.")
    place.view.choose("north")
    assert spoken(place).startswith("Reached api.example.com")
    place.type("Profile name", "Northside two")
    await place.press("Save profile")
    assert spoken(place).startswith("Not tested yet.")


async def test_looking_at_another_profile_ends_the_question(place):
    place.transport.stall()
    await place.press("Test connection")
    await asked(place)
    place.view.choose("floor")
    assert spoken(place).startswith("Not tested yet.")
    await until(lambda: place.transport.abandoned == 1)
    place.view.choose("north")
    assert spoken(place).startswith("Not tested yet.")


async def test_forgetting_the_key_drops_what_was_shown(place):
    place.transport.script.append(answer(b"[]"))
    await place.press("Test connection")
    await answered(place)
    await place.press("Forget API key")
    await place.answer(True)
    assert spoken(place).startswith("Not tested yet.")


async def test_a_read_only_profile_may_be_tested(place):
    place.transport.script.append(answer(b"[]"))
    place.view.editor.form.editor("safety").set_value("Read only")
    await place.press("Test connection")
    await answered(place)
    assert spoken(place).startswith("Reached")


async def test_nothing_moves_when_the_seat_fills(place):
    def corners():
        editor = place.view.editor
        parts = (*editor.form.editors(), editor.connection, editor.save, editor.test, editor.delete)
        return [(part.mapTo(place.view, QPoint(0, 0)), part.size()) for part in parts]

    before = corners()
    place.transport.stall()
    await place.press("Test connection")
    await asked(place)
    assert corners() == before
    cancel_button(place).click()
    place.transport.script.append(answer(b"<html>", 403, Content_Type="text/html"))
    await place.press("Test connection")
    await answered(place)
    await asyncio.sleep(0.01)
    assert corners() == before


async def test_every_sentence_of_ours_is_in_view_in_the_narrowest_editor(place, theme):
    card = place.view.editor.connection
    place.view.resize(1100, 830)
    place.view._columns.setSizes([0, 900])
    assert place.view.editor.width() == place.view.editor.minimumWidth()
    answers = [
        answer(b"[]"),
        answer(b"<html>", 403, Content_Type="text/html"),
        answer(b"", 404),
        answer(b"", 429),
        answer(b"", 503),
        answer(b"<html>", Content_Type="text/html"),
        answer(b"", 302, Location="https://login.example.com/start"),
    ]
    for number, one in enumerate(answers):
        place.transport.script.append(one)
        await place.press("Test connection")
        await asked(place, times=number + 1)
        await answered(place)
        await asyncio.sleep(0.01)
        assert card.headline.fits(), card.headline.text()
        assert card.body.fits(), card.body.text()
        assert card.height() == theme.px(HEIGHT), card.body.text()


@pytest.mark.parametrize(
    ("status", "family", "assertive"), [(200, "ok", False), (404, "warn", False), (401, "danger", True)]
)
async def test_a_result_is_announced_and_told_by_icon_words_and_colour(place, monkeypatch, status, family, assertive):
    announced: list[QAccessibleAnnouncementEvent] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", announced.append)
    place.transport.script.append(answer(b"[]", status))
    await place.press("Test connection")
    await answered(place)
    (event,) = announced
    assert event.message() == spoken(place)
    assert (event.politeness() is QAccessible.AnnouncementPoliteness.Assertive) is assertive
    assert place.find(QLabel, "Connection").property("ink") == family


async def test_no_test_outlives_a_failure_of_the_network(place):
    place.transport.script.append(NothingLeft("api.example.com was not found.", "Nothing was sent.", "Check the URL."))
    await place.press("Test connection")
    await answered(place)
    assert spoken(place) == ("api.example.com was not found. Tested at 2:04 pm EST. Nothing was sent. Check the URL.")
    assert place.find(QPushButton, "Test connection").isEnabled()
